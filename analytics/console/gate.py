"""May this query run? It is read by DuckDB itself, and every node of the syntax tree must be on the lists of `allowed`.

Imports nothing but the lists: the check runs in the child process, since a text of a hundred thousand brackets makes the
parser itself crash.
"""

import json
from collections.abc import Iterator, Set
from typing import Protocol

from analytics.console.allowed import (
    COLUMNS_THAT_ARE_FUNCTIONS,
    EXPRESSIONS,
    FUNCTIONS,
    LONGEST_SERIES,
    OF_THE_SYSTEM,
    OPERATORS,
    OTHERS,
    PARTS,
    PLACE,
    SERIES,
    TYPES,
)

LONGEST_QUERY = 20_000
DEEPEST_TREE = 700
_EXPRESSION_KEYS = {name: frozenset(f"class type {PLACE} {keys}".split()) for name, keys in EXPRESSIONS.items()}
_OTHER_KEYS = {name: frozenset(f"type {keys}".split()) for name, keys in OTHERS.items()}
_PARTS = frozenset(frozenset(keys.split()) for keys in PARTS)


class Refused(Exception):
    """A query that does not run: which rule of `sentences.REFUSALS` it breaks, and what in it does."""

    def __init__(self, rule: str, name: str = "") -> None:
        self.rule, self.name = rule, name[:300]
        super().__init__(f"{rule}: {self.name}")


class Database(Protocol):
    """A connection of DuckDB."""

    def execute(self, query: str, parameters: list) -> "Database": ...
    def fetchone(self) -> tuple: ...


def check_query(query: str, tables: Set[str], connection: Database) -> frozenset[str]:
    """Is this one SELECT over these tables, of nothing but what is allowed? Which of them does it name? Raises Refused.

    connection: any of DuckDB; the query is parsed there, not bound and not run.
    """
    if len(query) > LONGEST_QUERY:
        raise Refused("long")
    if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in query):
        raise Refused("letter")
    try:
        tree = json.loads(connection.execute("SELECT json_serialize_sql(?)", [query]).fetchone()[0])
        return check_tree(tree, tables)
    except RecursionError:
        raise Refused("deep") from None


def check_tree(tree: dict, tables: Set[str]) -> frozenset[str]:
    """Is this syntax tree allowed? Which of the tables does it name, in lower case? Raises Refused."""
    if tree.get("error"):
        if tree.get("error_type") == "parser":
            raise Refused("syntax", str(tree.get("error_message")))
        raise Refused("select")
    statements = tree["statements"]
    if len(statements) != 1:
        raise Refused("one" if statements else "none")
    # What is still to be looked at, with the tables that may be named there. No recursion: a query may be deep.
    waiting, named = [(statements[0], frozenset(tables), 0)], set()
    while waiting:
        found, known, depth = waiting.pop()
        if depth > DEEPEST_TREE:
            raise Refused("deep")
        if isinstance(found, list):
            waiting.extend((each, known, depth + 1) for each in found)
        elif isinstance(found, dict):
            named.add(found.get("table_name", ""))
            waiting.extend((*inner, depth + 1) for inner in _look_into(found, known))
    return frozenset(name.lower() for name in named if isinstance(name, str)) & tables


def _look_into(node: dict, known: frozenset[str]) -> Iterator[tuple[object, frozenset[str]]]:
    """What stands in this node, with the tables known there? Raises Refused where the node itself is not allowed."""
    kind, keys = _kind_of(node), frozenset(node)
    if "class" in node:
        _require(keys == _EXPRESSION_KEYS.get(kind), "construct", kind)
        _check_expression(node, kind)
    elif "type" in node:
        _require(keys == _OTHER_KEYS.get(kind), "construct", kind)
    else:
        _require(keys in _PARTS, "construct", " ".join(node))
    if kind == "BASE_TABLE":
        _require(len(node["qualified_name"]["path"]) == 1, "table", ".".join(node["qualified_name"]["path"]))
        _require(node["table_name"].lower() in known, "table", node["table_name"])
    if kind == "TABLE_FUNCTION":
        yield _arguments_of(node["function"]), known
    elif isinstance(node.get("cte_map"), dict):
        yield from _look_into_query(node, known)
    else:
        yield from ((value, known) for value in node.values())


def _look_into_query(node: dict, known: frozenset[str]) -> Iterator[tuple[object, frozenset[str]]]:
    """A table of WITH is known after its own query: within it, its name is still that of whatever else has it."""
    for entry in node["cte_map"]["map"]:
        name = entry["key"].lower()
        _require(name.isidentifier() and not name.startswith(OF_THE_SYSTEM), "table", name)
        yield entry["value"], known
        known |= {name}
    yield from ((value, known) for name, value in node.items() if name != "cte_map")


def _kind_of(node: dict) -> str:
    kind = node.get("class", node.get("type", ""))
    return kind if isinstance(kind, str) else ""


def _check_expression(node: dict, kind: str) -> None:
    if kind in ("FUNCTION", "WINDOW"):
        _check_name(node, node["function_name"], FUNCTIONS, "function")
        _require(not node.get("export_state"), "construct", "EXPORT_STATE")
    elif kind == "TYPE":
        _check_name(node, node["type_name"], TYPES, "type")
    elif kind == "OPERATOR":
        _require(node["type"] in OPERATORS, "construct", node["type"])
    elif kind == "COLUMN_REF" and len(node["column_names"]) == 1:
        name = node["column_names"][0]
        _require(name.lower() not in COLUMNS_THAT_ARE_FUNCTIONS, "function", name)


def _check_name(node: dict, name: str, allowed: Set[str], rule: str) -> None:
    path = node["qualified_name"]["path"]
    _require(len(path) == 1 and not node["schema"] and not node["catalog"], rule, ".".join(path))
    _require(name.lower() in allowed and path[0].lower() == name.lower(), rule, name)


def _arguments_of(function: dict) -> list:
    """What stands in the brackets of a function that is used as a table?"""
    _require(frozenset(function) == _EXPRESSION_KEYS["FUNCTION"], "construct", _kind_of(function))
    _check_name(function, function["function_name"], SERIES, "function")
    arguments = function["arguments"]
    bounds = [_whole_number(each["expression"]) for each in arguments]
    _require(all(each is not None and abs(each) <= LONGEST_SERIES for each in bounds), "series")
    _require(not function["filter"] and not function["order_bys"]["orders"], "construct", "FILTER")
    return arguments


def _whole_number(expression: dict) -> int | None:
    """Which whole number is written here? None for everything else."""
    if expression["class"] == "FUNCTION" and expression["function_name"] == "-" and len(expression["arguments"]) == 1:
        number = _whole_number(expression["arguments"][0]["expression"])
        return None if number is None else -number
    literal = expression.get("literal", {})
    digits = literal["text"] if literal.get("kind") == "INTEGER" else ""
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _require(is_allowed: bool, rule: str, name: str = "") -> None:
    if not is_allowed:
        raise Refused(rule, name)
