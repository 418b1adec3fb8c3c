"""What stands around the counts of women and men, juveniles and adults? The unknown beside; the parts make the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.comparison.count_wording import label_counts, name_groups, say_count_of, say_counts, say_total
from analytics.comparison.groups import complete
from analytics.language import Language
from analytics.measures.asking import ask_together
from analytics.measures.cells import CONFIDENTIAL, list_rows, tabulate
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Narrowed
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

YEARS = (2014, 2015)
SEX, AGE = "sex", "age_group"


@dataclass(frozen=True)
class People:
    """Counts of integrations by year: of every pair of sex and juvenile status, of each, and of everybody."""

    pairs: pd.DataFrame
    by_sex: pd.DataFrame
    by_age: pd.DataFrame
    totals: pd.DataFrame

    @property
    def is_nobody(self) -> bool:
        return self.totals.empty

    def count(self, by: str, code: str) -> pd.DataFrame:
        """How many are of this group? Cells by year."""
        counts = {SEX: self.by_sex, AGE: self.by_age}[by]
        return counts[counts[by] == code]


def ask_people(measures: Sequence[str], by: Sequence[str], asked: Narrowed, data: Loaded) -> pd.DataFrame:
    """Cells of these measures by these dimensions and year, of 2014 and 2015 alone, as the page is narrowed."""
    cells = ask_together(measures, [*by, "year"], asked.where, data.cube)
    return cells if set(data.cube.years) <= set(YEARS) else cells[cells["year"].isin(YEARS)]


def count_people(asked: Narrowed, data: Loaded) -> People:
    """How many integrations are of each sex and juvenile status, within what the page is narrowed to?

    A pair that does not occur is counted as zero: its year and both its groups do occur.
    """
    pairs, by_sex, by_age, totals = (
        ask_people(["integrations"], by, asked, data) for by in ((AGE, SEX), (SEX,), (AGE,), ())
    )
    years = totals["year"].tolist()
    if not years:
        return People(pairs, by_sex, by_age, totals)
    sexes, ages = list(dict.fromkeys(by_sex[SEX])), list(dict.fromkeys(by_age[AGE]))
    return People(
        pairs=complete(pairs, {AGE: ages, SEX: sexes, "year": years}),
        by_sex=complete(by_sex, {SEX: sexes, "year": years}),
        by_age=complete(by_age, {AGE: ages, "year": years}),
        totals=totals,
    )


def sides(data: Loaded) -> tuple[tuple[str, str], ...]:
    """The codes and names of the sexes: women, men, unknown."""
    language, codes = language_of_page(), data.cube.code_lists
    return tuple((code, codes.name("sexes", code, language)) for code in codes.ids("sexes"))


def tell_sides(people: People, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """Women and men by juvenile status: the cells to draw, none where nobody's sex is known, and their story."""
    language, codes = language_of_page(), data.cube.code_lists
    ages = name_groups(people.pairs, AGE, codes, language)
    sexes = name_groups(people.pairs, SEX, codes, language)
    cells = people.pairs.assign(
        group=ages, code=people.pairs[AGE], side=people.pairs[SEX], label=label_counts(people.pairs, language)
    )
    groups = [language.clauses([age, sex]) for age, sex in zip(ages, sexes, strict=True)]
    is_known = people.by_sex.loc[people.by_sex[SEX] != "U", "value"].sum() > 0
    story = Story(
        key="people-sides",
        headline=_headline_of_sides(people, asked, language)
        if is_known
        else language.say("Nobody’s sex is known here: women and men cannot be told apart"),
        subtitle=say_subtitle(
            language.say("Integrations, not persons, by sex and juvenile status; both sides have one scale."),
            asked,
        ),
        alt=say_counts(people.pairs, groups, language),
        table=_table_of_pairs(people.pairs, ages, sexes, language),
        numeric=(language.say("Integrations"),),
        notes=[*list_unknown(SEX, people, data, language), *list_notes(people.pairs, data, asked.where, language)],
        cells=people.pairs,
        **say_origin(["integrations"], data, language),
    )
    return (cells if is_known else cells.iloc[:0]), story


