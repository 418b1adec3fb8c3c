"""May a server start as it is set up? Where it may not, one sentence and an exit code that is not 0."""

import os
import subprocess
import sys
import tomllib

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from analytics.access.people import read_people
from analytics.errors import RefusedQuestion
from analytics.operation.serve import check_address
from analytics.web.entrance import sign_in
from tests.access.conftest import SECRET, write_sign_in
from tests.conftest import PROJECT


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Starts as far as the refusal, with these secrets, at this address; gives what is said and whether it may."""

    def start(secrets, address="127.0.0.1", roles="contact = 'x'\n[addresses]\npress = ['a@b.org']"):
        monkeypatch.setenv("IDMAJ_LANG", "en")
        monkeypatch.setenv("IDMAJ_ROLES", str(tmp_path / "roles.toml"))
        (tmp_path / "roles.toml").write_text(roles)
        path = tmp_path / "secrets.toml"
        if secrets is not None:
            path.write_text(secrets)
        config.set_option("secrets.files", [str(path)])
        config.set_option("server.address", address)
        secrets_singleton._reset()
        sign_in.configured.cache_clear()
        return sign_in.open_or_refuse()

    held = {name: config.get_option(name) for name in ("secrets.files", "server.address")}
    yield start
    for name, value in held.items():
        config.set_option(name, value)
    secrets_singleton._reset()
    sign_in.configured.cache_clear()


def secrets_of(**changed):
    told = {
        "redirect_uri": "https://idmaj.example.org/oauth2callback", "cookie_secret": SECRET, "client_id": "idmaj",
        "client_secret": "of the provider", "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
    } | changed  # fmt: skip
    return "[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in told.items() if value is not None)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.4", "dashboard.example.org", "", None, "unix:///run/idmaj.sock"]
)
def test_without_sign_in_no_other_address_is_served(start, address):
    with pytest.raises(
        SystemExit, match=r"Without sign-in this dashboard serves the machine it runs on and no other; .+ is refused\."
    ):
        start(None, address)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_naming_an_audience_opens_no_other_address(start, monkeypatch, audience):
    monkeypatch.setenv("IDMAJ_AUDIENCE", audience)
    with pytest.raises(SystemExit, match="0\\.0\\.0\\.0"):
        start(None, "0.0.0.0")


def test_a_server_that_is_to_ask_for_a_sign_in_does_not_start_without_one(start, monkeypatch):
    monkeypatch.setenv("IDMAJ_SIGN_IN", "required")
    with pytest.raises(SystemExit, match="Sign-in is required here, and no provider is configured"):
        start(None)
    assert start(secrets_of())


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ("[auth]\nredirect_uri = ", "secrets.toml cannot be read as TOML; nothing is served."),
        (secrets_of(client_secret=None), "The sign-in is half configured"),
        (secrets_of(server_metadata_url=None), "The sign-in is half configured"),
        (secrets_of(cookie_secret=None), "The sign-in is half configured"),
        (secrets_of(redirect_uri=None), "The sign-in is half configured"),
        (secrets_of(cookie_secret="s3cret-but-short"), "too short; 32 random characters"),
        (secrets_of(redirect_uri="http://idmaj.example.org/oauth2callback"), "“redirect_uri” in the secrets is the https address"),
        (secrets_of(redirect_uri="https://idmaj.example.org/"), "“redirect_uri” in the secrets is the https address"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_sign_in_that_is_half_configured_serves_nobody_not_even_this_machine(start, secrets, said, address):
    with pytest.raises(SystemExit) as refusal:
        start(secrets, address)
    assert said in str(refusal.value) and "\n" not in str(refusal.value)
    assert "s3cret" not in str(refusal.value) and "of the provider" not in str(refusal.value)


def test_a_sign_in_without_roles_serves_nobody(start):
    with pytest.raises(SystemExit, match="gives nobody a role"):
        start(secrets_of(), roles="contact = 'x'")


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_with_sign_in_any_address_may_be_served(start, caplog, address):
    caplog.set_level("INFO", "idmaj")
    found = start(secrets_of(), address)
    assert (found.origin, found.is_encrypted, found.provider) == ("https://idmaj.example.org", True, "default")
    assert "Sign-in is asked for" in caplog.text


def test_a_provider_with_a_name_of_its_own_is_found(start):
    ours = 'redirect_uri = "https://a.example/oauth2callback"\ncookie_secret = "' + SECRET + '"\n'
    theirs = '[auth.keycloak]\nclient_id = "i"\nclient_secret = "s"\nserver_metadata_url = "https://id.example/x"\n'
    assert start(f"[auth]\n{ours}{theirs}").provider == "keycloak"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_without_sign_in_the_machine_itself_is_served_and_told_so(start, caplog, address):
    caplog.set_level("INFO", "idmaj")
    assert start(None, address) is None
    assert "only this machine is served" in caplog.text


@pytest.mark.parametrize("listens_at", [("192.168.1.4", 8501), ("0.0.0.0", 8501), ("/run/idmaj.sock", None), None])
def test_also_another_server_than_streamlits_answers_this_machine_alone(listens_at):
    asked, told = [], []

    async def app(*_given):
        asked.append(1)

    async def send(event):
        told.append(event)

    scope = {"type": "http", "server": listens_at, "headers": []}
    drive = sign_in.MachineOnly(app)(scope, None, send)
    with pytest.raises(StopIteration):
        drive.send(None)
    assert not asked and told[0]["status"] == 403


def test_the_command_ends_with_one_sentence_and_no_traceback(tmp_path):
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        "8999",
        "--server.address",
        "0.0.0.0",
    ]
    environment = {**os.environ, "IDMAJ_LANG": "fr", "STREAMLIT_SECRETS_FILES": str(tmp_path / "none.toml")}
    ended = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert (
        ended.stderr.strip().splitlines()[-1].startswith("Sans connexion configurée")
        and "Traceback" not in ended.stderr
    )


@pytest.mark.parametrize("name", ["secrets.toml", "roles.toml"])
def test_neither_secrets_nor_roles_get_into_git(name):
    ended = subprocess.run(["git", "check-ignore", "-q", f".streamlit/{name}"], cwd=PROJECT)
    assert ended.returncode == 0


def test_several_servers_listen_elsewhere_only_where_a_provider_is_configured(monkeypatch, tmp_path):
    path = tmp_path / "secrets.toml"
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(path))
    for content in (None, "", "[other]\nauth = 1", "[auth"):
        if content is not None:
            path.write_text(content)
        with pytest.raises(RefusedQuestion):
            check_address("0.0.0.0")
    path.write_text(secrets_of())
    check_address("0.0.0.0")


def test_the_file_of_roles_in_the_documentation_is_one(tmp_path):
    blocks = (PROJECT / "docs" / "sign-in.md").read_text(encoding="utf-8").split("```toml\n")[1:]
    secrets, roles = (block.partition("```")[0] for block in blocks)
    (tmp_path / "roles.toml").write_text(roles, encoding="utf-8")
    people = read_people(tmp_path / "roles.toml")
    assert people.roles_of({"email": "amina@example.org", "groups": ["idmaj-analysts"]}) == ("analyst", "steward")
    assert set(tomllib.loads(secrets)["auth"]) == {
        "redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url",
    }  # fmt: skip


def test_the_secrets_that_the_tests_write_would_start(start, tmp_path):
    write_sign_in(tmp_path / "written", 8501, "https://id.example.org")
    assert start((tmp_path / "written" / "secrets.toml").read_text()).origin == "http://127.0.0.1:8501"
