"""Claims that an editor gave another topic."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest.topics import is_seen, topic_key
from models.changes import AuditEntry
from models.record import Claim


class Crossing(NamedTuple):
    """A claim whose topic was changed: from which one, and to which."""

    claim_id: int
    before: str | None
    after: str | None

    def left(self, topic: str) -> bool:
        """Whether the claim had this topic, in whatever letter case."""
        return _key(self.before) == topic_key(topic)

    def came_to(self, topic: str) -> bool:
        """Whether the claim has this topic now."""
        return _key(self.after) == topic_key(topic)


def crossings(session: Session, workspace_id: int, after: int, upto: int) -> list[Crossing]:
    """The claims that have another topic than before these entries of the audit trail."""
    rows = session.execute(
        select(col(AuditEntry.entity_id), col(AuditEntry.before), col(AuditEntry.after))
        .where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.action) == "edit",
            col(AuditEntry.entity) == "claim",
            col(AuditEntry.id) > after,
            col(AuditEntry.id) <= upto,
        )
        .order_by(col(AuditEntry.id))
    )
    found: dict[int, Crossing] = {}
    for claim_id, before, now in rows:
        if "topic" not in (before or {}):
            continue
        first = found[claim_id].before if claim_id in found else before["topic"]
        found[claim_id] = Crossing(claim_id, first, (now or {}).get("topic"))
    return [one for one in found.values() if _key(one.before) != _key(one.after)]


def is_on_record(session: Session, workspace_id: int, topic: str) -> bool:
    """Whether a claim that everyone may see has the topic, in whatever letter case."""
    if is_seen(session, workspace_id, topic):
        return True
    every = select(col(Claim.topic)).where(
        col(Claim.workspace_id) == workspace_id, col(Claim.topic).is_not(None)
    )
    known = [one for one in session.scalars(every.distinct()) if one is not None]
    alike = [one for one in known if topic_key(one) == topic_key(topic)]
    return any(is_seen(session, workspace_id, one) for one in alike)


def _key(topic: str | None) -> str | None:
    return None if topic is None else topic_key(topic)
