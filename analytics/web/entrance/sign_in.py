"""Is sign-in asked for here, and may this server start as it is set up? Read once: what protects does not change."""

import logging
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlparse

import streamlit as st
from starlette.responses import PlainTextResponse
from streamlit.auth_util import get_redirect_uri, get_secrets_auth_section, validate_auth_credentials
from streamlit.errors import StreamlitAuthError

from analytics.access.people import People, read_people
from analytics.access.signed_out import SignedOut
from analytics.errors import IdmajError, UnreadableInput
from analytics.language import ENGLISH, language_of, message
from analytics.operation.serve import is_loopback
from analytics.records.folder import DataFolder
from analytics.web.entrance.asked import Receive, Scope, Send

PROJECT = Path(__file__).resolve().parents[3]
LOGGER = logging.getLogger("idmaj")
ROLES_VARIABLE = "IDMAJ_ROLES"
REQUIRED_VARIABLE, REQUIRED = "IDMAJ_SIGN_IN", "required"
ROLES_FILE = PROJECT / ".streamlit" / "roles.toml"
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
ONLY_THIS_MACHINE = message("Without sign-in this dashboard serves the machine it runs on and no other.")


@dataclass(frozen=True)
class SignIn:
    """A configured sign-in: the provider's name in Streamlit's secrets, and where people come back to."""

    provider: str
    origin: str
    signed_out: SignedOut

    @property
    def is_encrypted(self) -> bool:
        return self.origin.startswith("https:")

    def people(self) -> People:
        """Who has which role now? Raises UnreadableInput."""
        return read_people(Path(os.environ.get(ROLES_VARIABLE) or ROLES_FILE))


@cache
def configured() -> SignIn | None:
    """Which sign-in is asked for? None where no provider is configured. Raises UnreadableInput for one that is half
    configured: a server that was meant to be closed must not stand open."""
    for path in map(Path, st.get_option("secrets.files")):
        if path.is_file():
            _refuse_unreadable(path)
    section = get_secrets_auth_section()
    if not section:
        return None
    given = section.to_dict()
    named = [name for name, value in given.items() if isinstance(value, Mapping) and "client_id" in value]
    provider = named[0] if len(named) == 1 and "client_id" not in given else "default"
    try:
        validate_auth_credentials(provider)
    except StreamlitAuthError as error:
        raise UnreadableInput(
            message("The sign-in is half configured: {reason}"), reason=" ".join(str(error).split())
        ) from error
    if len(str(given["cookie_secret"])) < SHORTEST_SECRET:
        raise UnreadableInput(
            message("“cookie_secret” in the secrets is too short; {n} random characters are the least."),
            n=SHORTEST_SECRET,
        )
    signed_out = SignedOut(DataFolder.at().cache / "signed-out")
    return SignIn(provider, _origin_of(get_redirect_uri(section) or ""), signed_out)


def _refuse_unreadable(path: Path) -> None:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        # Nothing of the file is repeated: it holds secrets.
        raise UnreadableInput(message("{path} cannot be read as TOML; nothing is served."), path=str(path)) from error


def _origin_of(address: str) -> str:
    parts = urlparse(address)
    is_private = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    if not is_private or parts.path != CALLBACK:
        raise UnreadableInput(
            message("“redirect_uri” in the secrets is the https address of this dashboard, ending in {path}."),
            path=CALLBACK,
        )
    return f"{parts.scheme}://{parts.netloc}"


def open_or_refuse() -> SignIn | None:
    """May this server start? Says so in the log; where it may not, the process ends with one sentence."""
    language = language_of(os.environ.get("IDMAJ_LANG")) or ENGLISH
    try:
        sign_in = configured()
        if sign_in:
            sign_in.people()
    except IdmajError as error:
        sys.exit(error.say(language))
    if not sign_in and os.environ.get(REQUIRED_VARIABLE) == REQUIRED:
        sys.exit(language.say("Sign-in is required here, and no provider is configured; see docs/sign-in.md."))
    address = st.get_option("server.address")
    if not sign_in and not is_loopback(address):
        sys.exit(
            language.say(
                "Without sign-in this dashboard serves the machine it runs on and no other; {address} is refused. Configure "
                "a provider (docs/sign-in.md), or leave the address out.",
                address=address or "0.0.0.0",
            )
        )
    said = (
        language.say("Sign-in is asked for; people come back to {origin}.", origin=sign_in.origin)
        if sign_in
        else language.say("No sign-in is configured: only this machine is served.")
    )
    LOGGER.info(said)
    return sign_in


class MachineOnly:
    """Without sign-in: answers this machine and no other, whatever address some server was told to listen at."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        listens_at = scope.get("server")
        if scope["type"] == "lifespan" or (listens_at and is_loopback(listens_at[0])):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(ONLY_THIS_MACHINE, 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})
