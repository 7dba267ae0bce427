"""When a sentence says something was so: on a day, since, until, before or after it, between two.

Times are made from the dates of a text (`dates`) and the words before them. Days are closed
intervals; offsets are code points, end-exclusive. Never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.language.date_spans import DateSpan, day_of, month_days
from bot.language.dates import conflict


class Bound(StrEnum):
    """How a date limits the time that a sentence speaks of."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Time:
    """One time as written, with the word that limits it. `last` is the second date if it is
    BETWEEN."""

    bound: Bound
    first: DateSpan
    last: DateSpan
    text: str

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that it names; None if the text does not give one of them."""
        if self.first.first is None or self.last.last is None:
            return None
        return self.first.first, self.last.last


def times(text: str, days: Sequence[DateSpan]) -> tuple[Time, ...]:
    """The times of a text in reading order; `days` are its `dates`. Two dates may be one time."""
    found: list[Time] = []
    at = 0
    while at < len(days):
        if _IN_A_TITLE.search(text, max(0, days[at].start - _LOOK_BEHIND), days[at].start):
            at += 1
            continue
        lead = _LEAD.search(text, max(0, days[at].start - _LOOK_BEHIND), days[at].start)
        second = _joined(text, days, at, lead)
        if second is not None:
            found.append(_between(text, lead, days[at], second))
            at += 2
            continue
        found.append(_single(text, lead, days[at]))
        at += 1
    return tuple(found)


def differ(statement: Time, record: Time) -> bool:
    """Whether two times are different.

    "March 2021" does not differ from "12 March 2021", nor from "between 2 and 9 March 2021". A part
    of a span that is named by its ends differs, and so does a bound from a plain day or another
    bound.
    """
    one, other = statement.bound, record.bound
    if one is other:
        return conflict(statement.first, record.first) or conflict(statement.last, record.last)
    if Bound.AT in (one, other):
        at, bounded = (statement, record) if one is Bound.AT else (record, statement)
        if not tells_when(at.first) or not tells_when(bounded.first):
            return False
        if bounded.bound is Bound.BETWEEN:
            return not _covers(at, bounded)
        if at.first.year is None and bounded.first.year is not None and bounded.bound in _OPEN:
            return False  # "in January", "after 31 December 2016"
    return True


_OPEN = (Bound.AFTER, Bound.BEFORE)


def apart(statement: Time, record: Time) -> bool:
    """Whether two times exclude each other; for a record's time that only gives the period."""
    if statement.bound is record.bound is Bound.AT:
        return conflict(statement.first, record.first)
    if statement.days is None or record.days is None:
        return False
    (first, last), (on_record, until) = _reach(statement), _reach(record)
    return last < on_record or until < first


def tells_when(day: DateSpan) -> bool:
    """Whether a date says which day or period it is: "yesterday" does not."""
    return bool(day.first or day.year or day.month or day.season or day.readings)


def can_be_one(one: DateSpan, other: DateSpan) -> bool:
    """Whether two dates may be the same, one of them perhaps less exact. Two decades that overlap
    are not. Two dates of which neither says which it is ("last year", "next year") are not
    either."""
    if conflict(one, other) or not (tells_when(one) or tells_when(other)):
        return False
    if (
        one.readings
        or other.readings
        or not (one.first and one.last and other.first and other.last)
    ):
        return True
    if one.first <= other.first:
        return other.last <= one.last or one.first == other.first
    return one.last <= other.last


_LOOK_BEHIND = 32
_IN_A_TITLE = re.compile(
    r"\b(?:act|law|bill|treaty|convention|constitution|code|protocol|accords?|resolution|plan|class)"
    r"\s+of\s+$",
    re.IGNORECASE,
)
"""Words before a year that is part of a name: "the Refugee Act of 1980"."""

_LEAD = re.compile(
    r"\b(?P<word>no later than|not later than|since|until|till|through|up until|up to|before"
    r"|prior to|ahead of|after|later than|by|between|from|starting|beginning|as of|effective)\s+"
    r"(?:(?:in|on|from)\s+)?(?P<the>the\s+)?(?:(?:about|around|early|late|mid)\s+)?$",
    re.IGNORECASE,
)
_BOUNDS = {
    "since": Bound.SINCE,
    "starting": Bound.SINCE,
    "beginning": Bound.SINCE,
    "until": Bound.UNTIL,
    "till": Bound.UNTIL,
    "through": Bound.UNTIL,
    "up until": Bound.UNTIL,
    "up to": Bound.UNTIL,
    "before": Bound.BEFORE,
    "prior to": Bound.BEFORE,
    "ahead of": Bound.BEFORE,
    "by": Bound.BEFORE,  # "by 20 May", "before 20 May": the same deadline
    "no later than": Bound.BEFORE,
    "not later than": Bound.BEFORE,
    "after": Bound.AFTER,
    "later than": Bound.AFTER,
}
_JOINT = re.compile(
    r"\s*(?:(?P<to>\bto\b|\buntil\b|\btill\b|\bthrough\b|[-–—])|(?P<and>\band\b|&))\s*(?:the\s+)?",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:to|through|and)\b|\d\s?[-–—]\s?\d", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:on|onwards?)\b(?!\s+\w+ing\b)", re.IGNORECASE)
