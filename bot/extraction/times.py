"""When something was said: "Monday", "earlier this month", "this summer", by the document's date.

The precision is what the words give: day, month, season, year; or document, where the words only
say "now" and the document's own date stands in. A month, season or year is given by its first
day. A week is given by its Monday, with the precision of a month: the day is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.date_spans import DateSpan
from bot.language.date_words import MONTHS, SEASONS, WEEKDAY_NAMES
from bot.language.dates import dates

DAY, MONTH, SEASON, YEAR, DOCUMENT = "day", "month", "season", "year", "document"


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


def when(words: str, published_on: date | None, *, ahead: bool = False) -> When | None:
    """The day that `words` name; None where they name none, or one after the document's date.

    A weekday is the last such day on or before the document's date: in Tuesday's paper "Monday"
    is yesterday and "Tuesday" today, "last Tuesday" a week ago. A date without a year is the last
    such date; one that is only weeks ahead of the document is no date of saying, but a slip or
    something announced. `ahead` reads what is still to come instead ("will meet on Friday").
    Never raises.
    """
    try:
        found = _when(words, published_on, ahead)
    except (OverflowError, ValueError):  # the edge of the calendar
        return None
    if found and published_on and found.day > published_on and not ahead:
        return None
    return found


def contradicts(words: str, published_on: date | None) -> bool:
    """Whether `words` give a weekday and a date that is another weekday: one of both is wrong."""
    day = when(words, published_on)
    if day is None or day.precision != DAY:
        return False
    named = {span.weekday for span in dates(words[:_LONGEST]) if span.weekday}
    dated = _THE_NTH.search(words) or any(span.day for span in dates(words[:_LONGEST]))
    return bool(dated and named) and WEEKDAY_NAMES[day.day.weekday()] not in named


_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_AGO = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week|month|year)s?\s+"
    r"ago\b",
    re.IGNORECASE,
)
_THE_NTH = re.compile(
    rf"\b(?:on|{'|'.join(WEEKDAY_NAMES)}),?\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+\w)",
    re.IGNORECASE,
)
_POINTING = (
    r"(?P<which>last|next|previous|coming|this|(?:this|the|that)\s+(?:past|last|coming)|past|over\s+the"
    r"|at\s+the|the\s+same)"
)
_POINTED = re.compile(
    rf"\b{_POINTING}\s+(?P<what>night|morning|afternoon|evening|day|weekend|week|month|year|spring"
    rf"|summer|autumn|fall|winter|{'|'.join(WEEKDAY_NAMES)}"
    rf"|{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"\b(?:the\s+)?(?P<two>day\s+before\s+yesterday)\b|\b(?P<one>yesterday)\b"
    r"|\b(?P<none>today|tonight|earlier\s+in\s+the\s+day|on\s+the\s+same\s+day)\b"
    r"|\b(?P<next>tomorrow)\b",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    rf"(?i:\b(?:the|that|every|each|any|another|some|one|other)\s+(?:{'|'.join(WEEKDAY_NAMES)})\b)"
    r"|(?i:\bbefore\s+last\b|\bweek\s+last\b|\bthe\s+other\b|\b(?:week|fortnight)\s+before\b)"
    r"|(?i:\b(?:first|second|third|fourth|fifth|last|final)\s+(?:\w{3,6}day|day|night|week|weekend)"
    r"\s+(?:of|in)\b|\b(?:until|till)\b)"
    rf"|\b(?i:good|easter|ash|palm|whit|holy|maundy|shrove|black|cyber|super|bloody)\s+"
    rf"(?:{'|'.join(name.capitalize() for name in WEEKDAY_NAMES)})\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:and|or|to|[-–/])\s*\d{1,2}(?:st|nd|rd|th)?)\s+[A-Z]"
)
"""Days that the document's own date does not tell: "that Friday", "the Friday before the vote",
"Good Friday", "9 and 10 October"."""
_NOW = re.compile(r"\b(?:now|currently|at\s+present|at\s+the\s+moment)\b", re.IGNORECASE)
_SEASON_WORDS = {**{name: name for name in SEASONS}, "fall": "autumn"}
_SLIP_DAYS = 60
"""How far ahead of its document a date without a year is taken for something still to come."""

_LONGEST = 200


def _when(words: str, published_on: date | None, ahead: bool) -> When | None:
    words = words[:_LONGEST]
    spans = dates(words)
    absolute = next((found for span in spans if (found := _absolute(span))), None)
    if absolute or published_on is None:
        return absolute
    dated = next((span for span in spans if span.month and span.day), None)
    if dated:  # "last Friday, 30 October", "Friday, the 30th of October": the date decides
        return _day_and_month(dated.month or 1, dated.day or 1, published_on, ahead)
    if _ELSEWHEN.search(words):
        return None
    weekday = next((span.weekday for span in spans if span.weekday), None)
    if found := _counted_back(words, weekday, published_on):
        return found
    if (nth := _THE_NTH.search(words)) and not ahead:
        return _nth(int(nth["day"]), published_on)
    if pointed := _POINTED.search(words):
        return _pointed(pointed, weekday, published_on, ahead)
    if m := _NAMED_DAY.search(words):
        back = 2 if m["two"] else 1 if m["one"] else -1 if m["next"] else 0
        if back < 0 and not ahead:
            return None
        return When(published_on - timedelta(days=back), DAY)
    for span in spans:
        if found := _without_year(span, published_on, ahead):
            return found
    return When(published_on, DOCUMENT) if _NOW.search(words) else None


def _absolute(span: DateSpan) -> When | None:
    if span.first is None:
        return None
    if span.season:
        # "winter 2024" opens with the December before; which of the two it is stays open.
        year = span.year or span.first.year + 1
        return When(_start_of(span.season, year), SEASON, span.season)
    if span.first == span.last:
        return When(span.first, DAY)
    if span.last and (span.last - span.first).days < 366 and span.first.year == span.last.year:
        one_month = (span.first.month, span.first.year) == (span.last.month, span.last.year)
        return When(span.first, MONTH if one_month else YEAR)
    return When(span.first, YEAR)


def _counted_back(words: str, weekday: str | None, published_on: date) -> When | None:
    """Reads "two days ago", "a month ago", "a week ago on Monday". What is counted from another
    day than the document's ("two days earlier") is not read."""
    m = _AGO.search(words)
    if m is None:
        return None
    n = _NUMBERS.get(m["n"].lower()) or (int(m["n"]) if m["n"].isdecimal() else 0)
    unit = m["unit"].lower()
    if unit == "day":
        return When(published_on - timedelta(days=n), DAY)
    if unit == "week":
        then = published_on - timedelta(weeks=n)
        if weekday is not None:
            return When(_weekday(weekday, then, ahead=False, strictly=False), DAY)
        return When(then, MONTH)
    if unit == "month":
        return When(_months_from(published_on, -n), MONTH)
    return When(date(published_on.year - n, 1, 1), YEAR)


