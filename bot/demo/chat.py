"""The stand-in's answers about messages: chat.*, reactions.* and response_urls."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.demo import BOT, BOT_USER, TEAM_DOMAIN
from bot.demo.block_limits import block_errors
from bot.demo.shown_files import check_shown
from bot.demo.workspace import (
    RESPONSE_SECONDS,
    RESPONSE_USES,
    Channel,
    Fields,
    SlackError,
    Workspace,
)
from bot.slack.limits import BLOCK_COUNTS_AS, MESSAGE_TEXT

UPDATED_TEXT = 4000
"""docs.slack.dev/reference/methods/chat.update"""
REPLACEABLE = ("text", "blocks", "attachments", "metadata")


def post_message(ws: Workspace, params: Fields) -> Fields:
    channel = _may_post(ws, params)
    message = ws.keep(
        channel.id, BOT_USER, content(ws, params, MESSAGE_TEXT), _thread(ws, channel, params)
    )
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def post_ephemeral(ws: Workspace, params: Fields) -> Fields:
    channel = ws.channel_of_member(params.get("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    user = str(params.get("user"))
    if user not in ws.people or channel.user not in (None, user):
        raise SlackError("user_not_in_channel")
    message = show_only_to(
        ws, channel.id, user, content(ws, params, MESSAGE_TEXT), _thread(ws, channel, params)
    )
    return {"message_ts": message["ts"]}


def update(ws: Workspace, params: Fields) -> Fields:
    """Changes a message. Text without blocks removes the old blocks; metadata is kept unless it
    is given."""
    channel = ws.channel_of_member(params.get("channel"))
    message = ws.message(channel.id, params.get("ts"))
    if message["user"] != BOT_USER:
        raise SlackError("cant_update_message")
    new = content(ws, params, UPDATED_TEXT)
    if "blocks" not in params and "text" in params:
        message.pop("blocks", None)
    message.update(new)
    message["edited"] = {"user": BOT_USER, "ts": ws.new_ts()}
    text = message.get("text", "")
    return {"channel": channel.id, "ts": message["ts"], "text": text, "message": message}


def delete(ws: Workspace, params: Fields) -> Fields:
    channel = ws.channel_of_member(params.get("channel"))
    message = ws.message(channel.id, params.get("ts"))
    if message["user"] != BOT_USER:
        raise SlackError("cant_delete_message")
    del ws.messages[channel.id][message["ts"]]
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(ws: Workspace, params: Fields) -> Fields:
    channel = ws.channel(params.get("channel"))
    message = ws.message(channel.id, params.get("message_ts"))
    link = (
        f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    )
    if message.get("thread_ts", message["ts"]) != message["ts"]:
        link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(ws: Workspace, params: Fields) -> Fields:
    names, name = _reactions(ws, params)
    if name in names:
        raise SlackError("already_reacted")
    names.append(name)
    return {}


def remove_reaction(ws: Workspace, params: Fields) -> Fields:
    names, name = _reactions(ws, params)
    if name not in names:
        raise SlackError("no_reaction")
    names.remove(name)
    return {}


def respond(ws: Workspace, response_id: str, body: Fields) -> None:
    """Answers an interaction: docs.slack.dev/interactivity/handling-user-interaction.

    The bot need not be a member of the channel. The answer is shown to one person unless
    `response_type` is in_channel.
    """
    if (url := ws.response_urls.get(response_id)) is None:
        raise SlackError("not_found")
    if ws.now() - url.made > RESPONSE_SECONDS:
        raise SlackError("expired_url")
    if url.uses >= RESPONSE_USES:
        raise SlackError("used_url")
    deletes = flag(body, "delete_original")
    new = {} if deletes else content(ws, body, MESSAGE_TEXT)
    url.uses += 1
    ws.responses[response_id].append(body)
    original = _original(ws, url.channel, url.original)
    if deletes:
        ws.messages[url.channel].pop(str(url.original), None)
        ws.ephemerals = [m for m in ws.ephemerals if m is not original]
    elif flag(body, "replace_original") and original is not None:
        for name in REPLACEABLE:
            original.pop(name, None)
        original.update(new)
    elif body.get("response_type") == "in_channel":
        ws.keep(url.channel, BOT_USER, new, body.get("thread_ts") or url.thread_ts)
    else:
        # Slack shows it at the root of the channel, also if the button is in a thread, and whatever
        # thread_ts the answer names: github.com/slackapi/bolt-js/issues/963.
        show_only_to(ws, url.channel, url.user, new, None)


def show_only_to(
    ws: Workspace, channel: str, user: str, shown: Fields, thread_ts: str | None
) -> Fields:
    """Stores a message that one person sees."""
    message: Fields = {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": ws.new_ts()}
    message |= {"is_ephemeral": True, "channel": channel, "shown_to": user, **shown}
    if thread_ts is not None:
        message["thread_ts"] = thread_ts
    ws.ephemerals.append(message)
    return message


def content(ws: Workspace, params: Fields, longest: int) -> Fields:
    """The text, blocks, attachments and metadata of a message, checked; blocks get their ids."""
    text = str(params.get("text") or "")
    blocks = structured(params, "blocks", "invalid_blocks_format")
    attachments = structured(params, "attachments", "invalid_attachments")
    metadata = structured(params, "metadata", "invalid_metadata_format")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > longest:
        raise SlackError("msg_too_long")
    found: Fields = {"text": text}
    if blocks is not None:
        if errors := block_errors(blocks):
            raise SlackError("invalid_blocks", response_metadata={"messages": errors})
        check_shown(ws, blocks, "invalid_blocks")
        if sum(map(_characters, blocks)) + BLOCK_COUNTS_AS * len(blocks) > ws.most_in_blocks:
            raise SlackError("msg_blocks_too_long")
        found["blocks"] = with_ids(blocks)
    if attachments is not None:
        found["attachments"] = attachments
    if metadata is not None:
        if metadata and not (
            isinstance(metadata, dict)
            and isinstance(metadata.get("event_type"), str)
            and isinstance(metadata.get("event_payload"), dict)
        ):
            raise SlackError("invalid_metadata_format")
        found["metadata"] = metadata
    return found


def _characters(part: Any) -> int:
    """The length of all texts in a part of Block Kit."""
    if isinstance(part, list):
        return sum(map(_characters, part))
    if not isinstance(part, dict):
        return 0
    return sum(
        len(inner) if name == "text" and isinstance(inner, str) else _characters(inner)
        for name, inner in part.items()
    )


def with_ids(blocks: list[Fields]) -> list[Fields]:
    """The blocks, with ids for those that have none: a button's payload contains its block's id."""
    return [{"block_id": f"b{index}", **block} for index, block in enumerate(blocks)]


def structured(params: Fields, name: str, error: str) -> Any:
    """A parameter that is JSON: already an object, or (in a form) its text."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as broken:
        raise SlackError(error) from broken


