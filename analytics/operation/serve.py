"""How do several servers run as one unit? Started together, each anew when it dies, and all ended when this one is told to.

One process of Python uses one processor; behind a proxy that keeps each reader at the same process, several use them all.
"""

import contextlib
import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from analytics.access.provider import is_provider_configured
from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.language import message

PROJECT = Path(__file__).resolve().parents[2]
LOGGER = logging.getLogger("idmaj.serve")
COOKIE_SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
MOST_PROCESSES = 64
# One that dies again and again is waited for longer and longer.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
SECONDS_TO_END = 10.0
GLANCE = 0.1
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


@dataclass(frozen=True)
class Wanted:
    """Which servers: how many, at which address, on this port and those after it, under which names in the browser."""

    processes: int = 1
    address: str = "127.0.0.1"
    port: int = 8501
    names: Sequence[str] = ()


@dataclass
class _Server:
    port: int
    process: subprocess.Popen | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE
    begins_at: float = field(default_factory=time.monotonic)


def serve(wanted: Wanted, stop: threading.Event | None = None) -> None:
    """Run the servers until this process is told to end, or `stop` is set.

    Raises UnreadableInput for a number of processes that is none, RefusedQuestion where it may not listen there.
    """
    if not 1 <= wanted.processes <= MOST_PROCESSES:
        raise UnreadableInput(message("“--processes” must be from 1 to {most}."), most=MOST_PROCESSES)
    check_address(wanted.address)
    stop = stop or threading.Event()
    servers = [_Server(wanted.port + place) for place in range(wanted.processes)]
    environment = _environment(wanted)
    with _signals_set(stop):
        try:
            while not stop.is_set():
                for server in servers:
                    _keep_running(server, wanted, environment)
                stop.wait(GLANCE)
        finally:
            _end(servers)


def check_address(address: str) -> None:
    """May a server listen here? On this machine always; where others reach it, only once they sign in.

    Raises RefusedQuestion. This is the one place that decides it for `serve`.
    """
    if not is_loopback(address) and not is_provider_configured():
        raise RefusedQuestion(
            message("Without sign-in the server listens on this machine only; “{address}” would be reached by others."),
            address=address,
        )


def is_loopback(address: str | None) -> bool:
    """Is this an address that only this machine reaches?"""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _environment(wanted: Wanted) -> dict[str, str]:
    """What the servers share: the names they answer to, and the secret of their cookies, or a reader who is led to
    another process would be a stranger there."""
    shared = {COOKIE_SECRET: os.environ.get(COOKIE_SECRET) or secrets.token_hex(32)}
    if wanted.names:
        shared["STREAMLIT_SERVER_ALLOWED_HOSTS"] = " ".join([*wanted.names, "127.0.0.1", "localhost"])
    return {**os.environ, **shared}


def _keep_running(server: _Server, wanted: Wanted, environment: dict[str, str]) -> None:
    now = time.monotonic()
    if server.process is not None:
        status = server.process.poll()
        if status is None:
            return
        server.process = None
        # One that ran for long did not die of its start.
        server.pause = FIRST_PAUSE if now - server.began > LONGEST_PAUSE else min(2 * server.pause, LONGEST_PAUSE)
        server.begins_at = now + server.pause
        LOGGER.error("the server on port %s ended with %s; it begins again", server.port, status)
    if now >= server.begins_at:
        server.began = now
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.address", wanted.address, "--server.port", str(server.port)]
        server.process = subprocess.Popen(command, cwd=PROJECT, env=environment, preexec_fn=_dying_with(os.getpid()))
        LOGGER.info("the server on port %s begins as process %s", server.port, server.process.pid)


def _dying_with(parent: int) -> Callable[[], None] | None:
    """What a new process does so that it ends when this one is killed, and no port stays taken. On Linux alone."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    library = ctypes.CDLL(None)

    def follow() -> None:
        library.prctl(DIE_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:  # it was killed meanwhile
            os._exit(1)

    return follow


@contextlib.contextmanager
def _signals_set(stop: threading.Event) -> object:
    """While the block runs, SIGTERM and SIGINT set this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, lambda *_: stop.set()) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end(servers: list[_Server]) -> None:
    running = [server.process for server in servers if server.process and server.process.poll() is None]
    for process in running:
        process.terminate()
    until = time.monotonic() + SECONDS_TO_END
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            LOGGER.error("process %s did not end in time and was killed", process.pid)
            process.kill()
            process.wait()
