"""`digest`: prints the digests that channels would get, and sends those that are due."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, UsageError
from bot.cli.jobs import ago, paused, went, when
from bot.cli.record import add_workspace, opened_record, workspace_number
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.services import Services
    from models.subscription import Subscription

ALIVE = timedelta(seconds=90)
"""A scheduler that noted a run within this time is running: it notes one every 30 seconds."""

PATIENCE = timedelta(minutes=2)
"""How long `--run-due` goes on while Slack accepts nothing."""

_AGAIN = 0.2
"""Seconds between two looks for rows that may be sent."""

_WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--preview", action="store_true", help="print them, send nothing")
    does.add_argument("--run-due", action="store_true", help="send those that are due")
    parser.add_argument("--channel", metavar="CHANNEL", help="with --preview: only this channel's")
    parser.add_argument(
        "--now", metavar="INSTANT", help="as if it were then, like 2024-11-05T09:00+01:00"
    )
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the digests as they would be sent, or send those that are due."""
    if not arguments.run_due:
        return _preview(arguments, settings)
    with arguments.started(settings) as (services, _):
        return _run_due(arguments, services, settings)


def _preview(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the digests as they would be sent now; if there is none, what happened since
    yesterday."""
    from bot.digest import content, delivering, jobs
    from bot.digest.values import Wanted
    from bot.digest.view import digest_message, no_changes
    from bot.digest.window import last_day
    from bot.slack.plain import plain

    now = _given_instant(arguments.now)
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
            window = last_day(session, workspace_id, now=now)
            found = content.compose(session, workspace_id, window, Wanted(), now=now)
            print("No digest is set up. One of everything would be:")
            print(plain(no_changes(found) if found.is_empty else digest_message(found), _WIDTH))
    return 0


def _run_due(arguments: argparse.Namespace, services: Services, settings: Settings) -> int:
    """Sends the digests that are due, in this process; 1 if one could not be sent.

    With another time than the present (`--now`) no scheduler may be running: a row that is leased
    by one clock would look abandoned by the other.
    """
    from bot.digest import delivering, jobs, planning
    from bot.slack.outbox import Outbox, send_due
    from bot.slack.sending import looking, preparing, sending
    from models.subscription import PostingState

    now = _given_instant(arguments.now)
    if arguments.now is not None and (alive := _alive(services.engine, services.clock())):
        raise CommandError(f"A scheduler is running ({alive}). Stop it, or leave --now away.")
    ahead = now - services.clock()

    def clock() -> datetime:
        return services.clock() + ahead

    workspaces = services.installations.workspaces
    began = clock()
    planning.look_again(services.engine, workspaces)
    planned = planning.plan(
        services.engine, workspaces, now=began, grace=timedelta(hours=settings.digest_grace_hours)
    )
    box = Outbox(
        delivering.DIGESTS,
        services.engine,
        send=sending(services.installations, services.pictures),
        look=looking(services.installations),
        clock=clock,
        owner=services.poster.owner,
        prepare=preparing(services.installations, services.pictures),
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
        print(went(one))
    print(f"{len(done)} due, {planned.missed} of them too late to be sent.")
    fine = (PostingState.SENT, PostingState.EMPTY, PostingState.MISSED)
    return 0 if not waiting and all(one.state in fine for one in done) else 1


_EARLIEST, _LATEST = 1970, 2199
"""Years that are accepted, so that days before or after them are still dates."""


def _given_instant(text: str | None) -> datetime:
    """The instant that an argument names, in UTC if it names no zone; the present if there is none.

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
    """When a scheduler that is still running was last seen, in words; None if none is."""
    from sqlmodel import Session

    from bot.run import tick_runs

    with Session(engine) as session:
        seen = [run.ran_at for run in tick_runs.runs(session) if run.ran_at is not None]
    last = max(seen, default=None)
    return None if last is None or last < now - ALIVE else f"last seen {ago(last, now)}"


def _heading(session: Session, one: Subscription, now: datetime) -> str:
    from bot.digest.jobs import next_of

    at, why = next_of(session, one, now)
    coming = f"next {when(at)}" if at else paused(why)
    return f"Digest {one.id} in {one.channel}, {one.local_time:%H:%M} {one.timezone}, {coming}"
