"""`embargo`: a statement that is neither shown nor counted before a time."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.desk import add_changing, carried_out, number
from bot.cli.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from models.changes import StatusChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", type=number, help="the statement's number, as `show` has it")
    until = parser.add_mutually_exclusive_group(required=True)
    until.add_argument(
        "--until", metavar="INSTANT", help="with its time zone: 2026-03-05T18:00+01:00"
    )
    until.add_argument("--lift", action="store_true", help="there is none any more")
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put a statement under embargo (--until), or lift it (--lift)."""
    until = None if arguments.lift else _instant(arguments.until)

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.attributions import set_embargo

        return set_embargo(change, arguments.statement, until, seen=arguments.if_version)

    what = f"is under embargo until {until.isoformat()}" if until else "is under no embargo"
    return carried_out(arguments, settings, act, f"Statement {arguments.statement} {what}.")


def _instant(written: str) -> datetime:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UsageError(f"--until {written}: write a time with its zone: 2026-03-05T18:00+01:00.")
    return found
