"""The troubles of a whole year: downtimes, Slack's outages, channels that are removed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.year.slack import GONE


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which something is wrong; `what` names it."""

    start: datetime
    end: datetime
    what: str


def downtimes(chance: random.Random, start: datetime, days: int) -> list[Spell]:
    """Downtimes of the bot: some minutes to many hours, once three days. With "workers" people
    can still change their digests, with "all" they get no answers."""
    found = _spells(chance, start, days, per_year=30, hours=(0.05, 0.5, 2, 5, 9, 14))
    if days > 30:
        long = start + timedelta(days=days // 2)
        found.append(Spell(long, long + timedelta(days=3), ""))
    return [Spell(one.start, one.end, chance.choice(("workers", "all"))) for one in _apart(found)]


def outages(chance: random.Random, start: datetime, days: int) -> list[Spell]:
    """Slack's outages: it cannot be reached, or answers 503 to everything."""
    found = _spells(chance, start, days, per_year=12, hours=(0.05, 0.3, 1, 5))
    whats = ("no connection", "503")
    return [Spell(one.start, one.end, chance.choice(whats)) for one in _apart(found)]


def gone(
    chance: random.Random, channels: Sequence[str], start: datetime, days: int
) -> list[tuple[str, Spell]]:
    """Channels that are archived or that the bot is removed from, for some weeks until a person
    puts that right."""
    found = []
    for channel in channels:
        if chance.random() < 0.08 * days / 365:
            at = start + timedelta(minutes=chance.randrange(days * 1440))
            back = at + timedelta(hours=chance.uniform(2, 24 * 40))
            found.append((channel, Spell(at, back, chance.choice(GONE))))
    return found


def _spells(
    chance: random.Random,
    start: datetime,
    days: int,
    *,
    per_year: float,
    hours: tuple[float, ...],
) -> list[Spell]:
    """Spells at random times, but not in the last two days, so that a year ends in order."""
    found = []
    for _ in range(max(2, round(per_year * days / 365))):
        at = start + timedelta(minutes=chance.uniform(60, max(61, (days - 2.5) * 1440)))
        length = timedelta(hours=chance.choice(hours) * chance.uniform(0.7, 1.3))
        found.append(Spell(at, at + length, ""))
    return found


def _apart(spells: list[Spell]) -> list[Spell]:
    found: list[Spell] = []
    for one in sorted(spells, key=lambda one: one.start):
        if not found or one.start > found[-1].end + timedelta(minutes=30):
            found.append(one)
    return found
