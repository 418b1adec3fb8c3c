"""Where does everything stand on a slide? In inches from where reading starts: a slide in Arabic from the right."""

from dataclasses import dataclass

from analytics.language import Language

INCH, POINTS_OF_AN_INCH = 914_400, 72
BROAD = 13.333
WIDTH, HEIGHT = 12_192_000, 6_858_000
PAD = 0.6
ROOM = BROAD - 2 * PAD


@dataclass(frozen=True)
class Place:
    """A box: start, top, width and height in inches; its words stand at its end where `is_at_end`, and hang from its
    `anchor` (t, ctr, b)."""

    start: float
    top: float
    width: float
    height: float
    anchor: str = "t"
    is_at_end: bool = False

    def in_emu(self, language: Language) -> tuple[int, int, int, int]:
        """Left, top, width and height as PowerPoint counts them."""
        left = BROAD - self.start - self.width if language.is_right_to_left else self.start
        return tuple(round(inches * INCH) for inches in (left, self.top, self.width, self.height))

    def side(self, language: Language) -> str:
        """On which side do its words stand? `algn` is left and right as they are seen, also in Arabic."""
        return "r" if language.is_right_to_left != self.is_at_end else "l"

    @property
    def points(self) -> tuple[float, float]:
        return self.width * POINTS_OF_AN_INCH, self.height * POINTS_OF_AN_INCH


@dataclass(frozen=True)
class Arrangement:
    """The places of a story: what is said of it, and its figure."""

    headline: Place
    subtitle: Place
    figure: Place
    verdict: Place
    remarks: Place


HEADLINE = Place(PAD, 0.35, ROOM, 1.2, "ctr")
# A chart of bars is broad, and stands under its headline …
BELOW = Arrangement(
    headline=HEADLINE,
    subtitle=Place(PAD, 1.61, ROOM, 0.6),
    figure=Place(PAD, 2.25, 8.2, 3.98),
    verdict=Place(9.05, 2.3, 3.68, 0.38),
    remarks=Place(9.05, 2.82, 3.68, 3.42),
)
# … a picture is nearly as high as broad, and stands beside it.
PICTURE = Place(5.4, 0.4, 7.33, 5.75)
COLUMN, MOST_HEADLINE, MOST_SUBTITLE, GAP = 4.4, 2.6, 1.2, 0.18
ROUNDING = 0.001


def beside(headline: float, subtitle: float) -> Arrangement:
    """The places beside a picture, under a headline and a subtitle of these heights."""
    second = HEADLINE.top + headline + GAP
    third = second + subtitle + 2 * GAP
    fourth = third + 0.52
    return Arrangement(
        headline=Place(PAD, HEADLINE.top, COLUMN, headline + ROUNDING),
        subtitle=Place(PAD, second, COLUMN, subtitle + ROUNDING),
        figure=PICTURE,
        verdict=Place(PAD, third, COLUMN, 0.38),
        remarks=Place(PAD, fourth, COLUMN, PICTURE.top + PICTURE.height - fourth),
    )


SOURCE = Place(PAD, 6.42, ROOM, 0.47)
BADGES = Place(7.0, 6.96, 5.0, 0.32, is_at_end=True)
FOOT = {
    "ftr": Place(PAD, 6.96, 6.2, 0.32, "ctr"),
    "sldNum": Place(BROAD - PAD - 0.5, 6.96, 0.5, 0.32, "ctr", is_at_end=True),
}
STORY_PLACES = FOOT | {
    "title": HEADLINE,
    "body": BELOW.subtitle,
    "bar": Place(0, HEADLINE.top, 0.14, HEADLINE.height),
    "rule": Place(PAD, 6.32, ROOM, 0.012),
}
TITLE_PLACES = FOOT | {
    "title": Place(PAD, 0.6, ROOM, 1.25, "b"),
    "subTitle": Place(PAD, 1.9, ROOM, 0.5),
    "bar": Place(0, 0.75, 0.3, 1.65),
    "rule": Place(PAD, 6.75, ROOM, 0.012),
}
CONTENTS_HEADING = Place(PAD, 2.85, ROOM, 0.4)
CONTENTS = (Place(PAD, 3.3, 5.9, 3.0), Place(PAD + 6.1, 3.3, 5.9, 3.0))
ORIGIN = Place(PAD, 6.33, ROOM, 0.32)
