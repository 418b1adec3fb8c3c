"""What the README tells a newcomer to type is understood, works, and answers as it says."""

import re
import shlex
from pathlib import Path

import pytest

from analytics.__main__ import command_parser, main

PROJECT = Path(__file__).resolve().parents[1]
TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
LINES = [line for block in BLOCKS for line in block.splitlines()]
COMMANDS = [line.removeprefix("python -m analytics ") for line in LINES if line.startswith("python -m analytics ")]
# These need files of a reader's own, or draw for minutes; they have tests of their own.
ASKED_ELSEWHERE = ("check", "import", "releases --refused", "press --out", "press --story", "press --lang", "audit")


def arguments_of(command):
    return shlex.split(command.replace("…", "some.csv"), comments=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_understood(command):
    options = command_parser().parse_args(arguments_of(command))
    assert callable(options.command)


@pytest.mark.thorough
def test_the_commands_answer_one_after_another_as_they_stand(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDMAJ_DATA", str(tmp_path / "data"))
    run = [command for command in COMMANDS if not command.startswith(ASKED_ELSEWHERE)]
    assert len(run) > 10
    for command in run:
        expected = re.search(r"# exit (\d)", command)
        code = main(arguments_of(command))
        told = capsys.readouterr()
        assert code == (int(expected[1]) if expected else 0), (command, told.err)
        # Numbers that the README promises are those that come.
        remark = command.partition("# cells: ")[2]
        for number in re.findall(r"\d[\d,]*", remark):
            assert number.replace(",", "") in told.out, command
    assert (tmp_path / "records").is_dir() and (tmp_path / "cube" / "cube.json").exists()


def test_every_make_target_is_there():
    named = {name for line in LINES for name in re.findall(r"\bmake ([a-z-]+)", line)} | set(
        re.findall(r"`make ([a-z-]+)`", TEXT)
    )
    made = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named and named <= made


def test_every_page_that_is_named_is_served():
    from analytics.web import PAGES

    paths = set(re.findall(r"- \*\*[\w ]+\*\* \(`/(\w*)`\)", TEXT))
    served = {Path(str(each)).stem for each in (PROJECT / "pages").glob("*.py")}
    assert paths - {""} == served - {"overview"} and len(PAGES) == len(served)
