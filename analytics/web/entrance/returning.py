"""Where does somebody come back to who signs in, or out? To the very address they asked for, and never to another site's."""

import asyncio
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import encode_provider_token

from analytics.access.people import name_of
from analytics.errors import IdmajError
from analytics.language import message
from analytics.operation.trail import TrailUnwritable, note
from analytics.web.entrance import sign_in_page
from analytics.web.entrance.asked import Receive, Scope, Send, language_of_request
from analytics.web.entrance.claims import read_claims
from analytics.web.entrance.sign_in import CALLBACK, SignIn

LOGGER = logging.getLogger("idmaj")
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
# What the browser keeps while its reader is at the provider: the address to come back to, for as long as that may take.
COOKIE, SECONDS = "idmaj_return", 900
LONGEST = 2000
FOUND = 302
UNANSWERED = message("The sign-in service does not answer. Try again in a moment.")
UNNOTED = message("This sign-in cannot be noted, so it does not count. Whoever looks after the server is told.")
UNSUCCESSFUL = message("The sign-in did not succeed. Try again, or ask whoever looks after the sign-in service.")


class Returning:
    """Begins and ends what happens at the provider, and leads back."""

    def __init__(self, sign_in: SignIn, paths: frozenset[str]) -> None:
        self.sign_in = sign_in
        self.paths = paths

    def begin(self, request: Request) -> Response:
        """Off to the provider, having noted where to come back to."""
        address = f"/auth/login?{urlencode({'provider': encode_provider_token(self.sign_in.provider)})}"
        return self._noting(self.own(request.query_params.get("to", "/")), address)

    def end(self, request: Request) -> Response:
        """Off to sign out, there too; afterwards the first page asks for a sign-in, in the same language."""
        return self._noting(f"/?{urlencode({'lang': language_of_request(request.scope).code})}", "/auth/logout")

    def home(self, request: Request) -> Response:
        """To the first page."""
        return RedirectResponse("/", FOUND)

    def target_of(self, request: Request) -> str:
        """Which page does this request ask for, to be opened after the sign-in?"""
        return self.own(f"{request.url.path}?{request.url.query}")

    def own(self, address: str) -> str:
        """This address where it is a page of the dashboard, else the first page: built anew, so that nothing hostile is
        left in it."""
        try:
            parts = urlsplit(address[:LONGEST])
            given = parse_qsl(parts.query)
        except ValueError:
            return "/"
        path = parts.path.strip("/")
        if parts.scheme or parts.netloc or path not in self.paths:
            path, given = "", [(name, value) for name, value in given if name == "lang"]
        return f"/{path}" + (f"?{urlencode(given)}" if given else "")

    async def lead(self, app: Callable, request: Request, receive: Receive, send: Send) -> None:
        """Let Streamlit speak with the provider; then lead back, or say what went wrong."""
        start: dict = {}

        async def hold(event: Mapping) -> None:
            if event["type"] == "http.response.start":
                start.update(event)

        await app(request.scope, receive, hold)
        answer = await asyncio.to_thread(self._answer, request, start)  # noting waits for the disk
        await answer(request.scope, receive, send)

    def _answer(self, request: Request, start: Mapping) -> Response:
        given = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
        cookies = [value for name, value in given if name.lower() == "set-cookie"]
        target = self._noted(request)
        if request.url.path != CALLBACK:  # on the way to the provider
            answer = self._to_the_provider(request, start["status"], dict(given), target)
        elif "code" in request.query_params or "error" in request.query_params:
            claims = self._claims_set(cookies)
            if not claims:
                return self._say(request, UNSUCCESSFUL, 401, target)
            try:
                note("signed_in", who=name_of(claims), role=", ".join(self.sign_in.people().roles_of(claims)))
            except TrailUnwritable as error:
                LOGGER.error(str(error))
                return self._say(request, UNNOTED, 503, target)
            except IdmajError as error:
                return self._say(request, error, 503, target)
            answer = RedirectResponse(target, FOUND)
        else:  # back from signing out
            answer = RedirectResponse(target, FOUND)
        for value in cookies:
            answer.headers.append("set-cookie", self._closed(value))
        return answer

    def _to_the_provider(self, request: Request, status: int, headers: Mapping, target: str) -> Response:
        if status == FOUND:
            return RedirectResponse(headers["location"], FOUND)
        return self._say(request, UNANSWERED, 503, target)

    def _say(self, request: Request, sentence: str | IdmajError, status: int, target: str) -> Response:
        scope: Scope = {**request.scope, "query_string": urlsplit(target).query.encode()}
        return sign_in_page.answer(language_of_request(scope), status, sentence, target)

    def _noting(self, target: str, address: str) -> Response:
        answer = RedirectResponse(address, FOUND, {"cache-control": "no-store"})
        answer.set_cookie(
            COOKIE, urlsafe_b64encode(target.encode()).decode(), SECONDS,
            httponly=True, samesite="lax", secure=self.sign_in.is_encrypted,
        )  # fmt: skip
        return answer

    def _noted(self, request: Request) -> str:
        # A cookie is somebody's word too: its address is checked like any other.
        try:
            return self.own(urlsafe_b64decode(request.cookies.get(COOKIE, "")).decode())
        except ValueError:
            return "/"

    def _claims_set(self, cookies: Sequence[str]) -> Mapping[str, object]:
        """What does the provider say of whoever is signed in by these cookies? Nothing, where they take a sign-in away."""
        jar = SimpleCookie()
        for value in cookies:
            jar.load(value)
        return read_claims({name: each.value for name, each in jar.items()}, self.sign_in.origin)

    def _closed(self, cookie: str) -> str:
        """The cookie as Streamlit sets it, and over https alone where the dashboard is reached so."""
        return f"{cookie}; Secure" if self.sign_in.is_encrypted and "; secure" not in cookie.lower() else cookie
