"""Reading Slack's payloads: who wrote what, where, and which button was pressed."""

from __future__ import annotations

import re
import uuid
from typing import Any

from bot.ask import view as messages
from bot.ask.requests import Request
from bot.record.numbers import row_number
from bot.refusal import RefusalError
from bot.slack import action_ids, refusals
from bot.slack.asked import Asked, Given
from bot.slack.blocks import read_value
from bot.slack.installations import Installation
from bot.slack.interaction import Click
from models.inquiry import Delivery, Surface

Fields = dict[str, Any]

_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of messages that a person wrote: docs.slack.dev/reference/events/message."""

_SLACKBOT = "USLACKBOT"


def is_from_person(message: Fields, installation: Installation) -> bool:
    """Whether a person wrote it: no bot, not us, and no notice of Slack's ("… has joined")."""
    if message.get("bot_id") or message.get("subtype") not in _WRITTEN:
        return False
    return message.get("user") not in (None, _SLACKBOT, installation.identity.bot_user_id)


def is_outsider(message: Fields, installation: Installation) -> bool:
    """Whether the person belongs to another workspace (Slack Connect)."""
    teams = (message.get("user_team"), message.get("source_team"), message.get("team"))
    return any(team is not None and team != installation.team_id for team in teams)


def names_us(message: Fields, installation: Installation) -> bool:
    """Whether the text mentions the bot."""
    return _mention(installation).search(message.get("text") or "") is not None


def written(message: Fields, installation: Installation) -> str:
    """What was written, without the mention of the bot; else what a shared message says."""
    text = _mention(installation).sub(" ", message.get("text") or "").strip()
    if text:
        return text
    parts = [part.get("text") or part.get("fallback") for part in message.get("attachments") or []]
    return "\n".join(str(part) for part in parts if part)


def is_direct(event: Fields) -> bool:
    """Whether a message event comes from a direct message; not every server says the type."""
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")


def request(body: Fields, message: Fields, installation: Installation) -> Request:
    """A message to the bot. In a channel it is answered in its thread, directly it is not.

    `message` is the event itself or, of an edit, the message in it.
    """
    outsiders = bool(body.get("is_ext_shared_channel"))
    channel = str(body["event"]["channel"])
    direct = is_direct(body["event"])
    thread_ts = message.get("thread_ts") or None
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
        text=written(message, installation),
        attached=bool(message.get("files") or message.get("attachments")),
        message_ts=message["ts"],
        thread_ts=thread_ts,
    )


def click(body: Fields, installation: Installation) -> Click:
    """A pressed button. Raises RefusalError for people from another workspace."""
    insider(body, installation)
    try:
        fields = read_value(body["actions"][0].get("value") or "")
    except ValueError:
        raise RefusalError(refusals.STALE) from None
    return _click(body, installation, fields, container(body))


def asked(body: Fields, installation: Installation) -> Asked:
    """A button or a line of a menu that names what is to be done and to which row.

    Raises RefusalError for people from another workspace.
    """
    insider(body, installation)
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    fields = _fields(chosen.get("value") or "")
    in_form = (body.get("view") or {}).get("callback_id") == action_ids.CARE_FORM
    placed = {"inquiry": 0, **fields}
    return Asked(_click(body, installation, placed, container(body)), fields, in_form=in_form)


def sent(body: Fields, installation: Installation) -> Asked:
    """A form about the record that was sent, with what was given in it."""
    insider(body, installation)
    view = body["view"]
    fields = _fields(view.get("private_metadata") or "")
    values = (view.get("state") or {}).get("values") or {}
    given = {name: _given(inputs[name]) for name, inputs in values.items() if name in inputs}
    click = _click(body, installation, {"inquiry": 0, **fields}, {})
    return Asked(click, fields, given, in_form=True, under=view.get("previous_view_id") or "")


def submission(body: Fields, installation: Installation) -> Click:
    """A form that was sent; what it concerns travels in its `private_metadata`."""
    insider(body, installation)
    try:
        fields = read_value(body["view"].get("private_metadata") or "")
    except ValueError:
        raise RefusalError(refusals.STALE) from None
    return _click(body, installation, fields, {})


