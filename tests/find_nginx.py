"""Where is nginx, behind which the dashboard is tested? Prints its path; finds it, or installs it, or fails."""

import os
import shutil
import sys

from tests.installing import install

PROXY = "nginx"
# Where administrators' programs lie, which others may not have on their path.
ALSO = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")


def find_nginx():
    """Its path, or None."""
    return shutil.which(PROXY, path=os.pathsep.join([os.environ.get("PATH", ""), *ALSO]))


def main() -> int:
    """Look, then the system's package manager."""
    if not find_nginx():
        install("nginx-light", dnf="nginx-core", apk="nginx", pacman="nginx", brew="nginx")
    path = find_nginx()
    if not path:
        print(
            f"No {PROXY} was found, and it could not be installed. Install nginx (nginx-light); the test of the reverse "
            "proxy is part of `make test-all` and is not skipped.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
