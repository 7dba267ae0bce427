"""Times as people write them when they look for something: "since October", "last week", "between
1 and 5 November 2024". They are read as of a day, `today`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.date_words import MONTHS, WEEKDAY_NAMES
from bot.language.dates import dates
from bot.language.named_days import PART, ROLLING, Named, named_at
from bot.language.spans_of_days import COUNT, UNIT, Days

__all__ = ["Days", "Doubt", "InText", "times_in"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name (`written`) that was taken for some days and may mean others: "3/4"."""

    written: str
    taken: Days
    other: Days


@dataclass(frozen=True, slots=True)
class InText:
    """A time in a text at `start` to `end` (code points, end-exclusive).

    `limits` says that it can only be meant as a limit ("since October"). "In October" and a bare
    "2024" may also be words of what is looked for. `doubts` are the names in it that can be read in
    two ways.
    """

    start: int
    end: int
    days: Days
    limits: bool
    doubts: tuple[Doubt, ...] = ()


def times_in(text: str, today: date) -> list[InText]:
    """The times in a text, in order; they do not overlap.

    A month or a day without a year is the latest that has begun; of "3/4" the first number is the
    day. What is not understood is no time.
    """
    text = _CAPITAL.sub(lambda found: found[0].capitalize(), text)
    found: list[InText] = []
    for one in (*_pairs(text, today), *_so_long(text, today), *_after_words(text, today),
                *_rolling(text, today), *_bare(text, today)):  # fmt: skip
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(_from_then(text, one))
    return sorted(found, key=lambda one: one.start)


# --- the words around a day ----------------------------------------------------------------------

_SINCE = frozenset({"since", "from", "after", "later than", "starting"})
_UNTIL = frozenset({"until", "till", "through", "up to", "up until", "no later than", "by"})
_BEFORE = frozenset({"before", "prior to", "earlier than"})
_LIMITING = (_SINCE | _UNTIL | _BEFORE) - {"by"}
_POINTING = _LIMITING | {"on"}
"""Words after which "3/4" is a day and no fraction."""

_WORDS = (
    r"since|from|after|later than|starting|(?<!\bday )before|prior to|earlier than"
    "|until|till|through|up until|up to|no later than|by|in|on|during|throughout|within|over|for"
    "|around"
)
_BEFORE_DAY = re.compile(rf"\b(?:{_WORDS})\s+(?:(?:in|on)\s+)?(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:from|between)\s+(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?|\s*(?:[-–—]|\.\.+)\s*", re.I)
_TO = re.compile(
    r"\s+(?:to|until|till|through)\s+(?:the\s+)?|\s+[-–—]\s+|\s*(?:[–—]|\.\.+|…)\s*", re.IGNORECASE
)
_ONWARDS = re.compile(r"\s+(?:onwards?|(?:or|and)\s+(?:later|after))\b", re.IGNORECASE)
_EARLIER = re.compile(r"\s+(?:or|and)\s+(?:earlier|before)\b", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?:(?P<more>more\s+than|over)|(?P<least>at\s+least)"
    r"|(?P<less>less\s+than|under|within|at\s+most|no\s+more\s+than))\s+"
    rf"(?=(?:{COUNT})\s+{UNIT}\s+ago\b)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    rf"\b(?:{'|'.join(sorted([*MONTHS, *WEEKDAY_NAMES], key=len, reverse=True))})\b", re.IGNORECASE
)
_PART_BEFORE = re.compile(rf"\b(?:{PART.pattern}|week\s+of\s+(?:the\s+)?)$", re.IGNORECASE)
_OF_BEFORE = re.compile(r"\b(?:of|at)\s+(?:the\s+)?$|\bthe\s+$", re.IGNORECASE)
_DAY = timedelta(days=1)


def _pairs(text: str, today: date) -> Iterator[InText]:
    """Reads "from 1 October to 5 November 2024", "between 1 and 5 November", "3 to 5 March"."""
    for start in _BETWEEN.finditer(text):
        whole = named_at(text, start.end(), today)
        if whole is None:
            continue
        if whole.days.first != whole.days.last and _AND.search(text, start.end(), whole.end):
            # "1 and 5 November"
            yield InText(start.start(), whole.end, whole.days, limits=True)
            continue
        yield from _pair(text, start.start(), start.end(), _AND, today)
    for span in dates(text):
        yield from _pair(text, span.start, span.start, _TO, today)


def _pair(text: str, start: int, at: int, joint: re.Pattern[str], today: date) -> Iterator[InText]:
    """The days from the name at `at` to the one that is joined to it."""
    first = named_at(text, at, today)
    joined = joint.match(text, first.end) if first is not None else None
    last = named_at(text, joined.end(), today) if joined is not None else None
    if first is None or joined is None or last is None:
        return
    first, last = _alike(text, (at, first), (joined.end(), last))
    if first.cycle and not last.cycle:  # "5 November until yesterday", "3 March to 5 March 2024"
        first = named_at(text, at, last.days.last or today) or first
    elif last.cycle and first.days.first is not None:
        later = timedelta(days=last.cycle - 1)
        as_of = first.days.first + min(later, date.max - first.days.first)
        last = named_at(text, joined.end(), as_of) or last
    days = Days(first.days.first, last.days.last)
    if days.first is not None and days.last is not None and days.last < days.first:
        days = Days(days.last, days.first)
    doubts = (*_doubts(text, at, first), *_doubts(text, joined.end(), last))
    yield InText(start, last.end, days, limits=True, doubts=doubts)


