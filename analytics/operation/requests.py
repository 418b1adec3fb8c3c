"""Who asked what of the server, and how long did it take? A log line a request, without what follows the path."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from analytics.operation.headers import Message, Receive, Scope, Send
from analytics.operation.logs import HIDDEN, request_id

LOGGER = logging.getLogger("idmaj.request")
GIVEN_ID = re.compile(r"[\w-]{8,64}", re.ASCII)
# Whoever knows the rest of such a path has the file, or the session.
HELD_BACK = re.compile(r"^(/media|/_stcore/upload_file|/component|/_stcore/bidi-components)/.*")
# Fonts, scripts and the heartbeat of the page: many, and nothing to learn from.
QUIET = ("/static/", "/app/static/", "/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config")


class RequestLog:
    """Gives each request an id (that of the proxy, where it sends one), tells it back, and logs how it went."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        began, status, sent = time.monotonic(), 0, 0
        identity = _id_of(scope)
        token = request_id.set(identity)

        async def send_with_id(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (b"x-request-id", identity.encode())]
                message = {**message, "headers": headers}
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close":
                status = status or 403
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            if status >= 400 or not scope["path"].startswith(QUIET):
                _log(scope, status, sent, time.monotonic() - began)
            request_id.reset(token)


def _id_of(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)


def _log(scope: Scope, status: int, sent: int, seconds: float) -> None:
    facts = {
        "method": scope.get("method", "WEBSOCKET"),
        "path": HELD_BACK.sub(rf"\1/{HIDDEN}", scope["path"])[:200],
        "status": status,
        "bytes": sent,
        "milliseconds": round(1000 * seconds),
    }
    LOGGER.info("request", extra={"facts": facts})
