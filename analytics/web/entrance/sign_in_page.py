"""What does somebody see who is not let in? One page in three languages: why, and what to do."""

from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import HTMLResponse

from analytics.access.refusals import NoRole, SignInEnded
from analytics.errors import IdmajError
from analytics.language import LANGUAGES, Language, message
from analytics.web.colours import DARK, LIGHT, as_variables

STYLE = Path(__file__).with_name("sign_in.css")
ROLES_UNREADABLE = message(
    "The roles cannot be read just now, so nobody is let in. Whoever looks after the server is told."
)


def answer(language: Language, status: int, said: IdmajError | str, target: str) -> HTMLResponse:
    """The page, for this status. said: the refusal, or a sentence of what went wrong. target: the address of the dashboard
    that opens after the sign-in."""
    content = _document(language, _card(language, said, status, target), target)
    return HTMLResponse(content, status, {"cache-control": "no-store"})


def _card(language: Language, said: IdmajError | str, status: int, target: str) -> str:
    if isinstance(said, NoRole):
        title, sentence = language.say("You are signed in, without a role"), said.say(language)
        return _put_together(title, sentence, "", _button(language.say("Sign out"), _leaving(language)))
    words = ROLES_UNREADABLE if status == 503 and isinstance(said, IdmajError) else said
    problem = words.say(language) if isinstance(words, SignInEnded) else ""
    problem = language.say(words) if isinstance(words, str) else problem
    sentence = language.say("Reintegration of former prisoners in Morocco: what changed between 2014 and 2015")
    note = "" if urlsplit(target).path == "/" else language.say("The page that you asked for opens afterwards.")
    begin = _button(language.say("Sign in"), f"/sign-in?{urlencode({'to': _in_language(target, language)})}")
    return _put_together(language.say("Sign in to Idmaj"), sentence, problem, begin, note)


def _put_together(title: str, sentence: str, problem: str, button: str, note: str = "") -> str:
    told = f"<p class='said' role='alert'>{escape(problem)}</p>" if problem else ""
    beside = f"<p class='note'>{escape(note)}</p>" if note else ""
    years = "<div class='years' aria-hidden='true'><b>2014</b><i><s></s></i><b>2015</b></div>"
    return f"<section>{years}<h1>{escape(title)}</h1>{told}<p>{escape(sentence)}</p>{button}{beside}</section>"


def _button(words: str, address: str) -> str:
    return f"<a class='button' href='{escape(address, quote=True)}'>{escape(words)}</a>"


def _leaving(language: Language) -> str:
    return f"/sign-out?{urlencode({'lang': language.code})}"


def _document(language: Language, card: str, target: str) -> str:
    title, name = language.say("Sign in to Idmaj"), language.say("Idmaj")
    style = (
        f":root{{{as_variables(LIGHT)}color-scheme:light}}"
        f"@media (prefers-color-scheme:dark){{:root{{{as_variables(DARK)}color-scheme:dark}}}}"
        f"{STYLE.read_text(encoding='utf-8')}"
    )
    return (
        f"<!doctype html><html lang='{language.code}' dir='{language.direction}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><title>{escape(title)}</title>"
        f"<style>{style}</style></head><body><header><span class='brand'>{escape(name)}</span>"
        f"{_languages(language, target)}</header><main>{card}</main></body></html>"
    )


def _languages(language: Language, target: str) -> str:
    links = []
    for each in LANGUAGES.values():
        here = " aria-current='true'" if each.code == language.code else ""
        address = escape(_in_language(target, each), quote=True)
        links.append(f"<a lang='{each.code}' href='{address}'{here}>{escape(each.own_name)}</a>")
    title = language.say("Language")
    return f"<nav aria-label='{escape(title, quote=True)}'>{''.join(links)}</nav>"


def _in_language(target: str, language: Language) -> str:
    """The same address in this language."""
    parts = urlsplit(target)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
    return f"{parts.path}?{urlencode([*kept, ('lang', language.code)])}"
