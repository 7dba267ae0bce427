"""The last or next weekday, date, month or season of a name, counted from the document's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.date_words import SEASONS, WEEKDAY_NAMES

DAY, MONTH, SEASON, YEAR, DOCUMENT = "day", "month", "season", "year", "document"
"""Precisions. "document" is the document's own date, for words that only say "now"."""

_SLIP_DAYS = 60
"""A date without a year that is up to this far ahead of its document is taken for one still to
come."""


@dataclass(frozen=True, slots=True)
class When:
    """A day with the precision that the words give it."""

    day: date
    precision: str
    season: str | None = None

    def __str__(self) -> str:
        """As a claim's time is kept: "2024-11-04", "2024-11", "summer 2024", "2024"."""
        if self.precision == SEASON:
            return f"{self.season} {self.day.year}"
        length = {MONTH: 7, YEAR: 4}.get(self.precision, 10)
        return self.day.isoformat()[:length]


def weekday_near(name: str, published_on: date, *, ahead: bool, strictly: bool) -> date:
    """The last such weekday up to the document's day, or (`ahead`) the next one; `strictly`
    excludes the document's day itself."""
    index = WEEKDAY_NAMES.index(name)
    away = (index - published_on.weekday()) % 7 if ahead else (published_on.weekday() - index) % 7
    if strictly and away == 0:
        away = 7
    return published_on + timedelta(days=away if ahead else -away)


def date_near(month: int, day: int, published_on: date, ahead: bool) -> When | None:
    """The last such date; 29 February is that of the last leap year."""
    if not ahead and _soon(month, day, published_on):
        return None  # "on 2 January" in a paper of 30 December
    years = range(published_on.year, published_on.year + (9 if ahead else -9), 1 if ahead else -1)
    for year in years:
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if ahead and candidate >= published_on:
            return When(candidate, DAY)
        if not ahead and candidate <= published_on:
            return When(candidate, DAY)
        if not ahead and (candidate - published_on).days <= _SLIP_DAYS:
            return None
    return None


def _soon(month: int, day: int, published_on: date) -> bool:
    """Whether such a date of the next year is only weeks ahead."""
    try:
        coming = date(published_on.year + 1, month, day)
    except ValueError:
        return False
    return (coming - published_on).days <= _SLIP_DAYS


def month_near(month: int, published_on: date, *, strictly: bool, ahead: bool) -> When:
    """The last such month up to the document's own, or (`ahead`) the next one; `strictly`
    excludes the document's own."""
    this = date(published_on.year, month, 1)
    own = published_on.replace(day=1)
    if ahead:
        later = this < own or (strictly and this == own)
        return When(this.replace(year=this.year + later), MONTH)
    earlier = this > own or (strictly and this == own)
    return When(this.replace(year=this.year - earlier), MONTH)


def this_season(name: str, published_on: date) -> When | None:
    """The season of the document's own year, if it has begun; or the winter that began the year
    before, if it is not long over."""
    for year in (published_on.year, published_on.year - 1):
        start, end = start_of(name, year), _end_of(name, year)
        late = end.year != published_on.year or (end - published_on).days < -_SLIP_DAYS
        if start <= published_on and not (year != published_on.year and late):
            return When(start, SEASON, name)
    return None


def season_near(name: str, published_on: date, *, gone: bool, to_come: bool) -> When | None:
    """The last such season that has begun, or (`gone`) that is over; or (`to_come`) the next
    one."""
    year = published_on.year
    for candidate in (year, year + 1) if to_come else (year, year - 1, year - 2):
        start, end = start_of(name, candidate), _end_of(name, candidate)
        if (start > published_on) if to_come else ((end if gone else start) <= published_on):
            return When(start, SEASON, name)
    return None


def start_of(name: str, year: int) -> date:
    """The first day of a season; the winter of a year begins in its December."""
    month, day = SEASONS[name][0]
    return date(year, month, day)


def _end_of(name: str, year: int) -> date:
    month, day = SEASONS[name][1]
    return date(year + (name == "winter"), month, day)


def months_from(day: date, n: int) -> date:
    months = day.year * 12 + day.month - 1 + n
    return date(months // 12, months % 12 + 1, 1)
