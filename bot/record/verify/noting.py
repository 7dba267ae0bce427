"""Keeps what the last look over the record counted, for the editors' Home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from bot.record.verify.findings import counts
from bot.record.verify.verifying import LookedOver
from models.database import writing
from models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Noted:
    """When the record was last looked over, and how many things of each kind there were."""

    at: datetime
    counts: dict[str, int]


def note(engine: Engine, workspace_id: int, looked: LookedOver) -> None:
    """Keep the counts of a look, in a transaction of its own."""
    told = {"at": looked.at.isoformat(), "counts": counts(looked.findings)}
    with Session(writing(engine)) as session, session.begin():
        session.execute(
            update(Workspace).where(col(Workspace.id) == workspace_id).values(verified=told)
        )


def noted(session: Session, workspace_id: int) -> Noted | None:
    """The last look; None if there was none."""
    told = session.scalar(select(col(Workspace.verified)).where(col(Workspace.id) == workspace_id))
    if not told:
        return None
    return Noted(datetime.fromisoformat(told["at"]), dict(told["counts"]))


def is_due(session: Session, workspace_id: int, now: datetime, every: timedelta) -> bool:
    """Whether the last look is as long ago as `every`, or there was none."""
    last = noted(session, workspace_id)
    return last is None or now - last.at >= every
