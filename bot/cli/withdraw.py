"""`withdraw`: takes a claim back, or puts it back on record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.desk import add_changing, carried_out, number
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from models.changes import StatusChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("claim", type=number, help="the claim's number")
    parser.add_argument("--reason", default="", help="whoever was answered with it is told")
    parser.add_argument("--undo", action="store_true", help="put it back on record")
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Withdraw a claim, or put a withdrawn one back on record (--undo)."""

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.claims import restore_claim, withdraw_claim

        if arguments.undo:
            return restore_claim(change, arguments.claim, seen=arguments.if_version)
        withdraw_claim(change, arguments.claim, reason=arguments.reason, seen=arguments.if_version)
        return []

    what = "on record again" if arguments.undo else "withdrawn"
    return carried_out(arguments, settings, act, f"Claim #{arguments.claim} is {what}.")
