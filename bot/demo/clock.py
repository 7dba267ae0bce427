"""The demo's clock: the machine's, and as far ahead of it as a person has moved it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from bot.demo.scene import ZONE
from bot.zones import zone_of


class MovableClock:
    """Gives the time as an aware instant. It only moves forward."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def seconds(self) -> float:
        """The time in Unix seconds."""
        return self().timestamp()

    def forward(self, by: timedelta) -> None:
        """Moves the clock. Raises ValueError for a negative time."""
        if by < timedelta():
            raise ValueError("the clock only moves forward")
        with self._lock:
            self._ahead += by


def until_morning(now: datetime) -> timedelta:
    """The time until five past nine next, when the digest of nine has gone out."""
    here = now.astimezone(zone_of(ZONE))
    then = here.replace(hour=9, minute=5, second=0, microsecond=0)
    if then <= here:
        then += timedelta(days=1)
    return then.astimezone(UTC) - now + timedelta(seconds=1)
