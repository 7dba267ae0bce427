"""Chooses the claim on record that a draft is approved on, or makes a new one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import exists, or_, select
from sqlmodel import Session, col

from bot import i18n
from bot.extraction.draft import ProposedClaim
from bot.i18n import gettext
from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from bot.record.drafts.drafts import wording
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.rows import APPROVE, TAKE_BACK, free_key, made_here, note_new
from bot.record.exchange.stored import as_entry
from models.drafts import Draft
from models.feedback import Veto
from models.inquiry import Feedback, Inquiry
from models.record import Attribution, AttributionState, Claim, ClaimKind, ClaimState
from models.subscription import Notice, Watch

Figure = tuple[float | None, float | None]

MAX_SENTENCE = 1_000
"""Characters of a claim's sentence; a longer one is no single proposition."""


Sentences = Mapping[str, Sequence[int]]
"""By sentence, the claims on record that say it in exactly these words."""


class Chosen(NamedTuple):
    """The claim, and whether this approval put it on record."""

    claim: Claim
    made: bool


def claim_for(
    change: Change, proposed: ProposedClaim, *, sentences: Sentences | None = None, key: str
) -> Chosen:
    """Give the claim that a draft means, and put it on record if it is new.

    For a chosen claim that was merged it gives the heir. A sentence that is on record in the same
    words gives that claim; a claim whose approval was taken back comes back with its old number.
    `sentences` has the claims by sentence, if the caller looked up several at once. Raises
    ReviewError if a chosen claim cannot be used.
    """
    session, workspace_id = change.session, change.workspace_id
    if proposed.known is not None:
        claim = claim_on_record(session, workspace_id, proposed.known)
        if claim.state == ClaimState.DRAFT:
            return _revived(change, claim)
        return Chosen(claim, made=False)
    text = sentence(proposed.text)
    if proposed.kind not in set(ClaimKind):
        raise ReviewError(gettext("A claim is none of the kind {kind}.", kind=proposed.kind))
    if sentences is None:
        sentences = on_record_as(session, workspace_id, [text])
    same = _same_sentence(session, workspace_id, text, sentences.get(text, ()))
    if same is not None and same.state == ClaimState.DRAFT:
        return _revived(change, same)
    if same is not None:
        return Chosen(same, made=False)
    low, high = bounds(proposed.figure)
    claim = Claim(
        workspace_id=workspace_id,
        key=free_key(session, Claim, workspace_id, key),
        text=text,
        kind=proposed.kind,
        figure_low=low,
        figure_high=high,
        unit=proposed.unit or None,
        place=proposed.place or None,
        time=proposed.time or None,
        topic=proposed.topic or None,
        state=ClaimState.APPROVED.value,
        created_at=change.now,
    )
    note_new(change, [claim], action=APPROVE)
    return Chosen(claim, made=True)


def claim_on_record(session: Session, workspace_id: int, claim_id: int) -> Claim:
    """The claim with that id, or the one it was merged into.

    Raises ReviewError if the workspace has no such claim, if it was withdrawn, or if it is a draft
    that was never approved here.
    """
    claim = session.get(Claim, claim_id, populate_existing=True)
    seen: set[int] = set()
    while claim is not None and claim.merged_into_id is not None and claim.id not in seen:
        seen.add(claim.id or 0)
        claim = session.get(Claim, claim.merged_into_id, populate_existing=True)
    if claim is None or claim.workspace_id != workspace_id:
        raise ReviewError(gettext("The claim that was chosen is not on record."))
    if claim.state == ClaimState.WITHDRAWN:
        raise ReviewError(
            gettext(
                "Claim {id} was withdrawn. Choose another one, or write a new one.", id=claim.id
            )
        )
    if claim.state == ClaimState.DRAFT and not made_here(session, claim):
        raise ReviewError(
            gettext("Claim {id} is a draft itself. Choose one that is on record.", id=claim.id)
        )
    return claim


