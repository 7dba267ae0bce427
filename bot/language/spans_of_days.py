"""Lengths of time counted back from a day: "last 24 hours", "this week", "three months ago"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.numbers.number_words import SMALL, TENS


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def within(self, other: Days) -> Days:
        """The days that both have; `first` is after `last` if there are none."""
        firsts = [one for one in (self.first, other.first) if one is not None]
        lasts = [one for one in (self.last, other.last) if one is not None]
        return Days(max(firsts, default=None), min(lasts, default=None))


UNIT = r"(?:(?:minute|hour|hr|day|week|fortnight|month|quarter|year|decade)s?|(?<=\d)[hdw])"
_VAGUE = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 5}
_ONES = [word for word, n in SMALL.items() if 1 <= n <= 9]
_SPELT = [word for word, n in SMALL.items() if n >= 1]
COUNT = (
    rf"\d{{1,4}}|(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?|(?:a\s+)?couple\s+of"
    rf"|(?:a\s+)?few|several|an?|{'|'.join(sorted(_SPELT, key=len, reverse=True))}"
)
"""Patterns of a unit of time and of how many of it."""


def rolling(which: str, count: str | None, unit: str, today: date) -> Days:
    """The days of "last 3 weeks", "past month" (counted back from today) and of "last week", "this
    year" (as the calendar has them, up to today)."""
    unit, which = _singular(unit), which.lower()
    if count is None and which == "this" and unit not in _NO_CALENDAR:
        return Days(begun(today, unit), today)
    if count is None and which in ("last", "previous") and unit not in _NO_CALENDAR:
        first = begun(today, unit)
        before = first - min(_DAY, first - date.min)
        return Days(begun(before, unit), before)
    many = _number(count or "1")
    if unit in _HOURS:
        return Days(_back(today, -(-many * _HOURS[unit] // _MINUTES), "day"), today)
    return Days(min(_back(today, many, unit) + _DAY, today), today)


def so_long_ago(count: str, unit: str, today: date) -> Days:
    """The day of "3 days ago"; of hours ago the two in which that may be."""
    unit, many = _singular(unit), _number(count)
    if unit in _HOURS:
        minutes = many * _HOURS[unit]
        earliest = _back(today, -(-minutes // _MINUTES), "day")
        return Days(earliest, _back(today, minutes // _MINUTES, "day"))
    day = _back(today, many, unit)
    return Days(day, day)


def begun(day: date, unit: str) -> date:
    """The first day of the day's week (Monday), month, quarter, year or decade."""
    if unit == "week":
        return day - min(timedelta(days=day.weekday()), day - date.min)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    if unit == "decade":
        return day.replace(year=max(day.year - day.year % 10, 1), month=1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


_DAY = timedelta(days=1)
_MINUTES = 24 * 60
_HOURS = {"hour": 60, "minute": 1}
"""Units shorter than a day, in minutes."""

_NO_CALENDAR = (*_HOURS, "fortnight")
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def _singular(unit: str) -> str:
    low = unit.lower().removesuffix("s")
    return {"hr": "hour", "h": "hour", "d": "day", "w": "week"}.get(low, low)


def _number(written: str) -> int:
    low = " ".join(written.lower().replace("-", " ").split())
    if low.isdecimal():
        return int(low)
    if low in _VAGUE:
        return _VAGUE[low]
    return int(sum(TENS.get(word, SMALL.get(word, 0)) for word in low.split()))


def _back(day: date, count: int, unit: str) -> date:
    """The day so many units earlier; the last day of a shorter month."""
    if unit in _IN_DAYS:
        return day - min(timedelta(days=count * _IN_DAYS[unit]), day - date.min)
    months = day.year * 12 + day.month - 1 - count * _IN_MONTHS[unit]
    if months < 12:
        return date.min
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