def insider(body: Fields, installation: Installation) -> None:
    """Raises RefusalError where the person of an interaction belongs to another workspace."""
    team = (body.get("user") or {}).get("team_id")
    if team is not None and team != installation.team_id:
        raise RefusalError(messages.not_for_outsiders().text)


def comment(body: Fields, block_id: str, action_id: str) -> str:
    """What was written in an input of a form that was sent."""
    values = (body["view"].get("state") or {}).get("values") or {}
    return str(((values.get(block_id) or {}).get(action_id) or {}).get("value") or "")


def values(body: Fields) -> object:
    """What stands in the inputs of a modal, by block id and action id."""
    return ((body.get("view") or {}).get("state") or {}).get("values")


def in_home(body: Fields) -> bool:
    """Whether a button stands in the Home tab, where a modal is opened and not put on top."""
    return (body.get("view") or {}).get("type") == "home"


def channel_of(event: Fields) -> str:
    """The channel that an event is about; some events have it whole, some its id."""
    channel = event.get("channel")
    return str(channel.get("id") or "") if isinstance(channel, dict) else str(channel or "")


def trigger(interaction: Fields) -> str:
    """What opens a form; empty where an emulator sends none, which Slack refuses as too late."""
    return str(interaction.get("trigger_id") or "")


def request_id(interaction: Fields) -> str:
    """The id of a command or shortcut. Slack never delivers one twice, so any new one will do."""
    return str(interaction.get("trigger_id") or uuid.uuid4())


def _fields(value: str) -> dict[str, str | int]:
    try:
        return read_value(value)
    except ValueError:
        raise RefusalError(refusals.STALE) from None


def _given(state: Fields) -> Given:
    """What stands in one input, whatever its kind."""
    kind = state.get("type")
    if kind == "checkboxes":
        return tuple(str(one["value"]) for one in state.get("selected_options") or [])
    if kind == "multi_users_select":
        return tuple(str(one) for one in state.get("selected_users") or [])
    if kind == "datetimepicker":
        return state.get("selected_date_time")
    if kind == "static_select":
        return (state.get("selected_option") or {}).get("value")
    return state.get("value")


def container(body: Fields) -> Fields:
    """Where a button stands: as Slack says, else pieced together from what is there.

    Slack sends no `message` for a button in a message that only one person sees.
    """
    message, view = body.get("message") or {}, body.get("view") or {}
    private = bool(message.get("is_ephemeral")) or not (message.get("ts") or view)
    pieced = {
        "channel_id": (body.get("channel") or {}).get("id"),
        "message_ts": message.get("ts"),
        "is_ephemeral": private or message.get("subtype") == "ephemeral",
        "view_id": view.get("id"),
    }
    told = {key: value for key, value in (body.get("container") or {}).items() if value is not None}
    return pieced | told


def _click(
    body: Fields, installation: Installation, fields: dict[str, str | int], container: Fields
) -> Click:
    try:
        inquiry_id = row_number(fields["inquiry"])
        claim_id = row_number(fields["claim"]) if "claim" in fields else None
        veto_id = row_number(fields["veto"]) if "veto" in fields else None
        page = row_number(fields.get("page", 0))
    except (KeyError, ValueError):
        raise RefusalError(refusals.STALE) from None
    return Click(
        workspace_id=installation.workspace_id,
        user=body["user"]["id"],
        inquiry_id=inquiry_id,
        claim_id=claim_id,
        veto_id=veto_id,
        kind=str(fields.get("kind", "")),
        page=page,
        channel=container.get("channel_id") or "",
        message_ts=container.get("message_ts"),
        ephemeral=bool(container.get("is_ephemeral")),
        response_url=body.get("response_url") or None,
        trigger_id=trigger(body),
        view_id=container.get("view_id") or "",
    )


def _mention(installation: Installation) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(installation.identity.bot_user_id)}(?:\|[^>]*)?>")
