"""How do bars become a chart that PowerPoint draws itself, and that can be edited there?"""

import math

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.point import Point
from pptx.chart.series import BarSeries
from pptx.dml.chtfmt import ChartFormat
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from analytics.charts.labels import width_of
from analytics.charts.theme import LIGHT
from analytics.language import Language
from analytics.language.direction import RIGHT_TO_LEFT_MARK, is_arabic, without_isolates
from analytics.outputs.deck.ground import FONT
from analytics.outputs.deck.places import POINTS_OF_AN_INCH, Place
from analytics.outputs.deck.text import Line, add_box, hide_from_readers
from analytics.outputs.stories.told import COLUMNS, Bars

# In points.
LABEL_SIZE, LESS_SIZE, ROW_SIZE, NAME_SIZE = 18, 15, 14, 14
GAP_WIDTH, OVERLAP = 45, -6
BEFORE, AFTER, OTHER = 0, 1, 2
INKS = {BEFORE: LIGHT.before_text, AFTER: LIGHT.after_text, OTHER: LIGHT.text}
# Between a name and its bars, and between a bar and its label, in points.
BREATH = 14
# In parts of the frame: left, top, width and height of columns over their years …
COLUMNS_PLOT = (0.01, 0.1, 0.98, 0.74)
# … and what bars leave to the key of the years, to the names, and to the edges.
KEY_ROOM, NAMES_AT_MOST, EDGE = 0.09, 0.4, 0.01
# How high is a line of a name, in parts of its size?
NAME_LINE = 1.6
# In inches.
SWATCH = 0.18
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(slide: Slide, bars: Bars, language: Language, place: Place) -> GraphicFrame:
    """The chart of these bars: hidden and missing values are gaps, in the workbook behind it as well."""
    is_columns = bars.way == COLUMNS
    data = CategoryChartData(number_format=bars.number_format)
    data.categories = _name_groups(bars, language)
    for name, values, _labels in bars.series:
        data.add_series(without_isolates(name), values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if is_columns else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *place.in_emu(language), data)
    chart = frame.chart
    _set_quietly(chart)
    chart.plots[0].gap_width, chart.plots[0].overlap = GAP_WIDTH, OVERLAP
    for place_of_series, series in enumerate(chart.plots[0].series):
        _draw_series(series, bars, place_of_series, language)
    if is_columns:
        _lay_out(chart, COLUMNS_PLOT)
    else:
        _lay_out_rows(chart, bars, language, place)
        if len(bars.series) > 1:
            _add_key(slide, bars, language, place)
    return frame


def _name_groups(bars: Bars, language: Language) -> list[str]:
    """The names along the axis. PowerPoint writes no label where there is no bar: what is missing is said here."""
    said = []
    for place, group in enumerate(bars.groups):
        absent = [(name, labels[place]) for name, values, labels in bars.series if values[place] is None]
        if bars.way == COLUMNS:
            words = [language.say("no figure") if label == "—" else label for _, label in absent]
        elif len({label for _, label in absent}) == 1 and len(absent) == len(bars.series):
            words = [absent[0][1]]
        else:
            words = [f"{name}: {label}" for name, label in absent]
        said.append(without_isolates("\n".join([group, *words])))
    return said


def _set_quietly(chart: Chart) -> None:
    """Our type, no title, no grid, no axis of numbers: each bar has its label."""
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(NAME_SIZE)
    chart.font.color.rgb = _rgb(LIGHT.text)
    _set_face(chart._chartSpace.find(f".//{qn('c:txPr')}").find(f".//{qn('a:defRPr')}"))
    space = chart._chartSpace
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:roundedCorners xmlns:c="{_CHART}" val="0"/>'))
    numbers, names = chart.value_axis, chart.category_axis
    numbers.has_major_gridlines = False
    numbers.minimum_scale = 0
    numbers.visible = False
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = _rgb(LIGHT.muted)
    # Every name is written, also where two lines of one come close to the next.
    skip = parse_xml(f'<c:tickLblSkip xmlns:c="{_CHART}" val="1"/>')
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _draw_series(series: BarSeries, bars: Bars, which: int, language: Language) -> None:
    _, values, labels = bars.series[which]
    looks = [_look(bars, which, place) for place in range(len(values))]
    _fill(series.format, looks[0] if bars.way != COLUMNS else OTHER)
    for place, (value, label, look) in enumerate(zip(values, labels, looks, strict=True)):
        if value is None:
            continue
        point = series.points[place]
        if bars.way == COLUMNS:
            _fill(point.format, look)
        _label(point, label, look, bars.way != COLUMNS, language)


