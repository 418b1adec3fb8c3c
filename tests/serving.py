"""Runs a dashboard of its own for tests."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Running:
    """A server: its address, its process, and the file of what it writes."""

    address: str
    process: subprocess.Popen
    log: Path

    def ended(self, seconds=20):
        """Ask it to end; returns its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=seconds)


def free_port():
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def running(folder, *options, before=None, **environment):
    """A running dashboard over this data folder. `before` gets its port and gives what more stands in its environment."""
    port = free_port()
    environment |= before(port) if before else {}
    log = folder.parent / f"server-{port}.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options],
            cwd=PROJECT,
            env={**os.environ, "IDMAJ_DATA": str(folder), **environment},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health", lambda: process.poll() is None, log)
        yield Running(address, process, log)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=20)


def wait_for(address, is_alive=lambda: True, log=None):
    """Until this address answers with 200."""
    for _ in range(240):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        assert is_alive(), log.read_text() if log else "it ended"
        time.sleep(0.25)
    raise AssertionError(f"{address} does not answer")


@contextlib.contextmanager
def serving(folder, **environment):
    """The same; gives its address alone."""
    with running(folder, **environment) as server:
        yield server.address
