"""Open questions that a newly approved claim answers: the bot tells the people who wait, once."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import Engine, Select, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot.ask.lines import Group, group_of
from bot.matching.outcome import Outcome
from bot.record.reading import claims_on_record
from bot.record.vetoes import vetoed
from bot.refusal import RefusalError
from bot.slack import refusals
from bot.watch import places, settling
from bot.watch.notice_rows import TRY_FOR, insert_notice
from bot.watch.proposed import Hit, propose
from bot.watch.standing import of_page
from bot.watch.values import Answered
from models.database import writing
from models.inquiry import Inquiry, InquiryState, OpenQuestion, QuestionState
from models.subscription import Notice, Noticed, NoticeKind, PostingState, Watch
from models.workspace import Workspace

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Questions that one look holds against the record: about half a second's work, with a model."""

Match = Callable[[int, str, str], Hit | None]
"""(workspace, statement, who asked) → the claim that answers it, or None."""


def notice_answers(
    engine: Engine, workspace_id: int, match: Match, *, now: datetime, most: int = AT_ONCE
) -> int:
    """Compare open questions with the record, and give how many have an answer now. A claim that
    only probably answers one is noted for the desk (`proposed`).

    After each change of the record all open questions are compared, at most `most` in one call. A
    new question is compared once. If the record changes during a round, the round is finished
    first; otherwise the newest questions would never be reached. A question is closed without a
    notice if its edited wording was already answered in its thread.
    """
    with Session(writing(engine), expire_on_commit=False) as session:
        settling.begin(session, workspace_id, now)
        _open_again(session, workspace_id, now)
        _close_answered(session, workspace_id, now)
        session.commit()
        query = select(Noticed).where(col(Noticed.workspace_id) == workspace_id)
        seen = session.scalars(query).one()
        revision = session.get_one(Workspace, workspace_id).revision
        began, after = seen.revision, seen.question_id
        questions = _open_after(session, workspace_id, after, most)
        if not questions and began != revision:
            began, after = revision, 0
            questions = _open_after(session, workspace_id, after, most)
        session.commit()
    found = _matched(match, questions)
    last = max((question.id or 0 for question, _ in questions), default=after)
    with Session(writing(engine)) as session:
        number = 0
        for question, inquiry, hit in found:
            if hit.is_certain:
                number += close(session, question, inquiry, hit.claim_id, revision, now)
            else:
                propose(session, question, hit.claim_id, now)
        session.connection().execute(
            update(Noticed)
            .where(
                col(Noticed.workspace_id) == workspace_id,
                col(Noticed.revision) == seen.revision,
                col(Noticed.question_id) == seen.question_id,
            )
            .values(revision=began, question_id=last)
        )
        session.commit()
    return number


def look_again(session: Session, workspace_id: int) -> None:
    """Have all open questions compared with the record once more, although the record has not
    changed: something else that the comparison uses has changed. Does not commit."""
    session.connection().execute(
        update(Noticed).where(col(Noticed.workspace_id) == workspace_id).values(revision=_NONE)
    )


_NONE = -1
"""No revision: the record has to be looked through again."""


def answered(session: Session, notice: Notice, *, now: datetime) -> Answered | None:
    """What the notice of an answer says; None if its claim may not be shown."""
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
        give_other=parties(Group.OTHER_FIGURE),
        watchers=tuple((notice.content or {}).get("watchers", ())),
        direct=places.is_direct(notice),
    )


