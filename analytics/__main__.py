"""The command line: `python -m analytics COMMAND`. Exit 0 answered, 1 refused or problems found, 2 unreadable or misused."""

import argparse
import json
import math
import os
import sys
from pathlib import Path

import pandas as pd

from analytics.console_commands import add_console_commands
from analytics.cube_commands import add_cube_commands
from analytics.disclosure_commands import add_disclosure_commands
from analytics.errors import IdmajError, UnreadableInput
from analytics.language import ENGLISH, LANGUAGES, Language, language_of, message
from analytics.operation_commands import add_operation_commands
from analytics.press_commands import add_press_commands, list_named
from analytics.record_commands import Answer, add_commands

WIDEST_TABLE = 180


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = command_parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Arabic must not fail on a terminal of another alphabet
            stream.reconfigure(errors="replace")
    named = _languages(options)
    language = language_of(named[0]) or ENGLISH
    try:
        if not set(named) <= set(LANGUAGES):
            raise UnreadableInput(message("The language must be one of {codes}."), codes=", ".join(LANGUAGES))
        answer = options.command(options, language)
    except IdmajError as error:
        print(error.say(language), file=sys.stderr)
        return error.exit_code
    except OSError as error:
        path = str(error.filename or "")
        refusal = UnreadableInput(message("{path} cannot be read or written."), path=path)
        print(refusal.say(language), file=sys.stderr)
        return refusal.exit_code
    if not isinstance(answer, Answer):
        answer = Answer(answer)
    if answer.frame is not None:
        try:
            _print(answer.frame, options.format)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough (`… | head`); nothing may complain when Python closes the pipe again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if answer.sentence:
        print(answer.sentence, file=sys.stderr)
    return answer.exit_code


def _languages(options: argparse.Namespace) -> list[str]:
    """Which languages are named? The first is that of the sentences; only `press` takes several."""
    given = options.lang or [os.environ.get("IDMAJ_LANG") or ENGLISH.code]
    if "speaks_several" in options:
        return list_named(given) or [ENGLISH.code]
    return given[-1:]


