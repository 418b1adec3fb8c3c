"""The server by itself, without a browser: whom it answers, what it adds to each answer, what it writes, how it ends."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from tests.serving import running
from tests.sessions import Session, stream

EVIL = "http://evil.example"
LARGEST = 200 * 1024 * 1024


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "data"


@pytest.fixture(scope="module")
def server(data):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("IDMAJ_TRAIL")
        with running(data) as server:
            yield server


def ask(server, path="/", method="GET", content=None, **headers):
    """Status, headers and body of one answer; `host_` stands for the header Host."""
    named = {name.replace("_", "-").strip("-"): value for name, value in headers.items()}
    request = urllib.request.Request(server.address + path, data=content, method=method, headers=named)
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"host": "evil.example"}, 421),
        ("GET", "/media/x.csv", {"host": "127.0.0.1.evil.example"}, 421),
        ("GET", "/_stcore/health", {"host": "evil@127.0.0.1:1"}, 200),  # the name is still that of this machine
        ("GET", "/", {"host": "[::1"}, 421),
        ("PUT", "/_stcore/upload_file/a/b", {"origin": EVIL}, 403),
        ("DELETE", "/_stcore/upload_file/a/b", {"origin": "null"}, 403),
        ("POST", "/_stcore/agent/interact", {"origin": "http://127.0.0.1:1"}, 403),
        ("GET", "/healthz", {"host": "10.0.0.7"}, 200),
        ("GET", "/", {"origin": EVIL}, 200),  # a link from elsewhere; its page cannot read the answer
    ],
)
def test_whoever_asks_under_a_foreign_name_or_from_a_foreign_page_is_refused(server, method, path, headers, status):
    found, told, _ = ask(server, path, method, **headers)
    assert found == status
    assert "access-control-allow-origin" not in {name.lower() for name in told}


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:1"])
def test_a_websocket_of_a_foreign_page_gets_no_handshake(server, origin):
    with pytest.raises(InvalidStatus) as refused, stream(server.address, origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_websocket_under_a_foreign_name_gets_no_handshake(server):
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname, place.port)) as raw:
        with pytest.raises(InvalidStatus) as refused, stream(EVIL, sock=raw):
            pass
        assert refused.value.response.status_code == 403


def test_a_websocket_of_our_own_page_gets_its_page(server):
    with Session(server.address, "methods") as session:
        assert any("<h1>" in text for text in session.texts)


def upload(server, session, size, **headers):
    """Sends so many bytes as a browser would, in pieces; returns the status."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    cookie = ask(server, "/_stcore/health")[1]["Set-Cookie"].split(";")[0]
    token = cookie.partition("=")[2]
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    told = {"Content-Type": "multipart/form-data; boundary=x", "X-Xsrftoken": token, "Cookie": cookie} | headers
    block = b"0" * (1 << 20)

    def parts():
        yield head
        for _ in range(size >> 20):
            yield block
        yield b"\r\n--x--\r\n"

    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it is not heard to the end
        connection.request("PUT", f"/_stcore/upload_file/{session.id}/f", parts(), told, encode_chunked=True)
    return connection.getresponse().status


def test_an_upload_without_our_token_is_refused(server):
    with Session(server.address, "methods") as session:
        assert upload(server, session, 1 << 20, **{"X-Xsrftoken": "x"}) == 403
        assert upload(server, session, 1 << 20) == 204


def test_what_is_larger_than_allowed_is_refused_and_not_kept(server):
    def memory():
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    with Session(server.address, "methods") as session:
        before = memory()
        assert upload(server, session, LARGEST + (20 << 20)) == 413
        assert memory() - before < LARGEST / 2
        found, _, _ = ask(server, f"/_stcore/upload_file/{session.id}/f", "PUT", b"", content_length="300000000")
        assert found in (403, 413)


@pytest.mark.parametrize(
    "path", ["/", "/compare?lang=ar", "/nowhere", "/_stcore/health", "/_stcore/host-config", "/media/none"]
)
def test_every_answer_says_what_the_browser_has_to_heed(server, path):
    _, told, _ = ask(server, path, Accept="text/html,*/*")
    assert told["X-Content-Type-Options"] == "nosniff" and told["X-Frame-Options"] == "DENY"
    assert told["Referrer-Policy"] == "same-origin" and "camera=()" in told["Permissions-Policy"]
    assert told.get_all("Cache-Control") == ["no-store"] or told["Location"]
    assert "Strict-Transport-Security" not in told
    assert len(told["X-Request-Id"]) >= 8


def test_fonts_and_scripts_are_kept_by_the_browser(server):
    _, told, _ = ask(server, "/app/static/fonts/IBMPlexSansArabic-Regular.woff2")
    assert told["Cache-Control"] != "no-store" and told["X-Content-Type-Options"] == "nosniff"


