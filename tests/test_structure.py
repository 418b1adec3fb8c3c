"""The rooms keep to themselves, and the repository speaks of the product alone."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PAGES = sorted((PROJECT / "pages").glob("*.py"))
MODULES = sorted((PROJECT / "analytics").rglob("*.py"))


def imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_streamlit_and_plotly_stay_in_their_rooms(path):
    room = path.relative_to(PROJECT / "analytics").parts[0]
    for name in imports(path):
        assert not name.startswith("streamlit") or room == "web"
        assert not name.startswith("plotly") or room in ("charts", "outputs")


def test_spark_is_imported_in_its_room_alone_so_that_nothing_else_needs_it():
    room = PROJECT / "analytics" / "measures" / "cluster"
    users = [path for path in MODULES if any(name.split(".")[0] in ("pyspark", "py4j") for name in imports(path))]
    # The command asks whether Spark is there at all.
    assert {path.name for path in users if path.parent != room} == {"cube_commands.py"}
    assert [path.name for path in users if path.parent == room]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_question_choice_numbers_figure_and_nothing_else(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"SELECT |<div|<style|\.to_csv\(|\bexcept\b|unsafe_allow", text)
    assert ast.get_docstring(ast.parse(text)).rstrip().endswith("?")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_no_module_is_too_long_to_find_ones_way(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_no_function_is_longer_than_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = len((ast.get_docstring(node) or "").splitlines())
            assert node.end_lineno - node.lineno + 1 - told <= 60, node.name


def test_the_architecture_has_a_paragraph_for_each_room_and_names_no_place_that_is_not_there():
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent for path in MODULES if path.name == "__init__.py"} - {PROJECT / "analytics"}
    assert [room.name for room in rooms if f"`{room.name}/`" not in text] == []
    named = re.findall(r"`((?:\w+/)*\w+(?:/|\.py|\.json|\.toml|\.sql))`", text)
    roots = [PROJECT, PROJECT / "analytics", *sorted(rooms)]
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


def test_every_picture_and_document_that_the_readme_names_is_there_and_pictures_are_made_from_the_app():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"docs/[\w-]+\.(?:png|md)", text))
    assert [name for name in sorted(named) if not (PROJECT / name).exists()] == []
    made = (PROJECT / "docs" / "pictures.py").read_text(encoding="utf-8")
    pictures = {path.name for path in (PROJECT / "docs").glob("*.png")}
    assert (
        pictures == set(re.findall(r'"([\w-]+\.png)"', made)) == {Path(name).name for name in named if ".png" in name}
    )


def test_settings_keep_the_server_closed():
    text = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for line in (
        'address = "127.0.0.1"', "gatherUsageStats = false", 'showErrorDetails = "none"', "disableDataExport = true",
        "enableAgentApi = false", 'fileWatcherType = "none"', "showErrorLinks = false",
    ):  # fmt: skip
        assert line in text
