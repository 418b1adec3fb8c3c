"""How is the page written in Dash? One callback with several outputs: https://dash.plotly.com/basic-callbacks"""

import sys

from dash import Dash, Input, Output, callback, dcc, html

from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.questions import FIGURES, ask_figure, ask_numbers, draw_figure, say_numbers

app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("Integrations"),
        *[dcc.RadioItems([ALL, *codes], ALL, id=name, inline=True) for name, codes in FILTERS.items()],
        html.Div(id="numbers", style={"display": "grid", "gridTemplateColumns": "repeat(4, 1fr)"}),
        html.Div(
            [dcc.Graph(id=name) for name in FIGURES], style={"display": "grid", "gridTemplateColumns": "repeat(3, 1fr)"}
        ),
    ]
)


@callback(
    [Output("numbers", "children"), *[Output(name, "figure") for name in FIGURES]],
    [Input(name, "value") for name in FILTERS],
)
def update(*chosen: str) -> list:
    """Everything below the filters, anew."""
    where = dict(zip(FILTERS, chosen, strict=True))
    said = [html.Div([html.P(title), html.H2(number)]) for title, number in say_numbers(ask_numbers(where)).items()]
    return [said, *[draw_figure(name, ask_figure(name, where), where) for name in FIGURES]]


if __name__ == "__main__":
    app.run(port=sys.argv[1])