def test_by_tls_the_browser_is_told_to_stay_with_it(server):
    _, told, _ = ask(server, x_forwarded_proto="https")
    assert told["Strict-Transport-Security"] == "max-age=31536000"


def test_the_policy_allows_no_foreign_host_and_no_script_but_ours(server):
    policy = ask(server)[1]["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'self'"] and rules["frame-ancestors"] == ["'none'"]
    assert rules["script-src"][:2] == ["'self'", "blob:"]
    assert all(each.startswith("'sha256-") for each in rules["script-src"][2:])
    allowed = {each for name, sources in rules.items() if name != "script-src" for each in sources}
    assert allowed == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert [name for name, sources in rules.items() if "'unsafe-inline'" in sources] == ["style-src"]


def readiness(server):
    time.sleep(2.1)  # the answer is kept for so long
    status, _, body = ask(server, "/readyz")
    return status, json.loads(body)


def test_readiness_names_what_fails_and_nothing_else(server, data):
    assert ask(server, "/healthz")[2] == b'{"alive":true}'
    assert readiness(server) == (200, {"ready": True, "failed": []})
    trail = data / ".trail"
    os.rename(trail, data / "kept")
    trail.write_text("")
    (data / "releases").mkdir()
    (data / "releases" / "current").write_text("20260101-000000-0000\n")  # a release that was deleted
    assert readiness(server) == (503, {"ready": False, "failed": ["data", "cube", "trail"]})
    trail.unlink()
    os.rename(data / "kept", trail)
    (data / "releases" / "current").unlink()
    assert readiness(server) == (200, {"ready": True, "failed": []})
    assert ask(server, "/healthz")[0] == 200


def test_each_line_of_the_log_is_json_and_holds_no_secret(server):
    secrets = ("s3cretvalue", "t0kenvalue", "c00kievalue", "0123456789abcdef")
    ask(server, "/compare?lang=fr&token=t0kenvalue&city=s3cretvalue", Cookie="a=c00kievalue", x_request_id="mine-12345")
    ask(server, "/media/0123456789abcdef.csv", Authorization="Bearer t0kenvalue")
    with stream(server.address, query="?token=t0kenvalue&code=s3cretvalue"):
        pass
    with Session(server.address, "people", "lang=fr&city=s3cretvalue&release=t0kenvalue"):
        pass
    time.sleep(0.5)
    written = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in written]
    assert all({"time", "level", "logger", "message"} <= set(each) for each in told)
    mine = [each for each in told if each.get("request") == "mine-12345"]
    assert [(each["method"], each["path"], each["status"]) for each in mine] == [("GET", "/compare", 200)]
    assert not [each for each in secrets if each in server.log.read_text()]
    # The only lines that are not JSON are those with which Streamlit tells where it is.
    other = [line for line in server.log.read_text().splitlines() if line.strip() and not line.startswith("{")]
    assert all("Streamlit app" in line or "URL:" in line for line in other)


def marked(mark):
    """Which processes were begun with this mark in their environment, and still run?"""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_running = (path / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            if is_running and mark.encode() in (path / "environ").read_bytes():
                found.append((path / "cmdline").read_text())
    return found


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at processes as Linux tells them")
def test_told_to_end_it_ends_with_all_that_it_began(tmp_path):
    mark = f"IDMAJ_MARK={tmp_path.name}-{os.getpid()}"
    with (
        running(tmp_path / "data", **dict([mark.split("=")])) as server,
        Session(server.address, "briefing") as session,  # a picture: there is a Chromium
        Session(server.address, "methods"),
    ):
        assert not any("No Chromium" in text for text in session.texts)
        assert len(marked(mark)) > 1
        assert server.ended() in (0, -15)
        time.sleep(0.5)
        assert marked(mark) == []
        assert json.loads(server.log.read_text().splitlines()[-1])["message"].startswith("Finished")


def test_told_to_end_while_an_analyst_asks_it_leaves_no_process_behind(tmp_path):
    code = """
import sys, threading, time
from pathlib import Path
from analytics.console.database import open_database
from analytics.measures.cube import cube_of
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from analytics.web.job import stop_jobs
from analytics.web.sql_page.job import Asker, SqlJob
folder = DataFolder(Path(sys.argv[1]))
job = SqlJob("SELECT count(*) FROM range(10000000000) a, range(10) b", Asker("a", "internal", "demo", folder))
job.start(open_database(cube_of(current_records(folder)), folder))
children = Path("/proc/self/task").glob("*/children")
started = lambda: any(each.read_text() for each in Path("/proc/self/task").glob("*/children"))
while not started():
    time.sleep(0.01)
stop_jobs()
print(job.is_running, started())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data")], capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "False False\n", done.stderr
