"""Make records of people who do not exist, with the totals that were published.

The same size and seed give the same bytes, at any size: integrations are made in chunks, each from its own random
generator and written at once, so a hundred million need no more memory than half a million. Every group, amount and
follow-up count is shared out in whole numbers, so the sum over the chunks is exact.
"""

import hashlib
import json
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.records import calibration as given

CHUNK_SIZE = 500_000
MOST_INTEGRATIONS = 999_999_999  # keys have nine digits
NEVER = np.int32(2**30)
ACTIVE, _, _, ENDED, RETURNED, LOST = range(len(given.STATUSES))
WOMAN, JUVENILE = given.SEXES.index("F"), given.AGE_GROUPS.index("juvenile")
PREPARED = 0  # claims are 0 for true, 1 for false, 2 for unknown; so are juvenile and adult among AGE_GROUPS
KIND_IDS = tuple(kind.id for kind in given.KINDS)
IS_STUDY = np.array([kind.id in given.EDUCATION_ROUTES for kind in given.KINDS])
FAMILY = np.array([1 if kind.route == "micro_project" else 2 * IS_STUDY[i] for i, kind in enumerate(given.KINDS)])

CODE = pa.dictionary(pa.int8(), pa.string())
# fmt: off
SCHEMAS = {
    "beneficiaries": pa.schema([
        ("beneficiary_id", pa.string()), ("sex", CODE), ("birth_year", pa.int32()), ("juvenile", pa.bool_()),
        ("city_id", CODE), ("education", CODE), ("release_date", pa.date32())]),
    "integrations": pa.schema([
        ("integration_id", pa.string()), ("beneficiary_id", pa.string()), ("route", CODE), ("programme", CODE),
        ("city_id", CODE), ("sector", CODE), ("partner", CODE), ("started_on", pa.date32()),
        ("prepared_in_prison", pa.bool_())]),
    "funding": pa.schema([
        ("funding_id", pa.string()), ("integration_id", pa.string()), ("kind", CODE),
        ("amount_mad", pa.decimal128(12, 2)), ("awarded_on", pa.date32())]),
    "follow_ups": pa.schema([
        ("integration_id", pa.string()), ("observed_on", pa.date32()), ("status", CODE)]),
}
# fmt: on


