"""`merge`: makes one of two claims, sources or outlets."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.desk import add_changing, carried_out, number
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from models.changes import StatusChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("one", type=number, help="the number of the one that goes")
    parser.add_argument("into", type=number, help="the number of the one that takes it over")
    parser.add_argument(
        "--what", choices=("claim", "source", "outlet"), default="claim", help="default %(default)s"
    )
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Merge a claim into another one that says the same (or a source, an outlet)."""

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.claims import merge_claims
        from bot.record.edit.outlets import merge_outlets
        from bot.record.edit.sources import merge_sources

        merge = {"claim": merge_claims, "source": merge_sources, "outlet": merge_outlets}
        done = merge[arguments.what](
            change, arguments.one, arguments.into, seen=arguments.if_version
        )
        return done or []

    said = f"{arguments.what.capitalize()} {arguments.one} is now part of {arguments.into}."
    return carried_out(arguments, settings, act, said)
