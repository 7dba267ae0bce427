"""`backup`: the whole database as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="where to write it; only you can read it")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the whole database, with all workspaces, to a file; the bot may be running."""
    from models.backup import back_up

    size = back_up(settings.database_url, Path(arguments.file))
    print(f"Wrote {arguments.file}, {size / 1_000_000:,.1f} MB. It has confidential names in it.")
    return 0
