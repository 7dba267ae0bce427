"""What the commands that read the record or change it have in common: who reads, who changes, and
how the result is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.cli.errors import CommandError, from_to
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.language.invisible import json_text
from bot.record.numbers import row_number
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.record.change import Change
    from bot.record.search import Reader
    from models.changes import StatusChange

MOST_PER_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Desk:
    """The record as a command reads it."""

    engine: Engine
    session: Session
    workspace_id: int
    reader: Reader

    def note(self, confided: Collection[int], surface: str) -> None:
        """Note that the names of these confidential sources are shown; called before they are."""
        from bot.record import accesses

        self.session.rollback()  # frees the database for writing the note
        accesses.note(
            self.engine, self.workspace_id, confided, actor=actor(), surface=surface,
            at=self.reader.now,
        )  # fmt: skip


def add_reading(parser: argparse.ArgumentParser, *, pages: bool = True) -> None:
    """Adds the options of a command that reads."""
    if pages:
        parser.add_argument("--page", type=from_to(1, 10**6, int), default=1, metavar="N")
        parser.add_argument(
            "--per-page", type=from_to(1, MOST_PER_PAGE, int), default=10, metavar="N",
            help="how many on a page, default %(default)s",
        )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument(
        "--as-editor", action="store_true", help="with the names of confidential sources"
    )
    add_workspace(parser)


def add_changing(parser: argparse.ArgumentParser) -> None:
    """Adds the options of a command that changes something."""
    parser.add_argument("--as", dest="person", metavar="NAME", help="for whom, in the history")
    parser.add_argument("--if-version", type=int, metavar="N",
                        help="change it only if it is at this version (show --json)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print what changed as JSON")
    add_workspace(parser)


def number(given: str) -> int:
    """The number of a claim or another row, as 12 or #12."""
    try:
        return row_number(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given}: write a number, like 12") from None


@contextmanager
def reading(arguments: argparse.Namespace, settings: Settings) -> Iterator[Desk]:
    """Opens the record to read it. Refusals become CommandErrors."""
    from bot.check.checker import Checker
    from bot.record.search import Reader
    from bot.refusal import RefusalError

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        having = Checker(engine, settings).having
        reader = Reader(arguments.as_editor, datetime.now(UTC), having)
        try:
            yield Desk(engine, session, workspace_id, reader)
        except RefusalError as error:
            raise CommandError(error.sentence) from None


def carried_out(
    arguments: argparse.Namespace,
    settings: Settings,
    act: Callable[[Change], Collection[StatusChange]],
    said: str,
) -> int:
    """Carry out a change in one transaction and print what came of it: the sentence `said`, and
    the statuses that changed. Refusals become CommandErrors, and nothing is changed."""
    from sqlmodel import Session

    from bot.care import terminal_view
    from bot.record.change import Change
    from bot.refusal import RefusalError
    from models.database import writing

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        session.rollback()  # frees the database for the change
        try:
            with (
                Session(writing(engine), expire_on_commit=False) as fresh,
                fresh.begin(),
            ):
                by = actor(arguments.person)
                changes = list(act(Change(fresh, workspace_id, by, datetime.now(UTC))))
        except RefusalError as error:
            raise CommandError(f"{error.sentence} Nothing was changed.") from None
    told = [(one.claim_id, one.from_status, one.to_status) for one in changes]
    if arguments.json:
        rows = [dict(zip(("claim", "from", "to"), one, strict=True)) for one in told]
        say_json({"done": said, "changes": rows})
    else:
        say(terminal_view.done(said, told))
    return 0


def say_json(value: Any) -> None:
    """Prints a value as JSON; days and instants as ISO 8601."""
    say(json_text(value, indent=1, default=_iso))


def say(text: str) -> None:
    """Prints a text on a line of its own."""
    sys.stdout.write(text + "\n")


def _iso(value: Any) -> str:
    return str(value.isoformat())
