"""Brings a database up to date: its tables, and the statuses if a release changed a rule."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.record.batches import batches
from bot.record.statuses import rederive
from bot.record.workspaces import lock
from models.changes import RULES
from models.database import SchemaError, ensure_schema, writing
from models.record import Claim
from models.workspace import RULES_VERSION, Workspace


def ensure_current(engine: Engine, now: datetime) -> None:
    """Bring an SQLite database up to date; a PostgreSQL database must have been migrated.

    Raises SchemaError, with the command to run, if it has not.
    """
    ensure_schema(engine)
    if engine.dialect.name == "sqlite":
        derive_anew(engine, now)
    elif _behind(engine):
        raise SchemaError(
            "The statuses on record are those of older rules. Run `python -m bot migrate` first."
        )


def derive_anew(engine: Engine, now: datetime) -> int:
    """Derive all statuses of every workspace that has those of older rules; give how many changed.

    The changes have the cause RULES: the history and one line of the digest tell them, no notice
    does. A workspace is done in one transaction.
    """
    changed = 0
    for workspace_id in _behind(engine):
        with Session(writing(engine)) as session:
            lock(session, workspace_id)
            workspace = session.get_one(Workspace, workspace_id)
            if workspace.rules >= RULES_VERSION:
                continue  # another process was faster
            ids = session.scalars(
                select(col(Claim.id))
                .where(col(Claim.workspace_id) == workspace_id)
                .order_by(col(Claim.id))
            ).all()
            for batch in batches([one for one in ids if one is not None]):
                changed += len(
                    rederive(session, workspace_id, batch, now=now, because={}, cause=RULES)
                )
                session.expunge_all()  # a record may have 100,000 claims
            workspace = session.get_one(Workspace, workspace_id)
            workspace.rules = RULES_VERSION
            session.add(workspace)
            session.commit()
    return changed


def _behind(engine: Engine) -> list[int]:
    with Session(engine) as session:
        found = session.scalars(
            select(col(Workspace.id)).where(col(Workspace.rules) < RULES_VERSION)
        ).all()
    return [one for one in found if one is not None]
