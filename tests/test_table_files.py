"""Tables written to files: nothing runs, nothing is lost."""

import csv
import io

import pandas as pd
import pytest

from analytics.outputs.table import write_csv


def read_back(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", '"=', "\u00a0+", "\u2066=", "\n="])  # fmt: skip
def test_text_that_would_run_gets_an_apostrophe(start):
    row = read_back(write_csv(pd.DataFrame({"text": [start + "1+1"], "number": [-5]})))[0]
    assert row["text"].startswith("'")
    assert row["number"] == "-5"


def test_numbers_null_and_arabic_come_back():
    frame = pd.DataFrame({"city": ["فاس", None], "value": pd.array([0.0344, None], dtype="Float64")})
    content = write_csv(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_back(content) == [{"city": "فاس", "value": "0.0344"}, {"city": "", "value": ""}]


def test_a_count_among_shares_has_no_point():
    frame = pd.DataFrame({"value": pd.array([2652.0, 0.0344, -3.0, 0.0], dtype="Float64")})
    assert [row["value"] for row in read_back(write_csv(frame))] == ["2652", "0.0344", "-3", "0"]
