"""The numbers of rows as people write them and as Slack hands them back."""

from __future__ import annotations

LARGEST = 2**31 - 1
"""No row has a larger number, and PostgreSQL cannot look for one (its type integer)."""

_LONGEST = 300  # digits that are read; longer ones are beyond any row whatever they are


def row_number(given: object) -> int:
    """The number of a row, 0 for none: a whole number, or its decimal digits in any script, with
    or without zeros before them and a "#".

    Raises ValueError for what is no number and for a number that no row can have.
    """
    if isinstance(given, str):
        given = typed_number(given)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= LARGEST:
        raise ValueError("no row has that number")
    return given


def sought(number: int) -> int:
    """What to look for in the database: 0, which no row has, in place of what no row can have."""
    return number if 0 <= number <= LARGEST else 0


def typed_number(words: str) -> int:
    """The number that somebody wrote, however large, or below zero. Raises ValueError for what is
    none."""
    written = words.strip().removeprefix("#").strip()
    digits = written.removeprefix("-")
    if not digits.isdecimal():  # "²" is a digit, but no number
        raise ValueError("no number")
    number = int(digits.lstrip("0")[:_LONGEST] or 0) if len(digits) > _LONGEST else int(digits)
    return -number if written.startswith("-") else number
