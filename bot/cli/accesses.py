"""`accesses`: who has seen the names of confidential sources."""

from __future__ import annotations

import argparse
import json
import sys

from bot.cli.errors import from_to
from bot.cli.record import add_workspace, opened_record, workspace_number
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=from_to(1, 100_000, int), default=100, help="how many, default %(default)s"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List who was shown the name of a confidential source, the newest first."""
    from bot.record.accesses import accesses

    with opened_record(settings) as (_, session):
        workspace_id = workspace_number(session, arguments.workspace)
        found = accesses(session, workspace_id, limit=arguments.limit)
    if arguments.json:
        rows = [
            {
                "at": one.at.isoformat(),
                "actor": one.actor,
                "surface": one.surface,
                "source": one.source_id,
                "names": one.names,
            }
            for one in found
        ]
        _say(json.dumps(rows, indent=1))
        return 0
    for one in found:
        what = f"source {one.source_id}" if one.source_id else f"{one.names:,} names"
        _say(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.actor}  {what}  {one.surface}")
    if not found:
        _say("Nobody was shown the name of a confidential source yet.")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
