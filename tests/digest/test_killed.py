"""Two processes send what is due at once, and one of them is killed in the middle."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from bot.digest.due import WEEKDAYS
from models import DigestDelivery, Subscription, Workspace
from models.database import writing
from models.subscription import PostingState
from tests.digest_worker import NINE, RETRY_AFTER
from tests.paths import ROOT
from tests.records import load, record

SECONDS = 60
"""Longest time of one test; on an idle machine it takes about four."""

STUCK = 6
"""Lines written by a worker that stands still in its fifth call."""


class Newsroom:
    """A desk with many digests, due in the last minutes before nine, and two workers."""

    def __init__(self, engine: Engine, file: Path, digests: int) -> None:
        self.engine = engine
        self.file = file
        self.digests = digests
        self.file.touch()
        desk = Workspace(team_id="T0DESK", name="Desk", created_at=NINE)
        with Session(writing(engine), expire_on_commit=False) as session:
            session.add(desk)
            session.commit()
        load(engine, desk, record(), NINE - timedelta(days=9))  # so that there is little to compose
        self.number = desk.id or 0
        with Session(writing(engine)) as session:
            session.add_all(self._subscriptions())
            session.commit()

    def _subscriptions(self) -> list[Subscription]:
        """Every tenth channel has three of them; who came first is not who is due first."""
        channels = [f"C{n}" for n in range(self.digests)]
        channels = [c for n, c in enumerate(channels) for _ in range(1 if n % 10 else 3)]
        minutes = [5 * n // self.digests for n in range(self.digests)]
        random.Random(1).shuffle(minutes)
        return [
            Subscription(
                workspace_id=self.number,
                channel=channel,
                owner="U1",
                local_time=(NINE - timedelta(minutes=minute)).time(),
                timezone="UTC",
                weekdays=list(WEEKDAYS),
                post_empty=True,
                due_from=NINE - timedelta(hours=1),
                created_at=NINE - timedelta(hours=1),
            )
            for channel, minute in zip(channels, minutes, strict=False)
        ]

    @contextmanager
    def working(self, *each: dict[str, Any]) -> Iterator[list[subprocess.Popen[bytes]]]:
        there = self.engine.url
        if there.get_backend_name() == "postgresql" and "options" not in there.query:
            # It is processes that are killed, not the server: nothing waits for the disk.
            there = there.update_query_dict({"options": "-csynchronous_commit=off"})
        url = there.render_as_string(hide_password=False)
        program = [sys.executable, "-m", "tests.digest_worker", url, str(self.number)]
        common = {"began": time.time()}
        workers = [
            subprocess.Popen([*program, str(self.file), json.dumps(common | given)], cwd=ROOT)
            for given in each
        ]
        try:
            yield workers
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()

    def kill_in_the_call(self, worker: subprocess.Popen[bytes]) -> None:
        """kill -9, while it waits for Slack's answer."""
        _wait_for(lambda: any(one["what"] == "stuck" for one in self.lines()))
        worker.kill()
        worker.wait()  # or it would still count as a process

    def settled(self) -> Counter[str]:
        """What became of them, when nothing is open any more."""
        _wait_for(lambda: self._closed().total() == self.digests)
        return self._closed()

    def lines(self) -> list[dict[str, Any]]:
        text = self.file.read_text()
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def _closed(self) -> Counter[str]:
        open_ = (PostingState.WAITING.value, PostingState.SENDING.value)
        with Session(self.engine) as session:
            rows = session.exec(
                select(DigestDelivery.state, func.count())
                .where(col(DigestDelivery.state).not_in(open_))
                .group_by(col(DigestDelivery.state))
            )
            return Counter(dict(rows.all()))


def _wait_for(condition: Any) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, "it has not come about"
        time.sleep(0.05)


def test_500_due_at_once_go_out_once_each_though_one_of_two_workers_is_killed(
    engine: Engine, tmp_path: Path
) -> None:
    room = Newsroom(engine, tmp_path / "slack.jsonl", 500)
    first = {"readable": True, "refused_at": 25, "stuck_at": 100, "arrived": True}
    # Where the machine is busy, a worker that began first could be through before the other is.
    with room.working(first, {"readable": True, "after": 10}) as workers:
        room.kill_in_the_call(workers[0])
        assert room.settled() == {"sent": 500}
    lines = room.lines()
    taken = [one for one in lines if one["what"] == "taken"]
    assert Counter(one["id"] for one in taken).total() == len({one["id"] for one in taken}) == 500
    assert len({one["by"] for one in taken}) == 2
    _within_the_pace(taken)
    _held_back(lines)
    _oldest_first(engine, taken)


def test_what_did_not_arrive_when_its_sender_was_killed_is_sent_by_the_other(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    room = Newsroom(sqlite_engine, tmp_path / "slack.jsonl", 40)
    first = {"readable": True, "stuck_at": STUCK - 1, "arrived": False}
    with room.working(first, {"readable": True, "after": STUCK}) as workers:
        room.kill_in_the_call(workers[0])
        assert room.settled() == {"sent": 40}
    taken = Counter(one["id"] for one in room.lines() if one["what"] == "taken")
    assert len(taken) == taken.total() == 40


def test_where_nobody_can_look_only_what_was_on_its_way_is_in_doubt(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    room = Newsroom(sqlite_engine, tmp_path / "slack.jsonl", 40)
    first = {"readable": False, "stuck_at": STUCK - 1, "arrived": True}
    with room.working(first, {"readable": False, "after": STUCK}) as workers:
        room.kill_in_the_call(workers[0])
        assert room.settled() == {"sent": 39, "unknown": 1}
    taken = Counter(one["id"] for one in room.lines() if one["what"] == "taken")
    assert len(taken) == taken.total() == 40


def _within_the_pace(taken: list[dict[str, Any]]) -> None:
    """A channel's turns are a second apart, whoever took them."""
    turns: defaultdict[str, list[float]] = defaultdict(list)
    for one in taken:
        turns[one["channel"]].append(one["at"])
    assert max(map(len, turns.values())) == 3
    for every in turns.values():
        assert [b - a for a, b in itertools.pairwise(sorted(every)) if b - a < 1] == []


def _held_back(lines: list[dict[str, Any]]) -> None:
    """After a 429 nobody begins a call until Slack allows it.

    What began before everybody could know of it is under way; that is over in half the time.
    """
    (told,) = (one["at"] for one in lines if one["what"] == "refused")
    since = [one["at"] - told for one in lines if one["what"] == "taken"]
    assert not [seconds for seconds in since if RETRY_AFTER / 2 < seconds < RETRY_AFTER]
    assert max(since) > RETRY_AFTER


def _oldest_first(engine: Engine, taken: list[dict[str, Any]]) -> None:
    """In the order in which they came due, but for what went on at the same time, and for what
    had to wait: for its channel, for Slack, for a dead process's doubt."""
    with Session(engine) as session:
        due = {one.id: one for one in session.exec(select(DigestDelivery))}
    per_channel = Counter(one.channel for one in due.values())
    at_once = [
        due[one["id"]].due_at
        for one in taken
        if per_channel[one["channel"]] == 1 and due[one["id"]].attempts == 1
    ]
    assert len(set(at_once)) == 5
    # A worker that the machine holds up is overtaken; in no order it would be half of them.
    overtaken = sum(b < a for a, b in itertools.pairwise(at_once))
    assert overtaken <= len(at_once) // 10
