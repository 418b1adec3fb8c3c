"""What must every file look like? `datapackage.json` (Data Package v2) says it once; this reads it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics.errors import UnknownName, UnreadableInput
from analytics.language import Phrase, message
from analytics.records.folder import DataFolder

RECORD_TABLES = ("beneficiaries", "integrations", "funding", "follow_ups")
TABLE_NAMES = {
    "beneficiaries": message("Beneficiaries"),
    "integrations": message("Integrations"),
    "funding": message("Awards"),
    "follow_ups": message("Follow-ups"),
}
OPTIONAL_RECORD_TABLES = ("funding", "follow_ups")
# Data Package types as DuckDB reads them; money is exact.
DUCKDB_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DECIMAL(18, 6)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def name_table(name: str) -> Phrase:
    """What is a record table called?"""
    return Phrase(TABLE_NAMES[name])


@dataclass(frozen=True)
class Field:
    """A column: its type, unit, constraints, and the code list or table it refers to (`resource.column`)."""

    name: str
    type: str
    description: str
    unit: str | None
    required: bool
    pattern: str | None
    enum: tuple[str, ...]
    minimum: object
    maximum: object
    refers_to: tuple[str, str] | None

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPES[self.type]


@dataclass(frozen=True)
class Resource:
    """A table (or other file) of the package. `rules` over several columns: (id, severity)."""

    name: str
    title: str
    path: str
    format: str
    synthetic: bool
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    description: dict

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Contract:
    """The whole package. `resources` by name, in the order of the file."""

    version: str
    resources: dict[str, Resource]

    def resource(self, name: str) -> Resource:
        """Which resource has this name? Raises UnknownName."""
        if name not in self.resources:
            raise UnknownName("table", name, self.resources)
        return self.resources[name]


def read_contract(folder: DataFolder) -> Contract:
    """What does the data package of this folder promise?

    Raises UnreadableInput when `datapackage.json` is not JSON or lacks a part.
    """
    return _read(folder.package, folder.package.stat().st_mtime_ns)


@cache
def _read(path: Path, _modified: int) -> Contract:
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        resources = {entry["name"]: _resource(entry) for entry in package["resources"]}
        return Contract(package["version"], resources)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(
            message("{path} is not a readable data package: {detail}."), path=str(path), detail=str(error)
        ) from error


def _resource(entry: dict) -> Resource:
    schema = entry.get("schema", {})
    references = {
        key["fields"][0]: (key["reference"]["resource"], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", ())
    }
    fields = tuple(_field(field, references.get(field["name"])) for field in schema.get("fields", ()))
    return Resource(
        name=entry["name"],
        title=entry["title"],
        path=entry["path"],
        format=entry["format"],
        synthetic=entry.get("synthetic", False),
        fields=fields,
        primary_key=tuple(schema.get("primaryKey", ())),
        rules=tuple((rule["id"], rule["severity"]) for rule in entry.get("rules", ())),
        description=entry,
    )


def _field(entry: dict, refers_to: tuple[str, str] | None) -> Field:
    limits = entry.get("constraints", {})
    return Field(
        name=entry["name"],
        type=entry["type"],
        description=entry.get("description", ""),
        unit=entry.get("unit"),
        required=limits.get("required", False),
        pattern=limits.get("pattern"),
        enum=tuple(limits.get("enum", ())),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        refers_to=refers_to,
    )
