"""Watches: a person asks to be told when a claim changes or a question is answered, or ends that.
Also lists everything that a person is told about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlmodel import Session, col

from bot.ask.buttons import inquiry_number, inquiry_of
from bot.record.concealing import concealed, without_names
from bot.record.reading import OnRecord, claims_on_record
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.interaction import Press
from bot.slack.message import Message
from bot.watch import watches_view
from bot.watch.places import Place, of_inquiry
from bot.watch.watches_view import LISTED, Watched
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery, OpenQuestion, QuestionState
from models.record import Claim, ClaimState
from models.subscription import TopicWatch, Watch

_LOCKED = {"key_share": True}
"""Whoever only refers to the row need not wait."""


def watch(services: Services, press: Press) -> Message:
    """Note the watch, and give the message to this person alone.

    They are told in the thread of the answer. They are told by direct message if only they saw the
    answer, or if they looked the claim up themselves (the button then has the inquiry 0). Raises
    RefusalError if this person may not see the answer, or if the claim may not be shown.
    """
    inquiry = inquiry_of(services.engine, press) if inquiry_number(press) else None
    place = where(inquiry, press.user)
    now = services.clock()
    with Session(writing(services.engine)) as session:
        page = _page(session, services, press.workspace_id, press.number("claim"))
        if page is None or page.hidden or page.withdrawn:
            raise RefusalError(refusals.NOT_SHOWN)
        new = watch_claim(
            session,
            press.workspace_id,
            page.card.id,
            press.user,
            channel=place.channel,
            thread_ts=place.thread_ts,
            now=now,
        )
        session.commit()
    return watches_view.watching_claim(
        page.card.text, page.card.id, in_thread=place.thread_ts is not None, already=not new
    )


def stop(services: Services, press: Press) -> Message:
    """End a person's watches on a claim, in all places, and give the message to that person."""
    claim_id = press.number("claim")
    with Session(writing(services.engine)) as session:
        number = unwatch(session, press.workspace_id, claim_id, press.user)
        page = _page(session, services, press.workspace_id, claim_id)
        session.commit()
    if page is None:
        raise RefusalError(refusals.STALE)
    text = None if page.hidden else page.card.text
    return watches_view.stopped_claim(text, page.card.id, was_on=number > 0)


def where(inquiry: Inquiry | None, user: str) -> Place:
    """The place in which a person who presses the button under an answer is told."""
    if inquiry is not None and inquiry.delivery == Delivery.THREAD and inquiry.thread_ts:
        return of_inquiry(inquiry)
    return Place(user, user, None)


def watched(
    session: Session, workspace_id: int, user: str, now: datetime
) -> tuple[list[Watched], int]:
    """The newest things that a person is told about, and how many there are in all.

    A claim that is watched in several places counts once. The person's topics and own open
    questions are included; questions that are no longer open are left out.
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
    of_topics = list(_topics(session, workspace_id, user))
    every: list[tuple[datetime, int | OpenQuestion | Watched]]
    every = [*of_claims, *of_questions, *of_topics]
    newest = sorted(every, key=lambda one: one[0], reverse=True)[:LISTED]
    ids = [one for _, one in newest if isinstance(one, int)]
    pages = claims_on_record(session, workspace_id, ids, now=now, editor=False, shelf_lives={})
    shown = []
    for _, one in newest:
        if isinstance(one, Watched):
            shown.append(one)
            continue
        if isinstance(one, OpenQuestion):
            theirs = one.put_by == user
            shown.append(Watched(one.statement, question_id=one.id, theirs=theirs))
            continue
        page = pages.get(one)
        text = page.card.text if page is not None and not page.hidden else None
        shown.append(Watched(text, claim_id=one, withdrawn=page is not None and page.withdrawn))
    return shown, len(every)


def watch_claim(
    session: Session,
    workspace_id: int,
    claim_id: int,
    watcher: str,
    *,
    channel: str,
    thread_ts: str | None,
    now: datetime,
) -> bool:
    """Note that a person is to be told when a claim changes: in that thread, or by direct message
    (then `channel` is their id). False if they are told there already. Does not commit. Raises
    RefusalError."""
    # Locked, so that a person who presses twice at once is noted once.
    claim = session.get(Claim, claim_id, with_for_update=_LOCKED)
    if claim is None or claim.workspace_id != workspace_id or claim.state == ClaimState.DRAFT:
        raise RefusalError(refusals.STALE)
    return _add(
        session,
        Watch(
            workspace_id=workspace_id,
            watcher=watcher,
            channel=channel,
            thread_ts=thread_ts,
            claim_id=claim_id,
            created_at=now,
        ),
    )


def watch_question(
    session: Session,
    workspace_id: int,
    question_id: int,
    watcher: str,
    *,
    channel: str,
    thread_ts: str | None,
    now: datetime,
) -> bool:
    """Note that a person is to be told when an open question has an answer; as `watch_claim`."""
    question = session.get(OpenQuestion, question_id, with_for_update=_LOCKED)
    if question is None or question.workspace_id != workspace_id:
        raise RefusalError(refusals.STALE)
    return _add(
        session,
        Watch(
            workspace_id=workspace_id,
            watcher=watcher,
            channel=channel,
            thread_ts=thread_ts,
            question_id=question_id,
            created_at=now,
        ),
    )


def unwatch(session: Session, workspace_id: int, claim_id: int, watcher: str) -> int:
    """End all of a person's watches on a claim, or on the one that it was merged into; gives how
    many there were. Does not commit."""
    ids, here = [claim_id], session.get(Claim, claim_id)
    while here is not None and (heir := here.merged_into_id) is not None and heir not in ids:
        ids.append(heir)
        here = session.get(Claim, heir)
    return _remove(session, workspace_id, col(Watch.claim_id).in_(ids), watcher)


def unwatch_question(session: Session, workspace_id: int, question_id: int, watcher: str) -> int:
    """As `unwatch`, for an open question."""
    return _remove(session, workspace_id, col(Watch.question_id) == question_id, watcher)


def _topics(session: Session, workspace_id: int, user: str) -> Iterator[tuple[datetime, Watched]]:
    """The topics that a person watches, as everyone may read their names."""
    names = concealed(session, workspace_id)
    mine = select(TopicWatch).where(
        col(TopicWatch.workspace_id) == workspace_id, col(TopicWatch.watcher) == user
    )
    for one in session.scalars(mine):
        yield one.created_at, Watched(without_names(names, one.topic), topic_watch=one.id)


def _page(
    session: Session, services: Services, workspace_id: int, claim_id: int
) -> OnRecord | None:
    """The claim, or the one that it was merged into, as people who are not editors may see it."""
    pages = claims_on_record(
        session, workspace_id, [claim_id], now=services.clock(), editor=False, shelf_lives={}
    )
    return pages.get(claim_id)


def _remove(session: Session, workspace_id: int, of: ColumnElement[bool], watcher: str) -> int:
    result = session.connection().execute(
        delete(Watch).where(
            col(Watch.workspace_id) == workspace_id, of, col(Watch.watcher) == watcher
        )
    )
    return int(result.rowcount)


def _add(session: Session, watch: Watch) -> bool:
    there = session.scalars(
        select(Watch).where(
            col(Watch.workspace_id) == watch.workspace_id,
            col(Watch.watcher) == watch.watcher,
            col(Watch.channel) == watch.channel,
            col(Watch.thread_ts) == watch.thread_ts,
            col(Watch.claim_id) == watch.claim_id,
            col(Watch.question_id) == watch.question_id,
        )
    ).first()
    if there is not None:
        return False
    session.add(watch)
    session.flush()
    return True
