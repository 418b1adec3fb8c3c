"""Servers of their own, over one data folder, and what they cost while people look: processor and memory of each."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parents[2]
STARTING = 60
EVERY = 1.0
MEGABYTE = 1 << 20
# What systemd gives a service that asks for nothing else, and most shells do.
FEW_FILES = 'ulimit -S -n 1024; exec "$@"'


@dataclass
class Sample:
    """What a server was at one moment: seconds since the watch began, MB it holds, its threads, its open files."""

    at: float
    memory: float
    threads: int
    files: int


@dataclass
class Server:
    """A running dashboard: its address, its process, and what was seen of it."""

    address: str
    process: subprocess.Popen
    log: Path
    seen: list[Sample] = field(default_factory=list)

    @property
    def watched(self) -> psutil.Process:
        return psutil.Process(self.process.pid)

    def processor(self) -> float:
        """Seconds of a processor that it has used so far, with all it started."""
        used = 0.0
        with contextlib.suppress(psutil.Error):
            times = self.watched.cpu_times()
            used += times.user + times.system + times.children_user + times.children_system
        return used

    def sessions(self) -> int:
        """How many sessions are connected, as the server itself counts them?"""
        with urllib.request.urlopen(f"{self.address}/_stcore/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        return int(next(line for line in lines if line.startswith("active_sessions ")).split()[1])

    def look(self, since: float) -> None:
        """Note what it is now."""
        with contextlib.suppress(psutil.Error):
            process = self.watched
            with process.oneshot():
                memory = process.memory_info().rss / MEGABYTE
                self.seen.append(Sample(time.monotonic() - since, memory, process.num_threads(), process.num_fds()))


@contextlib.contextmanager
def serving(data: Path, number: int = 1, **environment: str) -> Iterator[list[Server]]:
    """So many dashboards over this data folder, each in a process of its own; stopped at the end."""
    servers = []
    try:
        for _ in range(number):
            servers.append(start(data, **environment))
        for server in servers:
            wait_for(server)
        yield servers
    finally:
        for server in servers:
            server.process.terminate()
        for server in servers:
            try:
                server.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.process.kill()
                server.process.wait()


def start(data: Path, port: int = 0, **environment: str) -> Server:
    """Start one; it does not answer yet."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    log = data / f"server-{port}.log"
    command = [
        "sh",
        "-c",
        FEW_FILES,
        "sh",
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
    ]
    with log.open("a") as told:
        process = subprocess.Popen(
            command, cwd=PROJECT, stdout=told, stderr=subprocess.STDOUT,
            env={**os.environ, "IDMAJ_DATA": str(data), **environment},
        )  # fmt: skip
    return Server(f"http://127.0.0.1:{port}", process, log)


def wait_for(server: Server) -> None:
    """Until it answers. Raises RuntimeError with the end of its log where it does not."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until and server.process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no server at {server.address}: {server.log.read_text()[-2000:]}")


@contextlib.contextmanager
def watching(servers: list[Server]) -> Iterator[None]:
    """Look at the servers every second."""
    is_over, since = threading.Event(), time.monotonic()

    def watch() -> None:
        while not is_over.wait(EVERY):
            for server in servers:
                server.look(since)

    looking = threading.Thread(target=watch, daemon=True)
    looking.start()
    try:
        yield
    finally:
        is_over.set()
        looking.join()


def slope(samples: list[Sample]) -> float:
    """How many MB a minute does the memory grow: the straight line through these samples (least squares)?"""
    if len(samples) < 2:
        return 0.0
    middle = sum(each.at for each in samples) / len(samples)
    level = sum(each.memory for each in samples) / len(samples)
    above = sum((each.at - middle) * (each.memory - level) for each in samples)
    return 60 * above / sum((each.at - middle) ** 2 for each in samples)
