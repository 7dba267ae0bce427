"""Dates that begin with digits: "2024-11-05", "5 November", "1990s". Each function reads one
position of a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.language.date_spans import (
    DateSpan,
    days_span,
    open_span,
    span_of,
    years_span,
)
from bot.language.date_words import (
    CENTURY,
    DATE_EXPECTED,
    DAY_AND_MONTH,
    DAY_MONTH,
    DECADE,
    ISO,
    ISO_MONTH,
    LOOK_BEHIND,
    NINE_ELEVEN,
    SLASHED,
    WORDS_TOO,
    YEAR,
    YEARS,
)
from bot.language.years import is_year


def from_digits(text: str, start: int) -> DateSpan | None:
    """The date that begins with the digits at `start`; None if they begin no date."""
    if _inside_another(text, start):
        return None
    if m := ISO.match(text, start):
        return span_of(text, m, int(m[1]), int(m[3]), int(m[4]))  # "2024-13-45" is no year either
    for pattern, read in _IN_DIGITS:
        if (m := pattern.match(text, start)) and (span := read(text, m)):
            return span
    return None


def _inside_another(text: str, start: int) -> bool:
    """Whether the digits continue the text before them: a word, an amount of money, a longer
    number."""
    before = text[start - 1] if start else " "
    if before.isalpha() or before == "_" or before in "$£€¥₹₽₩₺₪₴@.,":
        return True
    return before in "-/:" and start > 1 and text[start - 2].isdecimal()


def _nine_eleven(text: str, m: re.Match[str]) -> DateSpan | None:
    return span_of(text, m, 2001, 9, 11)


def _century(text: str, m: re.Match[str]) -> DateSpan | None:
    return years_span(text, m.start(), m.end(), int(m[1]) * 100 - 99, int(m[1]) * 100)


def _decade(text: str, m: re.Match[str]) -> DateSpan | None:
    first = int(m[1])
    return years_span(text, m.start(), m.end(), first, first + (99 if first % 100 == 0 else 9))


def _years(text: str, m: re.Match[str]) -> DateSpan | None:
    both = _year_range(m)
    return years_span(text, m.start(), m.end(), *both) if both else None


def _iso_month(text: str, m: re.Match[str]) -> DateSpan | None:
    return span_of(text, m, int(m[1]), int(m[2]), None) if int(m[1]) > 1000 else None


def _day_month(text: str, m: re.Match[str]) -> DateSpan | None:
    """Reads "5 November 2024", "5-7 Nov"; in "10 may be" there is no month."""
    short = m[5] or m[6]
    year = m[4] or (short and str(_full_year(int(short))))
    if not year and m[3] in (*WORDS_TOO, "sec"):
        return None
    return days_span(text, m, year, m[3], m[1], m[2])


def _full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < _FIRST_OF_1900S else 1900)


_FIRST_OF_1900S = 70


def _year(text: str, m: re.Match[str]) -> DateSpan | None:
    return span_of(text, m, int(m[0]), None, None) if is_year(text, m.start(), m.end()) else None


def _slashed(text: str, m: re.Match[str]) -> DateSpan | None:
    one, other, year = int(m[1]), int(m[3]), int(m[4])
    if m[2] == "." and len(m[4]) == 2 and not _expected(text, m):
        return None
    if len(m[4]) == 2:
        year = _full_year(year)
    if one == other or (one <= 12 < other):
        return span_of(text, m, year, one, other)
    if other <= 12 < one:
        return span_of(text, m, year, other, one)
    if one > 12 or not one or not other:
        return None
    span = span_of(text, m, year, None, None)
    return span and replace(span, readings=((other, one), (one, other)))


def _day_and_month(text: str, m: re.Match[str]) -> DateSpan | None:
    """Reads "on 13/01", "on 12/03" (which may be either way round), where a date is expected."""
    if not _expected(text, m):
        return None
    one, other = int(m[1]), int(m[2])
    ways = [(a, b) for a, b in ((other, one), (one, other)) if 1 <= a <= 12 and 1 <= b <= 31]
    if not ways:
        return None
    span = open_span(text, m.start(), m.end())
    if len(set(ways)) == 1:
        return replace(span, month=ways[0][0], day=ways[0][1])
    return replace(span, readings=tuple(ways))


def _expected(text: str, m: re.Match[str]) -> bool:
    """Whether a date has to follow where these digits are."""
    return DATE_EXPECTED.search(text[max(0, m.start() - LOOK_BEHIND) : m.start()]) is not None


def _year_range(m: re.Match[str]) -> tuple[int, int] | None:
    first, last = int(m[1]), int(m[2])
    if len(m[2]) == 2:
        last += first - first % 100
        if last != first + 1 and 1 <= int(m[2]) <= 12:
            return None  # "2024-03" is a month
    return (first, last) if 1500 <= first < last <= 2100 and last - first < 100 else None


_IN_DIGITS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], DateSpan | None]], ...] = (
    (SLASHED, _slashed),
    (NINE_ELEVEN, _nine_eleven),
    (DAY_AND_MONTH, _day_and_month),
    (CENTURY, _century),
    (DECADE, _decade),
    (YEARS, _years),
    (ISO_MONTH, _iso_month),
    (DAY_MONTH, _day_month),
    (YEAR, _year),
)
"""The forms that begin with digits, in the order in which they are tried."""
