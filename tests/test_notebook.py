"""The notebook door: what docs/notebook.md shows runs and prints what it says, without Streamlit."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analytics import published
from analytics.errors import UnknownName
from analytics.published.register import COLUMNS

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENT = (PROJECT / "docs" / "notebook.md").read_text(encoding="utf-8")
# A block of Python, and what it is said to print.
BLOCKS = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize("asked", [{"years": 1914}, {"indicators": "recidivism"}])
def test_what_the_register_does_not_hold_is_refused(asked):
    with pytest.raises(UnknownName):
        published(**asked)


def test_the_example_prints_what_the_document_says():
    assert len(BLOCKS) == 7 and sum(bool(said) for _, said in BLOCKS) == 6
    held = {}
    for code, said in BLOCKS:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "notebook.md", "exec"), held)
        assert printed.getvalue() == said, code


def test_published_is_a_plain_frame_with_the_sources():
    figures = published(2014, "job_placements")
    assert type(figures) is pd.DataFrame and list(figures.columns) == list(COLUMNS)
    assert figures["value"].tolist() == [933.0] and figures["url"].str.startswith("https://").all()
    assert len(published()) > len(published([2014, 2015])) > len(published(2014)) > 1


def test_published_answers_whichever_way_it_was_imported():
    code = (
        "import analytics, analytics.published.register as room; from analytics import published; "
        "assert published is analytics.published; print(len(published(2014, 'job_placements')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT).stdout == "1\n"


def test_nothing_of_the_notebook_imports_streamlit():
    whole = "\n".join(code for code, _ in BLOCKS)
    code = f"{whole}\nimport sys\nprint('loaded:', 'plotly' in sys.modules, 'streamlit' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT)
    assert ran.stdout.splitlines()[-1:] == ["loaded: True False"], ran.stderr
