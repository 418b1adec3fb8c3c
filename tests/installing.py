"""Asks the system's package manager for what the tests need and Python's cannot bring."""

import os
import shutil
import subprocess
import sys

# How each manager is asked; {package} is its own name for what is wanted.
MANAGERS = {
    "apt-get": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "{package}")),
    "dnf": (("dnf", "install", "-y", "-q", "{package}"),),
    "apk": (("apk", "add", "--quiet", "{package}"),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "{package}"),),
    "brew": (("brew", "install", "--quiet", "{package}"),),
}


def install(package: str, **other_names: str) -> None:
    """Ask the first manager that is there; `other_names` are those of managers that call it otherwise."""
    manager = next(filter(shutil.which, MANAGERS), None)
    # Homebrew refuses to be asked by root.
    prefix = [] if os.geteuid() == 0 or manager == "brew" else ["sudo", "-n"]
    for command in MANAGERS.get(manager, ()):
        name = other_names.get(manager, package)
        attempt([*prefix, *(word.format(package=name) for word in command)], 900)


def attempt(command: list[str], seconds: int) -> bool:
    """Did this command end well within its time? It is shown as it is run."""
    print("$", *command, file=sys.stderr)
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=seconds).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
