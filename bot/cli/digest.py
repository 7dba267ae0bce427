"""The commands `digest` and `jobs`: what channels would get, sending it now, what runs when."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.cli.commands import CommandError, UsageError, opened_record, workspace_number
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.services import Services
    from models.subscription import Subscription

ALIVE = timedelta(seconds=90)
"""A scheduler that noted a run since then is running: it notes one every 30 seconds."""

PATIENCE = timedelta(minutes=2)
"""How long `--run-due` goes on while Slack takes nothing."""

_AGAIN = 0.2
"""Seconds between looks for what may be sent by now."""

_WIDTH = 100


def preview(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the digests as they would be sent now; without any, what happened since yesterday."""
    from bot.digest import content, delivering, jobs
    from bot.digest.values import Wanted
    from bot.digest.view import digest_message, no_changes
    from bot.slack.plain import plain

    now = given_instant(arguments.now)
    with opened_record(settings) as (_, session):
        workspace_id = workspace_number(session, arguments.workspace)
        listed = jobs.subscriptions(session, workspace_id, arguments.channel)
        if arguments.channel and not listed:
            raise CommandError(
                f"{arguments.channel} has no digest. `/onrecord digest` in the channel makes one."
            )
        for one in listed:
            print(_heading(session, one, now))
            print(plain(delivering.preview(session, one, now=now), _WIDTH), end="\n\n")
        if not listed:
            window = content.last_day(session, workspace_id, now=now)
            found = content.compose(session, workspace_id, window, Wanted(), now=now)
            print("No digest is set up. One of everything would be:")
            print(plain(no_changes(found) if found.is_empty else digest_message(found), _WIDTH))
    return 0


def run_due(arguments: argparse.Namespace, services: Services, settings: Settings) -> int:
    """Send the digests that are due, here and now; 1 where one could not be sent.

    Under another time than the present (`--now`) no scheduler may be running: by its clock and
    ours the same row would be somebody's who is at it, and of somebody who is gone.
    """
    from bot.digest import delivering, jobs
    from bot.slack.outbox import Outbox, send_due
    from bot.slack.sending import looking, sending
    from models.subscription import PostingState

    now = given_instant(arguments.now)
    if arguments.now is not None and (alive := _alive(services.engine, services.clock())):
        raise CommandError(f"A scheduler is running ({alive}). Stop it, or leave --now away.")
    ahead = now - services.clock()

    def clock() -> datetime:
        return services.clock() + ahead

    workspaces = services.installations.workspaces
    began = clock()
    delivering.look_again(services.engine, workspaces)
    planned = delivering.plan(
        services.engine, workspaces, now=began, grace=timedelta(hours=settings.digest_grace_hours)
    )
    box = Outbox(
        delivering.DIGESTS,
        services.engine,
        send=sending(services.installations),
        look=looking(services.installations),
        clock=clock,
        owner=services.poster.owner,
    )
    moved_at = clock()
    while waiting := jobs.open_digests(services.engine, workspaces, now=clock()):
        if send_due(box, workspaces):
            moved_at = clock()
        elif clock() > moved_at + PATIENCE:
            print(f"{waiting} could not be sent yet: Slack takes nothing. Run this again later.")
            break
        else:
            time.sleep(_AGAIN)
    done = jobs.digests_since(services.engine, workspaces, since=began)
    for one in done:
        print(_went(one))
    print(f"{len(done)} due, {planned.missed} of them too late to be sent.")
    fine = (PostingState.SENT, PostingState.EMPTY, PostingState.MISSED)
    return 0 if not waiting and all(one.state in fine for one in done) else 1


def jobs(arguments: argparse.Namespace, settings: Settings) -> int:
    """What runs when, what ran, and what failed."""
    now = datetime.now(UTC)
    with opened_record(settings) as (_, session):
        workspace_id = workspace_number(session, arguments.workspace)
        found = _all_jobs(session, workspace_id, now, timedelta(hours=arguments.hours))
    if arguments.json:
        print(json_text(found, indent=1))
    else:
        print("\n".join(_in_words(found, now, arguments.hours)))
    return 0


_EARLIEST, _LATEST = 1970, 2199
"""Years: what is days before or after them is still a date."""


