"""Is what is installed what was pinned, and is a weakness known of any? Exit 0 neither, 1 one of them, 2 nobody was reached."""

import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CONSTRAINTS = PROJECT / "constraints.txt"
# Part of Python's own environments, and pinned by nobody.
OF_PYTHON = {"pip", "setuptools", "wheel"}
PINNED = re.compile(r"([\w.-]+)==([^\s;#]+)")


def main() -> int:
    """Look at both, and tell."""
    differences = list_differences(read_pinned(CONSTRAINTS.read_text(encoding="utf-8")), read_installed())
    for difference in differences:
        print(difference)
    print(f"{len(differences)} differences between constraints.txt and what is installed.")
    found, unasked = ask_for_weaknesses()
    for weakness in found:
        print(weakness)
    if unasked:
        print(
            f"NOT AUDITED: {len(unasked)} packages, {', '.join(unasked[:5])}…: the service that knows of weaknesses "
            "(pypi.org) could not be reached, or does not know them. Run `make audit` where there is a network."
        )
    else:
        print(f"{len(found)} known weaknesses.")
    return 1 if found or differences else 2 if unasked else 0


def read_pinned(text: str) -> dict[str, str]:
    """Name → version of each line."""
    return {normal(name): version for name, version in PINNED.findall(text)}


def read_installed() -> dict[str, str]:
    """Name → version of what this Python has."""
    return {normal(each.metadata["Name"]): each.version for each in distributions()}


def list_differences(pinned: dict[str, str], installed: dict[str, str]) -> list[str]:
    """A sentence for each package that is of another version, or not pinned at all."""
    told = []
    for name, version in sorted(installed.items()):
        if name not in OF_PYTHON and pinned.get(name) != version:
            said = f"pinned at {pinned[name]}" if name in pinned else "not pinned"
            told.append(f"{name} {version} is installed and {said}.")
    return told


def ask_for_weaknesses() -> tuple[list[str], list[str]]:
    """A sentence for each known weakness; and the packages about which nobody could be asked."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(CONSTRAINTS), "--no-deps", "--disable-pip", "-f", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True)
    try:
        return read_report(json.loads(done.stdout))
    except ValueError:
        return [], sorted(read_pinned(CONSTRAINTS.read_text(encoding="utf-8")))


def read_report(report: dict) -> tuple[list[str], list[str]]:
    """The same, from the report of pip-audit."""
    found, unasked = [], []
    for each in report["dependencies"]:
        if "skip_reason" in each:
            unasked.append(each["name"])
        for weakness in each.get("vulns", []):
            mended = ", ".join(weakness["fix_versions"]) or "no version yet"
            found.append(f"{each['name']} {each['version']}: {weakness['id']}, mended in {mended}.")
    return found, unasked


def normal(name: str) -> str:
    """How is a package written, whoever writes it? (PEP 503)"""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
