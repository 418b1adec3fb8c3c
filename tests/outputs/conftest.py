"""What the tests of outputs share: what stories are told from, and the Chromium that draws them."""

import os
from pathlib import Path

import pytest

from analytics.language import LANGUAGES
from analytics.outputs.stories import gather_material

FOUND = Path(__file__).resolve().parents[2] / ".venv" / "chromium"


@pytest.fixture(scope="session")
def material():
    return gather_material()


@pytest.fixture(params=sorted(LANGUAGES))
def language(request):
    return LANGUAGES[request.param]


@pytest.fixture(scope="session")
def renderer():
    """The warm Chromium of the product, which is the one that the other tests were given."""
    from analytics.outputs.renderer import RENDERER

    if FOUND.exists():
        os.environ.setdefault("CHROMIUM", FOUND.read_text(encoding="utf-8").strip())
    yield RENDERER
    RENDERER.close()