def _alike(text: str, one: tuple[int, Named], other: tuple[int, Named]) -> tuple[Named, Named]:
    """Two names in digits, each with its start; where only one of them is clear, the other is read
    in its order."""
    found = [_NUMBERS.match(text, start) for start, _ in (one, other)]
    (_, first), (_, last) = one, other
    if found[0] is None or found[1] is None or (first.other is None) == (last.other is None):
        return first, last
    clear = found[0] if first.other is None else found[1]
    swapped = int(clear[1]) <= _MONTHS
    return _settled(first, swapped=swapped), _settled(last, swapped=swapped)


_NUMBERS = re.compile(r"(\d{1,2})[-/.]\d{1,2}")
_MONTHS = 12


def _settled(named: Named, *, swapped: bool) -> Named:
    days = named.other if swapped and named.other is not None else named.days
    return replace(named, days=days, other=None)


def _so_long(text: str, today: date) -> Iterator[InText]:
    """Reads "more than 3 days ago", "less than a week ago"."""
    for found in _AGO.finditer(text):
        named = named_at(text, found.end(), today)
        day = named.days.first if named is not None else None
        if named is None or day is None:
            continue
        if found["less"]:
            days = Days(day, today)
        else:
            days = Days(None, day if found["least"] else _earlier(day))
        yield InText(found.start(), named.end, days, limits=True)


def _after_words(text: str, today: date) -> Iterator[InText]:
    for word in _BEFORE_DAY.finditer(text):
        named = named_at(text, word.end(), today)
        if named is None:
            continue
        how = " ".join(word[0].lower().split()).removesuffix(" the")
        how = how if how in _POINTING else how.removesuffix(" in").removesuffix(" on")
        if _FRACTION.match(text, word.end()) and how not in _POINTING:
            continue
        limits = how in _LIMITING or ROLLING.match(text, word.end()) is not None
        days = _meant(how, named)
        yield InText(
            word.start(), named.end, days, limits, doubts=tuple(_doubts(text, word.end(), named))
        )


_FRACTION = re.compile(r"\d{1,2}/\d{1,2}(?![\d/])")


def _meant(how: str, named: Named) -> Days:
    days = named.days
    first, last = named.edge or days.first, named.edge or days.last
    if how in ("after", "later than") and last is not None:
        return Days(last + min(_DAY, date.max - last))
    if how in _BEFORE and first is not None:
        return Days(None, _earlier(first))
    if how in _SINCE:
        return Days(first)
    return Days(None, last) if how in _UNTIL else days


def _earlier(day: date) -> date:
    return day - min(_DAY, day - date.min)


def _rolling(text: str, today: date) -> Iterator[InText]:
    """Reads "last week", "the past 3 months", "yesterday", "late last year" without a word
    before."""
    for found in ROLLING.finditer(text):
        start = _with_part(text, found.start())
        named = named_at(text, start, today)
        if named is not None and found[0].lower() != "now":
            yield InText(_with_of(text, start), named.end, named.days, limits=True)


def _bare(text: str, today: date) -> Iterator[InText]:
    """Dates alone, where a year or the day of a month is written, or which part of a month."""
    for span in dates(text):
        start = _with_part(text, span.start)
        dated = span.first is not None or span.year is not None or span.month is not None
        exact = start < span.start or PART.match(span.text) or any(map(str.isdecimal, span.text))
        named = named_at(text, start, today) if dated and exact else None
        if named is not None:
            doubts = tuple(_doubts(text, start, named))
            start = _with_of(text, start)
            yield InText(start, named.end, named.days, limits=False, doubts=doubts)


def _with_of(text: str, start: int) -> int:
    found = _OF_BEFORE.search(text, 0, start)
    return found.start() if found else start


def _with_part(text: str, start: int) -> int:
    found = _PART_BEFORE.search(text, 0, start)
    return found.start() if found else start


def _from_then(text: str, one: InText) -> InText:
    """The time with "onwards" behind it."""
    if one.days.first is not None and (found := _ONWARDS.match(text, one.end)):
        return replace(one, end=found.end(), days=Days(one.days.first), limits=True)
    if one.days.last is not None and (found := _EARLIER.match(text, one.end)):
        return replace(one, end=found.end(), days=Days(None, one.days.last), limits=True)
    return one


def _doubts(text: str, start: int, named: Named) -> Iterator[Doubt]:
    if named.other is not None:
        yield Doubt(text[start : named.end], named.days, named.other)
