"""`move`: a statement to another claim."""

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
    parser.add_argument("claim", type=number, help="the claim to move it to")
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Move a statement to another claim; if that was merged, to the one it was merged into."""

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.attributions import move_attribution

        return move_attribution(
            change, arguments.statement, arguments.claim, seen=arguments.if_version
        )

    said = f"Statement {arguments.statement} is on claim {arguments.claim} now."
    return carried_out(arguments, settings, act, said)
