"""What does the browser have to heed on every answer? No foreign host, no frame around the pages, nothing guessed.

Scripts run only from this server, or when they are word for word among those of the pages (their hashes are told).
Streamlit hands the scripts of its components on as blobs, which only a script that runs already can make. Styles may stand
in the markup: Streamlit and Plotly write them there.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Iterable, MutableMapping

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR = 365 * 24 * 3600
# What may hold numbers, or leads to where they are, is kept by no browser and no proxy.
NOT_KEPT = (b"text/html", b"application/json")
HELD_BY_NAME = ("/media/", "/_stcore/")


def content_policy(scripts: Iterable[str]) -> str:
    """What may a page load and run? `scripts` are the texts of the scripts that stand in pages."""
    known = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {known}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """Adds the headers to whatever the server answers; HSTS where the browser came by TLS, also through a proxy."""

    def __init__(self, app: Callable, policy: str) -> None:
        self.app = app
        held = {**ALWAYS, "Content-Security-Policy": policy}
        self.headers = [(name.lower().encode(), value.encode()) for name, value in held.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message = {**message, "headers": self._headers(scope, list(message.get("headers", ())))}
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, scope: Scope, answered: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        added = list(self.headers)
        if scope.get("scheme") in ("https", "wss"):
            added.append((b"strict-transport-security", f"max-age={A_YEAR}".encode()))
        kind = dict(answered).get(b"content-type", b"")
        if kind.startswith(NOT_KEPT) or str(scope.get("path", "")).startswith(HELD_BY_NAME):
            added.append((b"cache-control", b"no-store"))
        names = {name for name, _ in added}
        return [(name, value) for name, value in answered if name.lower() not in names] + added


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
