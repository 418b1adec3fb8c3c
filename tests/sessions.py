"""Speaks to a dashboard as a browser does, over its WebSocket, without a browser."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

LONGEST_MESSAGE = 1 << 27


def stream(address, query="", **given):
    """The WebSocket of a dashboard, opened; `given` goes to the handshake."""
    where = f"{address.replace('http', 'ws', 1)}/_stcore/stream{query}"
    given = {"subprotocols": ["streamlit"], "origin": address, "max_size": LONGEST_MESSAGE} | given
    return connect(where, **given)


class Session:
    """A session with one page: `with Session(address, "compare", "lang=fr") as session`."""

    def __init__(self, address, page="", query="lang=en", **given):
        self.address, self.page, self.query, self.given = address, page, query, given

    def __enter__(self):
        self.socket = stream(self.address, **self.given).__enter__()
        self.run()
        return self

    def __exit__(self, *raised):
        self.socket.__exit__(*raised)

    def run(self):
        """Run the page once, and wait until it is there."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        self.socket.send(asked.SerializeToString())
        self.texts = []
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=60))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.id = told.new_session.initialize.session_id
            elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "html":
                self.texts.append(told.delta.new_element.html.body)
            elif kind == "script_finished":
                return self.texts
