"""Timing that a busy machine does not spoil."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def quickest(run: Callable[[], object], times: int = 3) -> float:
    """The least processor time of several runs, in seconds: noise only ever adds."""
    seconds = []
    for _ in range(times):
        start = process_time()
        run()
        seconds.append(process_time() - start)
    return min(seconds)
