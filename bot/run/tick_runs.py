"""What the scheduler did last, kept in rows for whoever asks from another process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from models.database import insert_new, writing
from models.tick import TickRun


def note_run(engine: Engine, name: str, every_s: float, owner: str, at: datetime) -> None:
    """A tick ran, and did what was due."""
    _note(engine, name, {"every_s": every_s, "owner": owner, "ran_at": at, "failures": 0})


def note_failure(
    engine: Engine, name: str, every_s: float, owner: str, at: datetime, error: str
) -> None:
    """A tick failed; `error` says how, without anything that was stored or sent."""
    values = {"every_s": every_s, "owner": owner, "failed_at": at, "error": error}
    _note(engine, name, {**values, "failures": 1}, failed=True)


def runs(session: Session) -> list[TickRun]:
    """The ticks' latest runs, by name."""
    return list(session.scalars(select(TickRun).order_by(col(TickRun.name))))


def _note(engine: Engine, name: str, values: dict[str, object], *, failed: bool = False) -> None:
    updated = {**values, "failures": TickRun.failures + 1} if failed else values
    with Session(writing(engine)) as session:
        if not insert_new(session, TickRun, {"name": name, **values}):
            session.connection().execute(
                update(TickRun).where(col(TickRun.name) == name).values(**updated)
            )
        session.commit()
