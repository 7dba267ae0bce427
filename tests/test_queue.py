"""Rows taken in turn: by one process each, kept, given back, and found again after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.add import additions, feeds
from bot.queue import GIVEN_BACK, Queue, again_at
from models import Workspace
from models.addition import Addition
from models.database import writing
from models.feed import Feed
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


@dataclass
class Process:
    engine: Engine
    owner: str
    now: datetime = NOW
    clock: Callable[[], datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.clock = lambda: self.now


@dataclass
class Desk:
    """A desk with some rows of one kind that wait."""

    engine: Engine
    number: int
    queue: Queue[Any]
    ids: list[int]

    def process(self, name: str) -> Process:
        return Process(self.engine, f"host-{name}:1:x")

    def due(self, process: Process, *busy: int) -> list[int]:
        return [row.id for row in self.queue.due(process, [self.number], busy=busy)]

    def rows(self) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.exec(select(self.queue.table).order_by(self.queue.table.id)))


def _addition(number: int, n: int) -> Addition:
    return Addition(
        workspace_id=number, request_id=f"r{n}", by="U0IDA", argument="Some words.",
        told_in="D0IDA", asked_at=NOW,
    )  # fmt: skip


def _feed(number: int, n: int) -> Feed:
    return Feed(
        workspace_id=number, url=f"https://courier.example/{n}", every_s=1800, next_poll_at=NOW,
        added_by="U0IDA", added_at=NOW,
    )  # fmt: skip


KINDS = {"additions": (additions.ADDITIONS, _addition), "feeds": (feeds.FEEDS, _feed)}


@pytest.fixture(params=list(KINDS))
def desk(request: pytest.FixtureRequest, engine: Engine, workspace: Workspace) -> Desk:
    queue, make = KINDS[request.param]
    number = workspace.id or 0
    with Session(writing(engine)) as session, session.begin():
        rows = [make(number, n) for n in range(6)]
        session.add_all(rows)
        session.flush()
        ids = [row.id or 0 for row in rows]
    return Desk(engine, number, queue, ids)


def test_many_processes_take_each_row_once(desk: Desk) -> None:
    taken: list[int] = []

    def work(process: Process) -> None:
        for number in desk.due(process):
            taken.extend(row.id for row in desk.queue.take(process, [number]))

    threads = [threading.Thread(target=work, args=(desk.process(name),)) for name in "abcde"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == desk.ids
    assert desk.due(desk.process("f")) == []


def test_what_is_taken_is_kept_lease_by_lease_and_free_after_the_last(desk: Desk) -> None:
    mine, other = desk.process("a"), desk.process("b")
    (row,) = desk.queue.take(mine, desk.ids[:1])
    mine.now = other.now = NOW + desk.queue.lease - SECOND
    assert desk.queue.keep(mine, row)
    mine.now = other.now = NOW + desk.queue.lease + SECOND
    assert desk.queue.take(other, desk.ids[:1]) == []
    mine.now = other.now = NOW + 2 * desk.queue.lease
    assert [one.id for one in desk.queue.take(other, desk.ids[:1])] == desk.ids[:1]
    assert not desk.queue.keep(mine, row)  # it comes back, too late
    assert not desk.queue.note(mine, row, GIVEN_BACK)
    assert desk.rows()[0].lease_owner == other.owner


def test_what_is_given_back_is_the_next_one_s(desk: Desk) -> None:
    mine, other = desk.process("a"), desk.process("b")
    (row,) = desk.queue.take(mine, desk.ids[:1])
    assert desk.due(other) == desk.ids[1:]
    assert desk.queue.note(mine, row, GIVEN_BACK)
    assert desk.due(other) == desk.ids


def test_a_process_finds_again_what_it_left_and_not_what_it_is_at(desk: Desk) -> None:
    mine = desk.process("a")
    desk.queue.take(mine, desk.ids[:2])
    assert desk.due(mine, desk.ids[0]) == desk.ids[1:]


def test_a_dead_process_of_this_host_holds_nothing(desk: Desk) -> None:
    dead = Process(desk.engine, f"host:{2**22 + 1}:gone")
    assert len(desk.queue.take(dead, desk.ids)) == len(desk.ids)
    assert desk.due(Process(desk.engine, "elsewhere:1:x")) == []
    assert desk.due(Process(desk.engine, "host:1:x")) == desk.ids


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=400)])
def test_a_clock_that_was_set_back_makes_nobody_wait_for_more_than_a_lease(
    desk: Desk, back: timedelta
) -> None:
    desk.queue.take(desk.process("a"), desk.ids)
    other = desk.process("b")
    other.now = NOW - back
    with Session(writing(desk.engine)) as session, session.begin():
        for row in session.exec(select(desk.queue.table)):
            if isinstance(row, Feed):  # asked when the clock was ahead, hence due
                row.polled_at = NOW
    assert desk.due(other) == []  # its process may be at work
    other.now += desk.queue.lease + SECOND
    assert desk.due(other) == desk.ids


def test_a_wait_is_over_at_its_time(engine: Engine, workspace: Workspace) -> None:
    number = workspace.id or 0
    with Session(writing(engine), expire_on_commit=False) as session, session.begin():
        row = _addition(number, 1)
        session.add(row)
    queue, mine, other = additions.ADDITIONS, Process(engine, "host-a:1:x"), "host-b:1:x"
    (taken,) = queue.take(mine, [row.id or 0])
    assert taken.attempts == 1
    assert queue.note(mine, taken, again_at(NOW + 30 * SECOND))
    assert queue.take(Process(engine, other, NOW + 29 * SECOND), [row.id or 0]) == []
    (again,) = queue.take(Process(engine, other, NOW + 30 * SECOND), [row.id or 0])
    assert again.attempts == 2
    assert again.lease_owner == other
