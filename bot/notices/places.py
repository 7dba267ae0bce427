"""Where an answer went, and so where a correction of it goes; who is told there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.batches import batches
from models.changes import AuditEntry
from models.inquiry import Delivery, Inquiry, InquiryState
from models.record import Claim
from models.subscription import Notice, NoticeKind, PostingState, Watch


@dataclass(frozen=True, slots=True)
class Place:
    """A thread, or a person's direct messages. `key` is the same for all ways to write there."""

    key: str
    channel: str
    thread_ts: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A place that was told of a claim. `claim_id` is the one that was named there."""

    place: Place
    claim_id: int
    at: datetime
    inquiry: Inquiry | None = None
    watchers: tuple[str, ...] = ()


def of_inquiry(inquiry: Inquiry) -> Place:
    """Where a correction of this inquiry's answer goes.

    What only the asker saw, or shared with a channel, is corrected by direct message.
    """
    if inquiry.delivery == Delivery.THREAD and inquiry.thread_ts:
        return Place(f"{inquiry.channel}:{inquiry.thread_ts}", inquiry.channel, inquiry.thread_ts)
    if inquiry.delivery == Delivery.FLAT:
        return Place(inquiry.asker, inquiry.channel, None)
    return Place(inquiry.asker, inquiry.asker, None)


def of_watch(watch: Watch) -> Place:
    """Where somebody who watches wants to be told."""
    if watch.thread_ts:
        return Place(f"{watch.channel}:{watch.thread_ts}", watch.channel, watch.thread_ts)
    return Place(watch.watcher, watch.channel, None)


def told_of(
    session: Session, workspace_id: int, claim_id: int, *, since: datetime, until: datetime
) -> list[Told]:
    """Every place that was told of a claim, or of one that was merged into it, once for each.

    Answers count from `since` to `until`, watches however old they are.
    """
    ids = sorted(_line(session, claim_id))
    found: dict[tuple[str, int], Told] = {}

    def add(told: Told) -> None:
        key = told.place.key, told.claim_id
        known = found.get(key)
        if (
            known is None
            or known.inquiry is None
            or (told.inquiry is not None and told.at > known.at)
        ):
            watchers = (*(known.watchers if known else ()), *told.watchers)
            found[key] = Told(
                told.place, told.claim_id, told.at, told.inquiry, tuple(dict.fromkeys(watchers))
            )
        elif told.watchers:
            watchers = tuple(dict.fromkeys((*known.watchers, *told.watchers)))
            found[key] = Told(known.place, known.claim_id, known.at, known.inquiry, watchers)

    for inquiry in _inquiries(session, workspace_id, ids, since, until):
        if inquiry.claim_id is not None and inquiry.answered_at is not None:
            add(Told(of_inquiry(inquiry), inquiry.claim_id, inquiry.answered_at, inquiry))
    for notice in _answers(session, workspace_id, ids, since):
        if notice.claim_id is not None and notice.told_until is not None:
            place = Place(notice.place, notice.channel, notice.thread_ts)
            add(Told(place, notice.claim_id, notice.told_until))
    watching: dict[str, Told] = {}
    for watch, named in _watches(session, workspace_id, claim_id, ids, since):
        if named is not None:
            place = of_watch(watch)
            known = watching.get(place.key)
            watchers = (*(known.watchers if known else ()), watch.watcher)
            watching[place.key] = Told(
                known.place if known else place,
                known.claim_id if known else named,
                known.at if known else watch.created_at,
                None,
                tuple(dict.fromkeys(watchers)),
            )
    for told in watching.values():
        # In a thread that got an answer the correction of it tells the watchers too.
        same = [one for one in found.values() if one.place.key == told.place.key]
        for one in same[:1] or [told]:
            add(Told(one.place, one.claim_id, one.at, one.inquiry, told.watchers))
    return list(found.values())


def _line(session: Session, claim_id: int) -> set[int]:
    """A claim and all that were merged into it."""
    line, ids = {claim_id}, [claim_id]
    while ids:
        query = select(col(Claim.id)).where(col(Claim.merged_into_id).in_(ids))
        ids = [one for one in session.scalars(query) if one is not None and one not in line]
        line.update(ids)
    return line


def _inquiries(
    session: Session, workspace_id: int, ids: Sequence[int], since: datetime, until: datetime
) -> Iterable[Inquiry]:
    for some in batches(ids):
        # By the claim alone: asked for the workspace, SQLite goes through all that it has.
        query = (
            select(Inquiry)
            .where(
                col(Inquiry.claim_id).in_(some),
                col(Inquiry.state) == InquiryState.ANSWERED.value,
                col(Inquiry.answered_at) >= since,
                col(Inquiry.answered_at) <= until,
            )
            .order_by(col(Inquiry.id))
        )
        yield from (one for one in session.scalars(query) if one.workspace_id == workspace_id)


def _answers(
    session: Session, workspace_id: int, ids: Sequence[int], since: datetime
) -> Iterable[Notice]:
    """Notices that answered an open question with one of the claims."""
    for some in batches(ids):
        yield from session.scalars(
            select(Notice)
            .where(
                col(Notice.workspace_id) == workspace_id,
                col(Notice.claim_id).in_(some),
                col(Notice.kind) == NoticeKind.ANSWERED.value,
                col(Notice.state) == PostingState.SENT.value,
                col(Notice.told_until) >= since,
            )
            .order_by(col(Notice.id))
        )


def _watches(
    session: Session, workspace_id: int, claim_id: int, ids: Sequence[int], since: datetime
) -> Iterable[tuple[Watch, int | None]]:
    """The watches on these claims, each with the claim that was named to its watcher.

    Those of a merged claim are its heir's by now; the audit trail knows which came along.
    """
    for some in batches(ids):
        for watch in session.scalars(
            select(Watch).where(col(Watch.claim_id).in_(some)).order_by(col(Watch.id))
        ):
            yield watch, watch.claim_id
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
