"""The card of the audit counts what is hidden, and how near an outsider comes to what must not be known."""

from types import SimpleNamespace

import pandas as pd

from analytics.language import ENGLISH
from analytics.web.data_page.auditing import _count

FRAMES = {"one": pd.DataFrame({"status": ["normal", "confidential", "confidential"]})}


def narrowest(*audit):
    """What the card says of hidden numbers of these widths and required widths."""
    frame = pd.DataFrame(audit, columns=["width", "required"])
    return dict(_count(SimpleNamespace(frames=FRAMES, tables=["one"], audit=frame), ENGLISH))[
        "Narrowest range provable of one"
    ]


def test_a_number_that_may_be_known_is_not_the_narrowest():
    assert narrowest((0.0, 0.0), (4.0, 3.0), (12.0, 3.0)) == "4"


def test_where_nothing_needs_to_be_protected_there_is_no_narrowest():
    assert narrowest((0.0, 0.0)) == "—"
    assert narrowest() == "—"
