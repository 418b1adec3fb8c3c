"""What does one tab of a browser say to the server, and what does it hear? Streamlit's messages over its WebSocket.

As Streamlit's own page in the browser does: it asks for the document, opens the socket, runs the script with the address
and with what its widgets hold, keeps large messages for two runs, and takes over the address that the server gives.
"""

import asyncio
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

STREAM = "/_stcore/stream"
# What a browser asks before it opens the socket, besides the document.
BEFORE = ("/_stcore/health", "/_stcore/host-config")
# For how many runs a browser keeps a large message (global.maxCachedMessageAge).
RUNS_KEPT = 2
PATIENCE = 60
PROBLEM = "class='problem'"
CHOICES = ("button_group", "multiselect", "selectbox")


class Failed(Exception):
    """The server gave no page."""


@dataclass(frozen=True)
class Run:
    """One run of the script, as its reader knows it: from what was asked to the last message; `problem` is the sentence
    of an error on the page, else empty."""

    seconds: float
    size: int
    messages: int
    problem: str = ""


@dataclass(frozen=True)
class Widget:
    """Something to choose with: its id, its kind, and the options that it shows."""

    id: str
    kind: str
    options: tuple[str, ...]


class Session:
    """One tab. `await open(…)`, then `go` and `choose` as often as wanted, then `leave`."""

    def __init__(self, address: str, language: str) -> None:
        self.address, self.language = address, language
        self.id = ""
        self.page = self.query = ""
        self.widgets: dict[str, Widget] = {}
        self.fragment = ""
        self.texts: list[str] = []  # the markup of the last run
        self._values: dict[str, WidgetState] = {}
        self._pages: dict[str, str] = {}
        self._kept: dict[str, int] = {}
        self._runs = 0
        self._socket: ClientConnection | None = None

    async def open(self, page: str, query: Mapping[str, str] | None = None, **socket: object) -> Run:
        """Open this page in a new tab; `socket` goes to the WebSocket as it is."""
        began = time.perf_counter()
        document = await self.begin(page, query, **socket)
        run = await self.hear(began)
        return replace(run, size=run.size + document)

    async def begin(self, page: str, query: Mapping[str, str] | None = None, **socket: object) -> int:
        """The same, without waiting for the page; how many bytes came before it?"""
        self.page, self.query = page, urlencode({"lang": self.language} | dict(query or {}))
        document = await asyncio.to_thread(self._fetch)
        where = self.address.replace("http", "ws", 1) + STREAM
        self._socket = await connect(
            where, subprotocols=["streamlit"], origin=self.address, compression=None, max_size=None,
            open_timeout=PATIENCE, **socket,
        )  # fmt: skip
        await self.ask()
        return document

    async def go(self, page: str) -> Run:
        """Follow the link to another page."""
        self.page, self.query = page, urlencode({"lang": self.language})
        self.widgets.clear(), self._values.clear()
        return await self.run()

    async def choose(self, name: str, chosen: list[str]) -> Run:
        """Choose these options of a widget."""
        widget = self.widgets[name]
        self._values[widget.id] = _state(widget, chosen)
        return await self.run()

    async def run(self, *pressed: WidgetState, fragment: str = "") -> Run:
        """Run the script once more, with what the widgets hold and what was just pressed or written."""
        began = time.perf_counter()
        await self.ask(*pressed, fragment=fragment)
        return await self.hear(began)

    async def ask(self, *pressed: WidgetState, fragment: str = "") -> None:
        """Ask for a run, and do not wait for it."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.fragment_id, state.is_auto_rerun = self.query, fragment, bool(fragment)
        if self._pages:
            state.page_script_hash = self._pages[self.page]
        else:
            state.page_name = self.page
        state.context_info.url = f"{self.address}/{self.page}?{self.query}"
        state.context_info.timezone, state.context_info.locale = "Africa/Casablanca", self.language
        state.widget_states.widgets.extend([*self._values.values(), *pressed])
        state.cached_message_hashes.extend(self._kept)
        await self.send(asked)

    async def send(self, asked: BackMsg) -> None:
        """Say this to the server."""
        await self._socket.send(asked.SerializeToString())

    async def receive(self) -> tuple[ForwardMsg, int]:
        """The next message of the server, and its size."""
        # `wait_for` of Python 3.11 forgets that it was cancelled when a message comes in the same moment.
        async with asyncio.timeout(PATIENCE):
            received = await self._socket.recv()
        return ForwardMsg.FromString(received), len(received)

    async def hear(self, began: float) -> Run:
        """Read until the script has run, asked for at `began` (time.perf_counter)."""
        size = messages = 0
        problem = ""
        self.texts = []
        while True:
            said, length = await self.receive()
            size, messages = size + length, messages + 1
            kind = said.WhichOneof("type")
            if kind == "delta":
                problem = self._hear_delta(said) or problem
            elif kind != "script_finished":
                self._hear_other(kind, said)
            elif said.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise Failed(f"the script of page /{self.page} does not run")
            elif said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._forget_old()
                return Run(time.perf_counter() - began, size, messages, problem)

    async def leave(self) -> None:
        """Close the tab."""
        await self._socket.close()

    def vanish(self) -> None:
        """Be gone without a word, as a laptop that is shut."""
        if self._socket:
            self._socket.transport.abort()

    def value(self, name: str, **value: object) -> WidgetState:
        """What the widget of this name holds, to be given to `run`."""
        return WidgetState(id=self.widgets[name].id, **value)

    def holds(self, name: str) -> bool:
        """Is something chosen in this widget?"""
        return bool(self._values[self.widgets[name].id].string_array_value.data)

    def _fetch(self) -> int:
        size = 0
        for path in (f"/{self.page}?{self.query}", *BEFORE):
            asked = urllib.request.Request(f"{self.address}{path}", headers={"Accept": "text/html,*/*"})
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                size += len(answer.read())
        return size

    def _hear_delta(self, said: ForwardMsg) -> str:
        """Take over a widget; what does an error say?"""
        if said.delta.WhichOneof("type") != "new_element":
            return ""
        if said.metadata.cacheable:
            self._kept[said.hash] = self._runs
        kind = said.delta.new_element.WhichOneof("type")
        shown = getattr(said.delta.new_element, kind)
        if kind == "exception":
            return shown.message or shown.type
        if kind == "html":
            self.texts.append(shown.body)
            return shown.body if PROBLEM in shown.body else ""
        # The key that the app gave a widget is the end of its id: $$ID-<hash>-<key>.
        parts = getattr(shown, "id", "").split("-", 2)
        if len(parts) == 3 and parts[0] == "$$ID":
            widget = self.widgets[parts[2]] = Widget(shown.id, kind, _options(kind, shown))
            if kind in CHOICES:
                self._values[shown.id] = _state(widget, _chosen(kind, shown, widget.options))
        return ""

    def _hear_other(self, kind: str, said: ForwardMsg) -> None:
        if kind == "new_session":
            self.id = said.new_session.initialize.session_id
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in said.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = said.page_info_changed.query_string
        elif kind == "ref_hash":
            self._kept[said.ref_hash] = self._runs
        elif kind == "auto_rerun":
            self.fragment = said.auto_rerun.fragment_id
        elif kind == "page_not_found":
            raise Failed(f"no page /{self.page}")

    def _forget_old(self) -> None:
        self._runs += 1
        self._kept = {known: run for known, run in self._kept.items() if run > self._runs - RUNS_KEPT - 1}


def _options(kind: str, shown: object) -> tuple[str, ...]:
    if kind not in CHOICES:
        return ()
    return tuple(each.content if kind == "button_group" else each for each in shown.options)


def _chosen(kind: str, shown: object, options: tuple[str, ...]) -> list[str]:
    """What does the widget hold when it appears?"""
    if kind == "selectbox":
        return [shown.raw_value] if shown.set_value else list(options[shown.default : shown.default + 1])
    return list(shown.raw_values) if shown.set_value else [options[number] for number in shown.default]


def _state(widget: Widget, chosen: list[str]) -> WidgetState:
    if widget.kind == "selectbox":
        return WidgetState(id=widget.id, string_value=chosen[0])
    state = WidgetState(id=widget.id)
    state.string_array_value.data.extend(chosen)
    return state
