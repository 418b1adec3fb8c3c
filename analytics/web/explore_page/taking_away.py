"""What can an analyst take away from Explore? The question as a workbook or as Parquet, and its figure as a picture."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics import charts
from analytics.charts.theme import Theme
from analytics.comparison.remarks import say_kind
from analytics.language import Language
from analytics.outputs.parquet import write_parquet
from analytics.outputs.picture import draw_picture
from analytics.outputs.stories.told import Form, Told, name_practice
from analytics.outputs.workbook import write_workbook
from analytics.web.address import language as language_of_page
from analytics.web.audience import say_use
from analytics.web.explore_page.exploring import Exploration, permalink
from analytics.web.figures.figure import Story, file_name
from analytics.web.loading import Loaded
from analytics.web.noting import download
from analytics.web.stories.explore import Drawn

# A figure up to this many pixels high keeps within a wide picture, up to that many within an upright one.
WIDE_UP_TO, UPRIGHT_UP_TO = 420, 1100
# The forms that hold from 300 pixels, or stand more freely from 560.
OF_TWO_WIDTHS = ("dumbbell", "intervals", "matrix", "small_multiples")


def take_away(asked: Exploration, pivot: pd.DataFrame, story: Story, drawn: Drawn, data: Loaded) -> None:
    """Buttons for the files; each is made when it is asked for."""
    language = language_of_page()
    about = {
        language.say("Question"): asked.texts()["python"].rpartition("\n\n")[2],
        language.say("Source"): story.source,
        language.say("Data"): " · ".join(filter(None, [say_kind(story.kind, language), say_use(story.kind, language)])),
        language.say("Address"): permalink(None if asked.is_public else data.release_named),
    }
    sheets = {
        language.say("Cells"): pivot,
        language.say("About"): pd.DataFrame({language.say("What"): list(about), language.say("Value"): about.values()}),
    }
    name = file_name(story.key, story.kind, language)
    with st.container(horizontal=True, key="pivot-downloads"):
        _button(
            language.say("Download XLSX"),
            lambda: write_workbook(sheets, right_to_left=language.is_right_to_left),
            f"{name}.xlsx",
        )
        _button(language.say("Download Parquet"), lambda: write_parquet(pivot, about), f"{name}.parquet")
        size = _size_of(drawn, language)
        if size:
            told = _tell(asked, story, drawn, data, language)
            _button(language.say("Download PNG"), lambda: draw_picture(told, size, is_kept=False), f"{name}.png")


def _button(label: str, make: Callable[[], bytes], name: str) -> None:
    download(label, make, name, key=f"pivot-{name.rpartition('.')[2]}")


def _draw(drawn: Drawn, language: Language, theme: Theme, narrow: bool) -> object:
    look = drawn.look | ({"narrow": narrow} if drawn.form in OF_TWO_WIDTHS else {})
    return getattr(charts, drawn.form)(drawn.cells, language, theme, **look)


def _size_of(drawn: Drawn, language: Language) -> str:
    """Which size of picture holds this figure? None where there is none, or it is too high for any."""
    if not drawn.form:
        return ""
    height = _draw(drawn, language, charts.LIGHT, False).to_dict()["layout"]["height"]
    return "wide" if height <= WIDE_UP_TO else "portrait" if height <= UPRIGHT_UP_TO else ""


def _tell(asked: Exploration, story: Story, drawn: Drawn, data: Loaded, language: Language) -> Told:
    told = Told(
        id=story.key,
        language=language,
        headline=story.headline,
        subtitle=story.subtitle,
        alt=story.alt,
        notes=tuple(story.notes),
        source=story.source,
        definition=" ".join(language.say(each.definition) for each in asked.measures),
        kind=story.kind,
        question=asked.texts()["bash"],
        cells=drawn.cells,
        table=story.table,
        numeric=tuple(story.numeric),
        form=Form(lambda theme, narrow, _: _draw(drawn, language, theme, narrow)),
        release_id=data.records.release_id,
        use=say_use(story.kind, language),
    )
    return name_practice(told)
