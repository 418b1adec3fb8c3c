"""Nobody reads a headline of invented numbers, or cuts it out, without the word that they are invented."""

import re

import pytest

from analytics.records.folder import DataFolder
from tests.page_scripts import run_page
from tests.stored_releases import store

DEMONSTRATION = "<span class='badge demonstration'>"
HEADS = re.compile(r"<div class='card-head.*?</h3>|<article class='card'>.*?</h3>", re.DOTALL)
# Cards of printed figures alone, which quote their sources.
QUOTED = {"funding": 2}
PAGES = ("compare", "cities", "people", "routes", "funding", "explore")


def markup_of(page, **address):
    return "".join(element.proto.body for element in run_page(page, **address).get("html"))


def heads_of(page):
    markup = markup_of(page, lang="fr")
    return HEADS.findall(markup), markup


@pytest.mark.parametrize("page", PAGES)
def test_the_badge_of_demonstration_data_stands_above_every_headline_of_them(page):
    heads, markup = heads_of(page)
    above = [head for head in heads if DEMONSTRATION in head]
    assert all(head.index(DEMONSTRATION) < head.index("<h3") for head in above)
    # The others lead with what was published: most say so, and one has records beside it, which its last line tells.
    others = [head for head in heads if DEMONSTRATION not in head]
    published = markup.count("<span class='badge published'>")
    beside_published = markup.count(DEMONSTRATION) - len(above)
    assert len(others) == published + beside_published + QUOTED.get(page, 0)
    assert beside_published == (page == "people") and len(above) >= 2


@pytest.mark.parametrize("page", PAGES)
def test_real_records_have_their_badge_in_the_last_line_and_no_other(page, tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    store(DataFolder(tmp_path))
    heads, markup = heads_of(page)
    assert "badge" not in "".join(heads) and DEMONSTRATION not in markup
    badges = markup.count("<span class='badge records'>") + markup.count("<span class='badge published'>")
    assert badges == len(heads) - QUOTED.get(page, 0)


def test_what_was_made_to_equal_printed_figures_is_not_said_to_confirm_them(tmp_path, monkeypatch):
    confirmed, made = "How many published figures the records confirm", "it was made to, and so confirms none"
    markup = markup_of("data", lang="en")
    assert made in markup and confirmed not in markup
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path))
    store(DataFolder(tmp_path))
    markup = markup_of("data", lang="en")
    assert confirmed in markup and made not in markup
