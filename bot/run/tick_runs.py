"""The scheduler's last runs, kept in rows so that other processes can read them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from models.database import insert_new, writing
from models.tick import TickRun


def note_run(engine: Engine, name: str, every_s: float, owner: str, at: datetime) -> None:
    """Notes that a tick ran and did the work that was due."""
    _note(engine, name, {"every_s": every_s, "owner": owner, "ran_at": at, "failures": 0})


def note_failure(
    engine: Engine, name: str, every_s: float, owner: str, at: datetime, error: str
) -> None:
    """Notes that a tick failed; `error` says how, without anything that was stored or sent."""
    values = {"every_s": every_s, "owner": owner, "failed_at": at, "error": error}
    _note(engine, name, {**values, "failures": 1}, failed=True)


def runs(session: Session) -> list[TickRun]:
    """The latest run of each tick, by name."""
    return list(session.scalars(select(TickRun).order_by(col(TickRun.name))))


def _note(engine: Engine, name: str, values: dict[str, object], *, failed: bool = False) -> None:
    updated = {**values, "failures": TickRun.failures + 1} if failed else values
    with Session(writing(engine)) as session:
        if not insert_new(session, TickRun, {"name": name, **values}):
            session.connection().execute(
                update(TickRun).where(col(TickRun.name) == name).values(**updated)
            )
        session.commit()
