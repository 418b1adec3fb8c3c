"""A Spark cluster on loopback: a standalone master and workers, each a process group of its own that can be killed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.find_spark import spark_folder

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 120
# Small processes that begin quickly; two parts are enough for little tables, and plans need not be mended on the way.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = f"""
spark.sql.shuffle.partitions    2
spark.sql.adaptive.enabled      false
spark.locality.wait             0s
spark.ui.enabled                false
spark.driver.extraJavaOptions   {QUICK}
spark.executor.extraJavaOptions {QUICK}
spark.executor.memory           768m
"""


def environment(folder):
    """The environment of whatever uses Spark here; `folder` is for its settings."""
    (folder / "spark-defaults.conf").write_text(SETTINGS, encoding="utf-8")
    packages = spark_folder()
    assert packages.is_dir(), "Spark is not there: python -m tests.find_spark"
    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(packages)]), "SPARK_HOME": str(packages / "pyspark"),
        "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_JAVA_OPTS": QUICK,
        "SPARK_DAEMON_MEMORY": "512m", "PYSPARK_PYTHON": "/nowhere",  # the workers of a cluster need no Python
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


class Cluster:
    """`master` is its address; `start_worker()`, `kill(worker)`, `stop()`."""

    def __init__(self, folder):
        self.folder, self.environment = folder, environment(folder)
        self._running, self._count = [], 0
        self._log = folder / "master.log"
        self._start("deploy.master.Master", ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"], self._log)
        self.master = self._wait_for(r"Starting Spark master at (spark://\S+)", 1)[0]

    def start_workers(self, count):
        """Workers of one core each, when the master knows them all."""
        workers = []
        for _ in range(count):
            self._count += 1
            place = self.folder / f"worker-{self._count}"
            told = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", "--cores", "1", "--memory", "1g"]
            log = self.folder / f"{place.name}.log"
            workers.append(self._start("deploy.worker.Worker", [*told, "--work-dir", str(place), self.master], log))
        self._wait_for(r"Registering worker", self._count)
        return workers

    def run(self, *arguments):
        """Start `python -m analytics cube` on this cluster; what it says goes to `said`."""
        with (self.folder / "said.log").open("w") as said:
            command = [
                sys.executable,
                "-m",
                "analytics",
                "cube",
                "--engine",
                "spark",
                "--master",
                self.master,
                *arguments,
            ]
            started = subprocess.Popen(command, env=self.environment, stderr=said, stdout=said, cwd=PROJECT)
        self._running.append(started)
        return started

    @property
    def said(self):
        return (self.folder / "said.log").read_text(encoding="utf-8", errors="replace")

    def kill(self, process):
        """As a machine that loses its power: a worker, and whatever works for it."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._running.remove(process)

    def stop(self):
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()
        for group in [process.pid for process in self._running if process.args[0] != sys.executable]:
            try:
                os.killpg(group, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def _start(self, what, arguments, log):
        command = [str(spark_folder() / "pyspark" / "bin" / "spark-class"), f"org.apache.spark.{what}", *arguments]
        with log.open("w") as stream:
            started = subprocess.Popen(
                command, env=self.environment, stdout=stream, stderr=stream, start_new_session=True
            )
        self._running.append(started)
        return started

    def _wait_for(self, pattern, count):
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            found = re.findall(pattern, self._log.read_text(encoding="utf-8", errors="replace"))
            if len(found) >= count:
                return found
            time.sleep(0.1)
        raise AssertionError(self._log.read_text(encoding="utf-8", errors="replace")[-3000:])
