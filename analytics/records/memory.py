"""How much memory may summing the records take? Half of what is free, or what the variable IDMAJ_MEMORY says; what does not
fit is put aside on the disk, so that a machine that also serves pages goes on serving them."""

import contextlib
import os
import re
from pathlib import Path

from analytics.errors import UnreadableInput
from analytics.language import message

VARIABLE = "IDMAJ_MEMORY"
AMOUNT = re.compile(r"[1-9]\d{0,5} ?[KMGT]i?B", re.ASCII | re.IGNORECASE)
# With less than this, DuckDB gives up sooner than it puts aside.
LEAST_BYTES = 500 * 1024**2
MEMINFO, CGROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")


def memory_allowed() -> str | None:
    """The most that a build may hold at once, as DuckDB reads it; None where neither the variable nor the system says it.

    Raises UnreadableInput when the variable holds no amount.
    """
    said = os.environ.get(VARIABLE)
    if said:
        if not AMOUNT.fullmatch(said.strip()):
            raise UnreadableInput(
                message("The variable {variable} holds “{value}”; an amount of memory such as 4GB was expected."),
                variable=VARIABLE,
                value=said[:40],
            )
        return said.strip()
    free = _free_bytes()
    return None if free is None else f"{max(free // 2, LEAST_BYTES) // 1024**2}MiB"


def _free_bytes() -> int | None:
    """What can be taken without taking it from anybody: of the machine, or of the group of processes that this is in."""
    found = []
    with contextlib.suppress(OSError, ValueError):
        told = dict(line.split(":", 1) for line in MEMINFO.read_text(encoding="ascii").splitlines())
        if "MemAvailable" in told:
            found.append(int(told["MemAvailable"].split()[0]) * 1024)
    with contextlib.suppress(OSError, ValueError):
        # “max” where there is no limit, which is no number.
        found.append(int(_read(CGROUP / "memory.max")) - int(_read(CGROUP / "memory.current")))
    return min(found, default=None)


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii").strip()
