"""What `doctor` says of a bot token that ends."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.cli.findings import Finding
from bot.settings import Settings
from bot.slack import tokens
from models.database import open_engine
from models.token import BotToken

ROTATING = "xoxe."
"""How a bot token begins that ends: docs.slack.dev/authentication/tokens."""


def finding(settings: Settings, now: datetime) -> Finding | None:
    """Whether there will be a token after this one; None for one that does not end."""
    keys, token = tokens.keys_of(settings), settings.slack_bot_token
    if keys is None:
        if token is None or not token.get_secret_value().startswith(ROTATING):
            return None
        return Finding(
            False,
            "Token: SLACK_BOT_TOKEN ends twelve hours after it was made.",
            "Set SLACK_REFRESH_TOKEN, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET too.",
        )
    engine = open_engine(settings.database_url)
    try:
        row = tokens.stored(engine, keys)
    except SQLAlchemyError:
        return None  # told as the database's trouble
    finally:
        engine.dispose()
    if row is None:
        return Finding(True, "Token: it ends; serve and worker get the next one when they start.")
    return _of(row, now)


def _of(row: BotToken, now: datetime) -> Finding:
    ends = row.expires_at.astimezone(UTC)
    when = f"it {'ends' if ends > now else 'ended'} on {ends:%Y-%m-%d at %H:%M} UTC"
    if row.refused is None:
        then = "replace it two hours before" if ends > now else "get the next one when they start"
        return Finding(True, f"Token: {when}; serve and worker {then}.")
    return Finding(
        False,
        f"Token: {when}, and Slack does not take the refresh token for the next one "
        f"({row.refused}).{_WHY.get(row.refused, '')}",
        _TODO.get(row.refused, tokens.ANEW),
    )


_WHY = {
    "invalid_refresh_token": " Slack takes each once: another copy of the bot has used it, or what "
    "Slack gave for it was lost before it was stored, or an old backup was restored.",
}
_TODO = {
    "bad_client_secret": "Copy SLACK_CLIENT_SECRET again (Basic Information), and start again.",
    "invalid_client_id": "Copy SLACK_CLIENT_ID again (Basic Information), and start again.",
}
