"""@On Record in a channel: answered in the thread."""

from __future__ import annotations

import logging
from typing import Any

from bot.ask import requests
from bot.ask import view as messages
from bot.i18n import N_
from bot.services import Services
from bot.slack import posting
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.installations import Installation
from bot.slack.registry import Help, Registry
from handlers import parsing

log = logging.getLogger(__name__)


def register(app: Registry, services: Services) -> None:
    """Register the event `app_mention`."""

    def mentioned(event: dict[str, Any], body: dict[str, Any], installation: Installation) -> None:
        if not parsing.is_from_person(event, installation):
            return
        if parsing.is_outsider(event, installation):
            turn_away(installation, event)
            return
        request = parsing.request(body, event, installation)
        if "edited" in event:
            requests.ask_anew(services, request)
        else:
            requests.ask(services, request)

    app.event(
        "app_mention",
        "app_mention",
        mentioned,
        scopes=("app_mentions:read", "chat:write", "reactions:write"),
        help=(
            Help(
                N_("@On Record <statement>"),
                N_("In a channel: I answer in the thread. Mention me there again to ask more."),
            ),
        ),
    )


def turn_away(installation: Installation, event: dict[str, Any]) -> None:
    """Tell a person from another workspace, and only them, that they may not see the record."""
    try:
        posting.whisper(
            installation.client,
            event["channel"],
            event["user"],
            messages.not_for_outsiders(),
            event.get("thread_ts"),
        )
    except CALL_ERRORS as error:
        log.info("an outsider was not told: %s", failure(error).code)
