"""Days that a text counts from today ("the last 24 hours", "last weekend", "the day before
yesterday"), and parts of a time ("early October", "the first half of 2024").

All is in days: hours are counted as the days in which they lie.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Pair = tuple[date, date]
"""The first and the last day, both included."""

_DAY = timedelta(days=1)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_SOME = {"a": 1, "an": 1, "couple": 2, "few": 3}
_COUNT = rf"\d{{1,4}}|{'|'.join(_NUMBERS)}|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?few|an?"
_UNIT = r"hours?|hrs?|days?|weekends?|weeks?|fortnights?|months?|quarters?|years?"
SPAN = re.compile(
    rf"\b(?:earlier\s+)?(?P<which>last|past|previous|this)\s+(?:(?P<count>{_COUNT})\s*)?"
    rf"(?P<unit>{_UNIT}|(?<=\d)[hdw])\b|"
    rf"\b(?P<ago>{_COUNT})\s*(?P<of>{_UNIT})\s+ago\b|"
    r"(?<=the )(?P<weekend>weekend)\b",
    re.IGNORECASE,
)
_OF_DAY = r"morning|afternoon|evening|night"
NAMED = re.compile(
    rf"\b(?:(?:the\s+)?(?P<eve>day\s+before\s+yesterday)|(?P<yesterday>yesterday)|(?P<night>last"
    rf"\s+night)|today|tonight|this\s+(?:{_OF_DAY}))(?:['’]s)?(?:\s+(?:{_OF_DAY}))?\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:the\s+)?(?:(?P<early>early|(?:beginning|start)\s+of)|(?P<mid>mid(?:dle\s+of)?)"
    r"|(?P<late>late|end\s+of)|(?P<half>first|second)\s+half\s+of)(?:\s+the\b)?[\s-]\s*",
    re.IGNORECASE,
)  # fmt: skip


def named_days(found: re.Match[str], today: date) -> Pair:
    """The days of a match of NAMED."""
    back = 2 if found["eve"] else int(bool(found["yesterday"] or found["night"]))
    day = _back(today, back, "day")
    return day, today if found["night"] else day


def counted_days(found: re.Match[str], today: date) -> Pair:
    """The days of a match of SPAN. A week begins on Monday."""
    if found["weekend"]:
        return _weekend(today, last=False)
    if found["ago"]:
        unit, count = _counted(found["of"], found["ago"])
        day = _back(today, count, unit)
        return day, day
    unit, which = found["unit"].lower().rstrip("s"), found["which"].lower()
    if unit == "weekend" and not found["count"]:
        return _weekend(today, last=which != "this")
    if unit.startswith("h"):  # the last 24 hours began yesterday
        hours = _number(found["count"] or "1")
        return _back(today, -(-hours // 24), "day"), today
    if found["count"] or which == "past" or unit == "fortnight":
        unit, count = _counted(unit, found["count"] or "1")
        return min(today, _back(today, count, unit) + _DAY), today
    begun = _begun(today, unit)
    if which == "this":
        return begun, today
    return _begun(_back(begun, 1, "day"), unit), _back(begun, 1, "day")


def part_days(found: re.Match[str], whole: Pair) -> Pair:
    """The part of a time that a match of PART names: a third or a half of it, in whole months if
    it has whole months enough."""
    if found["half"]:
        at, parts = int(found["half"].lower() == "second"), 2
    else:
        at, parts = (0 if found["early"] else 1 if found["mid"] else 2), 3
    first, last = whole
    months = _months(whole)
    if months % parts == 0 and months:
        each = months // parts
        begin = _month_after(first, at * each)
        following = _month_after(first, (at + 1) * each)
        return begin, last if following is None or at + 1 == parts else following - _DAY
    length = (last - first).days + 1
    if length < parts:
        return whole
    end = first + timedelta(days=(at + 1) * length // parts - 1)
    return first + timedelta(days=at * length // parts), last if at + 1 == parts else end


def week_of(day: date) -> Pair:
    """The week of a day, Monday to Sunday."""
    begun = _begun(day, "week")
    return begun, begun + min(timedelta(days=6), date.max - begun)


def _weekend(today: date, *, last: bool) -> Pair:
    """The latest weekend that has begun; with `last`, that is over."""
    saturday = _back(today, (today.weekday() - 5) % 7, "day")
    if last and today.weekday() >= 5:
        saturday = _back(saturday, 7, "day")
    return saturday, min(saturday + min(_DAY, date.max - saturday), today)


def _counted(unit: str, written: str) -> tuple[str, int]:
    """A unit that days are counted back in, and how many of it."""
    low, count = unit.lower().rstrip("s"), _number(written)
    if low.startswith("h"):
        return "day", -(-count // 24)
    if low in ("fortnight", "quarter"):
        return ("week", 2 * count) if low == "fortnight" else ("month", 3 * count)
    return {"d": "day", "w": "week", "weekend": "week"}.get(low, low), count


def _number(written: str) -> int:
    low = written.lower()
    for word in reversed(low.split()):
        if word in _NUMBERS:
            return _NUMBERS.index(word) + 1
        if word in _SOME:
            return _SOME[word]
    return int(low)


def _begun(day: date, unit: str) -> date:
    """The first day of the day's week (Monday), month, quarter or year."""
    if unit == "week":
        return day - min(timedelta(days=day.weekday()), day - date.min)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
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


def _months(days: Pair) -> int:
    """How many whole months these days are; 0 if they begin or end within one, or are but one."""
    first, last = days
    ends = last == date.max or (last + _DAY).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return months if first.day == 1 and ends and months > 1 else 0


def _month_after(first: date, months: int) -> date:
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1) if at // 12 <= date.max.year else date.max
