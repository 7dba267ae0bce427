"""Finds what is missing before the bot can answer, in plain words."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slack_sdk import WebClient
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot import zones
from bot.record.upgrading import ensure_current
from bot.settings import Settings
from bot.shipped import shipped
from bot.slack import desk_setting
from bot.slack.client import CALL_ERRORS, failure, web_client
from bot.slack.editors import NO_LIST
from models.database import SchemaError, database_url, open_engine, sqlite_file
from models.files import too_open
from models.record import Claim
from models.workspace import Workspace

OLD_ZONES = timedelta(days=365)
"""Some countries change their clocks every year, mostly at short notice."""

_RENEW = "Update them (python -m pip install --upgrade tzdata), then restart On Record."


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one look: its state and, if it is not fine, what to do.

    If it is not `needed`, the bot can answer without it.
    """

    fine: bool
    what: str
    todo: str = ""
    needed: bool = True

    def in_words(self) -> str:
        """A line for the terminal: "ok", "missing" or "careful", and what to do."""
        mark = "ok     " if self.fine else "missing" if self.needed else "careful"
        return f"{mark}  {self.what}" + (f"\n         {self.todo}" if self.todo else "")


def examine(settings: Settings) -> list[Finding]:
    """Looks at the database, the record, the tokens and the granted scopes. Changes nothing,
    except that an SQLite file's tables are brought up to date, as by every command."""
    return [
        *_database(settings),
        *_too_open(settings, Path(".env")),
        *_slack(settings),
        _connection(settings),
        _other_languages(settings),
        time_zones(zones.in_use(), zones.machine(), datetime.now(UTC)),
    ]


def _too_open(settings: Settings, dotenv: Path) -> Iterator[Finding]:
    """Reports files that others can read or change. Their permissions are left as they are: the
    owner may have meant them."""
    database = sqlite_file(database_url(settings.database_url))
    for path, mode in too_open(database, dotenv.absolute()):
        yield Finding(
            False,
            f"Files: other users of this machine can read or change {path}.",
            f"Run: chmod {mode:o} {shlex.quote(str(path))}",
            needed=False,
        )


def time_zones(used: zones.Data, machine: zones.Data | None, now: datetime) -> Finding:
    """Which time zone data the digests use; `machine` is the machine's copy, which is not used."""
    what = f"Time zones: {used.version or 'of no known version'} ({used.place})"
    other = machine.version if machine and machine.place != used.place else None
    if machine and zones.is_older(used.version, other):
        return Finding(
            False,
            f"{what}. This machine has newer ones in {machine.place}: {other}.",
            f"Digests go by the older ones. {_RENEW}",
        )
    if machine and other:
        is_older = zones.is_older(other, used.version)
        rest = f"the {'older ' if is_older else ''}ones in {machine.place}, {other}, are not used"
        what = f"{what}; {rest}"
    old = used.not_before is None or now.date() - used.not_before > OLD_ZONES
    return Finding(True, what, f"They may be more than a year old. {_RENEW}" if old else "")


def _database(settings: Settings) -> Iterator[Finding]:
    engine = open_engine(settings.database_url)
    where = engine.url.render_as_string(hide_password=True)
    try:
        ensure_current(engine, datetime.now(UTC))
        yield Finding(True, f"Database: {where}")
        yield _record(engine)
        yield from _desks(settings, engine)
    except SchemaError as error:
        yield Finding(False, f"Database: {where}", str(error))
    except SQLAlchemyError:
        yield Finding(False, f"Database: {where} cannot be reached.", "Check DATABASE_URL.")
    finally:
        engine.dispose()


def _record(engine: Engine) -> Finding:
    with Session(engine) as session:
        counts = session.execute(
            select(col(Workspace.team_id), func.count(col(Claim.id)))
            .outerjoin(Claim, col(Claim.workspace_id) == col(Workspace.id))
            .group_by(col(Workspace.team_id))
            .order_by(col(Workspace.team_id))
        ).all()
    if not any(count for _, count in counts):
        return Finding(
            False,
            "Record: nothing is on record yet.",
            "Load one: python -m bot import FILE (samples/record.json to try).",
        )
    listed = ", ".join(f"{count:,} claims in {team}" for team, count in counts)
    return Finding(True, f"Record: {listed}")


