"""What tests of the buttons below an answer do and read."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, SQLModel, select

from bot.demo import NEWSROOM, REPORTER
from bot.demo.signed import Payload
from models import Workspace
from models.database import writing
from tests.handlers.newsroom import BRIDGE, Newsroom

Fields = dict[str, Any]


def rows(newsroom: Newsroom, table: type[SQLModel]) -> list[Any]:
    with Session(newsroom.engine) as session:
        return list(session.exec(select(table)))


def answered(newsroom: Newsroom, text: str = BRIDGE) -> Fields:
    newsroom.send(newsroom.mention(text))
    return newsroom.slack.posted(NEWSROOM)[-1]


def told(newsroom: Newsroom, user: str = REPORTER) -> str:
    return str(newsroom.slack.ephemerals(user=user)[-1]["text"])


def set_desk_channel(newsroom: Newsroom, channel: str) -> None:
    with Session(writing(newsroom.engine)) as session:
        workspace = session.get(Workspace, newsroom.workspace_id)
        assert workspace is not None
        workspace.desk_channel = channel
        session.add(workspace)
        session.commit()


def with_value(pressed: Payload, value: str) -> Payload:
    pressed.body["actions"][0]["value"] = value
    return pressed
