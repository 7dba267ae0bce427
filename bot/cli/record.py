"""Opens the record for commands: the database, the workspace that is meant, and the person's
name."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from models.workspace import Workspace


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Adds the option of all commands that work on one workspace's record."""
    parser.add_argument("--workspace", metavar="TEAM", help="Slack team id, default the only one")


@contextmanager
def opened_record(settings: Settings) -> Iterator[tuple[Engine, Session]]:
    """Opens the database, with its tables up to date, and a session."""
    from sqlmodel import Session

    from bot.record.upgrading import ensure_current
    from bot.services import utc_now
    from models.database import open_engine

    engine = open_engine(settings.database_url)
    try:
        ensure_current(engine, utc_now())
        with Session(engine) as session:
            yield engine, session
    finally:
        engine.dispose()


def workspace_number(session: Session, team_id: str | None) -> int:
    """The id of the workspace that is meant. Raises CommandError if nothing is on record yet."""
    from bot.record.workspaces import find

    if team_id is None and _is_empty(session):
        raise CommandError("Nothing is on record yet. Load a record: python -m bot import FILE")
    return _stored_id(find(session, team_id))


def workspace_to_fill(engine: Engine, session: Session, team_id: str | None, now: datetime) -> int:
    """The id of the workspace that is meant; on an empty database that of a new one. Ends the
    session's transaction, so that the command can write to the database."""
    from sqlmodel import Session as NewSession

    from bot.record.workspaces import local_workspace
    from models.database import writing

    is_new = team_id is None and _is_empty(session)
    number = None if is_new else workspace_number(session, team_id)
    session.rollback()
    if number is not None:
        return number
    with NewSession(writing(engine)) as fresh, fresh.begin():
        return _stored_id(local_workspace(fresh, now))


def actor(person: str | None = None) -> str:
    """The name under which the audit trail records whoever is at the command line: the machine's
    user and, if a `person` is given, for whom they act."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container has no entry for the user id
        user = "unknown"
    name = " ".join((person or "").split())
    return f"cli:{user} for {name}" if name else f"cli:{user}"


def _stored_id(workspace: Workspace) -> int:
    if workspace.id is None:
        raise CommandError("The workspace is not stored yet.")
    return workspace.id


def _is_empty(session: Session) -> bool:
    from sqlalchemy import select

    from models.workspace import Workspace

    return session.execute(select(Workspace).limit(1)).first() is None
