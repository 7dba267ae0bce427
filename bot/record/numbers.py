"""The numbers of rows as people write them and as Slack hands them back."""

from __future__ import annotations

LARGEST = 2**31 - 1
"""No row has a larger number, and PostgreSQL cannot look for one (its type integer)."""

_LONGEST = 300  # the most digits that are read; no row has a longer number


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
    """The number to look for in the database; 0, which no row has, for a number that no row can
    have."""
    return number if 0 <= number <= LARGEST else 0


def typed_number(words: str) -> int:
    """The whole number that was typed, of any size or sign. Raises ValueError if it is none."""
    written = words.strip().removeprefix("#").strip()
    digits = written.removeprefix("-")
    if not digits.isdecimal():  # "²" is a digit, but no number
        raise ValueError("no number")
    number = int(digits.lstrip("0")[:_LONGEST] or 0) if len(digits) > _LONGEST else int(digits)
    return -number if written.startswith("-") else number
