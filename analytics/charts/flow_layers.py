"""Where do the nodes and ribbons of a flow stand? Heights in pixels, so that no label is cut at any width."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from analytics.charts.labels import in_lines, marked, width_of
from analytics.charts.theme import SMALL_SIZE
from analytics.language import Language
from analytics.measures.cells import CONFIDENTIAL

LINE = 14
LABEL_GAP, NODE_GAP = 3, 9
# All integrations together are this tall; the thinnest node and ribbon are still seen.
WHOLE = 250
THINNEST_NODE, THINNEST_RIBBON = 2.0, 0.8


@dataclass
class Node:
    """A group of one layer: its label, what it holds, and from where to where it stands."""

    layer: int
    code: str
    name: str
    value: float = 0
    is_hidden: bool = False
    lines: list[str] = field(default_factory=list)
    top: float = 0
    thickness: float = 0

    @property
    def middle(self) -> float:
        return self.top + self.thickness / 2

    @property
    def label_height(self) -> float:
        return LINE * len(self.lines) + LABEL_GAP


@dataclass
class Ribbon:
    """What goes from one node to another: how much, and at which heights it leaves and arrives."""

    source: Node
    target: Node
    value: float = 0
    is_hidden: bool = False
    leaves: float = 0
    arrives: float = 0
    thickness: float = 0


def layers_of(
    rows: Sequence[dict],
    columns: Sequence[str],
    room: float,
    order: Mapping[str, Sequence[str]],
    language: Language,
) -> list[list[Node]]:
    """Which nodes has each layer, and what is written over them?

    columns: of the codes, one a layer; a column's name with `_name` holds the texts. order: column → its codes in order.
    """
    layers = []
    for layer, column in enumerate(columns):
        nodes: dict[str, Node] = {}
        for row in rows:
            node = nodes.setdefault(str(row[column]), Node(layer, str(row[column]), str(row[f"{column}_name"])))
            if pd.isna(row["value"]):
                node.is_hidden |= row["status"] == CONFIDENTIAL
            else:
                node.value += float(row["value"])
        places = {code: place for place, code in enumerate(order.get(column, nodes))}
        layers.append(sorted(nodes.values(), key=lambda node: places.get(node.code, len(places))))
    for nodes in layers:
        for node in nodes:
            node.lines = _label(node, room, language)
    return layers


def _label(node: Node, room: float, language: Language) -> list[str]:
    """The name in one line or two, and the count: on the same line where both fit."""
    count = counted(node.value, node.is_hidden, language)
    if width_of(f"{node.name} {count}", SMALL_SIZE, bold=True) <= room:
        return [f"{node.name} {count}"]
    return [*in_lines(node.name, room, SMALL_SIZE), count]


def counted(value: float, is_hidden: bool, language: Language) -> str:
    """How is a count written of which a part may be hidden?"""
    if not is_hidden:
        return language.number(int(value))
    return marked(language.number(int(value)) if value else "", CONFIDENTIAL, language)


def ribbons_of(rows: Sequence[dict], columns: Sequence[str], layers: Sequence[Sequence[Node]]) -> list[Ribbon]:
    """What goes from each layer to the next? Ribbons, in the order of their sources and then of their targets."""
    found: list[Ribbon] = []
    for layer, (column, following) in enumerate(pairwise(columns)):
        sources, targets = ({node.code: node for node in layers[layer + step]} for step in (0, 1))
        between: dict[tuple[str, str], Ribbon] = {}
        for row in rows:
            ends = str(row[column]), str(row[following])
            ribbon = between.setdefault(ends, Ribbon(sources[ends[0]], targets[ends[1]]))
            if pd.isna(row["value"]):
                ribbon.is_hidden |= row["status"] == CONFIDENTIAL
            else:
                ribbon.value += float(row["value"])
        order = {node.code: place for nodes in (sources, targets) for place, node in enumerate(nodes.values())}
        found += sorted(between.values(), key=lambda each: (order[each.source.code], order[each.target.code]))
    return found


def stand(layers: Sequence[Sequence[Node]], ribbons: Sequence[Ribbon]) -> float:
    """Put every node and ribbon in its place; returns how tall they are together, in pixels."""
    whole = max([sum(node.value for node in nodes) for nodes in layers], default=0) or 1
    scale = WHOLE / whole
    for nodes in layers:
        for node in nodes:
            node.thickness = max(THINNEST_NODE, node.value * scale)
    needs = [
        sum(node.label_height + node.thickness for node in nodes) + NODE_GAP * (len(nodes) - 1) for nodes in layers
    ]
    height = max(needs, default=0)
    for nodes, need in zip(layers, needs, strict=True):
        # Where there are fewer nodes they stand apart, and the first and last layers end where the others do.
        spare = (height - need) / max(1, len(nodes))
        top = 0.0
        for node in nodes:
            node.top = top + spare / 2 + node.label_height
            top = node.top + node.thickness + spare / 2 + NODE_GAP
    _stack(ribbons, lambda ribbon: ribbon.source, "leaves", scale)
    _stack(ribbons, lambda ribbon: ribbon.target, "arrives", scale)
    return height


def _stack(ribbons: Sequence[Ribbon], end: Callable[[Ribbon], Node], name: str, scale: float) -> None:
    filled: dict[tuple[int, str], float] = {}
    for ribbon in ribbons:
        node = end(ribbon)
        ribbon.thickness = max(THINNEST_RIBBON, ribbon.value * scale)
        start = filled.get((node.layer, node.code), 0.0)
        setattr(ribbon, name, node.top + start)
        filled[node.layer, node.code] = start + ribbon.value * scale
