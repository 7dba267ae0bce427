"""Taking rows of a table in turn, by any number of processes: each row by one of them at a time.

A row that is due is taken under a lease, kept while it is worked on, and given back, at once or to
be tried again at some instant. Every step is one conditional UPDATE: what another process did to
the row meanwhile makes it miss.

An owner is "host:pid:random". While its lease runs, nobody else touches the row. On the same host a
dead process is recognised at once, so that a restart after a crash need not wait for the lease;
elsewhere the lease has to run out.

The machine's clock may be set back meanwhile. What lies further ahead than anything is ever set
shows that: it holds nobody back. Leases and this rule are needed in each step, which is why they
are in one module, longer than others.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import BindParameter, Engine, Select, Update, bindparam, or_, select, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, SQLModel, col

from models.base import Instant
from models.database import writing

LEASE = timedelta(seconds=15)
"""Longer than one call to Slack may take (`bot.slack.client.TIMEOUT`); renewed before each."""

CLOCKS = timedelta(seconds=10)
"""By how much the clocks of two machines may differ."""

LONGEST_WAIT = timedelta(hours=1)
"""Nothing waits longer for another try, unless Slack asks for it."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS_NAMESPACE = Path("/proc/self/ns/pid")

R = TypeVar("R", bound=SQLModel)

GIVEN_BACK: Mapping[str, None] = {"lease_owner": None, "leased_until": None}
"""The columns of a row that nobody is at."""

NOW = bindparam("now", type_=Instant)
AHEAD = bindparam("ahead", type_=Instant)
"""Later than any clock shows: what is noted as having happened then was noted by a clock that was
set back since."""

FAR_AHEAD = bindparam("far_ahead", type_=Instant)
"""Later than anything waits for another try."""


class Worker(Protocol):
    """A process at work: its database, its name in leases, and its clock of aware instants."""

    @property
    def engine(self) -> Engine: ...

    @property
    def owner(self) -> str: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...


def is_time(next_attempt_at: Any) -> ColumnElement[bool]:
    """The condition on a row that may have to wait for another try."""
    at = col(next_attempt_at)
    return or_(at.is_(None), at <= NOW, at > FAR_AHEAD)


def again_at(until: datetime) -> dict[str, Any]:
    """The columns of a row that is to be tried again then, by the process that comes first."""
    return {**GIVEN_BACK, "next_attempt_at": until}


