"""In which direction does a piece of text run?

Inside Arabic text a number with its sign, a percentage or a Latin name is reordered by the bidirectional algorithm
unless it is isolated (Unicode UAX 9): `+38 %` would come out as `% 38+`.
"""

import re

LEFT_TO_RIGHT_ISOLATE = "\u2066"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_ISOLATE = "\u2069"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_ISOLATED = re.compile(f"{LEFT_TO_RIGHT_ISOLATE}([^{LEFT_TO_RIGHT_ISOLATE}-{POP_ISOLATE}]*){POP_ISOLATE}")


def isolate_number(text: str) -> str:
    """How does a number, sign or Latin name keep its order inside Arabic text?"""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def isolate_arabic(text: str) -> str:
    """How does an Arabic sentence keep its order inside a box that is forced left to right, as Plotly's is?"""
    return f"{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}"


def is_arabic(text: str) -> bool:
    """Does this text hold an Arabic letter, so that its own direction is right to left?"""
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def without_isolates(text: str) -> str:
    """What does this text say when the invisible marks are taken out, as files and searches want it?"""
    for mark in (LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE):
        text = text.replace(mark, "")
    return text


def with_marks(text: str) -> str:
    """How does Arabic text keep its order in an office program, which may show an isolate as a box and heed it not?

    PowerPoint and Word do (zotero/zotero issue 3552). The older marks U+200E and U+200F do the same in a right-to-left
    paragraph: they give what they enclose a left-to-right neighbour on both sides, and what follows a right-to-left one.
    """
    left, right = LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK
    return without_isolates(_ISOLATED.sub(rf"{left}\1{left}{right}", text))
