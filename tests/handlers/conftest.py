"""The bot in a small workspace, on SQLite (`newsroom`) and on both databases (`any_newsroom`)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

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
