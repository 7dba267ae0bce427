"""The record as a file for an editor, by direct message."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.demo import EDITOR, direct
from tests.handlers.caring import CareDesk, desk_record, shown
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.standin import FaultySlack, server_error


def opened(engine: Engine, *more: str) -> Iterator[CareDesk]:
    raw = desk_record()
    raw["sources"][0]["confidential"] = True
    with FaultySlack(scopes=[*MANIFEST_SCOPES, *more]) as slack:
        made = CareDesk(slack, engine, raw)
        yield made
        made.room.close()


@pytest.fixture
def granted(sqlite_engine: Engine) -> Iterator[CareDesk]:
    yield from opened(sqlite_engine, "files:write")


@pytest.fixture
def bare(sqlite_engine: Engine) -> Iterator[CareDesk]:
    yield from opened(sqlite_engine)


def outcome(desk: CareDesk) -> str:
    """What the direct message says in the end."""
    desk.slack.wait_for(lambda: desk.slack.calls_of("chat.update"), 10)
    return shown(desk.slack.posted(direct(EDITOR))[0])


def content(desk: CareDesk) -> str:
    (file,) = desk.slack.files.values()
    text: str = file["content"].decode()
    return text


def test_a_csv_comes_as_a_file_without_confidential_names(granted: CareDesk) -> None:
    assert "by direct message" in shown(granted.command("export csv", user=EDITOR))
    assert "The record as of 11 Nov 2024: CSV" in outcome(granted)
    rows = list(csv.DictReader(io.StringIO(content(granted), newline="")))
    assert len(rows) == 4
    assert "Ida Holm" not in {row["source"] for row in rows}
    (message,) = [m for m in granted.slack.posted(direct(EDITOR)) if m.get("files")]
    assert message["files"][0]["name"] == "on-record.csv"


def test_on_record_is_what_export_alone_gives(granted: CareDesk) -> None:
    assert "names of confidential sources" in shown(granted.command("export", user=EDITOR))
    outcome(granted)
    given = json.loads(content(granted))
    assert given["format"] == "on-record/1"
    assert "Ida Holm" in {one["name"] for one in given["sources"]}


def test_claim_review_comes_in_the_workspaces_name(granted: CareDesk) -> None:
    granted.command("export ClaimReview", user=EDITOR)
    outcome(granted)
    (first, *_) = json.loads(content(granted))["@graph"]
    assert (first["@type"], first["author"]["name"]) == ("ClaimReview", "Desk")


def test_without_the_scope_the_command_is_named(bare: CareDesk) -> None:
    bare.command("export csv", user=EDITOR)
    assert "python -m bot export --format csv FILE" in outcome(bare)
    assert bare.slack.files == {}


def test_a_failure_of_slack_s_is_said(granted: CareDesk) -> None:
    granted.slack.next("files.getUploadURLExternal", server_error(500))
    granted.command("export", user=EDITOR)
    assert "Try again in a minute" in outcome(granted)
