"""Judges a year: every due local day was sent, or there is a reason why not.

`benchmarks.year.calendar` computes the days that were due from people's actions; the deliveries and
the messages that Slack took show the results.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from benchmarks.year.people import Life, Stretch, is_wanted
from benchmarks.year.slack import GONE
from benchmarks.year.world import DAY, World
from bot.digest.due import GRACE
from models import DigestDelivery, Notice

PROMPT = timedelta(minutes=2)
"""A digest that nothing disturbed is sent within this time."""


@dataclass
class Verdict:
    """What was counted, and the faults in words (empty if there are none)."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day that was due for a subscription, and when."""

    at: datetime
    stretch: Stretch


def judged(world: World) -> Verdict:
    """Compares the deliveries with the calendar and with the messages that Slack took."""
    verdict = Verdict(Counter(world.counts), Counter(world.slack.faults), list(world.slack.wrong))
    ticks = sorted(world.ticks)
    rows: defaultdict[int, dict[date, Any]] = defaultdict(dict)
    for row in _rows(world):
        rows[row.subscription_id][row.local_date] = row
    paused = _pauses(world, verdict)
    spells = _Spells(world)
    known = set()
    for life in world.lives:
        if not life.stretches:
            continue
        mine = rows.get(life.number, {})
        known |= {row.id for row in mine.values()}
        _days(world, life, mine, paused.get(life.number, []), ticks, spells, verdict)
        _coverage(mine, verdict)
    taken = {number: every for number, every in world.slack.taken.items() if every}
    verdict.counts["doubles"] = sum(len(every) > 1 for every in taken.values())
    verdict.wrong += [f"{n} was posted {len(e)} times" for n, e in taken.items() if len(e) > 1]
    verdict.wrong += [f"{number} has no delivery" for number in set(taken) - known]
    verdict.counts["posts"] = world.slack.posts
    verdict.counts["messages"] = sum(map(len, taken.values()))
    return verdict


def _rows(world: World) -> list[Any]:
    table = DigestDelivery
    names = ("id", "subscription_id", "local_date", "state", "reason", "message_ts", "due_at",
             "deadline", "attempts", "at", "covers_from", "covers_until")  # fmt: skip
    with world.engine.connect() as connection:
        query = select(*(getattr(table, name) for name in names)).order_by(col(table.id))
        return list(connection.execute(query))


def _days(
    world: World,
    life: Life,
    rows: dict[date, Any],
    paused: list[tuple[datetime, datetime]],
    ticks: list[datetime],
    spells: _Spells,
    verdict: Verdict,
) -> None:
    """Checks every local day of one subscription."""
    seen: set[date] = set()
    due: dict[date, _Day] = {}
    for stretch in life.stretches:
        for day, at in _planned(world, stretch):
            if day in due:
                continue  # sent under the settings before
            if any(start - PROMPT / 12 <= at < end for start, end in paused) and day not in rows:
                verdict.counts["no digest: paused by the bot"] += 1
                continue
            looked = bisect_left(ticks, at)
            end = stretch.end or ticks[-1]
            if looked == len(ticks) or ticks[looked] > end:
                if at <= ticks[-1]:
                    verdict.counts["no digest: changed or stopped while nobody was there"] += 1
                continue
            due[day] = _Day(at, stretch)
    for day, one in due.items():
        clock = world.clocks[one.stretch.chosen.timezone]
        times = clock.times(day, one.stretch.chosen.local_time)
        verdict.counts["due days"] += 1
        verdict.counts["at a skipped local time"] += times == 0
        verdict.counts["at a doubled local time"] += times == 2
        row = rows.get(day)
        seen.add(day)
        if row is None:
            verdict.counts["lost"] += 1
            verdict.wrong.append(f"{life.number} {day} (due {one.at}) has no delivery")
        elif row.due_at != one.at:
            verdict.wrong.append(f"{life.number} {day} was due {one.at}, not {row.due_at}")
        else:
            _one(world, row, one, due, ticks, spells, verdict)
    verdict.wrong += [f"{life.number} {day} was not due" for day in set(rows) - seen]


def _planned(world: World, stretch: Stretch) -> Iterator[tuple[date, datetime]]:
    """The days of the given settings, and the instants at which they come round."""
    chosen = stretch.chosen
    clock = world.clocks[chosen.timezone]
    end = stretch.end or world.end + DAY
    day = clock.day(stretch.start) - DAY
    last = clock.day(min(end, world.end + DAY)) + DAY
    while day <= last:
        if is_wanted(chosen, day):
            at = clock.first(day, chosen.local_time)
            if stretch.start < at <= end:
                yield day, at
        day += DAY


