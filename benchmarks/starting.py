"""How long until a server is ready for its first reader, and until it has ended? A process of its own, as in service."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
TIMES = 5
PATIENCE = 60


def measure_start() -> dict[str, list[float]]:
    """Milliseconds until `/readyz` says so, with an empty cache and with a full one; and from SIGTERM to the end."""
    empty, full, end = [], [], []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            for found in (empty, full):
                started, ended = _start(Path(folder))
                found.append(started)
                end.append(ended)
    return {
        "server ready: cube built": empty,
        "server ready: cube in the cache": full,
        "server ended after SIGTERM": end,
    }


def _start(folder: Path) -> tuple[float, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=PROJECT, env={**os.environ, "IDMAJ_DATA": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not _is_ready(port) and time.perf_counter() - began < PATIENCE:
        time.sleep(0.02)
    ready = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE)
    return (ready - began) * 1000, (time.perf_counter() - ready) * 1000


def _is_ready(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
        return answer.status == 200
    return False
