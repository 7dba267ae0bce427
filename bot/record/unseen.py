"""The parts of a claim's history that only editors may see.

These are wordings that only editors could read, attributions that others do not see, and
confidential speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.record.columns import was_seen
from bot.record.edit.rows import UNSEEN
from bot.record.visible import visible
from models.changes import AuditEntry, StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState


def told_of(claim: Claim) -> bool:
    """Whether every reader may know that the claim is or was on record.

    Whether its present words are hidden is a separate question.
    """
    gone = claim.merged_into_id is not None or claim.state == ClaimState.WITHDRAWN.value
    return was_seen(claim) or not gone


def tells_unseen(entry: AuditEntry, family: Mapping[int, Claim], first: datetime | None) -> bool:
    """Whether an entry tells a wording that only editors could read at the time.

    That is the wording of a claim that was merged before readers saw it, or one that was edited
    while readers did not see the claim. `first` is when readers could first see the claim itself.
    """
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
    """When a claim first had a status; readers can see it from then on. None if that is unknown."""
    return session.scalar(
        select(func.min(col(StatusChange.at))).where(
            col(StatusChange.workspace_id) == claim.workspace_id,
            col(StatusChange.claim_id) == claim.id,
        )
    )


def seen_by_all(
    session: Session,
    workspace_id: int,
    claim_ids: Sequence[int],
    every: Sequence[Attribution],
    now: datetime,
) -> list[Attribution]:
    """Those of the attributions that every reader may see at `now`."""
    seen = visible(session, workspace_id, claim_ids, now=now)
    ids = {spoken.id for one in seen.values() for spoken in one.spoken}
    return [one for one in every if one.id in ids and one.state == AttributionState.APPROVED.value]


def moved_away(
    session: Session, workspace_id: int, entries: Iterable[AuditEntry], now: datetime
) -> set[str]:
    """The keys of attributions that were moved off a claim and that every reader may see on their
    present claim."""
    keys = [one.before["attribution"] for one in entries if one.action == "move away"]
    rows = session.scalars(
        select(Attribution).where(
            col(Attribution.workspace_id) == workspace_id, col(Attribution.key).in_(keys)
        )
    ).all()
    there = sorted({row.claim_id for row in rows})
    return {one.key for one in seen_by_all(session, workspace_id, there, rows, now)}


def tells_concealed(entry: AuditEntry, shown: set[str], concealed: set[int | None]) -> bool:
    """Whether an entry tells what readers who are not editors may not know.

    That is an attribution they do not see, or who spoke and through which outlet if that is
    confidential.
    """
    before, after = entry.before or {}, entry.after or {}
    if entry.entity == "attribution" and entry.entity_id in concealed:
        return not {"source", "relayed_by"}.isdisjoint(before)
    if entry.action == "move away" and before.get("attribution") not in shown:
        return True
    return (before | after).get("state") in ("draft", "rejected")


def claims_told(
    session: Session, workspace_id: int, texts: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """The texts of claims by key; "another claim" for those that may not be shown."""
    rows = session.scalars(
        select(Claim).where(
            col(Claim.workspace_id) == workspace_id, col(Claim.key).in_(list(texts))
        )
    ).all()
    seen = visible(session, workspace_id, [row.id or 0 for row in rows], now=now)
    told = {
        row.key: texts[row.key]
        for row in rows
        if row.state != ClaimState.DRAFT.value and not seen[row.id or 0].hidden and told_of(row)
    }
    return {key: told.get(key, "another claim") for key in texts}
