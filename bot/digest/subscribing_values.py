"""A digest as people see it in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.digest.subscriptions import Choice


@dataclass(frozen=True, slots=True)
class Listed:
    """`next_at` is when it goes out next, None while the bot has paused it (`paused_why`).

    `is_waiting`: somebody paused it until a day to come. `may_change`: whether the one who looks
    at the list may.
    """

    number: int
    channel: str
    owner: str
    chosen: Choice
    next_at: datetime | None
    paused_why: str | None = None
    is_waiting: bool = False
    may_change: bool = False

    @property
    def is_direct(self) -> bool:
        """By direct message to its owner."""
        return self.channel == self.owner
