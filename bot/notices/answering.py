"""Open questions that a newly approved claim answers: who put them is told, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from bot.notices import places, settling
from bot.notices.inserting import insert_notice
from bot.notices.standing import of_page
from bot.notices.values import Answered
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from bot.render import refusals
from bot.render.lines import Group, group_of
from models.database import writing
from models.inquiry import Inquiry, OpenQuestion, QuestionState
from models.subscription import Notice, Noticed, NoticeKind, Watch
from models.workspace import Workspace

AT_ONCE = 50
"""Questions that one look holds against the record: well under a second's work."""

Match = Callable[[int, str, str], int | None]
"""(workspace, statement, who asked) → the claim that the matcher says it is (outcome `match`)."""


def notice_answers(
    engine: Engine, workspace_id: int, match: Match, *, now: datetime, most: int = AT_ONCE
) -> int:
    """Hold open questions against what is on record since they were last; gives how many have an
    answer now.

    All of them whenever the record changed, `most` at a time, and each new one once.
    """
    with Session(writing(engine), expire_on_commit=False) as session:
        settling.begin(session, workspace_id, now)
        session.commit()
        query = select(Noticed).where(col(Noticed.workspace_id) == workspace_id)
        seen = session.scalars(query).one()
        revision = session.get_one(Workspace, workspace_id).revision
        after = seen.question_id if seen.revision == revision else 0
        questions = session.execute(
            select(OpenQuestion, Inquiry)
            .join(Inquiry, col(Inquiry.id) == col(OpenQuestion.inquiry_id))
            .where(
                col(OpenQuestion.workspace_id) == workspace_id,
                col(OpenQuestion.state) == QuestionState.OPEN.value,
                col(OpenQuestion.id) > after,
            )
            .order_by(col(OpenQuestion.id))
            .limit(most)
        ).all()
        session.commit()
    found = [
        (question, inquiry, claim_id)
        for question, inquiry in questions
        if (claim_id := match(workspace_id, question.statement, question.put_by)) is not None
    ]
    last = max((question.id or 0 for question, _ in questions), default=after)
    with Session(writing(engine)) as session:
        number = sum(
            _note(session, question, inquiry, claim_id, now)
            for question, inquiry, claim_id in found
        )
        session.connection().execute(
            update(Noticed)
            .where(
                col(Noticed.workspace_id) == workspace_id,
                col(Noticed.revision) == seen.revision,
                col(Noticed.question_id) == seen.question_id,
            )
            .values(revision=revision, question_id=last)
        )
        session.commit()
    return number


def answered(session: Session, notice: Notice, *, now: datetime) -> Answered | None:
    """What a notice of an answer says; None where its claim may not be shown (any more)."""
    question = session.get(OpenQuestion, notice.question_id or 0)
    if question is None or notice.claim_id is None:
        return None
    page = claims_on_record(
        session, notice.workspace_id, [notice.claim_id], now=now, editor=False, shelf_lives={}
    ).get(notice.claim_id)
    if page is None or page.hidden or page.withdrawn or question.state != QuestionState.ANSWERED:
        return None

    def parties(group: Group) -> tuple[str, ...]:
        counted = (one for one in page.attributions if one.counted and group_of(one) is group)
        return tuple(dict.fromkeys(one.party for one in counted if one.party))

    return Answered(
        question_id=question.id or 0,
        inquiry_id=question.inquiry_id,
        statement=question.statement,
        put_at=question.put_at,
        now=of_page(page),
        say_so=parties(Group.SAY_SO),
        deny=parties(Group.DENY),
        watchers=tuple((notice.content or {}).get("watchers", ())),
    )


def not_meant(session: Session, workspace_id: int, question_id: int, by: str) -> OpenQuestion:
    """The one who put a question says that the answer is not what they meant: it is open again.

    Whoever calls also bars the claim from the wording (a report of a wrong claim), or the next
    look would find it again. Does not commit. Raises RefusalError for other people's questions.
    """
    question = session.scalars(
        select(OpenQuestion)
        .where(col(OpenQuestion.workspace_id) == workspace_id, col(OpenQuestion.id) == question_id)
        .with_for_update()
    ).first()
    if question is None:
        raise RefusalError(refusals.STALE)
    if question.put_by != by:
        raise RefusalError(refusals.NOT_YOURS)
    if question.state == QuestionState.ANSWERED:
        question.state = QuestionState.OPEN.value
        session.add(question)
        session.flush()
    return question


def _note(
    session: Session, question: OpenQuestion, inquiry: Inquiry, claim_id: int, now: datetime
) -> bool:
    """Close the question and tell everybody who waits for it; False if somebody else did."""
    closed = session.connection().execute(
        update(OpenQuestion)
        .where(
            col(OpenQuestion.id) == question.id,
            col(OpenQuestion.state) == QuestionState.OPEN.value,
        )
        .values(state=QuestionState.ANSWERED.value)
    )
    if not closed.rowcount:
        return False
    to = {places.of_inquiry(inquiry).key: (places.of_inquiry(inquiry), [question.put_by])}
    watches = select(Watch).where(col(Watch.question_id) == question.id).order_by(col(Watch.id))
    for watch in session.scalars(watches):
        place = places.of_watch(watch)
        to.setdefault(place.key, (place, []))[1].append(watch.watcher)
    for place, watchers in to.values():
        insert_notice(
            session,
            question.workspace_id,
            place,
            NoticeKind.ANSWERED,
            key=f"answered:{question.id}:{claim_id}:{place.key}",
            now=now,
            claim_id=claim_id,
            question_id=question.id,
            inquiry_id=inquiry.id,
            content={"watchers": list(dict.fromkeys(watchers))},
        )
    return True
