"""How far a long command is, for whoever waits for it: on a terminal a bar, elsewhere a line now
and then. All of it goes to standard error."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, int, int], object]
"""Takes what is being done ("Storing claims"), how much of it is done, and of how much; 0 of 0 if
nobody can tell."""

FIRST_LINE, NEXT_LINE = 1.0, 5.0
"""Seconds until the first line where there is no terminal, and between lines."""


@contextmanager
def shown(first: str) -> Iterator[Tell]:
    """Shows how far it is, beginning with `first`, until the block ends."""
    with (_bar if sys.stderr.isatty() else _lines)(first) as tell:
        yield tell


@contextmanager
def _bar(first: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[numbers]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(first, total=None, numbers="")

        def tell(what: str, done: int, of: int) -> None:
            progress.update(
                task, description=what, completed=done, total=of or None, numbers=_numbers(done, of)
            )

        yield tell


@contextmanager
def _lines(first: str) -> Iterator[Tell]:
    """A thread prints the lines, so that there is one also while a step takes long."""
    now = f"{first} …"
    over = threading.Event()

    def tell(what: str, done: int, of: int) -> None:
        nonlocal now
        now = f"{what}: {_numbers(done, of)}" if of else f"{what} …"

    def write() -> None:
        wait = FIRST_LINE
        while not over.wait(wait):
            print(now, file=stream, flush=True)
            wait = NEXT_LINE

    stream = sys.stderr
    writer = threading.Thread(target=write, name="progress", daemon=True)
    writer.start()
    try:
        yield tell
    finally:
        over.set()
        writer.join()


def _numbers(done: int, of: int) -> str:
    return f"{done:,} of {of:,}" if of else ""
