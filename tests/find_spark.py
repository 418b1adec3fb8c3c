"""Where is Spark, on which the cube is built too? Prints the folder of its packages; finds or installs them, or fails.

They lie in the user's cache folder, apart from what the dashboard runs on: they are large, and `make clean` keeps them.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.installing import attempt, install

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements-spark.txt"
# The oldest Java that this Spark runs on.
OLDEST = 17


def spark_folder():
    """Where the pinned packages lie, or will."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    pins = [line.partition("#")[0].strip() for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines()]
    return cache / "idmaj" / f"spark-{hashlib.sha256(' '.join(filter(None, pins)).encode()).hexdigest()[:12]}"


def has_java():
    """Is there a Java that is new enough?"""
    if not shutil.which("java"):
        return False
    told = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    version = re.search(r'version "(\d+)', told)
    return bool(version) and int(version[1]) >= OLDEST


def main() -> int:
    """Look, then Python's and the system's package managers."""
    folder = spark_folder()
    if not folder.exists():
        fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
        if attempt([*pip, "--target", str(fresh), "-r", str(REQUIREMENTS)], 1800):
            fresh.rename(folder)
    if not has_java():
        install("default-jre-headless", dnf="java-latest-openjdk-headless", apk="openjdk17-jre-headless",
                pacman="jre-openjdk-headless", brew="openjdk")  # fmt: skip
    if not folder.exists() or not has_java():
        print(
            f"Spark and its Java were not found, and could not be installed. Spark comes from {REQUIREMENTS.name}; install "
            f"Java {OLDEST} or later (default-jre-headless). The tests of the cluster are part of `make test-all` and are not "
            "skipped.",
            file=sys.stderr,
        )
        return 1
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
