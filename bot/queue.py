"""Taking rows of a table in turn, by any number of processes: each row by one of them at a time.

A process leases a row that is due, renews the lease while it works on the row, and gives the row
back: at once, or with the instant of the next try. Every step is one conditional UPDATE. If another
process has changed the row meanwhile, the UPDATE matches no row.

An owner is "host:pid:random". While its lease runs, no other process takes the row. On the same
host a dead owner is recognised at once, so that a restart after a crash need not wait for the
lease. On another host the lease has to run out.

The machine's clock may be set back. An instant further in the future than this module ever sets one
shows that this happened, and is then not waited for. Every step needs leases and this rule, which
is why they are in one module, longer than others.
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
"""The longest wait before another try, unless Slack asks for a longer one."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS_NAMESPACE = Path("/proc/self/ns/pid")

R = TypeVar("R", bound=SQLModel)

GIVEN_BACK: Mapping[str, None] = {"lease_owner": None, "leased_until": None}
"""The lease columns of a row that no process has leased."""

NOW = bindparam("now", type_=Instant)
AHEAD = bindparam("ahead", type_=Instant)
"""Now and CLOCKS. If a row says that something happened later than this, the clock that noted it
was set back since."""

FAR_AHEAD = bindparam("far_ahead", type_=Instant)
"""Now, LONGEST_WAIT and CLOCKS: no row that waits for another try was given a later instant."""


class Worker(Protocol):
    """A process at work: its database, its name in leases, and its clock of aware instants."""

    @property
    def engine(self) -> Engine: ...

    @property
    def owner(self) -> str: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...


def is_time(next_attempt_at: Any) -> ColumnElement[bool]:
    """The SQL condition that a row need not wait (any longer) for its next try."""
    at = col(next_attempt_at)
    return or_(at.is_(None), at <= NOW, at > FAR_AHEAD)


def again_at(until: datetime) -> dict[str, Any]:
    """The columns that give a row back, to be tried again at `until` by any process."""
    return {**GIVEN_BACK, "next_attempt_at": until}


@dataclass(frozen=True, slots=True, eq=False)
class Queue(Generic[R]):
    """The rows of one table (with `lease_owner` and `leased_until`) that are taken in turn.

    `is_open` is the SQL condition on rows that are not finished, `is_time` on rows whose time has
    come. Both may use NOW, AHEAD, FAR_AHEAD and the names in `moments`, each with its distance
    from now. Rows are looked at in `order`, at most `at_once` of them in one sweep.

    A row is leased for `lease`; `longest` is the longest lease that its owner may renew to, if that
    is longer. A row is leased only if its columns `seen` are as they were read, and changed only
    if its columns `same` are. With `counted` each lease counts as an attempt. `known` are further
    columns that `due` gives. `may_be_sending` gets such a row and says whether its owner may be
    handing it over just now, for example to Slack. Then the lease counts even if the clock was set
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
        """The rows that are due and free, in order: `id`, `seen` and `known` of each.

        Rows leased by the worker itself are left from an earlier try and given too, except those
        whose ids are in `busy`.
        """
        now = worker.clock()
        rows = self.look(worker, workspaces)
        for row in rows:
            if self.may_be_sending(row) and self._is_ahead(row, now):
                self._let_run_out(worker, row, now)
        return [row for row in rows if row.id not in busy and self._is_ours(row, worker, now)]

    def look(self, worker: Worker, workspaces: Collection[int]) -> Sequence[Any]:
        """The rows that are due, leased ones included: `id`, `seen` and `known` of each."""
        given = {"those": list(workspaces), **self._moments(worker.clock())}
        with worker.engine.connect() as connection:
            return connection.execute(_looking(self, "workspace_id"), given).all()

    def take(self, worker: Worker, ids: Collection[int], *, waited: bool = False) -> list[R]:
        """Lease those of the rows that are open, due, and free or the worker's own; gives them as
        they are now. With `waited` they are due whatever the clock says.
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
        """Lease a row that `look` gave; None if it is not free or was changed since. A lease of the
        worker's own has to run out first."""
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
        """Change a row in the caller's transaction. False, and no change, unless the worker still
        has it, its columns `same` are as they were read, and those in `was` have these values."""
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
        """Renew the lease on a row; False if another process has taken the row over."""
        return self.note(worker, row, {"leased_until": worker.clock() + self.lease})

    def _is_ours(self, seen: Any, worker: Worker, now: datetime) -> bool:
        return seen.lease_owner == worker.owner or self._is_free(seen, worker, now)

    def _is_free(self, seen: Any, worker: Worker, now: datetime) -> bool:
        """Whether the worker may take the row. It also may if the lease seems to run for too long,
        because the clock was set back; the owner's next `change` then fails."""
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
        """Let the row's lease run for the longest time from now, by the clock as it is now."""
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
    """Whether `until`, which was set at most `longest` ahead, is further ahead of `now` than that
    (and CLOCKS): then the clock was set back since."""
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
