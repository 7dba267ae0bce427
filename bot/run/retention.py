"""Deletes questions, their answers and sent messages after a while.

The record is never deleted here, nor are reports that people made of an answer, questions that were
put to the desk, and the audit trail.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, delete, exists, or_, select
from sqlmodel import Session, col

from models.database import writing
from models.feedback import Veto
from models.inquiry import Feedback, Inquiry, InquiryState, OpenQuestion, Reply
from models.subscription import ChangedClaim, DigestDelivery, Notice, Pace, PostingState, Watch

AT_ONCE = 500
"""Rows of a table deleted in one transaction, so that other work waits only briefly."""

_PACE = timedelta(days=1)
"""A channel's turn is over after a second, Slack's Retry-After after minutes."""

_CHANGED = timedelta(days=30)
"""How long a change is kept after people were told of it: it is not read again."""

_ENDED = [
    state.value
    for state in PostingState
    if state not in (PostingState.WAITING, PostingState.SENDING)
]


def forget(
    engine: Engine,
    workspaces: Collection[int],
    *,
    now: datetime,
    days: int,
    at_once: int = AT_ONCE,
) -> int:
    """Deletes rows older than `days`; gives the number of rows deleted.

    At most `at_once` rows of a table, oldest first: a further call goes on.
    """
    before = now - timedelta(days=days)
    number = 0
    for table, where in _old(now, before):
        key = col(table.id)
        with Session(engine) as session:  # a search of seconds must not block others
            old = select(key).where(col(table.workspace_id).in_(list(workspaces)), where)
            ids = session.scalars(old.order_by(key).limit(at_once)).all()
        if not ids:
            continue
        with Session(writing(engine)) as session:
            # With the condition again: a question may have been put to the desk meanwhile.
            gone = session.connection().execute(delete(table).where(key.in_(ids), where))
            number += gone.rowcount
            session.commit()
    with Session(writing(engine)) as session:
        gone = session.connection().execute(
            delete(Pace).where(
                col(Pace.workspace_id).in_(list(workspaces)), col(Pace.free_at) < now - _PACE
            )
        )
        session.commit()
    return number + gone.rowcount


def _old(now: datetime, before: datetime) -> list[tuple[Any, ColumnElement[bool]]]:
    """The tables, those that refer to others first, each with the condition for its old rows."""
    watched = exists().where(
        col(Watch.workspace_id) == col(Notice.workspace_id),
        col(Watch.claim_id) == col(Notice.claim_id),
    )
    ended = [InquiryState.ANSWERED.value, InquiryState.FAILED.value, InquiryState.DROPPED.value]
    return [
        # The last notice to a person who watches a claim is kept: later changes are compared with
        # it.
        (Notice, and_(col(Notice.state).in_(_ENDED), col(Notice.at) < before, ~watched)),
        (
            DigestDelivery,
            and_(col(DigestDelivery.state).in_(_ENDED), col(DigestDelivery.at) < before),
        ),
        (
            ChangedClaim,
            and_(
                col(ChangedClaim.told_at).is_not(None), col(ChangedClaim.told_at) < now - _CHANGED
            ),
        ),
        (
            Inquiry,
            and_(
                col(Inquiry.asked_at) < before,
                or_(col(Inquiry.answered_at).is_(None), col(Inquiry.answered_at) < before),
                col(Inquiry.state).in_(ended),
                *(
                    ~exists().where(
                        col(other.workspace_id) == col(Inquiry.workspace_id),
                        col(other.inquiry_id) == col(Inquiry.id),
                    )
                    for other in (Feedback, Veto, OpenQuestion, Notice)
                ),
            ),
        ),
        (
            Reply,
            and_(
                col(Reply.asked_at) < before,
                col(Reply.state).in_(ended),
                ~exists().where(
                    col(Inquiry.workspace_id) == col(Reply.workspace_id),
                    col(Inquiry.reply_id) == col(Reply.id),
                ),
            ),
        ),
    ]
