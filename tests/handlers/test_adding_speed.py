"""From paste to the first drafts on screen, measured on a text of 2,000 words."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from bot.demo import EDITOR, direct
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import parse
from models import Draft
from tests.handlers.added import filled, opened, rows
from tests.handlers.newsroom import Newsroom
from tests.paths import shared
from tests.standin import FaultySlack

WORDS = 2_000
WITHIN = 2.0  # seconds, of a machine that does nothing else
BUSY = 2.0  # what a busy one may take longer


def long_text() -> str:
    lines = shared("bench", "attribution", "dev.jsonl").read_text("utf-8").splitlines()
    paragraphs = [p for line in lines for p in json.loads(line)["text"].split("\n") if p.strip()]
    taken: list[str] = []
    while sum(len(p.split()) for p in taken) < WORDS:
        taken.append(paragraphs[len(taken)])
    return "\n\n".join(taken)


@pytest.fixture
def text() -> str:
    return long_text()


def test_drafts_are_on_screen_within_two_seconds(
    record_slack: FaultySlack, sqlite_engine: Engine, text: str
) -> None:
    room = Newsroom(record_slack, sqlite_engine, real=True)
    import_record(
        sqlite_engine,
        parse(shared("corpus", "record.json").read_bytes()),
        workspace_id=room.workspace_id,
        actor="test",
        now=datetime.now(UTC),
    )
    room.services.checker.refresh(room.workspace_id)
    form = opened(room)
    sent = filled(room, form, text=text, day="2016-10-05")
    start = time.perf_counter()
    room.send(sent, settle=False)
    acknowledged = time.perf_counter() - start
    room.slack.wait_for(lambda: room.slack.posted(direct(EDITOR)), 20)
    shown = time.perf_counter() - start
    assert room.services.adder.idle(20)
    room.close()
    drafts = rows(room, Draft)
    assert len(drafts) > 20
    assert acknowledged < 1
    assert shown < WITHIN * BUSY, f"{len(drafts)} drafts took {shown:.2f} s"
