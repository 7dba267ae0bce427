"""The subscriptions, and people's actions on them in the course of the year."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from benchmarks.year.calendar import ZONES, Clock
from bot.digest.subscriptions import Choice

DAY = timedelta(days=1)

TOPICS = ("topic 1", "topic 2", "topic 3")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = (7, 8, 8, 9, 9, 9, 9, 10, 12, 16, 17, 18, 22, 0)
_MINUTES = (0, 0, 0, 30, 30, 15, 45)


@dataclass(frozen=True, slots=True)
class Act:
    """A person gives a digest other settings at this instant; without settings, the person stops
    it."""

    at: datetime
    chosen: Choice | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Settings that held from one instant to another."""

    start: datetime
    chosen: Choice
    end: datetime | None = None


@dataclass
class Life:
    """One subscription: its channel and owner, the actions on it, and afterwards its history.

    `number` is its id once it exists; `stretches` are filled in as the simulation runs.
    """

    channel: str
    owner: str
    acts: list[Act]
    number: int = 0
    stretches: list[Stretch] = field(default_factory=list)

    def settle(self, at: datetime, chosen: Choice | None) -> None:
        """Notes that other settings hold from now on; None: it is stopped."""
        if self.stretches and self.stretches[-1].end is None:
            self.stretches[-1] = replace(self.stretches[-1], end=at)
        if chosen is not None:
            self.stretches.append(Stretch(at, chosen))

    @property
    def chosen(self) -> Choice | None:
        """The settings that hold now; None if it does not exist yet or is stopped."""
        last = self.stretches[-1] if self.stretches else None
        return last.chosen if last is not None and last.end is None else None


def lives(
    chance: random.Random, number: int, clocks: Mapping[str, Clock], start: datetime, days: int
) -> list[Life]:
    """`number` subscriptions: a channel has one to six, which are often due together; one in ten
    goes to a person."""
    found: list[Life] = []
    while len(found) < number:
        place = len(found)
        if chance.random() < 0.1:
            chosen = _choice(chance, clocks, ZONES[place % len(ZONES)])
            found.append(_life(chance, f"U{place}", f"U{place}", chosen, clocks, start, days))
            continue
        several = chance.choice((1, 1, 1, 1, 2, 2, 3, 6))
        chosen = _choice(chance, clocks, ZONES[place % len(ZONES)])
        for n in range(min(several, number - len(found))):
            if n and chance.random() < 0.5:
                chosen = _choice(chance, clocks, ZONES[(place + n) % len(ZONES)])
            owner = f"U{chance.randrange(number)}"
            found.append(_life(chance, f"C{place}", owner, chosen, clocks, start, days))
    return found


def _life(
    chance: random.Random,
    channel: str,
    owner: str,
    chosen: Choice,
    clocks: Mapping[str, Clock],
    start: datetime,
    days: int,
) -> Life:
    began = start
    if chance.random() < 0.15:  # the others exist from the beginning
        began += timedelta(minutes=chance.randrange(days * 1440))
    acts = [Act(began, chosen)]
    for at in sorted(_instants(chance, start, days, per_year=1.5)):
        if at <= began or acts[-1].chosen is None:
            continue
        drawn = chance.random()
        if drawn < 0.06:
            acts.append(Act(at, None))
        elif drawn < 0.35:
            until = clocks[chosen.timezone].day(at) + chance.randint(1, 30) * DAY
            acts.append(Act(at, replace(chosen, paused_until=until)))
        else:
            zone = chance.choice(ZONES) if chance.random() < 0.5 else chosen.timezone
            chosen = _choice(chance, clocks, zone)
            acts.append(Act(at, chosen))
    return Life(channel, owner, acts)


def _instants(
    chance: random.Random, start: datetime, days: int, *, per_year: float
) -> list[datetime]:
    number = sum(chance.random() < per_year * days / 365 / 4 for _ in range(4))
    return [start + timedelta(minutes=chance.randrange(days * 1440)) for _ in range(number)]


def _choice(chance: random.Random, clocks: Mapping[str, Clock], zone: str) -> Choice:
    topics = tuple(chance.sample(TOPICS, 1)) if chance.random() < 0.2 else ()
    return Choice(
        local_time=_time(chance, clocks[zone]),
        timezone=zone,
        weekdays=_some_days(chance),
        topics=topics,
        post_empty=chance.random() < 0.4,
    )


def _time(chance: random.Random, clock: Clock) -> time:
    """Mostly on the quarter of an hour; every fourth at a time that a change of the clock
    affects."""
    odd = clock.odd_times()
    if odd and chance.random() < 0.25:
        low, high = chance.choice(odd)
        minute = chance.choice((low, (low + high) // 2, high - 1)) % 1440
        return time(minute // 60, minute % 60)
    if chance.random() < 0.02:
        return time(chance.randrange(24), chance.randrange(60))
    return time(chance.choice(_HOURS), chance.choice(_MINUTES))


def _some_days(chance: random.Random) -> tuple[str, ...]:
    drawn = chance.random()
    if drawn < 0.5:
        return _WEEKDAYS
    if drawn < 0.87:
        return _WEEKDAYS[:5]
    picked = chance.sample(_WEEKDAYS, chance.randint(1, 6))
    return tuple(day for day in _WEEKDAYS if day in picked)


def is_wanted(chosen: Choice, day: date) -> bool:
    """Whether this local day is one of the settings' weekdays, and after their pause."""
    if chosen.paused_until is not None and day < chosen.paused_until:
        return False
    return _WEEKDAYS[day.weekday()] in chosen.weekdays
