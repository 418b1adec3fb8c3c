"""What stands around the pages? The server: what every request passes on its way in, what it starts with, how it ends."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit import App, logger
from streamlit.runtime.pages_manager import PagesManager

from analytics.operation.headers import SecurityHeaders, content_policy
from analytics.operation.health import health_routes, warm_up
from analytics.operation.logs import hand_over, write_json_lines
from analytics.operation.origin import OwnOriginOnly
from analytics.operation.requests import RequestLog
from analytics.outputs.renderer import RENDERER
from analytics.web.entrance.gate import SignInGate
from analytics.web.entrance.sign_in import MachineOnly, SignIn, open_or_refuse
from analytics.web.figures.scripts import figure_routes
from analytics.web.frame import PAGES
from analytics.web.job import stop_jobs
from analytics.web.serving.document import DocumentInTheLanguage
from analytics.web.serving.known_scripts import list_scripts
from analytics.web.serving.process import allow_many_files

LOGGER = logging.getLogger("idmaj")
UVICORN = ("uvicorn", "uvicorn.asgi", "uvicorn.error", "websockets")
# It would tell every request a second time, and whole addresses.
SILENT = "uvicorn.access"


def surroundings() -> dict:
    """What does the server of the pages need besides their script? The arguments of streamlit's App."""
    # A folder named pages/ would make Streamlit run its files alone, without app.py, until app.py has run once.
    PagesManager.uses_pages_directory = False
    allow_many_files()
    _write_logs()
    sign_in = open_or_refuse()
    return {"routes": [*health_routes(), *figure_routes()], "middleware": _middleware(sign_in), "lifespan": _lifespan}


def _middleware(sign_in: SignIn | None) -> list[Middleware]:
    """From the outside in."""
    paths = frozenset(place.path for place in PAGES)
    gate = Middleware(SignInGate, sign_in=sign_in, paths=paths) if sign_in else Middleware(MachineOnly)
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders, policy=content_policy(list_scripts())),
        Middleware(OwnOriginOnly, hosts=st.get_option("server.allowedHosts")),
        gate,
        Middleware(DocumentInTheLanguage, paths=paths),
    ]


@asynccontextmanager
async def _lifespan(_app: App) -> AsyncIterator[None]:
    _write_logs()  # again: the server has set its own meanwhile
    threading.Thread(target=warm_up, name="warming", daemon=True).start()
    LOGGER.info("started")
    try:
        yield
    finally:
        # Python's own clearing up does not run when a signal ends the process.
        await asyncio.to_thread(stop_jobs)
        await asyncio.to_thread(RENDERER.close)
        LOGGER.info("stopped")


def _write_logs() -> None:
    """Streamlit and its server give each logger a handler of its own; all of them are to write as the product does."""
    write_json_lines()
    logger.setup_formatter = hand_over  # asked for each logger that Streamlit makes from now on
    made = [
        name for name, each in logging.root.manager.loggerDict.items() if hasattr(each, "streamlit_console_handler")
    ]
    for name in (*made, *UVICORN, SILENT):
        hand_over(logging.getLogger(name))
    logging.getLogger(SILENT).handlers.clear()
    logging.getLogger(SILENT).propagate = False
