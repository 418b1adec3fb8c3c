"""What is the number? `ask` answers every question of the product from the cube, in cells."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from os import PathLike
from pathlib import Path

import pandas as pd

from analytics.errors import RefusedQuestion, UnknownName
from analytics.language import LANGUAGES, message
from analytics.measures.catalogue import Measure, measure
from analytics.measures.cube import Cube, cube_of, open_cube
from analytics.measures.dimensions import DIMENSIONS, dimension
from analytics.measures.summing import as_cells, order_of, sum_up, table_of
from analytics.records.aliases import fold, read_spellings
from analytics.records.current import current_records, open_records
from analytics.records.folder import PROJECT_DATA, DataFolder

# So like a name must a text be that it is likely meant, from 0 to 1.
NEAR = 0.7


def ask(
    measure_id: str,
    by: str | Iterable[str] | None = (),
    where: Mapping[str, object] | None = None,
    *,
    data: str | PathLike | None = None,
    records: str | PathLike | None = None,
    cube: Cube | str | PathLike | None = None,
) -> pd.DataFrame:
    """What is this measure, by these dimensions, for these cells?

    measure_id: an id of the catalogue. by: dimension ids. where: dimension id → one value or several, as text, number
    or true/false.
    data: a data folder (else IDMAJ_DATA, else the project's); records: a bare folder of record files instead of the
    current ones; cube: an open cube, or the folder of one. A cube for the public answers what was cleared, nothing else.

    Returns one row a combination that occurs, in the order of the code lists: `measure`, the dimensions of `by`,
    `numerator`, `denominator` (null for a sum), `value` (shares as fractions, money in MAD), `status`.

    Raises UnknownName (measure, dimension or value), RefusedQuestion (persons by route, a filter the measure does not
    have), NotPublic (a table that was not cleared), InvalidData or UnreadableInput (the records cannot be used).
    """
    wanted = measure(measure_id)
    names = [dimension(name).id for name in dict.fromkeys(_listed(by))] if by is not None else []
    for name in where or {}:
        dimension(name)
    cube = find_cube(cube, data, records)
    filters = _check_question(wanted, names, where or {}, cube)
    return _answer([wanted], names, filters, cube)[0]


def ask_several(
    measure_ids: Sequence[str], by: Iterable[str], where: Mapping[str, object], cube: Cube
) -> list[pd.DataFrame]:
    """What are these measures, by the same dimensions and for the same cells?

    Returns for each what `ask` returns. Measures that one table of the cube holds are summed together. Raises what `ask`
    raises.
    """
    names, filters, groups = _group(measure_ids, by, where, cube)
    answers = {
        each.id: cells
        for group in groups
        for each, cells in zip(group, _answer(group, names, filters, cube), strict=True)
    }
    return [answers[name] for name in measure_ids]


def ask_together(
    measure_ids: Sequence[str], by: Iterable[str], where: Mapping[str, object], cube: Cube
) -> pd.DataFrame:
    """What are these measures, one after another in one table of cells? As `ask_several` answers and raises."""
    if cube.cleared is not None:
        return pd.concat(ask_several(measure_ids, by, where, cube), ignore_index=True)
    names, filters, groups = _group(measure_ids, by, where, cube)
    found = {part.measure.id: part for group in groups for part in sum_up(group, names, filters, cube)}
    return as_cells([found[name] for name in measure_ids])


def _group(
    measure_ids: Sequence[str], by: Iterable[str], where: Mapping[str, object], cube: Cube
) -> tuple[list[str], dict[str, list], list[list[Measure]]]:
    """The dimensions, what the filters mean, and the measures, those together that one table of the cube holds."""
    names = [dimension(name).id for name in dict.fromkeys(by)]
    filters: dict[str, list] = {}
    together: dict[str, list[Measure]] = {}
    for wanted in map(measure, dict.fromkeys(measure_ids)):
        filters = _check_question(wanted, names, where, cube)
        together.setdefault(table_of(wanted, names, filters), []).append(wanted)
    return names, filters, list(together.values())


def find_cube(
    cube: Cube | str | PathLike | None = None,
    data: str | PathLike | None = None,
    records: str | PathLike | None = None,
) -> Cube:
    """Which cube is asked: this one, that of this folder, that of bare records, or that of the current records?"""
    if isinstance(cube, Cube):
        return cube
    folder = DataFolder.at(data)
    if cube is not None:
        return open_cube(Path(cube), folder)
    return cube_of(open_records(Path(records), folder) if records else current_records(folder))


def _check_question(wanted: Measure, by: list[str], where: Mapping[str, object], cube: Cube) -> dict[str, list]:
    """Match every name and value against the lists; what comes back is safe to bind."""
    for name in by:
        if name not in wanted.dimensions:
            raise _refusal(wanted, name, wanted.dimensions)
    for name in where:
        if name not in wanted.filters:
            raise _refusal(wanted, name, wanted.filters)
    filters = match_filters(where, cube)
    if wanted.grain == "persons" and "year" not in by and len(filters.get("year", ())) > 1:
        raise RefusedQuestion(
            message(
                "Persons cannot be added over some of several years, because one person may stand in two of them: "
                "ask “{measure}” by year, or for one year, or ask “integrations”."
            ),
            measure=wanted.id,
        )
    return filters


def _find_named(text: str, name: str, known: Iterable[str], cube: Cube) -> list[str]:
    """Which codes does a dimension call so, or nearly so, in any language or as files may spell them? None where it has no
    list of names."""
    code_list, held = DIMENSIONS[name].code_list, set(known)
    if not code_list:
        return []
    # A folder with lists of its own holds other codes than these may mean.
    accepted = read_spellings(DataFolder(PROJECT_DATA)).spelt(code_list)
    spelt = {spelling: code for spelling, code in accepted.items() if code in held}
    for row in cube.code_lists.frame(code_list).to_dict("records"):
        if row["id"] in held:
            spelt |= {fold(row[f"name_{language}"]): row["id"] for language in LANGUAGES}
    folded = fold(text)
    near = [folded] if folded in spelt else get_close_matches(folded, spelt, n=3, cutoff=NEAR)
    return list(dict.fromkeys(spelt[each] for each in near))


def match_filters(where: Mapping[str, object], cube: Cube) -> dict[str, list]:
    """Which values of the lists does a filter mean? What comes back is safe to bind; every year is no filter.

    Raises UnknownName for a dimension or a value that there is not.
    """
    filters = {}
    for name, values in where.items():
        known = {str(value): value for value in cube.values(dimension(name).id)}
        codes = [code_of(value) for value in _listed(values)]
        for code in codes:
            if code not in known:
                raise UnknownName(message("value of this dimension"), code, known, _find_named(code, name, known, cube))
        chosen = {known[code] for code in codes}
        if chosen and (name != "year" or chosen != set(cube.years)):
            filters[name] = sorted(chosen)
    return filters


def _listed(given: object) -> list:
    return list(given) if pd.api.types.is_list_like(given) else [given]


def code_of(value: object) -> str:
    """How is a code written, that comes as text, a number or true/false?"""
    return str(value).lower() if pd.api.types.is_bool(value) else str(value)


def _refusal(wanted: Measure, name: str, allowed: tuple[str, ...]) -> RefusedQuestion:
    if wanted.grain == "persons":
        return RefusedQuestion(
            message(
                "“{measure}” counts persons and cannot be divided by “{dimension}”, because one person may stand in "
                "several of its groups: ask “integrations”."
            ),
            measure=wanted.id,
            dimension=name,
        )
    return RefusedQuestion(
        message("“{measure}” cannot be asked by “{dimension}”; it can be asked by: {allowed}."),
        measure=wanted.id,
        dimension=name,
        allowed=", ".join(allowed),
    )


def _answer(wanted: Sequence[Measure], by: list[str], filters: dict[str, list], cube: Cube) -> list[pd.DataFrame]:
    """The cells of each of these measures, which one table of the cube holds, from one look at it."""
    if cube.cleared is not None:
        return [_in_order(cube.cleared.answer(each.id, by, filters), by, cube) for each in wanted]
    return [as_cells([part]) for part in sum_up(wanted, by, filters, cube)]


def _in_order(frame: pd.DataFrame, by: list[str], cube: Cube) -> pd.DataFrame:
    codes = {name: frame[name].to_numpy() for name in by}
    return frame.iloc[order_of(by, codes, {name: cube.values(name) for name in by})].reset_index(drop=True)
