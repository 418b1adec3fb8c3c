"""Brings what is derived from the data files up to date: hashes in datapackage.json, and data/README.md. `make data`."""

import hashlib
import json
from pathlib import Path

from analytics.records.folder import PROJECT_DATA

PACKAGE = PROJECT_DATA / "datapackage.json"
README = PROJECT_DATA / "README.md"


def describe_files(package: dict, root: Path) -> dict:
    """The package with the size and hash of every file as it is now."""
    resources = []
    for resource in package["resources"]:
        content = (root / resource["path"]).read_bytes()
        measured = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        schema = {"schema": resource["schema"]} if "schema" in resource else {}
        kept = {name: value for name, value in resource.items() if name not in ("schema", "bytes", "hash")}
        resources.append(kept | measured | schema)
    return package | {"resources": resources}


def write_package(package: dict) -> str:
    """The text of datapackage.json."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def write_readme(package: dict) -> str:
    """The text of data/README.md: what every file and column is, as the package says."""
    lines = [
        "# Data",
        "",
        package["description"],
        "",
        "This page is derived from `datapackage.json` by `make data`; change that file, not this one.",
        "",
        "| file | what | licence | synthetic |",
        "| --- | --- | --- | --- |",
    ]
    for resource in package["resources"]:
        licence = ", ".join(entry["name"] for entry in resource["licenses"])
        synthetic = "yes" if resource.get("synthetic") else ""
        lines.append(f"| [`{resource['path']}`]({resource['path']}) | {resource['title']} | {licence} | {synthetic} |")
    for resource in package["resources"]:
        if "schema" in resource and not _is_plain_code_list(resource):
            lines += ["", f"## {resource['name']}", "", *_describe_table(resource)]
    return "\n".join(lines) + "\n"


def _is_plain_code_list(resource: dict) -> bool:
    names = [field["name"] for field in resource["schema"]["fields"]]
    return names == ["id", "name_en", "name_fr", "name_ar"]


def _describe_table(resource: dict) -> list[str]:
    schema = resource["schema"]
    references = {
        key["fields"][0]: f"{key['reference']['resource']}.{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
    }
    lines = [f"{resource['title']}."]
    lines += [f"Source: {source['title']}." for source in resource.get("sources", ())]
    if schema.get("primaryKey"):
        lines.append(f"Key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}.")
    lines += ["", "| column | type | unit | what | rules |", "| --- | --- | --- | --- | --- |"]
    for field in schema["fields"]:
        rules = [f"{name}: {_shown(value)}" for name, value in field.get("constraints", {}).items()]
        rules += [f"in {references[field['name']]}"] if field["name"] in references else []
        lines.append(
            f"| `{field['name']}` | {field['type']} | {field.get('unit', '')} | {field.get('description', '')} "
            f"| {'; '.join(rules)} |"
        )
    for rule in resource.get("rules", ()):
        lines += [""] if rule is resource["rules"][0] else []
        lines.append(f"- {rule['severity']} `{rule['id']}`: {rule['description']}.")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value).replace("|", "\\|")


def main() -> None:
    """Write both files again."""
    package = describe_files(json.loads(PACKAGE.read_text(encoding="utf-8")), PROJECT_DATA)
    PACKAGE.write_text(write_package(package), encoding="utf-8")
    README.write_text(write_readme(package), encoding="utf-8")


if __name__ == "__main__":
    main()