def _nth(day: int, published_on: date) -> When | None:
    """Reads "on the 3rd": the last such day up to the document's."""
    for back in range(13):
        month = _months_from(published_on, -back)
        try:
            candidate = month.replace(day=day)
        except ValueError:
            continue
        if candidate <= published_on:
            return When(candidate, DAY)
    return None


def _pointed(m: re.Match[str], weekday: str | None, published_on: date, ahead: bool) -> When | None:
    """Reads "last week", "earlier this month", "this past summer", "last Tuesday".

    `weekday` is one that the words also name: "on Monday of last week", "Monday night".
    """
    which, what = " ".join(m["which"].lower().split()), m["what"].lower()
    to_come = which.endswith(("next", "coming"))
    if to_come and not ahead:
        return None
    this = which == "this"
    gone = which.endswith(("last", "past", "previous"))
    step = 1 if to_come else -1 if gone and which.split()[0] not in ("this", "that") else 0
    if what in WEEKDAY_NAMES:
        return When(_weekday(what, published_on, ahead=ahead, strictly=gone or to_come), DAY)
    if what in ("morning", "afternoon", "evening", "day", "night"):
        return When(published_on + timedelta(days=step), DAY) if this or step else None
    if what == "weekend":
        saturday = _weekday("saturday", published_on, ahead=to_come, strictly=to_come)
        return When(saturday, MONTH)
    if what in _SEASON_WORDS:
        name = _SEASON_WORDS[what]
        if this and not ahead:
            return _this_season(name, published_on)
        return _season(name, published_on, gone=gone, to_come=to_come or ahead)
    if what in MONTHS:
        return _month(MONTHS[what], published_on, strictly=gone or to_come, ahead=ahead)
    if not (this or step):
        return None
    if what == "week":
        monday = published_on - timedelta(days=published_on.weekday())
        monday += timedelta(weeks=step)
        if weekday is None:
            return When(monday, MONTH)
        return When(monday + timedelta(days=WEEKDAY_NAMES.index(weekday)), DAY)
    if what == "month":
        return When(_months_from(published_on, step), MONTH)
    return When(date(published_on.year + step, 1, 1), YEAR) if what == "year" else None


