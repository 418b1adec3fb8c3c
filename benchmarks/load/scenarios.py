"""What is tried: people at work, alone and beside those who are hard on the server, and how many there can be."""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.load import unkind
from benchmarks.load.crowd import ARRIVING, Crowd, Waiting
from benchmarks.load.people import PAGES, Act
from benchmarks.load.servers import Server, serving, watching
from benchmarks.load.session import Session

PEOPLE, BESIDE = 50, 10
READERS = 200
UPLOAD = 199  # megabytes: with what a form adds, what the server takes
BOMBS = 4
# What is too long to wait, in seconds; and by how many people the crowd grows until it is.
LIMIT = 1.0
STEP, MOST_PEOPLE = 25, 400
# Streamlit keeps the session of a tab that is gone for two minutes, should it come back.
KEPT = 125


@dataclass
class Result:
    """What came of one trial: how long people waited, what the servers cost meanwhile, and what else is to be told."""

    name: str
    waiting: Waiting
    acts: list[Act] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    own: float = 0.0
    seconds: float = 1.0
    load: float = 0.0
    told: str = ""

    @property
    def shares(self) -> list[float]:
        """Which part of a core each server used."""
        return [used / self.seconds for used in self.processors]

    @property
    def for_each(self) -> float:
        """Milliseconds of a processor that the servers used for each act."""
        return 1000 * sum(self.processors) / max(1, self.waiting.acts)


@dataclass
class Trial:
    """Servers that people look at for a while: measures what that takes."""

    name: str
    servers: list[Server]
    crowd: Crowd

    async def measure(self, seconds: float, meanwhile: Awaitable | None = None) -> tuple[Result, object]:
        """Let people act for so long, with something else going on, to its end; what it returned is given too."""
        load, began = os.getloadavg()[0], time.monotonic()
        before, own = [server.processor() for server in self.servers], psutil.Process().cpu_times()
        acting = asyncio.create_task(self.crowd.act_for(seconds))
        found = await meanwhile if meanwhile else None
        acts = await acting
        took, spent = time.monotonic() - began, psutil.Process().cpu_times()
        after = [server.processor() for server in self.servers]
        result = Result(self.name, Waiting.of(acts), acts, load=load, seconds=took)
        result.processors = [later - earlier for earlier, later in zip(before, after, strict=True)]
        result.own = (spent.user + spent.system - own.user - own.system) / took
        result.told = ", ".join(f"{count} × {told}" for told, count in Counter(self.crowd.trouble).most_common(3))
        for server in self.servers:
            held = [each.memory for each in server.seen]
            result.memory.append((held[0], max(held), held[-1]))
        return result, found


async def warm(servers: list[Server]) -> None:
    """Open each page once on each server, as whoever starts it would."""
    for server in servers:
        session = Session(server.address, "ar")
        await session.open("")
        for page in list(PAGES)[1:]:
            await session.go(page)
        await session.leave()


def attempt(name: str, trying: Callable[[Trial], Awaitable[Result]], *, people: int, processes: int = 1) -> Result:
    """Servers of their own, people who look at them, and what is tried with them."""
    print(f"{time.strftime('%H:%M:%S')} {name}", file=sys.stderr, flush=True)

    async def run(servers: list[Server]) -> Result:
        await warm(servers)
        with watching(servers):
            crowd = Crowd([server.address for server in servers])
            await crowd.gather(people)
            try:
                return await trying(Trial(name, servers, crowd))
            finally:
                await crowd.disperse()

    with tempfile.TemporaryDirectory() as data, serving(Path(data), processes) as servers:
        result = asyncio.run(run(servers))
    print(f"         {result.waiting}", file=sys.stderr, flush=True)
    return result


def look(seconds: float) -> Callable[[Trial], Awaitable[Result]]:
    """People at work, and nothing else."""

    async def trying(trial: Trial) -> Result:
        return (await trial.measure(seconds))[0]

    return trying


async def read_slowly(trial: Trial) -> Result:
    """Two hundred slow readers: what they cost, and that they are gone when they are gone."""
    address = trial.servers[0].address
    async with unkind.reading_slowly(address, READERS):
        await asyncio.sleep(unkind.READERS_COME + ARRIVING)
        before = trial.servers[0].sessions()
        result, _ = await trial.measure(40)
        after = trial.servers[0].sessions()
    await asyncio.sleep(3)
    result.told += (
        f"{before} sessions when people began, {after} when they ended, {trial.servers[0].sessions()} a moment after the "
        "readers were gone"
    )
    return result


async def leave_at_once(trial: Trial) -> Result:
    """Tabs that are opened and left: nothing of them stays."""
    server = trial.servers[0]
    before = server.seen[-1]
    result, count = await trial.measure(30, unkind.come_and_leave(server.address, 30))
    crowded = server.seen[-1]
    await asyncio.sleep(KEPT)
    _, again = await trial.measure(30, unkind.come_and_leave(server.address, 30))
    after = server.seen[-1]
    result.told += (
        f"{count} tabs came and went, and {again} more two minutes later: memory {before.memory:.0f} MB before, "
        f"{crowded.memory:.0f} after the first, {after.memory:.0f} after the others; open files {before.files}, "
        f"{crowded.files}, {after.files}; {server.sessions()} sessions are left, {BESIDE} people"
    )
    return result


async def send_a_huge_file(trial: Trial) -> Result:
    """A file as large as may be, checked on the Data page."""
    server = trial.servers[0]
    result, (took, status, said) = await trial.measure(60, unkind.upload(server.address, UPLOAD))
    most = max(each.memory for each in server.seen)
    await asyncio.sleep(5)
    result.told += (
        f"the file was there after {took:.1f} s (status {status}), the check said: {said}; memory at most {most:.0f} MB, "
        f"{server.seen[-1].memory:.0f} MB when it was gone"
    )
    return result


async def ask_for_the_moon(trial: Trial) -> Result:
    """An analyst's query that has no end, four times."""
    result, found = await trial.measure(60, unkind.ask_for_the_moon(trial.servers[0].address, BOMBS))
    result.told += f"each of {len(found)} queries got: “{found[-1]}”"
    return result


def find_ceiling(processes: int, seconds: float) -> tuple[int, list[tuple[int, Waiting, float]]]:
    """How many people can look at once before the 95th percentile passes LIMIT? And every step on the way: people, what
    they waited, seconds of a processor for each second."""
    steps: list[tuple[int, Waiting, float]] = []

    async def trying(trial: Trial) -> Result:
        people = 0
        # One step that is too slow may be chance, or figures that nobody had drawn yet; two in a row are not.
        while people < MOST_PEOPLE and (len(steps) < 2 or min(each.p95 for _, each, _ in steps[-2:]) <= LIMIT):
            people += STEP
            await trial.crowd.gather(people)
            result, _ = await trial.measure(seconds)
            steps.append((people, result.waiting, sum(result.processors) / seconds))
            print(f"         {people} people: {result.waiting}", file=sys.stderr, flush=True)
        return result

    attempt(f"the ceiling of {processes} processes", trying, people=0, processes=processes)
    below = [people for people, waiting, _ in steps if waiting.p95 <= LIMIT]
    return (below[-1] if below else 0), steps
