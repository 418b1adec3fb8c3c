"""What may be said of the two years on two pages? A note for print, from the same stories as the pictures and the deck.

As many stories as find room stand with their figure, the others as rows of the table and among the definitions. Two pages
hold them all: never a third, and nothing is cut.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from analytics.errors import CannotRender
from analytics.language import message
from analytics.outputs.note_words import say_note, say_story
from analytics.outputs.stories.told import Told
from analytics.outputs.typesetting import count_pages, typeset

TEMPLATE = Path(__file__).with_suffix(".typ")
PAGES = 2
MOST_FIGURES = 6
# In points. Figures are given up before type gets smaller than READABLE.
READABLE, SMALLEST, STEP = (9.6, 9.0, 8.4), 5.6, 0.4


def write_note(stories: Sequence[Told], figure: Callable[[Told], bytes | None]) -> bytes:
    """The note of these stories, in their language, as a tagged PDF (PDF/UA-1) of two A4 pages; the same bytes each time.

    `figure` gives the drawing (SVG) of a story's figure for a column; where it gives none, its table stands. Raises
    CannotRender where the stories do not find room on two pages.
    """
    shown = cache(lambda place: say_story(stories[place], figure(stories[place])))
    for size, figures in _ways(len(stories)):
        given = say_note(stories, [shown(place) for place in range(figures)]) | {"size": size, "breaks": False}
        pages = count_pages(TEMPLATE, given)
        if pages <= PAGES:
            # What would fill one page alone has its explanations on a second.
            return typeset(TEMPLATE, given | {"breaks": pages < PAGES})
    raise CannotRender(message("These stories do not find room on two pages; please choose fewer."))


def _ways(stories: int) -> Iterator[tuple[float, int]]:
    """In which type, with how many figures? The best way first."""
    for figures in range(min(stories, MOST_FIGURES), -1, -1):
        yield from ((size, figures) for size in READABLE)
    size = READABLE[-1]
    while size > SMALLEST:
        size -= STEP
        yield size, 0
