"""Could the demonstration records be real ones? They keep the contract, and nothing in them is impossible."""

import pytest

from tests.demo_sets import PROJECT_DATA, STUDY, TABLES, ask, make, one, open_set


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
    any_set.read_csv(f"{PROJECT_DATA}/reference/{codes}.csv").create_view("listed_codes", replace=True)
    assert one(any_set, f"{column} IS NULL OR {column} NOT IN (SELECT id FROM listed_codes)", table) == 0


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
