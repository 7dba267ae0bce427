"""The shortcut "Check on record" in the menu of a message: the answer is for the person alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.ask import requests
from bot.ask.requests import Request
from bot.i18n import N_
from bot.services import Services
from bot.slack.installations import Installation
from bot.slack.registry import Help, Registry
from handlers import parsing
from models.inquiry import Delivery, Surface

CALLBACK_ID = "check_on_record"
TITLE = "Check on record"


def register(app: Registry, services: Services) -> None:
    """Register the message shortcut."""

    def check(shortcut: dict[str, Any], ack: Callable[[], Any], installation: Installation) -> None:
        parsing.insider(shortcut, installation)
        requests.ask(services, _request(shortcut, installation))
        ack()

    app.shortcut(
        CALLBACK_ID,
        TITLE,
        check,
        scopes=("commands",),
        help=(
            Help(
                N_("Check on record, in a message's menu"),
                N_("Looks that message up; only you see it."),
            ),
        ),
    )


def _request(shortcut: dict[str, Any], installation: Installation) -> Request:
    message = shortcut["message"]
    thread_ts = message.get("thread_ts")
    return Request(
        workspace_id=installation.workspace_id,
        request_id=parsing.request_id(shortcut),
        surface=Surface.SHORTCUT,
        delivery=Delivery.RESPONSE,
        channel=shortcut["channel"]["id"],
        asker=shortcut["user"]["id"],
        said=parsing.what_is_said(message, installation),
        attached=bool(message.get("files") or message.get("attachments")),
        thread_ts=thread_ts if thread_ts != message.get("ts") else None,
        response_url=shortcut.get("response_url") or None,
        literal=True,
    )
