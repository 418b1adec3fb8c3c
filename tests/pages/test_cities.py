"""The page on cities: its numbers, what a place narrows and what it leaves, and what is said where nothing can be drawn."""

from functools import partial

import pytest

from analytics.comparison.funnel import RATES
from analytics.language import LANGUAGES
from analytics.language.direction import without_isolates
from analytics.measures.catalogue import MEASURES
from tests.page_scripts import figures_of, run_page

run = partial(run_page, "cities", lang="en")
UNFILTERED = "Published for the whole country: the filters do not apply here."


def text_of(app):
    return without_isolates(" ".join(element.proto.body for element in app.get("html")))


def marked_cities(figure):
    return {
        mark[1] for trace in figure.data for mark in trace.get("customdata") or () if isinstance(mark, list) and mark[1]
    }


def funnels(app):
    return [figure for figure in figures_of(app) if any(trace.get("name") == "low_998" for trace in figure.data)]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("measure", RATES)
def test_every_rate_has_its_page_in_every_language(measure, code):
    app = run(lang=code, measure=measure)
    assert without_isolates(LANGUAGES[code].say(MEASURES[measure].title)) in text_of(app)
    # Of returns to prison no change may be said.
    has_change = MEASURES[measure].is_share and measure != "return_to_prison_12m"
    assert len(funnels(app)) == (3 if has_change else 2)


def test_the_printed_centres_are_said():
    text = text_of(run())
    assert "By the centres open in mid 2015, 7 of 12 programme cities had none in 2014, 5 of 12 in 2015" in text
    assert "these had one being built: 1 city in 2014, 2 cities in 2015" in text
    assert "1,633,925" in text and "1,615,498" in text
    assert "inhabitants, and not people who need a centre" in text
    assert "No list of centres of 2014 was found" in text


def test_a_city_narrows_the_numbers_and_leaves_every_city_in_the_figures_that_compare_them():
    every, one = run(), run(city="fes")
    assert "25 cities in both years" in text_of(every) and "1 city in both years" in text_of(one)
    for whole, narrowed in zip(funnels(every), funnels(one), strict=True):
        assert marked_cities(whole) == marked_cities(narrowed) and len(marked_cities(whole)) == 25
    named = {
        without_isolates(note["text"]) for figure in funnels(one) for note in figure.layout["annotations"]
        if note.get("name") == "unit"
    }  # fmt: skip
    assert "<b>Fez</b>" in named
    assert "All cities stay in this figure" in text_of(one)
    assert "All regions stay in this figure, each whole" in text_of(one)
    region = text_of(run(region="oriental"))
    assert "All regions stay in this figure, since it compares them; the chosen ones stand out." in region
    # A card and a figure of what was printed; without a filter there is nothing to be told.
    assert text_of(one).count(UNFILTERED) == 2 and UNFILTERED not in text_of(every)


def test_a_programme_of_one_year_is_not_counted_in_the_other():
    text = text_of(run(programme="ramadan_2015"))
    assert "No city in both years." in text and "0 cities in both years" not in text
    assert "Known cases: 303 in 2015." in text
    assert "— in 2014" not in text
    assert "Known cases: 2,980 in 2014, 3,893 in 2015." in text_of(run())


def test_the_regions_are_headed_by_what_may_be_said_of_them():
    text = text_of(run())
    assert "Still active at 12 months: not enough evidence of a change in any of 9 regions" in text
    assert "9 groups are looked at together" in text
    assert "Integrations per 100,000 inhabitants: more in 2015 than in 2014 in all 9 regions shown" in text.replace(
        "\u00a0", " "
    )
    returned = text_of(run(measure="return_to_prison_12m"))
    # No change of them may be said, nor that there is none.
    assert "Returned to prison within 12 months: 9 regions, on one scale" in returned


def test_a_filter_besides_places_reaches_every_figure():
    every, some = run(measure="active_12m"), run(measure="active_12m", sex="F")

    def sizes(app):
        traces = [trace for trace in funnels(app)[0].data if trace.get("name") in ("inside", "beyond")]
        return sum(len(trace["customdata"]) for trace in traces), [trace["x"] for trace in traces]

    assert sizes(every) != sizes(some)


def test_what_a_share_counts_below_has_its_name():
    known, lost = text_of(run(measure="active_12m")), text_of(run(measure="lost_12m"))
    assert "Known cases: " in known and "Cases in question" not in known
    # Whose situation is not known is no known case.
    assert "Cases in question: " in lost and "Known cases" not in lost


def test_where_no_funnel_can_be_drawn_one_sentence_says_so():
    app = run(measure="women_share", sex="U")
    assert funnels(app) == []
    said = text_of(app)
    for of in ("2014", "2015"):
        assert f"Share of women, {of}: too few cities with known cases to tell chance from more (0;" in said


def test_a_rate_that_nobody_has_is_no_traceback():
    app = run(measure="certified_12m", route="job_placement")
    assert funnels(app) == [] and "too few cities with known cases" in text_of(app)


def test_the_limits_that_were_widened_are_said_to_be():
    assert "the limits were widened" in text_of(run(measure="lost_12m"))
    assert "the limits are those of chance alone" in text_of(run(measure="active_12m"))


def test_of_how_many_regions_the_rates_speak_is_not_taken_for_all_of_the_country():
    """Morocco has twelve regions; rates are drawn of those of which there are records."""
    assert "in all 9 regions shown" in text_of(run()).replace("\xa0", " ")
    assert "في الجهات المعروضة كلها (9)" in text_of(run(lang="ar")).replace("\xa0", " ")
