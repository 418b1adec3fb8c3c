"""How long does every page take at one size? Round after round, each tool in turn, so that what drifts falls on all."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.peers.data import make_data
from benchmarks.peers.filters import ROUNDS
from benchmarks.peers.painting import ALONE, Times, visit
from benchmarks.peers.servers import PEERS, Server, serving
from tests.browser.conftest import chromium_path

SMALLEST, LARGEST = 100_000, 10_000_000
# How many rounds are measured; each opens a page once and presses three filters.
ROUNDS_AT = {SMALLEST: 5, 1_000_000: 3, LARGEST: 5}
OURS = PEERS[0].name


@dataclass
class Measured:
    """What was measured at one size: times of every tool, the most memory in MB, and the load of the machine."""

    integrations: int
    megabytes: float
    times: dict[str, Times] = field(default_factory=lambda: {peer.name: Times() for peer in PEERS})
    memory: dict[str, float] = field(default_factory=dict)
    load: list[float] = field(default_factory=list)

    def fastest(self, what: str) -> str:
        """Which of the others has the lowest median of `opened` or `clicked`?"""
        return min((peer.name for peer in PEERS[1:]), key=lambda name: self.middle(what, name))

    def middle(self, what: str, name: str) -> float:
        """The median of `opened` or `clicked` of this tool."""
        return median(getattr(self.times[name], what))


def measure_peers(integrations: int) -> Measured:
    """Every page over records of this size. Raises RuntimeError where one is not served."""
    data = make_data(integrations)
    found = Measured(integrations, data.megabytes, load=[os.getloadavg()[0]])
    with serving(data) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ALONE)
        for number, (region, server) in enumerate(_turns(servers, ROUNDS_AT[integrations])):
            is_warming = number < len(servers)
            visit(browser, server, region, Times() if is_warming else found.times[server.peer.name])
        browser.close()
        found.memory = {server.peer.name: server.peak for server in servers}
    found.load.append(os.getloadavg()[0])
    return found


def _turns(servers: list[Server], rounds: int) -> Iterator[tuple[str, Server]]:
    """Who is visited when? In every round another one begins."""
    for number, region in enumerate(ROUNDS[: rounds + 1]):
        first = number % len(servers)
        for server in servers[first:] + servers[:first]:
            yield region, server