_NAMES_SOMETHING = re.compile(
    r"\s+(?!(?:in|at|by|on|and|or|for|from|to|of|the|with|when|as|but|after|before)\b)[a-z]+"
)
_NOT = re.compile(r"(?:\b(?:not|never|no|nobody|none|neither|nothing|cannot)\b|n['’]t\b)", re.I)
_CLAUSE = re.compile(r"[,;:.!?()–—]|\bbut\b")


def _joined(
    text: str, days: Sequence[DateSpan], at: int, lead: re.Match[str] | None
) -> DateSpan | None:
    """The date that ends the span which the date number `at` begins; None if it begins none."""
    if at + 1 == len(days):
        return None
    joint = _JOINT.fullmatch(text, days[at].end, days[at + 1].start)
    word = "" if lead is None else lead["word"].lower()
    if joint is None or (joint["and"] and word != "between" and not _in_a_row(days[at : at + 2])):
        return None
    return days[at + 1] if word in ("", "between", "from", "starting", "beginning") else None


def _in_a_row(days: Sequence[DateSpan]) -> bool:
    """Whether two dates are consecutive years: "in 2001 and 2002"."""
    one, other = days
    plain = all(d.year is not None and d.month is None and d.first is not None for d in days)
    return plain and one.year is not None and other.year == one.year + 1


def _between(text: str, lead: re.Match[str] | None, first: DateSpan, last: DateSpan) -> Time:
    start = first.start if lead is None else lead.start()
    return Time(Bound.BETWEEN, _in_year_of(first, last), last, text[start : last.end])


def _in_year_of(first: DateSpan, last: DateSpan) -> DateSpan:
    """The first date with the year of the last: "12 March" in "12 March to 15 April 2021"."""
    if first.year is not None or last.year is None or first.month is None:
        return first
    if first.day is not None:
        day = day_of(last.year, first.month, first.day)
        return replace(first, year=last.year, first=day, last=day)
    days = month_days(last.year, first.month)
    return first if days is None else replace(first, year=last.year, first=days[0], last=days[1])


def _single(text: str, lead: re.Match[str] | None, day: DateSpan) -> Time:
    """The time of one date and the word before it. A date that names both ends is BETWEEN
    ("2015-2018")."""
    if day.first != day.last and _INSIDE.search(day.text):
        start = lead.start() if lead and lead["word"].lower() in ("between", "from") else day.start
        return Time(Bound.BETWEEN, day, day, text[start : day.end])
    bound = None if lead is None else _BOUNDS.get(lead["word"].lower())
    named = lead is not None and lead["the"] and day.text.isdigit()
    if named and _NAMES_SOMETHING.match(text, day.end):
        bound = None  # "after the 2019 election"
    if lead is not None and lead["word"].lower() == "from" and _ONWARDS.match(text, day.end):
        bound = Bound.SINCE
    if bound is None or lead is None or (bound is Bound.UNTIL and affirms(text, lead.start())):
        return Time(Bound.AT, day, day, day.text)
    return Time(bound, day, day, text[lead.start() : day.end])


_LONGEST_CLAUSE = 80
_GOES_ON = re.compile(
    r"\b(?:last|stay|remain|wait|continu|surviv|hold|held|endur|keep|kept|run|ran)\w*\b", re.I
)


def affirms(text: str, until: int) -> bool:
    """Whether the "until" at this code point ends a denial, so that the sentence says it was so
    then: "did not open until 12 March". A denial of going on stays one: "did not last until
    March"."""
    clause = _CLAUSE.split(text[max(0, until - _LONGEST_CLAUSE) : until])[-1]
    denied = list(_NOT.finditer(clause))
    return bool(denied) and not _GOES_ON.search(clause, denied[-1].end())


def _covers(at: Time, span: Time) -> bool:
    """Whether a plain date includes all of a span, so that it says the same less exactly."""
    if at.days is None or span.days is None:
        return not (conflict(at.first, span.first) or conflict(at.first, span.last))
    return at.days[0] <= span.days[0] and span.days[1] <= at.days[1]


def _reach(time: Time) -> tuple[date, date]:
    """The first and the last day that a time speaks of."""
    first, last = time.days or (date.min, date.max)
    match time.bound:
        case Bound.SINCE:
            return first, date.max
        case Bound.AFTER:
            return last, date.max
        case Bound.UNTIL | Bound.BEFORE:
            return date.min, last
    return first, last
