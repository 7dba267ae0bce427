"""`feeds`: follows, lists and removes a desk's feeds without Slack."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, UsageError, warn
from bot.cli.ingest import HOW_TO_REVIEW, opened_desk, say, saying_progress
from bot.cli.record import add_workspace
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.add.documents import Desk
    from bot.add.kit import Kit
    from models.feed import Feed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("add", "list", "remove"))
    parser.add_argument("address", nargs="?", help="of the feed")
    parser.add_argument(
        "--every", default="30m", help="how often: 30m, 2h, 1d; default %(default)s"
    )
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Follow feeds: add ADDRESS, list, remove ADDRESS."""
    from bot.check.model import where_possible
    from bot.refusal import RefusalError

    if (arguments.address is None) != (arguments.do == "list"):
        raise UsageError("Say which feed: python -m bot feeds add ADDRESS (or remove ADDRESS).")
    every = _interval(arguments.every)
    with opened_desk(arguments, settings, where_possible(settings, warn)) as desk:
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
    from bot.add.taking import take
    from bot.queue import new_owner

    now = datetime.now(UTC)
    feed = following.follow(
        desk.engine,
        desk.workspace_id,
        following.Following(address, every),
        by=desk.actor,
        now=now,
    )
    kit = _kit(desk, new_owner())
    claimed = following.claim(kit, feed.id or 0)
    if claimed is None:
        say(f"Following {feed.url} every {following.in_words(every)}.")
        return 0
    try:
        with saying_progress("Reading the feed") as progress:
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
    say(f"Following {feed.url} every {following.in_words(every)}.")
    if polled is not None and polled.failure is not None:
        raise CommandError(f"It cannot be read now: {polled.failure}")
    if polled is not None:
        drafts = sum(one.drafts for one in polled.documents)
        say(f"{_count(len(polled.documents), 'document')}, {_count(drafts, 'draft')} to review.")
        if polled.left:
            say(f"{_count(polled.left, 'older item')} in it stayed unread.")
        for problem in polled.problems:
            print(problem, file=sys.stderr)
        if drafts:
            say(HOW_TO_REVIEW)
    return 0


def _remove_feed(desk: Desk, address: str) -> int:
    from bot.add import feeds as following

    now = datetime.now(UTC)
    feed = following.unfollow(desk.engine, desk.workspace_id, address, by=desk.actor, now=now)
    say(f"{feed.url} is not followed any more. Its documents stay.")
    return 0


def _list_feeds(desk: Desk) -> int:
    from bot.add import feeds as following

    every = following.followed(desk.engine, desk.workspace_id)
    if not every:
        say("No feed is followed. Follow one: python -m bot feeds add ADDRESS")
    for feed in every:
        say(_feed_in_words(feed))
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


def _kit(desk: Desk, owner: str) -> Kit:
    """The parts for polling without Slack; the serving process tells the desk."""
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


def _interval(given: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})\s*(m|min|h|d)", given.strip(), re.IGNORECASE)
    if found is None:
        raise UsageError(f"--every {given}: write 30m, 2h or 1d.")
    size = {"m": "minutes", "h": "hours", "d": "days"}[found[2][0].lower()]
    return timedelta(**{size: int(found[1])})


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
