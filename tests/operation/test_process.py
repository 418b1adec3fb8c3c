"""What the process that serves the pages takes of the system."""

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")
SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
from analytics.web.serving.process import allow_many_files
allow_many_files()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("given", "most", "taken"),
    [
        (256, 4_000, 4_000),  # all that this process may have
        (256, 18_000, 16_384),  # as many as are wanted
        (17_000, 18_000, 17_000),  # more than wanted is left as it is
    ],
)
def test_the_server_takes_as_many_open_files_as_it_may(given, most, taken):
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < most:
        pytest.skip(f"this system gives no {most} open files")
    command = [sys.executable, "-c", SCRIPT, str(given), str(most)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told.split() == [str(taken), str(most)]
