"""What does the browser get before the first page is drawn? Streamlit's document, in the reader's language.

Streamlit serves one English, left-to-right document for every address, and its script then guesses where the server is
by asking the deepest folder first. Both are said here instead: language, direction and title, and the server's address.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from analytics.language import ARABIC, Language, language_of
from analytics.web.scripts import FETCHED_EARLY

Scope = MutableMapping[str, object]
Receive = Callable[[], Awaitable[MutableMapping]]
Send = Callable[[MutableMapping], Awaitable[None]]
WHERE_THE_SERVER_IS = (
    b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG_BASE_URL:location.origin}</script>"
)

CHANGED_HEADERS = (b"content-length", b"etag", b"last-modified")


def middleware(paths: Iterable[str]) -> list[Middleware]:
    """What stands between the browser and Streamlit? `paths` are those of the pages."""
    # A folder named pages/ would make Streamlit run its files alone, without app.py, until app.py has run once.
    PagesManager.uses_pages_directory = False
    return [Middleware(DocumentInTheLanguage, paths=frozenset(paths))]


class DocumentInTheLanguage:
    """Writes language, direction and title into the document that a browser opens; leads any other address home."""

    def __init__(self, app: Callable, paths: frozenset[str]) -> None:
        self.app = app
        self.paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        if scope["type"] != "http" or b"text/html" not in headers.get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        language = _language_of_request(scope, headers)
        # The document is changed, so it must come uncompressed; it is small and asked for once a visit.
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: MutableMapping = {}
        document = b""

        async def change(event: MutableMapping) -> None:
            nonlocal document
            if event["type"] == "http.response.start" and _is_document(event):
                start.update(event)
            elif not start:  # a file that is downloaded passes as it comes
                await send(event)
            else:
                document += event.get("body", b"")
                if not event.get("more_body"):
                    for part in self._answer(scope, start, document, language):
                        await send(part)

        await self.app(scope, receive, change)

    def _answer(self, scope: Scope, start: MutableMapping, document: bytes, language: Language) -> list[MutableMapping]:
        if scope["path"].strip("/") not in self.paths:
            # Streamlit would open its own English message over the first page.
            home = f"{scope.get('root_path', '')}/?lang={language.code}".encode()
            headers = [(b"location", home), (b"content-length", b"0")]
            return [
                {"type": "http.response.start", "status": 307, "headers": headers},
                {"type": "http.response.body", "body": b""},
            ]
        document = _in_language(document, language)
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in CHANGED_HEADERS]
        headers = [*kept, (b"content-length", str(len(document)).encode())]
        return [start | {"headers": headers}, {"type": "http.response.body", "body": document}]


def _is_document(event: MutableMapping) -> bool:
    return event["status"] == 200 and b"text/html" in dict(event["headers"]).get(b"content-type", b"")


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
    return document.replace(b"<head>", b"<head>" + WHERE_THE_SERVER_IS + FETCHED_EARLY, 1)