def flag(params: Fields, name: str) -> bool:
    return params.get(name) in (True, "1", "true", "True")


def _may_post(ws: Workspace, params: Fields) -> Channel:
    channel = ws.channel(params.get("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    if not channel.member and "chat:write.public" not in ws.scopes:
        raise SlackError("not_in_channel")
    if channel.user is not None and ws.person(channel.user).deleted:
        raise SlackError("user_disabled")
    return channel


def _thread(ws: Workspace, channel: Channel, params: Fields) -> str | None:
    """The thread to answer in. Stricter than Slack: its message must exist, and must not be a
    reply."""
    if not (ts := params.get("thread_ts")):
        return None
    parent = ws.messages[channel.id].get(str(ts))
    if parent is None and not ws.thread(channel.id, str(ts)):
        raise SlackError("thread_not_found")
    if parent is not None and parent.get("thread_ts", ts) != ts:
        raise SlackError("cannot_reply_to_message")
    return str(ts)


def _reactions(ws: Workspace, params: Fields) -> tuple[list[str], str]:
    channel = ws.channel_of_member(params.get("channel"))
    message = ws.message(channel.id, params.get("timestamp"))
    name = str(params.get("name") or "").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+", name):
        raise SlackError("invalid_name")
    return ws.reactions.setdefault((channel.id, message["ts"]), []), name


def _original(ws: Workspace, channel: str, ts: str | None) -> Fields | None:
    if ts is None:
        return None
    hidden = [m for m in ws.ephemerals if m["ts"] == ts and m["channel"] == channel]
    return hidden[0] if hidden else ws.messages[channel].get(ts)
