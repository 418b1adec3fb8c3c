"""Idmaj: what was done for former prisoners in Morocco in 2014 and in 2015, what changed, and how sure one can be.

from analytics import ask, compare, published
ask("active_12m", by=["year", "route"], where={"sex": "F"})
"""

from importlib import import_module

__all__ = ["ask", "charts", "compare", "published", "register"]


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
    if name in ("charts", "published"):
        return import_module(f"analytics.{name}")
    raise AttributeError(f"module 'analytics' has no attribute {name!r}")
