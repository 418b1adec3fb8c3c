"""A total below a list is no record: it is set aside, said, and no row that could be a record is taken for one."""

import pytest

from analytics.records.folder import DataFolder
from analytics.records.intake import Options, checked
from analytics.records.opening import Given
from tests.hostile_files import WRITTEN, lines, workbook, written

WIDTH = len(WRITTEN["funding"])
HEADING = list(WRITTEN["funding"])


def opened(tmp_path, content, name="funding.csv"):
    """The only table of this file, and its problems."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with checked([Given(path, name)], DataFolder(tmp_path / "data"), Options(is_partial=True)) as intake:
        return intake.sources[0], intake.problems(), intake.reports[2]


def row(first, amount="1234.5"):
    """A row of awards that holds only these two cells."""
    return ",".join([first, "", "", amount, ""])


@pytest.mark.parametrize(
    "words",
    [
        "Total", "TOTAL GÉNÉRAL", "Total :", " total ", "Totaux", "Sous-total Fès", "Sous total", "Grand total", "Sum",
        "Total 2014", "المجموع", "المجموع العام", "مجموع", "الإجمالي", "الاجمالي العام", "إجمالي",
    ],
)  # fmt: skip
def test_a_total_is_set_aside_and_refuses_nothing(tmp_path, words):
    source, problems, report = opened(tmp_path, lines(written("funding", {}, {})) + row(words) + "\n")
    assert (source.totals, source.rows, problems) == ((4,), 2, [])
    assert (report.given, report.refused, report.accepted) == (2, 0, 2)


def test_totals_between_the_parts_and_of_another_width_are_set_aside(tmp_path):
    first, second = lines(written("funding", {}, {})).splitlines()[1:]
    text = "\n".join([",".join(HEADING), first, row("Sous-total"), second, "Total,2", ",,,Total,99,99,99", ""])
    source, problems, _ = opened(tmp_path, text)
    assert (source.totals, source.rows, problems) == ((3, 5, 6), 2, [])


def test_a_total_in_a_workbook_is_set_aside(tmp_path):
    cells = [list(each.values()) for each in written("funding", {}, {})]
    content = workbook([["Liste des financements"], HEADING, *cells, ["Total", None, None, 31000.25, None]])
    source, problems, _ = opened(tmp_path, content, "funding.xlsx")
    assert (source.totals, source.heading_row, problems) == ((5,), 2, [])


@pytest.mark.parametrize("key", ["Total", "TOTAL-17", "Sum_2", "Totalite"])
def test_a_whole_row_is_a_record_whatever_its_key(tmp_path, key):
    source, problems, report = opened(tmp_path, lines(written("funding", {"funding_id": key})))
    assert (source.totals, problems, report.accepted) == ((), [], 1)


@pytest.mark.parametrize("key", ["TOTAL-17", "Totalite", "Summe1", "Fes total"])
def test_a_row_that_lacks_a_cell_is_refused_where_it_is_not_called_a_total(tmp_path, key):
    source, problems, report = opened(tmp_path, lines(written("funding", {})) + row(key) + "\n")
    assert (source.totals, report.refused) == ((), 1)
    assert {each.row for each in problems} == {3}
