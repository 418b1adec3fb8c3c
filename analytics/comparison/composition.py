"""What is the make-up of a population by several dimensions at once, one factor a dimension? Arrays in, arrays out.

Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, US Bureau of the Census P23-186, chapters
2 and 5: a product of factors is split among them, and a cell's share of its population is written as such a product.
"""

from itertools import combinations
from math import comb

import numpy as np


def split_product(before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What would a product be in either year, if one of its factors alone differed between the years?

    before, after: a row a factor and a column a cell. Returns the standardised product in the first year and in the
    second, in the same shape: the difference of the two is the factor's effect, and the effects of all factors add up to
    the difference of the products in every cell, whatever their order (Das Gupta 1993, chapter 2).
    """
    factors = len(before)
    rest = np.zeros_like(before)
    for place in range(factors):
        others = [each for each in range(factors) if each != place]
        for size in range(factors):
            for of_after in combinations(others, size):
                of_before = [each for each in others if each not in of_after]
                product = after[list(of_after)].prod(axis=0) * before[of_before].prod(axis=0)
                rest[place] += product / (factors * comb(factors - 1, size))
    return before * rest, after * rest


def factors_of(codes: np.ndarray, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which factors, one a dimension, multiply to each cell's share of its population, in either year?

    codes: a row a dimension and a column a cell, whole numbers; before, after: how many records each cell holds. Returns
    the factors of the first year and of the second, a row a dimension (Das Gupta 1993, chapter 5). A group that one year
    does not hold has no make-up in that year: it is given that of the other year, so that the absence of the group is
    told by its own dimension alone.
    """
    sizes = np.stack([before, after]).astype(float)
    count = len(codes)
    factors = np.ones((2, count, codes.shape[1]))
    for place in range(count):
        others = [each for each in range(count) if each != place]
        for size in range(count):
            for chosen in combinations(others, size):
                ratio = _share(_sums(codes[[place, *chosen]], sizes), _sums(codes[list(chosen)], sizes))
                factors[:, place] *= ratio ** (1 / (count * comb(count - 1, size)))
    return factors[0], factors[1]


def _sums(codes: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """How many records has the group that each cell belongs to, in either year? Without dimensions: all of them."""
    if not len(codes):
        return np.repeat(sizes.sum(axis=1, keepdims=True), sizes.shape[1], axis=1)
    _, group = np.unique(codes, axis=1, return_inverse=True)
    return np.stack([np.bincount(group.ravel(), weights=year)[group.ravel()] for year in sizes])


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    ratio = part / np.where(whole == 0, 1, whole)
    return np.where(whole == 0, ratio[::-1], ratio)
