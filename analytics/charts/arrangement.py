"""Where do the words and the figure of a plate stand? One above another, or side by side where the frame is broad."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.charts.labels import width_of
from analytics.charts.wrapping import wrap

PAD, GAP = 22, 9
HEADLINE, SUBTITLE, SMALL = 20, 12.5, 10.5
LINE = 1.3
CHIP_PAD = 4
# Beside a figure the words take this part of the width.
COLUMN = 0.33
# … and are set larger by as much as the column has room for.
GROWTH = (1.4, 1.3, 1.2, 1.1, 1.0)
MOST_OF_SMALL = 1.2
COLUMN_GAP = 26
# The words of a verdict run beside it only where this many pixels are left for them.
LEAST_BESIDE_CHIP = 230


@dataclass(frozen=True)
class Words:
    """What stands around a figure, as it is to be read. Empty where there is nothing to say.

    verdict: comparable, with_care or not_comparable, `verdict_said` and `reason` its words; kind: published, demonstration
    or records, or internal where it must stay in the house, `badge` its words; `signature` names who speaks.
    """

    headline: str
    subtitle: str
    source: str
    badge: str
    kind: str
    signature: str
    notes: tuple[str, ...] = ()
    verdict: str = ""
    verdict_said: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Block:
    """Lines of one size, at pixels from where reading starts and from the top."""

    name: str
    lines: tuple[str, ...]
    size: float
    start: float
    top: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Arrangement:
    """Blocks of words, and the box left to the figure: start (from where reading starts), top, width, height."""

    blocks: tuple[Block, ...]
    start: float
    top: float
    width: float
    height: float

    def find(self, name: str) -> Block | None:
        return next((block for block in self.blocks if block.name == name), None)


def stack(words: Words, width: float, height: float) -> Arrangement:
    """Headline, figure, verdict and notes, source: one above another."""
    room = width - 2 * PAD
    head = list(_head(words, PAD, PAD, room))
    base = _base(words, width, height)
    remarks = _moved_up(list(_remarks(words, PAD, 0, room)), _top(base) - GAP)
    top, bottom = head[-1].bottom + GAP, _top(remarks or base) - GAP
    return Arrangement((*head, *remarks, *base), PAD, top, room, bottom - top)


def set_beside(words: Words, width: float, height: float) -> Arrangement:
    """Headline, verdict and notes in a column, the figure beside it over the whole height, the source under both."""
    column = (width - 2 * PAD) * COLUMN
    base = _base(words, width, height)
    for growth in GROWTH:
        head = list(_head(words, PAD, PAD, column, growth))
        remarks = _remarks(words, PAD, 0, column, min(growth, MOST_OF_SMALL))
        remarks = _moved_up(list(remarks), _top(base) - GAP)
        # A column too full for its words leaves no box at all.
        is_full = head[-1].bottom + GAP > _top(remarks or base)
        if not is_full:
            break
    start = PAD + column + COLUMN_GAP
    bottom = _top(base) - GAP
    return Arrangement((*head, *remarks, *base), start, PAD, width - PAD - start, 0 if is_full else bottom - PAD)


def chip_width(words: str) -> float:
    """How wide is a word or two on a ground of its own?"""
    return width_of(words, SMALL, bold=True) + 2 * CHIP_PAD


def _head(words: Words, start: float, top: float, room: float, growth: float = 1.0) -> Iterator[Block]:
    size = HEADLINE * growth
    headline = Block("headline", tuple(wrap(words.headline, room, size, bold=True)), size, start, top)
    yield headline
    if words.subtitle:
        size = SUBTITLE * growth
        yield Block("subtitle", tuple(wrap(words.subtitle, room, size)), size, start, headline.bottom + 4)


def _remarks(words: Words, start: float, top: float, room: float, growth: float = 1.0) -> Iterator[Block]:
    """The verdict with its reason, and the notes, as one running text."""
    small = SMALL * growth
    text = " ".join(part for part in (words.reason, *words.notes) if part)
    if words.verdict_said:
        chip = chip_width(words.verdict_said) + GAP
        beside = room - chip
        yield Block("chip", ("",), SMALL, start, top)
        if text and beside >= LEAST_BESIDE_CHIP:
            yield Block("remarks", tuple(wrap(text, beside, small)), small, start + chip, top)
            return
        top += SMALL * LINE + CHIP_PAD + 3
    if text:
        yield Block("remarks", tuple(wrap(text, room, small)), small, start, top)


def _base(words: Words, width: float, height: float) -> list[Block]:
    """Source, then who speaks and what kind of data it is, from the lower edge up."""
    room = width - 2 * PAD
    badge_width = chip_width(words.badge)
    line = SMALL * LINE
    badge = Block("badge", ("",), SMALL, width - PAD - badge_width, height - PAD - line)
    is_beside = width_of(words.signature, SMALL) + GAP + badge_width <= room
    signature_top = badge.top if is_beside else badge.top - line - CHIP_PAD - 2
    signature = Block("signature", tuple(wrap(words.signature, room, SMALL)), SMALL, PAD, signature_top)
    source = tuple(wrap(words.source, room, SMALL))
    top = signature.top - GAP / 2 - CHIP_PAD - len(source) * line
    return [Block("source", source, SMALL, PAD, top), signature, badge]


def _moved_up(blocks: list[Block], bottom: float) -> list[Block]:
    """The same blocks, ending `GAP` above this height."""
    lowest = max((block.bottom for block in blocks), default=0)
    rise = bottom - GAP / 2 - lowest
    return [Block(each.name, each.lines, each.size, each.start, each.top + rise) for each in blocks]


def _top(blocks: Sequence[Block]) -> float:
    return min(block.top for block in blocks)
