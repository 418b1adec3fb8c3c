"""How do texts become safe HTML? Every value is escaped here, and only here is HTML put together from values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import pandas as pd
import streamlit as st

from analytics.measures.cells import list_columns

NO_MARKS: Mapping[str, str] = MappingProxyType({})


def write(markup: str) -> None:
    """Put markup on the page. Values in it have gone through the functions below."""
    st.html(markup)


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of a kind (a class of style.css)."""
    return f"<p class='{kind}'>{escape(text)}</p>" if text else ""


def problem(sentence: str) -> str:
    """What went wrong, said at once also to those who listen to the page."""
    return f"<div class='problem' role='alert'>{paragraph(sentence)}</div>"


def done(sentence: str) -> str:
    """What came to a good end, said at once also to those who listen to the page."""
    return f"<div class='done' role='status'>{paragraph(sentence)}</div>"


def inline(text: str, kind: str) -> str:
    """Words of a kind inside a paragraph."""
    return f"<span class='{kind}'>{escape(text)}</span>"


def link(text: str, address: str, kind: str, title: str = "") -> str:
    """Words that lead to another page of the dashboard; a pointer on them reads the title."""
    told = f" title='{escape(title, quote=True)}'" if title else ""
    return f"<a class='{kind}' href='{escape(address, quote=True)}' target='_self'{told}>{escape(text)}</a>"


def facts(told: Sequence[tuple[str, str]]) -> str:
    """Names and what is said of each, side by side."""
    rows = "".join(f"<div><dt>{inline(name, '')}</dt><dd>{inline(value, '')}</dd></div>" for name, value in told)
    return f"<dl class='facts'>{rows}</dl>"


def heading(text: str, level: int) -> str:
    """A heading. The last two words stay together, so that none stands alone on the last line."""
    words = escape(text).rsplit(" ", 1)
    return f"<h{level}>{'&nbsp;'.join(words)}</h{level}>"


def chip(verdict: str, text: str) -> str:
    """A verdict as a chip: sign, colour and words say the same."""
    sign = {"comparable": "●", "with_care": "◐", "not_comparable": "⊘"}[verdict]
    return f"<span class='chip {verdict}'><span aria-hidden='true'>{sign}</span> {escape(text)}</span>"


def fold(summary: str, markup: str) -> str:
    """Something that opens when it is asked for."""
    return f"<details><summary>{escape(summary)}</summary>{markup}</details>"


def anchored(name: str, title: str, markup: str) -> str:
    """Something that opens, with a name in the address: `#name` leads to it."""
    place = escape(name, quote=True)
    return f"<details id='{place}' class='entry'><summary><h3>{escape(title)}</h3></summary>{markup}</details>"


def section(name: str, markup: str) -> str:
    """A part of a page with a name in the address."""
    return f"<section id='{escape(name, quote=True)}' class='panel reference'>{markup}</section>"


def contents(places: Sequence[tuple[str, str]], title: str) -> str:
    """Links to the parts of this page: (name, title) of each."""
    links = "".join(f"<li><a href='#{escape(name, quote=True)}'>{escape(words)}</a></li>" for name, words in places)
    return f"<nav class='contents' aria-label='{escape(title, quote=True)}'><ul>{links}</ul></nav>"


def points(texts: Sequence[str]) -> str:
    """Statements one under another."""
    return f"<ul class='points'>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>" if texts else ""


def definitions(pairs: Sequence[tuple[str, str]]) -> str:
    """Names, each with what it is."""
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(what)}</dd></div>" for name, what in pairs)
    return f"<dl class='definitions'>{rows}</dl>" if pairs else ""


def code(text: str, caption: str) -> str:
    """Code under its caption: left to right in every language, and scrolled where it is wide."""
    return (
        f"<p class='caption'>{escape(caption)}</p><div class='scroll' dir='ltr' tabindex='0' role='group' "
        f"aria-label='{escape(caption, quote=True)}'><pre><code>{escape(text)}</code></pre></div>"
    )


def table(
    frame: pd.DataFrame,
    numeric: Sequence[str] = (),
    caption: str = "",
    marks: Mapping[str, str] = NO_MARKS,
    *,
    is_stacked: bool = False,
) -> str:
    """A table of ready texts; the columns of `numeric` are aligned as numbers. marks: mark → what it means, which a pointer
    reads on it. is_stacked: on a phone each row stands under the other as a list, its headings beside its cells."""
    kinds = [" class='number'" if name in numeric else "" for name in frame.columns]
    # What is no longer laid out as a table has to say that it still is one.
    of_table, of_row, of_cell = [f" role='{name}'" if is_stacked else "" for name in ("table", "row", "cell")]
    if is_stacked:
        kinds = [f"{kind} data-head='{escape(str(name), quote=True)}'" for kind, name in zip(kinds, frame, strict=True)]
    head = "".join(
        f"<th scope='col'{kind}>{escape(str(name))}</th>" for name, kind in zip(frame.columns, kinds, strict=True)
    )
    columns = [
        [f"<td{of_cell}{kind}>{_explain('' if value is None else str(value), marks)}</td>" for value in values]
        for kind, values in zip(kinds, list_columns(frame).values(), strict=True)
    ]
    rows = "".join(f"<tr{of_row}>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f"<div class='scroll{' stacked' * is_stacked}' tabindex='0' role='region' "
        f"aria-label='{escape(caption, quote=True)}'><table{of_table}>{title}"
        f"<thead><tr{of_row}>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


@dataclass(frozen=True)
class Crossing:
    """A cell of a table of two sides: its text, what stands under it, where it leads, how strong its tint is (0 to 1),
    and whether it is a total."""

    text: str
    beside: str = ""
    address: str = ""
    strength: float = 0
    is_total: bool = False


def crosstab(
    corner: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Crossing]]],
    caption: str,
    marks: Mapping[str, str] = NO_MARKS,
) -> str:
    """A table of two sides: a heading for each row and column; a cell that leads somewhere is a link."""
    head = "".join(f"<th scope='col' class='number'>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>{''.join(_crossing(cell, marks) for cell in cells)}</tr>"
        for name, cells in rows
    )
    name = escape(caption, quote=True)
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{name}'><table class='crosstab'>"
        f"<caption>{escape(caption)}</caption><thead><tr><th scope='col'>{escape(corner)}</th>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _crossing(cell: Crossing, marks: Mapping[str, str]) -> str:
    text = _explain(cell.text, marks)
    if cell.address:
        text = f"<a href='{escape(cell.address, quote=True)}' target='_self'>{text}</a>"
    text += inline(cell.beside, "beside") if cell.beside else ""
    kind = "number total" if cell.is_total else "number"
    tint = f" style='--strength:{round(100 * cell.strength)}%'" if cell.strength else ""
    return f"<td class='{kind}'{tint}>{text}</td>"


def _explain(text: str, marks: Mapping[str, str]) -> str:
    """The text of a cell; each mark in it says what it means."""
    told = escape(text)
    if "[" in text:
        for mark, meaning in marks.items():
            told = told.replace(mark, f"<abbr title='{escape(meaning, quote=True)}'>{mark}</abbr>")
    return told
