"""Opening the database and bringing its schema up to date, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, create_engine

from models import files

HEAD_REVISION = "0022"
"""The newest migration, given here so that starting up need not load Alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"

PATIENCE = 15.0
"""Seconds that a command waits for another one's transaction, or for a server to answer."""

_MIGRATION_LOCK = 0x0E5C0BD  # any number that no other lock in the database uses


class SchemaError(RuntimeError):
    """The database's schema is not the one that this code needs."""


def database_url(given: str) -> URL:
    """A URL as hosts write it, with the driver that is used here. Raises ValueError if it is no
    database URL.

    Hosting services say `postgres://`; SQLAlchemy wants the driver's name.
    """
    try:
        url = make_url(given)
    except Exception as error:
        raise ValueError("it is not a database address") from error
    backend = url.drivername.split("+")[0]
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url
    raise ValueError(f"{backend} is not supported; use sqlite or postgresql")


def open_engine(given: str | URL, *, patience: float = PATIENCE) -> Engine:
    """An engine whose sessions handle foreign keys and instants alike on both databases.

    An SQLite file is opened with write-ahead logging, so that readers never wait for the writer. If
    it is missing, it is made together with its folder, readable by its owner only. `patience` in
    seconds bounds the wait for a lock (SQLite) and for a connection (PostgreSQL). Errors never
    contain the values of a statement.
    """
    url = database_url(given) if isinstance(given, str) else given
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=10,
            pool_timeout=patience,
            connect_args={"connect_timeout": max(2, round(patience))},  # libpq's minimum is 2
        )
    path = sqlite_file(url)
    in_memory = path is None
    options: dict[str, Any] = {
        "connect_args": {"check_same_thread": False},
        "hide_parameters": True,
    }
    if in_memory:
        options["poolclass"] = StaticPool
    elif not url.query.get("uri"):
        url = url.set(database=str(path))
    engine = create_engine(url, **options)

    @event.listens_for(engine, "do_connect")
    def _make(*_: Any) -> None:
        if path is not None:
            with suppress(OSError):  # SQLite will report the fault
                files.make_file(path)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun in _begin
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        if not in_memory:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A transaction that reads first and writes later fails at once with "database is locked" if
        # another one wrote in between. So transactions that write are opened with `writing`.
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def sqlite_file(url: URL) -> Path | None:
    """The path of an SQLite database; None for one in memory, and for another kind of database."""
    name = url.database
    if url.get_backend_name() != "sqlite" or name in (None, "", ":memory:"):
        return None
    if url.query.get("uri"):  # file:/path/to/it?mode=rw: SQLite itself reads the mode
        parts = urlsplit(str(name))
        if parts.path in ("", ":memory:") or url.query.get("mode") == "memory":
            return None
        name = unquote(parts.path)
    return Path(str(name)).expanduser().absolute()


def is_database_down(error: BaseException) -> bool:
    """Whether the database cannot be reached; False if it refused a statement."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_out_of_range(error: BaseException) -> bool:
    """Whether the database was asked for a number that no row can have: beyond PostgreSQL's
    integer (SQLSTATE 22003), or beyond SQLite's."""
    if isinstance(error, OverflowError):
        return True
    return isinstance(error, DataError) and getattr(error.orig, "sqlstate", None) == "22003"


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: on SQLite they wait for their turn."""
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def insert_new(session: Session, table: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same key exists; gives whether it did. Does not commit."""
    statement = _inserting(table, session.get_bind().dialect.name)
    return session.connection().execute(statement, values).first() is not None


@cache
def _inserting(table: type[SQLModel], dialect: str) -> Any:
    """The INSERT statement of a table. Built once: that takes longer than running it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # The rowcount would not tell: PostgreSQL's driver does not give it for an INSERT.
    key = SQLModel.metadata.tables[str(table.__tablename__)].primary_key
    return insert(table).on_conflict_do_nothing().returning(*key)


def schema_revision(engine: Engine) -> str | None:
    """The migration that the database is at; None for an empty database."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def ensure_schema(engine: Engine) -> None:
    """Migrates an SQLite database; a PostgreSQL database must have been migrated.

    Raises SchemaError, with the command to run, if it has not.
    """
    if schema_revision(engine) == HEAD_REVISION:
        return
    if engine.dialect.name != "sqlite":
        raise SchemaError(
            "The database's tables are not up to date. Run `python -m bot migrate` first."
        )
    migrate(engine)


def migrate(engine: Engine) -> None:
    """Brings the schema to HEAD_REVISION in one transaction; processes that call it take turns."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with (
        writing(engine).connect() as connection,
        _references_unchecked(connection),
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            _check_references(connection)


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; rows of others refer to the old one meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")  # has no effect within a transaction
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise SchemaError(f"After the migration a row of {broken[0]} refers to none in {broken[2]}")
