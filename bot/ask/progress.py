"""How far each inquiry has come: taken by a process, handed to Slack, answered or failed.

recorded → sending (noted before the call to Slack) → answered | failed; dropped when the
question is gone. Every step is one conditional UPDATE, so that any number of processes may run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, func, or_, true, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from bot.queue import CLOCKS, LEASE, LONGEST_WAIT, is_ahead, is_free
from bot.slack import pace
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery, InquiryState

SWEEP = 200
"""Inquiries looked at in one sweep."""

_OPEN = (InquiryState.RECORDED.value, InquiryState.SENDING.value)


def due(
    engine: Engine,
    workspaces: Sequence[int],
    *,
    owner: str,
    now: datetime,
    busy: Collection[int] = (),
) -> list[list[int]]:
    """Inquiries that nobody is working on and whose time has come, grouped by question."""
    with Session(engine) as session:
        rows = session.exec(
            select(Inquiry)
            .where(col(Inquiry.workspace_id).in_(workspaces), _unfinished(), _is_time(now))
            .order_by(col(Inquiry.id))
            .limit(SWEEP)
        ).all()
    questions: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        own = row.lease_owner == owner and row.id not in busy
        if own or _is_free(row, owner, now):
            request = row.message_ts or row.request_id.rpartition(":")[0]
            key = (row.workspace_id, row.surface, row.channel, row.asker, request)
            questions.setdefault(key, []).append(_id(row))
    _let_run_out(engine, [row for row in rows if is_ahead(row.leased_until, now, LEASE)], now)
    return list(questions.values())


def take(
    engine: Engine, ids: Iterable[int], *, owner: str, now: datetime, waited: bool = False
) -> list[Inquiry]:
    """Lease what is unfinished of these inquiries; gives those that are ours now, in order.

    `waited`: their time has come, whatever the clock says by now.
    """
    taken = []
    with Session(writing(engine), expire_on_commit=False) as session:
        rows = session.exec(
            select(Inquiry)
            .where(
                col(Inquiry.id).in_(list(ids)), _unfinished(), true() if waited else _is_time(now)
            )
            .order_by(col(Inquiry.position), col(Inquiry.id))
        ).all()
        for row in rows:
            if row.lease_owner != owner and not _is_free(row, owner, now):
                continue
            seen = and_(
                col(Inquiry.id) == row.id,
                col(Inquiry.lease_owner) == row.lease_owner,
                col(Inquiry.leased_until) == row.leased_until,
            )
            lease = {"lease_owner": owner, "leased_until": now + LEASE}
            if _update(session, seen, lease):
                taken.append(row)
        session.commit()
        for row in taken:
            session.refresh(row)
    return taken


def note_sending(
    engine: Engine, inquiry: Inquiry, *, owner: str, now: datetime, resent: bool = False
) -> bool:
    """About to hand the answer to Slack. False where the inquiry is no longer ours or as read."""
    steps = {
        "state": InquiryState.SENDING.value,
        "attempts": Inquiry.attempts + 1,
        "leased_until": now + LEASE,
        "resent": Inquiry.resent + int(resent),
    }
    with Session(writing(engine)) as session:
        ours = _update(session, _ours_as_read(inquiry, owner), steps)
        if ours and inquiry.delivery in (Delivery.THREAD, Delivery.FLAT):
            pace.passed(session, inquiry.workspace_id, inquiry.channel, now)
        session.commit()
        return ours


def note_answered(
    engine: Engine, inquiry: Inquiry, *, now: datetime, reply_ts: str | None, **told: Any
) -> Inquiry | None:
    """Slack has taken the reply. `told` are the columns that say what was answered.

    Gives the inquiry as it is now where it was edited or dropped meanwhile: the reply that
    stands is noted, and there is more to do.
    """
    done = {
        "state": InquiryState.ANSWERED.value,
        "answered_at": now,
        "next_attempt_at": None,
        "lease_owner": None,
        "leased_until": None,
        "reply_ts": reply_ts,
        **told,
    }
    as_read = and_(
        col(Inquiry.id) == inquiry.id,
        col(Inquiry.version) == inquiry.version,
        col(Inquiry.state).in_(_OPEN),
    )
    if _alone(engine, as_read, done):
        return None
    standing = {"reply_ts": reply_ts, "leased_until": now + LEASE}
    _alone(engine, col(Inquiry.id) == inquiry.id, standing)
    with Session(engine) as session:
        row = session.get(Inquiry, inquiry.id)
    if row is None or row.version == inquiry.version:
        return None  # somebody else has noted it
    if row.state == InquiryState.SENDING:
        row.state = InquiryState.RECORDED.value  # what was on its way has arrived
    return row


def note_waiting(
    engine: Engine, inquiry: Inquiry, *, owner: str, until: datetime, unclear: bool
) -> None:
    """To be tried again at `until`; `unclear` if the reply may have arrived all the same."""
    state = InquiryState.SENDING if unclear else InquiryState.RECORDED
    if inquiry.state == InquiryState.DROPPED:
        state = InquiryState.DROPPED  # its reply is still to be deleted
    wait = {
        "state": state.value,
        "attempts": Inquiry.attempts + int(state is InquiryState.DROPPED),
        "next_attempt_at": until,
        "lease_owner": None,
        "leased_until": None,
    }
    _alone(engine, _ours_as_read(inquiry, owner), wait)


def hold_back(engine: Engine, inquiry: Inquiry, *, until: datetime) -> None:
    """Slack asked to wait: no process sends digests or notices to that team before then."""
    with Session(writing(engine)) as session:
        pace.hold(session, inquiry.workspace_id, until)
        session.commit()


def note_failed(engine: Engine, inquiry: Inquiry, *, owner: str, why: str) -> None:
    """Given up, with the reason in words."""
    failed = {
        "state": InquiryState.FAILED.value,
        "failure": why,
        **({"reply_ts": None} if inquiry.state == InquiryState.DROPPED else {}),
        "next_attempt_at": None,
        "lease_owner": None,
        "leased_until": None,
    }
    _alone(engine, _ours_as_read(inquiry, owner), failed)


def note_taken_back(engine: Engine, inquiry: Inquiry) -> None:
    """The reply to a dropped question is deleted."""
    gone = {"reply_ts": None, "lease_owner": None, "leased_until": None, "next_attempt_at": None}
    dropped = and_(col(Inquiry.id) == inquiry.id, col(Inquiry.state) == InquiryState.DROPPED.value)
    _alone(engine, dropped, gone)


def put_off(engine: Engine, ids: Collection[int], *, owner: str, until: datetime) -> None:
    """Later statements of a question wait for the earlier one, so that replies keep their order."""
    ours = and_(
        col(Inquiry.id).in_(list(ids)),
        col(Inquiry.lease_owner) == owner,
        col(Inquiry.state) == InquiryState.RECORDED.value,
    )
    _alone(engine, ours, {"next_attempt_at": until, "lease_owner": None, "leased_until": None})


def waiting(engine: Engine, *, since: datetime | None = None) -> int:
    """How many inquiries are unfinished, counting only those asked before `since` if given."""
    query = select(func.count()).select_from(Inquiry).where(_unfinished())
    if since is not None:
        query = query.where(col(Inquiry.asked_at) < since)
    with Session(engine) as session:
        return session.exec(query).one()


def _unfinished() -> ColumnElement[bool]:
    to_delete = and_(
        col(Inquiry.state) == InquiryState.DROPPED.value, col(Inquiry.reply_ts).is_not(None)
    )
    return or_(col(Inquiry.state).in_(_OPEN), to_delete)


def _is_time(now: datetime) -> ColumnElement[bool]:
    at = col(Inquiry.next_attempt_at)
    return or_(at.is_(None), at <= now, at > now + LONGEST_WAIT + CLOCKS)


def _is_free(row: Inquiry, owner: str, now: datetime) -> bool:
    """Whether `owner` may take it. By a clock that was set back its lease may seem to run for
    hours: then too, unless it may be on its way to Slack just now. Who had it sees that before
    anything is handed over (`note_sending`)."""
    if is_free(row.lease_owner, row.leased_until, by=owner, now=now):
        return True
    return row.state != InquiryState.SENDING and is_ahead(row.leased_until, now, LEASE)


def _let_run_out(engine: Engine, rows: Sequence[Inquiry], now: datetime) -> None:
    """What may be on its way to Slack keeps a whole lease by the clock as it is now."""
    for row in rows:
        as_seen = and_(
            col(Inquiry.id) == row.id,
            col(Inquiry.state) == InquiryState.SENDING.value,
            col(Inquiry.leased_until) == row.leased_until,
        )
        _alone(engine, as_seen, {"leased_until": now + LEASE})


def _ours_as_read(inquiry: Inquiry, owner: str) -> ColumnElement[bool]:
    return and_(
        col(Inquiry.id) == inquiry.id,
        col(Inquiry.version) == inquiry.version,
        col(Inquiry.lease_owner) == owner,
    )


def _alone(engine: Engine, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    with Session(writing(engine)) as session:
        changed = _update(session, where, values)
        session.commit()
        return changed


def _update(session: Session, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    statement = update(Inquiry).where(where).values(values)
    result = session.connection().execute(statement)
    return bool(result.rowcount)


def _id(row: Inquiry) -> int:
    if row.id is None:
        raise ValueError("the inquiry is not stored yet")
    return row.id
