"""The map: every city once, its name clear of everything else, at every width and in every language."""

from math import cos, hypot, radians

import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, city_map
from analytics.charts.labels import width_of
from analytics.language import ARABIC, ENGLISH, LANGUAGES
from analytics.records.folder import PROJECT_DATA

LINE = 13
NARROW = [(True, width) for width in (300, 340, 380, 560, 900)]
WIDE = [(False, width) for width in (540, 600, 900, 1200)]


def cities_in(language):
    """Cities of the two Ramadan programmes (published) and the centres of mid 2015 (published)."""
    cities = pd.read_csv(PROJECT_DATA / "reference" / "cities.csv")
    programme = pd.read_csv(PROJECT_DATA / "published" / "programme_cities.csv")
    took_part = {year: set(rows["city"]) for year, rows in programme.groupby("programme_year")}
    return pd.DataFrame(
        {
            "name": cities[f"name_{language.code}"],
            "longitude": cities["longitude"],
            "latitude": cities["latitude"],
            "in_2014": cities["name_fr"].isin(took_part[2014]),
            "in_2015": cities["name_fr"].isin(took_part[2015]),
            "centre_status": cities["centre_status"],
            "status": "normal",
        }
    )


def traces(figure, name):
    return [each for each in figure.data if each.name == name]


def marked_cities(figure, name):
    return sorted(city for trace in traces(figure, name) for city in trace.ids)


def plain(text):
    return text.replace("<b>", "").replace("</b>", "").strip("\u2067\u2069")


def sheets_of(figure):
    """The axes of each sheet of the map: x and y of the main one, x2 and y2 of the far south where it has its own."""
    layout = figure.layout
    return {
        f"x{mark}": (layout[f"xaxis{mark}"], layout[f"yaxis{mark}"]) for mark in ("", "2") if f"xaxis{mark}" in layout
    }


def scales_of(figure, width):
    """Pixels a degree of latitude in each sheet: both ranges are shown whole, the wider way is filled up."""
    scales = {}
    for mark, (across, up) in sheets_of(figure).items():
        height = (up.domain[1] - up.domain[0]) * figure.layout.height
        wide, tall = across.range[1] - across.range[0], up.range[1] - up.range[0]
        scales[mark] = min(width * up.scaleratio / wide, height / tall)
    return scales


def places_at(figure, width):
    """Where names and marks stand, in pixels from the top right corner of the figure.

    Of each sheet that corner stays where it is; what a wider figure shows more lies at its left and below.
    """
    sheets, scales, names, marks = sheets_of(figure), scales_of(figure, width), {}, {}

    def pixels(mark, longitude, latitude):
        (across, up), scale = sheets[mark], scales[mark]
        top = (up.domain[1] - 1) * figure.layout.height
        return (longitude - across.range[1]) * scale / up.scaleratio, (latitude - up.range[1]) * scale + top

    for note in figure.layout.annotations:
        if note.name == "city":
            x, y = pixels(note.xref, note.x, note.y)
            x, y = x + note.xshift, y + note.yshift
            wide = width_of(plain(note.text), note.font.size, bold="<b>" in note.text)
            left = {"left": x, "right": x - wide, "center": x - wide / 2}[note.xanchor]
            names[plain(note.text)] = (left, y - LINE / 2, left + wide, y + LINE / 2)
    framed = {city for each in traces(figure, "centres") for city in each.ids}
    for trace in traces(figure, "cities"):
        for city, longitude, latitude in zip(trace.ids, trace.x, trace.y, strict=True):
            x, y = pixels(trace.xaxis or "x", longitude, latitude)
            reach = 8 if city in framed else 6
            marks[city] = (x - reach, y - reach, x + reach, y + reach)
    return names, marks


def do_hide(one, other):
    """Do two marks share a place? Frames (half a side of 8) are square, rings (a radius of 6) are round."""
    apart_x, apart_y = abs(one[0] + one[2] - other[0] - other[2]) / 2, abs(one[1] + one[3] - other[1] - other[3]) / 2
    reaches = sorted(((one[2] - one[0]) / 2, (other[2] - other[0]) / 2))
    if reaches[0] == 8:
        return do_overlap(one, other)
    if reaches[1] == 6:
        return hypot(apart_x, apart_y) < 12
    return hypot(max(0, apart_x - 8), max(0, apart_y - 8)) < 6


