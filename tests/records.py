"""A small record of invented people and places, for tests to vary."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.exchange.entries import RecordFile
from bot.record.exchange.importing import ImportReport, import_record
from bot.record.exchange.interchange import parse
from models import Claim, Workspace
from models.database import writing
from tests.conftest import NOW

TEXT = (
    'The bridge at Ostra is closed, Mayor Ida Holm said. "It will not open before May," she added. '
    "The Ministry of Works denied it. The Ostra Courier reported that the bridge is closed."
)

_RECORD: dict[str, Any] = {
    "format": "on-record/1",
    "outlets": [{"key": "courier", "name": "Ostra Courier", "domain": "courier.example"}],
    "sources": [
        {"key": "holm", "name": "Ida Holm", "kind": "person", "role": "mayor", "parent": "council"},
        {"key": "council", "name": "City Council", "kind": "organisation", "parent": "ostra"},
        {"key": "ostra", "name": "Ostra", "kind": "government", "side": "city", "aliases": ["Ost"]},
        {"key": "works", "name": "Ministry of Works", "kind": "government", "side": "state"},
        {"key": "paper", "name": "Ostra Courier", "kind": "outlet", "side": "neutral"},
    ],
    "documents": [
        {
            "key": "report",
            "text": TEXT,
            "outlet": "courier",
            "url": "https://courier.example/bridge",
            "title": "Bridge closed",
            "published_on": "2024-11-04",
        }
    ],
    "claims": [
        {"key": "closed", "text": "The bridge at Ostra is closed.", "kind": "fact"},
        {"key": "may", "text": "The bridge will not open before May.", "kind": "prediction"},
    ],
    "attributions": [
        {
            "key": "a1",
            "claim": "closed",
            "source": "holm",
            "document": "report",
            "content": [[0, 29]],
            "verbatim": False,
            "stance": "asserts",
            "speaker": [31, 45],
        },
        {
            "key": "a2",
            "claim": "may",
            "source": "holm",
            "document": "report",
            "content": [[53, 82]],
            "verbatim": True,
            "stance": "asserts",
            "said_on": "2024-11-03",
        },
    ],
}


def record() -> dict[str, Any]:
    """The record as JSON, to change at will."""
    return copy.deepcopy(_RECORD)


def attribution(key: str, **fields: Any) -> dict[str, Any]:
    """One more attribution: by default the ministry denies that the bridge is closed."""
    return {
        "key": key,
        "claim": "closed",
        "source": "works",
        "document": "report",
        "content": [[95, 127]],
        "verbatim": False,
        "stance": "denies",
        **fields,
    }


def read(raw: dict[str, Any]) -> RecordFile:
    return parse(json.dumps(raw).encode())


def load(
    engine: Engine, workspace: Workspace, raw: dict[str, Any], now: datetime = NOW
) -> ImportReport:
    """Import it as the test's editor."""
    assert workspace.id is not None
    return import_record(engine, read(raw), workspace_id=workspace.id, actor="U1", now=now)


def another_workspace(engine: Engine, team_id: str = "T0OTHER") -> Workspace:
    made = Workspace(team_id=team_id, created_at=NOW)
    with Session(writing(engine), expire_on_commit=False) as session:
        session.add(made)
        session.commit()
    return made


def statuses(engine: Engine, workspace: Workspace) -> dict[str, str | None]:
    with Session(engine) as session:
        rows = session.exec(select(Claim).where(Claim.workspace_id == workspace.id))
        return {row.key: row.status for row in rows}
