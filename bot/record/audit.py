"""The audit trail: who did what to which row, when, and what it was before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, insert, select
from sqlmodel import Session, col

from bot.record.batches import table_of
from bot.record.change import Change
from models.changes import AuditEntry

SEEN = "see name"
"""The action of an entry for no change: a confidential name was shown to a person."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One row that changed. `before` is None if the row is new, `after` is None if it was
    removed."""

    entity: str
    entity_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def audit(change: Change, rows: Iterable[Audited], *, action: str) -> None:
    """Write an audit entry for each row, in the transaction of the change itself.

    Values must be JSON. For a row that is neither new nor removed only the fields that differ are
    kept; if none differs, nothing is written.
    """
    entries = []
    for row in rows:
        before, after = _differing(row.before, row.after)
        if before == after:
            continue
        entries.append(
            {
                "workspace_id": change.workspace_id,
                "at": change.now,
                "actor": change.actor,
                "action": action,
                "entity": row.entity,
                "entity_id": row.entity_id,
                "before": before,
                "after": after,
            }
        )
    if entries:
        change.session.execute(insert(table_of(AuditEntry)), entries)


def newest(
    session: Session,
    workspace_id: int,
    entity: str,
    entity_id: int | None,
    *where: ColumnElement[bool],
) -> AuditEntry | None:
    """The newest entry of a row for which the conditions hold."""
    return session.scalars(
        select(AuditEntry)
        .where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.entity) == entity,
            col(AuditEntry.entity_id) == entity_id,
            *where,
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
    ).first()


def _differing(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if before is None or after is None:
        return (None if before is None else dict(before)), (None if after is None else dict(after))
    fields = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {n: before.get(n) for n in fields}, {n: after.get(n) for n in fields}
