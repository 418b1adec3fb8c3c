"""What the browser is told to refuse, it refuses; and every page works under it."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analytics.language.direction import without_isolates

pytestmark = pytest.mark.thorough
WATCH = """
document.addEventListener("securitypolicyviolation", (said) => {
  window.refused = [...(window.refused ?? []), `${said.effectiveDirective} ${said.blockedURI}`];
});
"""


class Foreign(BaseHTTPRequestHandler):
    """Another site on this machine, which notes what is asked of it."""

    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<iframe src='{self.path[1:]}'></iframe>".encode() if "http" in self.path else b"")

    do_POST = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def foreign():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def watched(context):
    """A page that keeps what the policy refused."""
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    page.close()


def wait_until_drawn(page):
    page.wait_for_selector(".finding h1, .problem, .st-key-slide", timeout=60_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'",
        timeout=60_000,
    )


# A refusal is a complaint of the console too, and the test of the pages lets none of them have any.
@pytest.mark.parametrize("path", ["/compare", "/sql", "/briefing?slide=1", "/methods#active_12m"])
def test_no_page_needs_what_the_policy_refuses(watched, server, path):
    path, anchor, name = path.partition("#")
    watched.goto(f"{server}{path}{'&' if '?' in path else '?'}lang=fr{anchor}{name}")
    wait_until_drawn(watched)
    watched.wait_for_function("() => document.documentElement.lang === 'fr' && window.idmajWords")  # our script ran
    # Streamlit's library of long numbers tries WebAssembly, and goes on without it.
    assert set(watched.evaluate("window.refused ?? []")) <= {"script-src wasm-eval"}


def test_nothing_is_loaded_from_or_sent_to_another_site(watched, server, foreign):
    watched.goto(f"{server}/methods?lang=en")
    wait_until_drawn(watched)
    watched.evaluate(
        """async (foreign) => {
          const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
          add("img", { src: `${foreign}/img` });
          add("script", { src: `${foreign}/script` });
          add("script", { textContent: "window.ranInline = true" });
          add("iframe", { src: `${foreign}/frame` });
          add("link", { rel: "stylesheet", href: `${foreign}/style` });
          add("object", { data: `${foreign}/object` });
          await fetch(`${foreign}/fetch`, { mode: "no-cors" }).catch(() => null);
          navigator.sendBeacon(`${foreign}/beacon`);
          try { new WebSocket(foreign.replace("http", "ws")); } catch {}
          setTimeout("window.ranEval = 1"); // what a driver of the browser evaluates itself is not held to the policy
        }""",
        foreign,
    )
    watched.wait_for_timeout(1_500)
    refused = {each.split()[0] for each in watched.evaluate("window.refused")}
    assert {
        "img-src",
        "script-src-elem",
        "style-src-elem",
        "frame-src",
        "connect-src",
        "object-src",
        "script-src",
    } <= refused
    assert watched.evaluate("[window.ranInline, window.ranEval]") == [None, None]
    assert Foreign.asked == []


def test_no_page_can_be_put_into_a_frame(context, server, foreign):
    page = context.new_page()
    said = []
    page.on("console", lambda told: said.append(told.text))
    page.goto(f"{foreign}/{server}/methods")
    page.wait_for_timeout(1_500)
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in said)
    assert page.frames[1].evaluate("document.querySelector('#root') === null")
    page.close()


def trail_of(folder):
    return [json.loads(line) for line in (folder / "trail.jsonl").read_text().splitlines()]


def test_a_file_is_handed_out_once_it_is_noted_and_never_otherwise(visit, tmp_path):
    trail = os.environ["IDMAJ_TRAIL"]
    opened = visit("/compare?lang=fr")
    button = opened.page.get_by_test_id("stDownloadButton").first.get_by_role("button")
    with opened.page.expect_download() as begun:
        button.click()
    assert begun.value.suggested_filename == "idmaj-integrations-route-internal-fr.csv"
    told = trail_of(type(tmp_path)(trail))[-1]
    assert {name: told[name] for name in ("event", "who", "file", "format", "audience", "release")} == {
        "event": "exported", "who": "this machine", "file": begun.value.suggested_filename, "format": "csv",
        "audience": "internal", "release": "demo",
    }  # fmt: skip
    assert told["bytes"] == os.path.getsize(begun.value.path())
    os.rename(trail, f"{trail}.kept")
    try:
        with open(trail, "w"):
            button.click()
        said = opened.page.get_by_test_id("stDownloadButtonError")
        said.wait_for(timeout=20_000)
        opened.page.wait_for_function(
            "() => document.querySelector('[data-testid=stDownloadButtonError]').textContent.startsWith('Le fichier')"
        )
    finally:
        os.remove(trail)
        os.rename(f"{trail}.kept", trail)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", "يتجاوز الملف 200 ميغابايت ولم يُرسَل."),
        ("fr", "Le fichier dépasse 200 mégaoctets et n’a pas été envoyé."),
        ("en", "The file is larger than 200 megabytes and was not sent."),
    ],
)
def test_a_file_that_is_too_large_is_refused_where_all_can_read_it(visit, tmp_path, code, said):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate((200 << 20) + 1)
    opened = visit(f"/data?lang={code}")
    opened.page.set_input_files("input[type=file]", str(large))
    alert = opened.page.locator(".stFileChip [role=alert]")
    alert.wait_for(state="visible", timeout=20_000)
    opened.page.wait_for_timeout(300)
    assert without_isolates(alert.inner_text()) == said
    assert alert.bounding_box()["width"] > 100
