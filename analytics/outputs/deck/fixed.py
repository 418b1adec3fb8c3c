"""How does a file come out the same each time it is made? Its parts, and those of the workbooks inside, get one date."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DAY, MOMENT = (2000, 1, 1, 0, 0, 0), b"2000-01-01T00:00:00Z"
PROPERTIES = "docProps/core.xml"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def fix_dates(packed: bytes) -> bytes:
    """The same office file, as if made at the start of the year 2000."""
    fixed = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as given, ZipFile(fixed, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name.endswith(".xlsx"):
                part = fix_dates(part)
            elif name == PROPERTIES:
                part = _WHEN.sub(rb"\g<1>" + MOMENT, part)
            entry = ZipInfo(name, DAY)
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, part)
    return fixed.getvalue()
