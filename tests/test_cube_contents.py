"""What a cube holds: money to the last decimal, and the definitions it was built with."""

import json
import re
from decimal import Decimal

import duckdb
import pytest

from analytics.errors import UnreadableInput
from analytics.language import ARABIC, FRENCH
from analytics.measures import cube as cubes
from analytics.measures.asking import ask
from analytics.records.current import Records, open_records
from analytics.records.folder import DataFolder
from analytics.records.kept import hash_of

SUPPORTS = "support | city_id\n1 | fes\n2 | rabat\n3 | tanger"


@pytest.fixture
def built(records, tmp_path):
    """Builds a cube of little tables and returns its folder."""

    def build(**tables):
        cubes.build_cube(open_records(records(**tables), DataFolder.at()), tmp_path / "cube")
        return tmp_path / "cube"

    return build


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (("0.004", "0.004", "0.004"), "0.012"),  # each cell rounded to cents would be nothing
        (("0.005", "0.005", "0.005"), "0.015"),  # and here twice as much
        (("33.333333", "33.333333", "33.333334"), "100.000000"),
        (("499999.999999", "0.000001", "1"), "500001"),
    ],
)
def test_the_cells_of_money_add_up_to_what_was_awarded(built, amounts, total):
    lines = "\n".join(f"{number} | {amount}" for number, amount in enumerate(amounts, start=1))
    cube = built(integrations=SUPPORTS, funding=f"support | amount\n{lines}")
    held = duckdb.execute(
        "SELECT sum(funding_total_numerator) FROM read_parquet($path)", {"path": str(cube / "funding_cube.parquet")}
    )
    assert held.fetchone() == (Decimal(total),)
    assert ask("funding_total", cube=cube)["value"].tolist() == [float(total)]
    cells = ask("funding_total", by="city", cube=cube)
    assert dict(zip(cells["city"], cells["value"], strict=True)) == dict(
        zip(("fes", "rabat", "tanger"), map(float, amounts), strict=True)
    )
    assert cells["value"].sum() == pytest.approx(float(total), abs=1e-9)


def test_means_and_shares_of_money_rest_on_the_exact_sums(built):
    cube = built(
        integrations=SUPPORTS,
        funding="support | kind | amount\n1 | cheque | 0.004\n2 | equipment | 0.004\n3 | equipment | 0.008",
    )
    assert ask("cheque_share", cube=cube)["value"].tolist() == [0.25]
    assert ask("funding_mean", cube=cube)["value"].tolist() == [pytest.approx(0.016 / 3)]
    assert ask("funding_per_integration", cube=cube)["numerator"].tolist() == [0.016]


# A cube of another version.


def drop_column(cube):
    """As a catalogue without this measure would have built it, every hash right."""
    path = cube / "integrations_cube.parquet"
    kept = "CREATE OR REPLACE TEMP TABLE kept AS SELECT * EXCLUDE (active_12m_numerator) FROM read_parquet($path)"
    duckdb.execute(kept, {"path": str(path)})
    duckdb.execute("COPY kept TO $path (FORMAT parquet)", {"path": str(path)})
    described = json.loads((cube / "cube.json").read_text())
    described["tables"]["integrations_cube"] = hash_of(path)
    return described


@pytest.mark.parametrize("recipe", ["0123456789ab", None])
def test_a_cube_of_another_version_is_to_be_built_again(built, recipe):
    cube = built(integrations=SUPPORTS)
    described = drop_column(cube) | {"recipe": recipe}
    if recipe is None:  # before recipes were noted
        del described["recipe"]
    (cube / "cube.json").write_text(json.dumps(described))
    with pytest.raises(UnreadableInput, match=r"counts otherwise; build it again with “cube”") as refusal:
        ask("active_12m", cube=cube)
    assert str(cube) in str(refusal.value) and refusal.value.exit_code == 2
    for language in (FRENCH, ARABIC):
        assert "cube" in re.sub(re.escape(str(cube)), "", refusal.value.say(language))


def test_a_measure_defined_otherwise_is_not_answered_from_an_older_cube(built, monkeypatch):
    cube = built(integrations=SUPPORTS)
    cubes.recipe.cache_clear()
    monkeypatch.setattr(cubes, "cube_query", lambda *_: "SELECT 1")
    try:
        with pytest.raises(UnreadableInput, match="build it again"):
            ask("integrations", cube=cube)
    finally:
        cubes.recipe.cache_clear()


def test_what_spark_does_not_know_is_not_in_the_sums():
    money = cubes.cube_query(*cubes.TABLES["funding_cube"])
    assert "AS DECIMAL(38, 6)) AS funding_total_numerator" in money
    assert not re.search(r"::|FILTER|EXCLUDE|GROUP BY ALL|HUGEINT|\bDOUBLE\b", money)


def test_an_award_of_any_size_lies_within_its_band(built):
    cube = built(
        integrations=SUPPORTS, funding="support | amount\n1 | 999999999999.999999\n2 | 99999.999999\n3 | 100000"
    )
    bands = "SELECT from_mad, to_mad FROM read_parquet($path) ORDER BY 1"
    assert duckdb.execute(bands, {"path": str(cube / "funding_cube.parquet")}).fetchall() == [
        (99_500, 100_000),
        (100_000, 105_000),
        (999_999_950_000, 1_000_000_000_000),  # a quotient in binary would round it into the next
    ]


def test_a_code_that_left_its_list_is_still_counted(tmp_path):
    demo = DataFolder.at().demo
    for name in ("beneficiaries", "funding", "follow_ups"):
        (tmp_path / f"{name}.parquet").symlink_to(demo / f"{name}.parquet")
    duckdb.execute(
        "COPY (SELECT * REPLACE (if(sector = 'crafts', 'carpets', sector) AS sector) FROM read_parquet($path)) TO $out",
        {"path": str(demo / "integrations.parquet"), "out": str(tmp_path / "integrations.parquet")},
    )
    cubes.build_cube(Records(tmp_path, DataFolder.at(), "20151231-000000-abcd"), tmp_path / "cube")
    held = {"path": str(tmp_path / "cube" / "integrations_cube.parquet")}
    found = duckdb.execute("SELECT sum(records) FROM read_parquet($path) WHERE sector = 'carpets'", held).fetchone()
    crafts = ask("integrations", by="sector").set_index("sector")["value"]["crafts"]
    assert found == (crafts,) and crafts > 0


def test_a_page_of_a_parquet_file_that_is_damaged_is_one_sentence(records, tmp_path):
    folder = records(integrations=SUPPORTS)
    duckdb.execute(
        "COPY (SELECT CAST(integration_id AS VARCHAR) AS integration_id, beneficiary_id, route, programme, city_id, sector, "
        "partner, CAST(started_on AS DATE) AS started_on, CAST(prepared_in_prison AS BOOLEAN) AS prepared_in_prison "
        "FROM read_csv($path, all_varchar => true)) TO $out (FORMAT parquet, COMPRESSION zstd)",
        {"path": str(folder / "integrations.csv"), "out": str(folder / "integrations.parquet")},
    )
    (folder / "integrations.csv").unlink()
    content = bytearray((folder / "integrations.parquet").read_bytes())
    content[4:120] = bytes(116)
    (folder / "integrations.parquet").write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"integrations\.parquet cannot be read as a Parquet file"):
        ask("integrations", records=folder)
