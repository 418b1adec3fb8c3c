"""What stands between the browser and Streamlit? The gate, then the document in the reader's language."""

from collections.abc import Iterable

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from analytics.web.document import DocumentInTheLanguage
from analytics.web.gate import SignInGate
from analytics.web.sign_in import MachineOnly, open_or_refuse


def middleware(paths: Iterable[str]) -> list[Middleware]:
    """The outermost first. `paths` are those of the pages. Ends the process where this server may not start."""
    # A folder named pages/ would make Streamlit run its files alone, without app.py, until app.py has run once.
    PagesManager.uses_pages_directory = False
    known = frozenset(paths)
    sign_in = open_or_refuse()
    first = Middleware(SignInGate, sign_in=sign_in, paths=known) if sign_in else Middleware(MachineOnly)
    return [first, Middleware(DocumentInTheLanguage, paths=known)]
