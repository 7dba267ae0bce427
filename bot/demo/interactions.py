"""A person's interactions with the app: commands, shortcuts, buttons, modals.

docs.slack.dev/reference/interaction-payloads. Response_urls and trigger_ids come from the stand-in,
which accepts them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.demo import APP, NEWSROOM, REPORTER, TEAM, TEAM_DOMAIN
from bot.demo.payload import VERIFICATION_TOKEN, Payload, later, short_name, standing
from bot.demo.workspace import Fields


def slash_command(
    text: str,
    *,
    response_url: str,
    trigger_id: str,
    command: str = "/onrecord",
    channel: str = NEWSROOM,
    user: str = REPORTER,
) -> Payload:
    names = {"D": "directmessage", "G": "privategroup"}
    body = {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel,
        "channel_name": names.get(channel[0], short_name(channel)),
        "user_id": user,
        "user_name": short_name(user),
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }
    return Payload("command", body)


def message_shortcut(
    callback_id: str,
    message: Mapping[str, Any],
    *,
    response_url: str,
    trigger_id: str,
    channel: str = NEWSROOM,
    user: str = REPORTER,
) -> Payload:
    """A shortcut from a message's menu; it carries the message, even if the bot is not in the
    channel."""
    body = _interaction("message_action", user, trigger_id) | {
        "action_ts": later(message["ts"]),
        "callback_id": callback_id,
        "channel": {"id": channel, "name": short_name(channel)},
        "message_ts": message["ts"],
        "message": standing(message),
        "response_url": response_url,
    }
    return Payload("interactive", body)


def block_action(
    action_id: str,
    value: str | None = None,
    *,
    trigger_id: str,
    message: Mapping[str, Any] | None = None,
    view: Mapping[str, Any] | None = None,
    channel: str = NEWSROOM,
    user: str = REPORTER,
    response_url: str = "",
    chosen: Fields | None = None,
    values: Mapping[str, Any] | None = None,
    block_id: str | None = None,
) -> Payload:
    """A button or menu is used, in a message or a view. Raises LookupError if none such is shown.

    `value` or `block_id` picks one of several with that action_id. `chosen` is what a menu adds
    (`selected_option`, …), `values` the state of the inputs around it.
    """
    holder = message if message is not None else view
    if holder is None:
        raise ValueError("a message or a view is needed")
    blocks = [b for b in holder.get("blocks", []) if block_id in (None, b["block_id"])]
    action = _pressed(blocks, action_id, value) | (chosen or {})
    body = _interaction("block_actions", user, trigger_id)
    body["state"] = {"values": dict(values or {})}
    if message is None:
        body["container"] = {"type": "view", "view_id": holder["id"]}
        body["view"] = dict(holder)
    else:
        hidden = bool(message.get("is_ephemeral"))
        at = {"type": "message", "message_ts": message["ts"], "channel_id": channel}
        body["container"] = at | {"is_ephemeral": hidden}
        if "thread_ts" in message:
            body["container"]["thread_ts"] = message["thread_ts"]
        body["channel"] = {"id": channel, "name": short_name(channel)}
        body["response_url"] = response_url
        if not hidden:  # Slack does not return a message that only one person saw
            body["message"] = standing(message)
    body["actions"] = [action | {"action_ts": _moment(trigger_id)}]
    return Payload("interactive", body)


def block_suggestion(
    action_id: str,
    typed: str,
    view: Mapping[str, Any],
    *,
    user: str = REPORTER,
    block_id: str | None = None,
) -> Payload:
    """A person types into a menu whose choices the app gives (external data source):
    docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element."""
    body = _interaction("block_suggestion", user, "")
    del body["trigger_id"]
    container = {"type": "view", "view_id": view["id"]}
    body |= {"view": dict(view), "container": container}
    asked = {"action_id": action_id, "block_id": block_id or action_id, "value": typed}
    return Payload("interactive", body | asked)


def view_submission(
    view: Mapping[str, Any],
    values: Mapping[str, Mapping[str, Any]],
    *,
    trigger_id: str,
    user: str = REPORTER,
) -> Payload:
    """A modal is submitted: `values` by block_id and action_id; a plain text is the value of a
    text input."""
    state = {
        block: {
            action: {"type": "plain_text_input", "value": value} if _is_text(value) else value
            for action, value in inputs.items()
        }
        for block, inputs in values.items()
    }
    body = _interaction("view_submission", user, trigger_id)
    body |= {"view": {**view, "state": {"values": state}}, "response_urls": []}
    return Payload("interactive", body)


def view_closed(
    view: Mapping[str, Any], *, user: str = REPORTER, is_cleared: bool = False
) -> Payload:
    """A modal is closed; `is_cleared`: with all that were under it."""
    body = _interaction("view_closed", user, "")
    del body["trigger_id"]
    return Payload("interactive", body | {"view": dict(view), "is_cleared": is_cleared})


def _interaction(kind: str, user: str, trigger_id: str) -> Fields:
    name = short_name(user)
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": name, "name": name, "team_id": TEAM},
        "api_app_id": APP,
        "trigger_id": trigger_id,
    }


def _pressed(blocks: list[Fields], action_id: str, value: str | None) -> Fields:
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if not isinstance(element, dict) or element.get("action_id") != action_id:
                continue
            if value in (None, element.get("value")):
                shown = ("type", "action_id", "text", "value", "style", "placeholder")
                kept = {name: element[name] for name in shown if name in element}
                return {"block_id": block["block_id"], **kept}
    raise LookupError(f"nothing to press here with action_id {action_id!r}, value {value!r}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _moment(trigger_id: str) -> str:
    """The instant of the press: a different one for each trigger_id, so that no two presses are
    equal."""
    number = int(hashlib.sha256(trigger_id.encode()).hexdigest()[:8], 16)
    return f"1730793600.{number % 1_000_000:06d}"
