"""Direct messages; in channels whose history the app may read, also edits and deletions."""

from __future__ import annotations

from typing import Any

from bot.ask import requests
from bot.i18n import N_
from bot.services import Services
from bot.slack import said as reading
from bot.slack.installations import Installation
from bot.slack.registry import Help, Registry
from handlers import add as adding
from handlers import parsing
from handlers.mentions import turn_away

Fields = dict[str, Any]


def register(app: Registry, services: Services) -> None:
    """Register the event `message`: in direct messages and, if the app may read them, in channels
    that the bot is in."""

    def message(event: Fields, body: Fields, installation: Installation) -> None:
        kinds = {"message_changed": changed, "message_deleted": deleted}
        handle = kinds.get(event.get("subtype") or "", said)
        handle(services, event, body, installation)

    app.event(
        "message.im",
        "message",
        message,
        scopes=("im:history", "chat:write", "reactions:write"),
        help=(
            Help(
                N_("A direct message"),
                N_("Paste a statement. Edit or delete it, and I change or delete my answer."),
            ),
        ),
    )
    app.optional(
        "channels:history", "groups:history", events=("message.channels", "message.groups")
    )


def said(services: Services, event: Fields, body: Fields, installation: Installation) -> None:
    """A new message: it is a question if it is a direct message to the bot or mentions it."""
    if not parsing.is_from_person(event, installation):
        return
    direct = parsing.is_direct(event)
    if parsing.is_outsider(event, installation):
        if direct:  # in a channel the mention says so
            turn_away(installation, event)
    elif direct and adding.offer_links(services, event, body, installation):
        return
    elif direct or parsing.names_us(event, installation):
        request = parsing.request(body, event, installation)
        requests.ask(services, request)


def changed(services: Services, event: Fields, body: Fields, installation: Installation) -> None:
    """A message was edited, or what it links to is shown below it now: answer it again, or delete
    the answer if it is no question any more."""
    new, old = event["message"], event.get("previous_message") or {}
    if new.get("subtype") == "tombstone":  # deleted, but its thread goes on
        requests.forget(services, installation.workspace_id, event["channel"], new["ts"])
        return
    by_us = not parsing.is_from_person(new, installation)
    same = reading.said(old) == reading.said(new)
    if by_us or same or parsing.is_outsider(new, installation):
        return
    if parsing.is_direct(event) or parsing.names_us(new, installation):
        request = parsing.request(body, new, installation)
        requests.ask_anew(services, request)
    elif parsing.names_us(old, installation):
        requests.forget(services, installation.workspace_id, event["channel"], new["ts"])


def deleted(services: Services, event: Fields, _body: Fields, installation: Installation) -> None:
    """A message was deleted: delete its answer too."""
    channel, ts = event["channel"], event["deleted_ts"]
    requests.forget(services, installation.workspace_id, channel, ts)
