"""Care of claims: edit one, merge two, withdraw one, put it back."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlmodel import col

from bot.i18n import gettext
from bot.record.audit import Audited
from bot.record.change import Change
from bot.record.columns import figure_of
from bot.record.concealing import CLAIM_TEXTS, concealed, refuse_names
from bot.record.edit.merging import Merge, Pair, merge
from bot.record.edit.rows import UNSEEN, again, changing, fit, number, taken
from bot.record.terms import term
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.inquiry import Feedback, FeedbackKind
from models.record import Attribution, Claim, ClaimState
from models.review import Review
from models.subscription import Watch


@dataclass(frozen=True, slots=True)
class ClaimFields:
    """The fields of a claim that an editor may change.

    `figure` is a closed interval, with None for an unbounded end; the whole is None if the claim
    has no figure.
    """

    text: str
    kind: str
    figure: tuple[float | None, float | None] | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None
    topic: str | None = None


def fields_of(claim: Claim) -> ClaimFields:
    """The present fields of a claim, for the caller to change with `dataclasses.replace` and hand
    back."""
    return ClaimFields(
        claim.text, claim.kind, figure_of(claim), claim.unit, claim.place, claim.time, claim.topic
    )


def edit_claim(
    change: Change, claim_id: int, to: ClaimFields, *, seen: int | None
) -> list[StatusChange]:
    """Give a claim these fields; the audit trail keeps the old ones. Gives the changes of its
    status.

    Raises RefusalError for a value that a claim cannot have, for a text with the name of a
    confidential source, and for a claim that was merged or withdrawn. Raises ChangedMeanwhileError
    if the claim is not at the version `seen`.
    """
    claim = taken(change, Claim, claim_id, seen)
    standing(claim)
    if to.kind is None or to.text is None:
        raise RefusalError(gettext("A claim needs a text and a kind."))
    values = {f.name: fit(Claim, f.name, getattr(to, f.name) or None) for f in fields(to)}
    for name in ("text", "kind"):
        if values[name] is None:
            raise RefusalError(gettext("The claim’s {name} is empty.", name=term(name)))
    refuse_names(
        concealed(change.session, change.workspace_id),
        [(gettext("the claim’s {name}", name=term(name)), values[name]) for name in CLAIM_TEXTS],
    )
    low, high = values.pop("figure") or (None, None)
    before = fields_of(claim)
    changed = before != fields_of(Claim(**values, figure_low=low, figure_high=high))
    # The wording of a claim that readers could not see must stay unseen later too.
    note = {UNSEEN: True} if changed and claim.status is None else None
    with changing(change, claim, action="edit", note=note):
        for name, value in values.items():
            setattr(claim, name, value)
        claim.figure_low, claim.figure_high = low, high
    if fields_of(claim) == before:
        return []
    return again(change, [claim_id])


def merge_claims(
    change: Change, claim_id: int, into_id: int, *, seen: int | None, seen_into: int | None = None
) -> list[StatusChange]:
    """Merge a claim into another one, its heir. The heir takes its attributions (in any state),
    watches, reports of being outdated and reviews. Gives the changes of the heir's status.

    If the other claim was merged itself, the claim at the end of its merges is the heir. The merged
    claim keeps its last status, but answers give the heir's. Vetoes stay with the merged claim and
    count for the heir. Raises RefusalError if either claim is withdrawn, if the heir is a draft, or
    if the other claim leads back to the first.
    """
    pair = Pair(claim_id, into_id, seen, seen_into)
    merging = merge(change, Claim, pair)
    claim, heir = merging.row, merging.heir
    standing(claim)
    can_take(heir)
    keys = merging.approved(Attribution.claim_id).get(claim_id, [])
    with merging.changing(claim, "merge"):
        claim.merged_into_id = heir.id
    merging.move(Attribution.claim_id)
    _move_watches(merging)
    # A report of a wrong claim is about the answer given then, so it is not moved.
    merging.move(Feedback.claim_id, col(Feedback.kind) == FeedbackKind.OUTDATED.value)
    merging.move(Review.claim_id)
    taken_over = Audited("claim", number(heir), {"merged": None}, {"merged": claim.text})
    merging.audit([taken_over], action="take over")
    because = {number(heir): keys}
    return again(change, [*because], because=because, also=[claim_id])


def withdraw_claim(change: Change, claim_id: int, *, reason: str = "", seen: int | None) -> None:
    """Take a claim back: from now on an answer says so and shows no status.

    Its attributions stay unchanged, so that it can be put back. Raises RefusalError if the claim
    was merged or withdrawn already, if it is a draft, or if the reason names a confidential source.
    """
    claim = taken(change, Claim, claim_id, seen)
    standing(claim)
    if claim.state == ClaimState.DRAFT.value:
        raise RefusalError(
            gettext("Claim {claim_id} is a draft: reject it instead.", claim_id=claim_id)
        )
    refuse_names(concealed(change.session, change.workspace_id), [(gettext("the reason"), reason)])
    note = {"reason": reason.strip()} if reason.strip() else None
    with changing(change, claim, action="withdraw", note=note):
        claim.state = ClaimState.WITHDRAWN.value
    again(change, (), also=[claim_id])


def restore_claim(change: Change, claim_id: int, *, seen: int | None) -> list[StatusChange]:
    """Put a withdrawn claim back on record. Gives the changes of its status."""
    claim = taken(change, Claim, claim_id, seen)
    if claim.state != ClaimState.WITHDRAWN.value or claim.merged_into_id is not None:
        raise RefusalError(gettext("Claim {claim_id} is not withdrawn.", claim_id=claim_id))
    with changing(change, claim, action="restore"):
        claim.state = ClaimState.APPROVED.value
    return again(change, [claim_id])


def can_take(claim: Claim) -> None:
    """Raises RefusalError if nothing can be put on the claim."""
    standing(claim)
    if claim.state == ClaimState.DRAFT.value:
        raise RefusalError(gettext("Claim {id} is a draft: approve it first.", id=claim.id))


def standing(claim: Claim) -> None:
    """Raises RefusalError for a claim that was merged or withdrawn."""
    if claim.merged_into_id is not None:
        raise RefusalError(
            gettext(
                "Claim {id} was merged into claim {merged_into_id}; use that one.",
                id=claim.id,
                merged_into_id=claim.merged_into_id,
            )
        )
    if claim.state == ClaimState.WITHDRAWN.value:
        raise RefusalError(
            gettext("Claim {id} is withdrawn; put it back on record first.", id=claim.id)
        )


def _move_watches(merging: Merge[Claim]) -> None:
    """Move the watches to the heir. A person who watches both claims in one place keeps one
    watch."""
    session, claim, heir = merging.change.session, merging.row, merging.heir
    mine = select(Watch).where(col(Watch.workspace_id) == claim.workspace_id)
    there = {_place(one) for one in session.scalars(mine.where(col(Watch.claim_id) == heir.id))}
    moved = []
    for watch in session.scalars(mine.where(col(Watch.claim_id) == claim.id)).all():
        after = None if _place(watch) in there else {"claim": heir.key}
        moved.append(Audited("watch", watch.id or 0, {"claim": claim.key}, after))
        if after is None:
            session.delete(watch)
        else:
            watch.claim_id = number(heir)
            session.add(watch)
            there.add(_place(watch))
    session.flush()
    merging.moved(moved)


def _place(watch: Watch) -> tuple[str, str, str | None]:
    return watch.watcher, watch.channel, watch.thread_ts
