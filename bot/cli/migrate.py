"""`migrate`: brings the database's tables up to date."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the database's tables up to date."""
    from models.database import HEAD_REVISION, open_engine
    from models.database import migrate as upgrade

    engine = open_engine(settings.database_url)
    upgrade(engine)
    print(f"The database is up to date (revision {HEAD_REVISION}).")
    return 0
