"""What nobody foresaw, for tests: errors that hold what must not be told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from bot.check.checker import Checker
from bot.settings import load

SECRET = "Ostra-Kontakt-77"
"""Stands in what is read and in the errors; it must be in no log line."""


UNFORESEEN = [
    AttributeError("'NoneType' object has no attribute 'decode'"),
    RecursionError("maximum recursion depth exceeded"),
    KeyError(SECRET),
    ValueError(f"{SECRET} is no number"),
    OSError(5, SECRET),
    UnicodeEncodeError("utf-8", SECRET, 0, 1, SECRET),
    MemoryError(),
    ZeroDivisionError(),
    StopIteration(SECRET),
    AssertionError(SECRET),
]


class Breaking(Checker):
    """A checker that raises, whatever it is asked."""

    def __init__(self, error: Exception, engine: Engine) -> None:
        super().__init__(engine, load({}))
        self.error, self.asked = error, 0

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") or name in ("error", "asked"):
            return super().__getattribute__(name)
        self.asked += 1
        raise self.error
