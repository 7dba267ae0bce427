"""Reading Slack's payloads: who wrote which text where, and which button or form was used."""

from __future__ import annotations

import re
import uuid
from typing import Any

from bot.ask import view as messages
from bot.ask.requests import Request
from bot.refusal import RefusalError
from bot.slack import blocks, interaction, people, refusals
from bot.slack.blocks import Value
from bot.slack.given import Given
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.said import WRITTEN, Said, said
from models.inquiry import Delivery, Surface

Fields = dict[str, Any]

_SLACKBOT = "USLACKBOT"


def is_from_person(message: Fields, installation: Installation) -> bool:
    """Whether a person wrote it: not a bot, not us, not Slack itself ("… has joined")."""
    if message.get("bot_id") or message.get("subtype") not in WRITTEN:
        return False
    return message.get("user") not in (None, _SLACKBOT, installation.identity.bot_user_id)


def is_outsider(message: Fields, installation: Installation) -> bool:
    """Whether the record is closed to the person who wrote a message. Raises RefusalError if Slack
    does not say who they are."""
    teams = (message.get("user_team"), message.get("source_team"), message.get("team"))
    return people.is_outsider(installation, message["user"], teams)


def names_us(message: Fields, installation: Installation) -> bool:
    """Whether the text mentions the bot."""
    return _mention(installation).search(message.get("text") or "") is not None


def what_is_said(message: Fields, installation: Installation) -> Said:
    """What a message says, without the mention of the bot."""
    return said(message, installation.identity.ids)


def is_direct(event: Fields) -> bool:
    """Whether a message event is a direct message, also if the server does not give the type."""
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")


def request(body: Fields, message: Fields, installation: Installation) -> Request:
    """The request of a message to the bot. In a channel the answer goes into the message's thread,
    in a direct message only if that is in a thread, or begins one (`Identity.is_agent`).

    `message` is the event itself or, for an edit, the message in it.
    """
    outsiders = bool(body.get("is_ext_shared_channel"))
    channel = str(body["event"]["channel"])
    direct = is_direct(body["event"])
    thread_ts = message.get("thread_ts") or None
    if direct and installation.identity.is_agent:
        thread_ts = thread_ts or message["ts"]
    delivery = Delivery.FLAT if direct and not thread_ts else Delivery.THREAD
    if outsiders:
        delivery = Delivery.EPHEMERAL
    elif not direct:
        thread_ts = thread_ts or message["ts"]
    return Request(
        workspace_id=installation.workspace_id,
        request_id=body.get("event_id") or f"{channel}:{message['ts']}",
        surface=Surface.MESSAGE,
        delivery=delivery,
        channel=channel,
        asker=message["user"],
        said=what_is_said(message, installation),
        attached=bool(message.get("files") or message.get("attachments")),
        message_ts=message["ts"],
        thread_ts=thread_ts,
    )


def press(body: Fields, installation: Installation) -> Press:
    """The press of a button, a menu's line, a sent form, or a shortcut, which carries nothing.

    Raises RefusalError for people from another workspace, and if the value it carries is not one
    that we made.
    """
    insider(body, installation)
    return read(body, installation)


def read(body: Fields, installation: Installation) -> Press:
    """As `press`, but whose people the person belongs to is still to be checked: Slack may have to
    be asked."""
    view, where = body.get("view") or {}, interaction.container(body)
    return Press(
        workspace_id=installation.workspace_id,
        user=body["user"]["id"],
        fields=_carried(body),
        given=Given((view.get("state") or {}).get("values")),
        channel=where.get("channel_id") or "",
        message_ts=where.get("message_ts"),
        thread_ts=where.get("thread_ts"),
        ephemeral=bool(where.get("is_ephemeral")),
        response_url=body.get("response_url") or None,
        trigger_id=trigger(body),
        view_id=where.get("view_id") or "",
        callback_id=view.get("callback_id") or "",
        under=view.get("previous_view_id") or "",
        depth=_depth(view),
        home=view.get("type") == "home",
    )


def commanded(command: Fields, installation: Installation) -> Press:
    """A command that opens a modal, as a press that carries nothing."""
    return Press(
        installation.workspace_id,
        command["user_id"],
        channel=command["channel_id"],
        trigger_id=trigger(command),
    )


def insider(body: Fields, installation: Installation) -> None:
    """Raises RefusalError if the record is closed to the person of an interaction or command."""
    user = body.get("user") or {}
    who = user.get("id") or body.get("user_id") or ""
    if people.is_outsider(installation, who, (user.get("team_id") or body.get("team_id"),)):
        raise RefusalError(messages.not_for_outsiders().text)


def typed(body: Fields, installation: Installation) -> str:
    """What a person has typed so far into a menu whose choices Slack asks for. Raises RefusalError
    for people from another workspace."""
    insider(body, installation)
    return str(body.get("value") or "")


def channel_of(event: Fields) -> str:
    """The id of the channel that an event is about; some events hold an object, some the id."""
    channel = event.get("channel")
    return str(channel.get("id") or "") if isinstance(channel, dict) else str(channel or "")


def trigger(interaction: Fields) -> str:
    """The id with which a form can be opened; empty if an emulator sends none."""
    return str(interaction.get("trigger_id") or "")


def request_id(interaction: Fields) -> str:
    """The id of a command or shortcut; a new one if it has none, as Slack never sends it twice."""
    return str(interaction.get("trigger_id") or uuid.uuid4())


def _carried(body: Fields) -> dict[str, Value]:
    """The fields that a button, a line of a menu or a sent form carries."""
    if body.get("actions"):
        action = body["actions"][0]
        carried = (action.get("selected_option") or action).get("value") or ""
    else:  # a form need not carry anything
        carried = (body.get("view") or {}).get("private_metadata") or blocks.button_value()
    try:
        return blocks.read_value(carried)
    except ValueError:
        raise RefusalError(refusals.STALE) from None


def _depth(view: Fields) -> int:
    """How many modals there are up to this one: 0 for none; 3, the most that Slack takes, where it
    cannot be told."""
    if view.get("type") != "modal":
        return 0
    below = view.get("previous_view_id")
    if not below:
        return 1
    return 2 if below == view.get("root_view_id") else 3


def _mention(installation: Installation) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(installation.identity.bot_user_id)}(?:\|[^>]*)?>")
