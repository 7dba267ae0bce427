"""Marks the statements whose figure is on another measure than the claim's, so that it moves
nothing: injured, where the claim says killed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from bot.corroboration import Figure
from bot.language.stated import words_of
from bot.matching.measures import Measure, apart, measure
from bot.record.batches import batches
from models.record import Attribution, AttributionState, Claim, Document, Passage


class Figured(NamedTuple):
    """What is needed to tell the measure of a claim's or a statement's figure."""

    text: str
    figure: Figure
    unit: str | None

    def measured(self) -> Measure:
        """What the figure measures in the text."""
        return measure(self.text, self.figure, self.unit)


def mark_measures(session: Session, workspace_id: int, claim_ids: Collection[int]) -> None:
    """Set `other_measure` on exactly those statements of the claims whose words give a figure on
    another measure than the claim. Does not commit."""
    changed: dict[bool, list[int]] = {True: [], False: []}
    for batch in batches(sorted(claim_ids)):
        rows = session.execute(_figured(workspace_id, batch)).all()
        texts = _texts(session, {row.document_id for row in rows})
        claims: dict[int, Measure] = {}
        for row in rows:
            if row.claim_id not in claims:
                about = Figured(row.text, (row.low, row.high), row.unit)
                claims[row.claim_id] = about.measured()
            other = bool(apart(_said(row, texts).measured(), claims[row.claim_id]))
            if other != row.other_measure:
                changed[other].append(row.id)
    for value, ids in changed.items():
        for batch in batches(ids):
            session.execute(
                update(Attribution)
                .where(
                    col(Attribution.workspace_id) == workspace_id, col(Attribution.id).in_(batch)
                )
                .values(other_measure=value),
                execution_options={"synchronize_session": "fetch"},
            )


def count_other_measures(session: Session, workspace_id: int, claim_id: int) -> int:
    """How many statements on a claim give a figure for something else, and so count for nothing."""
    found = session.scalar(
        select(func.count()).where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.claim_id) == claim_id,
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Attribution.other_measure),
        )
    )
    return found or 0


def _said(row: Any, texts: Mapping[int, str]) -> Figured:
    text = " … ".join(words_of(texts[row.document_id], row.content, row.antecedent))
    return Figured(text, (row.said_low, row.said_high), row.said_unit)


def _figured(workspace_id: int, claim_ids: Collection[int]) -> Any:
    """The statements with a figure on those of the claims that have one."""
    return (
        select(
            col(Attribution.id).label("id"),
            col(Attribution.claim_id).label("claim_id"),
            col(Attribution.figure_low).label("said_low"),
            col(Attribution.figure_high).label("said_high"),
            col(Attribution.unit).label("said_unit"),
            col(Attribution.other_measure).label("other_measure"),
            col(Passage.document_id).label("document_id"),
            col(Passage.content).label("content"),
            col(Passage.antecedent).label("antecedent"),
            col(Claim.text).label("text"),
            col(Claim.figure_low).label("low"),
            col(Claim.figure_high).label("high"),
            col(Claim.unit).label("unit"),
        )
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.id).in_(claim_ids),
            or_(col(Claim.figure_low).is_not(None), col(Claim.figure_high).is_not(None)),
            or_(
                col(Attribution.figure_low).is_not(None), col(Attribution.figure_high).is_not(None)
            ),
        )
    )


def _texts(session: Session, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for batch in batches(sorted(ids)):
        rows = session.execute(
            select(col(Document.id), col(Document.text)).where(col(Document.id).in_(batch))
        )
        found |= {row_id or 0: text for row_id, text in rows}
    return found
