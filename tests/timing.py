"""Timing that a busy machine does not spoil."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def quickest(run: Callable[[], object], times: int = 3, *, enough: float = 0.0) -> float:
    """The least processor time of several runs, in seconds: noise only ever adds. What is below
    `enough` is quick enough to run no more."""
    least = float("inf")
    for _ in range(times):
        start = process_time()
        run()
        least = min(least, process_time() - start)
        if least < enough:
            break
    return least
