"""How is the page written in Vizro? Parameters that reach into the loading of data:
https://vizro.readthedocs.io/en/stable/pages/user-guides/data/#parametrize-data-loading"""

import sys
from functools import partial

import plotly.graph_objects as go
import vizro.models as vm
from vizro import Vizro
from vizro.figures import kpi_card
from vizro.managers import data_manager
from vizro.models.types import capture

from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.questions import FIGURES, ask_figure, ask_numbers, draw_figure

CARDS = {
    "integrations": "{value:,.0f}",
    "women_share": "{value:.1%}",
    "active_12m": "{value:.1%}",
    "funding_total": "{value:,.0f}",
}


def load_figure(name: str, year: str = ALL, region: str = ALL, sex: str = ALL) -> object:
    """What a figure draws, as the parameters say."""
    return ask_figure(name, {"year": year, "region": region, "sex": sex})


def load_numbers(year: str = ALL, region: str = ALL, sex: str = ALL) -> object:
    """The four numbers, as the parameters say."""
    return ask_numbers({"year": year, "region": region, "sex": sex})


@capture("graph")
def draw(data_frame: object, name: str, year: str = ALL, region: str = ALL, sex: str = ALL) -> go.Figure:
    """One figure."""
    return draw_figure(name, data_frame, {"year": year, "region": region, "sex": sex})


for each in FIGURES:
    data_manager[each] = partial(load_figure, each)
data_manager["numbers"] = load_numbers

cards = [vm.Figure(id=name, figure=kpi_card("numbers", name, value_format=form)) for name, form in CARDS.items()]
graphs = [vm.Graph(id=name, figure=draw(name, name)) for name in FIGURES]


def targets(name: str) -> list[str]:
    """What does a filter change: the data of everything, and the title of every figure."""
    return [f"{each}.data_frame.{name}" for each in (*CARDS, *FIGURES)] + [f"{each}.{name}" for each in FIGURES]


page = vm.Page(
    title="Integrations",
    layout=vm.Grid(
        grid=[
            [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3],
            *[[4] * 4 + [5] * 4 + [6] * 4] * 3,
            *[[7] * 4 + [8] * 4 + [9] * 4] * 3,
        ],
        row_min_height="140px",
    ),
    components=[*cards, *graphs],
    controls=[
        vm.Parameter(
            targets=targets(name), selector=vm.RadioItems(id=name, title=name, options=[ALL, *codes], value=ALL)
        )
        for name, codes in FILTERS.items()
    ],
)

if __name__ == "__main__":
    Vizro().build(vm.Dashboard(pages=[page])).run(port=sys.argv[1])
