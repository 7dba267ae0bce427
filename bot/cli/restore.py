"""`restore`: the database of a backup in place of this one."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="what `backup` has written")
    parser.add_argument(
        "--replace", action="store_true", help="also if the database holds a record already"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put the database of a backup in place of this one; stop serve and worker before."""
    from models.backup import restore
    from models.database import migrate, open_engine

    restore(settings.database_url, Path(arguments.file), replace=arguments.replace)
    migrate(open_engine(settings.database_url))
    print(f"The database is as it was when {arguments.file} was written.")
    return 0
