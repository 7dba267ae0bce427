"""A claim's attributions as the rules of corroboration count them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from bot import corroboration
from bot.corroboration import ClaimFacts, Corroboration, corroborate
from bot.record.batches import batches, table_of
from bot.record.columns import Recorded, figure_of
from bot.record.visible import Speaker, Spoken
from models.record import Claim, Document


def facts(claim: Claim | Recorded) -> ClaimFacts:
    """What the rules need to know of a claim."""
    return ClaimFacts(claim.kind, figure_of(claim), claim.unit, claim.time)


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need besides the attributions: the speakers and all above them, as rows and as
    the rules take them, and the words in which attributions may name the time of their figure."""

    known: Mapping[int, Speaker]
    sources: Mapping[str, corroboration.Source]
    times: Mapping[int, str]


def context(
    session: Session,
    known: Mapping[int, Speaker],
    claims: Iterable[tuple[Claim | Recorded, Sequence[Spoken]]],
) -> Context:
    """The context of these claims and the attributions on them."""
    return Context(known, _rule_sources(known), _times(session, claims))


def counted(
    claim: Claim | Recorded,
    spoken: Sequence[Spoken],
    among: Context,
    *,
    now: datetime,
    shelf_life_days: int | None = None,
    also: Sequence[corroboration.Attribution] = (),
) -> Corroboration:
    """The status of a claim from the attributions that may be counted at `now`, as if those in
    `also` were on record too. Without `shelf_life_days` nothing is too old."""
    keys = {one.id: one.row.key for one in spoken}
    return corroborate(
        facts(claim),
        [*_attributions(spoken, among, keys), *also],
        among.sources,
        as_of=now.date(),
        shelf_life_days=shelf_life_days,
    )


def _rule_sources(known: Mapping[int, Speaker]) -> dict[str, corroboration.Source]:
    """The sources as the rules take them, by key."""
    return {
        one.key: corroboration.Source(
            one.key,
            known[one.parent_id].key if one.parent_id is not None else None,
            one.side,
            one.name,
        )
        for one in known.values()
    }


def _times(
    session: Session, claims: Iterable[tuple[Claim | Recorded, Sequence[Spoken]]]
) -> dict[int, str]:
    """The words in which an attribution may name the time of its figure, by its id.

    The rules ask only where the claim has a figure and a time, so no other document is read.
    """
    asked = [
        one
        for claim, spoken in claims
        if claim.time and figure_of(claim) is not None
        for one in spoken
        if one.figure is not None
    ]
    texts: dict[int, str] = {}
    for batch in batches(sorted({one.document_id for one in asked})):
        texts |= {row.id: row.text for row in session.execute(_TEXTS, {"ids": batch})}
    return {
        one.id: " … ".join(
            texts[one.document_id][start:end]
            for start, end in (*one.content, *(one.antecedent or ()))
        )
        for one in asked
    }


def _attributions(
    spoken: Iterable[Spoken], among: Context, keys: Mapping[int, str]
) -> list[corroboration.Attribution]:
    """The attributions as the rules take them; `keys` has their keys by row id.

    A relay whose origin is not in `keys` is given an origin that is not on record.
    """
    return [
        corroboration.Attribution(
            id=one.row.key,
            source=among.known[one.row.source_id].key if one.row.source_id is not None else None,
            stance=corroboration.Stance(one.row.stance),
            said_on=one.day,
            origin=_origin(one, keys),
            relayed_by=one.relayed_by,
            basis=one.row.basis,
            evidence=one.row.evidence,
            figure=None if one.row.figure_mistaken else one.figure,
            unit=one.row.unit,
            other_measure=one.row.other_measure,
            against_interest=one.row.against_interest,
            retracted=one.row.retracted,
            order=one.id,
            weak_day=one.weak_day,
            time=among.times.get(one.id),
        )
        for one in spoken
    ]


def _origin(one: Spoken, keys: Mapping[int, str]) -> str | None:
    if one.row.origin_unknown:
        return corroboration.UNKNOWN
    if one.row.origin_id is None:
        return None
    # No key contains a NUL, so this origin matches no attribution: it is not on record.
    return keys.get(one.row.origin_id, f"\0{one.row.origin_id}")


_DOCUMENT = table_of(Document).c
_TEXTS = select(_DOCUMENT.id, _DOCUMENT.text).where(
    _DOCUMENT.id.in_(bindparam("ids", expanding=True))
)
