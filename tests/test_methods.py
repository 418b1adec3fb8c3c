"""The page of the methods: whole in three languages, derived from what is declared, and every place in it can be linked."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from analytics.comparison.formula_wording import say_condition, say_sum
from analytics.comparison.glossary import GLOSSARY
from analytics.comparison.methods import LIMITS, METHODS
from analytics.comparison.wording import DOUBT_MARK, REASONS, VERDICT_OF, VERDICTS
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from analytics.measures.cells import MARKS, STATUS_MEANINGS
from analytics.measures.cube import cube_of
from analytics.measures.dimensions import DIMENSIONS
from analytics.published.reasons import REASONS as PUBLISHED_REASONS
from analytics.records.codes import read_code_lists
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from analytics.web.loading import Loaded
from analytics.web.stories.methods import tell_methods

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(params=sorted(LANGUAGES))
def language(request):
    return LANGUAGES[request.param]


@pytest.fixture(scope="module")
def data():
    records = current_records(DataFolder.at())
    return Loaded(records, cube_of(records))


def section(name, data, language):
    return next(each for each in tell_methods(data, language) if each.id == name)


def texts_of(each):
    """Every text of a section or an entry."""
    found = [each.title, *getattr(each, "texts", ()), *getattr(each, "points", ())]
    found += [text for pair in (*each.facts, *getattr(each, "codes", ())) for text in pair]
    found += (
        [] if each.table is None else [str(value) for value in (*each.table.columns, *each.table.to_numpy().ravel())]
    )
    return found + [text for entry in getattr(each, "entries", ()) for text in texts_of(entry)]


@pytest.mark.parametrize("method", METHODS, ids=[each.id for each in METHODS])
def test_every_method_is_a_function_with_a_source_and_a_year(method):
    room, _, name = method.function.rpartition(".")
    assert callable(getattr(import_module(room), name))
    assert re.search(r"\((18|19|20)\d\d\)|chapter", method.source)


def test_declared_once_and_in_an_order():
    for ids in ([each.id for each in METHODS], [term for term, _ in GLOSSARY], list(LIMITS)):
        assert len(ids) == len(set(ids)) > 5


def test_every_reason_has_its_verdict_and_every_mark_its_meaning():
    assert set(VERDICT_OF) == set(REASONS) and set(VERDICT_OF.values()) == set(VERDICTS)
    assert set(STATUS_MEANINGS) == set(MARKS)


def test_nothing_is_left_open_and_nothing_is_untold(data, language):
    for each in tell_methods(data, language):
        for text in map(without_isolates, texts_of(each)):
            # The place of the day until which people were observed stays open in the SQL of the facts.
            assert "{" not in text.replace("{observed_until}", ""), text
            assert text.strip() and text not in ("nan", "None")


def test_every_measure_has_a_place_with_definition_formula_and_query(data, language):
    entries = {each.id: each for each in section("measures", data, language).entries}
    assert list(entries) == list(MEASURES)
    for name, wanted in MEASURES.items():
        entry = entries[name]
        assert entry.title == language.say(wanted.title) and language.say(wanted.definition) in entry.texts
        codes = [text for _, text in entry.codes]
        assert wanted.numerator in codes and any(text.startswith("SELECT") for text in codes)
        assert wanted.denominator is None or wanted.denominator in codes
        facts = dict(entry.facts)
        assert language.say("Unit") in facts and language.say("Numerator") in facts
        assert (language.say("Denominator") in facts) == wanted.is_ratio
        assert (language.say("Horizon") in facts) == bool(wanted.horizon)


def test_numerator_and_denominator_read_as_what_they_hold():
    code_lists = read_code_lists(DataFolder.at())
    wanted = MEASURES["return_to_prison_12m"]
    said = [say_sum(sql, wanted, code_lists, ENGLISH) for sql in (wanted.numerator, wanted.denominator)]
    assert said == [
        "number of integrations (situation after 12 months = Returned to prison)",
        "number of integrations (situation known after 12 months)",
    ]
    only = say_condition(MEASURES["certified_12m"].only, code_lists, ENGLISH)
    assert only == "Route = Education, Vocational training, Apprenticeship, or Paid internship"
    with pytest.raises(ValueError, match="no words"):
        say_sum("is_tall", wanted, code_lists, ENGLISH)


def test_every_verdict_reason_mark_method_and_term_is_told(data, language):
    said = {name: " ".join(texts_of(section(name, data, language))) for name in ("verdicts", "marks", "statistics", "glossary", "limits")}  # fmt: skip
    assert all(language.say(sentence) in said["verdicts"] for sentence in (*REASONS.values(), *VERDICTS.values()))
    assert said["verdicts"].count("…") > 0 and len(PUBLISHED_REASONS) == len(
        section("verdicts", data, language).entries[0].table
    )
    assert all(mark in said["marks"] for mark in (*MARKS.values(), DOUBT_MARK))
    assert all(language.say(each.title) in said["statistics"] and each.source in said["statistics"] for each in METHODS)
    assert all(language.say(term) in said["glossary"] for term, _ in GLOSSARY)
    assert all(language.say(sentence) in said["limits"] for sentence in LIMITS)


def test_only_a_demonstration_is_called_one(data, language):
    class Real:
        cube = data.cube
        assumptions = ()
        records = type("Records", (), {"is_synthetic": False, "folder": data.records.folder})

    told = len(section("limits", data, language).points)
    assert told > len(section("limits", Real(), language).points) == len(LIMITS)


def test_every_dimension_has_its_codes_in_three_languages(data):
    entries = {each.id: each for each in section("dimensions", data, ENGLISH).entries}
    assert [f"dimension-{name}" for name in DIMENSIONS] == list(entries)[:-1]
    assert entries["dimension-sex"].table.to_numpy().tolist()[0] == ["F", "نساء", "Femmes", "Women"]
    assert entries["dimension-year"].table is None
    assert "integration_facts" in entries["facts"].codes[0][1]


def test_every_place_has_a_name_of_its_own(data):
    sections = tell_methods(data, ENGLISH)
    names = [each.id for each in sections] + [entry.id for each in sections for entry in each.entries]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_-]+", name) for name in names)


def test_which_of_two_statuses_on_one_day_counts_is_said(data):
    told = map(without_isolates, texts_of(section("dimensions", data, ENGLISH)))
    order = "Returned to prison, Certified, Completed, Ended, Lost sight of, and Active"
    assert any(each.endswith(f"the first of these counts: {order}.") for each in told)


def test_who_is_known_after_a_year_is_said(data):
    told = texts_of(section("dimensions", data, ENGLISH))
    assert any("known where an end was seen by that day" in each and "the day itself counts" in each for each in told)
