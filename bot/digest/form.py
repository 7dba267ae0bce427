"""What somebody chose in the form of a digest.

Slack checks little of what a form holds and nothing of what somebody sends in its name, so all
of it is looked at: it becomes a Choice, or sentences for the fields that are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from bot.corroboration import Status
from bot.digest import form_view as form
from bot.digest import zones
from bot.digest.due import WEEKDAYS
from bot.digest.subscriptions import Choice
from bot.zones import zone_of

T = TypeVar("T")

LONGEST_PAUSE = timedelta(days=366)

MOST_TOPICS = 50
"""With more of them it is hardly a choice, and every digest looks for each."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class FormError(Exception):
    """Some fields say what cannot be; `errors` has a sentence for each, by its block id."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def chosen(values: object, topics: Mapping[str, str], *, now: datetime) -> Choice:
    """What the fields say. `values` are Slack's (`view.state.values`), `topics` those to choose
    from by their short names. Raises FormError, and nothing else whatever is sent."""
    errors: dict[str, str] = {}

    def taken(name: str, read: Callable[[Mapping[str, Any]], T], instead: T) -> T:
        try:
            return read(_field(values, name))
        except _WrongError as error:
            errors[name] = str(error)
            return instead

    zone = taken(form.ZONE, _zone, zones.UTC)
    choice = Choice(
        local_time=taken(form.TIME, _time, time(9)),
        timezone=zone,
        weekdays=taken(form.WEEKDAYS, _weekdays, WEEKDAYS),
        topics=taken(form.TOPICS, lambda given: _topics(given, topics), ()),
        statuses=taken(form.STATUSES, _statuses, ()),
        paused_until=taken(form.PAUSE, lambda given: _day(given, zone, now), None),
        post_empty=form.YES in _ticked(_field(values, form.EMPTY)),
    )
    if errors:
        raise FormError(errors)
    return choice


def about(values: object, topics: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics and statuses alone, as far as they are known: for a look at what it would say."""
    names = _ticked(_field(values, form.TOPICS))
    known = tuple(dict.fromkeys(topics[name] for name in names if name in topics))
    return known[:MOST_TOPICS], _statuses(_field(values, form.STATUSES))


class _WrongError(Exception):
    """A field says what cannot be."""


def _time(given: Mapping[str, Any]) -> time:
    said = given.get("selected_time")
    match = _CLOCK.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        raise _WrongError("Choose a time of day, like 09:00.")
    return time(int(match[1]), int(match[2]))


def _zone(given: Mapping[str, Any]) -> str:
    name = _value(given.get("selected_option"))
    if name is None or not zones.is_known(name):
        raise _WrongError("Choose a time zone, like Europe/Berlin.")
    return name


def _weekdays(given: Mapping[str, Any]) -> tuple[str, ...]:
    ticked = _ticked(given)
    days = tuple(day for day in WEEKDAYS if day in ticked)
    if not days:
        raise _WrongError("Choose at least one day of the week.")
    return days


def _topics(given: Mapping[str, Any], topics: Mapping[str, str]) -> tuple[str, ...]:
    names = _ticked(given)
    if any(name not in topics for name in names):
        raise _WrongError("One of these topics is not on record any more. Choose again.")
    found = tuple(dict.fromkeys(topics[name] for name in names))
    if len(found) > MOST_TOPICS:
        raise _WrongError(f"Choose at most {MOST_TOPICS} topics, or none for all of them.")
    return found


def _statuses(given: Mapping[str, Any]) -> tuple[str, ...]:
    ticked = _ticked(given)
    return tuple(status.value for status in Status if status.value in ticked)


def _day(given: Mapping[str, Any], zone: str, now: datetime) -> date | None:
    said = given.get("selected_date")
    if said in (None, ""):
        return None
    try:
        day = date.fromisoformat(said) if isinstance(said, str) and _DAY.fullmatch(said) else None
    except ValueError:
        day = None
    today = now.astimezone(zone_of(zone)).date()
    if day is None:
        raise _WrongError("Choose a day, or leave it empty.")
    if day < today:
        raise _WrongError("That day is over. Choose a later one, or leave it empty.")
    if day > today + LONGEST_PAUSE:
        raise _WrongError("Choose a day within a year. To end a digest, stop it.")
    return day


def _ticked(given: Mapping[str, Any]) -> list[str]:
    """The values of what is ticked or chosen."""
    options = given.get("selected_options")
    if not isinstance(options, list):
        return []
    values = (_value(option) for option in options)
    return [value for value in values if value is not None]


def _value(option: object) -> str | None:
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None


def _field(values: object, name: str) -> Mapping[str, Any]:
    """What stands in one input, whatever was sent."""
    for _ in range(2):  # by block id, then by action id, which is the same
        values = values.get(name) if isinstance(values, Mapping) else None
    return values if isinstance(values, Mapping) else {}
