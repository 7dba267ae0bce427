"""`migrate`: brings the database's tables up to date, and the statuses where a rule changed."""

from __future__ import annotations

import argparse

from bot.language.writing import count
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the database's tables up to date, and derive all statuses anew if a rule changed."""
    from bot.record.upgrading import derive_anew
    from bot.services import utc_now
    from models.database import HEAD_REVISION, open_engine
    from models.database import migrate as upgrade

    engine = open_engine(settings.database_url)
    upgrade(engine)
    changed = derive_anew(engine, utc_now())
    print(f"The database is up to date (revision {HEAD_REVISION}).")
    if changed:
        claims = count(changed, "claim has", "claims have")
        print(f"The rules have changed: {claims} another status or figure on record since.")
    return 0
