"""How are demonstration records made? Any size in proportion, the same bytes every time, and a manifest that says so."""

import json
import re

import pytest

from analytics.errors import UnreadableInput
from analytics.records.demo import make_demo
from tests.demo_sets import FILES, PROJECT_DATA, STUDY, TABLES, ask, digests, make, one, open_set


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("demo") / "a folder that is not there yet")


# Published group, its size among the 8,609 of the default set, and in how many parts it is shared out.
GROUPS = [
    ("year = 2014 AND route = 'job_placement'", 933, 1), ("year = 2015 AND route = 'job_placement'", 1719, 1),
    ("year = 2014 AND route = 'micro_project'", 1436, 13), ("year = 2015 AND route = 'micro_project'", 1670, 15),
    ("programme = 'ramadan_2014'", 230, 12), ("programme = 'ramadan_2015'", 317, 14),
    (f"year = 2014 AND {STUDY}", 1401, 16), (f"year = 2014 AND {STUDY} AND sex = 'F'", 63, 8),
    (f"year = 2014 AND {STUDY} AND juvenile", 644, 8),
]  # fmt: skip


@pytest.mark.parametrize("size", [3_000, 20_000])
def test_other_sizes_keep_the_proportions(tmp_path, size):
    connection = open_set(make(tmp_path, size))
    assert one(connection, "true", "integrations") == size
    for group, count, parts in GROUPS:
        assert abs(one(connection, group) - count * size / 8609) <= parts, group
    known, back = ask(
        connection,
        "SELECT count(*) FILTER (situation <> 'unknown'), count(*) FILTER (situation = "
        "'returned_to_prison') FROM situations WHERE year = 2015",
    )[0]
    assert abs(known - 3893 * size / 8609) <= 30
    assert abs(back - 134 * size / 8609) <= 2
    cost = ask(connection, "SELECT sum(amount_mad) FROM funding WHERE year(awarded_on) = 2014")[0][0]
    assert float(cost) == pytest.approx(4_500_000 * one(connection, "programme = 'ramadan_2014'") / 230, abs=10)


@pytest.mark.parametrize("size", [1, 5, 60, 400])
def test_even_tiny_sets_are_whole(tmp_path, size):
    connection = open_set(make(tmp_path, size))
    assert one(connection, "true", "integrations") == size
    assert one(connection, "beneficiary_id NOT IN (SELECT beneficiary_id FROM beneficiaries)", "integrations") == 0


def test_chunks_change_people_but_no_total(tmp_path, made):
    chunked = make(tmp_path, chunk_size=1_000)
    totals = "SELECT year, programme, route, count(*) FROM supports GROUP BY ALL ORDER BY ALL"
    assert ask(open_set(chunked), totals) == ask(open_set(made), totals)
    assert digests(chunked)["integrations.parquet"] != digests(made)["integrations.parquet"]


def test_no_option_makes_the_committed_bytes(made):
    assert digests(made) == digests(PROJECT_DATA / "demo")


def test_committed_set_is_small():
    assert sum((PROJECT_DATA / "demo" / name).stat().st_size for name in FILES) < 700_000


def test_same_seed_makes_the_same_bytes(tmp_path):
    assert digests(make(tmp_path / "a", 2_500, 11, 800)) == digests(make(tmp_path / "b", 2_500, 11, 800))


def test_another_seed_makes_other_bytes(tmp_path, made):
    other = make(tmp_path, seed=2016)
    assert not set(digests(other).values()) & set(digests(made).values())
    starts = "SELECT started_on FROM integrations ORDER BY 1"
    assert ask(open_set(other), starts) != ask(open_set(made), starts)


def test_manifest_says_what_is_in_the_folder_and_what_is_assumed(made):
    text = (made / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert text == json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    tables = manifest.pop("tables")
    assumptions = manifest.pop("assumptions")
    assert manifest == {
        "contract": "1",
        "synthetic": True,
        "seed": 2015,
        "integrations": 8609,
        "observed_until": "2016-12-31",
    }
    connection = open_set(made)
    assert tables == {
        table: {
            "file": f"{table}.parquet",
            "rows": one(connection, "true", table),
            "sha256": digests(made)[f"{table}.parquet"],
        }
        for table in TABLES
    }
    assert [(each["id"], each["where"], each.get("measures")) for each in assumptions] == [
        ("education_2015",
         {"year": [2015], "route": ["education", "vocational_training", "apprenticeship", "paid_internship"],
          "programme": ["annual_strategy"]},
         ["beneficiaries", "integrations", "women_share", "juvenile_share", "prepared_share", "active_6m", "active_12m",
          "certified_12m", "return_to_prison_12m", "lost_12m", "integrations_per_100k"]),
        ("ramadan_cost_2015", {"year": [2015], "programme": ["ramadan_2015"]},
         ["funding_total", "funding_mean", "cheque_share", "funding_per_integration", "cost_per_active_12m"]),
        ("outcomes_2014", {"year": [2014]},
         ["active_6m", "active_12m", "certified_12m", "return_to_prison_12m", "lost_12m"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "seed", "says"),
    [
        (0, 1, "must be between 1 and 999,999,999."),
        (-5, 1, "must be between 1 and 999,999,999."),
        (10**9, 1, "must be between 1 and 999,999,999."),
        (100, -1, "must not be negative."),
    ],
)
def test_a_size_or_seed_out_of_range_is_refused_before_anything_is_written(tmp_path, size, seed, says):
    with pytest.raises(UnreadableInput, match=re.escape(says)):
        make_demo(tmp_path / "none", size, seed)
    assert not (tmp_path / "none").exists()
