"""What does a request ask for, in which language? Read from the request alone, before any page runs."""

from collections.abc import Awaitable, Callable, MutableMapping
from urllib.parse import parse_qs

from analytics.language import ARABIC, Language, language_of

Scope = MutableMapping[str, object]
Receive = Callable[[], Awaitable[MutableMapping]]
Send = Callable[[MutableMapping], Awaitable[None]]
# What the gate notes in the scope of a request for whoever writes the document.
SECONDS_LEFT = "idmaj.seconds_left"


def wants_document(scope: Scope) -> bool:
    """Does a browser open a page here, rather than fetch a part of one?"""
    return b"text/html" in dict(scope.get("headers", ())).get(b"accept", b"")


def language_of_request(scope: Scope) -> Language:
    """Which language does the reader want? The address says; else the browser; else Arabic."""
    headers = dict(scope.get("headers", ()))
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    accepted = headers.get(b"accept-language", b"").decode("latin-1")[:2].lower()
    return language_of(asked) or language_of(accepted) or ARABIC
