"""Where is Poppler, which reads PDF files back? Prints the path of its pdftotext; finds it, or installs it, or fails."""

import shutil
import sys

from tests.installing import install

READER = "pdftotext"


def main() -> int:
    """Look, then the system's package manager."""
    if not shutil.which(READER):
        install("poppler-utils", pacman="poppler", brew="poppler")
    path = shutil.which(READER)
    if not path:
        print(
            f"No {READER} was found, and it could not be installed. Install Poppler (poppler-utils); "
            "the tests of PDF files are part of `make test` and are not skipped.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
