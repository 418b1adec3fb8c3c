"""Is there a cluster to work on? A Spark session at its master, or one sentence that says what is lacking."""

import contextlib
import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from analytics.errors import UnreadableInput
from analytics.language import message

# Seconds in which a master that is there answers.
PATIENCE = 10
SETTINGS = {
    # Sums that overflow must fail, not become nulls; a day must not move with the time zone of a machine.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.log.level": "ERROR",
}


@contextlib.contextmanager
def session_at(master: str) -> Iterator[SparkSession]:
    """A Spark session at this master (spark://host:7077, yarn, k8s://…, local[2]) for as long as the block runs.

    What else Spark needs to know (memory, credentials of an object storage) stands in its own `spark-defaults.conf`.
    Raises UnreadableInput when Java is missing, the master is not reached, or the work fails on the cluster.
    """
    _find_java()
    _reach(master)
    told = {**SETTINGS, "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower()}
    try:
        with warnings.catch_warnings():
            # Spark warns of every pandas later than 3; frames of pandas are not asked of it.
            warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
            spark = SparkSession.builder.master(master).appName("idmaj cube").config(map=told).getOrCreate()
            try:
                yield spark
            finally:
                spark.stop()
    except (PySparkException, Py4JError, ConnectionError) as error:
        raise UnreadableInput(
            message("The work on the Spark master {master} did not end well: {detail}"),
            master=master,
            detail=_first_line(error),
        ) from error


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=os.path.join(home, "bin") if home else None):
        raise UnreadableInput(
            message("No Java was found, which Spark runs on; install Java 17 or later (Debian: default-jre-headless).")
        )


def _reach(master: str) -> None:
    """Does one of the masters of this address answer? Spark itself would try for minutes, and in many lines."""
    if not master.startswith("spark://"):
        return
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        with contextlib.suppress(OSError, ValueError):
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
            return
    raise UnreadableInput(
        message("The Spark master {master} does not answer; check the address, and that the cluster runs."),
        master=master,
    )


def _first_line(error: Exception) -> str:
    found = re.search(r"Caused by: [\w.$]*?(\w+(?:: [^\n]*)?)\n", str(error)) or re.match(r"([^\n]*)", str(error))
    return found[1][:300]
