"""Where an answer was posted, and therefore where its correction goes; and what each place was
told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from bot.record.batches import batches
from bot.record.vetoes import vetoed
from models.changes import AuditEntry
from models.feedback import Veto
from models.inquiry import Delivery, Inquiry, InquiryState, OpenQuestion, QuestionState
from models.record import Claim
from models.subscription import Notice, NoticeKind, PostingState, Watch

ARRIVED = (PostingState.SENDING.value, PostingState.SENT.value, PostingState.UNKNOWN.value)
"""A notice so far on its way counts as told: what may have arrived is not said twice, and what
comes after it is held against it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A thread, or a person's direct messages. `key` is the same however the place is written."""

    key: str
    channel: str
    thread_ts: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A place that was told of a claim. `claim_id` is the claim that was named there.

    The place got the answer to an inquiry or to an open question. Or it has had no message yet, and
    a person watches the claim there.
    """

    place: Place
    claim_id: int
    at: datetime
    inquiry: Inquiry | None = None
    question: OpenQuestion | None = None
    watchers: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        return self.inquiry is not None or self.question is not None


def of_inquiry(inquiry: Inquiry) -> Place:
    """Where a correction of this inquiry's answer goes.

    It goes by direct message if only the asker saw the answer, or if the asker shared it with a
    channel.
    """
    if inquiry.delivery == Delivery.THREAD and inquiry.thread_ts:
        return Place(f"{inquiry.channel}:{inquiry.thread_ts}", inquiry.channel, inquiry.thread_ts)
    if inquiry.delivery == Delivery.FLAT:
        return Place(inquiry.asker, inquiry.channel, None)
    return Place(inquiry.asker, inquiry.asker, None)


def of_watch(watch: Watch, *, gone: bool = False) -> Place:
    """Where a watcher is told: in the thread, or by direct message if the question that began the
    thread is `gone`."""
    if watch.thread_ts and not gone:
        return Place(f"{watch.channel}:{watch.thread_ts}", watch.channel, watch.thread_ts)
    return Place(watch.watcher, watch.watcher if gone else watch.channel, None)


def is_direct(notice: Notice) -> bool:
    """Whether only one person reads the notice."""
    return notice.thread_ts is None or notice.channel.startswith("D")


def told_of(
    session: Session, workspace_id: int, claim_id: int, *, since: datetime, until: datetime
) -> list[Told]:
    """Every place, once each, that was told of a claim or of one that was merged into it.

    Answers count from `since` to `until`; watches count however old they are. An answer that its
    asker called the wrong claim needs no correction.
    """
    ids = sorted(line(session, claim_id))
    wrong = _Wrong(session, workspace_id, ids)
    found: dict[tuple[str, int], Told] = {}
    for told in _answered(session, workspace_id, ids, since, until):
        key = told.place.key, told.claim_id
        if (key not in found or told.at > found[key].at) and not wrong.told(told):
            found[key] = told
    by_place: dict[str, tuple[str, int]] = {}
    for key in found:
        by_place.setdefault(key[0], key)
    watches = list(_watches(session, workspace_id, claim_id, ids, since))
    gone = _gone(session, workspace_id, [watch for watch, _ in watches])
    for watch, named in watches:
        place = of_watch(watch, gone=(watch.channel, watch.thread_ts) in gone)
        # In a thread that got an answer, its correction also tells the watchers.
        key = by_place.setdefault(place.key, (place.key, named))
        known = found.get(key) or Told(place, named, watch.created_at)
        watchers = tuple(dict.fromkeys((*known.watchers, watch.watcher)))
        found[key] = replace(known, watchers=watchers)
    return list(found.values())


def line(session: Session, claim_id: int) -> set[int]:
    """A claim and all that were merged into it."""
    found, ids = {claim_id}, [claim_id]
    while ids:
        query = select(col(Claim.id)).where(col(Claim.merged_into_id).in_(ids))
        ids = [one for one in session.scalars(query) if one is not None and one not in found]
        found.update(ids)
    return found


def still_answered(session: Session, notice: Notice) -> Inquiry | OpenQuestion | None:
    """The answer that a notice corrects, or else another answer in the same place; None if there is
    none. An answer does not count if it was deleted with its question, if the question was asked
    anew, or if the answer was called the wrong claim."""
    if notice.claim_id is None:
        return None
    wrong = _Wrong(session, notice.workspace_id, [notice.claim_id])
    if notice.question_id is not None:
        question = session.get(OpenQuestion, notice.question_id)
        if question is None or question.state != QuestionState.ANSWERED:
            return None
        by = question.put_by
        return None if wrong.is_for(question.statement, by, notice.claim_id) else question
    if notice.inquiry_id is None:
        return None
    claim_id = notice.claim_id

    def stands(one: Inquiry | None) -> bool:
        return (
            one is not None
            and one.workspace_id == notice.workspace_id
            and one.state == InquiryState.ANSWERED
            and one.claim_id == claim_id
            and of_inquiry(one).key == notice.place
            and not wrong.is_for(one.statement, one.asker, claim_id)
        )

    inquiry = session.get(Inquiry, notice.inquiry_id)
    if stands(inquiry):
        return inquiry
    in_thread = and_(
        col(Inquiry.channel) == notice.channel, col(Inquiry.thread_ts) == notice.thread_ts
    )
    there = or_(in_thread, col(Inquiry.asker) == notice.place)
    others = select(Inquiry).where(col(Inquiry.claim_id) == claim_id, there)
    for other in session.scalars(others.order_by(col(Inquiry.id).desc())):
        if stands(other):
            return other
    return None


class _Wrong:
    """The statements for which people called one of these claims the wrong one. Usually there are
    none, and a single query shows that."""

    def __init__(self, session: Session, workspace_id: int, ids: Sequence[int]) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._any = any(
            session.scalar(
                select(col(Veto.id))
                .where(col(Veto.workspace_id) == workspace_id, col(Veto.claim_id).in_(some))
                .limit(1)
            )
            for some in batches(ids)
        )

    def is_for(self, statement: str, asker: str, claim_id: int) -> bool:
        """Whether `asker`, or an editor on behalf of everyone, called the claim wrong for this
        statement."""
        if not self._any:
            return False
        return bool(vetoed(self._session, self._workspace_id, statement, [claim_id], asker))

    def told(self, told: Told) -> bool:
        if told.inquiry is not None:
            return self.is_for(told.inquiry.statement, told.inquiry.asker, told.claim_id)
        if told.question is not None:
            return self.is_for(told.question.statement, told.question.put_by, told.claim_id)
        return False


def _gone(
    session: Session, workspace_id: int, watches: Sequence[Watch]
) -> set[tuple[str, str | None]]:
    """The threads of these watches in which the first message, a question, was deleted, as far as
    Slack reported it."""
    threads: defaultdict[str, set[str]] = defaultdict(set)
    for watch in watches:
        if watch.thread_ts is not None:
            threads[watch.channel].add(watch.thread_ts)
    states: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for channel, every in threads.items():
        for some in batches(sorted(every)):
            query = select(col(Inquiry.message_ts), col(Inquiry.state)).where(
                col(Inquiry.workspace_id) == workspace_id,
                col(Inquiry.channel) == channel,
                col(Inquiry.message_ts).in_(some),
            )
            for ts, state in session.execute(query):
                states[channel, ts].add(state)
    return {thread for thread, found in states.items() if found == {InquiryState.DROPPED.value}}


def _answered(
    session: Session, workspace_id: int, ids: Sequence[int], since: datetime, until: datetime
) -> Iterable[Told]:
    """The answers to inquiries and to open questions that named one of the claims."""
    for some in batches(ids):
        # Selected by claim only: with the workspace in the query, SQLite reads all its inquiries.
        inquiries = (
            select(Inquiry)
            .where(
                col(Inquiry.claim_id).in_(some),
                col(Inquiry.state) == InquiryState.ANSWERED.value,
                col(Inquiry.answered_at) >= since,
                col(Inquiry.answered_at) <= until,
            )
            .order_by(col(Inquiry.id))
        )
        for inquiry in session.scalars(inquiries):
            number, at = inquiry.claim_id, inquiry.answered_at
            if inquiry.workspace_id == workspace_id and number is not None and at is not None:
                yield Told(of_inquiry(inquiry), number, at, inquiry)
        notices = (
            select(Notice, OpenQuestion)
            .join(OpenQuestion, col(OpenQuestion.id) == col(Notice.question_id))
            .where(
                col(Notice.workspace_id) == workspace_id,
                col(Notice.claim_id).in_(some),
                col(Notice.kind) == NoticeKind.ANSWERED.value,
                col(Notice.state).in_(ARRIVED),
                col(Notice.told_until) >= since,
                col(OpenQuestion.state) == QuestionState.ANSWERED.value,
            )
            .order_by(col(Notice.id))
        )
        for notice, question in session.execute(notices):
            place = Place(notice.place, notice.channel, notice.thread_ts)
            yield Told(place, notice.claim_id, notice.told_until, question=question)


def _watches(
    session: Session, workspace_id: int, claim_id: int, ids: Sequence[int], since: datetime
) -> Iterable[tuple[Watch, int]]:
    """The watches on these claims, each with the claim that was named to its watcher.

    Watches on a merged claim belong to its heir now; the audit trail says which ones were moved.
    """
    for some in batches(ids):
        for watch in session.scalars(
            select(Watch).where(col(Watch.claim_id).in_(some)).order_by(col(Watch.id))
        ):
            yield watch, watch.claim_id or claim_id
    claim = session.get(Claim, claim_id)
    if claim is None or claim.merged_into_id is None:
        return
    for watch in session.scalars(
        select(Watch).where(
            col(Watch.workspace_id) == workspace_id, col(Watch.claim_id) == claim.merged_into_id
        )
    ):
        moved = session.scalars(
            select(AuditEntry).where(
                col(AuditEntry.workspace_id) == workspace_id,
                col(AuditEntry.entity) == "watch",
                col(AuditEntry.entity_id) == watch.id,
                col(AuditEntry.action) == "merge claims",
                col(AuditEntry.at) >= since,
            )
        )
        if any((one.before or {}).get("claim") == claim.key for one in moved):
            yield watch, claim_id