def given_instant(text: str | None) -> datetime:
    """The instant that an argument names, UTC where it says nothing else; the present without.

    Raises UsageError.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--now {text}: write it like 2024-11-05T09:00+01:00.") from None
    if not _EARLIEST <= instant.year <= _LATEST:
        raise UsageError(f"--now {text}: a time of the years {_EARLIEST} to {_LATEST}.")
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _alive(engine: Engine, now: datetime) -> str | None:
    """When a scheduler that still runs was last seen, in words."""
    from sqlmodel import Session

    from bot.run import running

    with Session(engine) as session:
        seen = [run.ran_at for run in running.runs(session) if run.ran_at is not None]
    last = max(seen, default=None)
    return None if last is None or last < now - ALIVE else f"last seen {_ago(last, now)}"


def _heading(session: Session, one: Subscription, now: datetime) -> str:
    from bot.digest.jobs import next_of

    at, why = next_of(session, one, now)
    when = f"next {_at(at)}" if at else _paused(why)
    return f"Digest {one.id} in {one.channel}, {one.local_time:%H:%M} {one.timezone}, {when}"


def _all_jobs(
    session: Session, workspace_id: int, now: datetime, within: timedelta
) -> dict[str, list[dict[str, Any]]]:
    from sqlalchemy import select
    from sqlmodel import col

    from bot.digest import jobs
    from bot.run import running
    from models.feed import Feed

    feeds = session.scalars(
        select(Feed).where(col(Feed.workspace_id) == workspace_id).order_by(col(Feed.next_poll_at))
    )
    return {
        "scheduler": [
            {
                "tick": run.name,
                "every_s": run.every_s,
                "ran_at": _json(run.ran_at),
                "failed_at": _json(run.failed_at),
                "failures": run.failures,
                "error": run.error,
            }
            for run in running.runs(session)
        ],
        "coming": [
            {
                "digest": one.subscription_id,
                "channel": one.channel,
                "at": _json(one.at),
                "paused": one.paused_why,
            }
            for one in jobs.coming(session, workspace_id, now=now)
        ],
        "feeds": [
            {"feed": feed.id, "at": _json(feed.next_poll_at), "error": feed.last_error}
            for feed in feeds
        ],
        "went": [
            {
                "what": one.what,
                "number": one.number,
                "channel": one.channel,
                "state": one.state,
                "reason": one.reason,
                "at": _json(one.at),
            }
            for one in jobs.went(session, workspace_id, since=now - within)
        ],
    }


def _in_words(found: dict[str, list[dict[str, Any]]], now: datetime, hours: float) -> Iterator[str]:
    yield "What runs:"
    ticks = found["scheduler"]
    if not ticks:
        yield "  Nothing yet. `python -m bot serve` or `python -m bot worker` runs the scheduler."
    for run in ticks:
        yield f"  {run['tick']:<28} every {run['every_s']:g} s, {_how(run, now)}"
    yield "Digests to come:"
    yield from _or_none(
        f"  {_at(one['at']) if one['at'] else _paused(one['paused'])}"
        f"  digest {one['digest']} in {one['channel']}"
        for one in found["coming"]
    )
    yield "Feeds:"
    yield from _or_none(
        f"  {_at(one['at'])}  feed {one['feed']}"
        + (f", failed: {one['error']}" if one["error"] else "")
        for one in found["feeds"]
    )
    yield f"Messages of the last {hours:g} hours:"
    yield from _or_none(f"  {_went_row(one)}" for one in found["went"])


def _paused(why: str | None) -> str:
    from bot.digest.view import why_paused
    from bot.slack.plain import unmarked

    return f"paused, {unmarked(why_paused(why or ''))}:"


def _how(run: dict[str, Any], now: datetime) -> str:
    ran = f"ran {_ago(_instant(run['ran_at']), now)}" if run["ran_at"] else "has not run"
    if not run["failures"]:
        return ran
    times = "once" if run["failures"] == 1 else f"{run['failures']} times in a row"
    failed = _ago(_instant(run["failed_at"]), now)
    return f"{ran}, failed {times}, last {failed}: {run['error']}"


def _or_none(rows: Iterable[str]) -> Iterator[str]:
    some = False
    for row in rows:
        some = True
        yield row
    if not some:
        yield "  none"


def _went(one: Any) -> str:
    row = {name: getattr(one, name) for name in ("what", "number", "channel", "state", "reason")}
    return _went_row({**row, "at": _json(one.at)})


def _went_row(one: dict[str, Any]) -> str:
    because = f": {one['reason']}" if one["reason"] else ""
    what = f"{one['what']} {one['number']} to {one['channel']}"
    return f"{_at(one['at'])}  {what}  {one['state']}{because}"


def _at(instant: datetime | str) -> str:
    return f"{_instant(instant).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _instant(given: datetime | str) -> datetime:
    return datetime.fromisoformat(given) if isinstance(given, str) else given


def _ago(instant: datetime, now: datetime) -> str:
    seconds = max(0, round((now - instant).total_seconds()))
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name} ago"
    return f"{seconds} s ago"


def _json(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None
