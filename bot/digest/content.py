"""What is in a digest: what happened since the last one, in the form that everyone in the channel
may read.

Drafts and what is under embargo are left out. Of a withdrawn claim the digest says only that it was
withdrawn. A confidential source appears as "a source known to the desk", since not all readers of a
channel are editors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlmodel import Session, col

from bot.ask.lines import Group, group_of
from bot.digest.causes import causes_of, net
from bot.digest.happened import Event, events
from bot.digest.queries import changed_by_rules, given, shape_of
from bot.digest.sentences_view import moved_by
from bot.digest.values import Asked, Digest, Line, Moved, Topic, Unanswered, Wanted, What, Window
from bot.digest.withdrawn import taken_back
from bot.language.figure_words import figure_words
from bot.language.mentions import Mentions
from bot.matching.outcome import SHOWN
from bot.record.card import AttributionLine, FiguresShown
from bot.record.concealing import concealed, without_names
from bot.record.reading import OnRecord, claims_on_record
from models.inquiry import Delivery, Inquiry, InquiryState, OpenQuestion, QuestionState

FIRST = 10
"""Claims in the message that everyone gets: as many as people read."""

PAGE = 20
"""Claims on a later page: with a button each, they stay well inside Slack's 50 blocks."""

MOST_ASKED = 3
ASKED_BEFORE = 20
"""Claims among which the most asked are looked for: several may have become one."""

QUESTIONS = 5


def compose(
    session: Session,
    workspace_id: int,
    window: Window,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    now: datetime,
    page: int = 1,
) -> Digest:
    """One page of a digest. How many queries it takes does not depend on how much happened."""
    end = FIRST + (page - 1) * PAGE
    start = end - PAGE if page > 1 else 0
    happened = events(session, workspace_id, window, wanted, start=start, end=end)
    shown = [event for every in happened.page.values() for event in every]
    asked = _most_asked(session, workspace_id, window) if page == 1 else {}
    pages = claims_on_record(
        session,
        workspace_id,
        [*(event.claim_id for event in shown), *asked],
        now=now,
        editor=False,
        shelf_lives={},
    )
    names = concealed(session, workspace_id)
    causes, came = causes_of(session, workspace_id, window, shown)
    topics = []
    dropped = 0
    for topic, every in happened.page.items():
        lines = [
            line
            for event in every
            if (
                line := _line(
                    event,
                    pages.get(event.claim_id),
                    causes.get(event.claim_id, set()),
                    came.get(event.claim_id, set()),
                )
            )
        ]
        dropped += len(every) - len(lines)
        if lines:
            called = without_names(names, topic) if topic else topic
            topics.append(Topic(called, tuple(lines), happened.counts[topic] - len(every)))
    questions, more, elsewhere = _questions(session, workspace_id, window, wanted, page)
    taken, more_taken = taken_back(session, workspace_id, window, wanted) if page == 1 else ((), 0)
    return Digest(
        window,
        tuple(topics),
        total=happened.total - dropped,
        more=happened.left,
        page=page,
        asked=_asked(asked, pages, wanted, names),
        questions=questions,
        more_questions=more,
        elsewhere=elsewhere,
        taken_back=taken,
        more_taken_back=more_taken,
        by_rules=_by_rules(session, workspace_id, window, wanted) if page == 1 else 0,
        kinds=happened.kinds,
        new=happened.new,
    )


def _by_rules(session: Session, workspace_id: int, window: Window, wanted: Wanted) -> int:
    query = changed_by_rules(shape_of(window, wanted))
    return session.scalar(query, given(workspace_id, window, wanted)) or 0


def _line(event: Event, page: OnRecord | None, causes: set[str], came: set[str]) -> Line | None:
    """A claim's line; None if nothing of it may be shown, or if nothing happened that counts.
    `causes` and `came` are the values of `causes_of` for this claim."""
    if page is None or page.hidden or page.withdrawn or page.card.id != event.claim_id:
        return None
    by = tuple(one for one in page.attributions if one.key in causes)
    if event.what in (What.STATUS, What.MOVED):
        by = net(page.attributions, causes, came)
    elif event.what is What.DENIED:
        by = tuple(one for one in by if one.counted == "denial" and one.stance == "denies")
    elif event.what is What.FIGURE:
        by = tuple(one for one in by if one.counted == "denial" and one.stance == "asserts")
    elif event.what is What.RETRACTED:
        by = tuple(one for one in by if one.retracted)
    if not by and event.what in (What.DENIED, What.FIGURE, What.RETRACTED):
        return None
    return Line(
        claim_id=event.claim_id,
        text=page.card.text,
        what=event.what,
        status=event.status,
        was=event.was,
        by=by,
        say_so=_parties(page.attributions, Group.SAY_SO),
        deny=_parties(page.attributions, Group.DENY),
        give_other=_parties(page.attributions, Group.OTHER_FIGURE),
        moved=_moved(event, by, page.figures),
    )


