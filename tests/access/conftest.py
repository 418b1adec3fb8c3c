"""A dashboard with sign-in, and the cookies of people with each role."""

import secrets
import time
from types import SimpleNamespace

import pytest

from analytics.access.roles import ROLES
from tests.serving import serving
from tests.streamlit_session import sign

SECRET = "a secret for tests, of more than 32 characters"
CONTACT = "the data office"


def write_sign_in(folder, port, provider):
    """The secrets and the roles of a dashboard at this port; the environment that names them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        f'client_id = "idmaj"\nclient_secret = "of the provider"\nserver_metadata_url = "{provider}"\n'
    )
    people = "".join(f'{role} = ["{role}@example.org"]\n' for role in ROLES)
    (folder / "roles.toml").write_text(f'contact = "{CONTACT}"\n[addresses]\n{people}')
    return {
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
        "IDMAJ_ROLES": str(folder / "roles.toml"),
        "IDMAJ_LANG": "en",
        "IDMAJ_TRAIL": str(folder / "trail"),
    }


class People:
    """Cookies of people, signed as the server signs them."""

    def __init__(self, origin):
        self.origin = origin

    def cookie(self, name, ago=0, secret=SECRET, origin=None, **claims):
        told = {"email": f"{name}@example.org", "sub": name, "iat": time.time() - ago, "nonce": secrets.token_hex(8)}
        return sign(secret, origin or self.origin, **told, **claims)


@pytest.fixture(scope="session")
def closed(tmp_path_factory):
    """A dashboard with sign-in; its provider is away, so that nothing depends on one."""
    folder = tmp_path_factory.mktemp("closed")
    with serving(
        folder / "data", before=lambda port: write_sign_in(folder, port, "http://127.0.0.1:9/none")
    ) as address:
        yield SimpleNamespace(address=address, people=People(address), folder=folder)
