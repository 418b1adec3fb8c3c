"""What do people do? They read, and about every ten seconds open another page or change a filter."""

import time
from dataclasses import dataclass
from random import Random

from benchmarks.load.session import Run, Session

# Seconds between two acts of one person, evenly spread.
THINKING = (8.0, 12.0)
LANGUAGES = {"ar": 50, "fr": 35, "en": 15}
PAGES = {
    "": 18, "compare": 20, "cities": 12, "people": 11, "routes": 10, "funding": 10, "explore": 8, "briefing": 4,
    "data": 4, "methods": 3,
}  # fmt: skip
# Of a hundred acts: so many change a filter or the question, and so many follow a link; the others open a new tab.
CHANGES, LINKS = 65, 25
# Filters that many people set, each with the option that they take; the others choose as they like.
POPULAR = (("sex", 0), ("sex", 1), ("age_group", 0), ("route", 0), ("route", 1), ("measure", 1))
POPULARITY = 0.6
QUESTIONS = ("measure", "by", "columns")
FILTERS = ("city", "region", "sex", "age_group", "education", "route", "programme", "sector", "partner", "prepared")

CHANGED, WENT, OPENED = "change a filter", "go to a page", "open a tab"


@dataclass(frozen=True)
class Act:
    """What one person did: when (time.monotonic), which kind, on which page, and what came of it (None where it failed)."""

    began: float
    kind: str
    page: str
    run: Run | None


class Person:
    """Somebody with a language and habits; the same seed does the same again."""

    def __init__(self, number: int, address: str) -> None:
        self.chance = Random(number)
        self.address = address
        self.language = self._pick(LANGUAGES)
        self.tab: Session | None = None

    def think(self) -> float:
        """For how many seconds does the person read now?"""
        return self.chance.uniform(*THINKING)

    async def act(self) -> Act:
        """Do the next thing. Raises what the session raises."""
        began, dice = time.monotonic(), self.chance.uniform(0, 100)
        change = self._think_of_a_change() if self.tab and dice < CHANGES else None
        if change:
            return Act(began, CHANGED, self.tab.page, await self.tab.choose(*change))
        if self.tab and dice < CHANGES + LINKS:
            page = self._pick(PAGES)
            return Act(began, WENT, page, await self.tab.go(page))
        await self.leave()
        page = self._pick(PAGES)
        self.tab = Session(self.address, self.language)
        return Act(began, OPENED, page, await self.tab.open(page))

    async def leave(self) -> None:
        """Close the tab, if one is open."""
        if self.tab:
            tab, self.tab = self.tab, None
            await tab.leave()

    def give_up(self) -> None:
        """Shut the tab that failed, without waiting for a server that may not answer."""
        if self.tab:
            self.tab.vanish()
        self.tab = None

    def _think_of_a_change(self) -> tuple[str, list[str]] | None:
        """Which widget, and which of its options? None on a page that has no filters. Half of those who see a filter set
        let go of it first."""
        widgets = self.tab.widgets
        popular = [
            (name, option) for name, option in POPULAR if name in widgets and len(widgets[name].options) > option
        ]
        if popular and self.chance.random() < POPULARITY:
            name, option = self.chance.choice(popular)
        else:
            names = [name for name in (*FILTERS, *QUESTIONS) if name in widgets and widgets[name].options]
            if not names:
                return None
            name = self.chance.choice(names)
            option = self.chance.randrange(len(widgets[name].options))
        is_let_go = name in FILTERS and self.tab.holds(name) and self.chance.random() < 0.5
        return name, [] if is_let_go else [widgets[name].options[option]]

    def _pick(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]
