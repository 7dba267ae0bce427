"""The days that a person names at one place of a text, read as of a day: "yesterday", "early
October", "winter 2024", "the last 24 hours", "3/4"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.date_spans import DateSpan, day_of
from bot.language.date_words import MONTHS, SEASONS, WEEKDAY_NAMES
from bot.language.dates import dates
from bot.language.spans_of_days import COUNT, UNIT, Days, begun, rolling, so_long_ago

YEARLY, MONTHLY, WEEKLY = 365, 28, 7
"""Days after which a name may mean another day."""


@dataclass(frozen=True, slots=True)
class Named:
    """The days that a name ending at `end` (a code point) means.

    `cycle`: after so many days the name means other days ("3 March": YEARLY); 0 for "3 March 2024"
    and for "yesterday". `other` are the days that it may mean as well ("3/4"). `edge` is the one
    day that "the end of October" means after "before".
    """

    days: Days
    end: int
    cycle: int = 0
    other: Days | None = None
    edge: date | None = None


def named_at(text: str, start: int, today: date) -> Named | None:
    """The days whose name begins at `start`; None if none does. A name without a year means the
    latest days that have begun."""
    part = PART.match(text, start)
    if part is not None:
        whole = _whole_at(text, part.end(), today)
        which = part["part"] or part["of"] or part["half"]
        return None if whole is None else _part(whole, which.lower())
    return _whole_at(text, start, today)


PART = re.compile(
    r"(?:(?P<part>early|mid|late)(?:[\s-]+(?:in\s+)?|(?=\d))"
    r"|(?:the\s+)?(?:(?P<of>beginning|start|middle|end)|(?P<half>first|second)\s+half)\s+of\s+)"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
"""The words before a name that make it one third of its days, or a half."""

_THIRD = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_HALF = {"first": 0, "second": 1}
_DAYS_OF_MONTH = 31


def _part(whole: Named, which: str) -> Named | None:
    """One part of the days: of a month those to the 10th, to the 20th and the rest; of a year four
    months; of others as many days, the last part being the longest. Halves likewise."""
    first, last = whole.days.first, whole.days.last
    if first is None or last is None or first == last:
        return None
    at, parts = (_HALF[which], 2) if which in _HALF else (_THIRD[which], 3)
    full_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if full_year and first.year == last.year:
        begins = [first.replace(month=1 + n * 12 // parts) for n in range(parts)]
    else:
        many = (last - first).days + 1
        size = 30 // parts if 28 <= many <= _DAYS_OF_MONTH else max(1, many // parts)
        begins = [min(first + timedelta(days=size * n), last) for n in range(parts)]
    until = last if at + 1 == parts else begins[at + 1] - _DAY
    edge = {"beginning": first, "start": first, "end": last}.get(which)
    return replace(whole, days=Days(begins[at], max(begins[at], until)), edge=edge)


# --- a name without such words -------------------------------------------------------------------

_DAY = timedelta(days=1)
_PARTS_OF_DAY = "morning|afternoon|evening|night"
_NEAR = re.compile(
    r"(?P<before>the\s+day\s+before\s+yesterday|day\s+before\s+yesterday)\b"
    rf"|(?P<night>last\s+night)\b|(?P<yesterday>yesterday(?:['’]s)?)\b(?:\s+(?:{_PARTS_OF_DAY})\b)?"
    rf"|(?P<today>today|tonight|now|this\s+(?:{_PARTS_OF_DAY}))\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"(?:earlier\s+)?(?P<which>last|past|previous|this)\s+(?:(?P<count>{COUNT})\s*)?"
    rf"(?P<unit>{UNIT})\b|(?P<ago>{COUNT})\s*(?P<of>{UNIT})\s+ago\b",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"(?:(?P<which>last|past|previous|this|the)\s+)?weekend\b(?!\s+of\b)", re.IGNORECASE
)
_WEEK_OF = re.compile(r"week\s+of\s+(?:the\s+)?", re.IGNORECASE)
_POINTED = re.compile(
    rf"(?:last|past|previous|this)\s+(?:{'|'.join([*MONTHS, *WEEKDAY_NAMES, *SEASONS])}|fall)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"(?P<over>last|past|previous)\s+|this\s+", re.IGNORECASE)
_SEASON = re.compile(
    rf"(?P<name>{'|'.join(SEASONS)}|fall)\b"
    r"(?:(?:,?\s+(?:of\s+|in\s+)?)(?P<year>[12]\d{3})(?:\s?[-/–]\s?(?P<to>\d{4}|\d{2}))?(?![\w/])"
    r"|(?!\s+of\b))",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?=\s*(?:$|[|,;.)–-]|(?:to|until|till|and)\b))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,2}[/.]\d{1,2}")

ROLLING = re.compile(
    rf"\b(?:{_NEAR.pattern}|{_LENGTH.pattern}|(?:last|past|previous|this|the)\s+weekend\b(?!\s+of\b)"
    rf"|(?<=the )weekend\b(?!\s+of\b)|{_POINTED.pattern})",
    re.IGNORECASE,
)
"""Names that can mean nothing but days, also without a word before them."""


def _whole_at(text: str, start: int, today: date) -> Named | None:
    for read in (_near, _length, _weekend, _week_of, _season, _nth):
        found = read(text, start, today)
        if found is not None:
            return found
    return _dated(text, start, today)


def _near(text: str, start: int, today: date) -> Named | None:
    found = _NEAR.match(text, start)
    if found is None:
        return None
    back = 2 if found["before"] else 1 if found["yesterday"] or found["night"] else 0
    day = today - min(timedelta(days=back), today - date.min)
    return Named(Days(day, today if found["night"] else day), found.end())


def _length(text: str, start: int, today: date) -> Named | None:
    found = _LENGTH.match(text, start)
    if found is None:
        return None
    if found["ago"]:
        return Named(so_long_ago(found["ago"], found["of"], today), found.end())
    return Named(rolling(found["which"], found["count"], found["unit"], today), found.end())


def _weekend(text: str, start: int, today: date) -> Named | None:
    """Reads the latest weekend that has begun; "last weekend" is over."""
    found = _WEEKEND.match(text, start)
    if found is None:
        return None
    over = (found["which"] or "this").lower() not in ("this", "the")
    saturday = begun(today, "week") + timedelta(days=5)
    ends = saturday + _DAY
    if saturday > today or (over and ends >= today):
        saturday -= timedelta(days=7)
    return Named(Days(saturday, saturday + _DAY), found.end(), WEEKLY)


def _week_of(text: str, start: int, today: date) -> Named | None:
    found = _WEEK_OF.match(text, start)
    day = named_at(text, found.end(), today) if found is not None else None
    if day is None or day.days.first is None or day.days.first != day.days.last:
        return None
    monday = begun(day.days.first, "week")
    return replace(day, days=Days(monday, monday + timedelta(days=6)))


def _season(text: str, start: int, today: date) -> Named | None:
    pointed = _OVER.match(text, start)
    found = _SEASON.match(text, pointed.end() if pointed else start)
    if found is None or (pointed is not None and found["year"]):
        return None
    name = "autumn" if found["name"].lower() == "fall" else found["name"].lower()
    if not found["year"]:
        over = pointed is not None and pointed["over"] is not None
        years = range(today.year, max(today.year - 3, 1), -1)
        spans = (_season_of(name, year) for year in years)
        days = next((one for one in spans if one and _has_begun(one, today, over=over)), None)
        return None if days is None else Named(days, found.end(), YEARLY)
    year = int(found["year"])
    days, earlier = _season_of(name, year), _season_of(name, year - 1)
    if name != "winter" or found["to"] or earlier is None:
        return None if days is None else Named(days, found.end())
    if days is None or not _has_begun(days, today):
        return Named(earlier, found.end())
    return Named(days, found.end(), other=earlier)


def _season_of(name: str, year: int) -> Days | None:
    """A season of a year; a winter is that which begins in it."""
    (month, day), (last_month, last_day) = SEASONS[name]
    first = day_of(year, month, day)
    last = day_of(year + (last_month < month), last_month, last_day)
    return Days(first, last) if first and last else None


def _has_begun(days: Days, today: date, *, over: bool = False) -> bool:
    edge = days.last if over else days.first
    return edge is not None and (edge < today if over else edge <= today)


def _nth(text: str, start: int, today: date) -> Named | None:
    """Reads the latest day of a month with this number: "the 3rd"."""
    found = _NTH.match(text, start)
    if found is None:
        return None
    year, month = today.year, today.month
    for _ in range(_MONTHS_BACK):
        day = day_of(year, month, int(found["day"]))
        if day is not None and day <= today:
            return Named(Days(day, day), found.end(), MONTHLY)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


_MONTHS_BACK = 4  # no two months in a row are without a 31st
_LONGEST = 80
_YEARS_BACK = 9  # 29 February may be eight years ago


def _dated(text: str, start: int, today: date) -> Named | None:
    """Reads what `dates` reads: a day, a month, a quarter, a year, a weekday."""
    rest = text[start : start + _LONGEST]
    # Some dates are only read after such a word.
    lead = "on " if _DIGITS.match(rest) else "in "
    span = next(iter(dates(lead + rest)), None)
    if span is None or span.start != len(lead):
        return None
    end = start + span.end - len(lead)
    if span.readings:
        return _either(span, end, today)
    if span.first is not None and span.last is not None:
        return Named(Days(span.first, span.last), _after_hour(text, end) if span.day else end)
    over = _OVER.match(span.text)
    if span.weekday and not span.day:
        back = (today.weekday() - WEEKDAY_NAMES.index(span.weekday)) % 7
        back = back or 7 * bool(over and over["over"] and over["over"].lower() == "last")
        day = today - min(timedelta(days=back), today - date.min)
        return Named(Days(day, day), end, WEEKLY)
    bare = span.text[over.end() :] if over else span.text
    days = _latest(_written(bare), today, over=bool(over and over["over"]))
    return None if days is None else Named(days, end, YEARLY)


_HOUR = re.compile(r"(?:,|\s+at)?\s+\d{1,2}[:.]\d{2}\b(?:\s*(?:am|pm|utc|gmt)\b)?", re.IGNORECASE)


def _after_hour(text: str, end: int) -> int:
    """Where "at 10:30" behind a day ends: the record has no times of day."""
    hour = _HOUR.match(text, end)
    return hour.end() if hour else end


def _either(span: DateSpan, end: int, today: date) -> Named | None:
    """Reads a day that can be two days: the day before the month, as this program writes them."""
    found: list[Days] = []
    for month, day in span.readings:
        if span.year is not None:
            exact = day_of(span.year, month, day)
        else:
            years = range(today.year, max(today.year - _YEARS_BACK, 0), -1)
            every = (day_of(year, month, day) for year in years)
            exact = next((one for one in every if one is not None and one <= today), None)
        if exact is not None:
            found.append(Days(exact, exact))
    if not found:
        return None
    cycle = 0 if span.year is not None else YEARLY
    return Named(found[0], end, cycle, found[1] if len(found) > 1 else None)


def _written(bare: str) -> Callable[[int], str]:
    plain = bare.rstrip(".,")
    if found := _DIGITS.fullmatch(plain):
        return lambda year: f"on {found[0]}/{year:04d}"
    return lambda year: f"in {plain} {year:04d}"


def _latest(written: Callable[[int], str], today: date, *, over: bool = False) -> Days | None:
    """The latest such days that have begun or, with `over`, ended, of a date without a year."""
    for year in range(today.year, max(today.year - _YEARS_BACK, 0), -1):
        whole = written(year)
        span = next(iter(dates(whole)), None)
        if span is None or span.first is None or span.last is None:
            continue
        if span.end != len(whole) or span.start != 3:
            return None  # the year alone was read: "in this morning 2024"
        days = Days(span.first, span.last)
        if _has_begun(days, today, over=over):
            return days
    return None