def tell_pairs(people: People, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """Every pair of sex and juvenile status with its totals: the cells to draw, and their story."""
    language, codes = language_of_page(), data.cube.code_lists
    whole = _with_totals(people)
    sexes, ages = (name_groups(whole, name, codes, language) for name in (SEX, AGE))
    cells = whole.assign(row=sexes, row_code=whole[SEX], column=ages, column_code=whole[AGE])
    cells = cells.assign(label=label_counts(whole, language))
    groups = [language.clauses([sex, age]) for sex, age in zip(sexes, ages, strict=True)]
    story = Story(
        key="people-pairs",
        headline=_headline_of_pairs(people, asked, language),
        subtitle=say_subtitle(
            language.say("Every pair of sex and juvenile status, unknown included: the parts make the totals."),
            asked,
        ),
        alt=say_counts(whole, groups, language),
        table=_table_of_pairs(whole, ages, sexes, language),
        numeric=(language.say("Integrations"),),
        notes=[*list_unknown(AGE, people, data, language), *list_notes(whole, data, asked.where, language)],
        cells=whole.assign(**{name: [code or "all" for code in whole[name]] for name in (SEX, AGE)}),
        **say_origin(["integrations"], data, language),
    )
    return cells, story


def _headline_of_sides(people: People, asked: Narrowed, language: Language) -> str:
    # Who was filtered out is not “none”.
    if SEX in asked.where:
        return say_total(people.totals, language)
    return say_count_of(language.say("Integrations of women"), people.count(SEX, "F"), people.totals, language)


def _headline_of_pairs(people: People, asked: Narrowed, language: Language) -> str:
    # Its neighbour says the totals.
    if SEX in asked.where:
        return language.say("Integrations by sex and juvenile status")
    if AGE in asked.where:
        return say_total(people.totals, language)
    # The smallest group, and the one to be protected most, is no headline.
    if people.pairs["status"].eq(CONFIDENTIAL).any():
        return language.say("Women and men by juvenile status; numbers of few people are hidden")
    return language.say("Women and men by juvenile status")


def _with_totals(people: People) -> pd.DataFrame:
    """Every pair, then its totals: sex by sex, each juvenile status and then all of it; a total has no code."""
    frames = [people.pairs, people.by_sex.assign(**{AGE: ""}), people.by_age.assign(**{SEX: ""})]
    frames.append(people.totals.assign(**{SEX: "", AGE: ""}))
    rows = [row for frame in frames for row in list_rows(frame)]
    sexes, ages = ([*dict.fromkeys(people.pairs[name]), ""] for name in (SEX, AGE))
    # Sorting keeps the years of a pair in their order.
    rows.sort(key=lambda row: (sexes.index(row[SEX]), ages.index(row[AGE])))
    names = ["measure", SEX, AGE, "year", "numerator", "denominator", "value", "status"]
    return tabulate(rows, names, people.pairs.dtypes.to_dict())


def _table_of_pairs(cells: pd.DataFrame, ages: list[str], sexes: list[str], language: Language) -> pd.DataFrame:
    sex, age = (DIMENSIONS[name].title for name in (SEX, AGE))
    return pd.DataFrame(
        {
            language.say(sex): sexes,
            language.say(age): ages,
            language.say("Year"): [language.year(year) for year in cells["year"]],
            language.say("Integrations"): label_counts(cells, language),
        }
    )


def list_unknown(by: str, people: People, data: Loaded, language: Language) -> list[str]:
    """How many are of unknown sex or juvenile status, and so in no share and on no side? Nothing where nobody is."""
    code = {SEX: "U", AGE: "unknown"}[by]
    counts = people.count(by, code)
    if not counts["value"].sum():
        return []
    name = data.cube.code_lists.name(DIMENSIONS[by].code_list, code, language)
    return [f"{say_count_of(name, counts, people.totals, language)}."]


def say_subtitle(sentence: str, asked: Narrowed) -> str:
    """What a figure shows, and what the page is narrowed to."""
    return " ".join(part for part in (sentence, asked.filters_said) if part)


def say_origin(measures: list[str], data: Loaded, language: Language) -> dict:
    """Source, kind of data and measures, as a story names them."""
    return {"source": say_source_of(measures, data, language), "kind": data.kind, "measures": tuple(measures)}
