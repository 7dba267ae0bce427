"""Deriving the statuses of claims again after a change, and noting which statuses changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.corroboration import Corroboration, Figure
from bot.corroboration.figures import same
from bot.record.batches import batches
from bot.record.counting import context, counted
from bot.record.measuring import mark_measures
from bot.record.visible import named_by, speakers, visible
from bot.record.workspaces import lock, stamp
from models.changes import StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState


def rederive(
    session: Session,
    workspace_id: int,
    claim_ids: Collection[int],
    *,
    now: datetime,
    because: Mapping[int, Sequence[str]],
    cause: str | None = None,
) -> list[StatusChange]:
    """Derive the claims' statuses and figures on record at `now` and write the changes in the same
    transaction; give them.

    `because` has, by claim id, the keys of the attributions that caused it; `cause` is that of the
    StatusChange. A draft has no status.
    A claim whose attributions are all under embargo has none either: it gets its first one on the
    day on which it can be shown. Does not commit.
    """
    session.flush()
    ids = sorted(set(claim_ids))
    mark_measures(session, workspace_id, ids)
    seen = visible(session, workspace_id, ids, now=now)
    spoken = (said for one in seen.values() for said in one.spoken)
    known = speakers(session, workspace_id, named_by(spoken))
    changes: list[StatusChange] = []
    claims = _claims(session, workspace_id, ids)
    among = context(session, known, ((one, seen[one.id or 0].spoken) for one in claims))
    for claim in claims:
        if claim.id is None:
            continue
        derived_before = claim.derived_at is not None
        claim.derived_at = now
        standing = seen[claim.id]
        if claim.state == ClaimState.DRAFT or (standing.hidden and claim.status is None):
            continue
        if claim.state == ClaimState.WITHDRAWN and claim.status is None and derived_before:
            continue  # withdrawn unseen: it gets its first status when it is put back
        result = counted(claim, standing.spoken, among, now=now)
        before, after = _figure_noted(claim), _figure_found(result)
        claim.record_low, claim.record_high = after[0] or (None, None)
        claim.record_unit = after[1]
        moved = claim.status is not None and not _is_one(before, after)
        if result.status.value == claim.status and not moved:
            continue
        changes.append(
            StatusChange(
                workspace_id=workspace_id,
                claim_id=claim.id,
                from_status=claim.status,
                to_status=result.status.value,
                support=result.support,
                denial=result.denial,
                attributions=list(because.get(claim.id, ())),
                from_figure=_as_json(before) if moved else None,
                to_figure=_as_json(after) if moved else None,
                cause=cause,
                at=now,
            )
        )
        claim.status = result.status.value
    session.add_all(changes)
    session.flush()
    return changes


def due_embargoes(session: Session, now: datetime) -> dict[int, dict[int, list[str]]]:
    """By workspace and claim, the attributions whose embargo ended since the status was derived.

    An ended embargo also frees the relays of the attribution, on whatever claim they are.
    """
    ended = (
        select(
            col(Attribution.id).label("id"), col(Attribution.embargo_until).label("embargo_until")
        )
        .where(col(Attribution.embargo_until) <= now)
        .cte("ended", recursive=True)
    )
    relay = aliased(Attribution)
    ended = ended.union(
        select(col(relay.id), ended.c.embargo_until).join(ended, col(relay.origin_id) == ended.c.id)
    )
    query = (
        select(
            col(Attribution.workspace_id),
            col(Attribution.claim_id),
            col(Attribution.key),
            col(Attribution.id),
        )
        .distinct()
        .join(ended, ended.c.id == col(Attribution.id))
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .where(
            col(Attribution.state) == AttributionState.APPROVED.value,
            or_(
                col(Claim.derived_at).is_(None),
                col(Claim.derived_at) < ended.c.embargo_until,
            ),
        )
        .order_by(col(Attribution.id))
    )
    due: defaultdict[int, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for workspace_id, claim_id, key, _ in session.execute(query):
        due[workspace_id][claim_id].append(key)
    return {workspace_id: dict(claims) for workspace_id, claims in due.items()}


def end_embargoes(session: Session, now: datetime) -> list[StatusChange]:
    """Derive the status of every claim on which an embargo ended. Does not commit."""
    changes: list[StatusChange] = []
    for workspace_id, because in due_embargoes(session, now).items():
        lock(session, workspace_id)
        stamp(session, workspace_id, because)
        changes += rederive(session, workspace_id, because, now=now, because=because)
    return changes


_Noted = tuple[Figure | None, str | None]
"""A figure on record, or none, and its unit."""


def _figure_noted(claim: Claim) -> _Noted:
    if claim.record_low is None and claim.record_high is None:
        return None, None
    return (claim.record_low, claim.record_high), claim.record_unit


def _figure_found(result: Corroboration) -> _Noted:
    if result.figure is None:
        return None, None
    return result.figure.now.figure, result.figure.now.unit


def _is_one(before: _Noted, after: _Noted) -> bool:
    if before[0] is None or after[0] is None:
        return before[0] is after[0]
    return same(before[0], before[1], after[0], after[1])


def _as_json(noted: _Noted) -> dict[str, Any]:
    figure, unit = noted
    return {} if figure is None else {"figure": list(figure), "unit": unit}


def _claims(session: Session, workspace_id: int, ids: Sequence[int]) -> list[Claim]:
    """The claims, read afresh from the database even if the session holds older values."""
    found: list[Claim] = []
    for batch in batches(ids):
        query = (
            select(Claim)
            .where(col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(batch))
            .order_by(col(Claim.id))
        )
        found += session.scalars(query, execution_options={"populate_existing": True})
    return found
