"""Is a provider of sign-ins configured at all? Read from the secrets themselves, before any server is there to ask."""

import os
import tomllib
from pathlib import Path

VARIABLE = "STREAMLIT_SECRETS_FILES"
PROJECT = Path(__file__).resolve().parents[2]


def is_provider_configured() -> bool:
    """Do the secrets have a section [auth]? Whether it is whole is looked at by the server when it starts."""
    return any(map(_names_one, _secrets_files()))


def _secrets_files() -> list[Path]:
    said = os.environ.get(VARIABLE)
    if said:
        return [Path(each) for each in said.split()]
    return [Path.home() / ".streamlit" / "secrets.toml", PROJECT / ".streamlit" / "secrets.toml"]


def _names_one(path: Path) -> bool:
    try:
        return "auth" in tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
