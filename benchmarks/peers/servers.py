"""How is each page served, each in a process of its own, and how much memory does that take at most?"""

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.peers.data import Data
from benchmarks.peers.environment import PROJECT, peers_python
from tests.serving import free_port

HERE = Path(__file__).parent
# Where the settings of Idmaj's own server do not reach.
ELSEWHERE = PROJECT / ".cache/peers"
PATIENCE = 180
MOMENT = 0.25


@dataclass(frozen=True)
class Peer:
    """A tool: what it is called, and the arguments that serve its page at a port."""

    name: str
    serve: Callable[[str], list[str]]
    is_idmaj: bool = False


def _streamlit(page: str, port: str) -> list[str]:
    where = ("--server.address", "127.0.0.1", "--server.port", port)
    return ["streamlit", "run", str(HERE / page), *where, "--server.headless", "true"]


PEERS = (
    Peer("Idmaj", lambda port: _streamlit("idmaj_app.py", port), is_idmaj=True),
    Peer("Dash", lambda port: ["benchmarks.peers.dash_page", port]),
    Peer(
        "Panel",
        lambda port: [
            "panel", "serve", str(HERE / "panel_page.py"), "--port", port, "--address", "127.0.0.1", "--index", "panel_page",
            "--allow-websocket-origin", f"127.0.0.1:{port}",
        ],
    ),
    Peer("Vizro", lambda port: ["benchmarks.peers.vizro_page", port]),
    Peer(
        "Streamlit", lambda port: [*_streamlit("streamlit_page.py", port), "--browser.gatherUsageStats", "false"]
    ),
)  # fmt: skip


class Server(threading.Thread):
    """A running page: its address, and in `peak` the most memory that its processes have had together, in MB."""

    def __init__(self, peer: Peer, data: Data) -> None:
        super().__init__(daemon=True)
        port = free_port()
        self.peer, self.peak, self._ended = peer, 0.0, threading.Event()
        self.address = f"http://127.0.0.1:{port}"
        self._log = (ELSEWHERE / f"{peer.name.lower()}.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable if peer.is_idmaj else peers_python(), "-m", *peer.serve(str(port))],
            cwd=PROJECT if peer.is_idmaj else ELSEWHERE,
            env=os.environ
            | {"PYTHONPATH": str(PROJECT), "IDMAJ_DATA": str(data.folder), "PEERS_PARQUET": str(data.parquet)},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def run(self) -> None:
        while not self._ended.wait(MOMENT):
            with suppress(psutil.Error):
                top = psutil.Process(self.process.pid)
                held = sum(each.memory_info().rss for each in (top, *top.children(recursive=True)))
                self.peak = max(self.peak, held / 1e6)

    def wait_until_it_answers(self) -> None:
        """Until the page can be opened. Raises RuntimeError when its process ended, or takes too long."""
        until = time.monotonic() + PATIENCE
        address = f"{self.address}/readyz" if self.peer.is_idmaj else self.address
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(address, timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.peer.name} does not answer; {self._log.name} says why")

    def end(self) -> None:
        """End its process, and stop looking at it."""
        self._ended.set()
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=20)
        self.process.kill()
        self._log.close()


@contextmanager
def serving(data: Data) -> Iterator[list[Server]]:
    """The page of every tool over these records, each answering."""
    ELSEWHERE.mkdir(parents=True, exist_ok=True)
    peers_python()
    servers = []
    try:
        for peer in PEERS:
            servers.append(Server(peer, data))
            servers[-1].start()
            servers[-1].wait_until_it_answers()
        yield servers
    finally:
        for server in servers:
            server.end()
