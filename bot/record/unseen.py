"""What a claim said while only editors could read it: that stays with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.record.edit.rows import UNSEEN
from bot.record.visible import was_seen
from models.changes import AuditEntry, StatusChange
from models.record import Claim, ClaimState


def told_of(claim: Claim) -> bool:
    """Whether everybody may know that a claim is or was on record, as long as nothing of what it
    says now is hidden."""
    gone = claim.merged_into_id is not None or claim.state == ClaimState.WITHDRAWN.value
    return was_seen(claim) or not gone


def tells_unseen(entry: AuditEntry, family: Mapping[int, Claim], first: datetime | None) -> bool:
    """Whether an entry has the wording of a claim which nobody but editors could read then: of one
    that was merged before anybody saw it, or one that was edited while nobody did. `first` is when
    the claim itself came to be seen."""
    if entry.entity != "claim":
        return False
    if not told_of(family[entry.entity_id]):
        return True
    after = entry.after or {}
    if "merged" in after:
        seen = {one.text for one in family.values() if told_of(one)}
        return after["merged"] not in seen
    if entry.action != "edit":
        return False
    early = (
        first is not None and entry.at < first and family[entry.entity_id].merged_into_id is None
    )
    return bool(after.get(UNSEEN)) or early


def first_seen(session: Session, claim: Claim) -> datetime | None:
    """When a claim first had a status, from when on it can be seen; None where that is unknown."""
    return session.scalar(
        select(func.min(col(StatusChange.at))).where(
            col(StatusChange.workspace_id) == claim.workspace_id,
            col(StatusChange.claim_id) == claim.id,
        )
    )
