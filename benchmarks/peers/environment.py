"""Where do the peers live? In an environment of their own, made when it is not there or its requirements changed."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
ENVIRONMENT = PROJECT / ".cache/peers/environment"


def peers_python() -> Path:
    """The Python that has every peer as it is pinned."""
    python, installed = ENVIRONMENT / "bin/python", ENVIRONMENT / "installed"
    asked = REQUIREMENTS.read_text(encoding="utf-8")
    if not installed.exists() or installed.read_text(encoding="utf-8") != asked:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        installing = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS)
        subprocess.run([python, *installing], check=True)
        installed.write_text(asked, encoding="utf-8")
    return python


def versions() -> dict[str, str]:
    """Package → version, of what is pinned."""
    lines = (line.partition("#")[0].strip() for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines())
    return dict(line.split("==") for line in lines if line)
