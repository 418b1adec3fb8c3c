"""Who may open and do what? The one table; whatever it does not allow is refused.

Who holds several roles may do what any of them may. Without sign-in there is one person, at the machine itself, who holds
them all.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

LEADERSHIP, ANALYST, PRESS, STEWARD = "leadership", "analyst", "press", "steward"
ROLES = (LEADERSHIP, ANALYST, PRESS, STEWARD)
INSIDERS = (LEADERSHIP, ANALYST, STEWARD)

PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": ROLES,
        "compare": ROLES,
        "cities": ROLES,
        "people": ROLES,
        "routes": ROLES,
        "funding": ROLES,
        "explore": ROLES,
        "sql": (ANALYST,),
        "briefing": (LEADERSHIP, ANALYST, PRESS),
        "data": ROLES,
        "methods": ROLES,
    }
)

SEE_EXACT_CELLS = "see_exact_cells"
NAME_A_RELEASE = "name_a_release"
TAKE_FILES = "take_files"
MAKE_PRESS_KIT = "make_press_kit"
RUN_SQL = "run_sql"
KEEP_VIEWS = "keep_views"
READ_AUDIT = "read_audit"
LOAD_FILES = "load_files"
BRING_BACK = "bring_back"
TAKE_REFUSED_ROWS = "take_refused_rows"
READ_TRAIL = "read_trail"

DEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SEE_EXACT_CELLS: INSIDERS,  # everybody else is the public: what was cleared, and nothing else
        NAME_A_RELEASE: INSIDERS,
        TAKE_FILES: ROLES,  # of the cells that they see
        MAKE_PRESS_KIT: (LEADERSHIP, ANALYST, PRESS),
        RUN_SQL: (ANALYST,),
        KEEP_VIEWS: (LEADERSHIP, ANALYST),
        READ_AUDIT: INSIDERS,
        LOAD_FILES: (STEWARD,),
        BRING_BACK: (STEWARD,),
        TAKE_REFUSED_ROWS: (STEWARD,),
        READ_TRAIL: (STEWARD,),
    }
)
# Who does one of these sends files to the server.
SENDING = (LOAD_FILES, KEEP_VIEWS)


def may_open(roles: Iterable[str], page: str) -> bool:
    """May someone of these roles open the page at this path? A page that is not in the table is nobody's."""
    return not set(PAGES.get(page, ())).isdisjoint(roles)


def may_do(roles: Iterable[str], deed: str) -> bool:
    """May someone of these roles do this? What is not in the table is for nobody."""
    return not set(DEEDS.get(deed, ())).isdisjoint(roles)


def may_send_files(roles: Iterable[str]) -> bool:
    """Does anything that someone of these roles may do begin with a file of theirs?"""
    held = tuple(roles)
    return any(may_do(held, deed) for deed in SENDING)
