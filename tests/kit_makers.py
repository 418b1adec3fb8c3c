"""Press kits made without a browser, and read back."""

import zipfile

from analytics.outputs.kit import make_kit


def drawn(told, size, form, scale=1):
    """Instead of a browser: which picture was wanted."""
    return f"{told.id} {told.language.code} {size} {form} {scale}".encode()


def make(
    material,
    place,
    stories=("placements", "women"),
    languages=("fr",),
    sizes=("wide",),
    forms=("png",),
    scale=1,
    **said,
):
    """A kit of a few stories, drawn by `drawn` where nothing else is said."""
    return make_kit(stories, languages, sizes, forms, scale, material, place, **{"draw": drawn} | said)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def unpacked(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
