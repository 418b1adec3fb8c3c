"""What a page keeps of files that were refused."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from analytics.language import ENGLISH
from analytics.records.faults import gather
from tests.hostile_files import lines, written


def refuse():
    from pathlib import Path

    import streamlit as st

    from analytics.language import ENGLISH
    from analytics.records.folder import DataFolder
    from analytics.records.intake import Options
    from analytics.records.opening import Given
    from analytics.web.data_page import importing

    if importing.REPORT not in st.session_state:
        paths = [Path(each) for each in st.session_state["given"]]
        importing._check(
            [Given(path, path.name) for path in paths], DataFolder.at(), Options(None, None, None, False), ENGLISH
        )


def refusal_of(tmp_path, monkeypatch, **files):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    for name, content in files.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    app = AppTest.from_function(refuse, default_timeout=60)
    app.session_state["given"] = [str(tmp_path / f"{name}.csv") for name in files]
    app.run()
    return app.session_state["intake-report"].refusal


def test_a_refusal_is_kept_without_the_files_that_it_is_about(tmp_path, monkeypatch):
    refusal = refusal_of(tmp_path, monkeypatch, given="integration_id,route\nsupp1,é".encode("windows-1252"))
    assert "neither UTF-8 nor UTF-16" in str(refusal)
    assert (refusal.__traceback__, refusal.__cause__, refusal.__context__) == (None, None, None)


def test_every_file_that_is_refused_is_told_at_once_and_none_is_kept(tmp_path, monkeypatch):
    french = "integration_id,route\nsupp1,é".encode("windows-1252")
    refusal = refusal_of(tmp_path, monkeypatch, french=french, empty=b"", names=b"beneficiary_id,CIN\npers1,x\n")
    told = [each.say(ENGLISH) for each in refusal.reasons]
    assert len(told) == 3
    for sentence, name, why in zip(told, ("french", "empty", "names"), ("UTF-8", "empty", "identity"), strict=True):
        assert sentence.startswith(f"\u2066{name}.csv") or sentence.startswith(f"{name}.csv")
        assert why in sentence and sentence in str(refusal)
    for each in (refusal, *refusal.reasons):
        assert (each.__traceback__, each.__cause__, each.__context__) == (None, None, None)


def test_values_of_one_form_are_one_fault_and_each_unknown_code_is_its_own():
    columns = ["row", "column", "rule", "value"]
    given = [
        (5, "release_date", "type", "05-09-13"),
        (7, "city_id", "code", "Atlantis"),
        (9, "release_date", "type", "printemps 2013"),
        (11, "release_date", "type", "07-08-13"),
        (12, "city_id", "code", "Eldorado"),
        (13, "city_id", "code", "Atlantis"),
        (14, "birth_year", "type", "07-08-13"),
        (15, "integration_id", "reference", "supp9"),
        (16, "integration_id", "reference", "x-17"),
        (17, None, "fields", None),
    ]
    listed = pd.DataFrame(given, columns=columns).assign(file="a.csv", expected="x", severity="error")
    faults = gather(listed, ENGLISH)
    assert faults[["row", "column", "value"]].values.tolist() == [
        ["5 and 11", "release_date", "05-09-13 and 07-08-13"],
        ["7 and 13", "city_id", "Atlantis"],
        ["9", "release_date", "printemps 2013"],
        ["12", "city_id", "Eldorado"],
        ["14", "birth_year", "07-08-13"],
        ["15 and 16", "integration_id", "supp9 and x-17"],
        ["17", "", ""],
    ]


def show():
    import streamlit as st

    from analytics.language import ENGLISH
    from analytics.records.folder import DataFolder
    from analytics.web.data_page import importing

    importing._show(st.session_state["intake-report"], DataFolder.at(), ENGLISH)


def test_a_check_reads_as_lists_on_a_phone_and_tells_apart_what_waits(tmp_path, monkeypatch):
    supports = written("integrations", {}, {"beneficiary_id": "pers0002"})
    files = {"people": lines(written("beneficiaries", {}, {"city_id": "Atlantis"})).encode() + b"Total,,,,,,2\n",
             "supports": lines([*supports, supports[0]]).encode()}  # fmt: skip
    checked = AppTest.from_function(refuse, default_timeout=60)
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    for name, content in files.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    checked.session_state["given"] = [str(tmp_path / f"{name}.csv") for name in files]
    shown = AppTest.from_function(show, default_timeout=60)
    shown.session_state["intake-report"] = checked.run().session_state["intake-report"]
    html = "".join(each.proto.body for each in shown.run().main if each.type == "html")
    assert html.count("<table") == html.count("class='scroll stacked'") == 3
    assert "rows of totals, not read: 4" in html
    assert "rows that repeat an earlier one, set aside: 4" in html
    assert ">1 problem<" in html and "Besides, 1 row waits for a refused one, to which it belongs." in html


def test_where_nothing_is_refused_warnings_are_called_so(tmp_path, monkeypatch):
    files = {"people": written("beneficiaries", {"juvenile": "true"}), "supports": written("integrations", {})}
    checked = AppTest.from_function(refuse, default_timeout=60)
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    for name, rows in files.items():
        (tmp_path / f"{name}.csv").write_text(lines(rows), encoding="utf-8")
    checked.session_state["given"] = [str(tmp_path / f"{name}.csv") for name in files]
    shown = AppTest.from_function(show, default_timeout=60)
    shown.session_state["intake-report"] = checked.run().session_state["intake-report"]
    html = "".join(each.proto.body for each in shown.run().main if each.type == "html")
    assert ">1 warning<" in html and "1 problem" not in html