def make_demo(out: Path, integrations: int | None = None, seed: int = given.DEFAULT_SEED) -> None:
    """What would records look like that add up to the published totals?

    Writes beneficiaries, integrations, funding and follow_ups as Parquet and manifest.json into the folder `out`,
    which is made when missing. Without options it is the committed set, byte for byte (with the pinned numpy and
    pyarrow); other sizes share every group out by largest remainder. Raises ValueError for a size or seed out of range.
    """
    size = given.DEFAULT_INTEGRATIONS if integrations is None else integrations
    if not 1 <= size <= MOST_INTEGRATIONS:
        raise ValueError(f"A demonstration set has 1 to {MOST_INTEGRATIONS} integrations, not {size}.")
    if seed < 0:
        raise ValueError(f"A seed is zero or more, not {seed}.")
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").unlink(missing_ok=True)  # it would not describe what is being written
    plan, world = given.plan_totals(size, -(-size // CHUNK_SIZE)), given.imagine_world(seed)
    rows = dict.fromkeys(SCHEMAS, 0)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(open_writer(out / f"{name}.parquet", SCHEMAS[name])) for name in SCHEMAS}
        for chunk in range(plan.chunks):
            generator = np.random.default_rng(np.random.SeedSequence([seed, chunk]))
            for name, table in make_chunk(generator, plan, world, chunk, rows).items():
                writers[name].write_table(table)
                rows[name] += table.num_rows
    write_manifest(out, size, seed, rows)


def make_chunk(
    generator: np.random.Generator, plan: given.Plan, world: given.World, chunk: int, before: dict[str, int]
) -> dict[str, pa.Table]:
    """Which rows does one chunk add to the four tables, after the `before` rows of each?"""
    supports = draw_supports(generator, plan, world, chunk)
    draw_people(generator, world, supports)
    draw_follow_up(generator, plan, world, supports, chunk)
    people, person_of = join_people(generator, supports)
    person_keys = write_keys("B", before["beneficiaries"], people.size)
    keys = write_keys("I", before["integrations"], supports.size)
    funded, form, amounts, awarded_on = draw_funding(generator, plan, supports, chunk)
    observed, observed_on, status = list_observations(supports)
    routes = np.array([kind.route for kind in given.KINDS])
    route_ids, route_of = np.unique(routes, return_inverse=True)
    programmes = ["annual_strategy", "ramadan_2014", "ramadan_2015"]
    programme = np.where(supports.kind == KIND_IDS.index("ramadan"), supports.year - 2013, 0)
    columns = {
        "beneficiaries": [
            as_text(person_keys),
            as_codes(supports.sex[people], given.SEXES),
            pa.array(supports.birth_year[people], mask=supports.birth_year[people] == 0),
            as_claim(supports.age_group[people]),
            as_codes(supports.home[people], world.ids),
            as_codes(supports.schooling[people], given.EDUCATION),
            as_dates(supports.release[people]),
        ],
        "integrations": [
            as_text(keys),
            as_text(person_keys[person_of]),
            as_codes(route_of[supports.kind], route_ids),
            as_codes(programme, programmes),
            as_codes(supports.city, world.ids),
            as_codes(supports.sector, given.SECTORS),
            as_codes(supports.partner, given.PARTNERS),
            as_dates(supports.start),
            as_claim(supports.prepared),
        ],
        "funding": [
            as_text(write_keys("F", before["funding"], funded.size)),
            as_text(keys[funded]),
            as_codes(form, given.FUNDING_KINDS),
            pa.array(amounts, pa.int32()).cast(pa.decimal128(12, 2)),
            as_dates(awarded_on),
        ],
        "follow_ups": [as_text(keys[observed]), as_dates(observed_on), as_codes(status, given.STATUSES)],
    }
    return {name: pa.Table.from_arrays(arrays, schema=SCHEMAS[name]) for name, arrays in columns.items()}


def draw_supports(generator: np.random.Generator, plan: given.Plan, world: given.World, chunk: int) -> SimpleNamespace:
    """What was given, when and where? One entry an integration, by day of start."""
    groups = np.arange(plan.counts.size)
    group = np.repeat(groups, plan.count_before(chunk + 1, groups) - plan.count_before(chunk, groups))
    kind = np.array([KIND_IDS.index(group.kind) for group in given.GROUPS])
    start = draw_starts(generator, kind[group], plan.years[group])
    order = np.argsort(start, kind="stable")
    group, start = group[order], start[order]
    kind, year = kind[group], plan.years[group]
    place = np.array([world.ids.index(group.city) if group.city else -1 for group in given.GROUPS])
    city = place[group]
    # Evenly spaced chances: a city's count is what its weight says, and the smallest city is never left out.
    for code in range(6):
        open_rows = np.flatnonzero((city < 0) & (year == 2014 + code // 3) & (FAMILY[kind] == code % 3))
        bounds = np.cumsum(world.weights[code // 3, code % 3])
        chances = (np.arange(open_rows.size) + generator.random()) / max(open_rows.size, 1) * bounds[-1]
        drawn = np.searchsorted(bounds, chances, side="right").clip(max=bounds.size - 1)
        city[open_rows] = generator.permutation(drawn)
    partner = draw(generator, [kind.partners for kind in given.KINDS], kind)
    return SimpleNamespace(size=group.size, group=group, kind=kind, year=year, start=start, city=city, partner=partner)


def draw_starts(generator: np.random.Generator, kind: np.ndarray, year: np.ndarray) -> np.ndarray:
    """On which day does each support start? Ramadan projects mostly in the weeks after their launch."""
    month = draw(generator, [kind.months for kind in given.KINDS], kind) + 12 * (year - 2014)
    edges = np.array([count_days(date(2014 + i // 12, i % 12 + 1, 1)) for i in range(25)])
    start = edges[month] + (generator.random(kind.size) * np.diff(edges)[month]).astype(np.int64)
    for season, launch in given.RAMADAN_LAUNCH.items():
        projects = np.flatnonzero((kind == KIND_IDS.index("ramadan")) & (year == season))
        delay = generator.random(projects.size) ** 1.8 * given.RAMADAN_SEASON_DAYS
        start[projects] = count_days(launch) + delay.astype(np.int64)
    # Nobody starts at a weekend or on New Year's Day. The working day instead lies after it early in the year and
    # before it late in the year, so that no start leaves its year or comes before a launch.
    new_year = np.array([count_days(date(2014, 1, 1)), count_days(date(2015, 1, 1))])[year - 2014]
    start = np.maximum(start, new_year + 1)
    weekday = (start + 3) % 7  # 1 January 1970 was a Thursday; Monday is 0
    to_monday = np.where(start < new_year + 212, 7 - weekday, -weekday)
    shifted = start + to_monday + generator.integers(0, 5, kind.size)
    return np.where(weekday > 4, shifted, start).astype(np.int32)


def draw_people(generator: np.random.Generator, world: given.World, supports: SimpleNamespace) -> None:
    """Who is supported? Adds one person to every integration; `join_people` makes some of them the same."""
    kind, size, second = supports.kind, supports.size, supports.year - 2014
    sexes = claim_weights("women", given.UNKNOWN_SEX)
    ages = claim_weights("juveniles", given.UNKNOWN_AGE_GROUP)
    sex_of = np.array([given.SEXES.index(group.sex) if group.sex else -1 for group in given.GROUPS])
    age_of = np.array([given.AGE_GROUPS.index(group.age_group) if group.age_group else -1 for group in given.GROUPS])
    sex, age_group = sex_of[supports.group], age_of[supports.group]
    supports.sex = np.where(sex < 0, draw(generator, sexes, 2 * kind + second), sex)
    supports.age_group = np.where(age_group < 0, draw(generator, ages, 2 * kind + second), age_group)
    juvenile, study = supports.age_group == JUVENILE, IS_STUDY[kind]

    supports.prepared = draw(generator, claim_weights("prepared", given.UNKNOWN_PREPARED), 2 * kind + second)
    base = np.array([kind.sectors for kind in given.KINDS], dtype=float)
    tilts = np.stack([world.sectors * given.SECTOR_TILT_OF_WOMEN, world.sectors])
    sectors = base[:, None, None, :] * tilts[None]  # kind, women or others, city
    row = (kind * 2 + (supports.sex != WOMAN)) * len(world.ids) + supports.city
    supports.sector = draw(generator, sectors.reshape(-1, len(given.SECTORS)), row)
    levels = [given.EDUCATION_OF_JUVENILES, given.EDUCATION_OF_STUDENTS, given.EDUCATION_OF_ADULTS]
    student = kind == KIND_IDS.index("education")
    supports.schooling = draw(generator, levels, np.where(juvenile, 0, np.where(student, 1, 2)))
    supports.home = supports.city.copy()
    movers = np.flatnonzero(generator.random(size) < given.LIVING_ELSEWHERE)
    supports.home[movers] = draw(generator, world.homes, supports.city[movers])

    # Studies may start some weeks before the release; any other support comes some weeks to months after it.
    waits = [
        generator.gamma(shape, scale, size) + least for shape, scale, least in (given.WAIT_STUDY, given.WAIT_OTHER)
    ]
    early = study & (generator.random(size) < given.STARTED_BEFORE_RELEASE)
    ahead = -1 - generator.integers(0, given.MOST_DAYS_BEFORE_RELEASE, size)
    wait = np.where(early, ahead, np.where(study, *waits).clip(max=given.LONGEST_WAIT).astype(np.int64))
    supports.release = (supports.start - wait).astype(np.int32)
    release_year = supports.release.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    # The age reached in the year of release: 17 at most for juveniles, so that no birth year can contradict them.
    young = np.array(given.JUVENILE_AGES)[draw(generator, [given.JUVENILE_AGE_WEIGHTS], np.zeros(size, np.int8))]
    shape, scale = np.array(given.YEARS_OVER_18)[FAMILY[kind]].T
    age = 18.6 + generator.gamma(shape, scale)
    age = np.where(juvenile, young, age.clip(max=66).astype(np.int64))
    recorded = generator.random(size) >= given.UNKNOWN_BIRTH_YEAR
    supports.birth_year = np.where(recorded, release_year - age, 0).astype(np.int32)


def claim_weights(share: str, unknown: float) -> list[list[float]]:
    """How likely are yes, no and unknown? One line for 2014 and one for 2015 of every kind of support."""
    shares = [of_year for kind in given.KINDS for of_year in getattr(kind, share)]
    return [[yes * (1 - unknown), (1 - yes) * (1 - unknown), unknown] for yes in shares]


def draw_follow_up(
    generator: np.random.Generator, plan: given.Plan, world: given.World, supports: SimpleNamespace, chunk: int
) -> None:
    """What became of each support? Adds the day and kind of a final status, and the visits before it."""
    # 12 calendar months: a day more once 29 February 2016 lies between. No start is a 29 February itself.
    horizon = supports.start + 365 + (supports.start >= count_days(date(2015, 3, 1)))
    seen, returned = choose_followed(generator, plan, world, supports, chunk)
    lost = ~seen & (generator.random(supports.size) < given.LOST_IN_WORDS)
    draw_endings(generator, world, supports, horizon, seen, returned, lost)
    draw_visits(generator, supports, horizon, seen, lost)


def choose_followed(
    generator: np.random.Generator, plan: given.Plan, world: given.World, supports: SimpleNamespace, chunk: int
) -> tuple[np.ndarray, np.ndarray]:
    """Who is known at 12 months, and who of them returned to prison by then? Exact counts, mild differences."""
    kind, city = supports.kind, supports.city
    woman, juvenile, prepared = supports.sex == WOMAN, supports.age_group == JUVENILE, supports.prepared == PREPARED
    weight = np.array([kind.followed for kind in given.KINDS])[kind] + world.followed[city]
    weight += given.FOLLOWED_BY_CENTRE * (world.centres[city] - 1)
    weight += np.column_stack([woman, juvenile, prepared]) @ np.array(given.FOLLOWED_BY_PERSON)
    risk = np.array([kind.returned for kind in given.KINDS])[kind] + world.returned[city]
    risk += np.column_stack([woman, juvenile, prepared]) @ np.array(given.RETURNED_BY_PERSON)
    seen, returned = np.zeros(supports.size, bool), np.zeros(supports.size, bool)
    for year, (seen_total, returned_total) in plan.followed.items():
        in_year = supports.year == year
        done, now = (plan.share_before(part, plan.years == year, seen_total) for part in (chunk, chunk + 1))
        seen |= choose(generator, weight, in_year, now - done)
        back_done, back_now = (returned_total * count // max(seen_total, 1) for count in (done, now))
        returned |= choose(generator, risk, in_year & seen, back_now - back_done)
    return seen, returned


def draw_endings(
    generator: np.random.Generator,
    world: given.World,
    supports: SimpleNamespace,
    horizon: np.ndarray,
    seen: np.ndarray,
    returned: np.ndarray,
    lost: np.ndarray,
) -> None:
    """How and when did supports end within 12 months? Adds `status` (active for no end) and `day`."""
    kind, start, size = supports.kind, supports.start, supports.size
    chance, span = generator.random(size), horizon - start
    breaks = np.array([kind.ended for kind in given.KINDS])[kind] * world.ended[supports.city]
    breaks *= np.where(supports.prepared == PREPARED, *given.ENDED_WHEN_PREPARED_OR_NOT)
    ended = seen & ~returned & (generator.random(size) < breaks)
    outcome = draw(generator, [kind.outcomes for kind in given.KINDS], kind)
    finished = seen & ~returned & ~ended & (outcome > 0)
    status, day = np.zeros(size, np.int8), np.full(size, NEVER)
    status[ended], status[finished], status[returned], status[lost] = ENDED, outcome[finished], RETURNED, LOST
    day[ended] = (start + 40 + (span - 41) * chance**1.15)[ended]
    day[lost] = (start + 60 + (span - 61) * chance)[lost]
    # A return becomes less likely with every month, and cannot come before the release.
    first = np.maximum(20, supports.release - start + 10)
    day[returned] = (start + first + (span - first) * chance**1.7)[returned]
    shortest, longest = np.array([kind.completion_days for kind in given.KINDS])[kind].T
    finish = start + shortest + ((longest - shortest) * chance).astype(np.int64)
    # Studies end with the school year.
    summers = np.array([count_days(date(year, 6, 15)) for year in (2014, 2015, 2016, 2017)])
    summer = summers[np.searchsorted(summers, start + 100)] + (30 * chance).astype(np.int64)
    finish = np.where((kind == KIND_IDS.index("education")) & (summer <= horizon), summer, finish)
    day[finished] = finish[finished]
    supports.status, supports.day = status, day


def draw_visits(
    generator: np.random.Generator, supports: SimpleNamespace, horizon: np.ndarray, seen: np.ndarray, lost: np.ndarray
) -> None:
    """When was each support seen active, and what came after 12 months? Adds `visits` (days) and `visited`."""
    kind, start, size, until = supports.kind, supports.start, supports.size, count_days(given.OBSERVED_UNTIL)
    visits = start[:, None] + np.array(given.VISIT_DAYS, np.int32) + generator.integers(-12, 13, (size, 6), np.int32)
    # Whoever is known to be active at 12 months was met on that day or in the weeks after it.
    visits[:, 3] = horizon + generator.integers(0, 25, size, np.int32)
    weekday = (visits + 3) % 7
    visits += np.where(weekday > 4, 7 - weekday, 0)
    visits[:, 3] = np.minimum(visits[:, 3], until)
    means = [given.LATER_EVENT_MEAN_DAYS.get(one, given.LATER_EVENT_MEAN_DAYS_OF_WORK) for one in KIND_IDS]
    later_day = visits[:, 3] + 14 + (generator.exponential(size=size) * np.array(means)[kind]).astype(np.int64)
    later = draw(generator, [given.LATER_EVENTS_OF_WORK, given.LATER_EVENTS_OF_STUDIES], IS_STUDY[kind].astype(int))
    late = seen & (supports.status == ACTIVE) & (later_day <= np.minimum(until, start + given.FOLLOW_UP_DAYS))
    supports.status[late], supports.day[late] = later[late], later_day[late]
    visited = generator.random((size, 6), np.float32) >= np.array(given.VISIT_MISSED, np.float32)
    visited &= (visits < supports.day[:, None]) & (visits <= until)
    # The unknown who were not called lost: their visits stop before 12 months, and nothing comes after.
    after = draw(generator, [given.STOPPED_AFTER_VISITS], np.zeros(size, np.int8))
    visited &= (seen | lost)[:, None] | (np.arange(6) < after[:, None])
    supports.visits, supports.visited = visits, visited


def choose(generator: np.random.Generator, weight: np.ndarray, among: np.ndarray, count: int) -> np.ndarray:
    """Which `count` are taken, when those of more (log) weight are likelier? The highest Gumbel scores win."""
    rows = np.flatnonzero(among)
    score = weight[rows] + generator.gumbel(size=rows.size)
    taken = np.zeros(among.size, bool)
    if count:
        taken[rows[np.argpartition(-score, count - 1)[:count]]] = True
    return taken


def list_observations(supports: SimpleNamespace) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which observations were made: of which integration, on which day, with which status?"""
    final = supports.day != NEVER
    place = np.flatnonzero(np.column_stack([supports.visited, final]))
    row, column = np.divmod(place, 7)
    is_final = column == 6
    days = np.where(is_final, supports.day[row], supports.visits[row, np.minimum(column, 5)])
    return row, days, np.where(is_final, supports.status[row], ACTIVE)


def join_people(generator: np.random.Generator, supports: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
    """Whose second support is it? Returns the rows that stand for a person, and each row's position among them.

    The two supports of a person share city, sex and juvenile status, differ in route, and neither ends in prison.
    """
    size, kind = supports.size, supports.kind
    second_chance = np.array([given.SECOND_SUPPORT_CHANCE.get(one, 0.0) for one in KIND_IDS])[kind]
    bucket = (supports.city * 3 + supports.sex) * 3 + supports.age_group
    first_of, free = np.arange(size), supports.status != RETURNED
    wanted = round(size * given.SECOND_SUPPORTS)
    for _ in range(30):
        if not wanted:
            break
        rows = generator.permutation(np.flatnonzero(free))[: 40 * wanted]
        is_second = generator.random(rows.size) < second_chance[rows]
        first, second = match_within(bucket, rows[~is_second], rows[is_second])
        fits = (supports.start[second] >= supports.start[first] + 40) & (supports.status[first] != LOST)
        fits &= (supports.release[first] <= supports.start[second]) & (FAMILY[kind[first]] != FAMILY[kind[second]])
        taken = generator.permutation(np.flatnonzero(fits))[:wanted]
        first_of[second[taken]] = first[taken]
        free[first[taken]] = free[second[taken]] = False
        wanted -= taken.size
    is_person = first_of == np.arange(size)
    return np.flatnonzero(is_person), (np.cumsum(is_person) - 1)[first_of]


def match_within(bucket: np.ndarray, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who is paired with whom? The first of each bucket with the first, the second with the second, and so on."""
    keys = []
    for rows in (left, right):
        order = np.argsort(bucket[rows], kind="stable")
        sorted_buckets = bucket[rows][order]
        position = np.empty(rows.size, np.int64)
        position[order] = np.arange(rows.size) - np.searchsorted(sorted_buckets, sorted_buckets)
        keys.append(bucket[rows] * (bucket.size + 1) + position)
    _, from_left, from_right = np.intersect1d(*keys, assume_unique=True, return_indices=True)
    return left[from_left], right[from_right]


def draw_funding(
    generator: np.random.Generator, plan: given.Plan, supports: SimpleNamespace, chunk: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Who was given what, how much and when? One entry an award: row of the integration, kind, MAD, day."""
    parts = []
    for purse, amount in enumerate(plan.money):
        groups = plan.purses == purse
        tens = [plan.share_before(part, groups, amount // 10) for part in (chunk, chunk + 1)]
        rows = np.flatnonzero(groups[supports.group])
        parts.append((rows, split_money(generator, 10 * (tens[1] - tens[0]), rows.size)))
    rows, totals = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(rows, kind="stable")
    rows, totals = rows[order], totals[order]
    form = draw(generator, [given.AWARDED], np.zeros(rows.size, np.int8))
    part = np.select([form == 0, form == 1], [totals, 0], (totals * generator.uniform(0.3, 0.7, rows.size)) // 50 * 50)
    amounts = np.column_stack([part, totals - part]).astype(np.int64)
    delay = np.column_stack([generator.integers(0, 12, rows.size), generator.integers(0, 42, rows.size)])
    # Nobody is handed equipment after a return to prison, which comes 20 days after the start at the earliest.
    delay = np.where((supports.status[rows] == RETURNED)[:, None], delay % 18, delay)
    place = np.flatnonzero(amounts)
    return (
        rows[place // 2],
        place % 2,
        amounts.ravel()[place],
        supports.start[rows[place // 2]] + delay.ravel()[place],
    )


def split_money(generator: np.random.Generator, total: int, projects: int) -> np.ndarray:
    """How much does each project get? Skewed amounts of whole 50 MAD whose last absorbs the remainder."""
    size = generator.lognormal(0, 0.5, projects)
    for _ in range(20 if projects else 0):
        size = np.clip(size * (total / size.sum()), *given.PROJECT_MAD)
    edges = np.floor(np.cumsum(size) / 50).astype(np.int64) * 50
    edges[-1:] = total
    return np.diff(edges, prepend=0)


def draw(generator: np.random.Generator, weights: object, rows: np.ndarray) -> np.ndarray:
    """Which code falls to each row? `weights` has one line a case, `rows` says which case; returns positions."""
    bounds = np.cumsum(np.asarray(weights, dtype=float), axis=1)
    bounds /= bounds[:, -1:]
    chance, codes = generator.random(rows.size), np.zeros(rows.size, np.int64)
    for column in bounds.T[:-1]:
        codes += chance >= column[rows]
    return codes


def count_days(day: date) -> int:
    """How many days after 1 January 1970?"""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def write_keys(letter: str, before: int, count: int) -> np.ndarray:
    """Which keys come next? Lines of ten ASCII bytes: a letter and nine digits, so keys sort as they were made."""
    numbers = np.arange(before + 1, before + count + 1)
    digits = numbers[:, None] // 10 ** np.arange(8, -1, -1) % 10 + ord("0")
    return np.column_stack([np.full(count, ord(letter)), digits]).astype(np.uint8)


def as_text(keys: np.ndarray) -> pa.Array:
    """How are keys handed to Arrow? As they lie in memory: a hundred million strings are never made one by one."""
    offsets = np.arange(len(keys) + 1, dtype=np.int32) * 10
    return pa.StringArray.from_buffers(len(keys), pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(keys)))


def as_codes(positions: np.ndarray, codes: object) -> pa.Array:
    """How are positions in a code list handed to Arrow?"""
    return pa.DictionaryArray.from_arrays(pa.array(positions.astype(np.int8)), pa.array(list(codes), pa.string()))


def as_claim(positions: np.ndarray) -> pa.Array:
    """How is true (0), false (1) or unknown (2) handed to Arrow?"""
    return pa.array(positions == 0, mask=positions == 2)


def as_dates(days: np.ndarray) -> pa.Array:
    """How are days handed to Arrow?"""
    return pa.array(days.astype(np.int32)).view(pa.date32())


def open_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """How is a table written? Plain strings for every reader, whatever is a dictionary in memory."""
    keys = [field.name for field in schema if field.type == pa.string()]
    codes = [field.name for field in schema if field.type == CODE]
    # Keys come in order and differ by little: this encoding keeps the difference only.
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=codes,
        store_schema=False,
        column_encoding=dict.fromkeys(keys, "DELTA_BYTE_ARRAY"),
    )


def write_manifest(out: Path, size: int, seed: int, rows: dict[str, int]) -> None:
    """What is in the folder, and what in it is assumed?"""
    tables = {}
    for name in SCHEMAS:
        with (out / f"{name}.parquet").open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        tables[name] = {"file": f"{name}.parquet", "rows": rows[name], "sha256": digest}
    manifest = {
        "contract": "1",
        "synthetic": True,
        "seed": seed,
        "integrations": size,
        "tables": tables,
        "observed_until": given.OBSERVED_UNTIL.isoformat(),
        "assumptions": given.ASSUMPTIONS,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
