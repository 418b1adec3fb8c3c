"""Explore with several measures at once: real totals each, one scale for a unit, and the same question everywhere."""

import re
from urllib.parse import parse_qs, urlparse

import pytest

from analytics import ask
from tests.explore_page import headline, links_of, rows_of, run
from tests.page_scripts import figures_of, names_of_traces

SHARES = {"measure": "women_share", "more": "juvenile_share"}


def test_several_measures_stand_beside_each_other_each_with_totals_that_are_asked_again():
    rows = rows_of(run(measure="women_share", more="juvenile_share,funding_total", columns="total"))
    assert rows[0] == ["Route", "Share of women", "Share of juveniles", "Funding awarded"]
    shares = [ask(name)["value"].iloc[0] for name in ("women_share", "juvenile_share")]
    assert rows[-1][:3] == ["All", *[f"{share:.1%}" for share in shares]]
    assert rows[-1][3] == f"{ask('funding_total')['value'].iloc[0]:,.0f} MAD"
    by_year = rows_of(run(**SHARES))
    assert by_year[0] == ["Route"] + [f"{title} · {year}" for title in ("Share of women", "Share of juveniles") for year in ("2014", "2015", "All")]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "expected", "panels"),
    [
        (SHARES | {"columns": "total"}, ["Share of women", "Share of juveniles"], []),  # one unit, one scale
        (
            SHARES | {"more": "juvenile_share,integrations", "columns": "total"},
            ["Share of women", "Share of juveniles", "Integrations"],
            ["Share of women and share of juveniles", "Integrations"],
        ),
        (SHARES, ["2014", "2015"], ["Share of women", "Share of juveniles"]),
        (SHARES | {"by": "total"}, ["2014", "2015"], ["Share of women", "Share of juveniles"]),
        (SHARES | {"by": "month"}, ["Share of women", "Share of juveniles"], []),
        (SHARES | {"columns": "sex"}, None, []),  # too much for a figure: the table says it
        (SHARES | {"by": "total", "columns": "total"}, None, []),
    ],
)
def test_measures_of_one_unit_share_a_figure_and_others_have_panels(address, expected, panels):
    app = run(**address)
    found = names_of_traces(app)
    assert (expected is None and found is None) or [name for name in found if name != "values"] == expected
    if expected:
        layout = figures_of(app)[0].layout
        assert [re.sub("<.*?>", "", each["text"]) for each in layout["annotations"] if each["name"] == "panel"] == panels  # fmt: skip


def test_only_measures_that_can_be_asked_alike_are_on_offer_and_no_more_than_are_told_apart():
    app = run(measure="integrations", more="integrations,beneficiaries,nonsense,women_share,juvenile_share,prepared_share,active_12m")  # fmt: skip
    assert app.multiselect(key="more").value == ["women_share", "juvenile_share", "prepared_share"]
    assert "Beneficiaries" not in app.multiselect(key="more").options  # persons are not counted by route
    per_head = run(measure="integrations", more="integrations_per_100k", by="region", columns="total")
    assert rows_of(per_head)[0] == ["Region", "Integrations", "Integrations per 100,000 inhabitants"]


def test_several_measures_are_told_copied_kept_and_narrowed_alike():
    app = run(**SHARES, sex="F,M")
    assert headline(app) == "Share of women and share of juveniles, by route and year"
    address, python, command, sql = (block.value for block in app.code)
    assert parse_qs(urlparse(address).query)["more"] == ["juvenile_share"]
    assert '["women_share", "juvenile_share"]' in python and len(command.splitlines()) == 2 and "UNION ALL" in sql
    assert links_of(app)[0] == {"lang": "en", "measure": "women_share", "more": "juvenile_share", "by": "region", "columns": "total", "sex": "F,M", "route": "job_placement", "year": "2014"}  # fmt: skip


def test_the_public_has_several_cleared_measures(monkeypatch):
    monkeypatch.setenv("IDMAJ_AUDIENCE", "public")
    app = run(measure="integrations", more="active_12m,lost_12m")
    assert app.multiselect(key="more").value == ["active_12m"]  # lost_12m by route is not cleared
    assert rows_of(app)[0] == ["Route", "Integrations · 2014", "Integrations · 2015", "Still active at 12 months · 2014", "Still active at 12 months · 2015"]  # fmt: skip


def test_columns_keep_their_order_where_the_first_row_lacks_one_of_them():
    heads = rows_of(run(measure="integrations", by="sector", columns="route"))[0]
    routes = ["Job placement", "Micro-project", "Education", "Vocational training", "Apprenticeship", "Paid internship"]
    assert heads == ["Sector", *routes, "All"]
