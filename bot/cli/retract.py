"""`retract`: marks a statement as taken back by its source, or undoes that."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.desk import add_changing, carried_out, number
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from models.changes import StatusChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", type=number, help="the statement's number, as `show` has it")
    parser.add_argument("--reason", default="", help="it stands in the history")
    parser.add_argument("--undo", action="store_true", help="it counts again")
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Retract a statement that its source has taken back, or undo that (--undo)."""

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.attributions import retract, undo_retraction

        seen = arguments.if_version
        if arguments.undo:
            return undo_retraction(change, arguments.statement, seen=seen)
        return retract(change, arguments.statement, reason=arguments.reason, seen=seen)

    what = "counts again" if arguments.undo else "is retracted"
    return carried_out(arguments, settings, act, f"Statement {arguments.statement} {what}.")
