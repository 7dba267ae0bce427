"""Dates in a text as intervals of days, for comparing a statement's dates with a claim's.

Days are closed intervals; offsets are code points, end-exclusive. What a text leaves open stays
open: "June" has a month and no year, "yesterday" has no days at all, "4/5/2024" only its year
(day and month may be either way round). Never raises, and is linear in the text.

A four-digit number is a year where it stands like one ("in 1776", "by 2030", "2024") and a
figure where it counts ("2000 people", "more than 1945"); figures skip what is a date here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from bot.language.date_words import (
    AFTER_SHORT_WEEKDAY,
    CENTURY,
    DAY_MONTH,
    DAY_WORD_MONTH,
    DAY_WORDS,
    DECADE,
    HALF,
    IN_MONTH,
    IN_SEASON,
    ISO,
    ISO_MONTH,
    MONTH_DAY,
    MONTH_DAY_WORD,
    MONTH_NAMES,
    MONTH_ONLY,
    MONTH_YEAR,
    MONTHS,
    MONTHS_YEAR,
    NINE_ELEVEN,
    PARTS,
    POINTED,
    POINTERS,
    PRECISION,
    QUARTER,
    RELATIVE_DAYS,
    SEASON,
    SEASON_MONTHS,
    SEASONS,
    SLASHED,
    THE_MONTH,
    TRIGGERS,
    WEEKDAY_NAMES,
    WEEKDAY_SHORT,
    WORD,
    YEAR,
    YEARS,
)
from bot.language.years import LOOK_BEHIND, counts, is_year, noun_is_counted


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One date as written. `first` and `last` are the closed days it covers, None where open."""

    first: date | None
    last: date | None
    year: int | None
    month: int | None
    day: int | None
    season: str | None
    weekday: str | None
    start: int
    end: int
    text: str


def dates(text: str) -> tuple[DateSpan, ...]:
    """The dates in `text` in reading order; they never overlap."""
    found: list[DateSpan] = []
    done = 0
    for word in WORD.finditer(text):
        if word.start() < done:
            continue
        low = word.group().lower()
        if low[0].isdecimal():
            span = _from_digits(text, word.start())
        elif low in TRIGGERS:
            span = _from_word(text, word.start(), low)
        else:
            continue
        if span is None or span.end <= span.start:
            continue
        span = _joined(text, span, found)
        found.append(span)
        done = span.end
    return tuple(found)


def conflict(statement: DateSpan, record: DateSpan) -> bool:
    """Whether the two cannot be the same time. What either leaves open never conflicts.

    "summer 2024" and "summer 2022" conflict; "2024" and "June 2024", "June" and "2024" do not.
    """
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
    """The months it can be in, None for any."""
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
    """Takes in what belongs to the date before it: "Tuesday, Nov. 5", "mid-2023"."""
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


def _from_digits(text: str, start: int) -> DateSpan | None:
    before = text[start - 1] if start else " "
    if before.isalpha() or before == "_" or before in "$£€¥₹₽₩₺₪₴@.,":
        return None
    if before in "-/:" and start > 1 and text[start - 2].isalnum() and text[start - 2].isdecimal():
        return None
    if m := ISO.match(text, start):
        return _span(text, m, int(m[1]), int(m[3]), int(m[4]))
    if m := SLASHED.match(text, start):
        return _slashed(text, m)
    if m := NINE_ELEVEN.match(text, start):
        return _span(text, m, 2001, 9, 11)
    if m := CENTURY.match(text, start):
        return _years_span(text, start, m.end(), int(m[1]) * 100 - 99, int(m[1]) * 100)
    if m := DECADE.match(text, start):
        first = int(m[1])
        return _years_span(text, start, m.end(), first, first + (99 if first % 100 == 0 else 9))
    if (m := YEARS.match(text, start)) and (both := _year_range(m)):
        return _years_span(text, start, m.end(), *both)
    if (m := ISO_MONTH.match(text, start)) and 1 <= int(m[2]) <= 12 and int(m[1]) > 1000:
        return _span(text, m, int(m[1]), int(m[2]), None)
    if m := DAY_MONTH.match(text, start):
        name = text[m.start(3) : m.end(3)]
        if name not in ("may", "march", "mar", "sec") or m[4]:
            return _days(text, m, m[4], m[3], m[1], m[2])
    if (m := YEAR.match(text, start)) and is_year(text, start, m.end()):
        return _span(text, m, int(m[0]), None, None)
    return None


