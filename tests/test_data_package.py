"""The data package: every file described, hashes fresh, README derived, and a second opinion from frictionless."""

import hashlib
import json

import frictionless
import pytest

from analytics.errors import UnreadableInput
from analytics.records import describe
from analytics.records.contract import RECORD_TABLES, read_contract
from analytics.records.folder import PROJECT_DATA, DataFolder

PACKAGE = json.loads((PROJECT_DATA / "datapackage.json").read_text(encoding="utf-8"))
CSV_TABLES = [resource["name"] for resource in PACKAGE["resources"] if resource["format"] == "csv"]


def test_every_data_file_is_described():
    described = {resource["path"] for resource in PACKAGE["resources"]} | {"datapackage.json", "README.md", "demo/manifest.json"}  # fmt: skip
    files = {
        path.relative_to(PROJECT_DATA).as_posix()
        for top in PROJECT_DATA.iterdir()
        if top.name not in (".cache", "releases")  # another process may be at work there
        for path in (top, *top.rglob("*"))
        if path.is_file()
    }
    assert files == described


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda resource: resource["name"])
def test_resource_has_licence_size_and_hash_of_the_file_as_it_is(resource):
    content = (PROJECT_DATA / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", "run `make data`"
    assert resource["licenses"] and resource["title"]


def test_readme_is_derived_and_fresh():
    assert (PROJECT_DATA / "README.md").read_text(encoding="utf-8") == describe.write_readme(PACKAGE), "run `make data`"


@pytest.mark.parametrize("name", CSV_TABLES)
def test_frictionless_finds_nothing_wrong(name):
    package = frictionless.Package(str(PROJECT_DATA / "datapackage.json"))
    report = package.get_resource(name).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]


def test_synthetic_marks_the_records_and_nothing_else():
    marked = {resource["name"] for resource in PACKAGE["resources"] if resource.get("synthetic")}
    assert marked == set(RECORD_TABLES)
    manifest = json.loads((PROJECT_DATA / "demo" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True


def test_every_column_says_what_it_is():
    for resource in read_contract(DataFolder.at()).resources.values():
        assert all(field.description for field in resource.fields), resource.name


def test_a_broken_package_is_one_sentence(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "x"', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="not a readable data package"):
        read_contract(DataFolder(tmp_path))
