"""Digests on their way to a stand-in for Slack, for tests."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.digest import delivering, planning, subscriptions
from bot.digest.subscriptions import Choice
from bot.slack.outbox import Looked, Outbox, Outgoing
from models import DigestDelivery
from models.database import writing
from tests.conftest import NOW
from tests.desk_care import Desk

NINE = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)


class Slack:
    """Takes messages, refuses them or loses its answers, as told; keeps what it took."""

    def __init__(self, *, readable: bool = True) -> None:
        self.now = NINE
        self.readable = readable
        self.taken: list[tuple[datetime, Outgoing]] = []
        self.answers: list[Callable[[], object]] = []
        self.hosts = itertools.count()

    def send(self, outgoing: Outgoing) -> str:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None and answer is not lost:
            answer()
        self.taken.append((self.now, outgoing))
        if answer is lost:
            raise TimeoutError
        return str(len(self.taken))

    def look(self, outgoing: Outgoing) -> Looked:
        if not self.readable:
            return Looked(seen=False)
        for n, (_, one) in enumerate(self.taken):
            if (one.event_type, one.payload) == (outgoing.event_type, outgoing.payload):
                return Looked(seen=True, ts=str(n + 1))
        return Looked(seen=True)

    def worker(self, engine: Engine) -> Outbox[DigestDelivery]:
        return Outbox(
            delivering.DIGESTS,
            engine,
            send=self.send,
            look=self.look,
            clock=lambda: self.now,
            owner=f"host-{next(self.hosts)}:1:x",
        )


def lost() -> None:
    """Slack took the message and its answer never came."""


def subscribed(desk: Desk, channel: str = "C1", at: time = time(9), **chosen: Any) -> int:
    with Session(writing(desk.engine), expire_on_commit=False) as session:
        made = subscriptions.subscribe(
            session, desk.number, channel, "U0IDA", Choice(at, "UTC", **chosen), now=NOW
        )
        session.commit()
        assert made.id is not None
        return made.id


def planned(desk: Desk, now: datetime = NINE) -> tuple[int, int]:
    made = planning.plan(desk.engine, [desk.number], now=now)
    return made.to_send, made.missed


def deliveries(desk: Desk) -> list[DigestDelivery]:
    with Session(desk.engine) as session:
        return list(session.exec(select(DigestDelivery).order_by(DigestDelivery.id)))


def states(desk: Desk) -> list[str]:
    return [one.state for one in deliveries(desk)]
