"""What is asked for in a press kit, and which files does that come to?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from analytics.errors import UnknownName
from analytics.language import LANGUAGES, message
from analytics.outputs.keeping import keep
from analytics.outputs.kit_readme import write_readme
from analytics.outputs.picture import FORMS as PICTURES
from analytics.outputs.picture import SCALES
from analytics.outputs.press_csv import write_numbers
from analytics.outputs.press_workbook import write_press_workbook
from analytics.outputs.sizes import SIZES
from analytics.outputs.stories import STORIES, Told
from analytics.records.folder import DataFolder

FORMS = (*PICTURES, "csv", "xlsx", "pptx", "note", "zip")
# Every ZIP holds these, and pictures.
IN_EVERY_ZIP = ("csv", "xlsx", "readme")
COLUMNS = ("file", "story", "lang", "size", "scale", "pixels", "question", "alt", "source")
Draw = Callable[[Told, str, str, int], bytes]


@dataclass(frozen=True)
class Order:
    """Stories, languages, sizes and forms by their ids; a PNG has `scale` times the pixels of its size.

    Raises UnknownName.
    """

    stories: tuple[str, ...]
    languages: tuple[str, ...]
    sizes: tuple[str, ...] = ("wide",)
    forms: tuple[str, ...] = ("png",)
    scale: int = 1

    def __post_init__(self) -> None:
        asked = (
            (message("story"), self.stories, STORIES),
            (message("language"), self.languages, LANGUAGES),
            (message("size"), self.sizes, SIZES),
            (message("form"), self.forms, FORMS),
            (message("scale"), (self.scale,), SCALES),
        )
        for kind, names, known in asked:
            for name in names:
                if name not in known:
                    raise UnknownName(kind, name, known)

    @property
    def forms_alone(self) -> tuple[str, ...]:
        """What is asked for besides a ZIP."""
        return tuple(form for form in self.forms if form != "zip")

    @property
    def forms_in_zip(self) -> tuple[str, ...]:
        """What goes into a ZIP: what is asked for beside it, pictures in any case, and what every ZIP holds."""
        pictures = () if set(self.forms) & set(PICTURES) else ("png",)
        return tuple(dict.fromkeys([*self.forms_alone, *pictures, *IN_EVERY_ZIP]))


@dataclass(frozen=True)
class Piece:
    """A file of a kit: its name, the form it was asked as, its row of `kit.json`, and what makes its bytes."""

    name: str
    form: str
    make: Callable[[], bytes]
    row: Mapping[str, object] = field(default_factory=dict)

    def listed(self, folder: str = "") -> dict[str, object]:
        """Its row of `kit.json`."""
        return dict.fromkeys(COLUMNS) | {"file": folder + self.name} | dict(self.row)


def list_pieces(
    order: Order, forms: Iterable[str], told: Mapping[str, Sequence[Told]], draw: Draw, folder: DataFolder
) -> list[Piece]:
    """Which files does this order come to, in these forms? `told` holds the stories of each language; pictures are first.

    Documents are kept in the cache of `folder`; `draw` keeps its pictures itself.
    """
    forms = tuple(forms)
    pieces = []
    for stories in told.values():
        for story in stories:
            pieces += _pictures(story, order, forms, draw)
    for code, stories in told.items():
        drawn = [piece for piece in pieces if piece.row["lang"] == code and piece.form in PICTURES]
        pieces += [_csv(story) for story in stories] if "csv" in forms else []
        pieces += _of_language(stories, forms, drawn, folder)
    return pieces


def _pictures(told: Told, order: Order, forms: Sequence[str], draw: Draw) -> list[Piece]:
    code = told.language.code
    pieces = []
    for size in order.sizes:
        for form in (form for form in forms if form in PICTURES):
            # Lines have no pixels of their own to be more of.
            scale = order.scale if form == "png" else 1
            doubled = "" if scale == 1 else f"@{scale}x"
            pixels = [scale * side for side in SIZES[size]]
            row = _row(told) | {"size": size, "scale": scale, "pixels": pixels, "alt": told.alt}
            name = f"{told.file_stem}-{code}-{size}{doubled}.{form}"
            pieces.append(Piece(name, form, partial(draw, told, size, form, scale), row))
    return pieces


def _csv(told: Told) -> Piece:
    return Piece(f"{told.file_stem}-{told.language.code}.csv", "csv", partial(write_numbers, told), _row(told))


def _of_language(stories: Sequence[Told], forms: Sequence[str], drawn: list[Piece], folder: DataFolder) -> list[Piece]:
    """The files that hold all stories of a language."""
    language = stories[0].language
    between = language.clauses(["", ""])
    sources = dict.fromkeys(source for told in stories for source in told.source.split(between))
    row = {"lang": language.code, "source": between.join(sources)}
    named = {
        "xlsx": (f"idmaj-{language.code}.xlsx", partial(write_press_workbook, stories)),
        "pptx": (f"idmaj-{language.code}.pptx", partial(_write_deck, stories, folder)),
        "note": (f"idmaj-note-{language.code}.pdf", partial(_write_note, stories, folder)),
        "readme": (f"README-{language.code}.txt", partial(write_readme, stories, _files_of(drawn))),
    }
    return [Piece(name, form, make, row) for form, (name, make) in named.items() if form in forms]


def _row(told: Told) -> dict[str, object]:
    return {"story": told.id, "lang": told.language.code, "question": told.question, "source": told.source}


def _files_of(pictures: list[Piece]) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    for piece in pictures:
        files.setdefault(piece.row["story"], []).append(piece.name)
    return files


def _write_deck(stories: Sequence[Told], folder: DataFolder) -> bytes:
    from analytics.outputs.deck import draw_figure, write_deck  # loads an office library that most kits do without

    return _keep_whole(stories, "pptx", write_deck, draw_figure, folder)


def _write_note(stories: Sequence[Told], folder: DataFolder) -> bytes:
    from analytics.outputs.note import write_note
    from analytics.outputs.small_figure import draw_small_figure

    return _keep_whole(stories, "note.pdf", write_note, draw_small_figure, folder)


def _keep_whole(stories: Sequence[Told], form: str, write: Callable, draw: Callable, folder: DataFolder) -> bytes:
    """The document of these stories, kept as pictures are; one that had to do without a figure is made again next time."""
    made, lacking = [], []

    def figure(*wanted: object) -> bytes | None:
        drawn = draw(*wanted)
        if drawn is None:
            lacking.append(wanted)
        return drawn

    def make() -> bytes | None:
        made.append(write(stories, figure))
        return None if lacking else made[0]

    return keep(stories, [], form, make, folder) or made[0]
