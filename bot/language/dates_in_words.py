"""Dates that begin with a word: "Nov. 5, 2024", "summer 2022", "last Tuesday". Each function reads
one position of a text."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.date_spans import (
    DateSpan,
    day_of,
    days_span,
    month_days,
    open_span,
    span_of,
)
from bot.language.date_words import (
    AFTER_SHORT_WEEKDAY,
    DAY_WORD_MONTH,
    DAY_WORDS,
    HALF,
    IN_MONTH,
    IN_SEASON,
    LOOK_BEHIND,
    MONTH_DAY,
    MONTH_DAY_WORD,
    MONTH_NAMES,
    MONTH_ONLY,
    MONTH_YEAR,
    MONTHS,
    MONTHS_YEAR,
    PARTS,
    POINTED,
    POINTERS,
    QUARTER,
    RELATIVE_DAYS,
    SEASON,
    SEASONS,
    THE_MONTH,
    WEEKDAY_NAMES,
    WEEKDAY_SHORT,
    WORDS_TOO,
)
from bot.language.years import counts, noun_is_counted


def from_word(text: str, start: int, low: str) -> DateSpan | None:
    """The date that begins with the word at `start`; None if there is none. `low` is the word in
    lower case."""
    if start and (text[start - 1] in "@#_/" or text[start - 1].isdecimal()):
        return None
    if low in RELATIVE_DAYS:
        return open_span(text, start, start + len(low))
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
        return days_span(text, m, m[4], m[3], str(day), None) if day else None
    return _weekday(text, start, low)


def _from_month(text: str, start: int) -> DateSpan | None:
    for read in (_months_of_year, _day_of_month, _day_in_words, _month_of_year, _month_alone):
        if span := read(text, start):
            return span
    return None


def _months_of_year(text: str, start: int) -> DateSpan | None:
    """Reads "May to July 2024"."""
    m = MONTHS_YEAR.match(text, start)
    if m is None:
        return None
    months, year = sorted((MONTHS[m[1].lower()], MONTHS[m[2].lower()])), int(m[3])
    first, last = month_days(year, months[0]), month_days(year, months[1])
    if first is None or last is None:
        return None
    span = replace(open_span(text, start, m.end()), year=year)
    return replace(span, first=first[0], last=last[1])


def _day_of_month(text: str, start: int) -> DateSpan | None:
    m = MONTH_DAY.match(text, start)
    return _month_day(text, m) if m and (m[5] or not counts(text, m.end(2))) else None


def _day_in_words(text: str, start: int) -> DateSpan | None:
    """Reads "May the fourth", "November twenty-first, 2024"."""
    m = MONTH_DAY_WORD.match(text, start)
    if m is None:
        return None
    both = _day_word(m[2], m[3])
    day, stop = (both, m.end()) if both else (_day_word(m[2], None), m.end(2))
    if not day or counts(text, stop):
        return None
    named = days_span(text, m, m[4] if both else None, m[1], str(day), None)
    return replace(named, end=stop, text=text[start:stop]) if named else None


def _month_of_year(text: str, start: int) -> DateSpan | None:
    """Reads "May 2024"."""
    m = MONTH_YEAR.match(text, start)
    if m is None or noun_is_counted(text, m.end()):
        return None
    return span_of(text, m, int(m[2]), MONTHS[m[1].lower()], None)


def _month_alone(text: str, start: int) -> DateSpan | None:
    """Reads "May", "Sept."."""
    m = MONTH_ONLY.match(text, start)
    if m is None or not text[start].isupper():
        return None
    before = text[max(0, start - LOOK_BEHIND) : start]
    if m[1].lower() in WORDS_TOO and not IN_MONTH.search(before):
        followed = text[m.end(1) : m.end(1) + 2].strip().islower()
        if not (m[1][0].isupper() and followed and THE_MONTH.search(before)):
            return None
    stop = m.end() if len(m[1]) < 5 and m[1].lower() not in MONTH_NAMES else m.end(1)
    return replace(open_span(text, start, stop), month=MONTHS[m[1].lower()])


def _month_day(text: str, m: re.Match[str]) -> DateSpan | None:
    """Reads "Nov. 5, 2024", "November 5-7", "June 30 to July 2"."""
    year, stop = m[5], m.end()
    if year and noun_is_counted(text, stop):
        year, stop = None, m.end(4) if m[4] else m.end(2)
    span = days_span(text, m, year, m[1], m[2], m[4] if not m[3] else None)
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
        return replace(open_span(text, start, m.end(1)), season=name)
    number = int(year)
    (month, day), (last_month, last_day) = SEASONS[name]
    first, last = day_of(number, month, day), day_of(number, last_month, last_day)
    if name == "winter":  # "winter 2024" began or ended in that year
        first, last = day_of(number - 1, month, day), day_of(number + 1, last_month, last_day)
    span = replace(open_span(text, start, m.end()), season=name, first=first, last=last)
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
        return open_span(text, start, m.end())
    first = month_days(int(year), (part - 1) * length + 1)
    last = month_days(int(year), part * length)
    span = replace(open_span(text, start, m.end()), year=int(year))
    return replace(span, first=first[0], last=last[1]) if first and last else span


def _pointed(text: str, start: int) -> DateSpan | None:
    m = POINTED.match(text, start)
    if m is None:
        return None
    span = open_span(text, start, m.end())
    if m[2]:
        return replace(span, season="autumn" if m[2].lower() == "fall" else m[2].lower())
    if m[3]:
        return replace(span, weekday=m[3].lower())
    return replace(span, month=MONTHS[m[4].lower()]) if m[4] else span


def _weekday(text: str, start: int, low: str) -> DateSpan | None:
    if low in WEEKDAY_NAMES:
        return replace(open_span(text, start, start + len(low)), weekday=low)
    if low not in WEEKDAY_SHORT or not text[start].isupper():
        return None
    stop = start + len(low)
    # "Sun" and "Sat" are words too: read as days only right before a date or after a preposition.
    if not AFTER_SHORT_WEEKDAY.match(text, stop):
        return None
    stop += text[stop : stop + 1] == "."
    return replace(open_span(text, start, stop), weekday=WEEKDAY_NAMES[WEEKDAY_SHORT[low]])


def _day_word(one: str, other: str | None) -> int | None:
    """Reads "fourth", "eleven", "twenty-first" as a day of the month."""
    day = DAY_WORDS.get(one.lower())
    if other is None or day is None:
        return day
    digit = DAY_WORDS.get(other.lower())
    return day + digit if day in (20, 30) and digit and digit < 10 and day + digit <= 31 else None
