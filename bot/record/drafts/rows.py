"""Rows that review puts on record, and takes off again if nothing else came to use them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.record.audit import Audited, audit, newest
from bot.record.change import Change
from bot.record.exchange.stored import as_entry
from models.changes import AuditEntry
from models.record import Row

APPROVE = "approve draft"
TAKE_BACK = "take back approval"
INGEST = "ingest"
CONFIRM = "confirm details"

_MAKING = (APPROVE, INGEST, CONFIRM)
"""Audited actions that make rows which review may remove again."""


def free_key(session: Session, table: type[Row], workspace_id: int, wanted: str) -> str:
    """The key `wanted`; if it is taken, that key with a number behind it."""
    key, count = wanted, 1
    while (
        session.scalars(
            select(col(table.id)).where(
                col(table.workspace_id) == workspace_id, col(table.key) == key
            )
        ).first()
        is not None
    ):
        count += 1
        key = f"{wanted}-{count}"
    return key


def note_new(change: Change, rows: Sequence[Row], *, action: str) -> None:
    """Store new rows and write each into the audit trail."""
    session = change.session
    for row in rows:
        session.add(row)
        session.flush()
        audited = Audited(_entity(row), row.id or 0, None, as_entry(session, row))
        audit(change, [audited], action=action)


def made_here(session: Session, row: Row) -> bool:
    """Whether ingestion or review made the row and no editor changed it since.

    The audit trail says which. If a row's id was used by an earlier row too, only the entries of
    the later row count.
    """
    if row.imported_as is not None or row.edited_at is not None:
        return False
    is_new = col(AuditEntry.before).is_(None)
    entry = newest(session, row.workspace_id, _entity(row), row.id, is_new)
    return entry is not None and entry.action in _MAKING


def removed(change: Change, row: Row, *, action: str) -> bool:
    """Remove a row that was made here, unless another row refers to it; say whether it was
    removed."""
    session = change.session
    if not made_here(session, row):
        return False
    before = as_entry(session, row)
    table: Any = type(row)
    try:
        with session.begin_nested():
            session.execute(
                delete(table).where(table.id == row.id),
                execution_options={"synchronize_session": False},
            )
    except IntegrityError:  # the database's foreign keys cover every row that refers to it
        return False
    gone = Audited(_entity(row), row.id or 0, before, None)
    session.expunge(row)
    audit(change, [gone], action=action)
    return True


def _entity(row: Row) -> str:
    return type(row).__name__.lower()
