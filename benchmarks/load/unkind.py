"""What do those do who are hard on a server? Read slowly, leave at once, send a huge file, ask in SQL for the moon."""

import asyncio
import contextlib
import re
import socket
import tempfile
import time
from collections.abc import AsyncIterator
from random import Random
from urllib.parse import urlsplit

from benchmarks.load.crowd import TROUBLE
from benchmarks.load.session import Session
from benchmarks.load.uploading import choose_files, send_file

MEGABYTE = 1 << 20
NAME = "integrations.csv"
# A slow reader takes one message after so many seconds, through the smallest window that the system gives.
SLOWNESS = 1.0
READERS_COME = 40.0
WINDOW = 2048
FIRST_LINE = b"integration_id,beneficiary_id,route,programme,city_id,sector,partner,started_on,prepared_in_prison\n"
LINE = b"I%029d,B%029d,micro_project,annual_strategy,casablanca,commerce,foundation,2014-03-%02d,true\n"
# No end in sight, within what the gate lets pass: every cell beside every other, three times.
CUBES = ", ".join(f"integrations_cube {each}" for each in "abc")
BOMB = f"SELECT count(*) FROM {CUBES} WHERE a.city < b.sector || c.route"
BOMB_LASTS = 7.0


@contextlib.asynccontextmanager
async def reading_slowly(address: str, number: int) -> AsyncIterator[None]:
    """So many tabs are open meanwhile: half of them idle, half ask for page after page and take a minute to read one."""
    tasks = [asyncio.create_task(_read_slowly(address, each)) for each in range(number)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _read_slowly(address: str, number: int) -> None:
    """One of them; whom the server gives up, because no ping is answered, comes back as a browser does."""
    chance = Random(number)
    await asyncio.sleep(chance.uniform(0, READERS_COME))
    while True:
        session = Session(address, "fr")
        try:
            # Its own pings would wait behind what is not read, and end it from this side.
            await session.open(
                chance.choice(("", "compare")), sock=await _open_narrowly(address), max_queue=1, ping_interval=None
            )
            while True:
                if number % 2:
                    await session.ask()
                await _read_a_page(session, SLOWNESS if number % 2 else 0)
        except TROUBLE:
            await asyncio.sleep(1)
        finally:
            session.vanish()


async def _open_narrowly(address: str) -> socket.socket:
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    narrow.setblocking(False)
    where = urlsplit(address)
    await asyncio.get_running_loop().sock_connect(narrow, (where.hostname, where.port))
    return narrow


async def _read_a_page(session: Session, pause: float) -> None:
    """Message after message, with a pause before each, until the page is there; an idle tab waits for one that never
    comes."""
    kind = ""
    while kind != "script_finished":
        await asyncio.sleep(pause)
        with contextlib.suppress(TimeoutError):
            kind = (await session.receive())[0].WhichOneof("type")


async def come_and_leave(address: str, seconds: float, at_once: int = 4) -> int:
    """For so long, tab after tab is opened, and gone before its page is there; how many were there?"""
    until = time.monotonic() + seconds
    counts = await asyncio.gather(*(_come_and_leave(address, Random(each), until) for each in range(at_once)))
    return sum(counts)


async def _come_and_leave(address: str, chance: Random, until: float) -> int:
    count = 0
    while time.monotonic() < until:
        session = Session(address, "ar")
        with contextlib.suppress(*TROUBLE):
            await session.begin(chance.choice(("", "compare", "routes")))
            await asyncio.sleep(chance.uniform(0, 0.2))
            session.vanish()
        count += 1
    return count


async def upload(address: str, megabytes: int) -> tuple[float, int, str]:
    """Send a file of integrations of this size to the Data page, and have it checked: seconds until it was there, the
    server's answer, and what the page then said."""
    said = ""
    session = Session(address, "en")
    await session.open("data")
    with tempfile.TemporaryFile() as file:
        await asyncio.to_thread(_write, file, megabytes * MEGABYTE)
        began = time.perf_counter()
        held, status = await send_file(session, NAME, file)
        took = time.perf_counter() - began
        if status < 300:
            chosen = choose_files(session, [held])
            await session.run(chosen)
            checked = await session.run(chosen, session.value("check", trigger_value=True))
            said = plain(checked.problem) or f"no problem, after {checked.seconds:.0f} s"
    await session.leave()
    return took, status, said


def _write(file: object, size: int) -> None:
    file.write(FIRST_LINE)
    number = 0
    while file.tell() < size - MEGABYTE:
        file.write(b"".join(LINE % (each, each, each % 28 + 1) for each in range(number, number + 5_000)))
        number += 5_000
    file.flush()


async def ask_for_the_moon(address: str, times: int) -> list[str]:
    """Run a query without end on the SQL page, again and again; what did the page say each time?"""
    session = Session(address, "en")
    await session.open("sql")
    query = session.value("sql-query", string_value=BOMB)
    found = []
    for _ in range(times):
        run = await session.run(query, session.value("run-sql", trigger_value=True))
        until = time.monotonic() + BOMB_LASTS
        while time.monotonic() < until and not run.problem:
            await asyncio.sleep(0.5)
            run = await session.run(query)
        found.append(plain(run.problem))
    await session.leave()
    return found


def plain(markup: str) -> str:
    """The words of some markup."""
    return re.sub(r"<[^>]*>", "", markup).strip()
