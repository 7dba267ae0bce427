"""Drafts as an editor sees them when deciding: the words, the speaker, the claims and earlier
decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.extraction.draft import DraftAttribution, ProposedSource
from bot.language.web_addresses import web_address
from bot.record.drafts.drafts import by_editor, said
from bot.record.drafts.errors import SourceCandidate
from bot.record.drafts.groups import others_of
from bot.record.drafts.moves import Foreseen, foreseen
from bot.record.drafts.namesakes import lines
from models.drafts import Draft, DraftState
from models.record import Claim, Document, Outlet


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A claim on record that a draft is proposed for, or may be about."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as an editor sees it when deciding.

    `sentence` is the document's sentence and `content` the proposed words, both verbatim; `said`
    has their spans. `speaker` names the speaker and the sources above it, the party last; it is
    empty if no speaker is named. `claim` is the proposed claim on record; `near` has up to three
    other claims. `candidates` are sources on record with a name like the speaker's. `concealed`
    means that this reader may not know who speaks. `topic` is the draft's own or its document's.
    `same` are the other open drafts that say the same. `moves`: what approving it would make of
    the figure on record.
    """

    id: int
    version: int
    document_id: int
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    sentence: str
    content: tuple[str, ...]
    antecedent: tuple[str, ...]
    said: DraftAttribution
    speaker: tuple[str, ...]
    new_speaker: bool
    somebody_else: bool
    claim: KnownClaim | None
    near: tuple[KnownClaim, ...]
    candidates: tuple[SourceCandidate, ...]
    flags: tuple[str, ...]
    confidence: float
    state: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    last_action: str | None
    changed_by: str | None
    changed_at: datetime | None
    claim_id: int | None
    concealed: bool = False
    topic: str | None = None
    same: tuple[DraftView, ...] = ()
    moves: Foreseen | None = None


def for_everybody(draft: DraftView, hidden: Collection[int]) -> DraftView:
    """The draft for readers who are not editors.

    If its speaker is one of the sources `hidden`, or below one, the speaker is left out. The texts
    are not changed here (`bot.slack.concealing` does that).
    """
    candidates = tuple(one for one in draft.candidates if one.id not in hidden)
    draft = replace(draft, same=tuple(for_everybody(one, hidden) for one in draft.same))
    here = draft.said.source
    while here is not None and here.known not in hidden:
        here = here.parent
    if here is None:
        return replace(draft, candidates=candidates)
    said = replace(draft.said, source=None, relayed_by=None)
    return replace(draft, said=said, speaker=(), candidates=candidates, concealed=True)


def view(session: Session, workspace_id: int, draft_id: int) -> DraftView | None:
    """The draft with that id; None if the workspace has none."""
    drafts = session.scalars(
        select(Draft).where(col(Draft.workspace_id) == workspace_id, col(Draft.id) == draft_id),
        execution_options={"populate_existing": True},
    ).all()
    found = views(session, workspace_id, drafts)
    return found[0] if found else None


def views(session: Session, workspace_id: int, drafts: Sequence[Draft]) -> tuple[DraftView, ...]:
    """The views of the drafts, in the same order, each with those of the drafts that say the
    same."""
    same = others_of(session, workspace_id, [one.id or 0 for one in drafts])
    if not same:
        return _alone(session, workspace_id, drafts)
    numbers = {number for group in same.values() for number in group}
    others = session.scalars(
        select(Draft).where(col(Draft.workspace_id) == workspace_id, col(Draft.id).in_(numbers))
    ).all()
    shown = {one.id: one for one in _alone(session, workspace_id, others)}
    return tuple(
        replace(one, same=tuple(shown[n] for n in same.get(one.id, ()) if n in shown))
        for one in _alone(session, workspace_id, drafts)
    )


def _alone(session: Session, workspace_id: int, drafts: Sequence[Draft]) -> tuple[DraftView, ...]:
    every = [(draft, said(draft)) for draft in drafts]
    numbers = {draft.document_id for draft in drafts}
    published = {
        document.id: (document, outlet)
        for document, outlet in session.execute(
            select(Document, col(Outlet.name))
            .outerjoin(Outlet, col(Outlet.id) == col(Document.outlet_id))
            .where(col(Document.id).in_(numbers))
        )
    }
    texts = _claims(session, workspace_id, (what for _, what in every))
    named = _sources(session, workspace_id, (what.source for _, what in every))
    open_ones = [
        (draft.id or 0, what, published[draft.document_id][0])
        for draft, what in every
        if draft.state == DraftState.DRAFT.value
    ]
    moves = foreseen(session, workspace_id, open_ones)
    shown = (
        _view(draft, what, *published[draft.document_id], texts, named) for draft, what in every
    )
    return tuple(replace(one, moves=moves.get(one.id)) for one in shown)


def _view(
    draft: Draft,
    what: DraftAttribution,
    document: Document,
    outlet: str | None,
    texts: dict[int, str],
    named: dict[int, tuple[str, ...]],
) -> DraftView:
    def words(span: Sequence[int]) -> str:
        return document.text[span[0] : span[1]]

    known = what.claim.known
    return DraftView(
        id=draft.id or 0,
        version=draft.version,
        document_id=draft.document_id,
        title=document.title,
        outlet=outlet,
        url=web_address(document.url),
        published_on=document.published_on,
        sentence=words(what.passage.sentence),
        content=tuple(words(span) for span in what.passage.content),
        antecedent=tuple(words(span) for span in what.passage.antecedent),
        said=what,
        speaker=_line(what.source, named),
        new_speaker=what.source is not None and what.source.known not in named,
        somebody_else=by_editor(draft).somebody_else,
        claim=KnownClaim(known, texts[known]) if known is not None and known in texts else None,
        near=tuple(
            KnownClaim(one, texts[one]) for one in what.claim.near if one in texts and one != known
        )[:3],
        candidates=tuple(
            SourceCandidate(one, named[one])
            for one in (what.source.candidates if what.source else ())
            if one in named
        ),
        flags=tuple(draft.flags),
        confidence=draft.confidence,
        state=draft.state,
        decided_by=draft.decided_by,
        decided_at=draft.decided_at,
        reason=draft.reason,
        last_action=draft.last_action,
        changed_by=draft.changed_by,
        changed_at=draft.changed_at,
        claim_id=draft.claim_id,
        topic=what.claim.topic or document.topic,
    )


def _claims(
    session: Session, workspace_id: int, every: Iterable[DraftAttribution]
) -> dict[int, str]:
    """The present texts of the claims that the drafts name."""
    wanted: set[int] = set()
    for what in every:
        wanted |= {*what.claim.near, *([what.claim.known] if what.claim.known else [])}
    rows = session.execute(
        select(col(Claim.id), col(Claim.text)).where(
            col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(wanted)
        )
    )
    return {number: text for number, text in rows if number is not None}


def _sources(
    session: Session, workspace_id: int, every: Iterable[ProposedSource | None]
) -> dict[int, tuple[str, ...]]:
    wanted: set[int] = set()
    for source in every:
        wanted |= set(source.candidates) if source is not None else set()
        while source is not None:
            wanted |= {source.known} if source.known is not None else set()
            source = source.parent
    return lines(session, workspace_id, sorted(wanted))


def _line(source: ProposedSource | None, named: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    names: list[str] = []
    while source is not None:
        if source.known is not None and source.known in named:
            return (*names, *named[source.known])
        names.append(source.name)
        source = source.parent
    return tuple(names)
