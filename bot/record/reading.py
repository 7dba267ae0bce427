"""What an answer shows of a claim: who is on record with it, for a reader who may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from bot.corroboration import Figure, corroborate
from bot.language.mentions import Mentions
from bot.record.batches import batches
from bot.record.card import AttributionLine, ClaimCard, ReviewLine
from bot.record.concealing import NOBODY, concealed, quoted_without, without_names
from bot.record.page import Page, Quoted, SaidBy
from bot.record.reviewed import reviews_by_claim
from bot.record.statuses import facts
from bot.record.visible import (
    Spoken,
    named_by,
    rule_attributions,
    rule_sources,
    speakers,
    visible,
    was_seen,
)
from models.record import Claim, ClaimState, Document, Outlet


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A claim with all that an answer says of it, at one instant and for one kind of reader.

    `hidden`: nothing of the claim may be shown yet, it must not even be offered; for readers who
    are no editors also where it was merged or withdrawn before they could see it. `withdrawn`: it
    was taken back; say so instead of its status.
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

    A merged claim gives its heir. Drafts and other workspaces' claims are left out. No text says
    the name of a confidential source to people who are no editors. Ten queries at most, however
    many claims (up to 2,000) there are.
    """
    heirs = _heirs(session, workspace_id, claim_ids)
    names = NOBODY if editor else concealed(session, workspace_id)
    ids = sorted({heir.id for _, heir in heirs.values() if heir.id is not None})
    seen = visible(session, workspace_id, ids, now=now)
    every = [spoken for one in seen.values() for spoken in one.spoken]
    known = speakers(session, workspace_id, named_by(every))
    quoted = _quoted(session, every)
    sources = rule_sources(known)
    reviews = reviews_by_claim(session, workspace_id, ids)
    found: dict[int, OnRecord] = {}
    for asked, (meant, claim) in heirs.items():
        if claim.id is None or claim.state == ClaimState.DRAFT:
            continue
        spoken = seen[claim.id].spoken
        result = corroborate(
            facts(claim),
            rule_attributions(spoken, known, {s.id: s.row.key for s in spoken}),
            sources,
            as_of=now.date(),
            shelf_life_days=shelf_lives.get(claim.kind),
        )
        page = Page(known, quoted, spoken, result, names=names, editor=editor)
        given = facts(claim)
        unseen = not editor and not _known(meant, claim)
        found[asked] = OnRecord(
            card=ClaimCard(
                id=claim.id,
                key=key_of(claim, names),
                text=without_names(names, claim.text),
                kind=claim.kind,
                status=result.status.value,
                as_of=result.as_of,
                topic=without_names(names, claim.topic) if claim.topic else None,
                forwarded_from=without_names(names, meant.text) if meant is not claim else None,
                as_of_precision=page.as_of_precision(),
                reviews=tuple(_told(one, names) for one in reviews.get(claim.id, ())),
            ),
            support=result.support,
            denial=result.denial,
            flags=page.flags(),
            attributions=page.lines(),
            hidden=seen[claim.id].hidden or unseen,
            withdrawn=claim.state == ClaimState.WITHDRAWN,
            figure=given.figure,
            unit=without_names(names, given.unit) if given.unit else None,
            place=without_names(names, claim.place) if claim.place else None,
            time=without_names(names, claim.time) if claim.time else None,
            speakers=page.said_by(),
        )
    return found


def key_of(claim: Claim, names: Mentions) -> str:
    """The claim's key, or another one where that has one of the names."""
    return f"claim-{claim.id}" if names.in_text(claim.key) else claim.key


def _told(review: ReviewLine, names: Mentions) -> ReviewLine:
    """Another publisher's review without the names; its words are the publisher's."""
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


def _heirs(
    session: Session, workspace_id: int, asked: Sequence[int]
) -> dict[int, tuple[Claim, Claim]]:
    """For each id asked for, its claim and the claim at the end of its merges."""
    if not asked:
        return {}
    own = {"workspace_id": workspace_id}
    claims = {one.id: one for one in session.scalars(_CLAIMS, {**own, "ids": asked})}
    if any(one.merged_into_id not in (None, *claims) for one in claims.values()):
        claims |= {one.id: one for one in session.scalars(_LINES, {**own, "ids": asked})}
    heirs: dict[int, tuple[Claim, Claim]] = {}
    for claim_id in asked:
        seen: set[int] = set()
        meant = heir = claims.get(claim_id)
        while heir is not None and heir.merged_into_id is not None and heir.id not in seen:
            seen.add(heir.id or 0)
            heir = claims.get(heir.merged_into_id)
        if meant is not None and heir is not None:
            heirs[claim_id] = meant, heir
    return heirs


def _known(meant: Claim, heir: Claim) -> bool:
    """Whether everybody may know that these claims, the one asked for and its heir, are or were on
    record: a merged or withdrawn one that nobody saw would tell that it is there, and its words."""
    merged = meant is not heir and not was_seen(meant)
    withdrawn = heir.state == ClaimState.WITHDRAWN and not was_seen(heir)
    return not merged and not withdrawn


def _line() -> Select[Claim]:
    """The claims of the given ids and all that they were merged into."""
    line = (
        select(col(Claim.id).label("id"), col(Claim.merged_into_id).label("heir_id"))
        .where(
            col(Claim.workspace_id) == bindparam("workspace_id"),
            col(Claim.id).in_(bindparam("ids", expanding=True)),
        )
        .cte("line", recursive=True)
    )
    line = line.union(
        select(col(Claim.id), col(Claim.merged_into_id)).join(line, col(Claim.id) == line.c.heir_id)
    )
    return select(Claim).where(
        col(Claim.workspace_id) == bindparam("workspace_id"), col(Claim.id).in_(select(line.c.id))
    )


# Made once: putting a query together takes longer than running it.
_CLAIMS = select(Claim).where(
    col(Claim.workspace_id) == bindparam("workspace_id"),
    col(Claim.id).in_(bindparam("ids", expanding=True)),
)
_LINES = _line()
_DOCUMENTS = (
    select(
        col(Document.id),
        col(Document.text),
        col(Outlet.name),
        col(Document.url),
        col(Document.title),
    )
    .outerjoin(Outlet, col(Outlet.id) == col(Document.outlet_id))
    .where(col(Document.id).in_(bindparam("ids", expanding=True)))
)


def _quoted(session: Session, spoken: Sequence[Spoken]) -> dict[int, Quoted]:
    """The words of each attribution, from its document, and where that was published."""
    found: dict[int, tuple[str, Quoted]] = {}
    for batch in batches(sorted({one.document_id for one in spoken})):
        rows = session.execute(_DOCUMENTS, {"ids": batch})
        for document_id, text, outlet, url, title in rows:
            found[document_id] = text, Quoted("", None, outlet, url, title)
    quoted = {}
    for one in spoken:
        text, published = found[one.document_id]
        quoted[one.id] = published._replace(
            text=_words(text, one.content), antecedent=_words(text, one.antecedent or ()) or None
        )
    return quoted


def _words(text: str, spans: Sequence[Sequence[int]]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
