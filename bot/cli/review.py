"""`review`: lists drafts that wait, and decides on them, without Slack."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, UsageError, warn
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.record.drafts.filters import Filter
    from bot.review.desk import Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--document", type=int, metavar="NUMBER", help="only this document's")
    parser.add_argument("--show", choices=("all", "certain", "flagged", "mine"), default="all")
    parser.add_argument("--topic", metavar="WORDS", help="only those of this topic")
    parser.add_argument("--list", action="store_true", help="list what waits, ask nothing")
    parser.add_argument("--json", action="store_true", help="with --list: print it as JSON")
    parser.add_argument(
        "--approve-certain", type=int, metavar="DOCUMENT", help="approve its certain drafts"
    )
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Decide on drafts: one by one, or a document's certain ones in one go."""
    from bot.record.drafts.errors import ReviewError

    interactive = not arguments.list and arguments.approve_certain is None
    if interactive and not sys.stdin.isatty():
        raise UsageError(
            "There is no terminal to ask at. Use --list (with --json for a program) or "
            "--approve-certain DOCUMENT."
        )
    if arguments.json and not arguments.list:
        raise UsageError("--json goes with --list.")
    try:
        if arguments.list:
            return _list(arguments, settings)
        if arguments.approve_certain is not None:
            return _approve_certain(arguments, settings)
        return _one_by_one(arguments, settings)
    except ReviewError as error:
        raise CommandError(error.sentence) from None


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    from dataclasses import asdict

    from bot.cli import review_terminal as terminal
    from bot.language.writing import count
    from bot.record import accesses
    from bot.record.drafts import imported, looking, queue
    from bot.record.drafts.views import view
    from bot.review import command_line, names_shown
    from bot.review.waiting_view import imported_text, in_words
    from bot.slack.plain import unmarked

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        session.rollback()  # frees the database for what looking at the drafts again gives
        desk = _desk(engine, workspace_id, settings)
        looking.bring_up_waiting(engine, workspace_id, desk.find, now=desk.clock())
        me = desk.actor
        counts = queue.counts(session, workspace_id, user=me)
        which = _filter(arguments, me, session, workspace_id)
        numbers = command_line.open_drafts(engine, workspace_id, which)
        drafts = [found for one in numbers if (found := view(session, workspace_id, one))]
        brought = imported.page(session, workspace_id, size=max(1, counts.imported)).drafts
        documents = queue.documents(session, workspace_id, limit=1_000)
        if which.topics is not None:
            documents = [
                one for one in documents if one.document_id in {d.document_id for d in drafts}
            ]
        session.rollback()  # frees the database for writing the notes
        here = names_shown.Here(engine, lambda: datetime.now(UTC))
        names_shown.note(here, workspace_id, me, [one.said for one in drafts], accesses.QUEUE)
        names_shown.note_imported(here, workspace_id, me, [one.attribution_id for one in brought])
    if arguments.json:
        listed = {
            "counts": asdict(counts),
            "documents": [asdict(one) for one in documents],
            "drafts": [command_line.as_json(one) for one in drafts],
            "imported": [asdict(one) for one in brought],
        }
        _say(json_text(listed, indent=1, default=str))
        return 0
    _say(unmarked(in_words(counts)))
    if which.topics is not None:
        _say(f"Of the topic {which.topics[0]}: {count(len(drafts), 'draft')} to decide on.")
    for document in documents:
        title = document.title or "no title"
        _say(
            f"Document {document.document_id}: {title}. {document.open} to decide on,"
            f" {document.certain} certain."
        )
    for draft in drafts:
        _say()
        _say(terminal.shown(draft, f"draft {draft.id}"))
    for one in brought:
        _say(f"\n── imported ──\n{unmarked(imported_text(one))}")
    return 0


def _approve_certain(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.review import command_line
    from bot.review.decisions_view import together
    from bot.slack.plain import unmarked

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        session.rollback()  # frees the database for the decisions
        desk = _desk(engine, workspace_id, settings)
        approved, left = command_line.approve_certain(desk, arguments.approve_certain)
    _say(unmarked(together(approved, left)))
    return 0


def _one_by_one(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.cli import review_terminal as terminal
    from bot.cli.keys import one_key
    from bot.cli.review_editor import Editor
    from bot.language.writing import count

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        session.rollback()
        desk = _desk(engine, workspace_id, settings)
        editor = Editor(desk, ask=input, key=one_key, say=print)
        try:
            which = _filter(arguments, desk.actor, session, workspace_id)
            session.rollback()
            decisions = terminal.run(editor, which)
        except KeyboardInterrupt:
            _say()
            return 0
    _say(f"{count(decisions, 'decision')}.")
    return 0


def _desk(engine: Engine, workspace_id: int, settings: Settings) -> Desk:
    from bot.check.checker import Checker
    from bot.check.model import where_possible
    from bot.review.desk import Desk

    checker = Checker(engine, settings, where_possible(settings, warn))
    return Desk(engine, checker, workspace_id, actor(), lambda: datetime.now(UTC))


def _filter(arguments: argparse.Namespace, me: str, session: Session, workspace_id: int) -> Filter:
    from bot.record.drafts.deciding import CERTAIN
    from bot.record.drafts.filters import Filter

    shown = arguments.show
    topics = _topics(session, workspace_id, arguments.topic) if arguments.topic else None
    return Filter(
        document_id=arguments.document,
        certain=CERTAIN if shown == "certain" else None,
        flagged=True if shown == "flagged" else None,
        mine=me if shown == "mine" else None,
        topics=topics,
    )


def _topics(session: Session, workspace_id: int, asked: str) -> tuple[str, ...]:
    """All ways in which drafts write the topic. Raises UsageError if none of it waits."""
    from bot.record.drafts.waiting_topics import named, waiting_topics

    waiting = waiting_topics(session, workspace_id)
    found = named(waiting, asked)
    if found is None:
        told = "; ".join(f"{one.name} ({one.open})" for one in waiting[:20])
        there = f"Topics of drafts that wait: {told}." if told else "No draft that waits has one."
        raise UsageError(f"No draft of the topic “{asked}” waits. {there}")
    return found.spellings


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
