"""A figure in the making: what is drawn is gathered first, because Plotly checks every shape again at each addition."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import plotly.graph_objects as go


class Finished(go.Figure):
    """A figure that was drawn. Plotly looks for arrays of numbers in every text and line of it; only marks have them."""

    def to_dict(self) -> dict:
        data = [trace.to_plotly_json() for trace in self.data]
        for trace in data:
            trace |= {name: _typed(value) for name, value in trace.items() if isinstance(value, np.ndarray)}
        return {"data": data, "layout": self.layout.to_plotly_json()}


def _typed(numbers: np.ndarray) -> dict:
    """Numbers in the form that plotly.js reads fastest: 64-bit floats, in base 64."""
    return {"dtype": "f8", "bdata": b64encode(numbers.astype("<f8").tobytes()).decode("ascii")}


class Drawn(list):
    """A list that nobody changes once it is drawn. Plotly copies a figure three times, number by number, on its way to the
    reader; this one it passes on as it is."""

    def __deepcopy__(self, memo: dict) -> Self:
        return self


def scatter(**look: object) -> go.Scatter:
    """Marks, lines or texts. The forms know what Plotly takes: to have each looked over again takes most of the time of a
    drawing. Numbers come as lists, or as numpy arrays where there are thousands."""
    return go.Scatter(_validate=False, **_kept(look))


def bar(**look: object) -> go.Bar:
    """Bars, made as `scatter` makes marks."""
    return go.Bar(_validate=False, **_kept(look))


def _kept(look: dict) -> dict:
    return {name: Drawn(value) if isinstance(value, list) else value for name, value in look.items()}


@dataclass
class Drawing:
    """Traces, shapes and annotations in the order they are drawn, and the layout they stand in."""

    traces: list[go.Scatter | go.Bar] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    annotations: list[dict] = field(default_factory=list)
    layout: dict = field(default_factory=dict)

    def write(self, text: str, **where: object) -> None:
        """Write a text, without arrow or padding, so that it stands exactly where it is put."""
        self.annotations.append({"text": text, "showarrow": False, "borderpad": 0} | where)

    def figure(self) -> go.Figure:
        """What has been drawn so far, as a figure."""
        layout = self.layout | {"shapes": Drawn(self.shapes), "annotations": Drawn(self.annotations)}
        return Finished(data=self.traces, layout=layout, _validate=False)
