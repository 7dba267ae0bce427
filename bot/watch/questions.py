"""Open questions: put one to the desk, ask to be told its answer, and reject the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.ask import reports, reports_view
from bot.ask.buttons import inquiry_of, reply_now
from bot.check.answer import Answer
from bot.matching.outcome import Outcome
from bot.record.concealing import concealed, without_names
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message
from bot.slack.people import speaking
from bot.watch import answering, watches_view
from bot.watch.watches import unwatch_question, watch_question, where
from models import Claim, Inquiry, OpenQuestion
from models.database import writing
from models.inquiry import QuestionState


@dataclass(frozen=True, slots=True)
class Put:
    """What is shown in place of the answer from now on, and what is said to this person alone."""

    shown: Message
    said: Message | None = None


def put_to_desk(services: Services, installation: Installation, press: Press) -> Put:
    """Store the question once and tell the desk. The person who put it will be told the answer.

    If another person put it before, this person will be told the answer too. The button "Tell me
    when it is answered" does the same, because only a question that was put to the desk gets an
    answer.
    """
    inquiry = inquiry_of(services.engine, press)
    now = services.clock()
    question, new = _put(services, inquiry, press.user, now)
    if new:
        link = reports.permalink(installation, inquiry)
        with speaking(installation):  # all at the desk read it
            notice = reports_view.desk_open_question(inquiry.statement, press.user, permalink=link)
            reports.notify(services, installation, notice)
    nothing = {inquiry.id or 0: Answer(inquiry.statement, Outcome.NONE)}
    shown = reply_now(services, inquiry, now, nothing)
    if new or question.state != QuestionState.OPEN:
        return Put(shown)
    return Put(shown, _watched(services, inquiry, question, press.user, now))


def stop(services: Services, press: Press) -> Message:
    """End a person's watches on an open question, and give the message to that person. Raises
    RefusalError if the workspace has no such question."""
    number = press.number("question")
    with Session(writing(services.engine)) as session:
        question = session.get(OpenQuestion, number)
        if question is None or question.workspace_id != press.workspace_id:
            raise RefusalError(refusals.STALE)
        ended = unwatch_question(session, press.workspace_id, number, press.user)
        statement = question.statement
        if press.user != question.put_by:  # these may be another person's words
            statement = without_names(concealed(session, press.workspace_id), statement)
        session.commit()
    return watches_view.stopped_question(statement, was_on=ended > 0)


def not_meant(services: Services, installation: Installation, press: Press) -> Message:
    """The person who put a question says that its answer is about another matter.

    In one transaction the question is reopened and the claim barred from its wording. Gives the
    message that replaces the notice. Raises RefusalError for everyone else.
    """
    claim_id, now = press.number("claim"), services.clock()
    with Session(writing(services.engine), expire_on_commit=False) as session:
        question = answering.not_meant(
            session, press.workspace_id, press.number("question"), claim_id, press.user
        )
        inquiry = session.get_one(Inquiry, question.inquiry_id)
        claim = session.get_one(Claim, claim_id)
        new = reports.bar(session, inquiry, claim_id, press.user, now)
        session.commit()
    if new:
        reports.tell(services, installation, inquiry, claim, "wrong_claim", press.user)
    text = reports.public_text(services, claim)
    return watches_view.not_meant(question.statement, text, claim_id, press.user)


def _put(services: Services, inquiry: Inquiry, by: str, now: datetime) -> tuple[OpenQuestion, bool]:
    """The inquiry's open question, and whether this call put it to the desk."""
    of_inquiry = select(OpenQuestion).where(
        OpenQuestion.workspace_id == inquiry.workspace_id, OpenQuestion.inquiry_id == inquiry.id
    )
    with Session(writing(services.engine), expire_on_commit=False) as session:
        question = session.exec(of_inquiry.with_for_update()).first()
        if question is not None and question.state != QuestionState.DISMISSED:
            return question, False
        question = question or OpenQuestion(
            workspace_id=inquiry.workspace_id,
            inquiry_id=inquiry.id or 0,
            statement=inquiry.statement,
            put_by=by,
            put_at=now,
        )
        question.statement, question.put_by, question.put_at = inquiry.statement, by, now
        question.state = QuestionState.OPEN.value
        session.add(question)
        try:
            session.commit()
        except IntegrityError:  # another person put it at the same moment
            session.rollback()
            return session.exec(of_inquiry).one(), False
        session.refresh(question)
        return question, True


def _watched(
    services: Services, inquiry: Inquiry, question: OpenQuestion, user: str, now: datetime
) -> Message:
    """Have this person told the answer too, unless they already will be; gives what is said to
    them."""
    place = where(inquiry, user)
    theirs = user in (question.put_by, inquiry.asker)
    new = False
    if not theirs:
        with Session(writing(services.engine)) as session:
            new = watch_question(
                session,
                question.workspace_id,
                question.id or 0,
                user,
                channel=place.channel,
                thread_ts=place.thread_ts,
                now=now,
            )
            session.commit()
    return watches_view.watching_question(
        question.statement,
        question.id or 0,
        in_thread=place.thread_ts is not None,
        already=not new,
        theirs=theirs,
    )
