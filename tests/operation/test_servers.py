"""Servers that share a data folder, are killed, or lose those who look: nothing is lost, and each says so."""

import asyncio
import hashlib
import os
import signal
import threading
import time

import pytest
from websockets.exceptions import WebSocketException

from analytics.records.folder import DataFolder
from analytics.records.releases import current_release, list_releases
from benchmarks.load.servers import serving, start, wait_for
from benchmarks.load.session import Session
from benchmarks.load.uploading import choose_files, send_file
from tests.own_loop import run_apart

pytestmark = pytest.mark.thorough

NAMES = ("beneficiaries.csv", "integrations.csv")
BUSY = "Another import is under way; try again when it has ended."
MADE = "is made and is now the current one."
PATIENCE = 30
OPENED = []


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two dashboards over one folder: the folder, and both servers."""
    data = tmp_path_factory.mktemp("shared")
    with serving(data, 2) as servers:
        yield DataFolder.at(data), servers


@pytest.fixture
def files(tmp_path, write_folder):
    """Makes a folder of files with so many supports, each of a person of their own."""

    def make(count):
        rows = "\n".join(str(number) for number in range(count))
        return write_folder(tmp_path / f"given-{count}", integrations=f"support\n{rows}")

    return make


def visit(going):
    """What this gives; the tabs that it opened are closed at its end."""

    async def go():
        try:
            return await going
        finally:
            while OPENED:
                OPENED.pop().vanish()

    return run_apart(go())


async def open_page(address, page, **query):
    session = Session(address, "en")
    OPENED.append(session)
    run = await session.open(page, query)
    assert not run.problem
    return session


async def accept(session, files):
    """Load these files on the Data page, up to the last button, and press it; what does the page say?"""
    sent = []
    for name in NAMES:
        with (files / name).open("rb") as file:
            held, status = await send_file(session, name, file)
        assert status == 204
        sent.append(held)
    chosen = choose_files(session, sent)
    await session.run(chosen)
    await session.run(chosen, session.value("check", trigger_value=True))
    await session.run(chosen, session.value("accept", trigger_value=True))
    return " ".join(session.texts)


async def read_data_page(address):
    session = await open_page(address, "data")
    return " ".join(session.texts)


def contents(folder):
    """Every file of the releases, by what it holds."""
    kept = (path for path in sorted(folder.releases.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def until(is_so, every=0.02):
    """Does this become true before long?"""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if is_so():
            return True
        time.sleep(every)
    return False


def test_a_release_made_at_one_server_is_what_an_open_page_of_the_other_shows_next(two, files):
    folder, (first, second) = two[0], [server.address for server in two[1]]

    async def go():
        reading = await open_page(second, "data")
        assert MADE in await accept(await open_page(first, "data"), files(11))
        made = current_release(folder)
        assert made.rows["integrations"] == 11
        assert made.id not in " ".join(reading.texts)
        await reading.run()
        assert made.id in " ".join(reading.texts)
        compared = await open_page(second, "compare", measure="integrations", by="total")
        assert "11" in " ".join(compared.texts)

    visit(go())


def test_imports_at_both_servers_at_once_are_both_kept_or_one_is_told_to_wait(two, files):
    folder, addresses = two[0], [server.address for server in two[1]]
    before = {each.id for each in list_releases(folder)}

    async def go():
        given = [files(21), files(22)]
        sessions = [await open_page(address, "data") for address in addresses]
        said = await asyncio.gather(*(accept(*each) for each in zip(sessions, given, strict=True)))
        assert all((MADE in each) != (BUSY in each) for each in said)
        made = [each for each in list_releases(folder) if each.id not in before]
        assert len(made) == sum(MADE in each for each in said)
        assert {each.rows["integrations"] for each in made} <= {21, 22}
        now = current_release(folder).id
        assert now in {each.id for each in made}
        for address in addresses:
            assert now in await read_data_page(address)

    visit(go())


def test_sessions_of_tabs_that_vanish_are_dropped(two):
    server = two[1][0]

    async def go():
        for _ in range(10):
            await open_page(server.address, "")
        assert server.sessions() == 10

    assert until(lambda: server.sessions() == 0)
    visit(go())
    assert until(lambda: server.sessions() == 0)


def kill_and_start_again(servers, kill):
    """What the first server is after this has killed it."""
    kill(servers[0])
    assert servers[0].process.wait(timeout=20) == -signal.SIGKILL
    port = int(servers[0].address.rpartition(":")[2])
    servers[0] = start(servers[0].log.parent, port)
    wait_for(servers[0])
    return servers[0].address


def test_a_server_killed_while_people_look_starts_again_with_the_same_records(two, files):
    folder, servers = two
    query = {"measure": "integrations", "by": "route"}

    async def look(server):
        assert MADE in await accept(await open_page(server.address, "data"), files(31))
        seen.extend((await open_page(server.address, "compare", **query)).texts)
        held.update(contents(folder))
        crowd = [await open_page(server.address, "cities") for _ in range(4)]
        for session in crowd:
            await session.ask()
        os.kill(server.process.pid, signal.SIGKILL)
        for session in crowd:
            with pytest.raises((OSError, WebSocketException)):
                while True:
                    await session.receive()

    seen, held = [], {}
    address = kill_and_start_again(servers, lambda server: visit(look(server)))
    assert visit(open_page(address, "compare", **query)).texts == seen
    assert contents(folder) == held


def test_a_server_killed_in_the_middle_of_an_import_keeps_the_release_before_it(two, files):
    folder, servers = two
    kept, held = current_release(folder), contents(folder)

    def staging():
        return [name for name in os.listdir(folder.releases) if name.startswith(".staging-")]

    def kill(server):
        def wait_and_kill():
            if until(staging, every=0.0002):
                os.kill(server.process.pid, signal.SIGKILL)

        killer = threading.Thread(target=wait_and_kill, daemon=True)
        killer.start()
        with pytest.raises((OSError, WebSocketException)):
            visit(load(server.address, 4_000))
        killer.join()
        assert staging()

    async def load(address, count):
        return await accept(await open_page(address, "data"), files(count))

    address = kill_and_start_again(servers, kill)
    assert kept.id in visit(read_data_page(address))
    assert not staging()
    assert contents(folder) == held
    assert MADE in visit(load(address, 42))
    assert current_release(folder).rows["integrations"] == 42
