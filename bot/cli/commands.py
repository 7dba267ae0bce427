"""The commands that work on the record: check, import, migrate, workspace.

What each needs is imported when it runs, so that `check` starts at once.
"""

from __future__ import annotations

import argparse
import getpass
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.language.invisible import json_text
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.check.answer import Answer
    from bot.check.model import Model
    from models.workspace import Workspace


class CommandError(RuntimeError):
    """A command cannot do its work; the message says why and what to do."""


class UsageError(CommandError):
    """A command was given wrong or missing arguments."""


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer statements from the record, as the bot would."""
    from bot.check.answer import to_json
    from bot.check.checker import Checker
    from bot.check.model import when_needed
    from bot.record import accesses
    from bot.record.card import names_in_confidence

    texts = _batch(arguments.batch) if arguments.batch else [_given_text(arguments.text)]
    now = _instant(arguments.as_of)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        checker = Checker(engine, settings, when_needed(settings))
        for text in texts:
            answers, left_over = checker.answers(
                workspace_id, text, now=now, editor=arguments.as_editor
            )
            confided = {one for a in answers for one in names_in_confidence(a.attributions)}
            session.rollback()  # the note wants the database for itself
            at = datetime.now(UTC)
            accesses.note(
                engine, workspace_id, confided, actor=actor(), surface=accesses.CHECK, at=at
            )
            listed = [to_json(answer) for answer in answers]
            if arguments.batch:
                print(json_text({"statement": text, "answers": listed}))
            elif arguments.json:
                print(json_text(listed, indent=1))
            else:
                _print_answers(answers, left_over, now)
    return 0


def import_(arguments: argparse.Namespace, settings: Settings) -> int:
    """Load a record; all of it or nothing."""
    from sqlmodel import Session

    from bot.check.model import where_possible
    from bot.record.exchange.importing import import_record
    from bot.record.exchange.interchange import parse
    from bot.record.workspaces import local_workspace
    from models.database import writing

    try:
        data = (
            sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
        )
    except OSError as error:
        raise CommandError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    file = parse(data)
    now = datetime.now(UTC)
    with opened_record(settings) as (engine, session):
        if arguments.workspace is None and _is_empty(session):
            with Session(writing(engine)) as fresh, fresh.begin():
                workspace_id = stored_id(local_workspace(fresh, now))
        else:
            workspace_id = workspace_number(session, arguments.workspace)
        session.rollback()  # the import wants the database for itself
        report = import_record(engine, file, workspace_id=workspace_id, actor=actor(), now=now)
        print(report.in_words())
        _make_vectors(engine, where_possible(settings, warn))
    return 0


def _make_vectors(engine: Engine, model: Model) -> None:
    """After the commit: a record without vectors is whole, and `serve` makes what is missing."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.check.vectors import VectorMaker

    embedder = model()
    if embedder is None:
        return
    maker = VectorMaker(engine, embedder)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading the claims' meaning", total=maker.missing())
        maker.make(report=lambda done: progress.advance(task, done))


