"""Care of attributions: retract one, undo that, set an embargo, move one to another claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.edit.claims import can_take
from bot.record.edit.merging import heir_of
from bot.record.edit.rows import again, changing, number, taken
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState


def retract(
    session: Session,
    workspace_id: int,
    attribution_id: int,
    *,
    reason: str = "",
    seen: int | None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Note that a source took back what it said; its relays fall with it (docs/how-it-decides.md:
    "Taking it back, and saying something else").

    The changes of statuses. Raises RefusalError where it is not on record (a draft, rejected) or
    was retracted already, ChangedMeanwhileError where it is not the one that was seen.
    """
    said = _approved(session, workspace_id, attribution_id, seen)
    if said.retracted:
        raise RefusalError(f"Statement {attribution_id} is retracted already.")
    note = {"reason": reason.strip()} if reason.strip() else None
    with changing(session, said, actor=actor, action="retract", now=now, note=note):
        said.retracted = True
    return _derived(session, said, now)


def undo_retraction(
    session: Session,
    workspace_id: int,
    attribution_id: int,
    *,
    seen: int | None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Let a retracted attribution stand again. The changes of statuses."""
    said = _approved(session, workspace_id, attribution_id, seen)
    if not said.retracted:
        raise RefusalError(f"Statement {attribution_id} is not retracted.")
    with changing(session, said, actor=actor, action="undo retraction", now=now):
        said.retracted = False
    return _derived(session, said, now)


def set_embargo(
    session: Session,
    workspace_id: int,
    attribution_id: int,
    until: datetime | None,
    *,
    seen: int | None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Neither show nor count an attribution and its relays before `until` (aware); None lifts
    the embargo. A draft may have one before it is approved. The changes of statuses.

    Raises RefusalError where `until` is not after `now`.
    """
    if until is not None and until.tzinfo is None:
        raise ValueError("an embargo needs a time zone")
    if until is not None and until <= now:
        raise RefusalError("An embargo has to end in the future.")
    said = taken(session, Attribution, workspace_id, attribution_id, seen)
    if said.state == AttributionState.REJECTED.value:
        raise RefusalError(f"Statement {attribution_id} was rejected.")
    with changing(session, said, actor=actor, action="embargo", now=now):
        said.embargo_until = until
    return _derived(session, said, now)


def move_attribution(
    session: Session,
    workspace_id: int,
    attribution_id: int,
    claim_id: int,
    *,
    seen: int | None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Put an attribution on another claim, the heir where that one was merged. The changes of
    statuses.

    Relays of it stay where they are: there, what they relay is then not on record. Raises
    RefusalError where it is on that claim already, or the claim is withdrawn or a draft.
    """
    said = taken(session, Attribution, workspace_id, attribution_id, seen)
    heir = heir_of(session, Claim, workspace_id, claim_id)
    can_take(heir)
    if heir.id == said.claim_id:
        raise RefusalError(f"Statement {attribution_id} is on claim {heir.id} already.")
    old = taken(session, Claim, workspace_id, said.claim_id)
    with changing(session, said, actor=actor, action="move", now=now):
        said.claim_id = number(heir)
    away = Audited(
        "claim",
        number(old),
        {"attribution": said.key},
        {"attribution": None, "moved_to": heir.key},
    )
    audit(session, workspace_id, [away], actor=actor, action="move away", at=now)
    return _derived(session, said, now, {number(old): [said.key]})


def relays_of(
    session: Session, workspace_id: int, attribution_ids: Collection[int]
) -> list[tuple[int, int, str]]:
    """Id, claim and key of the attributions and of all that relay them, on whatever claim."""
    found: dict[int, tuple[int, int, str]] = {}
    table = col(Attribution.id), col(Attribution.claim_id), col(Attribution.key)
    mine = select(*table).where(col(Attribution.workspace_id) == workspace_id)
    column, ids = col(Attribution.id), sorted(attribution_ids)
    while ids:
        rows = [
            row
            for batch in batches(ids)
            for row in session.execute(mine.where(column.in_(batch)).order_by(column))
        ]
        new = {row[0]: (row[0], row[1], row[2]) for row in rows if row[0] not in found}
        found |= new
        column, ids = col(Attribution.origin_id), sorted(new)
    return [found[one] for one in sorted(found)]


def _approved(
    session: Session, workspace_id: int, attribution_id: int, seen: int | None
) -> Attribution:
    said = taken(session, Attribution, workspace_id, attribution_id, seen)
    if said.state != AttributionState.APPROVED.value:
        raise RefusalError(f"Statement {attribution_id} is not on record: it is {said.state}.")
    return said


def _derived(
    session: Session,
    said: Attribution,
    now: datetime,
    because: dict[int, list[str]] | None = None,
) -> list[StatusChange]:
    """Derive again every claim on which the attribution or a relay of it stands; a withdrawn one
    when it is put back."""
    causes: defaultdict[int, list[str]] = defaultdict(list, because or {})
    session.flush()
    for _, claim_id, key in relays_of(session, said.workspace_id, [number(said)]):
        causes[claim_id].append(key)
    live = session.scalars(
        select(col(Claim.id)).where(
            col(Claim.workspace_id) == said.workspace_id,
            col(Claim.id).in_(causes),
            col(Claim.merged_into_id).is_(None),
            col(Claim.state) != ClaimState.WITHDRAWN.value,
        )
    ).all()
    ids = [one for one in live if one is not None]
    return again(session, said.workspace_id, ids, now=now, because=causes)
