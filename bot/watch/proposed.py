"""Claims that probably answer an open question: noted once, for the desk to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.matching.wording import fingerprint
from models.database import insert_new
from models.inquiry import OpenQuestion, ProposalState, ProposedAnswer, QuestionState


@dataclass(frozen=True, slots=True)
class Hit:
    """The claim that answers a question. `is_certain` is False if the claim is only about what was
    asked (outcome `about`)."""

    claim_id: int
    is_certain: bool = True


def propose(session: Session, question: OpenQuestion, claim_id: int, now: datetime) -> bool:
    """Note that a claim may answer a question as it is worded now; False if that was noted before.
    Does not commit."""
    values = {
        "workspace_id": question.workspace_id,
        "question_id": question.id,
        "claim_id": claim_id,
        "wording": fingerprint(question.statement),
        "at": now,
        "state": ProposalState.WAITING.value,
    }
    return insert_new(session, ProposedAnswer, values)


def waiting(
    session: Session, workspace_id: int, most: int, *, untold: bool = False
) -> Sequence[tuple[ProposedAnswer, OpenQuestion]]:
    """The oldest proposals that wait for a decision, of questions that are open; with `untold` only
    those about which the desk has not been asked."""
    query = (
        select(ProposedAnswer, OpenQuestion)
        .join(OpenQuestion, col(OpenQuestion.id) == col(ProposedAnswer.question_id))
        .where(
            col(ProposedAnswer.workspace_id) == workspace_id,
            col(ProposedAnswer.state) == ProposalState.WAITING.value,
            col(OpenQuestion.state) == QuestionState.OPEN.value,
        )
        .order_by(col(ProposedAnswer.id))
        .limit(most)
    )
    if untold:
        query = query.where(col(ProposedAnswer.told_at).is_(None))
    return [(proposal, question) for proposal, question in session.execute(query)]
