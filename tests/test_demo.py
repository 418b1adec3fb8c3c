"""Do the demonstration records add up to what was published, and could they be real records?

Every expected number comes from data/published/figures.csv or from the assumptions the manifest names; every count is
hand-written SQL over the Parquet files.
"""

import hashlib
import json
import re
from pathlib import Path

import duckdb
import pytest

from analytics.errors import UnreadableInput
from analytics.records.demo import make_demo, making

PROJECT_DATA = Path(__file__).resolve().parents[1] / "data"
TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")
FILES = (*(f"{table}.parquet" for table in TABLES), "manifest.json")

# The rules of the follow-up at 12 months, written again from their definition and not from the generator.
SITUATION_SQL = """
CREATE VIEW situations AS
WITH questions AS (
    SELECT integration_id, year(started_on) AS year, CAST(started_on + INTERVAL 12 MONTH AS DATE) AS horizon
    FROM integrations WHERE started_on + INTERVAL 12 MONTH <= DATE '2016-12-31'
), finals AS (
    SELECT questions.integration_id, follow_ups.status, row_number() OVER (
        PARTITION BY questions.integration_id
        ORDER BY follow_ups.observed_on DESC, follow_ups.status = 'returned_to_prison' DESC) AS place
    FROM questions JOIN follow_ups USING (integration_id)
    WHERE follow_ups.status <> 'active' AND follow_ups.observed_on <= questions.horizon
), later AS (
    SELECT DISTINCT questions.integration_id
    FROM questions JOIN follow_ups USING (integration_id) WHERE follow_ups.observed_on >= questions.horizon
)
SELECT questions.*, CASE
    WHEN finals.status = 'lost' THEN 'unknown'
    WHEN finals.status IS NOT NULL THEN finals.status
    WHEN later.integration_id IS NOT NULL THEN 'active'
    ELSE 'unknown' END AS situation
FROM questions
LEFT JOIN finals ON finals.integration_id = questions.integration_id AND finals.place = 1
LEFT JOIN later ON later.integration_id = questions.integration_id
"""


def make(out: Path, integrations: int | None = None, seed: int | None = None, chunk_size: int = 500_000) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "CHUNK_SIZE", chunk_size)
        make_demo(out, integrations, **({} if seed is None else {"seed": seed}))
    return out


def open_set(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder / table}.parquet'")
    connection.execute(
        "CREATE VIEW supports AS SELECT i.*, year(started_on) AS year, b.sex, b.juvenile, b.birth_year, "
        "b.city_id AS home, b.release_date FROM integrations i JOIN beneficiaries b USING (beneficiary_id)"
    )
    connection.execute(SITUATION_SQL)
    return connection


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("demo") / "a folder that is not there yet")


@pytest.fixture(
    scope="module", params=["one chunk", "nine chunks", "another seed", "3,000", "20,000", "20,000 chunked"]
)
def any_set(request, made, tmp_path_factory):
    out = tmp_path_factory.mktemp("any")
    sizes = {
        "nine chunks": (None, None, 1_000),
        "another seed": (None, 7, 500_000),
        "3,000": (3_000, None, 500_000),
        "20,000": (20_000, None, 500_000),
        "20,000 chunked": (20_000, 3, 900),
    }
    return open_set(made if request.param == "one chunk" else make(out, *sizes[request.param]))


@pytest.fixture(scope="module", params=["one chunk", "nine chunks", "another seed"])
def exact(request, made, tmp_path_factory):
    out = tmp_path_factory.mktemp("exact")
    sizes = {"nine chunks": (None, None, 1_000), "another seed": (None, 7, 500_000)}
    return open_set(made if request.param == "one chunk" else make(out, *sizes[request.param]))


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def one(connection: duckdb.DuckDBPyConnection, condition: str, of: str = "supports") -> int:
    return ask(connection, f"SELECT count(*) FROM {of} WHERE {condition}")[0][0]


