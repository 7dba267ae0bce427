"""What a person is told about, for their App Home."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from bot.record.reading import claims_on_record
from bot.watch.watches_view import LISTED, Watched
from models.inquiry import OpenQuestion, QuestionState
from models.subscription import Watch


def watched(
    session: Session, workspace_id: int, user: str, now: datetime
) -> tuple[list[Watched], int]:
    """The newest of what somebody is told about, and how many there are.

    A claim that is watched in several places is one. Their own open questions come along, and
    such that are answered or gone are left out.
    """
    mine = (col(Watch.workspace_id) == workspace_id, col(Watch.watcher) == user)
    claims = (
        select(col(Watch.claim_id), func.max(col(Watch.created_at)))
        .where(*mine, col(Watch.claim_id).is_not(None))
        .group_by(col(Watch.claim_id))
    )
    of_claims = [(at, claim_id) for claim_id, at in session.execute(claims)]
    watched_ones = select(col(Watch.question_id)).where(*mine)
    questions = select(OpenQuestion).where(
        col(OpenQuestion.workspace_id) == workspace_id,
        col(OpenQuestion.state) == QuestionState.OPEN.value,
        or_(col(OpenQuestion.put_by) == user, col(OpenQuestion.id).in_(watched_ones)),
    )
    of_questions = [(row.put_at, row) for row in session.scalars(questions)]
    both: list[tuple[datetime, int | OpenQuestion]] = [*of_claims, *of_questions]
    newest = sorted(both, key=lambda one: one[0], reverse=True)[:LISTED]
    ids = [one for _, one in newest if isinstance(one, int)]
    pages = claims_on_record(session, workspace_id, ids, now=now, editor=False, shelf_lives={})
    shown = []
    for _, one in newest:
        if isinstance(one, OpenQuestion):
            theirs = one.put_by == user
            shown.append(Watched(one.statement, question_id=one.id, theirs=theirs))
            continue
        page = pages.get(one)
        text = page.card.text if page is not None and not page.hidden else None
        shown.append(Watched(text, claim_id=one, withdrawn=page is not None and page.withdrawn))
    return shown, len(both)
