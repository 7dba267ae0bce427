"""What nobody foresaw, for tests: errors that hold what must not be told."""

from __future__ import annotations

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