def migrate(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the database's tables up to date."""
    from models.database import HEAD_REVISION, open_engine
    from models.database import migrate as upgrade

    engine = open_engine(settings.database_url)
    upgrade(engine)
    print(f"The database is up to date (revision {HEAD_REVISION}).")
    return 0


@contextmanager
def failing_in_words() -> Iterator[None]:
    """Known failures become one CommandError each; anything else is a bug and stays a traceback."""
    from sqlalchemy.exc import OperationalError, SQLAlchemyError

    from bot.matching.embeddings import ModelError
    from bot.record.exchange.interchange import RecordError
    from bot.record.workspaces import WorkspaceError
    from bot.slack.refusals import NO_SUCH_NUMBER
    from models.database import SchemaError, is_out_of_range

    try:
        yield
    except SettingsError as error:
        raise CommandError(f"Wrong settings:\n{error}") from None
    except (ModelError, SchemaError, RecordError, WorkspaceError) as error:
        raise CommandError(str(error)) from None
    except OperationalError as error:
        raise CommandError(
            f"The database cannot be reached ({_first_line(error.orig)}). Check DATABASE_URL."
        ) from None
    except (SQLAlchemyError, OverflowError) as error:
        if not is_out_of_range(error):
            raise
        raise CommandError(NO_SUCH_NUMBER) from None


def from_to(least: float, most: float, kind: type[float] = float) -> Callable[[str], float]:
    """Reads an argument that is a number between two, both included; "nan" is none."""

    def read(given: str) -> float:
        with suppress(ValueError):
            if least <= (number := kind(given)) <= most:
                return number
        raise argparse.ArgumentTypeError(f"{given}: a number from {least} to {most:,}")

    return read


def _first_line(error: object) -> str:
    return (str(error).splitlines() or ["no reason given"])[0].rstrip(".")


def workspace(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show a workspace's settings, or set its desk channel and its editors.

    A channel that people from outside read is not set; of one in which the bot cannot post yet
    that is said.
    """
    from sqlmodel import Session

    from bot.record.workspaces import editors_of, find, set_desk_channel, set_editors
    from bot.slack import desk_setting
    from bot.slack.editors import NO_LIST
    from models.database import writing

    channel = _channel(arguments.desk_channel)
    editors = _editors(arguments.editors)
    now = datetime.now(UTC)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        team_id = find(session, arguments.workspace).team_id
        session.rollback()
        if channel is not None:
            looked = desk_setting.look(settings, team_id, channel)
            if looked.has_outsiders:
                raise CommandError(f"{channel} is not set: {looked.in_words()}")
        with Session(writing(engine)) as fresh, fresh.begin():
            if arguments.desk_channel is not None:
                set_desk_channel(fresh, workspace_id, channel, actor=actor(), at=now)
            if editors is not None:
                set_editors(fresh, workspace_id, editors, actor=actor(), at=now)
        found = find(session, arguments.workspace)
        print(f"Workspace {found.team_id} {found.name}".rstrip())
        print(f"Desk channel: {found.desk_channel or 'none, reports wait in the Home tab'}")
        if found.desk_channel:
            looked = desk_setting.look(settings, found.team_id, found.desk_channel)
            print(f"  {looked.in_words()}")
        listed = ", ".join(editors_of(session, workspace_id))
        print(f"Editors: {listed or NO_LIST}")
    return 0


def _channel(given: str | None) -> str | None:
    if given in (None, "none"):
        return None
    if not re.fullmatch(r"[CG][A-Z0-9]{2,}", str(given)):
        raise UsageError(
            f"--desk-channel {given}: give the channel's id, like C0123456789 (in Slack: "
            "the channel's name, About, at the bottom), or none."
        )
    return given


def _editors(given: str | None) -> list[str] | None:
    """Slack ids from "U1,U2"; empty for none, None where nothing was given."""
    if given is None:
        return None
    if given == "none":
        return []
    listed = [one.strip() for one in given.split(",") if one.strip()]
    for one in listed or [given]:  # "," is nobody, and not "none"
        if not re.fullmatch(r"[UW][A-Z0-9]{2,}", one):
            raise UsageError(
                f"--editors {one}: give the members' ids, like U0123456789,U9876543210 (in Slack: "
                "a person's profile, the three dots, Copy member ID), or none."
            )
    return listed


# --- what they share ---------------------------------------------------------------------------


@contextmanager
def opened_record(settings: Settings) -> Iterator[tuple[Engine, Session]]:
    """The database, with its tables up to date, and a session."""
    from sqlmodel import Session

    from models.database import ensure_schema, open_engine

    engine = open_engine(settings.database_url)
    try:
        ensure_schema(engine)
        with Session(engine) as session:
            yield engine, session
    finally:
        engine.dispose()


def workspace_number(session: Session, team_id: str | None) -> int:
    """The workspace that is meant. Raises CommandError where nothing is on record yet."""
    from bot.record.workspaces import find

    if team_id is None and _is_empty(session):
        raise CommandError("Nothing is on record yet. Load a record: python -m bot import FILE")
    return stored_id(find(session, team_id))


def stored_id(workspace: Workspace) -> int:
    if workspace.id is None:
        raise CommandError("The workspace is not stored yet.")
    return workspace.id


def _is_empty(session: Session) -> bool:
    from sqlalchemy import select

    from models.workspace import Workspace

    return session.execute(select(Workspace).limit(1)).first() is None


def _given_text(words: Sequence[str]) -> str:
    if list(words) == ["-"]:
        return sys.stdin.read()
    if not words:
        raise UsageError('Say what to check: python -m bot check "…", or - to read it.')
    return " ".join(words)


def _batch(path: str) -> list[str]:
    """The statements of a JSON Lines file. Raises CommandError naming the line that is wrong."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
    statements = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            statement = json.loads(line)["statement"]
        except (ValueError, TypeError, KeyError) as error:
            raise CommandError(
                f'{path}, line {number}: expected an object like {{"statement": "…"}}.'
            ) from error
        if not isinstance(statement, str):
            raise CommandError(f"{path}, line {number}: the statement is no text.")
        statements.append(statement)
    return statements


def _instant(day: str | None) -> datetime:
    if day is None:
        return datetime.now(UTC)
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), time(12), UTC)
    except ValueError as error:
        raise UsageError(f"--as-of {day}: write a day like 2024-11-05.") from error


def _print_answers(answers: Iterable[Answer], left_over: int, now: datetime) -> None:
    from bot.ask.card import answer_message
    from bot.ask.view import left_over as not_answered
    from bot.slack.message import CardContext
    from bot.slack.plain import plain

    listed = list(answers)
    for position, answer in enumerate(listed):
        context = CardContext(
            inquiry_id="", ephemeral=False, position=position, total=len(listed),
            can_share=False, today=now.date(),
        )  # fmt: skip
        print(plain(answer_message(answer, context=context)), end="\n\n")
    if left_over:
        print(plain(not_answered(left_over)))


def warn(sentence: str) -> None:
    """Say something that does not stop a command."""
    print(sentence, file=sys.stderr)


def actor() -> str:
    """Who is at the command line, as the audit trail names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):  # a container without an entry for the user id
        return "cli:unknown"