def _from_word(text: str, start: int, low: str) -> DateSpan | None:
    if start and (text[start - 1] in "@#_/" or text[start - 1].isdecimal()):
        return None
    if low in RELATIVE_DAYS:
        return _open(text, start, start + len(low))
    if low in POINTERS:
        return _pointed(text, start)
    if low in MONTHS and (span := _from_month(text, start)):
        return span
    if low in SEASONS or low == "fall":
        return _season(text, start, low)
    if low[0] in "qh" or low in PARTS:
        span = _part_of_year(text, start)
        if span:
            return span
    if low in DAY_WORDS and (m := DAY_WORD_MONTH.match(text, start)):
        day = _day_word(m[1], m[2])
        return _days(text, m, m[4], m[3], str(day), None) if day else None
    return _weekday(text, start, low)


def _from_month(text: str, start: int) -> DateSpan | None:
    if m := MONTHS_YEAR.match(text, start):
        months, year = sorted((MONTHS[m[1].lower()], MONTHS[m[2].lower()])), int(m[3])
        first, last = _month_days(year, months[0]), _month_days(year, months[1])
        if first and last:
            span = replace(_open(text, start, m.end()), year=year)
            return replace(span, first=first[0], last=last[1])
    if (m := MONTH_DAY.match(text, start)) and (m[5] or not counts(text, m.end(2))):
        exact = _month_day(text, m)
        if exact:
            return exact
    if m := MONTH_DAY_WORD.match(text, start):
        day = _day_word(m[2], m[3]) or _day_word(m[2], None)
        stop = m.end(2) if day and _day_word(m[2], m[3]) is None else m.end()
        if day and not counts(text, stop):
            named = _days(text, m, m[4] if stop == m.end() else None, m[1], str(day), None)
            return replace(named, end=stop, text=text[start:stop]) if named else None
    if (m := MONTH_YEAR.match(text, start)) and not noun_is_counted(text, m.end()):
        return _span(text, m, int(m[2]), MONTHS[m[1].lower()], None)
    m = MONTH_ONLY.match(text, start)
    if m is None or not text[start].isupper():
        return None
    before = text[max(0, start - LOOK_BEHIND) : start]
    if m[1].lower() in ("may", "march", "mar") and not IN_MONTH.search(before):
        followed = text[m.end(1) : m.end(1) + 2].strip().islower()
        if not (m[1][0].isupper() and followed and THE_MONTH.search(before)):
            return None
    stop = m.end() if len(m[1]) < 5 and m[1].lower() not in MONTH_NAMES else m.end(1)
    return replace(_open(text, start, stop), month=MONTHS[m[1].lower()])


def _month_day(text: str, m: re.Match[str]) -> DateSpan | None:
    """Reads "Nov. 5, 2024", "November 5-7", "June 30 to July 2"."""
    year, stop = m[5], m.end()
    if year and noun_is_counted(text, stop):
        year, stop = None, m.end(4) if m[4] else m.end(2)
    span = _days(text, m, year, m[1], m[2], m[4] if not m[3] else None)
    if span is None:
        return None
    if m[3]:
        span = replace(span, day=None, month=None, first=None, last=None)
    return replace(span, end=stop, text=text[m.start() : stop])


def _season(text: str, start: int, low: str) -> DateSpan | None:
    m = SEASON.match(text, start)
    name = "autumn" if low == "fall" else low
    year = m and (m[2] or m[3])
    if m is None:
        return None
    if not year:
        before = text[max(0, start - LOOK_BEHIND) : start]
        if low in ("fall", "spring") or not IN_SEASON.search(before):
            return None
        return replace(_open(text, start, m.end(1)), season=name)
    number = int(year)
    (month, day), (last_month, last_day) = SEASONS[name]
    first, last = _day(number, month, day), _day(number, last_month, last_day)
    if name == "winter":  # "winter 2024" may be the one that began or the one that ended in it
        first, last = _day(number - 1, month, day), _day(number + 1, last_month, last_day)
    span = replace(_open(text, start, m.end()), season=name, first=first, last=last)
    return replace(span, year=None if name == "winter" else number)


def _part_of_year(text: str, start: int) -> DateSpan | None:
    m = HALF.match(text, start)
    if m is not None:
        part, length, year = int(m[1]) if m[1] else PARTS[m[2].lower()], 6, m[3]
    else:
        m = QUARTER.match(text, start)
        if m is None:
            return None
        part, length, year = int(m[1]) if m[1] else PARTS[m[2].lower()], 3, m[3] or m[4]
    if not year:
        return _open(text, start, m.end())
    first = _month_days(int(year), (part - 1) * length + 1)
    last = _month_days(int(year), part * length)
    span = replace(_open(text, start, m.end()), year=int(year))
    return replace(span, first=first[0], last=last[1]) if first and last else span


