"""`ingest`: puts documents on record, without Slack."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.cli.errors import CommandError, UsageError, warn
from bot.cli.record import actor, add_workspace, opened_record, workspace_to_fill
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.add.documents import Added, Desk
    from bot.check.checker import Checker
    from bot.ingest.given import Given
    from bot.ingest.source import Reading

HOW_TO_REVIEW = (
    "Editors decide on drafts with `python -m bot review`, or in Slack with /onrecord queue."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", help="a file (txt, html, md, csv, json), an address, or - for standard input"
    )
    parser.add_argument("--outlet", metavar="NAME", help="who published it")
    parser.add_argument("--url", metavar="ADDRESS", help="where it was published")
    parser.add_argument("--title", metavar="WORDS", help="its title")
    parser.add_argument("--author", metavar="NAME", help="who wrote it")
    parser.add_argument("--published", metavar="DAY", help="when, like 2024-11-05")
    parser.add_argument("--topic", metavar="WORDS", help="the topic of the claims made from it")
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put documents on record: a file, an address, a feed, a table, a fact-check, or - for text."""
    from bot.add.documents import add_items
    from bot.check.model import where_possible
    from bot.ingest.fetching import fetch
    from bot.ingest.source import How, read_source
    from bot.refusal import RefusalError

    model = where_possible(settings, warn)
    given = _given(arguments)
    source = sys.stdin.read() if arguments.source == "-" else arguments.source
    now = datetime.now(UTC)
    with opened_desk(arguments, settings, model) as desk, saying_progress("Reading") as progress:
        try:
            reading: Reading = read_source(
                source, How(now.date(), fetch, given), files=arguments.source != "-"
            )
            total = reading.total
            added = add_items(
                desk,
                reading.items,
                origin=None if arguments.source == "-" else arguments.source,
                now=now,
                report=lambda done: progress(done, total),
            )
        except RefusalError as error:
            raise CommandError(error.sentence) from None
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was read so far is on record; the same command goes on."
            ) from None
    if arguments.json:
        say(json_text(_as_json(desk, added), indent=1, default=str))
    else:
        _tell(desk, added)
    for problem in added.problems:
        print(problem, file=sys.stderr)
    return 1 if added.nothing else 0


def _tell(desk: Desk, added: Added) -> None:
    from bot.add import details
    from bot.add.results_view import one_document, several
    from bot.slack.plain import plain_blocks

    if len(added.documents) == 1 and added.reviews is None:
        one = added.documents[0]
        message = one_document(one, details.known(desk.engine, desk.workspace_id, one.document_id))
    else:
        message = several(added, problems=False)
    if added.nothing:
        return
    shown = [block for block in message.blocks if block["type"] != "actions"]
    say(plain_blocks(shown))
    if added.drafts:
        say(f"\n{HOW_TO_REVIEW}")


def _as_json(desk: Desk, added: Added) -> dict[str, Any]:
    from bot.add import details
    from bot.add.details_view import FIELDS
    from bot.add.documents import to_json

    listed = to_json(added)
    for one in listed["documents"]:
        known = details.known(desk.engine, desk.workspace_id, one["document_id"])
        one["url"] = known.url
        one["details"] = {
            name: {"value": getattr(known, name), "basis": known.bases.get(name)} for name in FIELDS
        }
    return listed


@contextmanager
def opened_desk(
    arguments: argparse.Namespace, settings: Settings, model: Callable[[], Any]
) -> Iterator[Desk]:
    from bot.add.documents import Desk
    from bot.check.checker import Checker

    with opened_record(settings) as (engine, session):
        workspace_id = workspace_to_fill(engine, session, arguments.workspace, datetime.now(UTC))
        checker: Checker = Checker(engine, settings, model)
        yield Desk(engine, checker, workspace_id, actor())


@contextmanager
def saying_progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, if there is more than one thing to do."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = None

        def report(done: int, total: int) -> None:
            nonlocal task
            if total < 2:
                return
            if task is None:
                task = bar.add_task(what, total=total)
            bar.update(task, completed=done)

        yield report


def _given(arguments: argparse.Namespace) -> Given:
    from bot.ingest.given import Given

    day = arguments.published
    try:
        published_on = date.fromisoformat(day) if day else None
    except ValueError:
        raise UsageError(f"--published {day}: write a day like 2024-11-05.") from None
    return Given(
        url=arguments.url,
        outlet=arguments.outlet,
        title=arguments.title,
        author=arguments.author,
        published_on=published_on,
        topic=_topic(arguments.topic),
    )


def _topic(given: str | None) -> str | None:
    topic = " ".join((given or "").split())
    if given is not None and not topic:
        raise UsageError("--topic is empty: write its words, or leave it out.")
    return topic or None


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
