"""What does the browser get before the first page is drawn? Streamlit's document, in the reader's language.

Streamlit serves one English, left-to-right document for every address, and its script then guesses where the server is
by asking the deepest folder first. Both are said here instead: language, direction and title, and the server's address.
"""

import re
from collections.abc import Callable, MutableMapping

from analytics.language import Language
from analytics.web.entrance.asked import SECONDS_LEFT, Receive, Scope, Send, language_of_request, wants_document
from analytics.web.figures.scripts import FETCHED_EARLY
from analytics.web.serving.known_scripts import UNTIL_THE_END, WHERE_THE_SERVER_IS

# Figures keep what they once measured of a text, so its letters and its direction are there before the first is drawn.
FONT = "./app/static/fonts/IBMPlexSansArabic"
LETTERS = "".join(
    f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{FONT}-{weight}.woff2">'
    for weight in ("Regular", "SemiBold", "Bold")
)
# Texts are measured in a drawing outside the figure; left to right as in it, or a label lands its own width away.
LEFT_TO_RIGHT = "<style>.js-plotly-plot, #js-plotly-tester { direction: ltr; }</style>"
CHANGED_HEADERS = (b"content-length", b"etag", b"last-modified")


class DocumentInTheLanguage:
    """Writes language, direction and title into the document that a browser opens; leads any other address home.

    paths: those of the pages.
    """

    def __init__(self, app: Callable, paths: frozenset[str]) -> None:
        self.app = app
        self.paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not wants_document(scope):
            await self.app(scope, receive, send)
            return
        language = language_of_request(scope)
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
        document = _in_language(document, language, scope.get(SECONDS_LEFT))
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in CHANGED_HEADERS]
        headers = [*kept, (b"content-length", str(len(document)).encode())]
        return [start | {"headers": headers}, {"type": "http.response.body", "body": document}]


def _is_document(event: MutableMapping) -> bool:
    return event["status"] == 200 and b"text/html" in dict(event["headers"]).get(b"content-type", b"")


def _in_language(document: bytes, language: Language, seconds_left: int | None = None) -> bytes:
    ends = "" if seconds_left is None else f' data-seconds-left="{seconds_left}"'
    head = f'<html lang="{language.code}" dir="{language.direction}"{ends}>'.encode()
    name = language.say("Idmaj")
    title = f"<title>{name}</title>".encode()
    document = document.replace(b'<html lang="en">', head, 1)
    document = re.sub(rb"<title>.*?</title>", title, document, count=1)
    # Streamlit's own font is not used.
    document = re.sub(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>', b"", document, count=1)
    scripts = (WHERE_THE_SERVER_IS, UNTIL_THE_END) if ends else (WHERE_THE_SERVER_IS,)
    added = "".join(f"<script>{script}</script>" for script in scripts)
    return document.replace(b"<head>", b"<head>" + (added + LETTERS + LEFT_TO_RIGHT + FETCHED_EARLY).encode(), 1)