STUDY = "route IN ('education', 'vocational_training', 'apprenticeship', 'paid_internship')"


def test_placements_of_2014_equal_the_published_933(exact):
    assert one(exact, "route = 'job_placement' AND year = 2014 AND programme = 'annual_strategy'") == 933


def test_placements_of_2015_equal_the_published_1719(exact):
    assert one(exact, "route = 'job_placement' AND year = 2015 AND programme = 'annual_strategy'") == 1719


def test_micro_projects_equal_the_published_1436_and_1670_with_the_ramadan_projects_inside(exact):
    found = ask(
        exact,
        "SELECT year, programme, count(*), count(DISTINCT beneficiary_id) FROM supports "
        "WHERE route = 'micro_project' GROUP BY ALL ORDER BY ALL",
    )
    assert found == [
        (2014, "annual_strategy", 1206, 1206),
        (2014, "ramadan_2014", 230, 230),
        (2015, "annual_strategy", 1353, 1353),
        (2015, "ramadan_2015", 317, 317),
    ]


def test_education_routes_of_2014_are_1401_people_of_whom_63_women_and_644_juveniles(exact):
    found = ask(
        exact,
        "SELECT count(*), count(DISTINCT beneficiary_id), count(*) FILTER (sex = 'F'), "
        "count(*) FILTER (juvenile), count(*) FILTER (sex = 'U' OR juvenile IS NULL), "
        f"count(DISTINCT programme) FROM supports WHERE year = 2014 AND {STUDY}",
    )
    assert found == [(1401, 1401, 63, 644, 0, 1)]


def test_education_routes_of_2015_are_the_assumed_1450(exact):
    found = ask(
        exact,
        "SELECT count(*), count(*) FILTER (sex = 'F'), count(*) FILTER (juvenile), count(DISTINCT route) "
        f"FROM supports WHERE year = 2015 AND {STUDY}",
    )
    assert found == [(1450, 74, 655, 4)]


def test_nothing_else_is_counted(exact):
    assert one(exact, "true", "integrations") == 933 + 1436 + 1401 + 1719 + 1670 + 1450


def test_ramadan_projects_are_delivered_in_the_published_cities_only(exact):
    found = dict(
        ask(
            exact,
            "SELECT programme, list(DISTINCT city_id ORDER BY city_id) FROM integrations "
            "WHERE programme <> 'annual_strategy' GROUP BY 1",
        )
    )
    assert found == {
        "ramadan_2014": [
            "agadir",
            "boujdour",
            "fes",
            "kenitra",
            "laayoune",
            "marrakech",
            "mohammedia",
            "oujda",
            "rabat",
            "sidi-kacem",
            "tanger",
            "taroudant",
        ],
        "ramadan_2015": [
            "agadir",
            "casablanca",
            "fes",
            "kenitra",
            "laayoune",
            "marrakech",
            "oujda",
            "rabat",
            "safi",
            "sale",
            "tanger",
            "taroudant",
        ],
    }


@pytest.mark.parametrize(
    ("programme", "city", "projects", "women", "amount"),
    [("ramadan_2014", "tanger", 18, None, None), ("ramadan_2014", "mohammedia", 5, None, None),
     ("ramadan_2015", "kenitra", 21, 6, 270_000), ("ramadan_2015", "marrakech", 12, 3, 218_000)],
)  # fmt: skip
def test_local_ceremonies_equal_what_was_published(exact, programme, city, projects, women, amount):
    where = f"programme = '{programme}' AND city_id = '{city}'"
    assert one(exact, where) == projects
    if women is not None:
        assert one(exact, f"{where} AND sex = 'F'") == women
    if amount is not None:
        assert ask(
            exact, f"SELECT sum(amount_mad) FROM funding JOIN integrations USING (integration_id) WHERE {where}"
        ) == [(amount,)]