def _desks(settings: Settings, engine: Engine) -> Iterator[Finding]:
    """For each workspace: its editors, and whether its desk channel belongs to it."""
    with Session(engine) as session:
        every = session.scalars(select(Workspace).order_by(col(Workspace.id))).all()
    for one in every:
        option = f" --workspace {one.team_id}" if len(every) > 1 else ""
        if one.editors:
            yield Finding(True, f"Editors of {one.team_id}: {', '.join(one.editors)}")
        else:
            yield Finding(
                True,
                f"Editors of {one.team_id}: {NO_LIST}.",
                f"List them: python -m bot workspace{option} --editors U0123456789,U9876543210, "
                "or in the Home tab.",
            )
        if one.desk_channel:
            looked = desk_setting.look(settings, one.team_id, one.desk_channel)
            yield Finding(
                looked.why is None,
                f"Desk channel of {one.team_id}: {one.desk_channel}, {looked.in_words()}",
                f"python -m bot workspace{option} --desk-channel CHANNEL" if looked.why else "",
            )


def _other_languages(settings: Settings) -> Finding:
    """Whether claims in other languages are found."""
    what = "Other languages"
    if not settings.multilingual:
        return Finding(
            True, f"{what}: off, claims are found in a statement's own language (MULTILINGUAL)"
        )
    from bot.matching import multilingual
    from bot.matching.embeddings import ModelError

    try:
        model = multilingual.load()
    except ModelError as error:
        return Finding(False, f"{what}: {error}.", "serve does not start with such a file.")
    if model is None:
        return Finding(
            False,
            f"{what}: MULTILINGUAL is on, but the extra `multilingual` is not installed.",
            "Run make multilingual, or unset MULTILINGUAL.",
            needed=False,
        )
    return Finding(True, f"{what}: on, by {model.model}; what is found is only offered")


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.slack_bot_token is None:
        yield Finding(
            False,
            "Slack: SLACK_BOT_TOKEN is not set.",
            "Install the app and copy the Bot User OAuth Token (OAuth & Permissions).",
        )
        return
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        told = client.auth_test()
    except CALL_ERRORS as error:
        yield Finding(
            False,
            f"Slack: the bot token was not accepted ({failure(error).code}).",
            "Copy the Bot User OAuth Token again; check the network and SLACK_API_URL.",
        )
        return
    yield Finding(True, f"Slack: in {told.get('team') or told['team_id']} as {told.get('user')}")
    headers = {name.lower(): value for name, value in (told.headers or {}).items()}
    granted = headers.get("x-oauth-scopes")
    if granted:
        yield _scopes({scope.strip() for scope in str(granted).split(",")})


def _scopes(granted: set[str]) -> Finding:
    wanted = set(
        json.loads(shipped("manifest.json").read_text("utf-8"))["oauth_config"]["scopes"]["bot"]
    )
    missing = sorted(wanted - granted)
    if missing:
        return Finding(
            False,
            f"Slack: these scopes are not granted: {', '.join(missing)}.",
            "Update the app from manifest.json and reinstall it.",
        )
    return Finding(True, "Slack: all scopes of manifest.json are granted")


def _connection(settings: Settings) -> Finding:
    if settings.slack_app_token is not None:
        client: WebClient = web_client(None, settings.slack_api_url)
        try:
            client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except CALL_ERRORS as error:
            return Finding(
                False,
                f"Connection: Slack opens no socket for SLACK_APP_TOKEN ({failure(error).code}).",
                "Make an app-level token with connections:write, and turn Socket Mode on.",
            )
        return Finding(True, "Connection: Socket Mode")
    if settings.slack_signing_secret is not None:
        return Finding(
            True,
            f"Connection: HTTP on {settings.host}:{settings.port}. Slack's Request URLs must lead "
            "to /slack/events there.",
        )
    return Finding(
        False,
        "Connection: neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.",
        "Socket Mode is the simpler one: Basic Information, App-Level Tokens, connections:write.",
    )
