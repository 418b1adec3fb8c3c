"""Runs what is awaited in a thread of its own: the tests of the browser keep a loop running in theirs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run_apart(awaited):
    """What this coroutine gives."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, awaited).result()
