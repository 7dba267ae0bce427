"""The statements that put a subject's claims on record, and those claims, the newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from bot.record.batches import batches
from bot.record.edit.attributions import relays_of
from bot.record.edit.sources import below
from bot.record.subjects import Called, Subject
from bot.record.visible import visible
from models.record import Attribution, AttributionState, Claim, ClaimState, Document, Passage


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim with the newest day and the stances of the subject's statements on it.

    `newest` is the key of the statement of that day. For a topic it is None: any statement may be
    the newest.
    """

    claim_id: int
    day: date | None
    stances: tuple[str, ...] = ()
    newest: str | None = None


def claims_of(subject: Subject, called: Called, waiting: set[int], *, now: datetime) -> list[Dated]:
    """All claims of a subject that the reader for whom `called` was made may see, the newest
    first."""
    session, workspace_id = called.session, called.workspace_id
    if subject.kind == "topic":
        return _newest_first(_on_topic(session, workspace_id, subject.name, waiting, now))
    rows: list[_Statement] = []
    if subject.kind == "source":
        ids = sorted(below(session, workspace_id, [subject.id or 0]))
        for batch in batches(ids):
            rows += _statements(session, workspace_id, col(Attribution.source_id).in_(batch))
    else:
        same = [one for one, heir in called.merged_outlets.items() if heir == subject.id]
        outlets = [subject.id or 0, *same]
        published = col(Document.outlet_id).in_(outlets)
        relayed = col(Attribution.relayed_by_id).in_(outlets)
        rows += _statements(session, workspace_id, or_(published, relayed))
    found: defaultdict[int, list[_Statement]] = defaultdict(list)
    for row in rows:
        concealed = row.source_id is not None and called.known[row.source_id].confidential
        if row.id not in waiting and (called.editor or not concealed):
            found[row.claim_id].append(row)
    return _newest_first(
        Dated(
            claim_id,
            max((one.day for one in said if one.day), default=None),
            tuple(dict.fromkeys(one.stance for one in said)) if subject.kind == "source" else (),
            max(said, key=lambda one: (one.day or date.min, one.id)).key,
        )
        for claim_id, said in found.items()
    )


def waiting(session: Session, workspace_id: int, now: datetime) -> set[int]:
    """The ids of the attributions whose embargo has not ended, and of all their relays."""
    ids = session.scalars(
        select(col(Attribution.id)).where(
            col(Attribution.workspace_id) == workspace_id, col(Attribution.embargo_until) > now
        )
    ).all()
    held = [one for one in ids if one is not None]
    return {row_id for row_id, _, _ in relays_of(session, workspace_id, held)}


def _on_topic(
    session: Session, workspace_id: int, topic: str, waiting: set[int], now: datetime
) -> list[Dated]:
    ids = session.scalars(
        select(col(Claim.id)).where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.topic) == topic,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
    ).all()
    days: defaultdict[int, list[date]] = defaultdict(list)
    doubtful: set[int] = set()
    for row in _statements(session, workspace_id, col(Claim.topic) == topic):
        if row.id in waiting:
            doubtful.add(row.claim_id)
        elif row.day:
            days[row.claim_id].append(row.day)
    hidden = _hidden(session, workspace_id, sorted(doubtful), now)
    return [
        Dated(one, max(days[one], default=None))
        for one in ids
        if one is not None and one not in hidden
    ]


class _Statement(NamedTuple):
    id: int
    claim_id: int
    day: date | None
    stance: str
    source_id: int | None
    key: str


def _statements(
    session: Session, workspace_id: int, where: ColumnElement[bool]
) -> list[_Statement]:
    """The approved statements, on claims that are on record, that meet the condition."""
    rows = session.execute(
        select(
            col(Attribution.id),
            col(Attribution.claim_id),
            col(Attribution.said_on),
            col(Document.published_on),
            col(Attribution.stance),
            col(Attribution.source_id),
            col(Attribution.key),
        )
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
            where,
        )
        .order_by(col(Attribution.id))
    )
    return [
        _Statement(row_id or 0, claim_id, said_on or published_on, stance, source_id, key)
        for row_id, claim_id, said_on, published_on, stance, source_id, key in rows
    ]


def _hidden(
    session: Session, workspace_id: int, claim_ids: Sequence[int], now: datetime
) -> set[int]:
    return {
        claim_id
        for batch in batches(claim_ids)
        for claim_id, one in visible(session, workspace_id, batch, now=now).items()
        if one.hidden
    }


def _newest_first(claims: Iterable[Dated]) -> list[Dated]:
    return sorted(claims, key=lambda one: (one.day or date.min, one.claim_id), reverse=True)