def _one(
    world: World,
    row: Any,
    day: _Day,
    due: dict[date, _Day],
    ticks: list[datetime],
    spells: _Spells,
    verdict: Verdict,
) -> None:
    """Checks the result of one due day."""
    counts, wrong = verdict.counts, verdict.wrong
    taken = world.slack.taken.get(row.id, [])
    troubled = world.slack.troubled.get(row.id, [])
    what = f"{row.id} ({row.state}, {row.reason!r})"
    counts[row.state] += 1
    if row.state not in ("sent", "unknown", "waiting", "sending") and taken:
        wrong.append(f"{what} did arrive")
    if row.state == "sent":
        if not taken:
            counts["lost"] += 1
            wrong.append(f"{what} never arrived")
            return
        if taken[0][1] != row.message_ts:
            wrong.append(f"{what} is not the message that arrived")
        late = taken[0][0] - day.at
        if late > GRACE + PROMPT:
            wrong.append(f"{what} went out {late} late")
        if not troubled and not spells.touch(day.at, taken[0][0]):
            verdict.slowest_s = max(verdict.slowest_s, late.total_seconds())
            if late > PROMPT:
                wrong.append(f"{what} went out {late} late, and nothing disturbed it")
    elif row.state == "empty":
        if row.reason is not None:
            counts["empty: stopped or paused meanwhile"] += 1
        elif _told_of(world, day.stretch, row):
            wrong.append(f"{what}, but something had happened")
    elif row.state == "missed":
        counts[f"missed: {row.reason}"] += 1
        if row.attempts or troubled:
            ok = bool(troubled)
        else:
            looked = bisect_left(ticks, day.at)
            after = [one.at for one in due.values() if one.at > day.at]
            overtaken = any(at <= ticks[looked] for at in after)
            nobody = not ticks[looked] <= day.at + GRACE
            ok = overtaken or nobody or spells.touch(day.at, day.at + GRACE)
        if not ok:
            wrong.append(f"{what} was missed without need")
    elif row.state == "failed":
        counts[f"failed: {row.reason}"] += 1
        if row.reason not in ("invalid_blocks", *GONE) or not troubled:
            wrong.append(f"{what} failed without need")
    elif row.state == "unknown":
        counts["unknown, and it had arrived"] += bool(taken)
        if not troubled and not world.counts["killed between two steps"]:
            wrong.append(f"{what} is in doubt without need")
    else:
        wrong.append(f"{what} is still open")


class _Spells:
    """Times in which the bot was down, Slack was down, or the team was held back."""

    def __init__(self, world: World) -> None:
        ours = [(one.start, one.end) for one in world.spells]
        every = sorted([*ours, *world.slack.holds])
        self._starts = [start for start, _ in every]
        self._ends = list(accumulate((end for _, end in every), max))

    def touch(self, start: datetime, end: datetime) -> bool:
        """Whether one of them, or the two minutes after it, falls between these instants."""
        begun = bisect_right(self._starts, end)
        return begun > 0 and self._ends[begun - 1] >= start - PROMPT


def _told_of(world: World, stretch: Stretch, row: Any) -> bool:
    """Whether something happened in the time that a delivery covers."""
    first = bisect_right(world.changes, (row.covers_from, "~"))
    last = bisect_right(world.changes, (row.covers_until, "~"))
    topics = stretch.chosen.topics
    happened = {topic for _, topic in world.changes[first:last]}
    return bool(happened & set(topics) if topics else happened)


def _coverage(rows: dict[date, Any], verdict: Verdict) -> None:
    """Checks that a digest begins where the last one that certainly arrived ended."""
    last = None
    for row in sorted(rows.values(), key=lambda row: (row.at, row.local_date)):
        if row.state not in ("sent", "empty") or row.covers_until is None:
            continue
        if last is not None and row.covers_from > max(last, row.covers_until - 7 * DAY):
            verdict.wrong.append(f"{row.id} leaves out what happened after {last}")
        last = row.covers_until


def _pauses(world: World, verdict: Verdict) -> dict[int, list[tuple[datetime, datetime]]]:
    """The times for which the bot had paused a subscription: from telling its owner until a
    person set it going again. There is one notice for each, and a refusal of Slack's before it."""
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    stretches = {life.number: life.stretches for life in world.lives}
    with world.engine.connect() as connection:
        query = select(col(Notice.subscription_id), col(Notice.due_at), col(Notice.content))
        notices = connection.execute(query.order_by(col(Notice.id))).all()
    for number, at, content in notices:
        later = [one.start for one in stretches[number] if one.start > at]
        verdict.counts["paused by the bot, owner told"] += 1
        if found[number] and at < found[number][-1][1]:
            verdict.wrong.append(f"{number} was paused twice, {at}")
        if content["why"] not in GONE:
            verdict.wrong.append(f"{number} was paused because of {content['why']}")
        found[number].append((at, min(later, default=world.end + 9 * DAY)))
    return found
