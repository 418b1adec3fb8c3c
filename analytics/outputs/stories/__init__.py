"""What is told at a briefing: each story from public cells to headline, subtitle, figure and notes."""

from analytics.outputs.stories.listing import STORIES, find_story, name_story, tell_story
from analytics.outputs.stories.material import Material, gather_material
from analytics.outputs.stories.told import Bars, Told, name_practice

__all__ = [
    "STORIES",
    "Bars",
    "Material",
    "Told",
    "find_story",
    "gather_material",
    "name_practice",
    "name_story",
    "tell_story",
]
