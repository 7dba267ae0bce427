"""`confidential`: finds confidential names in the record, and takes other words for them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.record.edit.sayings import Saying

_TODO = {
    "claim": "reword it: python -m bot confidential --reword",
    "attribution": "a quote stays as it was said; others read it with the name replaced",
    "document": "change it in Slack, under “Confirm the details” of its review",
    "source": "change it in Slack: Edit source",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reword", action="store_true", help="ask for other words, one by one")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Find where the record says the names of confidential sources; --reword asks for other words.

    Other readers already see such a text with the name replaced; an editor can word it better.
    """
    from bot.record.edit.sayings import sayings

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        found = list(sayings(session, workspace_id))
        session.rollback()  # frees the database for a change
        if arguments.json:
            print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
            return 0
        if not found:
            print("No text on record says the name of a confidential source.")
        for (entity, row_id), every in groupby(found, lambda one: (one.entity, one.row_id)):
            some = list(every)
            for one in some:
                _show(one)
            rewords = arguments.reword and entity == "claim"
            if rewords and not _reword(engine, workspace_id, row_id, some):
                break
    return 0


def _show(one: Saying) -> None:
    number = f"#{one.row_id}" if one.entity == "claim" else f"{one.row_id} ({one.key})"
    print(f"{one.entity} {number}, {one.field}: {one.text}")
    print(f"   others read: {one.instead or 'nothing of it'}")
    print(f"   {_TODO[one.entity]}")


def _reword(engine: Engine, workspace_id: int, claim_id: int, some: list[Saying]) -> bool:
    """Asks for other words until they are accepted or none are given; False if the input ends."""
    from sqlmodel import Session

    from bot.record.change import Change
    from bot.record.edit.sayings import reword
    from bot.refusal import RefusalError
    from models.database import writing

    while True:
        to: dict[str, str] = {}
        for one in some:
            print(
                f"   New {one.field} (Enter: leave it, =: what others read): ", end="", flush=True
            )
            typed = sys.stdin.readline()
            if not typed:
                print()
                return False
            if words := typed.strip():
                to[one.field] = (one.instead or "") if words == "=" else words
        if not to:
            return True
        try:
            with Session(writing(engine)) as session, session.begin():
                reword(Change(session, workspace_id, actor(), datetime.now(UTC)), claim_id, to)
        except RefusalError as error:
            print(f"   {error.sentence}")
            continue
        print("   Changed.")
        return True
