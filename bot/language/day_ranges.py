"""Times as people write them when they look for something: "since October", "last week", "between
1 and 5 November 2024". They are read as of a day, `today`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.date_spans import DateSpan
from bot.language.date_words import MONTHS, SEASONS, WEEKDAY_NAMES
from bot.language.dates import dates
from bot.language.day_spans import NAMED, PART, SPAN, counted_days, named_days, part_days, week_of


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


def times_in(text: str, today: date) -> list[InText]:
    """The times in a text, in order; they do not overlap.

    A month or a day without a year is the latest that has begun, "3/4" is 3 April (`two_ways`).
    """
    text = _CAPITAL.sub(lambda found: found[0].capitalize(), text)
    found: list[InText] = []
    for one in (
        *_pairs(text, today), *_after_words(text, today, _BEFORE_DAY), *_rolling(text, today),
        *_bare(text, today), *_after_words(text, today, _OF),
    ):  # fmt: skip
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def two_ways(text: str) -> list[str]:
    """The days in figures of a time that might be another day with day and month exchanged, as it
    has them: "3/4". They are read as day and month."""
    return [
        one[0]
        for one in _IN_FIGURES.finditer(text)
        if len({int(n) for n in (one["day"], one["month"] or one["short"]) if int(n) <= 12}) == 2
    ]


# --- the words around a day ----------------------------------------------------------------------

_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"until", "till", "through", "up to", "by"})
_DATING = _SINCE | _UNTIL - {"by"} | {"before", "on"}
_LIMITING = (_SINCE | _UNTIL | {"before"}) - {"by"}
_WORDS = "since|from|after|before|until|till|through|by|up to|in|on|during|within|at|over|for"
_BEFORE_DAY = re.compile(rf"(?<!\bday )\b(?:{_WORDS})\s+(?:the\s+)?", re.IGNORECASE)
_OF = re.compile(r"\bof\s+(?:the\s+)?", re.IGNORECASE)
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


def _after_words(text: str, today: date, words: re.Pattern[str]) -> Iterator[InText]:
    for word in words.finditer(text):
        how = " ".join(word[0].lower().split()).removesuffix(" the")
        if how not in _DATING and _SHORT.match(text, word.end()):
            continue  # "by 3/4"
        read = _day_at(text, word.end(), today)
        if read is None:
            continue
        days, end = read
        limits = how in _LIMITING or SPAN.match(text, word.end()) is not None
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
    """Reads "last week", "the past 3 months", "yesterday", "early March" without a word before."""
    for found in (*PART.finditer(text), *_WEEK_OF.finditer(text), *SPAN.finditer(text),
                  *NAMED.finditer(text), *_LAST.finditer(text)):  # fmt: skip
        read = _day_at(text, found.start(), today)
        if read is not None:
            part = PART.match(text, found.start())
            limits = part is None or SPAN.match(text, part.end()) is not None
            yield InText(found.start(), read[1], read[0], limits)


def _bare(text: str, today: date) -> Iterator[InText]:
    """Dates alone, where a year is written or a day of a month, and seasons of a year."""
    found = [(one.start, one) for one in dates(text) if one.year is not None or one.month]
    for start in [*(one.start() for one in _SEASON.finditer(text)), *(at for at, _ in found)]:
        read = _day_at(text, start, today)
        month_alone = re.fullmatch(r"[^\W\d]+\.?", text[start : read[1]].strip()) if read else None
        if read is not None and not month_alone:
            yield InText(start, read[1], read[0], limits=False)


# --- a day, a month, a week … --------------------------------------------------------------------

_DAY = timedelta(days=1)
_WEEK_OF = re.compile(r"\b(?:the\s+)?week\s+of\s+(?:the\s+)?", re.IGNORECASE)
_SEASONS = rf"(?:{'|'.join(SEASONS)}|fall)"
_SEASON = re.compile(rf"\b{_SEASONS}\s+(?:of\s+)?(?=\d{{4}}\b)", re.IGNORECASE)
_LAST = re.compile(
    rf"\b(?:last|past|previous|this)\s+(?:{'|'.join([*MONTHS, *WEEKDAY_NAMES])}|{_SEASONS})\b",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?:(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)"
    r"|/(?P<short>\d{1,2}))(?![\d/-]|\.\d)"
)
_SHORT = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?!\d|[/.,-]\d|/|\s+of\b)")
"""A day in figures without a year; "3/4 of the bridges" has a fraction."""

_HOUR = re.compile(r"(?:,|\s+at)?\s+\d{1,2}[:.]\d{2}\b(?:\s*(?:am|pm|utc|gmt)\b)?", re.IGNORECASE)
_YEARS_BACK = 9  # 29 February may be eight years ago
_LONGEST = 80


def _day_at(text: str, start: int, today: date) -> tuple[Days, int] | None:
    """The days that begin to be named at `start`, and where their name ends."""
    if found := NAMED.match(text, start):
        return Days(*named_days(found, today)), found.end()
    if found := SPAN.match(text, start):
        return Days(*counted_days(found, today)), found.end()
    if found := PART.match(text, start) or _WEEK_OF.match(text, start):
        whole = _day_at(text, found.end(), today)
        if whole is None or whole[0].first is None or whole[0].last is None:
            return None
        if found.re is PART:
            return Days(*part_days(found, (whole[0].first, whole[0].last))), whole[1]
        return Days(*week_of(whole[0].first)), whole[1]
    if found := _SHORT.match(text, start):
        short = _latest(_in_words(found["day"], found["month"]), today)
        return (short, found.end()) if short is not None else None
    return _date_at(text, start, today)


def _date_at(text: str, start: int, today: date) -> tuple[Days, int] | None:
    """The same for a date, a month, a weekday or a season."""
    lead = "in "  # some dates are only read after such a word
    rest = _IN_FIGURES.sub(_spelt, text[start : start + _LONGEST], count=1)
    grown = len(rest) - len(text[start : start + _LONGEST])
    span = next(iter(dates(lead + rest)), None)
    if span is None or span.start != len(lead):
        return None
    end = start + span.end - len(lead) - grown
    if span.first is not None and span.last is not None:
        if span.day and (hour := _HOUR.match(text, end)):
            end = hour.end()
        return _one_winter(span, today) or Days(span.first, span.last), end
    last = span.text.lower().startswith(("last", "past", "previous"))
    if span.weekday and not span.day:
        back = (today.weekday() - WEEKDAY_NAMES.index(span.weekday)) % 7
        day = today - timedelta(days=back or 7 * last)
        return Days(day, day), end
    written = re.sub(r"^(?:last|this|past|previous)\s+", "", span.text, flags=re.I)
    latest = _latest(written, today, over=last)
    return (latest, end) if latest is not None else None


def _latest(written: str, today: date, *, over: bool = False) -> Days | None:
    """The latest such days that have begun or (`over`) are over, of a date without a year."""
    for year in range(today.year, max(1, today.year - _YEARS_BACK), -1):
        span = next(iter(dates(f"in {written.rstrip('.,')} {year}")), None)
        if span is None or span.first is None or span.last is None:
            continue
        days = _one_winter(span, today) or Days(span.first, span.last)
        begun, ended = days.first or span.first, days.last or span.last
        if (ended if over else begun) <= today:
            return days
    return None


def _one_winter(span: DateSpan, today: date) -> Days | None:
    """Of the two winters that a year has, the one that begins in it if that has begun, else the one
    that ends in it; None for any other date."""
    if span.first is None or span.last is None:
        return None
    year = span.first.year + 1
    if span.season != "winter" or span.last.year != year + 1:
        return None
    begins = date(year, *SEASONS["winter"][0])
    return (
        Days(begins, span.last)
        if begins <= today
        else Days(span.first, span.last.replace(year=year))
    )


def _spelt(found: re.Match[str]) -> str:
    """A day in figures that can be two days, as its day and month in words."""
    if not found["year"] or not two_ways(found[0]):
        return found[0]
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return f"{_in_words(found['day'], found['month'])} {year}"


def _in_words(day: str, month: str) -> str:
    """A day and a month in figures, the month in words: "3 april"; if there is no such month but
    the day could be one, the other way round."""
    if int(month) > 12:
        day, month = month, day
    name = next((name for name, n in MONTHS.items() if n == int(month)), month)
    return f"{int(day)} {name.capitalize()}"
