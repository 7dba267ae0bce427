"""Dates in a text as intervals of days, for comparing a statement's dates with a claim's.

Days are closed intervals; offsets are code points, end-exclusive. What a text does not say is left
open: "June" has a month and no year, "yesterday" has no days at all, "4/5/2024" has only its year
(either number may be the month). Never raises, and takes linear time.

A four-digit number is read as a year where a year is usual ("in 1776", "by 2030", "2024") and as a
figure where it counts something ("2000 people", "more than 1945"). `quantities` skips what is a
date here.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.date_spans import DateSpan, day_of
from bot.language.date_words import (
    LOOK_BEHIND,
    PRECISION,
    SEASON_MONTHS,
    TRIGGERS,
    WEEKDAY_NAMES,
    WORD,
)
from bot.language.dates_in_digits import from_digits
from bot.language.dates_in_words import from_word


def dates(text: str) -> tuple[DateSpan, ...]:
    """The dates in `text` in reading order; they never overlap."""
    found: list[DateSpan] = []
    done = 0
    for word in WORD.finditer(text):
        if word.start() < done:
            continue
        low = word.group().lower()
        if low[0].isdecimal():
            span = from_digits(text, word.start())
        elif low in TRIGGERS:
            span = from_word(text, word.start(), low)
        else:
            continue
        if span is None or span.end <= span.start:
            continue
        span = _joined(text, span, found)
        found.append(span)
        done = span.end
    return tuple(found)


def conflict(statement: DateSpan, record: DateSpan) -> bool:
    """Whether the two cannot be the same time. A part that either of them leaves open never
    conflicts.

    "summer 2024" and "summer 2022" conflict; "2024" and "June 2024", "June" and "2024" do not. Of
    "4/5/2024" every reading has to conflict.
    """
    return all(_apart_as_read(a, b) for a in _read(statement) for b in _read(record))


def _read(span: DateSpan) -> tuple[DateSpan, ...]:
    """A date in each of the ways in which it can be read."""
    return tuple(_as_day(span, month, day) for month, day in span.readings) or (span,)


def _as_day(span: DateSpan, month: int, day: int) -> DateSpan:
    exact = day_of(span.year, month, day) if span.year else None
    return replace(span, month=month, day=day, first=exact, last=exact, readings=())


def _apart_as_read(statement: DateSpan, record: DateSpan) -> bool:
    if statement.first and statement.last and record.first and record.last:
        if statement.last < record.first or record.last < statement.first:
            return True
    elif _apart(_years(statement), _years(record)):
        return True
    if _apart(_months(statement), _months(record)):
        return True
    if statement.day and record.day and statement.day != record.day:
        return bool(statement.month and record.month)
    return _apart(_weekdays(statement), _weekdays(record))


def _apart(one: frozenset[int] | None, other: frozenset[int] | None) -> bool:
    return one is not None and other is not None and not one & other


def _years(span: DateSpan) -> frozenset[int] | None:
    if span.first and span.last:
        return frozenset(range(span.first.year, span.last.year + 1))
    return frozenset({span.year}) if span.year else None


def _months(span: DateSpan) -> frozenset[int] | None:
    """The months that a date can be in; None if it can be in any."""
    if span.month:
        return frozenset({span.month})
    if span.season:
        return SEASON_MONTHS[span.season]
    if span.first and span.last and span.first.year == span.last.year:
        return frozenset(range(span.first.month, span.last.month + 1))
    return None


def _weekdays(span: DateSpan) -> frozenset[int] | None:
    if span.weekday:
        return frozenset({WEEKDAY_NAMES.index(span.weekday)})
    if span.first and span.first == span.last:
        return frozenset({span.first.weekday()})
    return None


def _joined(text: str, span: DateSpan, found: list[DateSpan]) -> DateSpan:
    """The date with the earlier one that belongs to it ("Tuesday, Nov. 5") or the word before it
    ("mid-2023"). An earlier date that was joined is taken from `found`."""
    before = text[max(0, span.start - LOOK_BEHIND) : span.start]
    if (precise := PRECISION.search(before)) and not span.weekday and span.season is None:
        start = span.start - (len(before) - precise.start())
        if not found or found[-1].end <= start:
            span = replace(span, start=start, text=text[start : span.end])
    if found and found[-1].weekday and found[-1].month is None and span.day and not span.weekday:
        last = found[-1]
        if text[last.end : span.start] in (" ", ", ", ","):
            found.pop()
            span = replace(
                span, weekday=last.weekday, start=last.start, text=text[last.start : span.end]
            )
    return span
