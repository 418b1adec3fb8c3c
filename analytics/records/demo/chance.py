"""How does chance share things out? By weights, row by row or among all rows at once."""

import numpy as np


def draw(generator: np.random.Generator, weights: object, rows: np.ndarray) -> np.ndarray:
    """Which code falls to each row? `weights` has one line a case, `rows` says which case; returns positions."""
    bounds = np.cumsum(np.asarray(weights, dtype=float), axis=1)
    bounds /= bounds[:, -1:]
    chance, codes = generator.random(rows.size), np.zeros(rows.size, np.int64)
    for column in bounds.T[:-1]:
        codes += chance >= column[rows]
    return codes


def choose(generator: np.random.Generator, weight: np.ndarray, among: np.ndarray, count: int) -> np.ndarray:
    """Which `count` are taken, when those of more (log) weight are likelier? The highest Gumbel scores win."""
    rows = np.flatnonzero(among)
    score = weight[rows] + generator.gumbel(size=rows.size)
    taken = np.zeros(among.size, bool)
    if count:
        taken[rows[np.argpartition(-score, count - 1)[:count]]] = True
    return taken
