"""Who gets through to the dashboard at all? Without a good sign-in nobody: no page, no file, no session, no upload.

It stands before Streamlit, so that a person without a sign-in never has a session there; and it looks again at every
message of a session, so that one that has ended, or whose roles have changed, does nothing more.
"""

import asyncio
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response

from analytics.access.people import name_of
from analytics.access.refusals import NoRole, NotSignedIn, NotYourRole
from analytics.access.visits import Visitor, admit
from analytics.errors import IdmajError
from analytics.language import Language
from analytics.operation.recording import note_signed_out
from analytics.web import sign_in_page
from analytics.web.asked import SECONDS_LEFT, Receive, Scope, Send, language_of_request, wants_document
from analytics.web.claims import read_claims
from analytics.web.returning import SIGN_IN, SIGN_OUT, Returning
from analytics.web.scripts import PLACE
from analytics.web.sign_in import CALLBACK, SignIn

# What a browser needs before anybody is signed in: the fonts and scripts, and whether the server lives.
OPEN = re.compile(rf"/(static|app/static|{PLACE})/.+|/_stcore/health|/healthz|/readyz|/favicon\.png")
STREAM, MEDIA, UPLOAD = "/_stcore/stream", "/media/", "/_stcore/upload_file/"
LOGIN, LOGOUT = "/auth/login", "/auth/logout"
# A file that the server holds for a page: the hash of what is in it.
MEDIA_NAME = re.compile(rb"/media/([0-9a-f]{32,64})\.")
# As many names of files as a person sees in a day, and as many people.
MOST_NAMES, MOST_PEOPLE = 5000, 1000
POLICY_VIOLATION = 1008


class SignInGate:
    """Lets through who is signed in, and leads everybody else to the page where they do."""

    def __init__(self, app: Callable, sign_in: SignIn, paths: frozenset[str]) -> None:
        self.app = app
        self.sign_in = sign_in
        self.returning = Returning(sign_in, paths)
        self._shown: OrderedDict[str, OrderedDict[bytes, None]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(Request(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, request: Request, receive: Receive, send: Send) -> None:
        scope, path = request.scope, request.url.path
        if OPEN.fullmatch(path):
            await self.app(scope, receive, send)
        elif path == SIGN_IN:
            await self.returning.begin(request)(scope, receive, send)
        elif path == SIGN_OUT:
            await self.returning.end(request)(scope, receive, send)
        elif path == LOGOUT:
            await self._sign_out(request, receive, send)
        elif path in (LOGIN, CALLBACK):
            await self.returning.lead(self.app, request, receive, send)
        else:
            await self._admitted_only(request, receive, send)

    async def _admitted_only(self, request: Request, receive: Receive, send: Send) -> None:
        scope = request.scope
        try:
            visitor = self._admit(read_claims(request.cookies, self.sign_in.origin))
            self._check_file(request, visitor)
        except IdmajError as refusal:
            await self._refuse(request, refusal)(scope, receive, send)
            return
        scope[SECONDS_LEFT] = int(visitor.ends_at - time.time()) + 1
        await self.app(scope, receive, _unkept(send))

    def _check_file(self, request: Request, visitor: Visitor) -> None:
        """A file belongs to those to whom it was shown, and who may send none sends none. Raises NotYourRole."""
        path = request.url.path
        if path.startswith(MEDIA):
            named = MEDIA_NAME.match(path.encode())
            if not named or named[1] not in self._shown.get(visitor.who, ()):
                raise NotYourRole(visitor.contact)
        if path.startswith(UPLOAD) and not visitor.may_send_files:
            raise NotYourRole(visitor.contact)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        claims = read_claims(HTTPConnection(scope).cookies, self.sign_in.origin)
        try:
            visitor = self._admit(claims)
        except IdmajError:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        is_over = False

        async def receive_while_admitted() -> Mapping:
            nonlocal is_over
            event = await receive()
            if event["type"] == "websocket.receive" and not self._is_still(visitor, claims):
                is_over = True
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            return event

        async def send_while_admitted(event: Mapping) -> None:
            if not is_over:
                self._note_shown(visitor.who, event.get("bytes"))
                await send(event)

        await self.app(scope, receive_while_admitted, send_while_admitted)

    def _is_still(self, visitor: Visitor, claims: Mapping) -> bool:
        """Would the person who began this session be let in now, as the same?"""
        try:
            return self._admit(claims).roles == visitor.roles
        except IdmajError:
            return False

    def _note_shown(self, who: str, content: bytes | None) -> None:
        """Remember which files a page of this person was told of, the latest of them."""
        names = MEDIA_NAME.findall(content) if content else ()
        if not names:
            return
        held = self._shown.setdefault(who, OrderedDict())
        self._shown.move_to_end(who)
        for name in names:
            held[name] = None
            held.move_to_end(name)
        while len(held) > MOST_NAMES:
            held.popitem(last=False)
        while len(self._shown) > MOST_PEOPLE:
            self._shown.popitem(last=False)

    def _admit(self, claims: Mapping[str, object]) -> Visitor:
        if not claims:
            raise NotSignedIn
        return admit(claims, self.sign_in.people(), self.sign_in.signed_out, time.time())

    async def _sign_out(self, request: Request, receive: Receive, send: Send) -> None:
        # A link or a picture on another site must not sign anybody out.
        if request.headers.get("sec-fetch-site") == "cross-site":
            await self.returning.home(request)(request.scope, receive, send)
            return
        claims = read_claims(request.cookies, self.sign_in.origin)
        if claims:
            self.sign_in.signed_out.add(claims, time.time())
            await asyncio.to_thread(note_signed_out, name_of(claims))
            self._shown.pop(name_of(claims), None)
        await self.app(request.scope, receive, send)

    def _refuse(self, request: Request, refusal: IdmajError) -> Response:
        language = language_of_request(request.scope)
        status = 401 if isinstance(refusal, NotSignedIn) else 403
        if not isinstance(refusal, NotSignedIn | NoRole | NotYourRole):  # the file of roles: its keeper reads the log
            logging.getLogger("idmaj").error(str(refusal))
            status = 503
        if wants_document(request.scope):
            return sign_in_page.answer(language, status, refusal, self.returning.target_of(request))
        return PlainTextResponse(_say_shortly(refusal, status, language), status, {"cache-control": "no-store"})


def _say_shortly(refusal: IdmajError, status: int, language: Language) -> str:
    return sign_in_page.ROLES_UNREADABLE if status == 503 else refusal.say(language)


def _unkept(send: Send) -> Send:
    """Sends on, asking browser and proxies to keep nothing of what only this person may see."""

    async def sending(event: Mapping) -> None:
        if event["type"] == "http.response.start":
            kept = [(name, value) for name, value in event["headers"] if name.lower() != b"cache-control"]
            event = {**event, "headers": [*kept, (b"cache-control", b"private, no-store")]}
        await send(event)

    return sending
