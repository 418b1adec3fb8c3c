"""What did the provider say of whoever sends these cookies? Nothing, unless this dashboard signed it."""

import json
from collections.abc import Mapping

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def read_claims(cookies: Mapping[str, str], origin: str) -> Mapping[str, object]:
    """The claims of a sign-in at this origin; empty where there is none, or its signature or its origin is another."""
    secret = get_cookie_secret()

    def decoded(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    content = get_cookie_with_chunks(decoded, USER_COOKIE_NAME)
    try:
        claims = json.loads(content) if content else {}
    except ValueError:
        return {}
    is_ours = isinstance(claims, dict) and claims.get("origin") == origin and claims.get("is_logged_in") is True
    return claims if is_ours else {}
