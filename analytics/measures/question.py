"""How is a question asked elsewhere: in Python, on the command line, in SQL? Each answers what the page answers."""

import shlex
from collections.abc import Mapping, Sequence
from textwrap import indent

from analytics.measures.catalogue import measure
from analytics.measures.dimensions import DIMENSIONS
from analytics.measures.measure import Measure

# The columns of the table of cities that say where a group is.
OF_A_CITY = {"city": "id", "region": "region_id", "centre_status": "centre_status"}


def as_python(
    measure_ids: Sequence[str],
    by: Sequence[str],
    where: Mapping[str, Sequence[str]],
    audience: str = "",
    records: str = "",
) -> str:
    """Which call of `ask` is this question? Of several measures, whose cells are then set one below the other.

    records: the folder of a release that is not the current one.
    """
    given = [_quoted(measure_ids[0]) if len(measure_ids) == 1 else "measure"]
    if by:
        given.append(f"by=[{', '.join(map(_quoted, by))}]")
    if where:
        filters = (f"{_quoted(name)}: [{', '.join(map(_quoted, values))}]" for name, values in where.items())
        given.append(f"where={{{', '.join(filters)}}}")
    if audience:
        given.append(f"audience={_quoted(audience)}")
    if records:
        given.append(f"records={_quoted(records)}")
    call = f"ask({', '.join(given)})"
    if len(measure_ids) == 1:
        return f"from analytics import ask\n\n{call}"
    measures = ", ".join(map(_quoted, measure_ids))
    return f"import pandas as pd\n\nfrom analytics import ask\n\npd.concat([{call} for measure in [{measures}]])"


def as_command(
    measure_ids: Sequence[str],
    by: Sequence[str],
    where: Mapping[str, Sequence[str]],
    audience: str = "",
    records: str = "",
) -> str:
    """Which command is this question? One a measure, each on its line."""
    ending = ["--audience", audience] if audience else []
    ending += ["--records", records] if records else []
    return "\n".join(shlex.join([*_as_command(name, by, where), *ending]) for name in measure_ids)


def _as_command(measure_id: str, by: Sequence[str], where: Mapping[str, Sequence[str]]) -> list[str]:
    words = ["python", "-m", "analytics", "ask", measure_id]
    words += ["--by", ",".join(by)] if by else []
    for name, values in where.items():
        words += ["--where", f"{name}={','.join(values)}"]
    return words


def as_sql(measure_ids: Sequence[str], by: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    """Which query over the tables of cells is this question? It runs on the SQL page and as `python -m analytics sql`.

    Columns: the dimensions of `by`, `numerator` and, for a ratio, `denominator` and `value`; a sum has `value` alone. Of
    several measures: `measure`, the dimensions, and for each all three, as `ask` has them.
    """
    queries = {name: _as_sql(measure(name), by, where) for name in measure_ids}
    order = f"ORDER BY {', '.join(by)}"
    if len(queries) == 1:
        return "\n".join([*queries.values(), *([order] if by else [])])
    parts = [f"{name} AS (\n{indent(query, '    ')}\n)" for name, query in queries.items()]
    sums = {True: ("numerator", "denominator"), False: ("value AS numerator", "NULL AS denominator")}
    selects = [
        f"SELECT '{name}' AS measure, {', '.join([*by, *sums[measure(name).is_ratio], 'value'])}\nFROM {name}"
        for name in queries
    ]
    order = f"ORDER BY {', '.join(['measure', *by])}"
    return f"WITH {', '.join(parts)}\n" + "\nUNION ALL\n".join(selects) + f"\n{order}"


def _as_sql(wanted: Measure, by: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    if wanted.unit == "per_100k":
        return _of_inhabitants(wanted, by, where)
    sums = [f"sum({wanted.id}_numerator) AS {'numerator' if wanted.is_ratio else 'value'}"]
    if wanted.is_ratio:
        sums.append(f"sum({wanted.id}_denominator) AS denominator")
        per = f"{wanted.per} * " if wanted.per != 1 else ""
        sums.append(f"{per}sum({wanted.id}_numerator) / nullif(sum({wanted.id}_denominator), 0) AS value")
    lines = ["SELECT", ",\n".join(f"    {each}" for each in [*by, *sums]), f"FROM {_table_of(wanted, by, where)}"]
    lines += _conditions(where)
    lines += [f"GROUP BY {', '.join(by)}"] if by else []
    lines.append(f"HAVING sum({'records' if wanted.only == 'true' else f'{wanted.id}_records'}) > 0")
    return "\n".join(lines)


def as_public_sql(tables: Sequence[str], by: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    """Which query over `public_cells` is this question, which these cleared tables answer? It has the columns of `ask`."""
    columns = ", ".join(["measure", *by, "numerator", "denominator", "value", "status"])
    names = ", ".join(_literal("name", name) for name in tables)
    conditions = [f"name IN ({names})", *(_condition(name, values) for name, values in where.items())]
    order = ", ".join(["measure", *by])
    return f"SELECT {columns}\nFROM public_cells\nWHERE {' AND '.join(conditions)}\nORDER BY {order}"


def _of_inhabitants(wanted: Measure, by: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    """Inhabitants are those of the cities, whatever else is filtered; so both are summed apart, then joined."""
    near = {OF_A_CITY[name]: values for name, values in where.items() if name in OF_A_CITY}
    places = [f"{OF_A_CITY[name]} AS {name}" for name in by]
    groups = [f"GROUP BY {', '.join(OF_A_CITY[name] for name in by)}"] if by else []
    counted = ["SELECT", ",\n".join(f"    {each}" for each in [*by, f"sum({wanted.id}_numerator) AS numerator"])]
    counted += ["FROM integrations_cube", *_conditions(where)]
    counted += [f"GROUP BY {', '.join(by)}"] if by else []
    counted.append(f"HAVING sum({wanted.id}_records) > 0")
    people = [
        "SELECT",
        ",\n".join(f"    {each}" for each in [*places, "sum(CAST(population AS BIGINT)) AS denominator"]),
    ]
    people += ["FROM cities", *_conditions(near), *groups]
    joined = f"JOIN inhabitants USING ({', '.join(by)})" if by else "CROSS JOIN inhabitants"
    named = [("counted", counted), ("inhabitants", people)]
    parts = ",\n".join(f"{name} AS (\n{indent(chr(10).join(lines), '    ')}\n)" for name, lines in named)
    columns = [*by, "numerator", "denominator", f"{wanted.per} * numerator / denominator AS value"]
    return "\n".join([f"WITH {parts}", f"SELECT {', '.join(columns)}", f"FROM counted {joined}"])


def _table_of(wanted: Measure, by: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    if wanted.grain == "persons":
        return "person_years_cube" if "year" in by or "year" in where else "persons_cube"
    return {"integrations": "integrations_cube", "awards": "funding_cube"}[wanted.grain]


def _conditions(where: Mapping[str, Sequence[str]]) -> list[str]:
    filters = [_condition(name, values) for name, values in where.items()]
    return [f"WHERE {' AND '.join(filters)}"] if filters else []


def _condition(name: str, values: Sequence[str]) -> str:
    return f"{name} IN ({', '.join(_literal(name, value) for value in values)})"


def _literal(name: str, value: str) -> str:
    if name in DIMENSIONS and DIMENSIONS[name].type == "INTEGER":
        return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"


def _quoted(text: str) -> str:
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
