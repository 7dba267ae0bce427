"""`python -m bot ingest` and `python -m bot feeds`: documents in, without Slack."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.cli.commands import CommandError, UsageError, actor, opened_record, warn, workspace_number
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.add.documents import Added, Desk
    from bot.add.kit import Kit
    from bot.check.checker import Checker
    from bot.ingest.documents import Given
    from bot.ingest.source import Reading
    from models.feed import Feed

HOW_TO_REVIEW = (
    "Editors decide on drafts with `python -m bot review`, or in Slack with /onrecord queue."
)


def ingest(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put documents on record: a file, an address, a feed, a table, a fact-check, or - for text."""
    from bot.add.documents import add_items
    from bot.check.model import where_possible
    from bot.ingest.fetching import fetch
    from bot.ingest.source import read_source
    from bot.refusal import RefusalError

    model = where_possible(settings, warn)
    given = _given(arguments)
    source = sys.stdin.read() if arguments.source == "-" else arguments.source
    now = datetime.now(UTC)
    with _desk(arguments, settings, model) as desk, _saying_progress("Reading") as progress:
        try:
            reading: Reading = read_source(
                source, today=now.date(), get=fetch, given=given, files=arguments.source != "-"
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
        _say(json_text(_as_json(desk, added), indent=1, default=str))
    else:
        _tell(desk, added)
    for problem in added.problems:
        print(problem, file=sys.stderr)
    return 1 if added.nothing else 0


def feeds(arguments: argparse.Namespace, settings: Settings) -> int:
    """Follow feeds: add ADDRESS, list, remove ADDRESS."""
    from bot.check.model import where_possible
    from bot.refusal import RefusalError

    if (arguments.address is None) != (arguments.do == "list"):
        raise UsageError("Say which feed: python -m bot feeds add ADDRESS (or remove ADDRESS).")
    every = _interval(arguments.every)
    with _desk(arguments, settings, where_possible(settings, warn)) as desk:
        try:
            if arguments.do == "add":
                return _add_feed(desk, arguments.address, every)
            if arguments.do == "remove":
                return _remove_feed(desk, arguments.address)
            return _list_feeds(desk)
        except RefusalError as error:
            raise CommandError(error.sentence) from None


def _add_feed(desk: Desk, address: str, every: timedelta) -> int:
    from bot.add import feeds as following
    from bot.add.polling import take
    from bot.queue import new_owner

    now = datetime.now(UTC)
    feed = following.follow(
        desk.engine,
        desk.workspace_id,
        address,
        every=every,
        by=desk.actor,
        told_in=None,
        now=now,
    )
    kit = _kit(desk, new_owner())
    claimed = following.claim(kit, feed.id or 0)
    if claimed is None:
        _say(f"Following {feed.url} every {following.in_words(every)}.")
        return 0
    try:
        with _saying_progress("Reading the feed") as progress:
            polled = take(kit, claimed, lambda _title, done, total: progress(done, total))
    except KeyboardInterrupt:
        raise CommandError(
            f"Stopped. {feed.url} is followed; what was read so far is on record. "
            "`python -m bot feeds remove ADDRESS` ends it."
        ) from None
    if polled is not None and polled.failure is not None and polled.first:
        following.unfollow(
            desk.engine, desk.workspace_id, feed.url, by=desk.actor, now=datetime.now(UTC)
        )
        raise CommandError(f"{polled.failure} It is not followed.")
    _say(f"Following {feed.url} every {following.in_words(every)}.")
    if polled is not None and polled.failure is not None:
        raise CommandError(f"It cannot be read now: {polled.failure}")
    if polled is not None:
        drafts = sum(one.drafts for one in polled.documents)
        _say(f"{_count(len(polled.documents), 'document')}, {_count(drafts, 'draft')} to review.")
        if polled.left:
            _say(f"{_count(polled.left, 'older item')} in it stayed unread.")
        for problem in polled.problems:
            print(problem, file=sys.stderr)
        if drafts:
            _say(HOW_TO_REVIEW)
    return 0


def _remove_feed(desk: Desk, address: str) -> int:
    from bot.add import feeds as following

    now = datetime.now(UTC)
    feed = following.unfollow(desk.engine, desk.workspace_id, address, by=desk.actor, now=now)
    _say(f"{feed.url} is not followed any more. Its documents stay.")
    return 0


def _list_feeds(desk: Desk) -> int:
    from bot.add import feeds as following

    every = following.followed(desk.engine, desk.workspace_id)
    if not every:
        _say("No feed is followed. Follow one: python -m bot feeds add ADDRESS")
    for feed in every:
        _say(_feed_in_words(feed))
    return 0


def _feed_in_words(feed: Feed) -> str:
    from bot.add.feeds import in_words

    asked = f"asked {feed.polled_at:%Y-%m-%d %H:%M}" if feed.polled_at else "not asked yet"
    title = f"{feed.title} " if feed.title else ""
    said = (
        f"{title}{feed.url}, every {in_words(timedelta(seconds=feed.every_s))}, {asked}, "
        f"next {feed.next_poll_at:%Y-%m-%d %H:%M} UTC"
    )
    if feed.last_error:
        said += "\n  " + (f"failed {feed.failures} in a row: " if feed.failures else "")
        said += feed.last_error
    return said


def _tell(desk: Desk, added: Added) -> None:
    from bot.add import details
    from bot.add.view import one_document, several
    from bot.slack.plain import plain_blocks

    if len(added.documents) == 1 and added.reviews is None:
        one = added.documents[0]
        message = one_document(one, details.known(desk.engine, desk.workspace_id, one.document_id))
    else:
        message = several(added, problems=False)
    if added.nothing:
        return
    shown = [block for block in message.blocks if block["type"] != "actions"]
    _say(plain_blocks(shown))
    if added.drafts:
        _say(f"\n{HOW_TO_REVIEW}")


def _as_json(desk: Desk, added: Added) -> dict[str, Any]:
    from bot.add import details
    from bot.add.found import to_json
    from bot.add.view import FIELDS

    listed = to_json(added)
    for one in listed["documents"]:
        known = details.known(desk.engine, desk.workspace_id, one["document_id"])
        one["url"] = known.url
        one["details"] = {
            name: {"value": getattr(known, name), "basis": known.bases.get(name)} for name in FIELDS
        }
    return listed


@contextmanager
def _desk(
    arguments: argparse.Namespace, settings: Settings, model: Callable[[], Any]
) -> Iterator[Desk]:
    from bot.add.documents import Desk
    from bot.check.checker import Checker

    with opened_record(settings) as (engine, session):
        workspace_id = _workspace(engine, session, arguments.workspace)
        session.rollback()
        checker: Checker = Checker(engine, settings, model)
        yield Desk(engine, checker, workspace_id, actor())


def _workspace(engine: Engine, session: Session, team: str | None) -> int:
    """The workspace that is meant; on an empty database, as `import` does, a new one."""
    from sqlmodel import Session as NewSession
    from sqlmodel import select

    from bot.record.workspaces import local_workspace
    from models.database import writing
    from models.workspace import Workspace

    if team is None and session.exec(select(Workspace).limit(1)).first() is None:
        session.rollback()
        with NewSession(writing(engine)) as fresh, fresh.begin():
            return local_workspace(fresh, datetime.now(UTC)).id or 0
    return workspace_number(session, team)


def _kit(desk: Desk, owner: str) -> Kit:
    """Polling without Slack: whoever serves tells the desk."""
    from bot.add.kit import Kit
    from bot.ingest.fetching import fetch
    from bot.metrics import Metrics
    from bot.slack.installations import Installations

    return Kit(
        engine=desk.engine,
        checker=desk.checker,
        installations=Installations(()),
        metrics=Metrics(),
        clock=lambda: datetime.now(UTC),
        owner=owner,
        fetch=fetch,
        announce=lambda *_: None,
    )


@contextmanager
def _saying_progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, where there is more than one thing to do."""
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
    from bot.ingest.documents import Given

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
    )


def _interval(given: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})\s*(m|min|h|d)", given.strip(), re.IGNORECASE)
    if found is None:
        raise UsageError(f"--every {given}: write 30m, 2h or 1d.")
    size = {"m": "minutes", "h": "hours", "d": "days"}[found[2][0].lower()]
    return timedelta(**{size: int(found[1])})


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
