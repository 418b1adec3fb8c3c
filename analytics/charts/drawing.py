"""A figure in the making: what is drawn is gathered first, because Plotly checks every shape again at each addition."""

from dataclasses import dataclass, field

import plotly.graph_objects as go


def scatter(**look: object) -> go.Scatter:
    """Marks, lines or texts. The forms know what Plotly takes: to have each looked over again takes most of the time of a
    drawing. Numbers come as lists, or as numpy arrays where there are thousands."""
    return go.Scatter(_validate=False, **look)


def bar(**look: object) -> go.Bar:
    """Bars, made as `scatter` makes marks."""
    return go.Bar(_validate=False, **look)


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
        layout = self.layout | {"shapes": self.shapes, "annotations": self.annotations}
        return go.Figure(data=self.traces, layout=layout, _validate=False)
