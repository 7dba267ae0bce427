"""Care of attributions: retract one, undo that, set an embargo, move one to another claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from bot.record.edit.claims import can_take
from bot.record.edit.merging import heir_of
from bot.record.edit.rows import again, changing, number, taken
from bot.record.terms import term
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState


def retract(
    change: Change, attribution_id: int, *, reason: str = "", seen: int | None
) -> list[StatusChange]:
    """Mark an attribution as retracted: its source took the words back. Its relays stop counting
    too (docs/how-it-decides.md: "Taking it back, and saying something else").

    Gives the changes of statuses. Raises RefusalError if the attribution is not on record (a draft,
    rejected) or was retracted already, and ChangedMeanwhileError if it is not at the version
    `seen`.
    """
    said = approved(change, attribution_id, seen)
    if said.retracted:
        raise RefusalError(
            gettext(
                "Statement {attribution_id} is retracted already.", attribution_id=attribution_id
            )
        )
    note = {"reason": reason.strip()} if reason.strip() else None
    with changing(change, said, action="retract", note=note):
        said.retracted = True
    return derived(change, said)


def undo_retraction(change: Change, attribution_id: int, *, seen: int | None) -> list[StatusChange]:
    """Make a retracted attribution count again. Gives the changes of statuses."""
    said = approved(change, attribution_id, seen)
    if not said.retracted:
        raise RefusalError(
            gettext("Statement {attribution_id} is not retracted.", attribution_id=attribution_id)
        )
    with changing(change, said, action="undo retraction"):
        said.retracted = False
    return derived(change, said)


def set_embargo(
    change: Change, attribution_id: int, until: datetime | None, *, seen: int | None
) -> list[StatusChange]:
    """Neither show nor count an attribution and its relays before `until` (aware); None lifts the
    embargo.

    A draft may have an embargo before it is approved. Gives the changes of statuses. Raises
    RefusalError if `until` is not after `now`.
    """
    if until is not None and until.tzinfo is None:
        raise ValueError("an embargo needs a time zone")
    if until is not None and until <= change.now:
        raise RefusalError(gettext("An embargo has to end in the future."))
    said = taken(change, Attribution, attribution_id, seen)
    if said.state == AttributionState.REJECTED.value:
        raise RefusalError(
            gettext("Statement {attribution_id} was rejected.", attribution_id=attribution_id)
        )
    with changing(change, said, action="embargo"):
        said.embargo_until = until
    return derived(change, said)


def move_attribution(
    change: Change, attribution_id: int, claim_id: int, *, seen: int | None
) -> list[StatusChange]:
    """Move an attribution to another claim; if that was merged, to its heir. Gives the changes of
    statuses.

    Its relays stay on their claims, where their origin is then not on record. Raises RefusalError
    if the attribution is on that claim already, or if the claim is withdrawn or a draft.
    """
    said = taken(change, Attribution, attribution_id, seen)
    heir = heir_of(change.session, Claim, change.workspace_id, claim_id)
    can_take(heir)
    if heir.id == said.claim_id:
        raise RefusalError(
            gettext(
                "Statement {attribution_id} is on claim {id} already.",
                attribution_id=attribution_id,
                id=heir.id,
            )
        )
    old = taken(change, Claim, said.claim_id)
    with changing(change, said, action="move"):
        said.claim_id = number(heir)
    away = Audited(
        "claim",
        number(old),
        {"attribution": said.key},
        {"attribution": None, "moved_to": heir.key},
    )
    audit(change, [away], action="move away")
    return derived(change, said, {number(old): [said.key]})


def relays_of(
    session: Session, workspace_id: int, attribution_ids: Collection[int]
) -> list[tuple[int, int, str]]:
    """Id, claim id and key of these attributions and of all their relays, on whatever claim."""
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


def approved(change: Change, attribution_id: int, seen: int | None) -> Attribution:
    """The statement, locked for a change. Raises RefusalError if it is not on record, and
    ChangedMeanwhileError if it is not at the version `seen`."""
    said = taken(change, Attribution, attribution_id, seen)
    if said.state != AttributionState.APPROVED.value:
        raise RefusalError(
            gettext(
                "Statement {attribution_id} is not on record: it is {state}.",
                attribution_id=attribution_id,
                state=term(said.state),
            )
        )
    return said


def derived(
    change: Change, said: Attribution, because: dict[int, list[str]] | None = None
) -> list[StatusChange]:
    """Derive again every claim that has the attribution or a relay of it. A withdrawn claim is
    derived when it is put back."""
    session = change.session
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
    return again(change, ids, because=causes)
