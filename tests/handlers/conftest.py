"""The bot in a small workspace, on SQLite (`newsroom`, `sqlite_room`) and on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.demo import DESK
from tests.handlers.answers import set_desk_channel
from tests.handlers.newsroom import Newsroom
from tests.paths import ROOT
from tests.standin import FaultySlack

_SCOPES = json.loads((ROOT / "manifest.json").read_text())["oauth_config"]["scopes"]
MANIFEST_SCOPES = [one for one in _SCOPES["bot"] if one not in _SCOPES["bot_optional"]]
"""What the app may do is what its manifest asks for, without what people may decline."""


@pytest.fixture
def record_slack() -> Iterator[FaultySlack]:
    with FaultySlack(scopes=MANIFEST_SCOPES) as slack:
        yield slack


@pytest.fixture
def newsroom(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Newsroom]:
    room = Newsroom(record_slack, sqlite_engine)
    yield room
    room.close()


@pytest.fixture
def any_newsroom(record_slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    room = Newsroom(record_slack, engine)
    yield room
    room.close()


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    """The newsroom with answers from its record and a desk's channel, on both databases."""
    yield from _with_desk(record_slack, engine)


@pytest.fixture
def sqlite_room(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Newsroom]:
    yield from _with_desk(record_slack, sqlite_engine)


def _with_desk(slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    newsroom = Newsroom(slack, engine, real=True)
    set_desk_channel(newsroom, DESK)
    yield newsroom
    newsroom.close()
