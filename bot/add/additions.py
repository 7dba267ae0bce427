"""The rows of what editors gave: recorded, taken by one process, noted, finished."""

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
    """What somebody gave. `argument` is a text or an address, `told_in` where they are answered."""

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
    """Store it, once however often Slack tells of it; `owner` is the process that works on it.

    `offered`: a link that waits for somebody to say yes.
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
    """Somebody said yes to what was offered: a link is read, a feed taken once.

    Raises RefusalError where nothing of that number is offered here (any more).
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
    """What was offered under that number. Raises RefusalError where there is nothing (any more)."""
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
    """An offer was posted. `alone`: its message is its own, and changes when it is taken up."""
    with Session(writing(engine)) as session, session.begin():
        for row in offers:
            posted = update(Addition).where(col(Addition.id) == row.id)
            session.execute(posted.values(told_ts=ts if alone else f"{ts}{_SHARED}"))


def settle(engine: Engine, addition: Addition, *, now: datetime) -> None:
    """What was offered went another way: a feed is followed."""
    offered = col(Addition.state) == AdditionState.OFFERED.value
    steps = {"state": AdditionState.DONE.value, "done_at": now}
    _alone(engine, and_(col(Addition.id) == addition.id, offered), steps)


def own_message(addition: Addition) -> str | None:
    """The message that may be changed to show this addition alone."""
    ts = addition.told_ts
    return ts if ts is not None and not ts.endswith(_SHARED) else None


def due(worker: Worker, workspaces: Sequence[int], *, busy: Collection[int]) -> list[int]:
    """What waits and nobody is at: after a crash, or when a wait is over."""
    return [row.id for row in ADDITIONS.due(worker, workspaces, busy=busy)]


def take(worker: Worker, addition_id: int) -> Addition | None:
    """Lease it; None where there is nothing to do or somebody else is at it."""
    return next(iter(ADDITIONS.take(worker, [addition_id])), None)


def keep(worker: Worker, addition: Addition) -> bool:
    """Go on with it; False where another process has taken it over."""
    return ADDITIONS.keep(worker, addition)


def note(worker: Worker, addition: Addition, **columns: Any) -> bool:
    """Note how far it has come; False where it is no longer ours."""
    done = ADDITIONS.note(worker, addition, columns)
    if done:
        for name, value in columns.items():
            setattr(addition, name, value)
    return done


def finish(
    worker: Worker, addition: Addition, state: AdditionState, *, failure: str | None = None
) -> None:
    """It is done, failed, or offered. A text goes: its document has it."""
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
    """Slack cannot be told now; again then."""
    ADDITIONS.note(worker, addition, {**again_at(until), "failure": failure})


_LONGEST_KEPT = 2_000  # what is longer is no address
_SHARED = " shared"  # behind the ts of a message with several offers


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