def on_record_as(session: Session, workspace_id: int, texts: Sequence[str]) -> Sentences:
    """Which claims have exactly these sentences as their text.

    It reads all claims of the workspace once for all the sentences: no index can hold texts of any
    length.
    """
    found: dict[str, list[int]] = {}
    for batch in batches(sorted({" ".join(text.split()) for text in texts})):
        rows = session.execute(
            select(col(Claim.text), col(Claim.id))
            .where(col(Claim.workspace_id) == workspace_id, col(Claim.text).in_(batch))
            .order_by(col(Claim.id))
        )
        for text, number in rows:
            found.setdefault(text, []).append(number or 0)
    return found


def take_back(change: Change, claim: Claim) -> bool:
    """Take a claim that review made off the record, unless something else uses it; say whether it
    went.

    The claim stays as a draft, which no answer, digest or export shows. So its number, which people
    may have seen, is never given to another sentence.
    """
    session = change.session
    if claim.state != ClaimState.APPROVED or not made_here(session, claim) or _used(session, claim):
        return False
    before = as_entry(session, claim)
    claim.state, claim.status, claim.derived_at = ClaimState.DRAFT.value, None, None
    session.add(claim)
    audited = Audited("claim", claim.id or 0, before, as_entry(session, claim))
    audit(change, [audited], action=TAKE_BACK)
    return True


def sentence(text: str) -> str:
    """A claim's sentence as it is stored. Raises ReviewError if the text cannot be one."""
    tidy = " ".join(text.replace("\0", "").split())
    if not tidy:
        raise ReviewError(gettext("A claim needs a sentence."))
    if len(tidy) > MAX_SENTENCE:
        raise ReviewError(
            gettext(
                "A claim is one sentence; this one has {number} characters, more than "
                "{max_sentence}.",
                number=i18n.grouped(len(tidy)),
                max_sentence=i18n.grouped(MAX_SENTENCE),
            )
        )
    return tidy


def bounds(figure: Figure | None) -> Figure:
    """The two ends of a figure, None = unbounded. Raises ReviewError if they cannot be a figure."""
    low, high = figure or (None, None)
    if any(end is not None and not math.isfinite(end) for end in (low, high)):
        raise ReviewError(gettext("A figure's end is no number."))
    if low is not None and high is not None and low > high:
        raise ReviewError(
            gettext(
                "The figure's low end, {low}, is above its high end, {high}.",
                low=format(low, "g"),
                high=format(high, "g"),
            )
        )
    return low, high


def _same_sentence(
    session: Session, workspace_id: int, text: str, exactly: Sequence[int]
) -> Claim | None:
    """The claim with exactly these words. Case and spaces make no difference if an earlier draft
    was approved on it."""
    folded = wording(text)
    drafted = session.scalars(
        select(col(Draft.claim_id)).where(
            col(Draft.workspace_id) == workspace_id,
            col(Draft.wording) == folded,
            col(Draft.claim_id).is_not(None),
        )
    )
    found = session.scalars(
        select(Claim)
        .where(col(Claim.workspace_id) == workspace_id, col(Claim.id).in_({*drafted, *exactly}))
        .order_by(col(Claim.id)),
        execution_options={"populate_existing": True},
    ).all()
    usable = []
    for claim in found:
        if wording(claim.text) != folded:
            continue  # the draft was linked to this claim, or the claim's text was edited since
        try:
            usable.append(claim_on_record(session, workspace_id, claim.id or 0))
        except ReviewError:
            continue
    usable.sort(key=lambda claim: claim.state == ClaimState.DRAFT)
    return usable[0] if usable else None


def _revived(change: Change, claim: Claim) -> Chosen:
    session = change.session
    before = as_entry(session, claim)
    claim.state = ClaimState.APPROVED.value
    session.add(claim)
    audited = Audited("claim", claim.id or 0, before, as_entry(session, claim))
    audit(change, [audited], action=APPROVE)
    return Chosen(claim, made=True)


def _used(session: Session, claim: Claim) -> bool:
    """Whether another row refers to the claim (attribution, merged claim, question, watch, veto,
    report), or a notice of it went out."""
    uses = or_(
        exists().where(
            col(Attribution.claim_id) == claim.id,
            col(Attribution.state) != AttributionState.REJECTED.value,
        ),
        *(
            exists().where(col(table.claim_id) == claim.id)
            for table in (Inquiry, Watch, Veto, Feedback, Notice)
        ),
        exists().where(col(Claim.merged_into_id) == claim.id),
    )
    return bool(session.scalar(select(uses)))
