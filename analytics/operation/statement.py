"""How is a query noted without what it may hold of people? Its shape and its hash: no texts, no long numbers, no remarks."""

import hashlib

import duckdb

LONGEST_NUMBER = 4  # a year is told, an identity number or a telephone is not
LONGEST_SHOWN = 1_500
HIDDEN = "…"


def hash_query(query: str) -> str:
    """What identifies this query, letter for letter? For who has it, and wants to prove that it was asked."""
    return hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def show_shape(query: str) -> str:
    """What did the query look like? Words, names and short numbers; each text, quoted name and long number is `…`."""
    parts = []
    for kind, text in _tokens(query):
        if kind == duckdb.token_type.comment:
            continue
        is_quoted = kind == duckdb.token_type.string_const or text.startswith(('"', "'", "$"))
        is_long = sum(letter.isdecimal() for letter in text) > LONGEST_NUMBER
        parts.append(HIDDEN if is_quoted or is_long else text)
    return " ".join(parts)[:LONGEST_SHOWN]


def _tokens(query: str) -> list[tuple[object, str]]:
    # DuckDB counts bytes, and takes no half of a letter.
    held = query.encode("utf-8", "replace")
    try:
        found = duckdb.tokenize(held.decode())
    except duckdb.Error:
        return []
    ends = [start for start, _ in found[1:]] + [len(held)]
    texts = (held[start:end].decode("utf-8", "replace") for (start, _), end in zip(found, ends, strict=False))
    return [(kind, " ".join(text.split())) for (_, kind), text in zip(found, texts, strict=True)]
