"""A figure in the making: what is drawn is gathered first, because Plotly checks every shape again at each addition."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder


class Finished(go.Figure):
    """A figure that was drawn. On its way to the reader it stays the dictionaries that the forms made; Plotly's objects,
    which cost most of the time of a drawing, are made of them when somebody looks into it."""

    def __init__(self, drawn: dict) -> None:
        self._drawn = {"data": drawn["data"], "layout": drawn["layout"]}

    def __getattr__(self, name: str) -> object:
        # Whatever is not there yet, Plotly's own figure has.
        if name == "_drawn" or "_data_objs" in self.__dict__:
            raise AttributeError(name)
        super().__init__(**self._drawn, _validate=False)
        return getattr(self, name)

    @property
    def meta(self) -> dict:
        """What the figure is about: `layout.meta`."""
        return self.to_dict()["layout"].get("meta") or {}

    @cached_property
    def written(self) -> bytes:
        """The figure as the browser reads it. It is written once, so nothing may be added to the figure afterwards."""
        text = json.dumps(self.to_dict(), cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
        return text.encode()

    def to_dict(self) -> dict:
        is_looked_into = "_data_objs" in self.__dict__
        whole = super().to_dict() if is_looked_into else self._drawn
        data = [{name: _typed(value) for name, value in trace.items()} for trace in whole["data"]]
        return {"data": data, "layout": dict(whole["layout"])}


def _typed(value: object) -> object:
    """Arrays of numbers in the form that plotly.js reads fastest: 64-bit floats, in base 64."""
    if not isinstance(value, np.ndarray):
        return value
    return {"dtype": "f8", "bdata": b64encode(value.astype("<f8").tobytes()).decode("ascii")}


def scatter(**look: object) -> dict:
    """Marks, lines or texts. Numbers come as lists, or as numpy arrays where there are thousands."""
    return {"type": "scatter", **look}


def bar(**look: object) -> dict:
    """Bars."""
    return {"type": "bar", **look}


def open_diamond(size: float, color: str, **look: object) -> dict:
    """The mark of a hidden number, `size` pixels wide."""
    return {"symbol": "diamond-open", "size": size, "color": color, "line": {"width": 2}, **look}


@dataclass
class Drawing:
    """Traces, shapes and annotations in the order they are drawn, and the layout they stand in."""

    traces: list[dict] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    annotations: list[dict] = field(default_factory=list)
    layout: dict = field(default_factory=dict)

    def write(self, text: str, **where: object) -> None:
        """Write a text, without arrow or padding, so that it stands exactly where it is put."""
        self.annotations.append({"text": text, "showarrow": False, "borderpad": 0} | where)

    def figure(self) -> Finished:
        """What has been drawn so far, as a figure."""
        layout = self.layout | {"shapes": self.shapes, "annotations": self.annotations}
        return Finished({"data": self.traces, "layout": layout})