def test_money_of_the_ramadan_programmes_is_exact_and_no_other_money_is_invented(exact):
    found = ask(
        exact,
        "SELECT programme, sum(amount_mad), count(DISTINCT integration_id) FROM funding "
        "JOIN integrations USING (integration_id) GROUP BY 1 ORDER BY 1",
    )
    assert found == [("ramadan_2014", 4_500_000, 230), ("ramadan_2015", 5_060_000, 317)]


def test_return_to_prison_at_12_months_is_the_published_134_of_3893_for_2015(exact):
    found = ask(
        exact,
        "SELECT year, count(*), count(*) FILTER (situation <> 'unknown'), "
        "count(*) FILTER (situation = 'returned_to_prison') FROM situations GROUP BY 1 ORDER BY 1",
    )
    assert found == [(2014, 3770, 2980, 113), (2015, 4839, 3893, 134)]


def test_every_city_with_a_population_has_integrations_in_both_years(exact):
    cities = ask(exact, f"SELECT id FROM '{PROJECT_DATA}/reference/cities.csv' WHERE population IS NOT NULL ORDER BY 1")
    assert len(cities) == 25
    for year in (2014, 2015):
        assert ask(exact, f"SELECT DISTINCT city_id FROM supports WHERE year = {year} ORDER BY 1") == cities


def test_columns_and_types_are_those_of_the_contract(made):
    connection = open_set(made)
    found = {table: [row[:2] for row in ask(connection, f"DESCRIBE {table}")] for table in TABLES}
    text, day = "VARCHAR", "DATE"
    assert found == {
        "beneficiaries": [
            ("beneficiary_id", text),
            ("sex", text),
            ("birth_year", "INTEGER"),
            ("juvenile", "BOOLEAN"),
            ("city_id", text),
            ("education", text),
            ("release_date", day),
        ],
        "integrations": [
            ("integration_id", text),
            ("beneficiary_id", text),
            ("route", text),
            ("programme", text),
            ("city_id", text),
            ("sector", text),
            ("partner", text),
            ("started_on", day),
            ("prepared_in_prison", "BOOLEAN"),
        ],
        "funding": [
            ("funding_id", text),
            ("integration_id", text),
            ("kind", text),
            ("amount_mad", "DECIMAL(12,2)"),
            ("awarded_on", day),
        ],
        "follow_ups": [("integration_id", text), ("observed_on", day), ("status", text)],
    }


@pytest.mark.parametrize(
    ("table", "key"),
    [("beneficiaries", "beneficiary_id"), ("integrations", "integration_id"), ("funding", "funding_id"),
     ("follow_ups", "(integration_id, observed_on, status)")],
)  # fmt: skip
def test_keys_stand_once_and_rows_lie_in_their_order(any_set, table, key):
    count, distinct = ask(any_set, f"SELECT count(*), count(DISTINCT {key}) FROM {table}")[0]
    assert count == distinct > 0
    ordered = f"SELECT {key} AS key, lag({key}) OVER () AS before FROM {table}"
    assert ask(any_set, f"SELECT count(*) FROM ({ordered}) WHERE key <= before") == [(0,)]


@pytest.mark.parametrize("table", TABLES[:3])
def test_keys_are_pseudonyms_of_the_contract(any_set, table):
    key = {"beneficiaries": "beneficiary_id", "integrations": "integration_id", "funding": "funding_id"}[table]
    assert one(any_set, f"NOT regexp_full_match({key}, '[A-Za-z0-9_-]{{4,40}}')", table) == 0


@pytest.mark.parametrize(
    ("table", "column", "other", "key"),
    [("integrations", "beneficiary_id", "beneficiaries", "beneficiary_id"),
     ("beneficiaries", "beneficiary_id", "integrations", "beneficiary_id"),
     ("funding", "integration_id", "integrations", "integration_id"),
     ("follow_ups", "integration_id", "integrations", "integration_id")],
)  # fmt: skip
def test_references_are_kept(any_set, table, column, other, key):
    assert one(any_set, f"{column} IS NULL OR {column} NOT IN (SELECT {key} FROM {other})", table) == 0


