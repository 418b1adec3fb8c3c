"""The commands of the records: `check`, `import`, `releases`, `use`."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.errors import RefusedQuestion, UnknownName, UnreadableInput
from analytics.language import Language, message

COLUMNS = ["file", "row", "column", "rule", "value", "expected", "severity"]


@dataclass(frozen=True)
class Answer:
    """What a command prints, its exit code, and a sentence for standard error."""

    frame: pd.DataFrame | None
    exit_code: int = 0
    sentence: str = ""


def add_commands(command: Callable[[str, Callable, str], argparse.ArgumentParser]) -> None:
    """Add the commands of the records to the command line; `command` makes one."""
    checking = command("check", _check, "what is wrong with files of records")
    loading = command("import", _import, "make a release of files of records")
    for parser in (checking, loading):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--amend", action="store_true", help="add to the current release; same key replaces")
        parser.add_argument("--encoding", metavar="E", help="windows-1256 or windows-1252, for files not in Unicode")
        parser.add_argument("--decimal", choices=("comma", "point"))
        parser.add_argument("--observed-until", metavar="DATE", help="until when people were followed, as 2016-12-31")
    loading.add_argument("--accept-refused", action="store_true", help="keep rows that break a rule aside")
    history = command("releases", _releases, "what was loaded when")
    history.add_argument("--refused", metavar="RELEASE", help="its refused rows, as a workbook")
    history.add_argument("--out", metavar="FILE.xlsx")
    using = command("use", _use, "bring a release back (or “demo”)")
    using.add_argument("release", metavar="RELEASE")


def _check(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.records.intake import checked

    folder, given, said = _given(options, is_partial=True)
    with checked(given, folder, said) as intake:
        told = [_not_read(each.name, each.heading_row, each.totals, language) for each in intake.sources]
        told += [_repeated(each.name, each.repeats, language) for each in intake.sources]
        sentence = " ".join(filter(None, told))
        return Answer(_listed(intake.problems(), options, language), int(intake.refused_rows > 0), sentence)


def _not_read(file: str, heading_row: int, totals: Sequence[int], language: Language) -> str:
    """Which rows of a file were read past: those above the headings, and totals?"""
    told = []
    if heading_row > 1:
        told.append(
            language.say("{file}: the headings are in row {row}, nothing above is read.", file=file, row=heading_row)
        )
    if totals:
        rows = list(map(str, totals))
        told.append(language.say("{file}: rows of totals, not read: {rows}.", file=file, rows=rows))
    return " ".join(told)


def _repeated(file: str, repeats: Sequence[int], language: Language) -> str:
    """Which rows of a file say again what an earlier one says?"""
    from analytics.records.faults import shorten

    if not repeats:
        return ""
    rows = shorten(list(map(str, repeats)), language)
    return language.say("{file}: rows that repeat an earlier one, set aside: {rows}.", file=file, rows=rows)


def _import(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.operation.recording import import_noted
    from analytics.operation.trail import THIS_MACHINE
    from analytics.records.intake import RowsRefused

    folder, given, said = _given(options)
    try:
        release = import_noted(given, folder, said, who=THIS_MACHINE, accept_refused=options.accept_refused)
    except RowsRefused as refusal:
        return Answer(_listed(refusal.problems, options, language), refusal.exit_code, refusal.say(language))
    made = [
        {"release": release.id, "table": table, "rows": rows, "refused": release.manifest["refused"][table],
         "warned": release.manifest["warned"][table], "replaced": release.manifest["replaced"][table],
         "from": release.manifest["tables"][table]["from"]}
        for table, rows in release.rows.items()
    ]  # fmt: skip
    told = [
        _not_read(each["file"], each["heading_row"], each["totals"], language) for each in release.manifest["sources"]
    ]
    repeated = sum(each["repeats"] for each in release.manifest["sources"])
    if repeated:
        told.append(
            language.say_count(
                "{n} row that repeats an earlier one is set aside.",
                "{n} rows that repeat an earlier one are set aside.",
                repeated,
            )
        )
    return Answer(pd.DataFrame(made), sentence=" ".join(filter(None, told)))


def _releases(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.records.folder import DataFolder
    from analytics.records.releases import DEMO, current_release, find_release, list_releases

    folder = DataFolder.at(options.data)
    if (options.refused is None) != (options.out is None):
        raise UnreadableInput(message("“--refused” and “--out” belong together."))
    if options.refused:
        from analytics.operation.trail import THIS_MACHINE, note
        from analytics.outputs.workbook import write_workbook
        from analytics.records.refused import list_refused

        if options.refused == DEMO:
            raise RefusedQuestion(message("Of the demonstration no row was refused: it was never loaded from files."))
        frames = list_refused(find_release(folder, options.refused), folder, language)
        content = write_workbook(frames, right_to_left=language.is_right_to_left)
        told = {"file": "refused rows", "format": "xlsx", "bytes": len(content), "release": options.refused}
        note("exported", who=THIS_MACHINE, folder=folder, **told)
        Path(options.out).write_bytes(content)
        count = sum(map(len, frames.values()))
        said = language.say_count(
            "{n} refused row is in {file}.", "{n} refused rows are in {file}.", count, file=options.out
        )
        return Answer(None, sentence=said)
    sentence = ""
    try:
        now = current_release(folder)
        current = now.id if now else DEMO
    except UnreadableInput as error:  # the list is what another release is chosen from
        current, sentence = None, error.say(language)
    rows = [
        {"release": each.id, "current": each.id == current, "made_at": each.made_at.isoformat(timespec="seconds"),
         "made_by": each.made_by, "observed_until": each.manifest["observed_until"], **each.rows,
         "refused": each.refused_rows}
        for each in list_releases(folder)
    ]  # fmt: skip
    rows.append({"release": DEMO, "current": current == DEMO})
    return Answer(pd.DataFrame(rows), int(bool(sentence)), sentence)


def _use(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.operation.recording import switch_noted
    from analytics.operation.trail import THIS_MACHINE
    from analytics.records.folder import DataFolder

    switch_noted(DataFolder.at(options.data), options.release, who=THIS_MACHINE)
    return Answer(None, sentence=language.say("All numbers now come from {release}.", release=options.release))


def _given(options: argparse.Namespace, is_partial: bool = False) -> tuple:
    from analytics.records.folder import DataFolder
    from analytics.records.intake import Options
    from analytics.records.opening import Given

    given = [Given(Path(file), Path(file).name) for file in options.files]
    observed_until = _day(options.observed_until) if options.observed_until else None
    said = Options(options.encoding, options.decimal, observed_until, options.amend, is_partial)
    return DataFolder.at(options.data), given, said


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownName(message("day (such as 2016-12-31)"), text, []) from error


def _listed(problems: list, options: argparse.Namespace, language: Language) -> pd.DataFrame:
    """Every problem in its row, for programs; for the eye each fault once, with the rows it stands in."""
    listed = pd.DataFrame([problem.as_row(language) for problem in problems], columns=COLUMNS)
    if options.format != "table" or not problems:
        return listed
    from analytics.records.faults import gather, name_faults
    from analytics.records.folder import DataFolder

    return name_faults(gather(listed, language), DataFolder.at(options.data), language)
