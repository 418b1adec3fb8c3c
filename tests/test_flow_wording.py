"""Which way the integrations went, in words and in a table: every number of the cells, none of them invented."""

import pandas as pd
import pytest

from analytics.comparison import flow_wording
from analytics.language import ENGLISH, LANGUAGES
from analytics.measures.follow_up import LATEST_STATUSES, ask_latest_status
from analytics.records.codes import read_code_lists
from analytics.records.folder import DataFolder

CODES = read_code_lists(DataFolder.at())


def flows(*rows):
    table = pd.DataFrame(rows, columns=["programme", "route", "latest_status", "value"])
    statuses = [
        "confidential" if value is None else "normal"
        for value in table["value"].astype(object).where(table["value"].notna(), None)
    ]
    return table.assign(measure="integrations", status=statuses).astype({"value": "Int64"})


def named(table, language=ENGLISH):
    return flow_wording.name_flows(table, CODES, language)


SOME = flows(
    ("annual_strategy", "micro_project", "active", 60),
    ("annual_strategy", "micro_project", "lost", 15),
    ("annual_strategy", "education", "certified", 16),
    ("ramadan_2015", "micro_project", "not_followed", 9),
)


def test_the_headline_adds_up_to_the_whole():
    assert flow_wording.say_headline_of_flows(SOME, ENGLISH) == (
        "Of 100 integrations, when last seen: 60% still active, 16% completed or certified, and 24% lost sight of or "
        "never followed"
    )


def test_a_handful_is_counted_and_not_shared_out():
    said = flow_wording.say_headline_of_flows(flows(("annual_strategy", "education", "active", 2)), ENGLISH)
    assert said == "Of 2 integrations, when last seen: 2 still active"


def test_the_table_has_a_row_a_way_and_its_sum():
    table = flow_wording.tabulate_flows(named(SOME), CODES, ENGLISH)
    assert table.to_dict("records")[0] == {
        "Programme": "Annual strategy", "Route": "Micro-project", "Active": "60", "Certified": "0", "Lost sight of": "15",
        "Never followed": "0", "All": "75",
    }  # fmt: skip
    assert flow_wording.columns_of_counts(table) == ("Active", "Certified", "Lost sight of", "Never followed", "All")


def test_a_hidden_number_is_a_mark_in_every_sum():
    table = flow_wording.tabulate_flows(
        named(flows(*SOME[["programme", "route", "latest_status", "value"]].to_numpy().tolist(),
                    ("ramadan_2015", "micro_project", "active", None))), CODES, ENGLISH
    )  # fmt: skip
    assert table.iloc[-1]["Active"] == "[c]" and table.iloc[-1]["All"] == "9 [c]"


def test_the_demonstration_flow_holds_every_integration():
    cells = ask_latest_status(["programme", "route"])
    table = flow_wording.tabulate_flows(named(cells), CODES, ENGLISH)
    assert sum(int(count.replace(",", "")) for count in table["All"]) == cells["value"].sum()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_status_and_route_is_told_in_every_language(language):
    cells = ask_latest_status(["programme", "route"])
    said = flow_wording.say_flows(named(cells, language), language)
    assert "{" not in said and "nan" not in said.lower().split()
    for code in LATEST_STATUSES:
        assert flow_wording.name_status(code, CODES, language) in said
    for code in CODES.ids("routes"):
        assert CODES.name("routes", code, language) in said
