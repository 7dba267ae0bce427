"""SQL statements compiled once per test process, not once per test.

Each test has a database of its own, and with it an engine; an engine begins with no statement
compiled, and to compile those of one question takes longer than to answer it. A process of the
bot has one engine and compiles each statement once, as tests do with this.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache = LRUCache(4_000)


def share_compiled() -> None:
    """From now on an engine uses what another one on a database of its kind compiled."""
    # A statement is found by its dialect too, of which each engine has one. They differ in nothing:
    # there is one release of each database here, and all engines are opened alike.
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
        dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)
