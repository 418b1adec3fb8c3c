"""Which stories are there? The list that the Briefing page offers and `press --list` prints, in the order of a briefing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from analytics.comparison.remarks import DEMONSTRATION
from analytics.errors import UnknownName
from analytics.language import Language, message
from analytics.outputs.stories import measured, printed
from analytics.outputs.stories.codes import name_codes, name_sources
from analytics.outputs.stories.material import Material
from analytics.outputs.stories.measured import DUMBBELL, PAIRED_BARS, MeasuredChange
from analytics.outputs.stories.printed import PrintedSeries
from analytics.outputs.stories.told import Told, name_practice
from analytics.published import findings

ANNUAL, RAMADAN = "annual_strategy", "ramadan_programme"


@dataclass(frozen=True)
class Story:
    """A story that can be told: its id, its short title (an English sentence), the command that answers with its numbers,
    and what tells it. is_measured: is it told of the records, and not of printed figures?"""

    id: str
    title: str
    question: str
    tell: Callable[[Material, Language], Told]
    is_measured: bool = False


def _of(title: str, told: PrintedSeries | MeasuredChange) -> Story:
    return Story(told.id, title, told.question, told.tell, isinstance(told, MeasuredChange))


_IN_ORDER = (
    _of(
        message("Placements in companies"),
        PrintedSeries("placements", "job_placements", ANNUAL, range(2012, 2019), findings.find_placements,
                      printed.say_placements),
    ),
    _of(
        message("Micro-projects"),
        PrintedSeries("micro_projects", "micro_projects", ANNUAL, range(2012, 2019),
                      partial(findings.find_projects, is_explained=True), printed.say_projects),
    ),
    _of(
        message("Ramadan programme: people"),
        PrintedSeries("ramadan_people", "programme_beneficiaries", RAMADAN, range(2014, 2020),
                      findings.find_beneficiaries, printed.say_people),
    ),
    _of(
        message("Ramadan programme: cost"),
        PrintedSeries("ramadan_cost", "programme_cost", RAMADAN, range(2014, 2020), findings.find_cost,
                      printed.say_cost),
    ),
    Story("cities_and_centres", message("Ramadan programme: cities"), "compare programme_cities_count",
          printed.tell_cities),
    Story("education_2014", message("Education and training in 2014"), "compare education_training_integrations",
          printed.tell_parts),
    Story("cannot_compare", message("What cannot be compared"), "compare job_placements programme_beneficiaries",
          printed.tell_refused),
    # What is told of records comes last: slides of what was printed end with what must not be said of it.
    _of(message("Women"), MeasuredChange("women", "women_share", "route", DUMBBELL, measured.say_women)),
    _of(message("Juveniles"), MeasuredChange("juveniles", "juvenile_share", "route", DUMBBELL, measured.say_juveniles)),
    _of(message("Routes"), MeasuredChange("routes", "integrations", "route", DUMBBELL, measured.say_integrations)),
    _of(
        message("Funding by kind"),
        MeasuredChange("funding_by_kind", "funding_total", "funding_kind", PAIRED_BARS, measured.say_money),
    ),
    _of(
        message("Outcomes after 12 months"),
        MeasuredChange("outcomes_12m", "active_12m", "route", DUMBBELL, measured.say_active),
    ),
)  # fmt: skip
STORIES = {story.id: story for story in _IN_ORDER}


def find_story(story_id: str) -> Story:
    """Which story has this id? Raises UnknownName."""
    if story_id not in STORIES:
        raise UnknownName(message("story"), story_id, STORIES)
    return STORIES[story_id]


def name_story(story_id: str, kind: str, language: Language) -> str:
    """The short title of a story of this kind of data; one of people who do not exist says so. Raises UnknownName."""
    words = find_story(story_id).title
    title = language.say(words)
    return language.say("{title} (demonstration)", title=title) if kind == DEMONSTRATION else title


def tell_story(story_id: str, material: Material, language: Language) -> Told:
    """What does this story say, in this language? Raises UnknownName, and what asking its cells raises."""
    told = find_story(story_id).tell(material, language)
    names = name_codes(told.cells, material.register.code_lists, language)
    names |= name_sources(told.cells, material.register, language)
    return name_practice(replace(told, names=names))
