"""Idmaj: what was done for former prisoners in Morocco in 2014 and in 2015, what changed, and how sure one can be.

from analytics import ask, compare, register
ask("active_12m", by=["year", "route"], where={"sex": "F"})
"""

__all__ = ["ask", "compare", "register"]


def __getattr__(name: str) -> object:
    # Loaded when first used: `import analytics.language` should not cost the time of DuckDB and pandas.
    if name == "ask":
        from analytics.disclosure.gate import ask

        return ask
    if name == "compare":
        from analytics.comparison.change import compare

        return compare
    if name == "register":
        from analytics.published.register import register

        return register
    raise AttributeError(f"module 'analytics' has no attribute {name!r}")
