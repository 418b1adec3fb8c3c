"""What stands before the tables of a press workbook? Its cover, and the notes on all of them."""

from collections.abc import Sequence

from gptables import Cover, GPWorkbook

from analytics.comparison.remarks import DEMONSTRATION
from analytics.comparison.wording import list_marks
from analytics.language import Language
from analytics.language.direction import without_isolates
from analytics.outputs.imprint import PRACTICE, list_kinds, list_licences, say_release, say_verdict
from analytics.outputs.plates import FOUNDATION
from analytics.outputs.press_table import Column
from analytics.outputs.stories.told import Told
from analytics.outputs.workbook import keep_to_xml

A4_PAPER = 9


def write_cover(book: GPWorkbook, title: str, stories: Sequence[Told], language: Language) -> None:
    """Add the sheet that says what this is, of which data, from whom, and what may be done with it."""
    sheet = book.add_worksheet(language.say("Cover"))
    arrange(sheet, language)
    sheet.write_cover(Cover(title))
    kinds = [f"{name}. {about}" for name, about in list_kinds(stories, language)]
    what = language.say(
        "The numbers behind the stories of the briefing, one table a sheet: printed figures, and sums in which no person "
        "can be recognised."
    )
    marks = language.say(
        "A number that is hidden or missing is never left blank: its mark stands there, and the notes say what it means."
    )
    practice = [language.say(PRACTICE)] if any(told.kind == DEMONSTRATION for told in stories) else []
    parts = {
        language.say("What this is"): [what, *practice],
        language.say("Data"): [*kinds, *filter(None, [say_release(stories, language)])],
        language.say("Marks beside numbers"): [marks],
        language.say("Contact"): [language.say(FOUNDATION)],
        language.say("Licence"): list_licences(stories, language),
    }
    headed, plain = (book.add_format(form) for form in (book.theme.cover_subtitle_format, book.theme.cover_text_format))
    lines = [
        line for heading, texts in parts.items() for line in [(heading, headed), *((text, plain) for text in texts)]
    ]
    for row, (text, form) in enumerate(lines, start=1):
        sheet.write_string(row, 0, keep_to_xml(text), form)


def list_notes(stories: Sequence[Told], language: Language) -> list[Column]:
    """What the marks mean, which notes stand on which sheets, and how the years of each may be compared."""
    marks = list_marks(language)
    sheets: dict[str, list[str]] = {}
    for number, told in enumerate(stories, start=1):
        for text in filter(None, (*told.notes, say_verdict(told))):
            if not without_isolates(text).startswith(tuple(mark for mark, _ in marks)):
                sheets.setdefault(text, []).append(str(number))
    rows = [*marks, *((language.join(numbers), text) for text, numbers in sheets.items())]
    headings = (language.say("Mark or sheet"), language.say("Meaning"))
    return [Column(heading, values) for heading, values in zip(headings, zip(*rows, strict=True), strict=True)]


def arrange(sheet: object, language: Language) -> None:
    """Let a sheet run as its language, and print on pages of full width."""
    if language.is_right_to_left:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(A4_PAPER)
    sheet.fit_to_pages(1, 0)
