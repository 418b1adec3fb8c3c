"""How is the page written in Panel? Functions bound to widgets, in a template:
https://panel.holoviz.org/tutorials/basic/build_dashboard.html"""

import panel as pn

from benchmarks.peers.filters import ALL, FILTERS
from benchmarks.peers.questions import FIGURES, ask_figure, ask_numbers, draw_figure, say_numbers

pn.extension("plotly")

widgets = {
    name: pn.widgets.RadioButtonGroup(name=name, options=[ALL, *codes], value=ALL) for name, codes in FILTERS.items()
}


def figure(name: str, **where: str) -> object:
    """One figure, as the widgets say."""
    return draw_figure(name, ask_figure(name, where), where)


def numbers(**where: str) -> pn.FlexBox:
    """The four numbers, as the widgets say."""
    said = say_numbers(ask_numbers(where))
    return pn.FlexBox(*[pn.indicators.String(name=title, value=number) for title, number in said.items()])


plots = [pn.pane.Plotly(pn.bind(figure, name, **widgets), sizing_mode="stretch_width", height=450) for name in FIGURES]
pn.template.FastListTemplate(
    title="Integrations",
    main=[*widgets.values(), pn.bind(numbers, **widgets), pn.GridBox(*plots, ncols=3, sizing_mode="stretch_width")],
    main_layout=None,
).servable()
