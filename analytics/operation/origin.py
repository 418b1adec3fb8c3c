"""Does a request come from a page of this server? Whoever asks under a foreign name, or from a foreign page, is refused.

Streamlit checks both on its WebSocket only. Here every request is: a foreign page may neither talk to the server, upload
to it, nor reach it under a name of its own (DNS rebinding).
"""

from collections.abc import Callable, Iterable, MutableMapping
from urllib.parse import urlsplit

from analytics.operation.headers import Receive, Scope, Send

# Asked by what watches over the server, under whatever name; they tell nothing.
OPEN_TO_ALL = ("/healthz", "/readyz")
SAFE = ("GET", "HEAD")
REFUSED = b"This server is not reached under this name, or not from this page.\n"


class OwnOriginOnly:
    """Refuses a Host that is not among `hosts` (421), and an Origin that is not the Host (403)."""

    def __init__(self, app: Callable, hosts: Iterable[str]) -> None:
        self.app = app
        known = [host.strip().lower().rstrip(".") for host in hosts]
        self.is_any = not known or "*" in known
        self.hosts = frozenset(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._refusal(scope) if scope["type"] in ("http", "websocket") else 0
        if not status:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before the handshake: the answer is 403
        else:
            await _refuse(status, send)

    def _refusal(self, scope: Scope) -> int:
        if scope["path"] in OPEN_TO_ALL:
            return 0
        headers = _only(scope)
        host = headers.get(b"host", "")
        if not self.is_any and not self._knows(_name_of(f"//{host}")):
            return 421
        origin = headers.get(b"origin")
        is_reading = scope["type"] == "http" and scope["method"] in SAFE
        if origin is None or is_reading:
            return 0
        return 0 if urlsplit(origin.lower()).netloc == host.lower() else 403

    def _knows(self, name: str) -> bool:
        """`*.example.org` stands for every name under it, as in Streamlit's own setting."""
        above = (f"*{name[place:]}" for place, letter in enumerate(name) if letter == ".")
        return name in self.hosts or any(each in self.hosts for each in above)


def _only(scope: Scope) -> MutableMapping[bytes, str]:
    """The headers by name; one that is said twice counts as one that no server has."""
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        found[name] = "," if name in found else value.decode("latin-1")
    return found


def _name_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


async def _refuse(status: int, send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(REFUSED)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSED})
