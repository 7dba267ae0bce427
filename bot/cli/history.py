"""`history`: what became of a claim."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from bot.cli.desk import add_reading, number, reading, say, say_json
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("claim", type=number, help="the claim's number")
    add_reading(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show the history of a claim, the newest first; --as-editor also shows who changed what."""
    from bot.care import terminal_view
    from bot.record import accesses
    from bot.record.history import history

    with reading(arguments, settings) as desk:
        what = history(
            desk.session,
            desk.workspace_id,
            arguments.claim,
            editor=desk.reader.editor,
            now=desk.reader.now,
            page=arguments.page,
            per_page=arguments.per_page,
            statuses_only=not desk.reader.editor,
        )
        desk.note(what.confidential, accesses.HISTORY)
    if arguments.json:
        told = asdict(what)
        del told["confidential"]
        say_json(told)
    else:
        say(terminal_view.history(what))
    return 0