@pytest.mark.parametrize(
    ("table", "column", "codes"),
    [("beneficiaries", "sex", "sexes"), ("beneficiaries", "education", "education"),
     ("beneficiaries", "city_id", "cities"), ("integrations", "route", "routes"),
     ("integrations", "programme", "programmes"), ("integrations", "city_id", "cities"),
     ("integrations", "sector", "sectors"), ("integrations", "partner", "partners"),
     ("funding", "kind", "funding_kinds"), ("follow_ups", "status", "follow_up_statuses")],
)  # fmt: skip
def test_codes_are_in_their_list(any_set, table, column, codes):
    listed = f"SELECT id FROM read_csv('{PROJECT_DATA}/reference/{codes}.csv')"
    assert one(any_set, f"{column} IS NULL OR {column} NOT IN ({listed})", table) == 0


@pytest.mark.parametrize(
    "impossible",
    [
        "started_on NOT BETWEEN DATE '2014-01-01' AND DATE '2015-12-31'",
        "programme = 'ramadan_2014' AND started_on NOT BETWEEN DATE '2014-07-02' AND DATE '2014-09-20'",
        "programme = 'ramadan_2015' AND started_on NOT BETWEEN DATE '2015-07-03' AND DATE '2015-09-20'",
        "programme <> 'annual_strategy' AND route <> 'micro_project'",
        "isodow(started_on) > 5",
        f"NOT {STUDY} AND release_date > started_on",
        f"{STUDY} AND release_date > started_on + 42",
        "birth_year NOT BETWEEN 1900 AND 2015",
        "juvenile AND year(release_date) - birth_year NOT BETWEEN 14 AND 17",
        "NOT juvenile AND year(release_date) - birth_year NOT BETWEEN 18 AND 70",
        "(route = 'education') AND sector <> 'not_applicable'",
        "route IN ('job_placement', 'micro_project') AND sector = 'not_applicable'",
    ],
)  # fmt: skip
def test_no_integration_is_impossible(any_set, impossible):
    assert one(any_set, impossible) == 0


@pytest.mark.parametrize(
    "impossible",
    [
        "amount_mad < 500 OR amount_mad > 100000 OR amount_mad % 10 <> 0",
        "awarded_on < started_on OR year(awarded_on) <> year",
        "programme = 'annual_strategy'",
    ],
)  # fmt: skip
def test_no_award_is_impossible(any_set, impossible):
    assert one(any_set, impossible, "funding JOIN supports USING (integration_id)") == 0


def test_every_ramadan_project_is_funded_and_many_have_a_cheque_and_equipment(any_set):
    unfunded = "programme <> 'annual_strategy' AND integration_id NOT IN (SELECT integration_id FROM funding)"
    assert one(any_set, unfunded) == 0
    both, projects = ask(
        any_set,
        "SELECT count(*) FILTER (kinds = 2), count(*) FROM (SELECT count(DISTINCT kind) AS kinds "
        "FROM funding GROUP BY integration_id)",
    )[0]
    assert 0.4 < both / projects < 0.65


def test_follow_up_lies_between_start_and_the_end_of_2016(any_set):
    outside = "observed_on <= started_on OR observed_on > DATE '2016-12-31'"
    assert one(any_set, outside, "follow_ups JOIN integrations USING (integration_id)") == 0
    assert str(ask(any_set, "SELECT max(observed_on) FROM follow_ups")[0][0]) == "2016-12-31"


def test_nothing_follows_a_final_status(any_set):
    assert ask(
        any_set,
        "SELECT count(*) FROM follow_ups a JOIN follow_ups b USING (integration_id) WHERE "
        "a.status <> 'active' AND (b.observed_on > a.observed_on OR (b.observed_on = a.observed_on "
        "AND b.status <> a.status))",
    ) == [(0,)]