def _pointed(text: str, start: int) -> DateSpan | None:
    m = POINTED.match(text, start)
    if m is None:
        return None
    span = _open(text, start, m.end())
    if m[2]:
        return replace(span, season="autumn" if m[2].lower() == "fall" else m[2].lower())
    if m[3]:
        return replace(span, weekday=m[3].lower())
    return replace(span, month=MONTHS[m[4].lower()]) if m[4] else span


def _weekday(text: str, start: int, low: str) -> DateSpan | None:
    if low in WEEKDAY_NAMES:
        return replace(_open(text, start, start + len(low)), weekday=low)
    if low not in WEEKDAY_SHORT or not text[start].isupper():
        return None
    stop = start + len(low)
    # "Sun" and "Sat" are words: only right before a date or after a preposition.
    if not AFTER_SHORT_WEEKDAY.match(text, stop):
        return None
    stop += text[stop : stop + 1] == "."
    return replace(_open(text, start, stop), weekday=WEEKDAY_NAMES[WEEKDAY_SHORT[low]])


def _slashed(text: str, m: re.Match[str]) -> DateSpan | None:
    one, other, year = int(m[1]), int(m[3]), int(m[4])
    if m[2] == "." and len(m[4]) == 2:
        return None
    if len(m[4]) == 2:
        year += 2000 if year < 70 else 1900
    if one == other or (one <= 12 < other):
        return _span(text, m, year, one, other)
    if other <= 12 < one:
        return _span(text, m, year, other, one)
    if one > 12 or not one or not other:
        return None
    return _span(text, m, year, None, None)


def _days(
    text: str, m: re.Match[str], year: str | None, month: str, day: str, last: str | None
) -> DateSpan | None:
    number, first_day = MONTHS[month.lower()], int(day)
    last_day = int(last) if last else first_day
    if not 1 <= first_day <= last_day <= 31:
        return None  # "10 to 1 May" is no span of days: two figures, or a slip
    span = replace(_open(text, m.start(), m.end()), month=number)
    if last_day == first_day:
        span = replace(span, day=first_day)
    if year is None:
        return span
    first, final = _day(int(year), number, first_day), _day(int(year), number, last_day)
    return replace(span, year=int(year), first=first, last=final if first else None)


def _span(
    text: str, m: re.Match[str], year: int, month: int | None, day: int | None
) -> DateSpan | None:
    span = replace(_open(text, m.start(), m.end()), year=year, month=month, day=day)
    if day is not None and month is not None:
        exact = _day(year, month, day)
        return replace(span, first=exact, last=exact) if exact else None
    if month is not None:
        days = _month_days(year, month)
        return replace(span, first=days[0], last=days[1]) if days else None
    first, last = _day(year, 1, 1), _day(year, 12, 31)
    return replace(span, first=first, last=last) if first else None


def _years_span(text: str, start: int, stop: int, first: int, last: int) -> DateSpan | None:
    one, other = _day(first, 1, 1), _day(last, 12, 31)
    return replace(_open(text, start, stop), first=one, last=other) if one and other else None


def _open(text: str, start: int, stop: int) -> DateSpan:
    return DateSpan(None, None, None, None, None, None, None, start, stop, text[start:stop])


def _year_range(m: re.Match[str]) -> tuple[int, int] | None:
    first, last = int(m[1]), int(m[2])
    if len(m[2]) == 2:
        last += first - first % 100
        if last != first + 1 and 1 <= int(m[2]) <= 12:
            return None  # "2024-03" is a month
    return (first, last) if 1500 <= first < last <= 2100 and last - first < 100 else None


def _day_word(one: str, other: str | None) -> int | None:
    """Reads "fourth", "eleven", "twenty-first" as a day of the month."""
    day = DAY_WORDS.get(one.lower())
    if other is None or day is None:
        return day
    digit = DAY_WORDS.get(other.lower())
    return day + digit if day in (20, 30) and digit and digit < 10 and day + digit <= 31 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_days(year: int, month: int) -> tuple[date, date] | None:
    first = _day(year, month, 1) if 1 <= month <= 12 else None
    return (first, first.replace(day=monthrange(year, month)[1])) if first else None
