"""Saved views: refusals, names that are never markup, a file that is whole or as it was."""

import json
import os
import subprocess
import sys
import threading

import pytest

from analytics.errors import RefusedQuestion, UnreadableInput
from analytics.records.folder import DataFolder
from analytics.records.turns import take_turn
from analytics.web.explore_page import saved_views
from analytics.web.explore_page.saved_views import (
    MOST_VIEWS,
    View,
    add_views,
    delete_view,
    list_views,
    read_views,
    save_view,
    write_views,
)

QUESTION = {"measure": "women_share", "by": "city", "columns": "year", "sex": "F,M"}


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.mark.parametrize(
    "name",
    ["", "   ", "x" * 61, "<b>x</b>", "a*b*", "[x](http://example.org)", "`x`", ":material/close:", "$x$", "a\u202eb", "a\u0000b", "a_b_", "#x", "a|b", "~x~", "a\\b"],
)  # fmt: skip
def test_a_name_that_a_page_could_take_for_markup_is_refused(name, folder):
    with pytest.raises(RefusedQuestion, match="plain punctuation"):
        save_view(View(name, QUESTION), folder)
    assert not (folder.root / "views.json").exists()


@pytest.mark.parametrize(
    "question",
    [{"measure": "<script>"}, {"onload": "x"}, {"by": "city&sex=F"}, {"sex": ""}, {"sex": 1}, {"city": "x" * 601}, {"release": "demo"}, {"lang": "fr"}],
)  # fmt: skip
def test_a_question_that_the_page_does_not_ask_is_refused(question, folder):
    with pytest.raises(RefusedQuestion, match="does not ask"):
        save_view(View("Ordinary", question), folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"views": 3}', b'{"views": [3]}', b'{"views": [{"name": "x"}]}', b'{"views": [{"name": 3, "question": {}}]}', b"\xff\xfe", b"[" * 100_000, b'{"views": [{"name": "x", "question": [1]}]}'],
)  # fmt: skip
def test_a_file_of_something_else_is_refused(content):
    with pytest.raises(RefusedQuestion):
        read_views(content)


def test_one_bad_view_in_a_file_keeps_all_of_them_out(folder):
    held = [{"name": "Good", "question": QUESTION}, {"name": "<bad>", "question": QUESTION}]
    with pytest.raises(RefusedQuestion):
        add_views(read_views(json.dumps({"views": held}).encode()), folder)
    assert list_views(folder) == []


def test_a_damaged_file_is_said_and_left_as_it_is(folder):
    folder.root.mkdir()
    (folder.root / "views.json").write_bytes(b"{ half")
    for change in (lambda: list_views(folder), lambda: save_view(View("New", QUESTION), folder), lambda: delete_view("New", folder)):  # fmt: skip
        with pytest.raises(UnreadableInput, match=r"views\.json"):
            change()
    assert (folder.root / "views.json").read_bytes() == b"{ half"


def test_too_many_are_refused(folder):
    add_views([View(f"View {number}", QUESTION) for number in range(MOST_VIEWS)], folder)
    with pytest.raises(RefusedQuestion, match=str(MOST_VIEWS)):
        save_view(View("One more", QUESTION), folder)
    save_view(View("View 3", {"measure": "integrations"}), folder)  # in place of another


def test_a_disk_that_fails_leaves_what_was_there(folder, monkeypatch):
    save_view(View("First", QUESTION), folder)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saved_views.os, "fsync", fail)
    with pytest.raises(UnreadableInput, match="stay as they were"):
        save_view(View("Second", QUESTION), folder)
    assert [view.name for view in list_views(folder)] == ["First"]
    assert sorted(os.listdir(folder.root)) == [".views.lock", "views.json"]


def test_views_come_back_by_name_in_any_script(folder):
    save_view(View("  Réinsertion   2015 (femmes) ", QUESTION), folder)
    save_view(View("نساء فاس", {"city": "fes"}), folder)
    assert list_views(folder) == [View("Réinsertion 2015 (femmes)", QUESTION), View("نساء فاس", {"city": "fes"})]
    delete_view("نساء فاس", folder)
    assert [view.name for view in list_views(folder)] == ["Réinsertion 2015 (femmes)"]


def test_what_is_exported_can_be_imported(folder, tmp_path):
    views = [View("A", QUESTION), View("B", {"measure": "lost_12m"})]
    add_views(views, folder)
    other = DataFolder(tmp_path / "other")
    add_views(read_views(write_views(list_views(folder))), other)
    assert list_views(other) == views


def test_views_saved_at_one_time_are_all_kept(folder):
    threads = [threading.Thread(target=save_view, args=(View(f"View {each}", QUESTION), folder)) for each in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list_views(folder)) == 12


SAVE_SOME = """
import sys
from analytics.records.folder import DataFolder
from analytics.web.explore_page.saved_views import View, save_view
for number in range(8):
    save_view(View(f"View {sys.argv[2]} {number}", {"measure": "integrations"}), DataFolder.at(sys.argv[1]))
"""


@pytest.mark.thorough
def test_views_saved_by_several_servers_are_all_kept(folder):
    servers = [subprocess.Popen([sys.executable, "-c", SAVE_SOME, str(folder.root), name]) for name in ("one", "two")]
    assert [server.wait(60) for server in servers] == [0, 0]
    assert len(list_views(folder)) == 16


def test_who_waits_too_long_is_told_to_come_again_and_nothing_is_lost(folder, monkeypatch):
    save_view(View("First", QUESTION), folder)
    monkeypatch.setattr(saved_views, "LONGEST_WAIT", 0.1)
    with take_turn([folder.root / saved_views.LOCK], 0):
        with pytest.raises(RefusedQuestion, match="Somebody else is saving"):
            save_view(View("Second", QUESTION), folder)
        assert [view.name for view in list_views(folder)] == ["First"]
    save_view(View("Second", QUESTION), folder)