def test_nobody_returns_to_prison_before_the_release_or_is_funded_after_it(any_set):
    back = "status = 'returned_to_prison' AND observed_on"
    assert one(any_set, f"{back} <= release_date", "follow_ups JOIN supports USING (integration_id)") == 0
    assert one(any_set, f"{back} < awarded_on", "follow_ups JOIN funding USING (integration_id)") == 0


def test_certificates_come_from_education_routes_only(any_set):
    joined = "follow_ups JOIN integrations USING (integration_id)"
    assert one(any_set, f"status = 'certified' AND NOT {STUDY}", joined) == 0
    assert one(any_set, f"status = 'certified' AND {STUDY}", joined) > 0


def test_second_supports_are_a_twentieth_of_the_integrations_later_and_of_another_route(any_set):
    assert ask(any_set, "SELECT max(n) FROM (SELECT count(*) AS n FROM integrations GROUP BY beneficiary_id)") == [(2,)]
    total, persons = ask(any_set, "SELECT count(*), count(DISTINCT beneficiary_id) FROM integrations")[0]
    assert 0.03 < (total - persons) / total <= 0.051
    pairs = "supports a JOIN supports b ON a.beneficiary_id = b.beneficiary_id AND a.integration_id < b.integration_id"
    assert ask(
        any_set,
        f"SELECT count(*) FROM {pairs} WHERE a.route = b.route OR b.started_on <= a.started_on OR "
        "(a.programme <> 'annual_strategy' AND b.programme <> 'annual_strategy')",
    ) == [(0,)]


@pytest.mark.parametrize(
    ("share", "of", "low", "high"),
    [
        ("sex = 'U'", f"NOT {STUDY}", 0.005, 0.016),
        ("juvenile IS NULL", f"NOT {STUDY}", 0.012, 0.03),
        ("birth_year IS NULL", "true", 0.03, 0.05),
        ("prepared_in_prison IS NULL", "true", 0.1, 0.14),
        ("home <> city_id", "true", 0.1, 0.145),
        ("sex = 'F'", "route = 'job_placement'", 0.045, 0.09),
        ("sex = 'F'", "programme = 'annual_strategy' AND route = 'micro_project'", 0.045, 0.09),
        ("sex = 'F'", "programme <> 'annual_strategy'", 0.07, 0.2),
        ("juvenile", "route = 'job_placement'", 0.01, 0.05),
        ("month(started_on) IN (9, 10)", "route = 'education'", 0.6, 0.85),
        ("partner = 'company'", "route = 'job_placement'", 0.8, 0.92),
    ],
)  # fmt: skip
def test_shares_nobody_published_stay_believable(any_set, share, of, low, high):
    assert low < one(any_set, f"({share}) AND {of}") / one(any_set, of) < high


def test_differences_in_follow_up_are_mild(made):
    connection = open_set(made)
    known = dict(
        ask(
            connection,
            "SELECT CASE WHEN programme <> 'annual_strategy' THEN 'ramadan' ELSE route END AS kind, "
            "avg(CAST(situation <> 'unknown' AS INTEGER)) FROM situations "
            "JOIN integrations USING (integration_id) GROUP BY 1",
        )
    )
    assert known["job_placement"] < known["micro_project"] < known["ramadan"]
    assert min(known.values()) > 0.65
    back = dict(
        ask(
            connection,
            "SELECT sex, avg(CAST(situation = 'returned_to_prison' AS INTEGER)) FROM situations "
            "JOIN supports USING (integration_id) WHERE situation <> 'unknown' GROUP BY 1",
        )
    )
    assert 0.005 < back["F"] < back["M"] < 0.05


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
         {"year": [2015], "route": ["education", "vocational_training", "apprenticeship", "paid_internship"]},
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