@dataclass(frozen=True, slots=True, eq=False)
class Queue(Generic[R]):
    """The rows of one table (with `lease_owner` and `leased_until`) that are taken in turn.

    `is_open` is the condition on rows that are not finished and `is_time` on those whose time has
    come, both in terms of NOW, AHEAD, FAR_AHEAD and what `moments` names, by its distance from
    now. `order` is theirs, and `at_once` of them are looked at in one sweep.

    A row is taken for `lease`; `longest` says how long it is kept at most, where that is longer.
    In `seen` it shows that another process moved the row; `same` has to be as it was when the row
    was read for a change to be made. With `counted` each taking counts as an attempt. `known` are
    further columns that `due` gives. `may_be_sending` tells of them whether the row's owner may be
    handing it over just now, to Slack say: then its lease counts even where the clock was set
    back.
    """

    table: type[R]
    is_open: ColumnElement[bool]
    is_time: ColumnElement[bool]
    order: tuple[Any, ...]
    at_once: int
    lease: timedelta
    longest: timedelta = timedelta()
    seen: tuple[str, ...] = ("lease_owner", "leased_until")
    same: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    counted: bool = False
    may_be_sending: Callable[[Any], bool] = lambda _: True
    moments: Mapping[str, timedelta] = field(default_factory=dict)

    def due(
        self, worker: Worker, workspaces: Collection[int], *, busy: Collection[int] = ()
    ) -> list[Any]:
        """What is due and nobody's, in order: `id`, `seen` and `known` of each row. What is the
        worker's own is left from an earlier try, unless it is `busy` with it."""
        now = worker.clock()
        rows = self.look(worker, workspaces)
        for row in rows:
            if self.may_be_sending(row) and self._is_ahead(row, now):
                self._let_run_out(worker, row, now)
        return [row for row in rows if row.id not in busy and self._is_ours(row, worker, now)]

    def look(self, worker: Worker, workspaces: Collection[int]) -> Sequence[Any]:
        """What is due, also where somebody is at it."""
        given = {"those": list(workspaces), **self._moments(worker.clock())}
        with worker.engine.connect() as connection:
            return connection.execute(_looking(self, "workspace_id"), given).all()

    def take(self, worker: Worker, ids: Collection[int], *, waited: bool = False) -> list[R]:
        """Lease those of the rows that are open, due and nobody's; gives them as they are now.

        `waited`: their time has come, whatever the clock says by now.
        """
        now = worker.clock()
        given = {"those": list(ids), **self._moments(now)}
        with Session(writing(worker.engine), expire_on_commit=False) as session:
            rows = session.connection().execute(_looking(self, "id", waited=waited), given).all()
            free = [row for row in rows if self._is_ours(row, worker, now)]
            taken = [self._leased(session, worker, row, now) for row in free]
            session.commit()
        return [row for row in taken if row is not None]

    def take_seen(self, worker: Worker, seen: Any) -> R | None:
        """Lease a row that `look` gave, if it is nobody's and nothing happened to it since. What
        the worker left itself has to run out first."""
        now = worker.clock()
        if not self._is_free(seen, worker, now):
            return None
        with Session(writing(worker.engine), expire_on_commit=False) as session:
            row = self._leased(session, worker, seen, now)
            session.commit()
            return row

    def change(
        self,
        session: Session,
        worker: Worker,
        row: R,
        values: Mapping[str, Any],
        **was: Any,
    ) -> bool:
        """Change a row that is still the worker's, as far as `same` says as it was read, and `was`
        so; False where it is not. Part of the caller's transaction."""
        was = {**{name: getattr(row, name) for name in self.same}, **was}
        given = {f"new_{name}": value for name, value in values.items()}
        given |= {f"was_{name}": value for name, value in was.items()}
        given |= {"its_id": _id(row), "its_owner": worker.owner}
        statement = _changing(self.table, tuple(values), tuple(was))
        return bool(session.connection().execute(statement, given).rowcount)

    def note(self, worker: Worker, row: R, values: Mapping[str, Any], **was: Any) -> bool:
        """`change`, in a transaction of its own."""
        with Session(writing(worker.engine)) as session:
            changed = self.change(session, worker, row, values, **was)
            session.commit()
            return changed

    def keep(self, worker: Worker, row: R) -> bool:
        """Go on with a row for another lease; False where another process has taken it over."""
        return self.note(worker, row, {"leased_until": worker.clock() + self.lease})

    def _is_ours(self, seen: Any, worker: Worker, now: datetime) -> bool:
        return seen.lease_owner == worker.owner or self._is_free(seen, worker, now)

    def _is_free(self, seen: Any, worker: Worker, now: datetime) -> bool:
        """Whether the worker may take it: also where its lease seems to run for hours, by a clock
        that was set back. Its owner sees that before anything is handed over (`change`)."""
        if is_free(seen.lease_owner, seen.leased_until, by=worker.owner, now=now):
            return True
        return not self.may_be_sending(seen) and self._is_ahead(seen, now)

    def _is_ahead(self, seen: Any, now: datetime) -> bool:
        return is_ahead(seen.leased_until, now, self._longest)

    @property
    def _longest(self) -> timedelta:
        return max(self.lease, self.longest)

    def _leased(self, session: Session, worker: Worker, seen: Any, now: datetime) -> R | None:
        given = {f"seen_{name}": getattr(seen, name) for name in ("id", *self.seen)}
        given |= {"new_owner": worker.owner, "new_until": now + self.lease}
        row: R | None = session.scalars(_leasing(self), params=given).first()
        return row

    def _let_run_out(self, worker: Worker, seen: Any, now: datetime) -> None:
        """It keeps a whole lease, by the clock as it is now."""
        given = {f"seen_{name}": getattr(seen, name) for name in ("id", *self.seen)}
        with Session(writing(worker.engine)) as session:
            session.connection().execute(
                _unmoved(self).values(leased_until=bindparam("new_until", type_=Instant)),
                given | {"new_until": now + self._longest},
            )
            session.commit()

    def _moments(self, now: datetime) -> dict[str, datetime]:
        own = {name: now + distance for name, distance in self.moments.items()}
        return {"now": now, "ahead": now + CLOCKS, "far_ahead": now + LONGEST_WAIT + CLOCKS, **own}


