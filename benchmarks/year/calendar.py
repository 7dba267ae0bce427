"""Finds when a clock shows a local time, by going forward through the minutes of UTC.

Deliberately independent of `bot.digest.due`, with which it is compared: no `fold`, no arithmetic on
local times. A zone's clock is looked at every quarter of an hour, and every minute of a quarter in
which it was changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.zones import zone_of

ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos",
    "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Asuncion", "America/Bogota",
    "America/Caracas", "America/Chicago", "America/Havana", "America/Los_Angeles",
    "America/Mexico_City", "America/New_York", "America/Nuuk", "America/Santiago",
    "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza",
    "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Seoul", "Asia/Tehran", "Asia/Tokyo",
    "Atlantic/Azores", "Australia/Adelaide", "Australia/Eucla", "Australia/Lord_Howe",
    "Australia/Sydney", "Europe/Berlin", "Europe/Chisinau", "Europe/London", "Pacific/Apia",
    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter", "Pacific/Kiritimati",
)  # fmt: skip

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUARTER = 15
_MARGIN = timedelta(days=3)


class Clock:
    """The times that a clock of `zone` shows between two instants. Minutes count from 1970, in
    UTC or as the clock shows them."""

    def __init__(self, zone: str, start: datetime, end: datetime) -> None:
        self.zone = zone
        self._from, self._until = _minute(start - _MARGIN), _minute(end + _MARGIN)

    @cached_property
    def pieces(self) -> list[tuple[int, int, int]]:
        """Stretches without a clock change: from, until (not included), minutes ahead of UTC."""
        zone = zone_of(self.zone)
        found: list[tuple[int, int, int]] = []
        for minute, length in _steps(zone, self._from, self._until):
            ahead = _ahead(zone, minute)
            if found and found[-1][2] == ahead:
                found[-1] = found[-1][0], minute + length, ahead
            else:
                found.append((minute, minute + length, ahead))
        return found

    def first(self, day: date, at: time) -> datetime:
        """The first instant at which the clock shows this time of this day, or a later one."""
        wanted = _shown(day, at)
        for start, end, ahead in self.pieces:
            if wanted <= start + ahead:
                return _EPOCH + timedelta(minutes=start)
            if wanted < end + ahead:
                return _EPOCH + timedelta(minutes=wanted - ahead)
        raise ValueError(f"{day} is not among the days looked at")

    def times(self, day: date, at: time) -> int:
        """How often the clock shows this minute: 0 if it is skipped, 2 if it is doubled."""
        wanted = _shown(day, at)
        return sum(start + ahead <= wanted < end + ahead for start, end, ahead in self.pieces)

    def day(self, instant: datetime) -> date:
        """The date that the clock shows."""
        minute = _minute(instant)
        for start, end, ahead in self.pieces:
            if start <= minute < end:
                return (_EPOCH + timedelta(minutes=minute + ahead)).date()
        raise ValueError(f"{instant} is not among the instants looked at")

    def odd_times(self) -> list[tuple[int, int]]:
        """Minutes of the day that a change of the clock skips or doubles: from, until."""
        found = []
        for (_, end, before), (_, _, after) in zip(self.pieces, self.pieces[1:], strict=False):
            low, high = sorted((end + before, end + after))
            found.append((low % 1440, low % 1440 + high - low))
        return found


def _steps(zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Every quarter of an hour; single minutes in a quarter in which the clock was changed."""
    here = start - start % _QUARTER
    while here < end:
        if _ahead(zone, here) == _ahead(zone, here + _QUARTER - 1):
            yield here, _QUARTER
        else:
            yield from ((here + n, 1) for n in range(_QUARTER))
        here += _QUARTER


def _ahead(zone: ZoneInfo, minute: int) -> int:
    shown = (_EPOCH + timedelta(minutes=minute)).astimezone(zone).replace(tzinfo=UTC)
    return _minute(shown) - minute


def _minute(instant: datetime) -> int:
    return int((instant - _EPOCH).total_seconds() // 60)


def _shown(day: date, at: time) -> int:
    return _minute(datetime.combine(day, at, UTC))
