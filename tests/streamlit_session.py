"""A session with the dashboard as a program has it, over HTTP and WebSocket: what a browser hides is not hidden here."""

import contextlib
import json
import urllib.error
import urllib.request
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import connect

SIGNED_IN, CHECKED = "_streamlit_user", "_streamlit_xsrf"
SECONDS = 60


def sign(secret, origin, **claims):
    """The cookie of somebody who is signed in, as Streamlit signs it."""
    value = {"origin": origin, "is_logged_in": True, "provider": "default", **claims}
    return create_signed_value(secret, SIGNED_IN, json.dumps(value)).decode()


def ask(address, path, cookie="", method="GET", **headers):
    """Status, headers and content of one request; no redirect is followed."""
    sent = {"cookie": f"{SIGNED_IN}={cookie}"} if cookie else {}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address + path, method=method, headers=sent)
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


_opener = urllib.request.build_opener(_Stay)


class Session:
    """An open WebSocket of somebody's. `told` is everything that was sent on it so far."""

    def __init__(self, address, cookie):
        _, headers, _ = ask(address, "/_stcore/health")
        token = headers["set-cookie"].partition(";")[0].partition("=")[2]
        opening = connect(
            f"ws://{urlparse(address).netloc}/_stcore/stream",
            origin=address,
            subprotocols=["streamlit", token],
            additional_headers={"cookie": f"{SIGNED_IN}={cookie}; {CHECKED}={token}"},
            max_size=None,
        )
        self._held = contextlib.ExitStack()
        self._socket = self._held.enter_context(opening)
        self.told = b""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._held.close()

    def open(self, page, query="lang=en"):
        """Everything that this page sends, when it has run."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        self._socket.send(message.SerializeToString())
        before = len(self.told)
        while True:
            content = self._socket.recv(timeout=SECONDS)
            self.told += content
            told = ForwardMsg.FromString(content)
            if told.WhichOneof("type") == "script_finished":
                return self.told[before:]
