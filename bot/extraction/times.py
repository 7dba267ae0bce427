"""The day on which something was said, from words and the document's date: "Monday", "earlier this
month", "this summer".

The precision is that of the words: day, month, season, year; or document, if the words only say
"now" and the document's own date is used. A month, season or year is given by its first day. A week
is given by its Monday, with the precision of a month, since the day is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.extraction.calendar_days import (
    DAY,
    DOCUMENT,
    MONTH,
    SEASON,
    YEAR,
    When,
    date_near,
    month_near,
    months_from,
    season_near,
    start_of,
    this_season,
    weekday_near,
)
from bot.extraction.time_patterns import (
    AGO,
    ELSEWHEN,
    NAMED_DAY,
    NOW,
    NUMBERS,
    POINTED,
    SEASON_WORDS,
    THE_NTH,
)
from bot.language.date_spans import DateSpan
from bot.language.date_words import MONTHS, WEEKDAY_NAMES
from bot.language.dates import dates


def when(words: str, published_on: date | None, *, ahead: bool = False) -> When | None:
    """The day that `words` name; None if they name none, or one after the document's date.

    A weekday is the last such day on or before the document's date: in Tuesday's paper "Monday" is
    yesterday and "Tuesday" today, "last Tuesday" a week ago. A date without a year is the last such
    date; one that is only weeks ahead of the document is taken for a slip or for something
    announced, and gives no day. `ahead` reads future days instead ("will meet on Friday"). Never
    raises.
    """
    try:
        found = _when(words, published_on, ahead)
    except (OverflowError, ValueError):  # the edge of the calendar
        return None
    if found and published_on and found.day > published_on and not ahead:
        return None
    return found


def contradicts(words: str, published_on: date | None) -> bool:
    """Whether `words` give a weekday and a date that falls on another weekday: one of both is
    wrong."""
    day = when(words, published_on)
    if day is None or day.precision != DAY:
        return False
    named = {span.weekday for span in dates(words[:_LONGEST]) if span.weekday}
    dated = THE_NTH.search(words) or any(span.day for span in dates(words[:_LONGEST]))
    return bool(dated and named) and WEEKDAY_NAMES[day.day.weekday()] not in named


_LONGEST = 200


def _when(words: str, published_on: date | None, ahead: bool) -> When | None:
    words = words[:_LONGEST]
    spans = dates(words)
    absolute = next((found for span in spans if (found := _absolute(span))), None)
    if absolute or published_on is None:
        return absolute
    dated = next((span for span in spans if span.month and span.day), None)
    if dated:  # "last Friday, 30 October", "Friday, the 30th of October": the date decides
        return date_near(dated.month or 1, dated.day or 1, published_on, ahead)
    return None if ELSEWHEN.search(words) else _told(words, spans, published_on, ahead)


def _told(words: str, spans: Sequence[DateSpan], published_on: date, ahead: bool) -> When | None:
    """The day of words without a full date, relative to the document's own date."""
    weekday = next((span.weekday for span in spans if span.weekday), None)
    if found := _counted_back(words, weekday, published_on):
        return found
    if (nth := THE_NTH.search(words)) and not ahead:
        return _nth(int(nth["day"]), published_on)
    if pointed := POINTED.search(words):
        return _pointed(pointed, weekday, published_on, ahead)
    if named := NAMED_DAY.search(words):
        return _named(named, published_on, ahead)
    for span in spans:
        if found := _without_year(span, published_on, ahead):
            return found
    return When(published_on, DOCUMENT) if NOW.search(words) else None


def _named(m: re.Match[str], published_on: date, ahead: bool) -> When | None:
    """Reads "the day before yesterday", "yesterday", "today", "tomorrow"."""
    back = 2 if m["two"] else 1 if m["one"] else -1 if m["next"] else 0
    if back < 0 and not ahead:
        return None
    return When(published_on - timedelta(days=back), DAY)


def _absolute(span: DateSpan) -> When | None:
    if span.first is None:
        return None
    if span.season:
        # "winter 2024" may have begun in the December before or in that of 2024; both stay
        # possible.
        year = span.year or span.first.year + 1
        return When(start_of(span.season, year), SEASON, span.season)
    if span.first == span.last:
        return When(span.first, DAY)
    if span.last and (span.last - span.first).days < 366 and span.first.year == span.last.year:
        one_month = (span.first.month, span.first.year) == (span.last.month, span.last.year)
        return When(span.first, MONTH if one_month else YEAR)
    return When(span.first, YEAR)


def _counted_back(words: str, weekday: str | None, published_on: date) -> When | None:
    """Reads "two days ago", "a month ago", "a week ago on Monday". Words that count from another
    day than the document's ("two days earlier") are not read."""
    m = AGO.search(words)
    if m is None:
        return None
    n = NUMBERS.get(m["n"].lower()) or (int(m["n"]) if m["n"].isdecimal() else 0)
    unit = m["unit"].lower()
    if unit == "day":
        return When(published_on - timedelta(days=n), DAY)
    if unit == "week":
        then = published_on - timedelta(weeks=n)
        if weekday is not None:
            return When(weekday_near(weekday, then, ahead=False, strictly=False), DAY)
        return When(then, MONTH)
    if unit == "month":
        return When(months_from(published_on, -n), MONTH)
    return When(date(published_on.year - n, 1, 1), YEAR)


def _nth(day: int, published_on: date) -> When | None:
    """Reads "on the 3rd": the last such day up to the document's."""
    for back in range(13):
        month = months_from(published_on, -back)
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
    apart = gone or to_come
    if what in WEEKDAY_NAMES:
        return When(weekday_near(what, published_on, ahead=ahead, strictly=apart), DAY)
    if what == "weekend":
        saturday = weekday_near("saturday", published_on, ahead=to_come, strictly=to_come)
        return When(saturday, MONTH)
    if what in SEASON_WORDS:
        name = SEASON_WORDS[what]
        if this and not ahead:
            return this_season(name, published_on)
        return season_near(name, published_on, gone=gone, to_come=to_come or ahead)
    if what in MONTHS:
        return month_near(MONTHS[what], published_on, strictly=apart, ahead=ahead)
    return _stepped(what, step, weekday, published_on) if this or step else None


def _stepped(what: str, step: int, weekday: str | None, published_on: date) -> When:
    """The day, week, month or year that is `step` of them from the document's own."""
    if what == "week":
        monday = published_on - timedelta(days=published_on.weekday()) + timedelta(weeks=step)
        if weekday is None:
            return When(monday, MONTH)
        return When(monday + timedelta(days=WEEKDAY_NAMES.index(weekday)), DAY)
    if what == "month":
        return When(months_from(published_on, step), MONTH)
    if what == "year":
        return When(date(published_on.year + step, 1, 1), YEAR)
    return When(published_on + timedelta(days=step), DAY)  # "this morning", "last night"


def _without_year(span: DateSpan, published_on: date, ahead: bool) -> When | None:
    if span.month and span.day:
        return date_near(span.month, span.day, published_on, ahead)
    if span.month:
        return month_near(span.month, published_on, strictly=False, ahead=ahead)
    if span.season:
        return season_near(span.season, published_on, gone=False, to_come=ahead)
    if span.weekday:
        return When(weekday_near(span.weekday, published_on, ahead=ahead, strictly=False), DAY)
    return None
