"""`verify`: goes over the whole record and says what is to be looked at."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from itertools import groupby

from bot.cli.desk import say, say_json
from bot.cli.record import add_workspace, opened_record, workspace_number
from bot.settings import Settings

SHOWN = 20
"""Of each kind so many are printed; the rest is counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print all of it as JSON")
    parser.add_argument("--all", action="store_true", help=f"not only {SHOWN} of each kind")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Go over the whole record: figures, quotes, parties, days, near-duplicates, old claims.

    Changes nothing of the record.
    """
    from bot.record.verify import findings, noting, verifying

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        now = datetime.now(UTC)
        looked = verifying.verify(session, workspace_id, now=now, shelf_lives=settings.shelf_lives)
        session.rollback()  # frees the database for the note
        noting.note(engine, workspace_id, looked)
    counted = findings.counts(looked.findings)
    if arguments.json:
        say_json(
            {
                "at": looked.at.isoformat(),
                "claims": looked.claims,
                "statements": looked.statements,
                "counts": counted,
                "findings": [
                    {
                        "kind": one.kind.value, "what": one.what, "todo": one.todo,
                        "claim": one.claim, "statement": one.statement, "source": one.source,
                        "document": one.document,
                    }
                    for one in looked.findings
                ],
            }
        )  # fmt: skip
        return 0
    over = f"{looked.claims:,} claims and {looked.statements:,} statements"
    told = findings.in_words(counted)
    say(f"Looked over {over}: {told}." if told else f"Looked over {over}: nothing to look at.")
    for kind, some in groupby(looked.findings, lambda one: one.kind):
        every = list(some)
        about = findings.TOLD[kind]
        say(f"\n{about.heading} ({len(every):,})\n   What to do: {about.todo}")
        for one in every if arguments.all else every[:SHOWN]:
            say(f"- {one.what}")
        if len(every) > SHOWN and not arguments.all:
            say(f"- and {len(every) - SHOWN:,} more (--all)")
    return 0
