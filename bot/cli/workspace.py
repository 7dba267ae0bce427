"""`workspace`: shows and sets a workspace's desk channel and its editors."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime

from bot.cli.errors import CommandError, UsageError
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--desk-channel", metavar="CHANNEL", help="where reports and open questions go, or none"
    )
    parser.add_argument(
        "--editors", metavar="USERS", help="who decides what goes on record: U1,U2, or none"
    )
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show a workspace's settings, or set its desk channel and its editors.

    Refuses a channel that people from outside read. If the bot cannot post in the channel yet, the
    command says so.
    """
    from sqlmodel import Session

    from bot.record.change import Change
    from bot.record.workspaces import editors_of, find, set_desk_channel, set_editors
    from bot.slack import desk_setting
    from bot.slack.editors import NO_LIST
    from models.database import writing

    channel = _channel(arguments.desk_channel)
    editors = _editors(arguments.editors)
    now = datetime.now(UTC)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        team_id = find(session, arguments.workspace).team_id
        session.rollback()
        if channel is not None:
            looked = desk_setting.look(settings, team_id, channel)
            if looked.has_outsiders:
                raise CommandError(f"{channel} is not set: {looked.in_words()}")
        with Session(writing(engine)) as fresh, fresh.begin():
            if arguments.desk_channel is not None:
                set_desk_channel(Change(fresh, workspace_id, actor(), now), channel)
            if editors is not None:
                set_editors(Change(fresh, workspace_id, actor(), now), editors)
        found = find(session, arguments.workspace)
        print(f"Workspace {found.team_id} {found.name}".rstrip())
        print(f"Desk channel: {found.desk_channel or 'none, reports wait in the Home tab'}")
        if found.desk_channel:
            looked = desk_setting.look(settings, found.team_id, found.desk_channel)
            print(f"  {looked.in_words()}")
        listed = ", ".join(editors_of(session, workspace_id))
        print(f"Editors: {listed or NO_LIST}")
    return 0


def _channel(given: str | None) -> str | None:
    if given in (None, "none"):
        return None
    if not re.fullmatch(r"[CG][A-Z0-9]{2,}", str(given)):
        raise UsageError(
            f"--desk-channel {given}: give the channel's id, like C0123456789 (in Slack: "
            "the channel's name, About, at the bottom), or none."
        )
    return given


def _editors(given: str | None) -> list[str] | None:
    """The Slack ids in "U1,U2"; an empty list for "none"; None if the argument was not given."""
    if given is None:
        return None
    if given == "none":
        return []
    listed = [one.strip() for one in given.split(",") if one.strip()]
    for one in listed or [given]:  # "," names no one, and is not "none"
        if not re.fullmatch(r"[UW][A-Z0-9]{2,}", one):
            raise UsageError(
                f"--editors {one}: give the members' ids, like U0123456789,U9876543210 (in Slack: "
                "a person's profile, the three dots, Copy member ID), or none."
            )
    return listed