def _without_year(span: DateSpan, published_on: date, ahead: bool) -> When | None:
    if span.month and span.day:
        return _day_and_month(span.month, span.day, published_on, ahead)
    if span.month:
        return _month(span.month, published_on, strictly=False, ahead=ahead)
    if span.season:
        return _season(span.season, published_on, gone=False, to_come=ahead)
    if span.weekday:
        return When(_weekday(span.weekday, published_on, ahead=ahead, strictly=False), DAY)
    return None


def _weekday(name: str, published_on: date, *, ahead: bool, strictly: bool) -> date:
    index = WEEKDAY_NAMES.index(name)
    away = (index - published_on.weekday()) % 7 if ahead else (published_on.weekday() - index) % 7
    if strictly and away == 0:
        away = 7
    return published_on + timedelta(days=away if ahead else -away)


def _day_and_month(month: int, day: int, published_on: date, ahead: bool) -> When | None:
    """The last such date; 29 February in the last leap year."""
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


def _month(month: int, published_on: date, *, strictly: bool, ahead: bool) -> When:
    """The last such month up to the document's own, or before it where `strictly`."""
    this = date(published_on.year, month, 1)
    own = published_on.replace(day=1)
    if ahead:
        later = this < own or (strictly and this == own)
        return When(this.replace(year=this.year + later), MONTH)
    earlier = this > own or (strictly and this == own)
    return When(this.replace(year=this.year - earlier), MONTH)


def _this_season(name: str, published_on: date) -> When | None:
    """The season of the document's own year, if it has begun; a winter reaches into the next."""
    for year in (published_on.year, published_on.year - 1):
        start, end = _start_of(name, year), _end_of(name, year)
        late = end.year != published_on.year or (end - published_on).days < -_SLIP_DAYS
        if start <= published_on and not (year != published_on.year and late):
            return When(start, SEASON, name)
    return None


def _season(name: str, published_on: date, *, gone: bool, to_come: bool) -> When | None:
    """The last such season that has begun, or that is over where `gone`; or the next one."""
    year = published_on.year
    for candidate in (year, year + 1) if to_come else (year, year - 1, year - 2):
        start, end = _start_of(name, candidate), _end_of(name, candidate)
        if (start > published_on) if to_come else ((end if gone else start) <= published_on):
            return When(start, SEASON, name)
    return None


def _start_of(name: str, year: int) -> date:
    """The first day; the winter of a year begins in its December."""
    month, day = SEASONS[name][0]
    return date(year, month, day)


def _end_of(name: str, year: int) -> date:
    month, day = SEASONS[name][1]
    return date(year + (name == "winter"), month, day)


def _months_from(day: date, n: int) -> date:
    months = day.year * 12 + day.month - 1 + n
    return date(months // 12, months % 12 + 1, 1)
