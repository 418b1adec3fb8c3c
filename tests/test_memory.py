"""How much a build may hold at once: refused when it is no amount, half of what is free, and the cells do not depend on it."""

import pytest

from analytics.errors import UnreadableInput
from analytics.measures.cube import TABLES, build_cube
from analytics.records import memory
from analytics.records.current import open_records
from analytics.records.folder import PROJECT_DATA, DataFolder
from tests.cube_files import differences

GIBIBYTE = 1024**3


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Says what the machine, and the group of processes, have."""
    monkeypatch.delenv("IDMAJ_MEMORY", raising=False)
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(memory, "CGROUP", tmp_path)

    def say(available, most=None, taken=0):
        if available:
            lines = f"MemTotal:       99999999 kB\nMemAvailable:   {available // 1024} kB\n"
            (tmp_path / "meminfo").write_text(lines)
        if most:
            (tmp_path / "memory.max").write_text(f"{most}\n")
            (tmp_path / "memory.current").write_text(f"{taken}\n")

    return say


@pytest.mark.parametrize("said", ["much", "-4GB", "0GB", "4", "4 G B", "80%", "4GB; SET threads = 1", "٤GB"])
def test_what_is_no_amount_is_refused_in_one_sentence(monkeypatch, said):
    monkeypatch.setenv("IDMAJ_MEMORY", said)
    with pytest.raises(UnreadableInput, match="an amount of memory such as 4GB was expected"):
        memory.memory_allowed()


def test_what_the_variable_says_is_taken_whatever_is_free(machine, monkeypatch):
    machine(8 * GIBIBYTE)
    monkeypatch.setenv("IDMAJ_MEMORY", "3 GiB")
    assert memory.memory_allowed() == "3 GiB"


@pytest.mark.parametrize(
    ("available", "most", "taken", "allowed"),
    [
        (8 * GIBIBYTE, None, 0, "4096MiB"),
        (8 * GIBIBYTE, "max", 0, "4096MiB"),
        (8 * GIBIBYTE, 4 * GIBIBYTE, 2 * GIBIBYTE, "1024MiB"),  # of the container two are left
        (8 * GIBIBYTE, 64 * GIBIBYTE, 0, "4096MiB"),
        (GIBIBYTE // 4, None, 0, "500MiB"),
        (None, None, 0, None),  # a system that does not tell
    ],
)
def test_half_of_what_is_free_is_taken_and_never_too_little(machine, available, most, taken, allowed):
    machine(available, most, taken)
    assert memory.memory_allowed() == allowed


def test_little_memory_gives_the_same_cells(monkeypatch, tmp_path):
    records = open_records(PROJECT_DATA / "demo", DataFolder(PROJECT_DATA))
    for name, allowed in (("much", "4GB"), ("little", "60MB")):
        monkeypatch.setenv("IDMAJ_MEMORY", allowed)
        build_cube(records, tmp_path / name)
    assert len(TABLES) == 5 and differences(tmp_path / "much", tmp_path / "little") == {}
