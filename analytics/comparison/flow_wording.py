"""How is said which way the integrations went: from their programme, by which route, to what was last seen of them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.language import Language, message
from analytics.measures.cells import CONFIDENTIAL, MARKS, SMALLEST_RELIABLE_DENOMINATOR, list_rows
from analytics.measures.follow_up import LATEST_STATUSES, NOT_FOLLOWED
from analytics.records.codes import CodeLists

NEVER_FOLLOWED = message("Never followed")
HEADS = (message("Programme"), message("Route"), message("Last seen"))
ALL = "all"
# What the headline adds up: its codes, and what they are called together.
TOGETHER = (
    (("active",), message("{share} still active")),
    (("completed", "certified"), message("{share} completed or certified")),
    (("ended",), message("{share} ended")),
    (("returned_to_prison",), message("{share} returned to prison")),
    (("lost", NOT_FOLLOWED), message("{share} lost sight of or never followed")),
)


@dataclass
class Sum:
    """A count of which a part may be hidden."""

    count: int = 0
    is_hidden: bool = False
    is_known: bool = False

    def add(self, row: Mapping) -> None:
        if pd.isna(row["value"]):
            self.is_hidden |= row["status"] == CONFIDENTIAL
        else:
            self.count += int(row["value"])
            self.is_known = True

    def say(self, language: Language) -> str:
        """How is it written: “75”, “9 [c]”, “[c]”?"""
        said = [] if self.is_hidden and not self.is_known else [language.number(self.count)]
        return " ".join([*said, *([language.mark(MARKS[CONFIDENTIAL])] if self.is_hidden else [])])


def say_heads(language: Language) -> tuple[str, ...]:
    """What are the three layers called?"""
    return tuple(language.say(head) for head in HEADS)


def name_status(code: str, code_lists: CodeLists, language: Language) -> str:
    """What is this last status called?"""
    if code == NOT_FOLLOWED:
        return language.say(NEVER_FOLLOWED)
    return code_lists.name("follow_up_statuses", code, language)


def name_flows(flows: pd.DataFrame, code_lists: CodeLists, language: Language) -> pd.DataFrame:
    """Cells by programme, route, year and latest status with their texts: `programme_name`, `route_name` and
    `latest_status_name`."""
    return flows.assign(
        programme_name=[code_lists.name("programmes", code, language) for code in flows["programme"]],
        route_name=[code_lists.name("routes", code, language) for code in flows["route"]],
        latest_status_name=[name_status(code, code_lists, language) for code in flows["latest_status"]],
    )


def say_headline_of_flows(flows: pd.DataFrame, language: Language) -> str:
    """What became of all of them together? Shares of what is shown; counts where they are a handful."""
    counts = flows.dropna(subset="value").groupby("latest_status")["value"].sum()
    total = int(counts.sum())
    parts = []
    for codes, words in TOGETHER:
        count = int(sum(counts.get(code, 0) for code in codes))
        if count:
            share = (
                language.percent(count / total) if total >= SMALLEST_RELIABLE_DENOMINATOR else language.number(count)
            )
            parts.append(language.say(words, share=share))
    return language.say_count(
        "Of {n} integration, when last seen: {parts}",
        "Of {n} integrations, when last seen: {parts}",
        total,
        parts=language.join(parts),
    )


def say_flows(named: pd.DataFrame, language: Language) -> str:
    """What does the figure show, in words, for somebody who cannot see it? Every route with what became of it."""
    sums: dict[str, dict[str, Sum]] = {}
    for row in list_rows(named):
        sums.setdefault(row["route_name"], {}).setdefault(row["latest_status_name"], Sum()).add(row)
    parts = [say_headline_of_flows(named, language) + "."]
    for route, of_status in sums.items():
        counts = [
            language.say("{name} {count}", name=name, count=each.say(language)) for name, each in of_status.items()
        ]
        parts.append(language.say("{route}: {counts}.", route=route, counts=language.join(counts)))
    return " ".join(parts)


def tabulate_flows(named: pd.DataFrame, code_lists: CodeLists, language: Language) -> pd.DataFrame:
    """The flows as ready texts: a row a programme and route, a column a last status, and the sum."""
    cells = list_rows(named)
    statuses = [code for code in LATEST_STATUSES if code in {row["latest_status"] for row in cells}]
    ways: dict[tuple[str, str], dict[str, Sum]] = {}
    for row in cells:
        way = ways.setdefault((row["programme_name"], row["route_name"]), {code: Sum() for code in (*statuses, ALL)})
        way[row["latest_status"]].add(row)
        way[ALL].add(row)
    heads = [language.say("Programme"), language.say("Route")]
    heads += [name_status(code, code_lists, language) for code in statuses]
    rows = [[*names, *(each.say(language) for each in way.values())] for names, way in ways.items()]
    return pd.DataFrame(rows, columns=[*heads, language.say("All")])


def columns_of_counts(table: pd.DataFrame) -> Sequence[str]:
    """Which columns of the table are numbers?"""
    return tuple(table.columns[2:])
