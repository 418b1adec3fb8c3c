"""Where and how many servers may run; that they do is shown behind a real proxy (tests/browser/test_proxy.py)."""

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.serving import free_port, wait_for

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "idmaj.example.org", ""])
def test_where_others_reach_it_no_server_begins_without_sign_in(address, capsys):
    assert main(["serve", "--address", address]) == 1
    assert "this machine only" in capsys.readouterr().err


@pytest.mark.parametrize("processes", ["0", "-1", "65"])
def test_a_number_of_processes_that_is_none_is_refused(processes, capsys):
    assert main(["serve", "--processes", processes]) == 2
    assert "--processes" in capsys.readouterr().err


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a system that does not tell a child of its parent's end"
)
def test_killed_it_leaves_no_server_behind(tmp_path):
    port = free_port()
    log = tmp_path / "log"
    with log.open("w") as written:
        unit = subprocess.Popen(
            [sys.executable, "-m", "analytics", "serve", "--port", str(port), "--data", str(tmp_path / "data")],
            cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=written,
        )  # fmt: skip
    wait_for(f"http://127.0.0.1:{port}/healthz", lambda: unit.poll() is None, log)
    unit.send_signal(signal.SIGKILL)
    unit.wait()
    (child,) = re.findall(r"begins as process (\d+)", log.read_text())
    for _ in range(200):
        if not Path(f"/proc/{child}").exists() or ") Z" in Path(f"/proc/{child}/stat").read_text():
            break
        time.sleep(0.1)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
