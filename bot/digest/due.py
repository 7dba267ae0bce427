"""When a digest is due: once on every local day of its weekdays, in any time zone.

Pure: takes rows and the present instant, gives what to send. If a clock change skips the local
time, the digest is due at the first instant after the gap; if the time occurs twice, at its first
occurrence. A local day that a zone leaves out altogether (Apia, 30 December 2011) has no digest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.zones import zone_of

GRACE = timedelta(hours=4)
"""How late a digest may still go out, unless the settings say otherwise."""

LOOK_BACK = timedelta(days=400)
"""Days longer past than this are not even recorded as missed."""

LOOK_AHEAD = 15
"""Days within which a digest of at least one weekday comes round, whatever clocks do."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A subscription's times. `timezone` is IANA's name, `weekdays` are of WEEKDAYS.

    Days whose time came up to `since` are settled. `paused_until` is the first local date after a
    pause; the days before it have no digest and none is missed.
    """

    id: int
    local_time: time
    timezone: str
    weekdays: frozenset[str]
    since: datetime
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A local day of a subscription and the instant at which its digest is to go out."""

    subscription_id: int
    local_date: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """What to send, the longest waiting first, and what is too late to be sent."""

    send: tuple[Run, ...] = ()
    missed: tuple[Run, ...] = ()


def due(
    now: datetime,
    schedules: Iterable[Schedule],
    delivered: Mapping[int, Collection[date]],
    *,
    grace: timedelta = GRACE,
) -> Due:
    """Which digests are due at `now`; at most one for each subscription.

    `delivered` gives, by subscription, the local dates that are settled. A digest is missed if it
    came due longer than `grace` ago, or if a later day of the same subscription is due too:
    yesterday's digest is not sent late.
    """
    send: list[Run] = []
    missed: list[Run] = []
    for schedule in schedules:
        open_ = _open(now, schedule, delivered.get(schedule.id, ()))
        if open_ and now - open_[-1].at <= grace:
            send.append(open_.pop())
        missed += open_
    return Due(tuple(sorted(send, key=_age)), tuple(sorted(missed, key=_age)))


def next_run(
    now: datetime, schedule: Schedule, delivered: Collection[date] = ()
) -> datetime | None:
    """The next instant after `now` at which a digest goes out; None without any weekday."""
    if not schedule.weekdays:
        return None
    zone = zone_of(schedule.timezone)
    first = max(now, schedule.since).astimezone(zone).date() - _DAY
    if schedule.paused_until is not None:
        first = max(first, schedule.paused_until)
    for day in _days(first, first + LOOK_AHEAD * _DAY):
        at = _planned(schedule, zone, day)
        if at is not None and at > now and at > schedule.since and day not in delivered:
            return at
    return None


@lru_cache(maxsize=4096)
def instant(day: date, local_time: time, timezone: str) -> datetime | None:
    """The instant, in UTC, at which a local day's time has come; None for a day that is left out.

    That is the first instant at which a clock there shows this time or a later one.
    """
    zone = zone_of(timezone)
    wanted = datetime.combine(day, local_time.replace(tzinfo=None, fold=0))
    found = wanted.replace(tzinfo=zone).astimezone(UTC)  # fold 0: the first of two
    if _shown(found, zone) == wanted:
        return found
    # Skipped. With fold 1 the offset after the gap is taken, which leads to before the gap.
    low = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    high = found.replace(microsecond=0) + _SECOND
    while high - low > _SECOND:
        middle = low + (high - low) // 2 // _SECOND * _SECOND
        low, high = (low, middle) if _shown(middle, zone) >= wanted else (middle, high)
    before, after = _shown(high - _SECOND, zone).date(), _shown(high, zone).date()
    return high if before <= day <= after and day in (before, after) else None


def _open(now: datetime, schedule: Schedule, settled: Collection[date]) -> list[Run]:
    """The days that came due and are not settled, oldest first."""
    zone = zone_of(schedule.timezone)
    first = max(schedule.since, now - LOOK_BACK).astimezone(zone).date() - _DAY
    if schedule.paused_until is not None:
        first = max(first, schedule.paused_until)
    runs = []
    for day in _days(first, now.astimezone(zone).date()):
        at = _planned(schedule, zone, day)
        if at is not None and schedule.since < at <= now and day not in settled:
            runs.append(Run(schedule.id, day, at))
    return runs


def _planned(schedule: Schedule, zone: ZoneInfo, day: date) -> datetime | None:
    if WEEKDAYS[day.weekday()] not in schedule.weekdays:
        return None
    return instant(day, schedule.local_time, zone.key)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    """What a clock there shows."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _age(run: Run) -> tuple[datetime, int]:
    return run.at, run.subscription_id
