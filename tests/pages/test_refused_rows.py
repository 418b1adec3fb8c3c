"""Rows that were refused are in no number: each figure drawn from the others says so beside its source."""

import pytest

from analytics.comparison.remarks import say_source
from analytics.language import ARABIC, ENGLISH, FRENCH
from analytics.language.direction import without_isolates
from analytics.outputs.stories.listing import tell_story
from analytics.outputs.stories.material import gather_material
from analytics.records.current import current_records
from analytics.records.folder import DataFolder
from tests.page_scripts import run_page
from tests.pages.test_scripts import text_of
from tests.stored_releases import store

REFUSED = {"beneficiaries": 1, "integrations": 2, "funding": 0, "follow_ups": 4}
SAID = {
    "en": "7 rows of the loaded files were refused and are not counted",
    "fr": "7 lignes des fichiers chargés ont été refusées et ne sont pas comptées",
    "ar": "7 أسطر من الملفات المحمّلة مرفوضة وغير محسوبة",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    return DataFolder(tmp_path)


@pytest.mark.parametrize("language", [ARABIC, FRENCH, ENGLISH], ids=lambda each: each.code)
def test_the_source_tells_how_many_rows_of_all_tables_were_refused_and_nothing_where_none_was(folder, language):
    store(folder, refused=REFUSED)
    assert SAID[language.code] in without_isolates(say_source(["funding"], current_records(folder), language))
    store(folder)
    said = say_source(["funding"], current_records(folder), language)
    assert current_records(folder).release_id in said and SAID[language.code][2:] not in said


@pytest.mark.parametrize("page", ["compare", "cities", "people", "routes", "funding", "explore"])
def test_every_page_of_the_records_says_it(folder, page):
    store(folder, refused=REFUSED)
    assert SAID["fr"] in text_of(run_page(page, lang="fr")).replace("&nbsp;", " ")


def test_a_story_for_the_press_says_it_and_a_printed_one_has_no_records_to_say_it_of(folder):
    store(folder, refused=REFUSED)
    material = gather_material(folder.root)
    assert SAID["en"] in without_isolates(tell_story("women", material, ENGLISH).source)
    assert "refused" not in tell_story("placements", material, ENGLISH).source


def test_the_history_does_not_say_that_everybody_on_the_list_had_a_support(folder):
    store(folder, refused=REFUSED)
    store(folder)
    said = text_of(run_page("data", lang="en"))
    assert "8,179 people and 8,609 integrations" in said
    assert "integrations of 8,179 people" not in said