def command_parser() -> argparse.ArgumentParser:
    """Which commands are there, and what may each be told?"""
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data", metavar="DIR", help="data folder (else IDMAJ_DATA, else the project's)")
    everywhere.add_argument("--lang", action="append", help="en, fr or ar (else IDMAJ_LANG, else en)")
    everywhere.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser = argparse.ArgumentParser(prog="python -m analytics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: object, says: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[everywhere], help=says, description=says)
        made.set_defaults(command=does)
        return made

    command("measures", _measures, "what can be asked")
    asking = command("ask", _ask, "cells of a measure")
    asking.add_argument("measure")
    asking.add_argument("--by", default="", metavar="d,d")
    asking.add_argument("--where", action="append", default=[], metavar="d=v,v")
    asking.add_argument("--audience", choices=("internal", "public"), default="internal")
    source = asking.add_mutually_exclusive_group()
    source.add_argument("--records", metavar="DIR", help="a folder of record files instead of the current records")
    source.add_argument("--cube", metavar="DIR", help="a cube built before")
    printed = command("published", _published, "figures that others printed, with their sources")
    printed.add_argument("--year", default="", metavar="2014,2015")
    printed.add_argument("--indicator", default="", metavar="i,i")
    comparing = command("compare", _compare, "2014 against 2015, from published figures")
    comparing.add_argument("indicators", nargs="*", metavar="INDICATOR")
    demo = command("demo", _demo, "make demonstration records")
    demo.add_argument("--integrations", type=int, metavar="N")
    demo.add_argument("--seed", type=int, default=2015, metavar="S")
    demo.add_argument("--out", required=True, metavar="DIR")
    add_cube_commands(command)
    add_commands(command)
    add_disclosure_commands(command)
    add_press_commands(command)
    add_console_commands(command)
    add_operation_commands(command)
    return parser


def _measures(_options: argparse.Namespace, language: Language) -> pd.DataFrame:
    from analytics.measures.catalogue import MEASURES

    return pd.DataFrame(
        {
            "id": measure.id,
            "title": language.say(measure.title),
            "unit": measure.unit,
            "grain": measure.grain,
            "dimensions": list(measure.dimensions),
            "definition": language.say(measure.definition),
        }
        for measure in MEASURES.values()
    )


def _ask(options: argparse.Namespace, language: Language) -> Answer:
    from analytics.disclosure.gate import ask

    cells = ask(
        options.measure,
        by=_listed(options.by),
        where=_filters(options.where),
        audience=options.audience,
        data=options.data,
        records=options.records,
        cube=options.cube,
    )
    return Answer(cells, sentence="" if options.records or options.cube else _say_which(options, language))


def _say_which(options: argparse.Namespace, language: Language) -> str:
    """Which records answered, where the command names none? Who loaded nothing is answered from people who do not exist."""
    from analytics.comparison.remarks import kind_of, say_kind, say_source_of
    from analytics.records.current import current_records
    from analytics.records.folder import DataFolder

    records = current_records(DataFolder.at(options.data))
    return language.clauses([say_kind(kind_of(records), language), say_source_of([options.measure], records, language)])


def _published(options: argparse.Namespace, _language: Language) -> pd.DataFrame:
    from analytics.published.register import register
    from analytics.records.folder import DataFolder

    years = [_year(text) for text in _listed(options.year)]
    return register(DataFolder.at(options.data)).figures(years=years, indicators=_listed(options.indicator))


def _compare(options: argparse.Namespace, language: Language) -> pd.DataFrame:
    from analytics.published import compare_figures, compare_indicators, register
    from analytics.published.wording import say_comparison, say_reason
    from analytics.records.folder import DataFolder

    if len(options.indicators) > 2:
        raise UnreadableInput(message("“compare” takes one indicator or two."))
    figures = register(DataFolder.at(options.data))
    if len(options.indicators) == 2:
        changes = compare_indicators(figures, *options.indicators)
    else:
        changes = compare_figures(figures, *options.indicators)
    rows = changes.to_dict("records")
    shown = ["indicator", "programme", "before", "after", "qualifier", "absolute", "relative", "verdict"]
    return changes[shown].assign(
        reason=[say_reason(row, figures, language) for row in rows],
        sentence=[say_comparison(row, figures, language) for row in rows],
    )


def _demo(options: argparse.Namespace, _language: Language) -> None:
    from analytics.records.demo import make_demo

    if options.integrations is not None and options.integrations < 1:
        raise UnreadableInput(message("“--integrations” must be at least 1."))
    make_demo(Path(options.out), integrations=options.integrations, seed=options.seed)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _year(text: str) -> int:
    if not text.isdecimal():
        raise UnreadableInput(message("“{text}” is not a year."), text=text)
    return int(text)


def _filters(given: list[str]) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {}
    for text in given:
        name, equals, values = text.partition("=")
        if not equals or not _listed(values):
            raise UnreadableInput(
                message("“{text}” is not a filter; a dimension and its values were expected, such as sex=F."), text=text
            )
        filters.setdefault(name.strip(), []).extend(_listed(values))
    return filters


def _print(answer: pd.DataFrame, form: str) -> None:
    from analytics.measures.cells import as_rows
    from analytics.outputs.table import write_csv

    if form != "table":  # a file of numbers knows no infinity: a number without an end has none there
        answer = answer.assign(**{name: answer[name].mask(answer[name].abs().eq(math.inf)) for name in _floats(answer)})
    if form == "json":
        print(json.dumps(as_rows(answer), ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        sys.stdout.buffer.write(write_csv(answer, byte_order_mark=False))
    else:
        print(_as_text(answer))


def _floats(answer: pd.DataFrame) -> list[str]:
    return list(answer.select_dtypes("floating").columns)


def _as_text(answer: pd.DataFrame) -> str:
    """A table for the eye; one block a row where the table would be wider than any screen; of nothing, the header."""
    if answer.empty:
        return " ".join(answer.columns)
    shown = answer.astype(object).map(_as_cell)
    text = shown.to_string(index=False, max_colwidth=None)
    if len(text.partition("\n")[0]) <= WIDEST_TABLE:
        return text
    width = max(len(name) for name in shown.columns)
    blocks = [[f"{name:<{width}}  {value}" for name, value in row.items() if value] for row in shown.to_dict("records")]
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _as_cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        if math.isinf(value):
            return "∞"
        return f"{value:.0f}" if value == int(value) else f"{value:.4f}"
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
