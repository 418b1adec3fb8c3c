"""What does the browser get before the first page is drawn? Streamlit's document, in the reader's language.

Streamlit serves one English, left-to-right document for every address, and its script then guesses where the server is
by asking the deepest folder first. Both are said here instead: language, direction and title, and the server's address.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from analytics.language import ARABIC, Language, language_of

Scope = MutableMapping[str, object]
Receive = Callable[[], Awaitable[MutableMapping]]
Send = Callable[[MutableMapping], Awaitable[None]]
WHERE_THE_SERVER_IS = (
    b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG_BASE_URL:location.origin}</script>"
)


def middleware() -> list[Middleware]:
    """What stands between the browser and Streamlit?"""
    # A folder named pages/ would make Streamlit run its files alone, without app.py, until app.py has run once.
    PagesManager.uses_pages_directory = False
    return [Middleware(DocumentInTheLanguage)]


class DocumentInTheLanguage:
    """Writes language, direction and title into the document that a browser opens."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        if scope["type"] != "http" or b"text/html" not in headers.get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        language = _language_of_request(scope, headers)
        # The document is changed, so it must come uncompressed; it is small and asked for once a visit.
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: MutableMapping = {}
        body = b""

        async def change(event: MutableMapping) -> None:
            nonlocal body
            if event["type"] == "http.response.start":
                start.update(event)
                return
            body += event.get("body", b"")
            if event.get("more_body"):
                return
            kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            if b"text/html" in dict(start["headers"]).get(b"content-type", b""):
                body = _in_language(body, language)
                kept = [(name, value) for name, value in kept if name.lower() not in (b"etag", b"last-modified")]
            await send(start | {"headers": [*kept, (b"content-length", str(len(body)).encode())]})
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, change)


def _language_of_request(scope: Scope, headers: dict[bytes, bytes]) -> Language:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    accepted = headers.get(b"accept-language", b"").decode("latin-1")[:2].lower()
    return language_of(asked) or language_of(accepted) or ARABIC


def _in_language(document: bytes, language: Language) -> bytes:
    head = f'<html lang="{language.code}" dir="{language.direction}">'.encode()
    name = language.say("Idmaj")
    title = f"<title>{name}</title>".encode()
    document = document.replace(b'<html lang="en">', head, 1)
    document = re.sub(rb"<title>.*?</title>", title, document, count=1)
    # Streamlit's own font is not used; fetching it first would only delay ours.
    document = re.sub(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>', b"", document, count=1)
    return document.replace(b"<head>", b"<head>" + WHERE_THE_SERVER_IS, 1)
