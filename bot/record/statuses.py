"""Deriving the statuses of claims again after a change, and noting which statuses changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.corroboration import ClaimFacts, Corroboration, Source, corroborate
from bot.record.batches import batches
from bot.record.columns import Recorded, figure_of
from bot.record.measuring import mark_measures
from bot.record.visible import (
    Speaker,
    Visible,
    named_by,
    rule_attributions,
    rule_sources,
    speakers,
    visible,
)
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
) -> list[StatusChange]:
    """Derive the claims' statuses at `now` and write the changes in the same transaction; give
    them.

    `because` has, by claim id, the keys of the attributions that caused it. A draft has no status.
    A claim whose attributions are all under embargo has none either: it gets its first one on the
    day on which it can be shown. Does not commit.
    """
    session.flush()
    ids = sorted(set(claim_ids))
    mark_measures(session, workspace_id, ids)
    seen = visible(session, workspace_id, ids, now=now)
    spoken = (said for one in seen.values() for said in one.spoken)
    known = speakers(session, workspace_id, named_by(spoken))
    sources = rule_sources(known)
    changes: list[StatusChange] = []
    for claim in _claims(session, workspace_id, ids):
        if claim.id is None:
            continue
        derived_before = claim.derived_at is not None
        claim.derived_at = now
        standing = seen[claim.id]
        if claim.state == ClaimState.DRAFT or (standing.hidden and claim.status is None):
            continue
        if claim.state == ClaimState.WITHDRAWN and claim.status is None and derived_before:
            continue  # withdrawn unseen: it gets its first status when it is put back
        result = _corroborated(claim, standing, known, sources, now)
        if result.status.value == claim.status:
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


def _corroborated(
    claim: Claim,
    standing: Visible,
    known: Mapping[int, Speaker],
    sources: Mapping[str, Source],
    now: datetime,
) -> Corroboration:
    keys = {spoken.id: spoken.row.key for spoken in standing.spoken}
    return corroborate(
        facts(claim),
        rule_attributions(standing.spoken, known, keys),
        sources,
        as_of=now.date(),
        shelf_life_days=None,  # age never sets the status
    )


def facts(claim: Claim | Recorded) -> ClaimFacts:
    """What the rules need to know of a claim."""
    return ClaimFacts(claim.kind, figure_of(claim), claim.unit)
