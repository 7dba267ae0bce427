"""The machine's clock is set back or ahead while questions are answered and digests go out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.add import additions, feeds
from bot.demo import EDITOR
from bot.metrics import Metrics
from bot.queue import LEASE
from bot.run import scheduler, set_back
from bot.run.leader import Alone
from bot.run.scheduler import Tick
from bot.slack.outbox import IN_FLIGHT, SENDING_LEASE, Looked, Outgoing, send_due
from bot.slack.people import REMEMBERED, People
from models import DigestDelivery, Workspace
from models.database import writing
from models.feed import Feed
from models.subscription import Noticed, Pace
from tests.conftest import NOW
from tests.delivering import NINE, Slack, deliveries, lost, planned, states, subscribed
from tests.desk_care import Desk
from tests.handlers.delivered import HERE, Clock, edit_row
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import FaultySlack, rate_limited

HOURS = [timedelta(hours=-2), timedelta(days=-1), timedelta(hours=2), timedelta(days=1)]
JUMPS = pytest.mark.parametrize("jump", HOURS, ids=["-2h", "-1d", "+2h", "+1d"])
BACK = pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1)], ids=["2h", "1d"])
SECOND = timedelta(seconds=1)


@dataclass
class Rooms:
    """Two processes on two hosts whose clocks are one."""

    clock: Clock
    first: Newsroom
    second: Newsroom

    def sweep(self) -> int:
        swept = self.second.services.answerer.sweep()
        assert self.second.services.answerer.idle(5)
        return swept


@pytest.fixture
def rooms(record_slack: FaultySlack, engine: Engine) -> Iterator[Rooms]:
    clock = Clock()
    first, second = (
        Newsroom(record_slack, engine, owner=f"host-{name}:1:x", clock=clock) for name in "ab"
    )
    yield Rooms(clock, first, second)
    first.close()
    second.close()


# --- answers -------------------------------------------------------------------------------------


@JUMPS
def test_what_a_process_died_with_is_answered_once(rooms: Rooms, jump: timedelta) -> None:
    rooms.first.services.answerer.close(1)
    rooms.first.send(rooms.first.direct(BRIDGE), settle=False)
    assert rooms.sweep() == 0  # it may be at work
    rooms.clock.ahead = jump
    assert rooms.sweep() == 1
    assert rooms.second.states() == ["answered"]
    assert rooms.sweep() == 0
    assert len(rooms.second.slack.posted(HERE)) == 1


@JUMPS
def test_what_has_to_wait_waits_no_longer_and_is_answered_once(
    rooms: Rooms, jump: timedelta
) -> None:
    room = rooms.first
    room.slack.next("chat.postMessage", rate_limited(1))
    room.send(room.direct(BRIDGE))
    assert room.states() == ["recorded"]
    rooms.clock.ahead = jump
    room.slack.wait_for(lambda: room.states() == ["answered"], 4)
    assert len(room.slack.posted(HERE)) == 1


@BACK
def test_who_is_gone_meanwhile_leaves_no_wait_of_hours(rooms: Rooms, back: timedelta) -> None:
    room = rooms.first
    room.slack.next("chat.postMessage", rate_limited(30))
    room.send(room.direct(BRIDGE))
    room.services.answerer.close(1)
    assert rooms.sweep() == 0
    rooms.clock.ahead = -back
    assert rooms.sweep() == 1
    assert len(room.slack.posted(HERE)) == 1


def test_a_wait_of_seconds_is_over_when_it_is_seen_that_the_clock_was_set_back(
    rooms: Rooms,
) -> None:
    """By half an hour, which might be a wait of its own."""
    room = rooms.first
    room.slack.next("chat.postMessage", rate_limited(30))
    room.send(room.direct(BRIDGE))
    room.services.answerer.close(1)
    rooms.clock.ahead = timedelta(minutes=-30)
    assert rooms.sweep() == 0
    set_back.end_waits(room.engine, [room.workspace_id], rooms.clock())
    assert rooms.sweep() == 1
    assert len(room.slack.posted(HERE)) == 1


@BACK
def test_nobody_takes_what_is_on_its_way_to_slack(rooms: Rooms, back: timedelta) -> None:
    swept = []

    def meanwhile(method: str, phase: str) -> None:
        if method == "chat.postMessage" and phase == "before":
            rooms.clock.ahead = -back
            swept.extend(rooms.second.services.answerer.sweep() for _ in range(3))

    rooms.first.slack.barrier = meanwhile
    rooms.first.send(rooms.first.direct(BRIDGE))
    assert swept == [0, 0, 0]
    assert rooms.first.states() == ["answered"]
    assert len(rooms.first.slack.posted(HERE)) == 1


@BACK
def test_a_reply_whose_sender_died_is_found_after_one_lease(rooms: Rooms, back: timedelta) -> None:
    rooms.first.send(rooms.first.direct(BRIDGE))
    died = {"state": "sending", "ts": None, "lease_owner": "host-a:1:x"}
    edit_row(rooms.first, **died, leased_until=rooms.clock() + LEASE)
    rooms.clock.ahead = -back
    assert rooms.sweep() == 0
    rooms.clock.ahead = -back + LEASE + SECOND
    assert rooms.sweep() == 1
    assert rooms.second.states() == ["answered"]
    assert len(rooms.second.slack.posted(HERE)) == 1


def test_both_go_for_it_and_it_is_answered_once(rooms: Rooms) -> None:
    """Its process goes on, late, after another one has taken it over."""
    room = rooms.first
    room.services.answerer.close(1)
    room.send(room.direct(BRIDGE), settle=False)
    rooms.clock.ahead = timedelta(hours=-2)
    third = Newsroom(room.slack, room.engine, owner="host-a:1:x", clock=rooms.clock)
    others = (rooms.second, third)
    threads = [threading.Thread(target=one.services.answerer.sweep) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one.services.answerer.idle(5) for one in others)
    assert len(room.slack.posted(HERE)) == 1
    third.close()


# --- additions and feeds -------------------------------------------------------------------------


def at_work(engine: Engine, owner: str, now: datetime) -> SimpleNamespace:
    """A process, by its clock."""
    return SimpleNamespace(engine=engine, owner=owner, clock=lambda: now)


@BACK
def test_an_addition_is_taken_over_after_one_lease(
    engine: Engine, workspace: Workspace, back: timedelta
) -> None:
    number = workspace.id or 0
    wanted = additions.Wanted(number, "r1", "U0IDA", "Some words.", "D0IDA")
    row = additions.record(engine, wanted, now=NOW, owner="host-a:1:x")

    def due(now: datetime) -> list[int]:
        return additions.due(at_work(engine, "host-b:1:x", now), [number], busy=())

    assert due(NOW - back) == []  # its process may be at work
    assert due(NOW - back + additions.LEASE - SECOND) == []
    assert due(NOW - back + additions.LEASE + SECOND) == [row.id]
    later = NOW - back + additions.LEASE + SECOND
    assert additions.take(at_work(engine, "host-b:1:x", later), row.id or 0) is not None
    assert not additions.keep(at_work(engine, "host-a:1:x", later), row)


def test_a_put_off_addition_does_not_wait_for_hours(engine: Engine, workspace: Workspace) -> None:
    number = workspace.id or 0
    wanted = additions.Wanted(number, "r1", "U0IDA", "Some words.", "D0IDA")
    row = additions.record(engine, wanted, now=NOW, owner="host-a:1:x")
    until = NOW + timedelta(seconds=30)
    worker = at_work(engine, "host-a:1:x", NOW)
    additions.put_off(worker, row, until=until, failure="ratelimited")
    assert additions.due(worker, [number], busy=()) == []
    back = at_work(engine, "host-a:1:x", NOW - timedelta(hours=2))
    assert additions.due(back, [number], busy=()) == [row.id]


@BACK
def test_a_feed_is_asked_at_once_and_then_after_its_interval(
    engine: Engine, workspace: Workspace, back: timedelta
) -> None:
    number = workspace.id or 0
    address = "https://courier.example/feed"
    row = feeds.follow(engine, number, feeds.Following(address), by="U0IDA", now=NOW)

    def due(now: datetime) -> list[int]:
        return feeds.due(at_work(engine, "host-b:1:x", now), [number])

    with Session(writing(engine)) as session, session.begin():
        feed = session.get_one(Feed, row.id)
        feed.polled_at, feed.next_poll_at = NOW, NOW + feeds.EVERY
        feed.lease_owner, feed.leased_until = "host-a:1:x", NOW + feeds.LEASE
    assert due(NOW) == []
    now = NOW - back
    assert due(now) == []
    now += feeds.LEASE + SECOND
    assert due(now) == [row.id]
    assert feeds.claim(at_work(engine, "host-b:1:x", now), row.id or 0) is not None
    with Session(writing(engine)) as session, session.begin():
        feed = session.get_one(Feed, row.id)
        feed.polled_at, feed.next_poll_at, feed.lease_owner = now, now + feeds.EVERY, None
    assert due(now + feeds.EVERY - SECOND) == []
    assert due(now + feeds.EVERY) == [row.id]


# --- digests -------------------------------------------------------------------------------------


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, workspace)


def one_sent(desk: Desk, slack: Slack) -> None:
    subscribed(desk)
    assert planned(desk) == (1, 0)
    send_due(slack.worker(desk.engine), [desk.number])
    assert len(slack.taken) == 1


def days_of(desk: Desk, slack: Slack, start: datetime, hours: int) -> None:
    """Ticks, every quarter of an hour, by a clock that goes on from `start`."""
    worker = slack.worker(desk.engine)
    for quarter in range(hours * 4 + 1):
        slack.now = start + quarter * timedelta(minutes=15)
        planned(desk, slack.now)
        send_due(worker, [desk.number])


@JUMPS
def test_each_local_day_has_its_digest_once(desk: Desk, jump: timedelta) -> None:
    slack = Slack()
    one_sent(desk, slack)
    days_of(desk, slack, NINE + timedelta(minutes=30) + jump, 72 - jump // timedelta(hours=1))
    sent = [one.local_date for one in deliveries(desk) if one.state in ("sent", "empty")]
    # A day that the clock left out has none; it is noted as missed, not lost in silence.
    missed = [one.local_date for one in deliveries(desk) if one.state == "missed"]
    assert len(set(sent)) == len(sent)
    assert sorted(sent + missed) == [date(2024, 11, 11) + timedelta(days=n) for n in range(4)]
    assert missed == []


def test_what_was_missed_by_a_clock_that_was_a_day_ahead_is_sent(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk)
    ahead = NINE + timedelta(days=1, minutes=1)
    assert planned(desk, ahead) == (1, 1)
    slack.now = ahead
    send_due(slack.worker(desk.engine), [desk.number])
    assert states(desk)[0] == "missed"
    now = NINE - timedelta(hours=1)
    set_back.end_waits(desk.engine, [desk.number], now)
    days_of(desk, slack, now, 49)
    sent = [one.local_date for one in deliveries(desk) if one.state in ("sent", "empty")]
    assert sorted(sent) == [date(2024, 11, day) for day in (11, 12, 13)]


@BACK
def test_a_digest_that_waits_is_sent_at_once_and_once(desk: Desk, back: timedelta) -> None:
    slack = Slack()
    subscribed(desk)
    planned(desk)
    with Session(writing(desk.engine)) as session, session.begin():
        row = session.exec(select(DigestDelivery)).one()
        row.lease_owner, row.leased_until = "host-z:1:x", NINE + LEASE
        row.next_attempt_at = NINE + timedelta(seconds=30)
        for channel, seconds in (("C1", 1), ("", 60)):
            free_at = NINE + timedelta(seconds=seconds)
            session.add(Pace(workspace_id=desk.number, channel=channel, free_at=free_at))
    slack.now = NINE - back
    worker = slack.worker(desk.engine)
    assert send_due(worker, [desk.number]) == 1
    assert len(slack.taken) == 1
    days_of(desk, slack, slack.now, 3 + back // timedelta(hours=1))
    assert len(slack.taken) == 1


@BACK
@pytest.mark.parametrize("arrived", [True, False])
def test_what_was_on_its_way_is_looked_for_from_a_day_before(
    desk: Desk, back: timedelta, arrived: bool
) -> None:
    slack = Slack()
    subscribed(desk)
    planned(desk)
    slack.answers = [lost if arrived else _never]
    send_due(slack.worker(desk.engine), [desk.number])
    assert states(desk) == ["sending"]
    looked: list[datetime] = []
    look = slack.look

    def looking(outgoing: Outgoing) -> Looked:
        looked.append(outgoing.since)
        return look(outgoing)

    slack.look = looking  # type: ignore[method-assign]
    slack.now = NINE - back
    worker = slack.worker(desk.engine)
    assert send_due(worker, [desk.number]) == 0  # it may be on its way
    slack.now += IN_FLIGHT + SECOND
    send_due(worker, [desk.number])
    assert states(desk) == ["sent"]
    assert len(slack.taken) == 1
    assert looked == [NINE - back - timedelta(days=1)]


def _never() -> None:
    raise TimeoutError


@BACK
def test_whose_sender_is_alive_keeps_it(desk: Desk, back: timedelta) -> None:
    """The clock is set back in the middle of the call; the other process leaves it alone."""
    slack = Slack()
    subscribed(desk)
    planned(desk)
    other, moved = slack.worker(desk.engine), []

    def meanwhile() -> None:
        slack.now = NINE - back
        moved.append(send_due(other, [desk.number]))
        slack.now += IN_FLIGHT + SECOND
        moved.append(send_due(other, [desk.number]))

    slack.answers = [meanwhile]
    send_due(slack.worker(desk.engine), [desk.number])
    assert moved == [0, 0]
    assert states(desk) == ["sent"]
    assert len(slack.taken) == 1
    assert IN_FLIGHT + SECOND < SENDING_LEASE


# --- who sees it ---------------------------------------------------------------------------------


@dataclass
class Time:
    now: datetime = NOW
    seconds: float = 0.0
    watch: set_back.Watch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = set_back.Watch(lambda: self.now, lambda: self.seconds)

    def goes(self, wall: float, elapsed: float) -> bool:
        self.now += timedelta(seconds=wall)
        self.seconds += elapsed
        return self.watch.set_back()


def test_that_the_clock_was_set_back_is_seen_once() -> None:
    time = Time()
    assert not time.goes(5, 5)
    assert not time.goes(4, 5)  # corrected by a second, as clocks are
    assert time.goes(-7195, 5)
    assert not time.goes(5, 5)
    assert not time.goes(7200, 5)  # set ahead
    assert time.goes(-3, 1)


def test_an_early_look_at_changes_goes_on_from_the_present(
    engine: Engine, workspace: Workspace
) -> None:
    number = workspace.id or 0
    with Session(writing(engine)) as session, session.begin():
        session.add(Noticed(workspace_id=number, changed_at=NOW))
    set_back.end_waits(engine, [number], NOW - timedelta(hours=5))
    with Session(engine) as session:
        assert session.exec(select(Noticed)).one().changed_at == NOW - timedelta(hours=5)


def test_a_long_wait_that_slack_asked_for_stands_while_no_clock_is_set(
    engine: Engine, workspace: Workspace
) -> None:
    number = workspace.id or 0
    until = NOW + timedelta(minutes=40)
    with Session(writing(engine)) as session, session.begin():
        session.add(Pace(workspace_id=number, channel="", free_at=until))
    set_back.end_waits(engine, [number], NOW, beyond=timedelta(hours=1))
    with Session(engine) as session:
        assert session.exec(select(Pace)).one().free_at == until


def test_the_ticks_go_on(sqlite_engine: Engine, workspace: Workspace) -> None:
    """As a clock set back by two hours leaves them: asleep until it is that late again."""
    clock = Clock()
    ran: list[datetime] = []
    services: Any = SimpleNamespace(
        engine=sqlite_engine,
        installations=SimpleNamespace(workspaces=[workspace.id]),
        metrics=Metrics(),
        poster=SimpleNamespace(owner="here:1:x"),
        clock=clock,
    )
    tick = Tick("work", 0.2, lambda: ran.append(datetime.now(UTC)))
    ticks = scheduler.start([tick], services, Alone())
    try:
        _until(lambda: len(ran) >= 2)
        for job in ticks.get_jobs():
            job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=2))
        number = len(ran) + 1  # one may be running
        clock.ahead = timedelta(hours=-2)
        _until(lambda: len(ran) >= number + 3)
    finally:
        ticks.shutdown(wait=True)


def test_after_a_jump_ahead_a_tick_runs_once_and_at_once() -> None:
    every = scheduler.Every(1)
    fired = every.get_next_fire_time(NOW, NOW + timedelta(days=20_000))
    assert fired == NOW + timedelta(days=20_000, seconds=1)


def _until(so: Callable[[], bool], seconds: float = 10) -> None:
    waited = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if so():
            return
        waited.wait(0.05)
    raise AssertionError("it did not come to that")


def test_who_is_an_admin_is_remembered_for_minutes_that_pass(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    seconds = [0.0]
    room = Newsroom(record_slack, sqlite_engine)
    (installation,) = room.services.installations.installed
    people = People(seconds=lambda: seconds[0])

    def is_admin() -> bool:
        return people.about(installation.client, installation.team_id, EDITOR).admin

    def asked() -> int:
        return sum(one.method == "users.info" for one in room.slack.calls)

    assert is_admin()
    calls = asked()
    seconds[0] = REMEMBERED.total_seconds() - 1
    assert is_admin()
    assert asked() == calls
    seconds[0] += 1
    record_slack.change_user(EDITOR, admin=False)
    assert not is_admin()
    room.close()
