"""A date as an interval of days, made from the year, month and day that a text gives."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from bot.language.date_words import MONTHS


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One date as written. `first` and `last` are the closed days it covers, None where open.

    `readings`: the (month, day) that "4/5/2024" can be, where it can be more than one.
    """

    first: date | None
    last: date | None
    year: int | None
    month: int | None
    day: int | None
    season: str | None
    weekday: str | None
    start: int
    end: int
    text: str
    readings: tuple[tuple[int, int], ...] = ()


def open_span(text: str, start: int, stop: int) -> DateSpan:
    """A date of which only its place in the text is known yet."""
    return DateSpan(None, None, None, None, None, None, None, start, stop, text[start:stop])


def span_of(
    text: str, m: re.Match[str], year: int, month: int | None, day: int | None
) -> DateSpan | None:
    """The span of a year, of a month in it or of a day in that month; None if there is no such
    day."""
    span = replace(open_span(text, m.start(), m.end()), year=year, month=month, day=day)
    if day is not None and month is not None:
        exact = day_of(year, month, day)
        return replace(span, first=exact, last=exact) if exact else None
    if month is not None:
        days = month_days(year, month)
        return replace(span, first=days[0], last=days[1]) if days else None
    first, last = day_of(year, 1, 1), day_of(year, 12, 31)
    return replace(span, first=first, last=last) if first else None


def days_span(
    text: str, m: re.Match[str], year: str | None, month: str, day: str, last: str | None
) -> DateSpan | None:
    """A day of a named month, or the days from `day` to `last`; open if no year is given."""
    number, first_day = MONTHS[month.lower()], int(day)
    last_day = int(last) if last else first_day
    if not 1 <= first_day <= last_day <= 31:
        return None  # "10 to 1 May" is no span of days: two figures, or a slip
    span = replace(open_span(text, m.start(), m.end()), month=number)
    if last_day == first_day:
        span = replace(span, day=first_day)
    if year is None:
        return span
    first, final = day_of(int(year), number, first_day), day_of(int(year), number, last_day)
    return replace(span, year=int(year), first=first, last=final if first else None)


def years_span(text: str, start: int, stop: int, first: int, last: int) -> DateSpan | None:
    """From the first day of the year `first` to the last day of the year `last`."""
    one, other = day_of(first, 1, 1), day_of(last, 12, 31)
    return replace(open_span(text, start, stop), first=one, last=other) if one and other else None


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[date, date] | None:
    first = day_of(year, month, 1) if 1 <= month <= 12 else None
    return (first, first.replace(day=monthrange(year, month)[1])) if first else None
