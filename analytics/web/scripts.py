"""Where are the scripts that draw figures? On this server, under names that change with what is in them.

Plotly's own script is the one that its Python package brings, so that screen and server agree and no other host is asked.
"""

import gzip
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent
FILES = {name: HERE / name for name in ("plot.js", "marks.js", "turns.js")} | {
    "plotly.min.js": Path(distribution("plotly").locate_file("plotly/package_data/plotly.min.js")),
}
PLACE = "figures"
FOLDER = f"{PLACE}/{sha256(b''.join(path.read_bytes() for path in FILES.values())).hexdigest()[:16]}"
PLOT = f"./{FOLDER}/plot.js"
# They are fetched and made ready while the page waits for its first numbers.
FETCHED_EARLY = "".join(f'<link rel="modulepreload" href="./{FOLDER}/{name}">' for name in FILES)
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}


def figure_routes() -> list[Route]:
    """Under which addresses does the server hand out what draws the figures?"""
    return [Route(f"/{FOLDER}/{{name}}", _send)]


def _send(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        return Response(status_code=404)
    is_compressed = "gzip" in request.headers.get("accept-encoding", "")
    body = _compressed(name) if is_compressed else FILES[name].read_bytes()
    headers = HEADERS | {"Content-Encoding": "gzip"} if is_compressed else HEADERS
    return Response(body, headers=headers, media_type="text/javascript")


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(FILES[name].read_bytes(), mtime=0)
