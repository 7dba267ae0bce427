"""The parts of a claim that an answer shows to a reader, with the attributions on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from bot.corroboration import Figure
from bot.language.mentions import Mentions
from bot.record.batches import batches, table_of
from bot.record.brief import Brief, claims_in_brief
from bot.record.card import AttributionLine, ClaimCard, FiguresShown, ReviewLine
from bot.record.concealing import quoted_without, without_names
from bot.record.counting import context, counted
from bot.record.page import Page, Quoted, SaidBy
from bot.record.reviewed import reviews_by_claim
from bot.record.visible import Spoken
from models.record import Document


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A claim with everything that an answer says of it, at one instant and for one kind of reader.

    `hidden` means that nothing of the claim may be shown, and that it may not be offered. For
    readers who are not editors it is also set if the claim was merged or withdrawn before they
    could see it. `withdrawn` means that the claim was taken back: the answer says so instead of its
    status.
    """

    card: ClaimCard
    support: int
    denial: int
    flags: tuple[str, ...]
    attributions: tuple[AttributionLine, ...]
    hidden: bool
    withdrawn: bool
    figure: Figure | None
    unit: str | None
    place: str | None
    time: str | None
    speakers: tuple[SaidBy, ...]
    figures: FiguresShown | None = None


def claims_on_record(
    session: Session,
    workspace_id: int,
    claim_ids: Sequence[int],
    *,
    now: datetime,
    editor: bool,
    shelf_lives: Mapping[str, int | None],
) -> dict[int, OnRecord]:
    """What is on record for each of the claims, by the id asked for, as of `now`.

    A merged claim gives its heir. Drafts and other workspaces' claims are left out. Readers who are
    not editors get no text that says a confidential name. It takes ten queries at most, for up to
    2,000 claims.
    """
    brief = claims_in_brief(session, workspace_id, claim_ids, now=now, editor=editor)
    return in_full(session, brief, brief.claims, shelf_lives)


def in_full(
    session: Session,
    brief: Brief,
    claim_ids: Collection[int],
    shelf_lives: Mapping[str, int | None],
    *,
    reviews: bool = True,
) -> dict[int, OnRecord]:
    """Everything on record for some of the claims that were read in brief, by the id asked for.

    Pass `reviews` False if it is known that there are none.
    """
    some = {asked: brief.claims[asked] for asked in claim_ids}
    ids = sorted({one.id for one in some.values()}) if reviews else []
    reviewed = reviews_by_claim(session, brief.workspace_id, ids)
    quoted = _quoted(session, [spoken for one in some.values() for spoken in one.spoken])
    among = context(session, brief.known, ((one.claim, one.spoken) for one in some.values()))
    found: dict[int, OnRecord] = {}
    for asked, one in some.items():
        result = counted(
            one.claim,
            one.spoken,
            among,
            now=brief.now,
            shelf_life_days=shelf_lives.get(one.claim.kind),
        )
        page = Page(brief.known, quoted, one.spoken, result, names=brief.names, editor=brief.editor)
        found[asked] = OnRecord(
            card=ClaimCard(
                id=one.id,
                key=one.key,
                text=one.text,
                kind=one.claim.kind,
                status=result.status.value,
                as_of=result.as_of,
                topic=one.topic,
                time=one.time,
                forwarded_from=one.forwarded_from,
                as_of_precision=page.as_of_precision(),
                reviews=tuple(_told(review, brief.names) for review in reviewed.get(one.id, ())),
            ),
            support=result.support,
            denial=result.denial,
            flags=page.flags(),
            attributions=page.lines(),
            hidden=one.hidden,
            withdrawn=one.withdrawn,
            figure=one.figure,
            unit=one.unit,
            place=one.place,
            time=one.time,
            speakers=one.speakers,
            figures=page.figures(one.text),
        )
    return found


def _told(review: ReviewLine, names: Mentions) -> ReviewLine:
    """Another publisher's review without the confidential names; else in the publisher's words."""
    if not names:
        return review
    return replace(
        review,
        publisher=without_names(names, review.publisher),
        rating=quoted_without(names, review.rating),
        url=None if names.in_address(review.url) else review.url,
        claim_text=quoted_without(names, review.claim_text),
        claimant=without_names(names, review.claimant) if review.claimant else None,
    )


_DOCUMENT = table_of(Document).c
_DOCUMENTS = select(_DOCUMENT.id, _DOCUMENT.text, _DOCUMENT.url, _DOCUMENT.title).where(
    _DOCUMENT.id.in_(bindparam("ids", expanding=True))
)


def _quoted(session: Session, spoken: Sequence[Spoken]) -> dict[int, Quoted]:
    """The words of each attribution, cut from its document, and where that was published."""
    found: dict[int, tuple[str, Quoted]] = {}
    for batch in batches(sorted({one.document_id for one in spoken})):
        rows = session.execute(_DOCUMENTS, {"ids": batch})
        for document_id, text, url, title in rows:
            found[document_id] = text, Quoted("", None, url, title)
    quoted = {}
    for one in spoken:
        text, published = found[one.document_id]
        quoted[one.id] = published._replace(
            text=_words(text, one.content), antecedent=_words(text, one.antecedent or ()) or None
        )
    return quoted


def _words(text: str, spans: Sequence[Sequence[int]]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
