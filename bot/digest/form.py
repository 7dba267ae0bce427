"""What a person chose in the form of a digest.

Slack checks little of what a form contains, and a request may be forged, so every field is checked
here: the form becomes a Choice, or sentences for the fields that are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.corroboration import Status
from bot.digest import form_view as form
from bot.digest import zones
from bot.digest.due import WEEKDAYS
from bot.digest.subscriptions import Choice
from bot.i18n import gettext
from bot.slack.given import Given, GivenError
from bot.zones import zone_of

T = TypeVar("T")

LONGEST_PAUSE = timedelta(days=366)

MOST_TOPICS = 50
"""With more of them it is hardly a choice, and every digest looks for each."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def chosen(given: Given, topics: Mapping[str, str], *, now: datetime) -> Choice:
    """The choice in the fields; `topics` are those to choose from, by their short names. Raises
    only GivenError, for any input."""
    errors: dict[str, str] = {}

    def taken(name: str, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except _WrongError as error:
            errors[name] = str(error)
            return instead

    zone = taken(form.ZONE, lambda: _zone(given), zones.UTC)
    choice = Choice(
        local_time=taken(form.TIME, lambda: _time(given), time(9)),
        timezone=zone,
        weekdays=taken(form.WEEKDAYS, lambda: _weekdays(given), WEEKDAYS),
        topics=taken(form.TOPICS, lambda: _topics(given, topics), ()),
        statuses=_statuses(given),
        paused_until=taken(form.PAUSE, lambda: _day(given, zone, now), None),
        post_empty=form.YES in given.ticked(form.EMPTY),
    )
    if errors:
        raise GivenError(errors)
    return choice


def about(given: Given, topics: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The known topics and statuses of the form alone, for a preview."""
    names = given.ticked(form.TOPICS)
    known = tuple(dict.fromkeys(topics[name] for name in names if name in topics))
    return known[:MOST_TOPICS], _statuses(given)


class _WrongError(Exception):
    """A field has an impossible value."""


def _time(given: Given) -> time:
    match = _CLOCK.fullmatch(given.text(form.TIME))
    if match is None:
        raise _WrongError(gettext("Choose a time of day, like 09:00."))
    return time(int(match[1]), int(match[2]))


def _zone(given: Given) -> str:
    name = given.text(form.ZONE)
    if not zones.is_known(name):
        raise _WrongError(gettext("Choose a time zone, like Europe/Berlin."))
    return name


def _weekdays(given: Given) -> tuple[str, ...]:
    ticked = given.ticked(form.WEEKDAYS)
    days = tuple(day for day in WEEKDAYS if day in ticked)
    if not days:
        raise _WrongError(gettext("Choose at least one day of the week."))
    return days


def _topics(given: Given, topics: Mapping[str, str]) -> tuple[str, ...]:
    names = given.ticked(form.TOPICS)
    if any(name not in topics for name in names):
        raise _WrongError(gettext("One of these topics is not on record any more. Choose again."))
    found = tuple(dict.fromkeys(topics[name] for name in names))
    if len(found) > MOST_TOPICS:
        raise _WrongError(
            gettext("Choose at most {most} topics, or none for all of them.", most=MOST_TOPICS)
        )
    return found


def _statuses(given: Given) -> tuple[str, ...]:
    ticked = given.ticked(form.STATUSES)
    return tuple(status.value for status in Status if status.value in ticked)


def _day(given: Given, zone: str, now: datetime) -> date | None:
    said = given.text(form.PAUSE)
    if not said:
        return None
    try:
        day = date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        day = None
    today = now.astimezone(zone_of(zone)).date()
    if day is None:
        raise _WrongError(gettext("Choose a day, or leave it empty."))
    if day < today:
        raise _WrongError(gettext("That day is over. Choose a later one, or leave it empty."))
    if day > today + LONGEST_PAUSE:
        raise _WrongError(gettext("Choose a day within a year. To end a digest, stop it."))
    return day
