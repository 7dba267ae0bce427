"""Which drafts would move the figure on record of their claim, once they are approved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration import Attribution, Corroboration, Stance
from bot.corroboration.figures import same
from bot.extraction.draft import DraftAttribution
from bot.i18n import ENGLISH, speaking
from bot.ingest.documents import is_guessed
from bot.language.figure_words import figure_words, reworded
from bot.record.columns import figure_of
from bot.record.counting import Context, context, counted
from bot.record.drafts.drafts import said
from bot.record.drafts.edits import linked
from bot.record.visible import Spoken, named_by, speakers, visible
from models.drafts import Draft, DraftState
from models.record import Claim, ClaimState, Document

_DRAFT = "\0draft"  # no key contains a NUL


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The figure on record now and after the draft is approved, in words; `text` is the claim's
    with the new one in it, None if the claim's text does not say its figure."""

    was: str
    now: str
    text: str | None


def foreseen(
    session: Session,
    workspace_id: int,
    drafts: Sequence[tuple[int, DraftAttribution, Document]],
) -> Mapping[int, Foreseen]:
    """By the draft's id, the move that its approval would make. Only a source on record can move a
    figure that it gave before."""
    able = [
        (number, what, document)
        for number, what, document in drafts
        if what.stance == Stance.ASSERTS
        and what.figure is not None
        and what.claim.known is not None
        and what.source is not None
        and what.source.known is not None
        and not what.origin_unknown
    ]
    claims = _claims(session, workspace_id, [what.claim.known or 0 for _, what, _ in able])
    if not claims:
        return {}
    # As of the instant for which the statuses hold: until then no embargo has ended.
    now = max(one.derived_at or one.created_at for one in claims.values())
    seen = visible(session, workspace_id, sorted(claims), now=now)
    ids = named_by(said for one in seen.values() for said in one.spoken)
    ids |= {what.source.known for _, what, _ in able if what.source and what.source.known}
    known = speakers(session, workspace_id, ids)
    among = context(session, known, ((c, seen[n].spoken) for n, c in claims.items()))
    found: dict[int, Foreseen] = {}
    for number, what, document in able:
        claim = claims.get(what.claim.known or 0)
        if claim is None or what.source is None or what.source.known not in known:
            continue
        draft = _attribution(what, document, known[what.source.known].key)
        move = _move(claim, seen[claim.id or 0].spoken, among, draft, document, what)
        if move is not None:
            found[number] = move
    return found


def foreseen_on(
    session: Session, workspace_id: int, claim_id: int, draft_ids: Collection[int]
) -> tuple[Foreseen, ...]:
    """The moves that these drafts would make if they were approved on that claim, each once and
    against the record as it is now.

    Raises ReviewError if the workspace has no such claim on record.
    """
    found = session.execute(
        select(Draft, Document)
        .join(Document, col(Document.id) == col(Draft.document_id))
        .where(
            col(Draft.workspace_id) == workspace_id,
            col(Draft.id).in_(draft_ids),
            col(Draft.state) == DraftState.DRAFT.value,
        )
        .order_by(col(Draft.id))
    )
    drafts = [
        (draft.id or 0, linked(session, workspace_id, said(draft), claim_id), document)
        for draft, document in found
    ]
    return tuple(dict.fromkeys(foreseen(session, workspace_id, drafts).values()))


def _move(
    claim: Claim,
    spoken: Sequence[Spoken],
    among: Context,
    draft: Attribution,
    document: Document,
    what: DraftAttribution,
) -> Foreseen | None:
    now = claim.derived_at or claim.created_at

    def result(*also: Attribution) -> Corroboration:
        return counted(claim, spoken, among, now=now, also=also)

    before, after = result().figure, result(draft).figure
    if before is None or after is None or _DRAFT not in after.now.by:
        return None
    if same(before.now.figure, before.now.unit, after.now.figure, after.now.unit):
        return None
    words = [document.text[low:high] for low, high in what.passage.content]
    with speaking(ENGLISH):  # it becomes a part of the claim
        in_claim = figure_words(after.now.figure, after.now.unit, words)
    return Foreseen(
        figure_words(before.now.figure, before.now.unit, [claim.text]),
        figure_words(after.now.figure, after.now.unit, words),
        reworded(claim.text, figure_of(claim) or (None, None), in_claim),
    )


def _attribution(what: DraftAttribution, document: Document, source: str) -> Attribution:
    of_document = what.said_on is None or what.said_precision == "document"
    guessed = of_document and is_guessed(document.published_basis)
    rough = what.said_precision not in (None, "day", "document")
    return Attribution(
        _DRAFT,
        source,
        Stance.ASSERTS,
        what.said_on or document.published_on,
        figure=what.figure,
        unit=what.unit,
        order=2**62,
        weak_day=guessed or rough,
        time=" … ".join(document.text[low:high] for low, high in what.passage.content),
    )


def _claims(session: Session, workspace_id: int, ids: Sequence[int]) -> dict[int, Claim]:
    if not ids:
        return {}
    rows = session.scalars(
        select(Claim).where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.id).in_(ids),
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
    )
    return {one.id or 0: one for one in rows if figure_of(one) is not None}
