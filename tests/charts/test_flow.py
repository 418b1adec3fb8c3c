"""From programme through route to what was last seen: ribbons as wide as what they carry, hidden ways with a reason."""

import pandas as pd
import pytest

from analytics.charts import DARK, LIGHT, flow
from analytics.charts.flow_layers import WHOLE, layers_of, ribbons_of, stand
from analytics.language import ARABIC, ENGLISH, FRENCH
from tests.figure_parts import trace, written

COLUMNS = ("programme", "route", "latest_status")
HEADS = ("Programme", "Route", "Last seen")
NAMES = {
    "annual_strategy": ("Annual strategy", "Stratégie annuelle", "الاستراتيجية السنوية"),
    "ramadan_2015": ("Ramadan programme 2015", "Programme Ramadan 2015", "برنامج رمضان 2015"),
    "micro_project": ("Micro-project", "Micro-projet", "المشاريع الصغرى"),
    "vocational_training": ("Vocational training", "Formation professionnelle", "التكوين المهني"),
    "active": ("Active", "En activité", "نشيط"),
    "certified": ("Certified", "Certification obtenue", "حاصل على شهادة"),
    "returned_to_prison": ("Returned to prison", "Retour en prison", "العودة إلى السجن"),
    "lost": ("Lost sight of", "Sans nouvelles", "انقطع تتبعه"),
}
ROWS = [
    ("annual_strategy", "micro_project", "active", 600),
    ("annual_strategy", "micro_project", "lost", 150),
    ("annual_strategy", "vocational_training", "certified", 160),
    ("annual_strategy", "vocational_training", "returned_to_prison", 20),
    ("ramadan_2015", "micro_project", "active", 70),
]
ORDER = {"latest_status": ("active", "certified", "returned_to_prison", "lost")}


def flows(rows=ROWS, language=ENGLISH):
    place = ("en", "fr", "ar").index(language.code)
    table = pd.DataFrame(
        [dict(zip(COLUMNS, row[:3], strict=True)) | {"measure": "integrations", "value": row[3]} for row in rows]
    ).astype({"value": "Int64"})
    named = {f"{column}_name": [NAMES[code][place] for code in table[column]] for column in COLUMNS}
    return table.assign(status=["confidential" if row[3] is None else "normal" for row in rows], **named)


def draw(rows=ROWS, language=ENGLISH, theme=LIGHT, **options):
    return flow(flows(rows, language), language, theme, heads=HEADS, order=ORDER, **options)


def shapes(figure, name):
    return [shape for shape in figure.layout.shapes if shape.name == name]


def test_what_does_not_flow_is_refused():
    with pytest.raises(ValueError, match="status"):
        flow(flows().drop(columns="status"), ENGLISH, LIGHT, heads=HEADS)
    with pytest.raises(ValueError, match="empty"):
        flow(flows().iloc[:0], ENGLISH, LIGHT, heads=HEADS)


def test_what_enters_a_layer_leaves_it():
    rows = flows().to_dict("records")
    layers = layers_of(rows, COLUMNS, 94, ORDER, ENGLISH)
    ribbons = ribbons_of(rows, COLUMNS, layers)
    assert [sum(node.value for node in nodes) for nodes in layers] == [1000, 1000, 1000]
    into = {node.code: sum(each.value for each in ribbons if each.target is node) for node in layers[1]}
    out = {node.code: sum(each.value for each in ribbons if each.source is node) for node in layers[1]}
    assert into == out == {"micro_project": 820, "vocational_training": 180}


def test_heights_are_true_to_the_numbers_and_nothing_overlaps():
    rows = flows().to_dict("records")
    layers = layers_of(rows, COLUMNS, 94, ORDER, ENGLISH)
    ribbons = ribbons_of(rows, COLUMNS, layers)
    height = stand(layers, ribbons)
    for nodes in layers:
        for node in nodes:
            assert node.thickness == pytest.approx(WHOLE * node.value / 1000)
        for upper, lower in zip(nodes, nodes[1:], strict=False):
            # A label has its room between its own node and the one above.
            assert lower.top - lower.label_height >= upper.top + upper.thickness
        assert nodes[0].top >= nodes[0].label_height and nodes[-1].top + nodes[-1].thickness <= height + 1e-6
    leaving = [each for each in ribbons if each.source.code == "annual_strategy"]
    assert [each.leaves for each in leaving] == pytest.approx([leaving[0].leaves, leaving[0].leaves + WHOLE * 0.75])


def test_nodes_stand_in_the_order_asked_for():
    labels = " ".join(written(draw(), "label"))
    assert labels.index("Certified") < labels.index("to prison") < labels.index("Lost")


