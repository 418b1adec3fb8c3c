"""What do the stories of the records say? Public cells of one measure, by year and group, compared and drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analytics import charts
from analytics.comparison import wording
from analytics.comparison.change import ASSUMED_AMOUNT, compare, doubt_of
from analytics.comparison.headline import doubt_finding, list_changed
from analytics.comparison.remarks import list_notes, say_source_of
from analytics.errors import RefusedQuestion
from analytics.language import Language, message
from analytics.measures.asking import ask
from analytics.measures.catalogue import MEASURES, Measure
from analytics.measures.cells import list_rows
from analytics.measures.dimensions import DIMENSIONS
from analytics.outputs.stories.material import Material
from analytics.outputs.stories.told import ROWS, Bars, Form, Told

SIDES = ((2014, "before"), (2015, "after"))
NO_NUMBER = message("there is no number for 2014 or 2015.")
DUMBBELL, PAIRED_BARS = "dumbbell", "paired_bars"


@dataclass(frozen=True)
class MeasuredChange:
    """A measure by year and group: `say` writes the headline from the change of all groups together."""

    id: str
    measure_id: str
    by: str
    figure: str
    say: Callable[[dict, Language], str]

    @property
    def question(self) -> str:
        return f"ask {self.measure_id} --by year,{self.by} --audience public"

    def tell(self, material: Material, language: Language) -> Told:
        """The story, in this language. Raises RefusedQuestion where there are no records."""
        wanted = MEASURES[self.measure_id]
        total = ask(wanted.id, by="year", cube=material.cube)
        if total.empty:
            raise RefusedQuestion(NO_NUMBER)
        cells = ask(wanted.id, by=["year", self.by], cube=material.cube)
        overall = list_rows(compare(total, assumptions=material.assumptions))[0]
        changes = compare(cells, assumptions=material.assumptions)
        named = wording.name_changes(changes, wanted, self.by, material.cube.code_lists, language)
        is_said = bool(wording.say_change(overall, wanted, language))
        headline = self.say(overall, language) if is_said else _say_no_change(wanted, language)
        if is_said and doubt_of(overall):
            changed = list_changed(list_rows(changes), named["group"], wanted, language)
            headline = doubt_finding(headline, changed, language)
        notes = list_notes([total, cells], material.assumptions, {}, language)
        return Told(
            id=self.id,
            language=language,
            headline=headline,
            subtitle=_say_subtitle(wanted, self.by, language),
            alt=" ".join(
                [
                    f"{headline}.",
                    wording.say_comparison(overall, wanted, language),
                    wording.say_all(changes, named, wanted, language),
                ]
            ),
            notes=(
                *notes,
                *wording.list_doubt_notes(changes, language),
                *wording.list_rounding_notes([overall, *list_rows(changes)], wanted, language),
            ),
            source=say_source_of([wanted.id], material.records, language),
            definition=language.say(wanted.definition),
            kind=material.kind,
            question=self.question,
            cells=cells,
            table=_table(named, wanted, self.by, language),
            numeric=(language.year(2014), language.year(2015), language.say("Change")),
            form=_form(self.figure, named, wanted, language),
            bars=_bars(named, wanted, language),
            release_id=material.release_id,
            verdict=overall["verdict"],
            verdict_said=wording.say_verdict(overall, language),
            reason=wording.say_reason(overall, language),
            change=wording.mark_change(overall, wanted, language),
            **_sides(overall, language),
        )


def say_women(row: dict, language: Language) -> str:
    """Which share of the supports went to women?"""
    return language.say(
        "Women account for {after} of the integrations of 2015 and {before} of those of 2014", **_sides(row, language)
    )


def say_juveniles(row: dict, language: Language) -> str:
    """Which share of the supports went to juveniles?"""
    return language.say(
        "Juveniles account for {after} of the integrations of 2015 and {before} of those of 2014",
        **_sides(row, language),
    )


def say_integrations(row: dict, language: Language) -> str:
    """How many supports are recorded, against how many the year before?"""
    return language.say_count(
        "{n} integration is recorded for 2015, against {before} for 2014",
        "{n} integrations are recorded for 2015, against {before} for 2014",
        row["after"],
        before=_sides(row, language)["before"],
    )


def say_money(row: dict, language: Language) -> str:
    """How much money was awarded, against how much the year before?"""
    # A zero at the end of one of the two amounts would say nothing.
    sides = {side: language.millions(row[side], decimals=1 + bool(round(row[side]) % 100_000)) for _, side in SIDES}
    if row["reason"] == ASSUMED_AMOUNT:
        return language.say_count(
            "{before} million dirhams were awarded in 2014 and, on an assumption, {after} million in 2015",
            "{before} million dirhams were awarded in 2014 and, on an assumption, {after} million in 2015",
            language.form_of_millions(row["before"]),
            **sides,
        )
    return language.say_count(
        "{after} million dirhams were awarded in 2015, against {before} in 2014",
        "{after} million dirhams were awarded in 2015, against {before} in 2014",
        language.form_of_millions(row["after"]),
        **sides,
    )


def say_active(row: dict, language: Language) -> str:
    """Which share of those begun in a year went on or came to a good end within twelve months?"""
    return language.say(
        "Twelve months on, {after} of the integrations of 2015 were under way or completed, "
        "against {before} of those of 2014",
        **_sides(row, language),
    )


def _sides(row: dict, language: Language) -> dict[str, str]:
    wanted = MEASURES[row["measure"]]
    return {side: wording.say_cell(row[side], row[f"{side}_status"], wanted, language) for _, side in SIDES}


def _say_no_change(wanted: Measure, language: Language) -> str:
    return language.say("{title}: no comparison of 2014 and 2015 is possible", title=language.say(wanted.title))


PLACE_AND_PERIOD = message("{definition} By {dimension}; all of Morocco, 2014 and 2015.")


def _say_subtitle(wanted: Measure, by: str, language: Language) -> str:
    dimension = language.say(DIMENSIONS[by].title).lower()
    return language.say(PLACE_AND_PERIOD, definition=language.say(wanted.definition), dimension=dimension)


def _table(named: pd.DataFrame, wanted: Measure, by: str, language: Language) -> pd.DataFrame:
    columns = {
        language.say(DIMENSIONS[by].title): named["group"],
        language.year(2014): named["before_cell"],
        language.year(2015): named["after_cell"],
        language.say("Change"): [label or "—" for label in named["change_label"]],
    }
    if wanted.is_share:
        columns[language.say("95% interval")] = [label or "—" for label in named["interval_label"]]
    columns[language.say("Verdict")] = named["verdict_label"]
    return pd.DataFrame(columns)


def _form(figure: str, named: pd.DataFrame, wanted: Measure, language: Language) -> Form:
    if figure == DUMBBELL:
        ticks = wording.ticks(wanted, language)
        return Form(
            lambda theme, narrow, _height: charts.dumbbell(named, language, theme, tick_text=ticks, narrow=narrow)
        )
    # In full, as the table beside the picture has them.
    beside = {
        f"{side}_label": ["" if pd.isna(value) else language.number(value) for value in named[side]]
        for _, side in SIDES
    }
    rows = named.assign(**beside)
    return Form(lambda theme, _narrow, _height: charts.paired_bars(rows, language, theme))


def _bars(named: pd.DataFrame, wanted: Measure, language: Language) -> Bars:
    series = []
    for year, side in SIDES:
        values = tuple(None if pd.isna(value) else float(value) for value in named[side])
        series.append((language.year(year), values, tuple(named[f"{side}_cell"])))
    return Bars(ROWS, tuple(named["group"]), tuple(series), "0.0%" if wanted.is_share else "#,##0")
