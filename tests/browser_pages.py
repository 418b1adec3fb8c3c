"""What the browser tests read of a page: its address and its text."""

from urllib.parse import parse_qs, urlparse

from analytics.language.direction import without_isolates

LANGUAGE_CODES = ["ar", "fr", "en"]


def address_of(seen):
    return {name: values[0] for name, values in parse_qs(urlparse(seen.page.evaluate("location.href")).query).items()}


def text_of(seen, selector="[data-testid=stMain]"):
    seen.page.locator("[data-testid=stIconMaterial]").evaluate_all("all => all.forEach(icon => icon.remove())")
    return without_isolates("\n".join(seen.page.locator(selector).all_inner_texts())).replace("\u202f", " ").replace("\u00a0", " ")  # fmt: skip