# --- the statements, each built once: to build one takes longer than to run it -------------------


@cache
def _looking(queue: Queue[Any], by: str, *, waited: bool = False) -> Select[Any]:
    table = queue.table
    shown = (getattr(table, name) for name in ("id", *queue.seen, *queue.known))
    conditions = [queue.is_open] if waited else [queue.is_open, queue.is_time]
    return (
        select(*shown)
        .where(col(getattr(table, by)).in_(bindparam("those", expanding=True)), *conditions)
        .order_by(*queue.order)
        .limit(queue.at_once)
    )


@cache
def _unmoved(queue: Queue[Any]) -> Update:
    columns = (getattr(queue.table, name) for name in queue.seen)
    return update(queue.table).where(
        col(queue.table.id) == bindparam("seen_id"),
        *(one.is_not_distinct_from(_bound(f"seen_{one.key}", one)) for one in columns),
    )


@cache
def _leasing(queue: Queue[Any]) -> Any:
    table: Any = queue.table
    lease: dict[str, Any] = {
        "lease_owner": bindparam("new_owner"),
        "leased_until": bindparam("new_until", type_=Instant),
    }
    if queue.counted:
        lease["attempts"] = table.attempts + 1
    leased = _unmoved(queue).values(**lease).returning(table)
    return leased.execution_options(synchronize_session=False)


@cache
def _changing(table: Any, names: tuple[str, ...], was: tuple[str, ...]) -> Update:
    as_it_was = (getattr(table, name) for name in was)
    new = {name: _bound(f"new_{name}", getattr(table, name)) for name in names}
    return (
        update(table)
        .where(
            col(table.id) == bindparam("its_id"),
            col(table.lease_owner) == bindparam("its_owner"),
            *(one == _bound(f"was_{one.key}", one) for one in as_it_was),
        )
        .values(**new)
    )


def _bound(name: str, column: Any) -> BindParameter[Any]:
    return bindparam(name, type_=column.type)


def _id(row: Any) -> int:
    if row.id is None:
        raise ValueError(f"the {type(row).__name__.lower()} is not stored yet")
    number: int = row.id
    return number


# --- owners and clocks ---------------------------------------------------------------------------


def new_owner() -> str:
    """A name for this process, different each time."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_free(owner: str | None, leased_until: datetime | None, *, by: str, now: datetime) -> bool:
    """Whether `by` may take over what `owner` has leased until then."""
    if owner is None or leased_until is None or leased_until <= now:
        return True
    return _is_dead(owner, by)


def is_ahead(until: datetime | None, now: datetime, longest: timedelta = timedelta()) -> bool:
    """Whether an instant that is at most `longest` ahead when it is set lies further ahead than
    that: the clock was set back since then."""
    return until is not None and until > now + longest + CLOCKS


def _is_dead(owner: str, by: str) -> bool:
    host, pid, _ = owner.rsplit(":", 2)
    own_host, own_pid, _ = by.rsplit(":", 2)
    if owner == by or host != own_host:
        return False
    if pid == own_pid:
        return True  # an earlier process that had our number
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _host() -> str:
    """One name for all processes that can see each other's numbers.

    Containers may share a name and even a number; then their process namespaces differ.
    """
    name = socket.gethostname()
    with contextlib.suppress(OSError):  # not Linux: the host's name has to do
        name += _BOOT_ID.read_text() + str(_PROCESS_NAMESPACE.stat().st_ino)
    return hashlib.sha256(name.encode()).hexdigest()[:12]