def _moved(
    event: Event, by: Sequence[AttributionLine], figures: FiguresShown | None
) -> Moved | None:
    if not event.figure or not event.figure_was:
        return None  # a claim that got or lost its figure has not moved
    now, was = (
        figure_words(one["figure"], one["unit"]) for one in (event.figure, event.figure_was)
    )
    movers = tuple(moved_by(by, event.figure["figure"], event.figure["unit"]))
    return Moved(now, was, movers, figures)


def _parties(lines: Sequence[AttributionLine], group: Group) -> tuple[str, ...]:
    counted = (one for one in lines if one.counted and one.party and group_of(one) is group)
    return tuple(dict.fromkeys(one.party for one in counted))


def _most_asked(session: Session, workspace_id: int, window: Window) -> dict[int, int]:
    """How often each claim was the answer to an inquiry in the window."""
    rows = session.execute(_asking(), given(workspace_id, window))
    return {claim_id: number for claim_id, number in rows if claim_id is not None}


@cache
def _asking() -> Any:
    times = func.count()
    query: Any = select(col(Inquiry.claim_id), times)
    return (
        query.where(
            col(Inquiry.workspace_id) == bindparam("workspace"),
            col(Inquiry.asked_at) > bindparam("since"),
            col(Inquiry.asked_at) <= bindparam("until"),
            col(Inquiry.state) == InquiryState.ANSWERED.value,
            col(Inquiry.outcome).in_([one.value for one in SHOWN]),
            col(Inquiry.claim_id).is_not(None),
        )
        .group_by(col(Inquiry.claim_id))
        .order_by(times.desc(), col(Inquiry.claim_id))
        .limit(ASKED_BEFORE)
    )


def _asked(
    asked: Mapping[int, int], pages: Mapping[int, OnRecord], wanted: Wanted, names: Mentions
) -> tuple[Asked, ...]:
    """The claims that were asked about more than once; a merged claim counts with its heir."""
    topics = {without_names(names, topic) for topic in wanted.topics}  # as the pages have them
    times: defaultdict[int, int] = defaultdict(int)
    known: dict[int, OnRecord] = {}
    for claim_id, number in asked.items():
        page = pages.get(claim_id)
        if page is None or page.hidden or page.withdrawn:
            continue
        if topics and page.card.topic not in topics:
            continue
        if wanted.statuses and page.card.status not in wanted.statuses:
            continue
        times[page.card.id] += number
        known[page.card.id] = page
    most = sorted((one for one in times if times[one] > 1), key=lambda one: (-times[one], one))
    return tuple(
        Asked(one, known[one].card.text, known[one].card.status, times[one])
        for one in most[:MOST_ASKED]
    )


def _questions(
    session: Session, workspace_id: int, window: Window, wanted: Wanted, page: int
) -> tuple[tuple[Unanswered, ...], int, int]:
    """Open questions, how many more there are, and how many were asked elsewhere. A question is
    quoted only in the place in which it was asked. There are none for a digest that wants certain
    topics or statuses, since a question has neither."""
    if page > 1 or wanted.topics or wanted.statuses:
        return (), 0, 0
    newest, number, here = _putting(anywhere=wanted.asked_in is None)
    values = {**given(workspace_id, window), "place": wanted.asked_in}
    total = session.scalar(number, values) or 0
    if not total:
        return (), 0, 0
    rows = session.scalars(newest, values).all()
    # Counted only if there may be more than those read.
    of_here = session.scalar(here, values) or 0 if len(rows) == QUESTIONS else len(rows)
    zone = window.until.tzinfo
    # A question that contains a confidential name is counted, but quoted nowhere.
    names = concealed(session, workspace_id)
    shown = tuple(
        Unanswered(one.statement, one.put_at.astimezone(zone).date())
        for one in rows
        if not names.in_text(one.statement)
    )
    return shown, of_here - len(shown), total - of_here


@cache
def _putting(*, anywhere: bool) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Queries for the open questions of the window: the newest of the place, how many there are in
    all places, and how many in this one."""
    where = (
        col(OpenQuestion.workspace_id) == bindparam("workspace"),
        col(OpenQuestion.state) == QuestionState.OPEN.value,
        col(OpenQuestion.put_at) > bindparam("since"),
        col(OpenQuestion.put_at) <= bindparam("until"),
    )
    number: Select[Any] = select(func.count()).select_from(OpenQuestion)
    newest: Select[Any] = select(OpenQuestion)
    number, here, newest = number.where(*where), number.where(*where), newest.where(*where)
    if not anywhere:
        place = or_(
            and_(
                col(Inquiry.channel) == bindparam("place"),
                col(Inquiry.delivery) == Delivery.THREAD.value,
            ),
            col(OpenQuestion.put_by) == bindparam("place"),
        )
        asked = col(Inquiry.id) == col(OpenQuestion.inquiry_id)
        here = here.join(Inquiry, asked).where(place)
        newest = newest.join(Inquiry, asked).where(place)
    return newest.order_by(col(OpenQuestion.id).desc()).limit(QUESTIONS), number, here
