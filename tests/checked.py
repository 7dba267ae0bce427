"""A record to check statements against, for tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.check.answer import Answer
from bot.record.workspaces import stamp
from models import Claim, Workspace
from models.database import writing


def number(workspace: Workspace) -> int:
    assert workspace.id is not None
    return workspace.id


def key_of(answer: Answer) -> str | None:
    return answer.claim.key if answer.claim else None


def with_claim(raw: dict[str, Any], key: str, text: str, **fields: Any) -> dict[str, Any]:
    raw["claims"].append({"key": key, "text": text, "kind": "fact", **fields})
    return raw


def change(engine: Engine, workspace: Workspace, key: str, **fields: Any) -> int:
    """Another process's change of a claim, committed; the claim's id."""
    with Session(writing(engine)) as session:
        claim = session.scalars(
            select(Claim).where(col(Claim.workspace_id) == workspace.id, col(Claim.key) == key)
        ).one()
        assert claim.id is not None
        for name, value in fields.items():
            setattr(claim, name, value)
        session.add(claim)
        session.flush()
        stamp(session, number(workspace), [claim.id])
        session.commit()
        return claim.id
