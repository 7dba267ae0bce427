"""A record in a database of its own, for benchmarks that ask it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from benchmarks.report import CaseError
from bot.checking import Checker
from bot.record.importing import import_record
from bot.record.interchange import RecordError, parse
from bot.record.workspaces import local_workspace
from bot.settings import load
from models.database import migrate, open_engine, writing

ASKED_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""The instant of asking, so that a result does not change with the calendar."""


@contextmanager
def empty_desk() -> Iterator[tuple[Engine, int]]:
    """A migrated SQLite database in a temporary folder, and the id of its one workspace."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        migrate(engine)
        with Session(writing(engine)) as session, session.begin():
            workspace_id = local_workspace(session, ASKED_AT).id
        if workspace_id is None:
            raise RuntimeError("the workspace was not stored")
        try:
            yield engine, workspace_id
        finally:
            engine.dispose()


@contextmanager
def desk(record: Path) -> Iterator[tuple[Checker, int]]:
    """A checker over the record of an on-record/1 file. Raises CaseError where it is refused."""
    with empty_desk() as (engine, workspace_id):
        try:
            import_record(
                engine,
                parse(record.read_bytes()),
                workspace_id=workspace_id,
                actor="benchmark",
                now=ASKED_AT,
            )
        except (OSError, RecordError) as problem:
            raise CaseError(f"{record}: {problem}") from problem
        yield Checker(engine, load({})), workspace_id
