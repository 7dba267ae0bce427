"""`jobs`: lists which jobs run when, which ran, and which failed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.cli.errors import from_to
from bot.cli.record import add_workspace, opened_record, workspace_number
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlmodel import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--hours",
        type=from_to(0, 87_600),
        default=24.0,
        help="how far back to look, default %(default)g",
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
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


def went(one: Any) -> str:
    row = {name: getattr(one, name) for name in ("what", "number", "channel", "state", "reason")}
    return _went_row({**row, "at": _json(one.at)})


def paused(why: str | None) -> str:
    from bot.digest.paused_view import why_paused
    from bot.slack.plain import unmarked

    return f"paused, {unmarked(why_paused(why or ''))}:"


def when(instant: datetime | str) -> str:
    return f"{_instant(instant).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def ago(instant: datetime, now: datetime) -> str:
    seconds = max(0, round((now - instant).total_seconds()))
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name} ago"
    return f"{seconds} s ago"


def _all_jobs(
    session: Session, workspace_id: int, now: datetime, within: timedelta
) -> dict[str, list[dict[str, Any]]]:
    from sqlalchemy import select
    from sqlmodel import col

    from bot.digest import jobs
    from bot.run import tick_runs
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
            for run in tick_runs.runs(session)
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
        f"  {when(one['at']) if one['at'] else paused(one['paused'])}"
        f"  digest {one['digest']} in {one['channel']}"
        for one in found["coming"]
    )
    yield "Feeds:"
    yield from _or_none(
        f"  {when(one['at'])}  feed {one['feed']}"
        + (f", failed: {one['error']}" if one["error"] else "")
        for one in found["feeds"]
    )
    yield f"Messages of the last {hours:g} hours:"
    yield from _or_none(f"  {_went_row(one)}" for one in found["went"])


def _how(run: dict[str, Any], now: datetime) -> str:
    ran = f"ran {ago(_instant(run['ran_at']), now)}" if run["ran_at"] else "has not run"
    if not run["failures"]:
        return ran
    times = "once" if run["failures"] == 1 else f"{run['failures']} times in a row"
    failed = ago(_instant(run["failed_at"]), now)
    return f"{ran}, failed {times}, last {failed}: {run['error']}"


def _or_none(rows: Iterable[str]) -> Iterator[str]:
    some = False
    for row in rows:
        some = True
        yield row
    if not some:
        yield "  none"


def _went_row(one: dict[str, Any]) -> str:
    because = f": {one['reason']}" if one["reason"] else ""
    what = f"{one['what']} {one['number']} to {one['channel']}"
    return f"{when(one['at'])}  {what}  {one['state']}{because}"


def _instant(given: datetime | str) -> datetime:
    return datetime.fromisoformat(given) if isinstance(given, str) else given


def _json(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None
