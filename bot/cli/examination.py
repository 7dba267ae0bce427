"""Finds what is missing before the bot can answer, in plain words."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slack_sdk import WebClient
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot import zones
from bot.cli import examined_tokens
from bot.cli.database_trouble import of_the_database
from bot.cli.examined_models import in_other_languages, in_other_words
from bot.cli.findings import Finding
from bot.record.upgrading import ensure_current
from bot.settings import SLACK_API_URL, Settings
from bot.shipped import shipped
from bot.slack import desk_setting, tokens
from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Failure, Trouble, failure, web_client
from bot.slack.editors import NO_LIST
from bot.slack.installations import AGENT_SCOPE, granted
from models.database import SchemaError, database_url, open_engine, sqlite_file
from models.files import too_open
from models.record import Claim
from models.workspace import Workspace

OLD_ZONES = timedelta(days=365)
"""Some countries change their clocks every year, mostly at short notice."""

_RENEW = "Update them (python -m pip install --upgrade tzdata), then restart On Record."


def examine(settings: Settings, misspelt: Iterable[str] = ()) -> list[Finding]:
    """Looks at the database, the record, the models, the tokens and the granted scopes. Changes
    nothing, except that an SQLite file's tables are brought up to date, as by every command.

    `misspelt` has a sentence for each variable that is nearly a setting.
    """
    token = examined_tokens.finding(settings, datetime.now(UTC))
    return [
        *(
            Finding(False, f"Settings: {one}", "Correct the name.", needed=False)
            for one in misspelt
        ),
        *_database(settings),
        *_too_open(settings, Path(".env")),
        *_slack(settings),
        *([token] if token else []),
        _connection(settings),
        in_other_words(settings),
        in_other_languages(settings),
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
    except SQLAlchemyError as error:
        trouble = of_the_database(error)
        if trouble is None:
            raise
        yield Finding(False, f"Database: {where} {trouble.what}", trouble.todo)
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


def _slack(settings: Settings) -> Iterator[Finding]:
    token = tokens.in_use(settings)
    if token is None:
        yield Finding(
            False,
            "Slack: SLACK_BOT_TOKEN is not set.",
            "Install the app and copy the Bot User OAuth Token (OAuth & Permissions).",
        )
        return
    client = web_client(token, settings.slack_api_url)
    try:
        told = client.auth_test()
    except CALL_ERRORS as error:
        trouble = failure(error)
        if _is_refused(trouble):
            yield Finding(
                False,
                f"Slack: it does not accept SLACK_BOT_TOKEN ({trouble.code}).",
                "Copy the Bot User OAuth Token again from the app's page, OAuth & Permissions."
                if tokens.keys_of(settings) is None
                else "Start serve or worker, which get the next one; the line on the token says if "
                "they cannot.",
            )
        else:
            yield Finding(
                False,
                f"Slack: cannot be reached at {settings.slack_api_url} ({trouble.code}).",
                "Check the network" + _beside_slack(settings.slack_api_url),
            )
        return
    yield Finding(True, f"Slack: in {told.get('team') or told['team_id']} as {told.get('user')}")
    scopes = granted(told)
    if scopes:
        yield _scopes(scopes)


def _is_refused(trouble: Failure) -> bool:
    return trouble.code in DEAD_TOKEN or trouble.trouble is Trouble.REFUSED


def _beside_slack(api_url: str) -> str:
    """What to check besides the network where the address is not Slack's own."""
    return "." if api_url == SLACK_API_URL else ", and SLACK_API_URL."


def _scopes(given: frozenset[str]) -> Finding:
    name = "manifest-agent.json" if AGENT_SCOPE in given else "manifest.json"
    scopes = json.loads(shipped(name).read_text("utf-8"))["oauth_config"]["scopes"]
    optional = set(scopes["bot_optional"])
    missing = sorted(set(scopes["bot"]) - optional - given)
    if missing:
        return Finding(
            False,
            f"Slack: these scopes are not granted: {', '.join(missing)}.",
            f"Update the app from {name} and reinstall it.",
        )
    left_out = sorted(optional - given)
    without = f"; without the optional {', '.join(left_out)}" if left_out else ""
    return Finding(True, f"Slack: all scopes of {name} are granted{without}")


def _connection(settings: Settings) -> Finding:
    if settings.slack_app_token is not None:
        client: WebClient = web_client(None, settings.slack_api_url)
        try:
            client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except CALL_ERRORS as error:
            trouble = failure(error)
            return Finding(
                False,
                f"Connection: Slack opens no socket for SLACK_APP_TOKEN ({trouble.code}).",
                "Make an app-level token with connections:write, and turn Socket Mode on."
                if _is_refused(trouble)
                else "Check the network" + _beside_slack(settings.slack_api_url),
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
