"""How long do people wait when many look at once? So many people for so many seconds, and what came of each act."""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from websockets.exceptions import WebSocketException

from benchmarks.load.people import Act, Person
from benchmarks.load.session import PATIENCE, Failed

# People come one after another over the time in which each acts once; what they wait until then is not counted.
ARRIVING = 12.0
TROUBLE = (Failed, OSError, TimeoutError, WebSocketException, KeyError)
MOST_TOLD = 5


@dataclass
class Crowd:
    """People who act until they are told to stop; person after person goes to the next address, and stays with it."""

    addresses: Sequence[str]
    acts: list[Act] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    _people: list[asyncio.Task] = field(default_factory=list)
    _acting: dict[int, float] = field(default_factory=dict)

    async def gather(self, number: int) -> None:
        """Until there are this many; those who come act from then on."""
        coming = number - len(self._people)
        for _ in range(coming):
            person = Person(len(self._people), self.addresses[len(self._people) % len(self.addresses)])
            self._people.append(asyncio.create_task(self._live(person)))
            await asyncio.sleep(ARRIVING / coming)

    async def act_for(self, seconds: float) -> list[Act]:
        """All that they began to do from now on, and that came to an end in this time or soon after."""
        began = time.monotonic()
        await asyncio.sleep(seconds)
        ended, waits = time.monotonic(), 0
        while self._acting and waits < PATIENCE and any(since < ended for since in self._acting.values()):
            await asyncio.sleep(1)
            waits += 1
        return [act for act in self.acts if began <= act.began < ended]

    async def disperse(self) -> None:
        """All of them go."""
        for task in self._people:
            task.cancel()
        if self._people:
            await asyncio.wait(self._people, timeout=PATIENCE)
        self._people.clear()

    async def _live(self, person: Person) -> None:
        try:
            while True:
                began = self._acting[id(person)] = time.monotonic()
                try:
                    act = await person.act()
                    if act.run.problem:
                        raise Failed(f"/{act.page}: {act.run.problem}")
                    self.acts.append(act)
                except TROUBLE as trouble:
                    self._note(person, trouble, began)
                finally:
                    del self._acting[id(person)]
                await asyncio.sleep(person.think())
        finally:
            await person.leave()

    def _note(self, person: Person, trouble: Exception, began: float) -> None:
        told = f"{time.strftime('%H:%M:%S')} {type(trouble).__name__}: {trouble}"
        if len(self.trouble) < MOST_TOLD:
            print("  ", told, file=sys.stderr, flush=True)
        self.trouble.append(told)
        self.acts.append(Act(began, "failed", person.tab.page if person.tab else "", None))
        person.give_up()


@dataclass(frozen=True)
class Waiting:
    """How long some acts took (seconds), how many failed, and how much was sent for one act (bytes)."""

    acts: int
    failed: int
    p50: float
    p95: float
    p99: float
    most: float
    size: float

    @classmethod
    def of(cls, acts: Sequence[Act]) -> "Waiting":
        """Of these acts; those that failed count as failed, and in no quantile."""
        runs = [act.run for act in acts if act.run]
        seconds = sorted(run.seconds for run in runs)
        sizes = [run.size for run in runs]
        return cls(
            len(acts), len(acts) - len(runs), *(quantile(seconds, part) for part in (0.50, 0.95, 0.99, 1.0)),
            sum(sizes) / len(sizes) if sizes else 0.0,
        )  # fmt: skip


def quantile(ordered: Sequence[float], part: float) -> float:
    """Which of these values has this part of them at or below it (nearest rank)? Nought where there are none."""
    if not ordered:
        return 0.0
    return ordered[max(0, ceil(part * len(ordered)) - 1)]
