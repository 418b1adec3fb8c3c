"""The numbers of a story as CSV: codes for programs, beside each what it is called, and no letter that nobody sees."""

import csv
import io

import pytest

from analytics.language import ARABIC
from analytics.outputs.press_csv import write_numbers
from analytics.outputs.stories import STORIES, tell_story


def rows_of(story, material, language):
    return list(csv.DictReader(io.StringIO(write_numbers(tell_story(story, material, language)).decode("utf-8-sig"))))


def test_a_printed_number_has_beside_it_who_printed_it_and_when(material):
    rows = rows_of("ramadan_cost", material, ARABIC)
    assert {row["year"]: row["source_id_name"] for row in rows} == {
        "2014": "وكالة المغرب العربي للأنباء",
        "2015": "الاتحاد الاشتراكي",
        "2016": "أوجوردوي لوماروك",
        "2017": "ليبراسيون، نونبر 2017",
        "2018": "لافي إيكو، ماي 2019",
        "2019": "لافي إيكو، ماي 2019",
    }


def test_where_no_number_was_printed_nobody_is_named(material):
    assert {row["source_id_name"] for row in rows_of("placements", material, ARABIC) if not row["value"]} == {""}


@pytest.mark.parametrize("story", STORIES)
def test_no_cell_holds_a_mark_of_direction(story, material):
    text = write_numbers(tell_story(story, material, ARABIC)).decode("utf-8-sig")
    assert not set("\u2066\u2067\u2068\u2069\u200e\u200f") & set(text)
