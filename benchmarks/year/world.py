"""The year itself: a clock that is set forward, two workers, and what happens to them.

The workers run the bot's own `plan` and `send_due`. Between any two steps of one worker, and while
it waits for Slack, the other may do some steps, and either may be killed.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from benchmarks.year.calendar import Clock
from benchmarks.year.people import Act, Life, is_wanted
from benchmarks.year.slack import KilledError, Sender, Slack
from benchmarks.year.troubles import Spell
from bot.digest import delivering, planning, subscriptions
from bot.slack.outbox import Outbox, send_due
from bot.slack.pace import TEAM
from models import DigestDelivery, Subscription
from models.changes import StatusChange
from models.database import writing
from models.subscription import Pace, PostingState

DAY = timedelta(days=1)
DESK = 1

TICK_S = 5.0
"""Seconds within which a worker looks for work after something became due."""

INTERLEAVED = 0.08
"""The probability that the other worker does something between two steps of one."""

KILLED = 0.0001
SLOW = 0.0001
"""The probability that a worker is killed, or pauses for up to 40 s, between two steps."""

AT_ONCE = 0.01
"""The share of rounds that both workers do at the same time, in threads."""

_LONGEST = timedelta(seconds=60)

_WAITING, _SENDING = PostingState.WAITING.value, PostingState.SENDING.value

_OPEN = (
    select(
        col(DigestDelivery.next_attempt_at),
        col(DigestDelivery.leased_until),
    )
    .where(col(DigestDelivery.state).in_((_WAITING, _SENDING)))
    .limit(200)
)

_HELD = select(col(Pace.free_at)).where(col(Pace.channel) == TEAM)


@dataclass
class Worker:
    """A process: it dies and starts again under another name, on the same host or on another."""

    host: str
    sender: Sender
    outbox: Outbox[DigestDelivery]


@dataclass
class World:
    engine: Engine
    lives: Sequence[Life]
    clocks: dict[str, Clock]
    start: datetime
    end: datetime
    chance: random.Random
    seed: str
    counts: Counter[str] = field(default_factory=Counter)
    ticks: list[datetime] = field(default_factory=list)
    changes: list[tuple[datetime, str]] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = self.start
        self.slack = Slack(self.seed, lambda: self.now, self._pass_time)
        self._events: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = itertools.count()
        self._down: Spell | None = None
        self._nested = self._frozen = False
        self._names = itertools.count()
        self.workers = [self._worker(f"host-{n}") for n in range(2)]

    def at(self, when: datetime, what: Callable[[], object]) -> None:
        """Schedules a call for an instant."""
        heapq.heappush(self._events, (when, next(self._order), what))

    def run(self) -> None:
        """Runs from the first instant to the last, and on until nothing is open any more."""
        for life in self.lives:
            for act in life.acts:
                self.at(act.at, lambda life=life, act=act: self._act(life, act))  # type: ignore[misc]
        self.at(self.end, self._round)
        while self._events and self._events[0][0] <= self.end:
            when = self._events[0][0]
            self._finish_open(until=when)
            self._set(when)
            due = False
            while self._events and self._events[0][0] <= self.now:
                _, _, what = heapq.heappop(self._events)
                due = bool(what()) or due
            if due and self._down is None:
                self._set(min(self.now + self._jitter(), self.end))
                self._round()
        self._finish_open(until=self.end + 3 * DAY)

    # --- what happens ---------------------------------------------------------------------------

    def down(self, spell: Spell) -> None:
        """Stops all work; afterwards both workers start anew."""
        self.spells.append(spell)
        self._down = spell
        self.counts["downtimes"] += 1
        self.at(spell.end, self._up)

    def outage(self, spell: Spell) -> None:
        self.spells.append(spell)
        self.slack.outage = spell.what
        self.counts["Slack's outages"] += 1
        self.at(spell.end, lambda: setattr(self.slack, "outage", None))

    def goes(self, channel: str, spell: Spell) -> None:
        self.slack.gone[channel] = spell.what
        self.at(spell.end, lambda: self._back(channel))

    def change(self) -> None:
        """Changes a claim, so that digests have something to tell."""
        number = len(self.changes)
        with Session(writing(self.engine)) as session:
            session.add(
                StatusChange(
                    workspace_id=DESK,
                    claim_id=1 + number % 60,
                    from_status="no_position",
                    to_status="single_source",
                    support=1,
                    denial=0,
                    at=self.now,
                )
            )
            session.commit()
        self.changes.append((self.now, f"topic {(1 + number % 60) % 40}"))

    def _act(self, life: Life, act: Act) -> object:
        if self._down is not None and self._down.what == "all":
            self.at(self._down.end + self._jitter(), lambda: self._act(life, act))
            return None
        if life.stretches and life.chosen is None:
            return None
        with Session(writing(self.engine), expire_on_commit=False) as session:
            if not life.stretches:
                if act.chosen is None:
                    return None
                row = subscriptions.subscribe(
                    session, DESK, life.channel, life.owner, act.chosen, now=self.now
                )
                life.number = row.id or 0
            else:
                row = session.get_one(Subscription, life.number)
                if act.chosen is None:
                    subscriptions.stop(session, row, now=self.now)
                    self.counts["stopped"] += 1
                else:
                    subscriptions.change(session, row, act.chosen, now=self.now)
                    self.counts["changed"] += 1
            session.commit()
        life.settle(self.now, act.chosen)
        if act.chosen is not None:
            zone = self.clocks[act.chosen.timezone]
            self._upcoming(life, len(life.stretches), zone.day(self.now) - DAY)
        return None

    def _upcoming(self, life: Life, stretch: int, after: date) -> None:
        """Schedules the life's next local day, by the benchmark's own calendar."""
        chosen = life.chosen
        if chosen is None or len(life.stretches) != stretch:
            return
        clock = self.clocks[chosen.timezone]
        for n in range(1, 60):
            day = after + n * DAY
            if is_wanted(chosen, day):
                when = clock.first(day, chosen.local_time)
                if when > life.stretches[-1].start:
                    break
        else:
            return

        def due() -> bool:
            self._upcoming(life, stretch, day)
            return True

        if when <= self.end:
            self.at(when, due)

    def _back(self, channel: str) -> None:
        """A person puts a channel right and sets its paused digests going again."""
        self.slack.gone.pop(channel, None)
        for life in self.lives:
            if life.channel != channel or life.chosen is None:
                continue
            with Session(self.engine) as session:
                paused = session.get_one(Subscription, life.number).paused_why is not None
            if paused and self.chance.random() < 0.8:
                self.counts["set going again"] += 1
                self._act(life, Act(self.now, life.chosen))

    def _up(self) -> bool:
        self._down = None
        for worker in self.workers:
            self._restart(worker)
        return True

    # --- the workers ----------------------------------------------------------------------------

    def _worker(self, host: str) -> Worker:
        sender = Sender(self.now)
        worker = Worker(host, sender, None)  # type: ignore[arg-type]
        self._begin(worker)
        return worker

    def _begin(self, worker: Worker) -> None:
        sender = Sender(self.now)
        worker.sender = sender
        worker.outbox = Outbox(
            delivering.DIGESTS,
            self.engine,
            send=lambda outgoing: self.slack.send(sender, outgoing),
            look=self.slack.look,
            clock=lambda: self._read(sender),
            owner=f"{worker.host}:1:{next(self._names)}",
        )

    def _restart(self, worker: Worker) -> None:
        """Starts a new process, on the same host or on one that knows nothing of the old one."""
        self.counts["restarts"] += 1
        if self.chance.random() < 0.5:
            worker.host = f"host-{10 + next(self._names)}"
        self._begin(worker)

    def _read(self, sender: Sender) -> datetime:
        """A worker looks at the clock, as it does between any two steps."""
        if not self._frozen:
            if self.chance.random() < INTERLEAVED:
                self._meanwhile(sender)
            drawn = self.chance.random()
            if drawn < KILLED:
                self.counts["killed between two steps"] += 1
                raise KilledError
            if drawn < KILLED + SLOW:
                self.counts["stood still between two steps"] += 1
                self._pass_time(sender, self.chance.uniform(1, 40))
            self.now += timedelta(milliseconds=1)
        self.slack.noted(sender)
        sender.read = self.now
        return self.now

    def _meanwhile(self, sender: Sender) -> None:
        """The other worker does something."""
        if self._nested:
            return
        self._nested = True
        other = next(one for one in self.workers if one.sender is not sender)
        self.counts["steps between another's"] += 1
        self._step(other, most=self.chance.randint(1, 3), plans=self.chance.random() < 0.3)
        self._nested = False

    def _step(self, worker: Worker, *, most: int = 1000, plans: bool = False) -> int:
        try:
            if plans:
                self.ticks.append(self.now)
                planning.plan(self.engine, [DESK], now=self.now)
            return send_due(worker.outbox, [DESK], most=most)
        except KilledError:
            self._restart(worker)
            return 1

    def _round(self) -> object:
        """Both workers look for due rows and send them, until there is nothing more to do for
        now."""
        if self._down is not None:
            return None
        if self.chance.random() < AT_ONCE:
            self._at_once()
        first = self.chance.randrange(2)
        order = [self.workers[first], self.workers[1 - first]]
        for worker in order:
            self._step(worker, plans=True)
        return None

    def _at_once(self) -> None:
        self.counts["rounds in threads"] += 1
        self._frozen = True
        with ThreadPoolExecutor(len(self.workers)) as threads:
            list(threads.map(lambda worker: self._step(worker, plans=True), self.workers))
        self._frozen = False

    def _finish_open(self, until: datetime) -> None:
        """Goes on while something waits: for its channel, for Slack, for the end of a lease."""
        while self._down is None and (wake := self._wake()) is not None and wake < until:
            self._set(wake)
            worker = self.chance.choice(self.workers)
            self._step(worker, plans=False)
        if self._down is not None:
            return

    def _wake(self) -> datetime | None:
        """The next instant at which open work may go on; at the latest in about a minute."""
        with self.engine.connect() as connection:
            open_ = connection.execute(_OPEN).all()
            held = connection.execute(_HELD).scalar() if open_ else None
        if not open_:
            return None
        # If a row is leased, it is looked at now and then: the process may be dead.
        again = self.now + timedelta(seconds=self.chance.uniform(0.5, 8))
        soonest = min(
            max(row.next_attempt_at or self.now, again if row.leased_until else self.now)
            for row in open_
        )
        soonest = max(soonest, held or soonest, self.now + timedelta(seconds=0.05))
        return min(soonest + timedelta(seconds=self.chance.uniform(0, 0.3)), self.now + _LONGEST)

    # --- the clock ------------------------------------------------------------------------------

    def _set(self, when: datetime) -> None:
        self.now = max(self.now, when)

    def _pass_time(self, sender: Sender, seconds: float) -> None:
        """Lets time pass for a worker; if it is long, the other one goes on meanwhile."""
        if self._frozen:
            return
        until = self.now + timedelta(seconds=seconds)
        while seconds > 1 and self.now < until:
            self._set(min(self.now + timedelta(seconds=self.chance.uniform(0, 10)), until))
            self._meanwhile(sender)
        self._set(until)

    def _jitter(self) -> timedelta:
        return timedelta(seconds=self.chance.uniform(0, TICK_S))
