"""The rows of what editors gave: stored, leased by one process, updated, finished."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.ingest.decoding import storable
from bot.queue import GIVEN_BACK, Queue, Worker, again_at, is_time
from bot.refusal import RefusalError
from bot.slack import refusals
from models.addition import Addition, AdditionState
from models.database import writing

LEASE = timedelta(seconds=60)
"""Longer than one fetch and the calls to Slack around it may take; renewed between items."""

SWEEP = 50
"""Additions looked at in one sweep."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to add. `argument` is a text or an address; `told_in` is where they get
    the answer."""

    workspace_id: int
    request_id: str
    by: str
    argument: str
    told_in: str
    outlet: str | None = None
    published_on: date | None = None
    view_id: str | None = None


def record(
    engine: Engine, wanted: Wanted, *, now: datetime, owner: str | None, offered: bool = False
) -> Addition:
    """Store it, once however often Slack reports it; `owner` is the process that works on it.

    `offered`: a link that is only offered and waits for a yes.
    """
    state = AdditionState.OFFERED if offered else AdditionState.WAITING
    row = Addition(
        workspace_id=wanted.workspace_id,
        request_id=wanted.request_id,
        by=wanted.by,
        argument=storable(wanted.argument),
        outlet=storable(wanted.outlet) if wanted.outlet else None,
        published_on=wanted.published_on,
        told_in=wanted.told_in,
        view_id=wanted.view_id,
        asked_at=now,
        state=state.value,
        lease_owner=None if offered else owner,
        leased_until=None if offered else now + LEASE,
    )
    with Session(writing(engine), expire_on_commit=False) as session:
        session.add(row)
        try:
            session.commit()
        except IntegrityError:
            session.rollback()
            return session.exec(
                select(Addition).where(
                    Addition.workspace_id == wanted.workspace_id,
                    Addition.request_id == wanted.request_id,
                )
            ).one()
    return row


def choose(
    engine: Engine, workspace_id: int, addition_id: int, *, now: datetime, owner: str
) -> Addition:
    """A person accepted an offer: a link is read, or a feed is taken once.

    Raises RefusalError if the workspace has no open offer with that number.
    """
    offered = offer(engine, workspace_id, addition_id)
    done = _alone(
        engine,
        and_(col(Addition.id) == addition_id, col(Addition.state) == AdditionState.OFFERED.value),
        {
            "state": AdditionState.WAITING.value,
            "feed_too": bool(offered.found),
            "found": None,
            "attempts": 0,
            "lease_owner": owner,
            "leased_until": now + LEASE,
        },
    )
    if not done:
        raise RefusalError(refusals.STALE)
    return offered


def offer(engine: Engine, workspace_id: int, addition_id: int) -> Addition:
    """The open offer with that number. Raises RefusalError if there is none."""
    with Session(engine) as session:
        row = session.exec(
            select(Addition).where(
                Addition.workspace_id == workspace_id, col(Addition.id) == addition_id
            )
        ).first()
    if row is None or row.state != AdditionState.OFFERED:
        raise RefusalError(refusals.STALE)
    return row


def stands(engine: Engine, offers: Sequence[Addition], ts: str | None, *, alone: bool) -> None:
    """Note that offers were posted. `alone`: the message has no other offers, so it may be replaced
    when the offer is accepted."""
    with Session(writing(engine)) as session, session.begin():
        for row in offers:
            posted = update(Addition).where(col(Addition.id) == row.id)
            session.execute(posted.values(told_ts=ts if alone else f"{ts}{_SHARED}"))


def settle(engine: Engine, addition: Addition, *, now: datetime) -> None:
    """Close an offer that was settled in another way: the feed is followed."""
    offered = col(Addition.state) == AdditionState.OFFERED.value
    steps = {"state": AdditionState.DONE.value, "done_at": now}
    _alone(engine, and_(col(Addition.id) == addition.id, offered), steps)


def own_message(addition: Addition) -> str | None:
    """The ts of the message that may be changed to show this addition alone; None if there is
    none."""
    ts = addition.told_ts
    return ts if ts is not None and not ts.endswith(_SHARED) else None


def due(worker: Worker, workspaces: Sequence[int], *, busy: Collection[int]) -> list[int]:
    """The additions that are due and no process works on: after a crash, or when a wait is over."""
    return [row.id for row in ADDITIONS.due(worker, workspaces, busy=busy)]


def take(worker: Worker, addition_id: int) -> Addition | None:
    """Lease an addition; None if there is nothing to do or another process works on it."""
    return next(iter(ADDITIONS.take(worker, [addition_id])), None)


def keep(worker: Worker, addition: Addition) -> bool:
    """Renew the lease; False if another process has taken the addition over."""
    return ADDITIONS.keep(worker, addition)


def note(worker: Worker, addition: Addition, **columns: Any) -> bool:
    """Note the progress of an addition; False if another process has taken it over."""
    done = ADDITIONS.note(worker, addition, columns)
    if done:
        for name, value in columns.items():
            setattr(addition, name, value)
    return done


def finish(
    worker: Worker, addition: Addition, state: AdditionState, *, failure: str | None = None
) -> None:
    """Note that it is done, failed or offered. A text is deleted from the row, since its document
    has it."""
    steps: dict[str, Any] = {
        "state": state.value,
        "failure": failure,
        "next_attempt_at": None,
        **GIVEN_BACK,
    }
    if state is not AdditionState.OFFERED:
        steps["done_at"] = worker.clock()
        if len(addition.argument) > _LONGEST_KEPT:
            steps["argument"] = ""
    ADDITIONS.note(worker, addition, steps)


def put_off(worker: Worker, addition: Addition, *, until: datetime, failure: str) -> None:
    """Slack cannot be told now; try again at `until`."""
    ADDITIONS.note(worker, addition, {**again_at(until), "failure": failure})


_LONGEST_KEPT = 2_000  # anything longer is no address
_SHARED = " shared"  # after the ts of a message with several offers


ADDITIONS = Queue(
    Addition,
    is_open=col(Addition.state) == AdditionState.WAITING.value,
    is_time=is_time(Addition.next_attempt_at),
    order=(Addition.id,),
    at_once=SWEEP,
    lease=LEASE,
    same=("state",),
    counted=True,
)


def _alone(engine: Engine, where: Any, columns: dict[str, Any]) -> bool:
    with Session(writing(engine)) as session, session.begin():
        result = session.connection().execute(update(Addition).where(where).values(columns))
        return bool(result.rowcount)