def not_meant(
    session: Session, workspace_id: int, question_id: int, claim_id: int, by: str
) -> OpenQuestion:
    """The person who put a question says that the claim is not what they meant: the question is
    open again.

    The caller also bars the claim from the wording (a report of a wrong claim), so that the next
    comparison does not find it again. Does not commit. Raises RefusalError for other people's
    questions, and for a claim that is not the last answer.
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
    last = session.scalars(
        _notices_of(question)
        .where(col(Notice.state).in_(places.ARRIVED))
        .order_by(col(Notice.id).desc())
        .limit(1)
    ).first()
    if last is None or last.content["now"]["claim_id"] != claim_id:
        raise RefusalError(refusals.STALE)
    if question.state == QuestionState.ANSWERED:
        question.state = QuestionState.OPEN.value
        session.add(question)
        session.flush()
        look_again(session, workspace_id)  # another claim may be the one
    return question


def _open_after(
    session: Session, workspace_id: int, after: int, most: int
) -> Sequence[tuple[OpenQuestion, Inquiry]]:
    """The next open questions, in the order of their numbers."""
    rows = session.execute(
        select(OpenQuestion, Inquiry)
        .join(Inquiry, col(Inquiry.id) == col(OpenQuestion.inquiry_id))
        .where(
            col(OpenQuestion.workspace_id) == workspace_id,
            col(OpenQuestion.state) == QuestionState.OPEN.value,
            col(OpenQuestion.id) > after,
        )
        .order_by(col(OpenQuestion.id))
        .limit(most)
    )
    return [(question, inquiry) for question, inquiry in rows]


def _matched(
    match: Match, questions: Sequence[tuple[OpenQuestion, Inquiry]]
) -> list[tuple[OpenQuestion, Inquiry, Hit]]:
    """The questions that a claim answers. If the matcher fails on one, that is logged with a
    reference and the others go on. Raises if it failed on all of them."""
    found, broken = [], 0
    for question, inquiry in questions:
        try:
            hit = match(question.workspace_id, question.statement, question.put_by)
        except SQLAlchemyError:
            raise
        except Exception:
            broken += 1
            if broken == len(questions):
                raise
            log.exception("open question %s: reference %s", question.id, secrets.token_hex(4))
            continue
        if hit is not None:
            found.append((question, inquiry, hit))
    return found


def _notices_of(question: OpenQuestion) -> Select[Notice]:
    return select(Notice).where(
        col(Notice.workspace_id) == question.workspace_id,
        col(Notice.inquiry_id) == question.inquiry_id,
        col(Notice.question_id) == question.id,
        col(Notice.kind) == NoticeKind.ANSWERED.value,
    )


def _open_again(session: Session, workspace_id: int, now: datetime) -> None:
    """Reopen the questions whose answer was never sent because its claim was gone before that."""
    untold = session.scalars(
        select(OpenQuestion)
        .join(Notice, col(Notice.question_id) == col(OpenQuestion.id))
        .where(
            col(Notice.workspace_id) == workspace_id,
            col(Notice.state) == PostingState.EMPTY.value,
            col(Notice.due_at) > now - 2 * TRY_FOR,
            col(Notice.kind) == NoticeKind.ANSWERED.value,
            col(OpenQuestion.state) == QuestionState.ANSWERED.value,
        )
        .distinct()
    ).all()
    for question in untold:
        told = _notices_of(question).where(col(Notice.state) != PostingState.EMPTY.value)
        if session.scalars(told.limit(1)).first() is None:
            question.state = QuestionState.OPEN.value
            session.add(question)
    session.flush()


def _close_answered(session: Session, workspace_id: int, now: datetime) -> None:
    """Close the questions that were edited and then answered in their new wording, unless the
    person who put the question called that answer the wrong claim."""
    edited = session.execute(
        select(OpenQuestion, Inquiry)
        .join(Inquiry, col(Inquiry.id) == col(OpenQuestion.inquiry_id))
        .where(
            col(OpenQuestion.workspace_id) == workspace_id,
            col(OpenQuestion.state) == QuestionState.OPEN.value,
            col(Inquiry.state) == InquiryState.ANSWERED.value,
            col(Inquiry.outcome) == Outcome.MATCH.value,
            col(Inquiry.answered_at) > col(OpenQuestion.put_at),
        )
    ).all()
    for question, inquiry in edited:
        claim_id = inquiry.claim_id or 0
        if vetoed(session, workspace_id, inquiry.statement, [claim_id], question.put_by):
            continue
        # The person who put it reads the new answer; the edit of a message notifies no one else.
        others = {inquiry.asker, question.put_by}
        close(session, question, inquiry, claim_id, inquiry.version, now, but=others)


def close(
    session: Session,
    question: OpenQuestion,
    inquiry: Inquiry,
    claim_id: int,
    version: int,
    now: datetime,
    but: Collection[str] = (),
) -> bool:
    """Close the question and make a notice for each person who waits for it, except those in `but`.
    Does not commit. False if another process closed it first. `version` tells this answer from the
    same one that was given before and taken back since."""
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
    asked_in = places.of_inquiry(inquiry)
    to = {asked_in.key: (asked_in, [question.put_by, inquiry.asker])}
    watches = select(Watch).where(col(Watch.question_id) == question.id).order_by(col(Watch.id))
    for watch in session.scalars(watches):
        place = places.of_watch(watch)
        to.setdefault(place.key, (place, []))[1].append(watch.watcher)
    for place, waiting in to.values():
        watchers = [one for one in dict.fromkeys(waiting) if one not in but]
        if not watchers:
            continue
        insert_notice(
            session,
            question.workspace_id,
            place,
            NoticeKind.ANSWERED,
            key=f"answered:{question.id}:{claim_id}:{version}:{place.key}",
            now=now,
            claim_id=claim_id,
            question_id=question.id,
            inquiry_id=inquiry.id,
            content={"watchers": watchers},
        )
    return True