def do_overlap(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


@pytest.fixture(scope="module")
def figures(land):
    return {
        (code, narrow): city_map(cities_in(language), land, language, LIGHT, narrow=narrow)
        for code, language in LANGUAGES.items()
        for narrow in (True, False)
    }


@pytest.mark.parametrize("narrow, width", NARROW + WIDE)
@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_name_meets_another_name_a_mark_or_the_edge(figures, code, narrow, width):
    figure = figures[code, narrow]
    names, marks = places_at(figure, width)
    assert len(names) == len(marks) == 22
    for city, box in names.items():
        met = [other for other, its in names.items() if other != city and do_overlap(box, its)]
        met += [f"mark of {other}" for other, its in marks.items() if do_overlap(box, its)]
        assert met == [], city
        assert box[2] <= 0 and box[3] <= 0, city
        assert box[0] >= -width and box[1] >= -figure.layout.height, city


@pytest.mark.parametrize("narrow, width", NARROW + WIDE)
@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_mark_hides_another(figures, code, narrow, width):
    _, marks = places_at(figures[code, narrow], width)
    boxes = list(marks.items())
    for place, (city, box) in enumerate(boxes):
        assert [other for other, its in boxes[place + 1 :] if do_hide(box, its)] == [], city


@pytest.mark.parametrize("narrow, width", NARROW + WIDE)
@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_key_and_the_name_of_the_south_cover_no_city_nor_each_other(figures, code, narrow, width):
    figure = figures[code, narrow]
    names, marks = places_at(figure, width)
    layout = figure.layout
    texts = [note for note in layout.annotations if note.name == "key"]
    top = max(note.yshift for note in texts) + 8 - layout.height
    widest = max(width_of(plain(note.text), note.font.size) for note in texts)
    start = min(abs(note.xshift) for note in texts)
    reach = start + widest if code == "ar" else max(abs(note.xshift) for note in texts) + 18
    covers = [(-reach, -layout.height, 0, top)]
    for note in layout.annotations:
        if note.name == "south":
            wide = width_of(plain(note.text), note.font.size)
            left = note.xshift - wide if code == "ar" else note.xshift - width
            y = (note.y - 1) * layout.height + note.yshift
            covers.append((left, y - LINE / 2, left + wide, y + LINE / 2))
    assert len(covers) == (2 if narrow else 1)
    for city, box in (*names.items(), *marks.items()):
        assert not any(do_overlap(box, cover) for cover in covers), city
    assert not narrow or not do_overlap(*covers)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_name_leaves_its_sheet(figures, code):
    for (language, narrow), figure in figures.items():
        for width in (width for is_narrow, width in NARROW + WIDE if is_narrow == narrow and language == code):
            names, _ = places_at(figure, width)
            for note in figure.layout.annotations:
                if note.name == "city":
                    low, high = ((end - 1) * figure.layout.height for end in sheets_of(figure)[note.xref][1].domain)
                    box = names[plain(note.text)]
                    assert low <= box[1] and box[3] <= high, (note.text, width)


def test_nothing_is_fetched_and_both_ways_have_one_scale(figures):
    for figure in figures.values():
        assert {trace.type for trace in figure.data} == {"scatter"}
        assert figure.layout.geo.to_plotly_json() == {} and figure.layout.map.to_plotly_json() == {}
        assert figure.layout.width is None
        for mark, (_, up) in sheets_of(figure).items():
            latitudes = [place for trace in traces(figure, "cities") if trace.xaxis == mark for place in trace.y]
            # At 33° north a degree of longitude is 0.839 of a degree of latitude.
            middle = radians((min(latitudes) + max(latitudes)) / 2)
            assert up.scaleanchor == mark and abs(1 / up.scaleratio - cos(middle)) < 0.01


@pytest.mark.parametrize("width", [width for _, width in NARROW])
def test_the_far_south_has_the_scale_of_the_rest(figures, width):
    scales = scales_of(figures["fr", True], width)
    assert scales["x2"] == pytest.approx(scales["x"])


def test_each_city_is_marked_as_it_took_part(figures):
    figure = figures["fr", True]
    before, after = marked_cities(figure, "2014"), marked_cities(figure, "2015")
    assert len(before) == len(after) == 12 and len({*before} & {*after}) == 9
    assert {*before} - {*after} == {"Boujdour", "Mohammedia", "Sidi Kacem"}
    assert {*after} - {*before} == {"Casablanca", "Safi", "Salé"}
    # Nine centres open and seven being built in mid 2015.
    assert len(marked_cities(figure, "centres")) == 16
    frames = [shape for shape in figure.layout.shapes if shape.xref in ("x", "x2")]
    assert sum(shape.name == "open" for shape in frames) == 9
    assert sum(shape.name == "under_construction" and bool(shape.line.dash) for shape in frames) == 7


def test_marks_differ_without_their_colours(figures):
    figure = figures["fr", True]
    rings, discs = traces(figure, "2014")[0], traces(figure, "2015")[0]
    assert rings.marker.color == LIGHT.card and rings.marker.line.width > 2
    sizes = dict(zip(discs.ids, discs.marker.size, strict=True))
    # In both years the disc lies inside the ring.
    assert sizes["Rabat"] < rings.marker.size - 2 * rings.marker.line.width + 1 < sizes["Casablanca"]


def test_every_city_is_named_once_and_those_of_a_programme_in_bold(figures):
    notes = {plain(note.text): note for note in figures["en", True].layout.annotations if note.name == "city"}
    assert len(notes) == 22 and "Khémisset" not in notes
    assert "<b>" in notes["Rabat"].text and "<b>" not in notes["Settat"].text
    assert {city for city, note in notes.items() if note.xref == "x2"} == {"Laayoune", "Boujdour"}


def test_marks_stay_close_to_where_their_cities_lie(figures):
    trace = traces(figures["fr", True], "cities")[0]
    truth = cities_in(LANGUAGES["fr"]).set_index("name")
    for city, longitude, latitude in zip(trace.ids, trace.x, trace.y, strict=True):
        assert abs(longitude - truth.longitude[city]) < 0.4 and abs(latitude - truth.latitude[city]) < 0.4, city
    at = dict(zip(trace.ids, trace.x, strict=True))
    assert at["Casablanca"] < at["Mohammedia"] < at["Rabat"] < at["Salé"]


def test_the_order_of_the_rows_moves_no_name(land, figures):
    turned = city_map(cities_in(ENGLISH).iloc[::-1], land, ENGLISH, LIGHT)
    assert places_at(turned, 340) == places_at(figures["en", True], 340)


def test_a_wide_map_is_one_and_a_narrow_one_goes_on_below(figures):
    for code in LANGUAGES:
        wide, narrow = figures[code, False], figures[code, True]
        assert {*sheets_of(wide)} == {"x"} and {*sheets_of(narrow)} == {"x", "x2"}
        south, north = narrow.layout.yaxis2.domain, narrow.layout.yaxis.domain
        # The second sheet lies under the first, of its whole width.
        assert south[0] == 0 and south[1] < north[0] and north[1] == 1
        assert narrow.layout.xaxis2.domain is None and narrow.layout.xaxis.domain is None
        assert [note.name for note in narrow.layout.annotations].count("south") == 1
        assert "south" not in [note.name for note in wide.layout.annotations]


@pytest.mark.parametrize("where", ["latitude > 30", "latitude < 28"])
def test_cities_of_one_part_alone_need_no_second_sheet(land, where):
    figure = city_map(cities_in(ENGLISH).query(where), land, ENGLISH, LIGHT)
    assert {*sheets_of(figure)} == {"x"} and "south" not in [note.name for note in figure.layout.annotations]


def test_the_key_explains_the_marks_on_the_map_and_no_other(land):
    def words_for(cities):
        notes = city_map(cities, land, ENGLISH, LIGHT).layout.annotations
        return [note.text for note in notes if note.name == "key"]

    words = words_for(cities_in(ENGLISH))
    assert words == ["2014 and 2015", "2014 only", "2015 only", "open centre", "centre being built"]
    few = cities_in(ENGLISH).query("name in ['Rabat', 'Kenitra', 'Taroudant']")
    assert words_for(few) == ["2014 and 2015"]


def test_the_pointer_reads_programmes_and_centre(figures):
    trace = traces(figures["en", True], "cities")[0]
    told = dict(zip(trace.ids, trace.customdata, strict=True))
    assert told["Rabat"] == "Rabat<br>2014 and 2015"
    assert told["Casablanca"] == "Casablanca<br>2015 only<br>open centre"
    assert told["Meknes"] == "Meknes<br>in neither programme<br>centre being built"


def test_a_hidden_city_keeps_its_programmes_to_itself(land):
    cities = cities_in(ENGLISH)
    cities.loc[cities["name"] == "Rabat", "status"] = "confidential"
    figure = city_map(cities, land, ENGLISH, LIGHT)
    assert marked_cities(figure, "confidential") == ["Rabat [c]"]
    for year in ("2014", "2015"):
        assert not any(city.startswith("Rabat") for city in marked_cities(figure, year))
    told = next(text for trace in traces(figure, "cities") for text in trace.customdata if text.startswith("Rabat"))
    assert "2014" not in told and "recognised" in told


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_arabic_is_wrapped_its_numbers_isolated_and_its_key_at_the_right(land, theme, assert_is_wrapped):
    figure = city_map(cities_in(ARABIC), land, ARABIC, theme)
    assert_is_wrapped(figure)
    assert {note.xanchor for note in figure.layout.annotations if note.name == "key"} == {"right"}
    # A map is not mirrored: west stays at the left.
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.range[1]


def test_refusals(land):
    with pytest.raises(ValueError, match="status"):
        city_map(cities_in(ENGLISH).drop(columns="status"), land, ENGLISH, LIGHT)
    with pytest.raises(ValueError, match="a city"):
        city_map(cities_in(ENGLISH).query("name == 'Tiznit'"), land, ENGLISH, LIGHT)
