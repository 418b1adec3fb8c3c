"""The parts of a change in words: arithmetic and never a cause, one sentence where there are none, the way drawn whole."""

import pytest

from analytics import ask, compare
from analytics.comparison import decomposition_wording as said
from analytics.comparison.decomposition import decompose, dimensions_to_split_by
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES, measure

CAUSAL = ["because of", "thanks to", "led to", "caused", "due to", "impact", "grâce à", "entraîn", "provoqu", "à cause", "en raison", "بفضل", "أدى إلى", "بسبب"]  # fmt: skip
SHARES = [each for each in MEASURES.values() if each.is_share]


@pytest.fixture(params=sorted(LANGUAGES))
def language(request):
    return LANGUAGES[request.param]


def told(measure_id, by, language, where=None):
    wanted = measure(measure_id)
    parts = said.name_parts(decompose(ask(measure_id, by=["year", *by], where=where)), wanted, language)
    overall = compare(ask(measure_id, by="year", where=where)).iloc[0].to_dict()
    return wanted, parts, overall


@pytest.mark.parametrize("wanted", SHARES, ids=[each.id for each in SHARES])
def test_sentences_read_whole_and_claim_no_cause(wanted, language):
    for by in (dimensions_to_split_by(wanted)[:1], dimensions_to_split_by(wanted)[-2:]):
        _, parts, overall = told(wanted.id, by, language)
        texts = [said.say_parts_headline(parts, overall, wanted, language), said.say_parts(parts, wanted, language)]
        text = without_isolates(" ".join(texts + said.list_part_notes(parts, wanted, language))).lower()
        assert "{" not in text and "nan" not in text.split() and "<na>" not in text
        assert not [word for word in CAUSAL if word in text]


def test_a_change_without_evidence_has_parts_of_arithmetic_only():
    wanted, parts, overall = told("active_12m", ["route"], ENGLISH)
    assert overall["reason"] == "not_enough_evidence"
    assert "not enough evidence of a change" in said.say_parts_headline(parts, overall, wanted, ENGLISH)


def test_the_headline_says_points_and_both_parts():
    wanted, parts, overall = told("cheque_share", ["city", "route"], ENGLISH)
    headline = said.say_parts_headline(parts, overall, wanted, ENGLISH)
    assert headline.startswith("Share paid by cheque: of +1.2 points, who was served accounts arithmetically for ")
    assert headline.count("points") == 3 and "%" not in headline


def test_the_way_leads_from_the_first_year_to_the_second(language):
    wanted, parts, _ = told("active_12m", ["route", "sex"], language)
    steps = said.list_steps(parts, wanted, language)
    assert steps["part"].tolist() == ["before", "composition", "composition", "rate", "after"]
    assert steps["start"].iloc[1:].tolist() == pytest.approx(steps["end"].iloc[:-1].tolist())
    assert steps["end"].iloc[-1] == pytest.approx(parts["after"].iloc[-1])


def test_a_change_that_cannot_be_split_is_one_sentence_and_no_way(language):
    wanted, parts, overall = told("active_12m", ["route"], language, {"programme": "ramadan_2015"})
    assert said.list_steps(parts, wanted, language).empty
    assert len(said.say_parts(parts, wanted, language)) > 20
    assert "{" not in said.say_parts_headline(parts, overall, wanted, language)


def test_groups_of_one_year_are_told(language):
    wanted, parts, _ = told("active_12m", ["programme"], language)
    assert parts["groups_in_one_year"].iloc[0] == 2
    assert "3" in without_isolates(said.list_part_notes(parts, wanted, language)[2])
    assert "3" not in without_isolates(
        said.list_part_notes(told("active_12m", ["route"], language)[1], wanted, language)[1]
    )


def test_parts_that_do_not_add_up_as_written_are_explained():
    # +18.4 points of 24.1% and 42.4%, in parts of 0.0 and +18.3.
    wanted, parts, _ = told("certified_12m", ["route"], ENGLISH, {"sex": "F"})
    note = "A change and its parts are worked out before they are rounded."
    assert said.list_part_notes(parts, wanted, ENGLISH)[-1] == note
    # +4.8 points of 35.7% and 40.5%, in parts of 0.0 and +4.8.
    _, whole, _ = told("certified_12m", ["route"], ENGLISH)
    assert note not in said.list_part_notes(whole, wanted, ENGLISH)


def test_beside_a_share_of_both_years_stands_what_of_its_change_goes_with_who_was_served():
    wanted, overall = measure("juvenile_share"), compare(ask("juvenile_share", by="year")).iloc[0].to_dict()
    (note,) = said.list_share_notes(ask("juvenile_share", by=["year", "route"]), overall, wanted, ENGLISH)
    change = 100 * overall["absolute"]
    assert note.startswith(
        f"Share of juveniles: of \u2212{-change:.1f} points, who was served accounts arithmetically for"
    )
    # Nothing to be split, and nothing it could be split by.
    assert said.list_share_notes(ask("juvenile_share", by="year"), overall, wanted, ENGLISH) == []
    doubtful = overall | {"low": -0.1, "high": 0.1}
    assert said.list_share_notes(ask("juvenile_share", by=["year", "route"]), doubtful, wanted, ENGLISH) == []
