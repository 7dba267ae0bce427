"""The command /onrecord: the answer is for the person alone, with a button to share it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.ask import help_view, requests
from bot.ask.requests import Request
from bot.i18n import N_
from bot.services import Services
from bot.slack import slack_text
from bot.slack.installations import Installation
from bot.slack.message import Message
from bot.slack.registry import Help, Registry
from bot.slack.said import Said
from handlers import parsing
from models.inquiry import Delivery, Surface

COMMAND = "/onrecord"
USAGE = (
    "<statement> | add | queue | find <words> | history <number> | watch <topic> | digest | export"
    " | help"
)

Fields = dict[str, Any]
Subcommand = Callable[[Services, Fields, Callable[..., Any], Installation], bool]

SUBCOMMANDS: dict[str, Subcommand] = {}
"""The subcommands by first word, called with (services, command, ack, installation). The text after
`/onrecord` is `command["text"]`. A subcommand checks who may use it and calls `ack`. It gives False
if the text does not have its exact form: the text is then a question like any other."""

_CHECK = re.compile(r"check\s+(?=\S)", re.IGNORECASE)


def register(app: Registry, services: Services) -> None:
    """Register the slash command."""

    def command(command: Fields, ack: Callable[..., Any], installation: Installation) -> None:
        parsing.insider(command, installation)
        text = slack_text.as_typed(command.get("text") or "")
        command = {**command, "text": text}
        word = text.split(maxsplit=1)[0].lower() if text.strip() else ""
        answered = SUBCOMMANDS.get(word)
        if answered is not None and answered(services, command, ack, installation):
            return
        hint = _hint(text, services)
        if hint is not None:
            ack(text=hint.text, blocks=hint.blocks)
            return
        requests.ask(services, _request(command, text, installation))
        ack()

    app.command(
        COMMAND,
        USAGE,
        command,
        scopes=("commands",),
        help=(
            Help(
                N_("/onrecord <statement>"),
                N_(
                    "Anywhere, also where I am no member: only you see the answer, and may share "
                    "it."
                ),
            ),
            Help(
                f"{COMMAND} help",
                N_(
                    "This list. Step by step: help add, help digest … In a message the words "
                    "alone do."
                ),
            ),
        ),
    )


def say(ack: Callable[..., Any], message: Message | None) -> bool:
    """Answer a command at once, to the person alone, if there is something to say; gives True."""
    if message is not None:
        ack(text=message.text, blocks=message.blocks)
    return True


def _hint(text: str, services: Services) -> Message | None:
    """The message to show at once if the text is no question; None if it is one."""
    task = help_view.asked_for(text) if text.strip() else None
    if task is False:
        return None
    return help_view.help_message(services.registry.help_for(task), task)


def _request(command: dict[str, Any], text: str, installation: Installation) -> Request:
    checked = _CHECK.match(text.lstrip())
    return Request(
        workspace_id=installation.workspace_id,
        request_id=parsing.request_id(command),
        surface=Surface.COMMAND,
        delivery=Delivery.RESPONSE,
        channel=command["channel_id"],
        asker=command["user_id"],
        said=Said(text.lstrip()[checked.end() :] if checked else text),
        response_url=command.get("response_url") or None,
        literal=True,
    )
