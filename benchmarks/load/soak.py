"""Is memory flat? Fifty people for half an hour (`--minutes`), and the line through what each server process holds."""

import argparse
import asyncio
import sys
import time

from benchmarks.load import report
from benchmarks.load.scenarios import PEOPLE, Result, Trial, attempt
from benchmarks.load.servers import Sample, slope

MINUTES = 30
# What is kept fills up in the first third: figures, sessions of tabs that were left.
COUNTED = 1 / 3
LINES = 15


def soak(minutes: float, people: int, processes: int) -> str:
    """The report: waiting, memory over time, and how fast it grows once everything is kept that is kept."""
    seen: list[list[Sample]] = []

    async def trying(trial: Trial) -> Result:
        measuring = asyncio.create_task(trial.measure(minutes * 60))
        for minute in range(int(minutes)):
            await asyncio.sleep(60)
            held = ", ".join(f"{server.seen[-1].memory:.0f} MB" for server in trial.servers)
            print(f"         {minute + 1} of {minutes:.0f} minutes: {held}", file=sys.stderr, flush=True)
        result, _ = await measuring
        seen.extend(server.seen for server in trial.servers)
        return result

    result = attempt(f"{people} people for {minutes:.0f} minutes", trying, people=people, processes=processes)
    return "\n\n".join([report.one(result), *(_over_time(samples) for samples in seen)])


def _over_time(samples: list[Sample]) -> str:
    later = samples[int(len(samples) * COUNTED) :]
    shown = samples[:: max(1, len(samples) // LINES)]
    lines = [f"| {each.at / 60:.1f} | {each.memory:.0f} | {each.threads} | {each.files} |" for each in shown]
    head = "| minute | MB | threads | open files |\n| ---: | ---: | ---: | ---: |"
    grows = f"In the last two thirds of the time the memory grows by {slope(later):+.2f} MB a minute."
    return "\n".join([head, *lines, "", grows])


def main() -> None:
    """Soak, and put the result into LOAD.md."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=MINUTES)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--processes", type=int, default=1)
    given = asked.parse_args()
    print(f"{time.strftime('%H:%M:%S')} this takes {given.minutes + 1:.0f} minutes", file=sys.stderr, flush=True)
    told = soak(given.minutes, given.people, given.processes)
    print(report.write([told], "Soak") if given.minutes >= MINUTES else told)


if __name__ == "__main__":
    main()
