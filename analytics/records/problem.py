"""What is wrong with a row? One shape for every check: file, row, column, rule, value, expected, severity."""

from dataclasses import dataclass

from analytics.language import Language, Phrase, message

SENTENCE = message("{file}, row {row}, column {column}: {value} breaks the rule “{rule}”; expected: {expected}.")
COLUMN_SENTENCE = message("{file}: the column {column} is missing (rule “{rule}”).")


def show_value(value: str | None) -> str | None:
    """The value as people see it: a day of a workbook has no hour."""
    return value if value is None else value.removesuffix("T00:00:00")


@dataclass(frozen=True)
class Problem:
    """A broken rule. `row` counts as a spreadsheet shows it: the header is row 1."""

    file: str
    row: int
    column: str | None
    rule: str
    value: str | None
    expected: Phrase
    severity: str = "error"
    sentence: str = SENTENCE

    @property
    def values(self) -> dict[str, object]:
        """What fills the sentence."""
        return {
            "file": self.file,
            "row": str(self.row),
            "column": self.column or "—",
            "rule": self.rule,
            "value": "∅" if self.value is None else Phrase(message("“{text}”"), text=self.value),
            "expected": self.expected,
        }

    def as_row(self, language: Language) -> dict[str, object]:
        """How is this listed in a table or file?"""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "value": self.value,
            "expected": language.say(self.expected.sentence, **self.expected.values),
            "severity": self.severity,
        }

    @classmethod
    def of_column(cls, file: str, column: str) -> "Problem":
        expected = Phrase(message("a column of that name"))
        return cls(file, 1, column, "column", None, expected, sentence=COLUMN_SENTENCE)

    @classmethod
    def of_shape(cls, file: str, row: int, found: int, expected: int) -> "Problem":
        return cls(file, row, None, "fields", str(found), Phrase(message("{n} fields, as in the header"), n=expected))
