"""The dashboard behind a real nginx with the configuration of deploy/: TLS, one name, each reader at one process."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.find_nginx import find_nginx
from tests.serving import free_port, wait_for

pytestmark = pytest.mark.thorough

PROJECT = Path(__file__).resolve().parents[2]
# A name under localhost is this machine, for every browser.
NAME = "idmaj.localhost"
MAIN = "daemon off; pid {folder}/pid; error_log {folder}/error.log; {user}\nevents {{}}\nhttp {{\n{temporary}\n{conf}\n}}\n"


class Behind:
    """A proxy and what is behind it."""

    def __init__(self, folder, port, log, unit):
        self.folder, self.port, self.log, self.unit = folder, port, log, unit
        self.host = f"{NAME}:{port}"
        self.trusting = ssl.create_default_context(cafile=folder / "certificate.pem")

    def ask(self, path="/healthz", method="GET", content=None, host=None, **headers):
        """Status, headers and body of one answer, over TLS."""
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection = http.client.HTTPConnection(host or self.host, timeout=60)
        connection.sock = self.trusting.wrap_socket(raw, server_hostname=NAME)
        told = {"Host": host or self.host, "Accept": "text/html"} | headers
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
                connection.request(method, path, content, told)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def place(self, cookie):
        """Which process answers whoever has this cookie?"""
        status, told, _ = self.ask("/", Cookie=f"idmaj_place={cookie}")
        assert status == 200
        for _ in range(50):
            for line in self.log.read_text().splitlines():
                if told["X-Request-Id"] in line:
                    return json.loads(line)["process"]
            time.sleep(0.1)
        raise AssertionError("the request is in no log")

    def stream(self, origin, cookie="a"):
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        told = {"Cookie": f"idmaj_place={cookie}"}
        where = f"wss://{self.host}/_stcore/stream"
        return connect(
            where, sock=raw, ssl=self.trusting, origin=origin, additional_headers=told, subprotocols=["streamlit"]
        )


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxy")
    ports = _two_ports()
    log = folder / "servers.log"
    nginx = find_nginx() or pytest.fail("no nginx: run `make test-all`, which finds or installs one")
    port = _configure(folder, ports)
    command = [sys.executable, "-m", "analytics", "serve", "--processes", "2", "--port", str(ports[0]), "--name", NAME]
    with log.open("w") as written:
        unit = subprocess.Popen(
            [*command, "--data", str(folder / "data")], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=written
        )
    proxy = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        for each in ports:
            wait_for(f"http://127.0.0.1:{each}/readyz", lambda: unit.poll() is None, log)
        yield Behind(folder, port, log, unit)
    finally:
        for each in (proxy, unit):
            each.terminate()
        assert proxy.wait(timeout=20) == 0
        assert unit.wait(timeout=20) == 0
        for each in ports:
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", each))


def _two_ports():
    while True:
        first = free_port()
        with contextlib.suppress(OSError), socket.socket() as second:
            second.bind(("127.0.0.1", first + 1))
            return first, first + 1


def _configure(folder, ports):
    """The configuration as it is shipped, with the names, files and ports of this test in it."""
    tls, plain = free_port(), free_port()
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    conf = (PROJECT / "deploy" / "nginx.conf").read_text()
    for said, meant in (
        (r"listen 443 ", f"listen 127.0.0.1:{tls} "), (r"listen 80\b", f"listen 127.0.0.1:{plain}"),
        (r"idmaj\.example\.org", NAME), (r"/etc/ssl/idmaj", str(folder)), (r"/var/log/nginx", str(folder)),
        (r"127\.0\.0\.1:8501", f"127.0.0.1:{ports[0]}"), (r"127\.0\.0\.1:8502", f"127.0.0.1:{ports[1]}"),
    ):  # fmt: skip
        conf, count = re.subn(said, meant, conf)
        assert count, said
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user, temporary=temporary, conf=conf))
    return tls


def test_any_other_name_gets_no_answer(behind):
    for host in ("evil.example", "127.0.0.1", f"evil.{NAME}"):
        with pytest.raises(http.client.BadStatusLine):
            behind.ask("/", host=host)


def test_a_foreign_page_gets_no_websocket_and_no_upload(behind):
    for origin in ("https://evil.example", f"http://{behind.host}.evil.example", "null"):
        with pytest.raises(InvalidStatus) as refused, behind.stream(origin):
            pass
        assert refused.value.response.status_code == 403
        assert behind.ask("/_stcore/upload_file/a/b", "PUT", b"x", Origin=origin)[0] == 403


def test_what_is_far_too_large_is_refused_at_the_door(behind):
    told = {"Content-Length": str(211 << 20), "Origin": f"https://{behind.host}"}
    assert behind.ask("/_stcore/upload_file/a/b", "PUT", b"", **told)[0] == 413


def test_the_health_of_the_servers_is_not_told_outside(behind):
    assert [behind.ask(path)[0] for path in ("/healthz", "/readyz")] == [404, 404]


def test_our_own_page_gets_its_websocket_and_every_header_once(behind):
    with behind.stream(f"https://{behind.host}") as stream:
        assert stream.subprotocol == "streamlit"
    _, told, _ = behind.ask("/compare?lang=ar")
    assert told.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    for name in ("Content-Security-Policy", "X-Frame-Options", "Cache-Control", "X-Request-Id"):
        assert len(told.get_all(name)) == 1
    assert "city" not in (behind.folder / "idmaj.log").read_text()


def test_a_page_opens_for_a_person(behind, browser):
    context = browser.new_context(ignore_https_errors=True)
    try:
        page = context.new_page()
        said = []
        page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
        page.goto(f"https://{behind.host}/?lang=fr")
        page.wait_for_selector(".finding h1", timeout=60_000)
        assert said == []
        (cookie,) = [each for each in context.cookies() if each["name"] == "idmaj_place"]
        assert cookie["httpOnly"] and cookie["secure"] and cookie["sameSite"] == "Lax"
    finally:
        context.close()


def test_each_reader_keeps_to_one_process_and_both_have_readers(behind):
    _, told, _ = behind.ask("/")
    (new,) = [each for each in told.get_all("Set-Cookie") if each.startswith("idmaj_place=")]
    assert re.fullmatch(r"idmaj_place=[0-9a-f]{32}; Path=/; HttpOnly; Secure; SameSite=Lax", new)
    places = {f"reader{number}": {behind.place(f"reader{number}") for _ in range(3)} for number in range(12)}
    assert {len(each) for each in places.values()} == {1}
    assert len(set.union(*places.values())) == 2
    assert not [
        each for each in behind.ask("/", Cookie="idmaj_place=a")[1].get_all("Set-Cookie") or [] if "place" in each
    ]


def test_when_a_process_is_killed_its_readers_are_served_and_it_begins_again(behind):
    before = behind.place("reader0")
    os.kill(before, signal.SIGKILL)
    assert behind.place("reader0") != before  # at once
    for _ in range(240):
        if "it begins again" in behind.log.read_text() and len(_begun(behind.log)) == 3:
            break
        time.sleep(0.25)
    again = _begun(behind.log)[-1]
    for _ in range(240):
        if {behind.place(f"reader{number}") for number in range(12)} > {again}:
            break
        time.sleep(0.25)
    else:
        pytest.fail(behind.log.read_text()[-2000:])


def _begun(log):
    return [int(number) for number in re.findall(r"begins as process (\d+)", log.read_text())]
