"""Where is Poppler, which reads PDF files back? Prints the path of its pdftotext; finds it, or installs it, or fails."""

import os
import shutil
import subprocess
import sys

READER = "pdftotext"
INSTALLERS = {
    "apt-get": [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "poppler-utils"]],
    "dnf": [["dnf", "install", "-y", "-q", "poppler-utils"]],
    "apk": [["apk", "add", "--quiet", "poppler-utils"]],
    "pacman": [["pacman", "-Sy", "--noconfirm", "poppler"]],
    "brew": [["brew", "install", "--quiet", "poppler"]],
}


def install() -> None:
    """Ask the system's package manager for it."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    manager = next(filter(shutil.which, INSTALLERS), None)
    for command in INSTALLERS.get(manager, []):
        whole = command if manager == "brew" else [*prefix, *command]
        print("$", *whole, file=sys.stderr)
        subprocess.run(whole, stdout=sys.stderr, timeout=900)


def main() -> int:
    """Look, then the system's package manager."""
    if not shutil.which(READER):
        install()
    path = shutil.which(READER)
    if not path:
        print(
            f"No {READER} was found, and it could not be installed. Install Poppler (poppler-utils); "
            "the tests of PDF files are part of `make test` and are not skipped.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
