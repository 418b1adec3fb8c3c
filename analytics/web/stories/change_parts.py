"""What stands around the figure of a change and its parts?"""

import pandas as pd

from analytics.comparison import decomposition_wording as said
from analytics.measures.dimensions import DIMENSIONS
from analytics.web.address import language as language_of_page
from analytics.web.choosing import Choice
from analytics.web.figures.figure import Story
from analytics.web.loading import Loaded
from analytics.web.stories.shared import list_notes, say_source_of

TEXTS = ["name", "before_label", "after_label", "effect_label"]


def tell_change_parts(choice: Choice, overall: pd.Series, named: pd.DataFrame, data: Loaded) -> Story:
    """The story of a change and its parts (`name_parts`); `overall` is the change itself, as `compare` judges it."""
    language = language_of_page()
    wanted = choice.measure
    titles = {name: DIMENSIONS[name].title for name in named["dimension"].dropna()}
    dimensions = [language.say(title).lower() for title in titles.values()]
    subtitle = language.say(
        "Change from {before_year} to {after_year}, split by {dimensions}.",
        before_year=language.year(2014),
        after_year=language.year(2015),
        dimensions=language.join(dimensions),
    )
    columns = (language.say("Part"), language.year(2014), language.year(2015), language.say("Change"))
    table = named[TEXTS].replace("", "—").set_axis(columns, axis="columns")
    return Story(
        key=f"parts-{wanted.id}-{'-'.join(titles)}",
        headline=said.say_parts_headline(named, overall, wanted, language),
        subtitle=" ".join(part for part in (subtitle, choice.filters_said) if part),
        alt=said.say_parts(named, wanted, language),
        source=say_source_of([wanted.id], data, language),
        kind=data.kind,
        table=table,
        numeric=columns[1:],
        notes=said.list_part_notes(named, wanted, language) + list_notes(named, data, choice.where, language),
        measures=(wanted.id,),
        cells=named.drop(columns=TEXTS),
    )
