"""In which order are demonstration records made? Chunk by chunk: supports, people, follow-up, persons, money, rows."""

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa

from analytics.errors import UnreadableInput
from analytics.language import message
from analytics.records.demo.calibration import DEFAULT_INTEGRATIONS, DEFAULT_SEED
from analytics.records.demo.follow_up import draw_follow_up, list_observations
from analytics.records.demo.funding import draw_funding
from analytics.records.demo.people import draw_people
from analytics.records.demo.plan import Plan, plan_totals
from analytics.records.demo.second_supports import join_people
from analytics.records.demo.supports import draw_supports
from analytics.records.demo.tables import make_tables
from analytics.records.demo.world import World, imagine_world
from analytics.records.demo.writing import SCHEMAS, open_writer, write_manifest

CHUNK_SIZE = 500_000
MOST_INTEGRATIONS = 999_999_999  # keys have nine digits


def make_demo(out: Path, integrations: int | None = None, seed: int = DEFAULT_SEED) -> None:
    """What would records look like that add up to the published totals?

    Writes beneficiaries, integrations, funding and follow_ups as Parquet and manifest.json into the folder `out`,
    which is made when missing. Without options it is the committed set, byte for byte (with the pinned numpy and
    pyarrow); other sizes share every group out by largest remainder. Raises UnreadableInput for a size or seed out of
    range.
    """
    size = DEFAULT_INTEGRATIONS if integrations is None else integrations
    if not 1 <= size <= MOST_INTEGRATIONS:
        raise UnreadableInput(
            message("The number of integrations must be between 1 and {most}."), most=MOST_INTEGRATIONS
        )
    if seed < 0:
        raise UnreadableInput(message("The seed must not be negative."))
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").unlink(missing_ok=True)  # it would not describe what is being written
    plan, world = plan_totals(size, -(-size // CHUNK_SIZE)), imagine_world(seed)
    rows = dict.fromkeys(SCHEMAS, 0)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(open_writer(out / f"{name}.parquet", SCHEMAS[name])) for name in SCHEMAS}
        for chunk in range(plan.chunks):
            generator = np.random.default_rng(np.random.SeedSequence([seed, chunk]))
            for name, table in _make_chunk(generator, plan, world, chunk, rows).items():
                writers[name].write_table(table)
                rows[name] += table.num_rows
    write_manifest(out, size, seed, rows)


def _make_chunk(
    generator: np.random.Generator, plan: Plan, world: World, chunk: int, before: dict[str, int]
) -> dict[str, pa.Table]:
    """Which rows does one chunk add to the four tables, after the `before` rows of each?"""
    # Every step takes its random numbers from the one generator: another order would give other records.
    supports = draw_supports(generator, plan, world, chunk)
    people = draw_people(generator, world, supports)
    follow_up = draw_follow_up(generator, plan, world, supports, people, chunk)
    persons = join_people(generator, supports, people, follow_up)
    awards = draw_funding(generator, plan, supports, follow_up, chunk)
    return make_tables(world.ids, supports, people, persons, awards, list_observations(follow_up), before)
