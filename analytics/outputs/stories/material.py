"""What are stories told from? The printed figures, the public cells of the current records, and the land outline."""

import json
from dataclasses import dataclass, field
from os import PathLike

from analytics.comparison.remarks import kind_of
from analytics.disclosure.gate import public_cube
from analytics.measures.cube import Cube, cube_of
from analytics.published.register import Register, register
from analytics.records.current import Records, current_records
from analytics.records.folder import DataFolder


@dataclass(frozen=True, eq=False)
class Material:
    """The register, the records that are current, the cube of what was cleared of them for the public, and the land
    outline as parsed GeoJSON."""

    register: Register
    records: Records
    cube: Cube
    land: dict = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return kind_of(self.records)

    @property
    def release_id(self) -> str | None:
        return self.records.release_id

    @property
    def assumptions(self) -> list[dict]:
        return self.records.assumptions


def gather_material(data: str | PathLike | None = None) -> Material:
    """Which material is there now? The public reads the current records alone. Raises what `public_cube` raises."""
    folder = DataFolder.at(data)
    records = current_records(folder)
    return Material(
        register=register(folder),
        records=records,
        cube=public_cube(cube_of(records), folder),
        land=json.loads(folder.find("reference/land.geojson").read_text(encoding="utf-8")),
    )
