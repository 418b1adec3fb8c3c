"""What is said of a funnel: who lies outside chance, how many would by chance, whether limits were widened; no ranking."""

import re
from dataclasses import replace

import pytest

from analytics import ask
from analytics.comparison import funnel_wording as outside
from analytics.comparison.funnel import RATES, funnel, funnel_of_change
from analytics.language import ENGLISH, LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES

RATE = MEASURES["active_12m"]
SHARES = [name for name in RATES if MEASURES[name].is_share]


def found_of(name, year):
    return funnel(ask(name, by="city", where={"year": year}), MEASURES[name])


def test_two_cities_are_no_funnel_and_the_sentence_says_so():
    found = funnel(ask("active_12m", by="city", where={"year": 2014, "city": ["fes", "rabat"]}), RATE)
    assert not found.is_drawable
    why = "too few cities with known cases to tell chance from more (2; at least 3 are needed)"
    # Two years and the change stand beside each other: each says which it is.
    assert outside.say_no_funnel(found, 2015, ENGLISH) == f"Still active at 12 months, 2015: {why}"
    assert outside.say_no_funnel(found, None, ENGLISH) == f"Still active at 12 months, change: {why}"


def test_cities_between_the_limits_are_no_finding():
    # In the demonstration records some lie beyond the 95 % limits here, and none beyond the others.
    found = found_of("active_12m", 2015)
    assert found.count("beyond_95") and not found.count("beyond_998")
    assert "no city lies outside" in outside.say_funnel(found, 2015, ENGLISH)
    assert any("is no finding" in note for note in outside.list_funnel_notes(found, ENGLISH))


def test_a_headline_over_widened_limits_does_not_say_that_chance_explains_all():
    found, change = found_of("active_12m", 2014), change_of("active_12m")
    assert found.dispersion.is_widened and change.dispersion.is_widened and change.count("not_judged")
    assert outside.say_funnel(found, 2014, ENGLISH) == (
        "Still active at 12 months, 2014: cities differ by more than chance, and none stands apart"
    )
    assert outside.say_funnel_of_change(change, ENGLISH) == (
        "Still active at 12 months, change: cities differ by more than chance, and none of those judged stands apart"
    )
    beyond = replace(found, units=found.units.assign(place=["beyond_998", "beyond_998", *found.units["place"][2:]]))
    assert outside.say_funnel(beyond, 2014, ENGLISH).endswith("and 2 of them stand apart even so")


def test_the_number_beyond_by_chance_alone_is_said():
    # One in twenty of 25 cities.
    notes = outside.list_funnel_notes(found_of("active_12m", 2014), ENGLISH)
    assert any(
        note.startswith("Of 25 cities judged, about 1 would lie beyond the 95% limits by chance") for note in notes
    )
    # In Arabic one is no digit before a noun in the plural.
    notes = outside.list_funnel_notes(found_of("active_12m", 2014), LANGUAGES["ar"])
    assert any("أن تقع مدينة واحدة تقريبا خارج حدود" in note for note in notes)


@pytest.mark.parametrize(
    ("name", "said"), [("active_12m", "not enough evidence"), ("lost_12m", "the limits were widened")]
)
def test_whether_limits_were_widened_is_said_with_its_test(name, said):
    notes = [note for note in outside.list_funnel_notes(found_of(name, 2015), ENGLISH) if "φ" in note]
    assert len(notes) == 1 and said in notes[0] and re.search(r"φ\s=\s\d\.\d\d, p\s[=<]\s0\.\d", notes[0])


def change_of(name, **where):
    return funnel_of_change(ask(name, by=["city", "year"], where=where), MEASURES[name])


def test_a_funnel_of_change_says_how_many_cities_it_could_judge():
    # Of women 22 of 23 cities have too few; where nearly nobody returned, 18 of 25.
    women, returned = change_of("active_12m", sex="F"), change_of("return_to_prison_12m")
    assert (women.count("not_judged"), returned.count("not_judged")) == (22, 18)
    said = [outside.say_funnel_of_change(each, ENGLISH) for each in (women, returned)]
    assert said == [
        "Still active at 12 months: too few cities with enough cases to tell whether any moved otherwise",
        "Returned to prison within 12 months: 7 cities could be judged, without enough evidence that any moved otherwise than all together",
    ]
    notes = [outside.list_change_notes(each, ENGLISH) for each in (women, returned)]
    # One in twenty of 1 and of 7.
    assert all(any("fewer than one would lie beyond" in note for note in each) for each in notes)


def test_few_cities_are_said_to_be_too_few_for_the_test():
    cells = ask("active_12m", by="city", where={"year": 2014, "region": "rabat-sale-kenitra"})
    notes = outside.list_funnel_notes(funnel(cells, RATE), ENGLISH)
    assert any(note.startswith("Too few cities to tell") for note in notes)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", RATES)
def test_every_rate_is_told_in_every_language(name, code):
    language = LANGUAGES[code]
    found = found_of(name, 2015)
    names = {city: city for city in found.units["city"]}
    headline = outside.say_funnel(found, 2015, language)
    said = without_isolates(outside.say_all_units(found, headline, names, language))
    assert without_isolates(language.say(MEASURES[name].title)) in said
    for row in found.beyond():
        assert row["city"] in said
    assert "nan" not in said and "<NA>" not in said


@pytest.mark.parametrize("name", SHARES)
def test_a_change_says_its_middle_and_who_is_not_judged(name):
    found = funnel_of_change(ask(name, by=["city", "year"]), MEASURES[name])
    notes = outside.list_change_notes(found, ENGLISH)
    assert "points" in notes[0]
    unjudged = found.count("not_judged")
    assert any("not judged" in note for note in notes) == bool(unjudged)