def test_each_label_says_its_count():
    labels = written(draw(), "label")
    assert "Active 670" in labels and {"<b>820</b>", "Micro-project"} & set(labels)
    assert {"Returned", "to prison", "<b>20</b>"} <= set(labels)


def test_who_was_not_followed_is_an_outline_and_a_return_is_dark():
    figure = draw()
    nodes = {round(shape.y1 - shape.y0, 1): shape for shape in shapes(figure, "node")}
    # 150 and 20 of 1,000, which are 250 pixels.
    lost, returned = nodes[37.5], nodes[5.0]
    assert lost.line.dash and lost.fillcolor == LIGHT.card
    assert returned.fillcolor == LIGHT.text and not returned.line.dash


def test_a_hidden_way_is_a_thread_with_its_reason(texts_of):
    rows = [*ROWS, ("ramadan_2015", "micro_project", "returned_to_prison", None)]
    figure = draw(rows)
    threads = shapes(figure, "confidential")
    assert len(threads) == 2 and all(thread.line.dash for thread in threads)
    assert written(figure, "confidential") == ["[c]", "[c]"]
    assert "<b>20 [c]</b>" in written(figure, "label")
    assert "Hidden so that nobody can be recognised" in written(figure, "key")
    hidden = [told for told in trace(figure, "ribbons").customdata if "Hidden" in told[0]]
    assert len(hidden) == 2 and "70 [c]" in hidden[0][0]
    assert written(draw(), "key") == []


def test_a_way_of_which_all_is_hidden_has_no_ribbon():
    figure = draw([*ROWS[:4], ("ramadan_2015", "micro_project", "active", None)])
    assert "<b>[c]</b>" in written(figure, "label")
    assert len(shapes(figure, "ribbon")) == 2 + 4


def test_a_click_hands_on_programme_and_route():
    figure = draw(meta={"narrows": ["programme", "route"]})
    nodes = {told[0].split("<br>")[0]: told[1:] for told in trace(figure, "nodes").customdata}
    assert list(nodes["Annual strategy"]) == ["annual_strategy", ""]
    assert list(nodes["Vocational training"]) == ["", "vocational_training"]
    assert list(nodes["Active"]) == ["", ""]
    ribbons = {tuple(told[0].split("<br>")[:2]): list(told[1:]) for told in trace(figure, "ribbons").customdata}
    assert ribbons["Ramadan programme 2015", "Micro-project"] == ["ramadan_2015", "micro_project"]
    assert ribbons["Vocational training", "Certified"] == ["", "vocational_training"]
    assert list(figure.layout.meta["narrows"]) == ["programme", "route"]


def test_arabic_flows_from_the_right():
    english, arabic = draw(), draw(language=ARABIC)
    assert list(english.layout.xaxis.range) == [0, 2] and list(arabic.layout.xaxis.range) == [2, 0]
    for figure, side in ((english, "left"), (arabic, "right")):
        programmes = [note for note in figure.layout.annotations if note.name == "label" and note.x == 0]
        assert {note.xanchor for note in programmes} == {side}
    # Bars stay inside the figure on both sides.
    ends = {shape.xanchor: (shape.x0, shape.x1) for shape in shapes(arabic, "node")}
    assert ends == {0: (-10, 0), 1: (-5, 5), 2: (0, 10)}


@pytest.mark.parametrize("narrow", [True, False])
def test_arabic_is_wrapped_and_its_numbers_isolated(narrow):
    rows = [*ROWS, ("ramadan_2015", "micro_project", "returned_to_prison", None)]
    figure = draw(rows, language=ARABIC, narrow=narrow)
    lines = [note.text for note in figure.layout.annotations if note.name != "head"]
    lines += [told[0] for each in figure.data for told in each.customdata]
    parts = [part.replace("<b>", "").replace("</b>", "") for line in lines for part in line.split("<br>")]
    for line in parts:
        assert line.startswith("\u2067") and line.endswith("\u2069"), line


@pytest.mark.parametrize("language", [ENGLISH, FRENCH, ARABIC], ids=lambda language: language.code)
def test_no_label_reaches_into_the_next_layer_on_a_phone(language):
    from analytics.charts.labels import width_of

    for note in draw(language=language).layout.annotations:
        if note.name == "label":
            assert width_of(note.text.replace("<b>", "").replace("</b>", ""), 11) <= 105, note.text


def test_dark_figures_take_the_dark_palette():
    assert {shape.fillcolor for shape in shapes(draw(theme=DARK), "node")} >= {DARK.text, DARK.centre, DARK.muted}
