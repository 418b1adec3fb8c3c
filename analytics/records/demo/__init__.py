"""Make records of people who do not exist, with the totals that were published.

The same size and seed give the same bytes, at any size: integrations are made in chunks, each from its own random
generator and written at once, so a hundred million need no more memory than half a million. Every group, amount and
follow-up count is shared out in whole numbers, so the sum over the chunks is exact.
"""

from analytics.records.demo.making import make_demo

__all__ = ["make_demo"]
