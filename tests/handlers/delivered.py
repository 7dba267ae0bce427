"""Time and edited questions, for tests of delivery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from bot.demo import REPORTER, direct
from models import Reply
from models.database import writing
from tests.handlers.newsroom import Newsroom

HERE = direct(REPORTER)


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def wait_until_answered(room: Newsroom, number: int = 1) -> list[Reply]:
    room.slack.wait_for(lambda: room.states().count("answered") == number, 8)
    assert room.services.answerer.idle(5)
    return room.replies()


def edit_row(room: Newsroom, **changes: object) -> None:
    with Session(writing(room.engine)) as session:
        for row in session.exec(select(Reply)):
            for name, value in changes.items():
                setattr(row, name, value)
        session.commit()
