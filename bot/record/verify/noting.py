"""Keeps what the last look over the record counted, for the editors' Home."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from bot.record.verify.findings import counts
from bot.record.verify.verifying import LookedOver, verify
from models.database import writing
from models.workspace import Workspace

EVERY = timedelta(days=1)
"""How often a running bot goes over a record."""


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


def look_over_due(
    engine: Engine,
    workspaces: Collection[int],
    *,
    now: datetime,
    shelf_lives: Mapping[str, int | None],
) -> int:
    """Go over the records that nobody has gone over within a day, and keep the counts; gives the
    number of records."""
    number = 0
    for workspace_id in workspaces:
        with Session(engine) as session:
            last = noted(session, workspace_id)
            if last is not None and timedelta() <= now - last.at < EVERY:
                continue
            looked = verify(session, workspace_id, now=now, shelf_lives=shelf_lives)
        note(engine, workspace_id, looked)
        number += 1
    return number
