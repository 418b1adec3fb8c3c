"""Where does somebody come back to who signs in, or out? To the very address they asked for, and never to another site's."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analytics.language import message
from analytics.web import sign_in_page
from analytics.web.asked import Receive, Scope, Send, language_of_request
from analytics.web.sign_in import CALLBACK, SignIn

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
# What the browser keeps while its reader is at the provider: the address to come back to, for as long as that may take.
COOKIE, SECONDS = "idmaj_return", 900
LONGEST = 2000
FOUND = 302
UNANSWERED = message("The sign-in service does not answer. Try again in a moment.")
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
        await self._answer(request, start)(request.scope, receive, send)

    def _answer(self, request: Request, start: Mapping) -> Response:
        given = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
        cookies = [value for name, value in given if name.lower() == "set-cookie"]
        target = self._noted(request)
        if request.url.path != CALLBACK:  # on the way to the provider
            answer = self._to_the_provider(request, start["status"], dict(given), target)
        elif "code" in request.query_params or "error" in request.query_params:
            is_in = any(map(_is_sign_in, cookies))
            answer = RedirectResponse(target, FOUND) if is_in else self._say(request, UNSUCCESSFUL, 401, target)
        else:  # back from signing out
            answer = RedirectResponse(target, FOUND)
        for value in cookies:
            answer.headers.append("set-cookie", self._closed(value))
        return answer

    def _to_the_provider(self, request: Request, status: int, headers: Mapping, target: str) -> Response:
        if status == FOUND:
            return RedirectResponse(headers["location"], FOUND)
        return self._say(request, UNANSWERED, 503, target)

    def _say(self, request: Request, sentence: str, status: int, target: str) -> Response:
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

    def _closed(self, cookie: str) -> str:
        """The cookie as Streamlit sets it, and over https alone where the dashboard is reached so."""
        return f"{cookie}; Secure" if self.sign_in.is_encrypted and "; secure" not in cookie.lower() else cookie


def _is_sign_in(cookie: str) -> bool:
    """Does this set a sign-in, rather than take one away?"""
    return cookie.startswith(f"{USER_COOKIE_NAME}=") and "max-age=0" not in cookie.lower()
