"""The sized map: areas in proportion, every city named and clickable, names clear of one another at every width."""

from math import pi

import pandas as pd
import pytest

from analytics import ask
from analytics.charts import LIGHT, sized_map
from analytics.charts.labels import width_of
from analytics.charts.sized_map import LARGEST, radius_of
from analytics.language import ARABIC, ENGLISH, LANGUAGES
from analytics.records.folder import PROJECT_DATA

# Any numbers will do; these fall from the larger cities to the smaller.
NUMBERS = {
    "casablanca": (995, 1264),
    "tanger": (333, 390),
    "sale": (265, 343),
    "rabat": (134, 159),
    "boujdour": (20, 15),
}


def cities_in(language, **changed):
    cities = pd.read_csv(PROJECT_DATA / "reference" / "cities.csv")
    cities = cities[cities["id"] != "agadir-ait-melloul"]
    rows = []
    for row in cities.to_dict("records"):
        before, after = NUMBERS.get(row["id"], (60, 80))
        rows.append(
            {
                "city": row["id"],
                "name": row[f"name_{language.code}"],
                "longitude": row["longitude"],
                "latitude": row["latitude"],
                "centre_status": row["centre_status"],
                "before": before,
                "after": after,
                "before_label": str(before),
                "after_label": str(after),
                "before_status": "normal",
                "after_status": "normal",
                "is_chosen": True,
                "room": max(before, after),
                "status": "normal",
            }
            | changed.get(row["id"], {})
        )
    return pd.DataFrame(rows)


def as_recorded(language):
    """The same with the numbers of the demonstration records, as the page draws it."""
    cells = ask("integrations", by=["city", "year"])
    numbers = {(row["city"], row["year"]): int(row["value"]) for row in cells.to_dict("records")}
    frame = cities_in(language)
    frame["before"] = [numbers.get((city, 2014), 0) for city in frame["city"]]
    frame["after"] = [numbers.get((city, 2015), 0) for city in frame["city"]]
    return frame.assign(room=frame[["before", "after"]].max(axis=1))


def drawn(land, language=ENGLISH, frame=None):
    frame = cities_in(language) if frame is None else frame
    return sized_map(frame, land, language, LIGHT, number_text=language.number, unit="Integrations")


def marked(figure, name):
    found = [each for each in figure.data if each.name == name]
    return {city: size for each in found for city, size in zip(each.ids, each.marker.size, strict=True)}


def test_a_table_without_status_or_city_is_refused(land):
    with pytest.raises(ValueError, match="status"):
        drawn(land, frame=cities_in(ENGLISH).drop(columns="status"))
    with pytest.raises(ValueError, match="city"):
        drawn(land, frame=cities_in(ENGLISH).iloc[:0])


def test_areas_are_in_proportion_to_the_numbers_on_one_scale_for_both_years(land):
    figure = drawn(land)
    rings, discs = marked(figure, "before"), marked(figure, "after")
    areas = {(city, year): pi * (sizes[city] / 2) ** 2 for city in NUMBERS for year, sizes in enumerate((rings, discs))}
    unit = areas["casablanca", 1] / 1264
    for city, numbers in NUMBERS.items():
        for year, number in enumerate(numbers):
            if number > 20:
                assert areas[city, year] == pytest.approx(unit * number)
    assert discs["casablanca"] == 2 * LARGEST


def test_nothing_has_no_area_and_the_least_is_still_seen():
    assert radius_of(0, 1000) == 0 and radius_of(1, 1_000_000) == 2


def test_a_city_without_any_number_is_a_cross_and_still_named(land):
    gone = {"before": None, "after": None, "before_label": "", "after_label": ""}
    gone |= {"before_status": "not_available", "after_status": "not_available"}
    figure = drawn(land, frame=cities_in(ENGLISH, safi=gone))
    assert "safi" not in marked(figure, "before") and list(marked(figure, "none")) == ["safi"]
    assert any(note.text == "Safi" for note in figure.layout.annotations)


def test_a_hidden_city_is_an_open_diamond_with_its_mark(land):
    hidden = {"before": None, "before_label": "", "before_status": "confidential"}
    figure = drawn(land, frame=cities_in(ENGLISH, safi=hidden))
    assert list(marked(figure, "confidential")) == ["safi"]
    assert any(note.text == "Safi [c]" for note in figure.layout.annotations)


def test_a_click_answers_with_the_code_of_every_city(land):
    figure = drawn(land)
    assert figure.layout.meta["narrows"] == "city"
    codes = {mark[1] for each in figure.data if each.name == "cities" for mark in each.customdata}
    assert codes == set(cities_in(ENGLISH)["city"])


def test_cities_that_are_not_chosen_are_faint_and_stay_where_they_are(land):
    frame = cities_in(ENGLISH)
    figure, chosen = drawn(land), drawn(land, frame=frame.assign(is_chosen=frame["city"] == "rabat"))
    opacity = {
        city: value
        for each in chosen.data
        if each.name == "before"
        for city, value in zip(each.ids, each.marker.opacity, strict=True)
    }
    assert opacity["rabat"] == 1 and all(value < 0.5 for city, value in opacity.items() if city != "rabat")

    def places(of):
        return {
            note.text.replace("<b>", "").replace("</b>", ""): (note.x, note.y, note.xshift)
            for note in of.layout.annotations
            if note.name == "city"
        }

    assert places(figure) == places(chosen)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("width", [300, 340, 400, 560, 900])
def test_no_name_meets_another_name(land, code, width):
    figure = drawn(land, LANGUAGES[code], as_recorded(LANGUAGES[code]))
    across, up = figure.layout.xaxis.range, figure.layout.yaxis.range
    ratio = 1 / figure.layout.yaxis.scaleratio
    domain = figure.layout.yaxis.domain
    height = (domain[1] - domain[0]) * figure.layout.height
    scale = min(width / ((across[1] - across[0]) * ratio), height / (up[1] - up[0]))
    boxes = {}
    for note in figure.layout.annotations:
        if note.name == "city" and note.xref == "x":
            x = (note.x - across[1]) * scale * ratio + note.xshift
            y = (note.y - up[1]) * scale + note.yshift
            # A rendered name is a little narrower than the width reckoned for it.
            wide = 0.9 * width_of(note.text.strip("\u2067\u2069"), 11)
            left = {"left": x, "right": x - wide, "center": x - wide / 2}[note.xanchor]
            boxes[note.text] = (left, y - 6, left + wide, y + 6)
    met = [
        (one, other)
        for one in boxes
        for other in boxes
        if one < other
        and min(boxes[one][2], boxes[other][2]) > max(boxes[one][0], boxes[other][0])
        and min(boxes[one][3], boxes[other][3]) > max(boxes[one][1], boxes[other][1])
    ]
    assert met == []


def test_arabic_is_wrapped(land, assert_is_wrapped):
    assert_is_wrapped(drawn(land, ARABIC))