def _look(bars: Bars, which: int, place: int) -> int:
    """Is this a bar of 2014, of 2015, or of a year around them?"""
    if bars.way != COLUMNS:
        return (BEFORE, AFTER)[which]
    return bars.highlights.index(place) if place in bars.highlights else OTHER


def _fill(marked: ChartFormat | Shape, look: int) -> None:
    fill = marked.fill
    if look == BEFORE:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(LIGHT.before), _rgb(LIGHT.before_fill)
        marked.line.color.rgb = _rgb(LIGHT.before)
        marked.line.width = Pt(2)
        return
    fill.solid()
    fill.fore_color.rgb = _rgb(LIGHT.after if look == AFTER else LIGHT.other)


def _label(point: Point, text: str, look: int, is_row: bool, language: Language) -> None:
    label = point.data_label
    label.text_frame.word_wrap = False
    paragraph = label.text_frame.paragraphs[0]
    runs_leftward = language.is_right_to_left and is_arabic(text)
    paragraph._p.get_or_add_pPr().set("rtl", "1" if runs_leftward else "0")
    run = paragraph.add_run()
    # Not every program heeds the direction of a label; a mark at both ends keeps “درهم” after its number in all of them.
    mark = RIGHT_TO_LEFT_MARK if runs_leftward else ""
    run.text = f"{mark}{without_isolates(text)}{mark}"
    size = ROW_SIZE if is_row else LESS_SIZE if look == OTHER else LABEL_SIZE
    run.font.size, run.font.bold = Pt(size), look != OTHER
    run.font.color.rgb = _rgb(INKS[look])
    _set_face(run._r.get_or_add_rPr())
    label.position = XL_LABEL_POSITION.OUTSIDE_END


def _lay_out_rows(chart: Chart, bars: Bars, language: Language, place: Place) -> None:
    """Names where reading starts, the first on top; numbers run left to right in all languages."""
    chart.category_axis.reverse_order = True
    if language.is_right_to_left:
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    width, height = place.points
    top = KEY_ROOM if len(bars.series) > 1 else EDGE
    said = [name.split("\n") for name in _name_groups(bars, language)]
    # A name that must leave its row is left out altogether by some programs.
    step = height * (1 - top - EDGE) / len(said)
    size = min(NAME_SIZE, math.floor(step / (max(map(len, said)) * NAME_LINE)))
    chart.category_axis.tick_labels.font.size = Pt(size)
    names = min((max(width_of(line, size) for lines in said for line in lines) + BREATH) / width, NAMES_AT_MOST)
    room = 1 - names - EDGE
    labels = max(width_of(label, ROW_SIZE, bold=True) for _, _, texts in bars.series for label in texts) + BREATH
    # The longest bar leaves room for its label, which in Arabic would else run into the names.
    known = [value for _, values, _ in bars.series for value in values if value is not None]
    chart.value_axis.maximum_scale = (max(known, default=0) or 1) / (1 - labels / (width * room))
    start = EDGE if language.is_right_to_left else names
    _lay_out(chart, (start, top, room, 1 - top - EDGE))


def _add_key(slide: Slide, bars: Bars, language: Language, place: Place) -> None:
    """The years and how they are drawn, from where reading starts: PowerPoint would list them in its own order."""
    start = place.start + EDGE * place.width
    for look, (name, _, _) in zip((BEFORE, AFTER), bars.series, strict=True):
        swatch = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *Place(start, place.top + 0.06, SWATCH, SWATCH).in_emu(language)
        )
        swatch.name = f"key {without_isolates(name)}"
        swatch._element.remove(swatch._element.find(qn("p:style")))
        swatch.line.fill.background()
        _fill(swatch, look)
        hide_from_readers(swatch)
        width = width_of(name, NAME_SIZE) / POINTS_OF_AN_INCH + 0.1
        words = [Line(name, NAME_SIZE, bold=True, colour=INKS[look])]
        add_box(slide, "year", Place(start + SWATCH + 0.08, place.top, width, 0.3, "ctr"), words, language)
        start += SWATCH + 0.08 + width + 0.2


def _lay_out(chart: Chart, box: tuple[float, float, float, float]) -> None:
    """Where do the bars stand: left, top, width and height in parts of the frame?"""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sides = "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in zip("xywh", box, strict=True))
    inner = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    manual = f"<c:manualLayout>{inner}{sides}</c:manualLayout>"
    area.insert(0, parse_xml(f'<c:layout xmlns:c="{_CHART}">{manual}</c:layout>'))


def _set_face(look: etree._Element) -> None:
    for script in ("latin", "ea", "cs"):
        for old in look.findall(qn(f"a:{script}")):
            look.remove(old)
        etree.SubElement(look, qn(f"a:{script}")).set("typeface", FONT)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
