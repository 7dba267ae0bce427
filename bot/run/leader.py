"""Chooses the process that does the work for which one process is enough.

Correctness does not depend on there being one leader: every row is taken by a conditional UPDATE or
a unique key. A leader only saves the others from looking for the same work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

_LEADERS = 0x0E5C1EAD
"""The first half of the advisory lock's key: a number that is used for no other lock."""


class Lease(Protocol):
    """Says, whenever asked, whether this process is the leader."""

    def held(self) -> bool: ...

    def release(self) -> None: ...


def lease(engine: Engine, workspaces: Collection[int]) -> Lease:
    """The leader's lease for these workspaces. For an SQLite file, which one process uses,
    always held."""
    if engine.dialect.name != "postgresql":
        return Alone()
    return AdvisoryLock(engine, min(workspaces, default=0))


class Alone:
    """The lease of the only process."""

    def held(self) -> bool:
        return True

    def release(self) -> None:
        pass


class AdvisoryLock:
    """PostgreSQL's advisory lock on a connection of its own.

    The lock ends with the connection: a killed process loses it at once, and so does one that the
    database cannot reach. Tries to get it are `RETRY` seconds apart.
    """

    RETRY = 5.0

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._key = {"leaders": _LEADERS, "number": number}
        self._connection: Connection | None = None
        self._tried_at = -self.RETRY
        self._is_over = False
        self._lock = threading.Lock()

    def held(self) -> bool:
        """Whether this process has the lock; tries to get it if not. Never waits for other
        processes.

        Raises SQLAlchemyError if the database cannot be reached.
        """
        with self._lock:
            if self._connection is not None:
                try:
                    self._connection.execute(text("SELECT 1"))
                    return True
                except SQLAlchemyError:
                    self._drop()
            if self._is_over or time.monotonic() < self._tried_at + self.RETRY:
                return False
            self._tried_at = time.monotonic()
            return self._taken()

    def release(self) -> None:
        """Gives the lock up for good, so that another process can lead."""
        with self._lock:
            self._is_over = True
            self._drop()

    def _taken(self) -> bool:
        # Autocommit: no transaction must stay open while this process leads.
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        query = text("SELECT pg_try_advisory_lock(:leaders, :number)")
        try:
            if not connection.scalar(query, self._key):
                connection.close()
                return False
            connection.detach()  # the pool would hand the connection on together with the lock
        except BaseException:
            connection.invalidate()
            connection.close()
            raise
        self._connection = connection
        return True

    def _drop(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()
