"""How is it told what was measured? A table a size, and whether the aims were reached."""

from collections.abc import Sequence
from statistics import median

from benchmarks.peers.environment import versions
from benchmarks.peers.measuring import LARGEST, OURS, SMALLEST, Measured
from benchmarks.peers.servers import PEERS
from benchmarks.telling import say_machine

PLAIN = "Streamlit"
AIM_AT_LARGEST = 0.25
METHOD = """\
One page in each: four numbers, six figures, three filters over the same demonstration records. The peers query one Parquet
file with DuckDB at each click and draw with Plotly Express, written as their own documentation shows; Idmaj asks its cube,
which was built before, and shows its own cards, with definitions, notes, tables and downloads. *Painted* is when the titles
of all six figures say the new filter, plus one frame; the clock is the browser's and the same for all. A page is opened
with an empty cache of the browser, and no other host can be reached. No click asks what was asked before; to open a page
does, and Idmaj keeps figures that it has drawn. *Answered* is when the last answer of the server had come; after that the
browser works alone. *Plotly alone* is the same change of the same six figures without server and without the rest of the
page, where the page lets its Plotly be called; no page that draws these figures can be quicker. The tools take turns, after
one round that does not count. Memory is the most that the processes of a server held together. Medians, least and most in
brackets."""


def tell(measured: Sequence[Measured]) -> str:
    """The whole text, as Markdown."""
    parts = ["# Peers", _say_machine(), METHOD, *map(_say_size, measured)]
    return "\n\n".join(parts) + "\n"


def tell_within(measured: Measured) -> str:
    """One size, as a part of a longer text that names the machine."""
    return f"## Peers\n\n{METHOD}\n\n{_say_size(measured, '###')}"


def _say_machine() -> str:
    tools = ", ".join(f"{name} {number}" for name, number in versions().items())
    return f"{say_machine()}. The others: {tools}."


def _say_size(measured: Measured, level: str = "##") -> str:
    head = f"{level} {measured.integrations:,} integrations (Parquet: {measured.megabytes:,.1f} MB)"
    lines = [
        "| | filter → painted, ms | × Idmaj | answered, ms | Plotly alone, ms | page open, ms | × Idmaj | memory, MB | × |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_say_peer(peer.name, measured) for peer in PEERS),
    ]
    before, after = measured.load
    load = f"Load of the machine before: {before:.1f}, after: {after:.1f}."
    return "\n\n".join([head, "\n".join(lines), " ".join([*_say_aims(measured), load])])


def _say_peer(name: str, measured: Measured) -> str:
    times, cells = measured.times[name], [name]
    for what in ("clicked", "opened"):
        values = getattr(times, what)
        cells.append(f"{median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f}; {len(values)} times)")
        cells.append(f"{measured.middle(what, name) / measured.middle(what, OURS):.2f}")
    cells[3:3] = [f"{median(values):,.0f}" if values else "–" for values in (times.answered, times.turned)]
    cells += [f"{measured.memory[name]:,.0f}", f"{measured.memory[name] / measured.memory[OURS]:.2f}"]
    return f"| {' | '.join(cells)} |"


def _say_floor(measured: Measured, fastest: str) -> str:
    """What of it could be quicker, and what could not as long as Plotly draws?"""
    times = measured.times[OURS]
    whole, alone = median(times.clicked), median(times.turned)
    part = alone / measured.middle("clicked", fastest)
    return f"Of the {whole:,.0f} ms Plotly alone takes {alone:,.0f}, {part:.3f} times what {fastest} takes in all."


def _say_aims(measured: Measured) -> list[str]:
    """What was aimed at, at this size, and what came of it?"""
    fastest = measured.fastest("clicked")
    part = measured.middle("clicked", OURS) / measured.middle("clicked", fastest)
    said = [f"Filter → painted takes Idmaj {part:.3f} times as long as the fastest of the others, {fastest}"]
    aims = {SMALLEST: 1, LARGEST: AIM_AT_LARGEST}
    if measured.integrations in aims:
        aim = aims[measured.integrations]
        said[0] += f" (the aim was {aim} at most: {'reached' if part <= aim else 'missed'})"
    said[0] += "."
    said.append(_say_floor(measured, fastest))
    part = measured.middle("opened", OURS) / measured.middle("opened", PLAIN)
    outcome = "reached" if part <= 1 else "missed"
    said.append(
        f"To open the page takes {part:.3f} times as long as in plain {PLAIN} (the aim was 1 at most: {outcome})."
    )
    return said
