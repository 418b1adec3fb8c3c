"""What stands around the shares of women and of juveniles, and the gaps in outcomes between them and the others?"""

import pandas as pd

from analytics.comparison import decomposition_wording, gap_wording, share_wording
from analytics.comparison.change import compare
from analytics.comparison.gaps import JUVENILES_AND_ADULTS, WOMEN_AND_MEN, Contrast
from analytics.comparison.groups import complete
from analytics.comparison.interval import add_intervals
from analytics.language import Language, message
from analytics.measures.catalogue import MEASURES
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Narrowed
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.people import AGE, SEX, People, list_unknown, say_origin, say_subtitle
from analytics.web.stories.shared import list_notes

# What a share of people is about, and what is said where it cannot be said.
SHARES = {"women_share": WOMEN_AND_MEN, "juvenile_share": JUVENILES_AND_ADULTS}
NOBODY_KNOWN = {
    "women_share": message("Nobody’s sex is known here: no share of women can be said"),
    "juvenile_share": message("Nobody’s juvenile status is known here: no share of juveniles can be said"),
}
NARROWED = {
    "women_share": message("The page is narrowed by sex: a share of women would say nothing"),
    "juvenile_share": message("The page is narrowed by juvenile status: a share of juveniles would say nothing"),
}
# The columns of numbers in the tables of shares and of gaps.
SHARE_COLUMNS = (message("Share"), message("95% interval"), message("Known cases"))
GAP_COLUMNS = (message("Known cases"), message("Difference"), message("95% interval"))
DIFFERENCES = {
    SEX: message("Women less men, in percentage points, each difference with its 95% interval."),
    AGE: message("Juveniles less adults, in percentage points, each difference with its 95% interval."),
}


def tell_shares(
    shares: pd.DataFrame, overall: pd.DataFrame, by: str, people: People, asked: Narrowed, data: Loaded
) -> tuple[pd.DataFrame, Story]:
    """A share of people by this dimension, after that of everybody: the cells to draw, none where nothing is known, and
    their story. shares: cells by the dimension and year; overall: by year."""
    language = language_of_page()
    wanted = MEASURES[overall["measure"].iloc[0]]
    codes = {by: list(dict.fromkeys(shares[by])), "year": list(dict.fromkeys(overall["year"]))}
    whole = pd.concat([overall.assign(**{by: ""}), complete(shares, codes)], ignore_index=True)
    named = share_wording.name_shares(add_intervals(whole), by, data.cube.code_lists, language)
    instead = _instead(wanted.id, named, asked, language)
    title = DIMENSIONS[by].title
    changes = compare(overall, assumptions=data.assumptions, where=asked.where)
    about = SHARES[wanted.id].dimension
    story = Story(
        key=f"{wanted.id}-{by}",
        headline=instead or share_wording.say_headline_of_shares(changes.iloc[0], wanted, language),
        subtitle=say_subtitle(language.say(wanted.definition), asked),
        alt=share_wording.say_shares(named, language),
        table=pd.DataFrame(
            {
                language.say(title): named["group"],
                language.say("Year"): [language.year(year) for year in named["year"]],
                language.say("Share"): named["cell"],
                language.say("95% interval"): named["interval_label"],
                language.say("Known cases"): [text or "—" for text in named["far"]],
            }
        ),
        numeric=tuple(map(language.say, SHARE_COLUMNS)),
        notes=[
            *([] if instead else decomposition_wording.list_share_notes(shares, changes.iloc[0], wanted, language)),
            *list_unknown(about, people, data, language),
            # Of numbers that are not shown nothing is to be known.
            *([] if instead else list_notes(whole, data, asked.where, language)),
        ],
        cells=named[["measure", by, "year", "numerator", "denominator", "value", "low", "high", "status"]],
        **say_origin([wanted.id], data, language),
    )
    return (named.iloc[:0] if instead else named), story


def _instead(measure_id: str, named: pd.DataFrame, asked: Narrowed, language: Language) -> str:
    """What is said in place of a figure of shares that would say nothing? Empty where it says something."""
    contrast = SHARES[measure_id]
    only = asked.where.get(contrast.dimension)
    if named["value"].isna().all():
        sentence = NOBODY_KNOWN[measure_id]
    elif only and not {contrast.first, contrast.second} <= set(only):
        sentence = NARROWED[measure_id]
    else:
        return ""
    return language.say(sentence)


def tell_gaps(gaps: pd.DataFrame, contrast: Contrast, asked: Narrowed, data: Loaded) -> tuple[pd.DataFrame, Story]:
    """Gaps in outcomes between two groups: the cells to draw, none where nothing can be compared, and their story."""
    language = language_of_page()
    named = gap_wording.name_gaps(gaps, language)
    first, second = (
        data.cube.code_lists.name(DIMENSIONS[contrast.dimension].code_list, code, language)
        for code in (contrast.first, contrast.second)
    )
    is_known = bool(gaps["value"].notna().any())
    is_drawn = is_known and not gap_wording.is_all_too_few(gaps)
    sentence = DIFFERENCES[contrast.dimension]
    measures = list(dict.fromkeys(gaps["measure"]))
    story = Story(
        key=f"gaps-{contrast.dimension}",
        headline=gap_wording.say_headline_of_gaps(gaps, contrast, language, asked.where.get(contrast.dimension)),
        subtitle=say_subtitle(language.say(sentence), asked),
        alt=gap_wording.say_gaps(gaps, contrast, language),
        table=gap_wording.tabulate_gaps(named, (first, second), language, with_cases=True),
        numeric=(first, second, *map(language.say, GAP_COLUMNS)),
        notes=[
            *([gap_wording.say_family(gaps, language)] if is_known else []),
            *(list_notes(gaps, data, asked.where, language) if is_known else []),
        ],
        cells=gaps,
        **say_origin(measures, data, language),
    )
    return (named if is_drawn else named.iloc[:0]), story
