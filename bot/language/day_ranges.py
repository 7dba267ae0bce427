"""Times as people write them when they look for something: "since October", "last week", "between
1 and 5 November 2024". They are read as of a day, `today`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.date_words import MONTHS, SEASONS, WEEKDAY_NAMES
from bot.language.dates import dates


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


@dataclass(frozen=True, slots=True)
class InText:
    """A time in a text at `start` to `end` (code points, end-exclusive).

    `limits` says that it can only be meant as a limit ("since October"). "In October" and a bare
    "2024" may also be words of what is looked for.
    """

    start: int
    end: int
    days: Days
    limits: bool


class AmbiguousDayError(ValueError):
    """A day that can be read in two ways, as 4/5/2024; `written` is that text."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


def times_in(text: str, today: date) -> list[InText]:
    """The times in a text, in order; they do not overlap.

    A month or a day without a year is the latest that has begun. Raises AmbiguousDayError.
    """
    text = _CAPITAL.sub(lambda found: found[0].capitalize(), text)
    found: list[InText] = []
    for one in (*_pairs(text, today), *_after_words(text, today), *_rolling(text, today),
                *_bare(text)):  # fmt: skip
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def days_of(text: str, today: date) -> Days | None:
    """The days that a text names and nothing else: "October", "5 Nov 2024", "last week"."""
    text = _CAPITAL.sub(lambda found: found[0].capitalize(), text.strip())
    read = _day_at(text, 0, today)
    return read[0] if read is not None and read[1] == len(text) else None


# --- the words around a day ----------------------------------------------------------------------

_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"until", "till", "through", "up to", "by"})
_LIMITING = (_SINCE | _UNTIL | {"before"}) - {"by"}
_WORDS = "since|from|after|before|until|till|through|by|up to|in|on|during|within|of|at|over|for"
_BEFORE_DAY = re.compile(rf"\b(?:{_WORDS})\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:from|between)\s+(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?|\s*(?:[-–—]|\.\.+)\s*", re.I)
_DOTS = re.compile(r"\s*(?:\.\.+|…)\s*")
_CAPITAL = re.compile(
    rf"\b(?:{'|'.join(sorted([*MONTHS, *WEEKDAY_NAMES], key=len, reverse=True))})\b", re.IGNORECASE
)


def _pairs(text: str, today: date) -> Iterator[InText]:
    """Reads "from 1 October to 5 November 2024", "between 1 and 5 November"."""
    for start in _BETWEEN.finditer(text):
        whole = _day_at(text, start.end(), today)
        if whole is None:
            continue
        if whole[0].first != whole[0].last and _AND.search(text, start.end(), whole[1]):
            yield InText(start.start(), whole[1], whole[0], limits=True)  # "1 and 5 November"
            continue
        joined = _AND.match(text, whole[1])
        last = _day_at(text, joined.end(), today) if joined is not None else None
        if last is None:
            continue
        first = _day_at(text, start.end(), last[0].last or today) or whole
        yield InText(start.start(), last[1], Days(first[0].first, last[0].last), limits=True)
    for span in dates(text):
        dots = _DOTS.match(text, span.end)
        last = _day_at(text, dots.end(), today) if dots is not None else None
        if last is not None and span.first is not None:
            yield InText(span.start, last[1], Days(span.first, last[0].last), limits=True)


def _after_words(text: str, today: date) -> Iterator[InText]:
    for word in _BEFORE_DAY.finditer(text):
        read = _day_at(text, word.end(), today)
        if read is None:
            continue
        days, end = read
        how = " ".join(word[0].lower().split()).removesuffix(" the")
        limits = how in _LIMITING or _SPAN.match(text, word.end()) is not None
        yield InText(word.start(), end, _meant(how, days), limits)


def _meant(how: str, days: Days) -> Days:
    if how == "after" and days.last is not None:
        return Days(days.last + min(_DAY, date.max - days.last))
    if how == "before" and days.first is not None:
        return Days(None, days.first - min(_DAY, days.first - date.min))
    if how in _SINCE:
        return Days(days.first)
    return Days(None, days.last) if how in _UNTIL else days


