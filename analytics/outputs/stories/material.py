"""What are stories told from? The printed figures, the public cells of the current records, and the land outline."""

import json
from dataclasses import dataclass, field
from os import PathLike

from analytics.comparison.remarks import DEMONSTRATION, RECORDS
from analytics.disclosure.gate import public_cube
from analytics.measures.cube import Cube, cube_of
from analytics.published.register import Register, register
from analytics.records.current import current_records
from analytics.records.folder import DataFolder


@dataclass(frozen=True, eq=False)
class Material:
    """The register, the cube of what was cleared for the public, and what must be said of the records behind it.

    kind: demonstration or records. key: changes with every file that a story rests on.
    """

    register: Register
    cube: Cube
    kind: str
    release_id: str | None
    assumptions: list[dict] = field(default_factory=list)
    land: dict = field(default_factory=dict)


def gather_material(data: str | PathLike | None = None) -> Material:
    """Which material is there now? The public reads the current records alone. Raises what `public_cube` raises."""
    folder = DataFolder.at(data)
    records = current_records(folder)
    return Material(
        register=register(folder),
        cube=public_cube(cube_of(records), folder),
        kind=DEMONSTRATION if records.is_synthetic else RECORDS,
        release_id=records.release_id,
        assumptions=records.assumptions,
        land=json.loads(folder.find("reference/land.geojson").read_text(encoding="utf-8")),
    )
