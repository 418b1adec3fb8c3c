"""What is a measure? A ratio of two sums over rows of one grain, or one sum."""

from dataclasses import dataclass

from analytics.language import message
from analytics.measures.dimensions import OF_A_PERSON, OF_A_POPULATION, OF_AN_AWARD, OF_AN_INTEGRATION

UNITS = {
    "persons": message("persons"),
    "integrations": message("integrations"),
    "percent": message("percent"),
    "MAD": message("MAD"),
    "per_100k": message("per 100,000 inhabitants"),
}


@dataclass(frozen=True)
class Measure:
    """A measure. `sums` says whether the sums are counts of rows or money; `horizon` is the months of a follow-up rate;
    `only` restricts the rows the measure is about; `better` is the direction that is good, None where there is none; `base`
    names what a share counts below."""

    id: str
    title: str
    definition: str
    grain: str
    numerator: str
    denominator: str | None
    unit: str
    better: str | None
    source: str
    only: str = "true"
    numerator_is_money: bool = False
    denominator_is_money: bool = False
    horizon: int | None = None
    per: int = 1
    decimals: int = 0
    base: str = message("Known cases")

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what may this measure be asked?"""
        if self.unit == "per_100k":
            return OF_A_POPULATION
        return {"integrations": OF_AN_INTEGRATION, "awards": OF_AN_AWARD, "persons": OF_A_PERSON}[self.grain]

    @property
    def filters(self) -> tuple[str, ...]:
        """By what may this measure be filtered? By what it is asked by, and a rate per inhabitants by more."""
        return OF_AN_INTEGRATION if self.unit == "per_100k" else self.dimensions

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None

    @property
    def counts_people_below(self) -> bool:
        """Is the denominator a count of records, which may be too small to rely on?"""
        return self.is_ratio and not self.denominator_is_money and self.unit != "per_100k"

    @property
    def counts_rows(self) -> bool:
        """Is this a plain count of persons or supports?"""
        return not self.is_ratio and not self.numerator_is_money

    @property
    def is_share(self) -> bool:
        return self.unit == "percent"