def _rolling(text: str, today: date) -> Iterator[InText]:
    """Reads "last week", "the past 3 months", "yesterday" without a word before."""
    for found in (*_SPAN.finditer(text), *_NAMED.finditer(text), *_LAST.finditer(text)):
        read = _day_at(text, found.start(), today)
        if read is not None:
            yield InText(found.start(), read[1], read[0], limits=True)


def _bare(text: str) -> Iterator[InText]:
    """Dates alone, where a year is written."""
    for span in dates(text):
        if span.year is not None and span.first is not None:
            yield InText(span.start, span.end, Days(span.first, span.last), limits=False)
        elif span.readings and span.year is not None:
            raise AmbiguousDayError(span.text)


# --- a day, a month, a week … --------------------------------------------------------------------

_DAY = timedelta(days=1)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = rf"\d{{1,4}}|a|an|{'|'.join(_NUMBERS)}"
_SPAN = re.compile(
    rf"\b(?P<which>last|past|previous|this)\s+(?:(?P<count>{_COUNT})\s+)?"
    r"(?P<unit>day|week|month|year)s?\b|"
    rf"\b(?P<ago>{_COUNT})\s+(?P<of>day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:yesterday|today)\b", re.IGNORECASE)
_LAST = re.compile(
    rf"\b(?:last|past|previous|this)\s+(?:{'|'.join([*MONTHS, *WEEKDAY_NAMES, *SEASONS])}|fall)\b",
    re.IGNORECASE,
)
_YEARS_BACK = 9  # 29 February may be eight years ago


def _day_at(text: str, start: int, today: date) -> tuple[Days, int] | None:
    """The days that begin to be named at `start`, and where their name ends."""
    if found := _NAMED.match(text, start):
        day = today - _DAY if found[0].lower() == "yesterday" else today
        return Days(day, day), found.end()
    if found := _SPAN.match(text, start):
        return _span(found, today), found.end()
    lead = "in "  # some dates are only read after such a word
    rest = text[start : start + _LONGEST]
    span = next(iter(dates(lead + rest)), None)
    if span is None or span.start != len(lead):
        return None
    if span.readings:
        raise AmbiguousDayError(span.text)
    end = start + span.end - len(lead)
    if span.first is not None and span.last is not None:
        return Days(span.first, span.last), end
    if span.weekday and not span.day:
        back = (today.weekday() - WEEKDAY_NAMES.index(span.weekday)) % 7
        day = today - timedelta(days=back or 7 * ("last" in span.text.lower()))
        return Days(day, day), end
    latest = _latest(re.sub(r"^(?:last|this|past|previous)\s+", "", span.text, flags=re.I), today)
    return (latest, end) if latest is not None else None


_LONGEST = 80


def _latest(written: str, today: date) -> Days | None:
    """The latest such days that have begun, of a date without a year."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        span = next(iter(dates(f"in {written.rstrip('.,')} {year}")), None)
        if span is not None and span.first and span.last and span.first <= today:
            return Days(span.first, span.last)
    return None


def _span(found: re.Match[str], today: date) -> Days:
    if found["ago"]:
        day = _back(today, _number(found["ago"]), found["of"].lower())
        return Days(day, day)
    unit, which = found["unit"].lower(), found["which"].lower()
    if found["count"] or which == "past":
        return Days(_back(today, _number(found["count"] or "1"), unit) + _DAY, today)
    begun = _begun(today, unit)
    if which == "this":
        return Days(begun, today)
    return Days(_begun(begun - _DAY, unit), begun - _DAY)


def _number(written: str) -> int:
    low = written.lower()
    if low in ("a", "an"):
        return 1
    return _NUMBERS.index(low) + 1 if low in _NUMBERS else int(low)


def _begun(day: date, unit: str) -> date:
    """The first day of the day's week (Monday), month or year."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _back(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months or years earlier; the last day of a shorter month."""
    if unit in ("day", "week"):
        return day - min(timedelta(days=count * (7 if unit == "week" else 1)), day - date.min)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    if months < 12:
        return date.min
    year, month = divmod(months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
