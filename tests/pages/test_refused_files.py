"""What a page keeps of files that were refused."""

from streamlit.testing.v1 import AppTest


def refuse():
    from pathlib import Path

    import streamlit as st

    from analytics.language import ENGLISH
    from analytics.records.folder import DataFolder
    from analytics.records.intake import Options
    from analytics.records.opening import Given
    from analytics.web.data_page import importing

    if importing.REPORT not in st.session_state:
        path = Path(st.session_state["given"])
        importing._check([Given(path, path.name)], DataFolder.at(), Options(None, None, None, False), ENGLISH)


def test_a_refusal_is_kept_without_the_files_that_it_is_about(tmp_path, monkeypatch):
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    path = tmp_path / "given.csv"
    path.write_bytes("integration_id,route\nsupp1,é".encode("windows-1252"))
    app = AppTest.from_function(refuse, default_timeout=60)
    app.session_state["given"] = str(path)
    app.run()
    refusal = app.session_state["intake-report"].refusal
    assert "neither UTF-8 nor UTF-16" in str(refusal)
    assert (refusal.__traceback__, refusal.__cause__, refusal.__context__) == (None, None, None)
