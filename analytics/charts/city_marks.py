"""What does a city look like on the map? A ring for 2014, a disc for 2015, both in one, and a frame for its centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.charts.drawing import open_diamond, scatter
from analytics.charts.key import Item, circle, diamond, square
from analytics.charts.labels import drawn, marked, reason_of
from analytics.charts.theme import Theme
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

RING, CORE, DISC = 10, 5.5, 9
PLAIN_REACH, CENTRE_REACH, KEY_REACH = 6.5, 9.0, 7.0
OPEN_CENTRE, CENTRE_BEING_BUILT, NO_CENTRE = "open", "under_construction", "none"


@dataclass(frozen=True)
class City:
    """A city as it is drawn: its name as written, where it lies, in which programmes it was, what centre it has."""

    name: str
    place: tuple[float, float]
    in_before: bool
    in_after: bool
    centre: str
    is_hidden: bool

    @property
    def is_in_programme(self) -> bool:
        return self.in_before or self.in_after or self.is_hidden

    @property
    def is_bold(self) -> bool:
        return self.is_in_programme

    @property
    def may_be_bold(self) -> bool:
        return self.is_in_programme

    @property
    def reach(self) -> float:
        return PLAIN_REACH if self.centre == NO_CENTRE else CENTRE_REACH

    @property
    def elbow_room(self) -> float:
        # The corners of a frame reach further than its sides.
        return PLAIN_REACH if self.centre == NO_CENTRE else 1.2 * CENTRE_REACH


def city_of(row: dict, years: tuple[int, int], language: Language) -> City:
    """Which city does this row of the table say? A confidential one keeps its programmes to itself."""
    is_hidden = row["status"] == CONFIDENTIAL
    return City(
        name=marked(str(row["name"]), row["status"], language),
        place=(float(row["longitude"]), float(row["latitude"])),
        in_before=not is_hidden and bool(row[f"in_{years[0]}"]),
        in_after=not is_hidden and bool(row[f"in_{years[1]}"]),
        centre=row["centre_status"],
        is_hidden=is_hidden,
    )


def centre_mark(centre: str, theme: Theme, reach: float = CENTRE_REACH) -> tuple[dict, ...]:
    """What frames a city with a centre, in pixels around its mark? A square, dotted while the centre is being built."""
    if centre == NO_CENTRE:
        return ()
    line = {"color": theme.centre, "width": 1.6} | ({"dash": "2px,2px"} if centre == CENTRE_BEING_BUILT else {})
    return (square(reach - 0.8, name=centre, line=line),)


def city_traces(
    cities: Sequence[City],
    places: Sequence[tuple[float, float]],
    years: tuple[int, int],
    language: Language,
    theme: Theme,
) -> list[dict]:
    """How are cities marked at these places? 2014, then 2015 on it, the hidden ones, and what a pointer reads."""
    before = [(city, place) for city, place in zip(cities, places, strict=True) if city.in_before]
    after = [(city, place) for city, place in zip(cities, places, strict=True) if city.in_after]
    hidden = [(city, place) for city, place in zip(cities, places, strict=True) if city.is_hidden]
    ring = {"size": RING, "color": theme.card, "line": {"color": theme.before, "width": 2.5}}
    disc = {
        "size": [CORE if city.in_before else DISC for city, _ in after],
        "color": theme.after,
        "line": {"width": 0},
    }
    framed = [(city, place) for city, place in zip(cities, places, strict=True) if city.centre != NO_CENTRE]
    # The card shows inside a frame; its line is a shape, since Plotly cannot dash the outline of a marker.
    ground = {"symbol": "square", "size": 2 * (CENTRE_REACH - 0.8), "color": theme.card, "line": {"width": 0}}
    unseen = open_diamond(DISC, theme.muted)
    traces = [
        _trace(str(year), found, marker | {"opacity": 1})
        for year, found, marker in (
            ("centres", framed, ground),
            (years[0], before, ring),
            (years[1], after, disc),
            (CONFIDENTIAL, hidden, unseen),
        )
        if found
    ]
    pointed = _trace("cities", list(zip(cities, places, strict=True)), {"size": 22, "opacity": 0})
    pointed.update(
        customdata=[drawn(_told(city, years, language), language) for city in cities],
        hovertemplate="%{customdata}<extra></extra>",
        hoverinfo=None,
    )
    return [*traces, pointed]


def _trace(name: str, found: list[tuple[City, tuple[float, float]]], marker: dict) -> dict:
    return scatter(
        name=name,
        ids=[city.name for city, _ in found],
        x=[place[0] for _, place in found],
        y=[place[1] for _, place in found],
        mode="markers",
        marker=marker,
        hoverinfo="skip",
    )


def _told(city: City, years: tuple[int, int], language: Language) -> list[str]:
    if city.is_hidden:
        programmes = reason_of(CONFIDENTIAL, language)
    elif city.in_before and city.in_after:
        programmes = _both(years, language)
    elif city.is_in_programme:
        programmes = _only(years[0] if city.in_before else years[1], language)
    else:
        programmes = language.say("in neither programme")
    centres = {OPEN_CENTRE: language.say("open centre"), CENTRE_BEING_BUILT: language.say("centre being built")}
    return [line for line in (city.name, programmes, centres.get(city.centre, "")) if line]


def _both(years: tuple[int, int], language: Language) -> str:
    return language.say("{before} and {after}", before=language.year(years[0]), after=language.year(years[1]))


def _only(year: int, language: Language) -> str:
    return language.say("{year} only", year=language.year(year))


def city_key(cities: Sequence[City], years: tuple[int, int], language: Language, theme: Theme) -> list[Item]:
    """What do the marks on this map mean? Only those that are on it."""
    ring = circle(RING / 2, fillcolor=theme.card, line={"color": theme.before, "width": 2.5})
    core = circle(CORE / 2, fillcolor=theme.after, line={"width": 0})
    disc = circle(DISC / 2, fillcolor=theme.after, line={"width": 0})
    unseen = diamond(DISC / 2, line={"color": theme.muted, "width": 2})
    programmes = {(city.in_before, city.in_after) for city in cities}
    centres = {city.centre for city in cities}
    building, built = (centre_mark(centre, theme, KEY_REACH) for centre in (CENTRE_BEING_BUILT, OPEN_CENTRE))
    items = [
        ((True, True) in programmes, _both(years, language), (ring, core)),
        ((True, False) in programmes, _only(years[0], language), (ring,)),
        ((False, True) in programmes, _only(years[1], language), (disc,)),
        (any(city.is_hidden for city in cities), reason_of(CONFIDENTIAL, language), (unseen,)),
        (OPEN_CENTRE in centres, language.say("open centre"), built),
        (CENTRE_BEING_BUILT in centres, language.say("centre being built"), building),
    ]
    return [Item(words, shapes, theme.text) for is_there, words, shapes in items if is_there]
