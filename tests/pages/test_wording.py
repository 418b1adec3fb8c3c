"""What no page may say, in three languages: a ranking, a cause, a change where there is not enough evidence of one."""

import re
from pathlib import Path

import pytest

from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from tests.page_scripts import figures_of, run_page

PROJECT = Path(__file__).resolve().parents[2]
PAGES = ("compare", "cities", "people", "routes", "funding")
RANKING = {
    "en": r"\b(best|worst|highest|lowest|top|rank(s|ed|ing)?|leader|outperform\w*|behind the)\b",
    "fr": r"\b(meilleure?s?|pires?|classement|classée?s?|palmarès|en tête|le plus (élevé|bas|faible|fort)|la plus (élevée|basse|faible|forte))\b",
    "ar": r"(الأفضل|أفضل|الأسوأ|أسوأ|الأعلى|الأدنى|المرتبة|تصنيف|ترتيب المدن|في الصدارة|تتصدر)",
}
CAUSE = {
    "en": r"\b(because of|thanks to|led to|leads to|caused?|due to|owing to|impacts?|effects?|resulted in|improved|worsened|helped)\b",
    "fr": r"\b(grâce à|à cause de|impacts?|effets?|a permis|ont permis|provoqu\w+|entraîn\w+|améliorée?s?|dû à|en raison de)\b",
    "ar": r"(بفضل|بسبب|أدى إلى|أدت إلى|نتيجة ل|أثر البرنامج|تأثير|تحسنت?|ساهم)",
}


def said_by(app):
    """Everything that a reader meets: texts, tables, what figures say aloud, and the words inside figures."""
    parts = [
        re.sub(r"<[^>]*>", " ", element.proto.body) for element in app.get("html") if "<style" not in element.proto.body
    ]
    for figure in figures_of(app):
        parts.append(figure.alt)
        parts += [note.get("text", "") for note in figure.layout.get("annotations", ())]
        for trace in figure.data:
            told = [trace.get("text"), trace.get("customdata")]
            parts += [str(each) for texts in told if isinstance(texts, list) for each in texts]
    return without_isolates("\n".join(parts))


def found(pattern, text):
    return [text[max(0, match.start() - 40) : match.end() + 40] for match in re.finditer(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_ranks_or_names_a_cause(page, code):
    said = said_by(run_page(page, lang=code))
    assert len(said) > 500
    assert found(RANKING[code], said) == []
    assert found(CAUSE[code], said) == []


SELECTIONS = {
    "nothing at all": {"programme": "ramadan_2014", "route": "education"},
    "one city": {"city": "fes"},
    "one small city": {"city": "boujdour"},
    "nobody whose sex is known": {"sex": "U"},
    "nobody whose age is known": {"age_group": "unknown"},
    "a route without money": {"route": "job_placement"},
    "one programme of one year": {"programme": "ramadan_2015"},
    "one route and one sex": {"route": "paid_internship", "sex": "F"},
}


@pytest.mark.parametrize("code", ["ar", "en"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_without_much_in_it_is_said_and_never_drawn_empty(page, selection, code):
    app = run_page(page, lang=code, **SELECTIONS[selection])
    for figure in figures_of(app):
        assert any(trace.get("x") or trace.get("y") or trace.get("link") for trace in figure.data), figure.key
    said = said_by(app)
    assert not re.search(r"\bnan\b|<NA>|None|inf\b", said)
    if selection == "nothing at all":
        assert figures_of(app) == []
        assert LANGUAGES[code].say("No record fits these filters; remove one of them.") in said
