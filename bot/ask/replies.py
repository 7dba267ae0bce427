"""Posting, changing, finding and deleting the reply to a message."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.client import (
    CALL_ERRORS,
    ResponseError,
    Trouble,
    failure,
)
from bot.slack.histories import TooMuchError, history
from bot.slack.message import Message
from bot.slack.posting import Place, answer, change, post, whisper
from models import Inquiry, Reply
from models.inquiry import Delivery

log = logging.getLogger(__name__)

EVENT_TYPE = "on_record_answer"
"""The metadata of every reply, by which it is found if Slack's answer to the call was lost."""

PAGES = 3
"""Pages of messages after the question that are looked through for a reply."""

EYES = "eyes"


@dataclass(frozen=True, slots=True)
class Found:
    """A reply of ours in Slack, and the version of the question that it answers."""

    ts: str
    version: int


def send(client: WebClient, reply: Reply, asked: Inquiry, message: Message) -> str | None:
    """Post the reply, or change the one that is there. Gives its ts, None if Slack gives none.

    `asked` is one of the statements that it answers: they were all asked in the same way. A reply
    that only the asker may see is sent by direct message if Slack refuses it where they asked.
    Raises one of `bot.slack.client.CALL_ERRORS`.
    """
    if in_channel(asked):
        return _post(client, reply, asked, message)
    url = reply.response_url if asked.delivery == Delivery.RESPONSE else None
    if url:
        try:
            answer(client, Place(asked.channel, asked.asker, asked.thread_ts, url), message)
            return None
        except ResponseError as error:
            if not error.expired:
                raise
            log.info("reply %s: the response_url has expired", reply.id)
    metadata = _metadata(reply)
    try:
        whisper(client, asked.channel, asked.asker, message, asked.thread_ts, metadata)
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        post(client, asked.asker, message, metadata=metadata)
    return None


def in_channel(asked: Inquiry) -> bool:
    """Whether the reply is a message in the channel, or direct message, in which it was asked."""
    return asked.delivery in (Delivery.THREAD, Delivery.FLAT)


def take_back(client: WebClient, reply: Reply) -> None:
    """Delete the reply in Slack. A refusal, as for one that is gone, is logged and not raised."""
    try:
        client.chat_delete(channel=reply.channel, ts=str(reply.ts))
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        log.info("reply %s: it was not deleted (%s)", reply.id, failure(error).code)


def find(client: WebClient, reply: Reply, asked: Inquiry) -> Found | None:
    """The newest message in Slack that is this reply; None if there is none.

    None also if the bot cannot look for it: reading channels needs a scope that the base manifest
    leaves out, and no history has the messages that only one person sees.
    """
    if not in_channel(asked) or asked.message_ts is None:
        return None
    found = None
    seen = history(client, asked.channel, asked.thread_ts, oldest=asked.message_ts, pages=PAGES)
    try:
        with suppress(TooMuchError):  # then the newest one found so far is given
            for message in seen:
                payload = _payload(message)
                # In earlier versions each statement had its own reply, named by its inquiry's id.
                if payload.get("reply", payload.get("inquiry")) == reply.id:
                    version = int(payload.get("version") or 0)
                    if found is None or version >= found.version:
                        found = Found(str(message["ts"]), version)
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        log.info("reply %s: cannot look for it (%s)", reply.id, failure(error).code)
        return None
    return found


def show_eyes(client: WebClient, asked: Inquiry) -> None:
    """Put 👀 on the question while it is worked on. A failure is ignored."""
    _react(client.reactions_add, asked)


def remove_eyes(client: WebClient, asked: Inquiry) -> None:
    _react(client.reactions_remove, asked)


def _post(client: WebClient, reply: Reply, asked: Inquiry, message: Message) -> str | None:
    metadata = _metadata(reply)
    if reply.ts:
        try:
            change(client, reply.channel, reply.ts, message, metadata=metadata)
            return reply.ts
        except SlackApiError as error:
            if failure(error).code != "message_not_found":
                raise
    return post(client, reply.channel, message, asked.thread_ts, metadata=metadata)


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload")
    mine = metadata.get("event_type") == EVENT_TYPE and isinstance(payload, dict)
    return payload if mine and isinstance(payload, dict) else {}


def _metadata(reply: Reply) -> dict[str, Any]:
    return {
        "event_type": EVENT_TYPE,
        "event_payload": {"reply": reply.id, "version": reply.version},
    }


def _react(call: Any, asked: Inquiry) -> None:
    if asked.message_ts is None or not in_channel(asked):
        return
    try:
        call(channel=asked.channel, timestamp=asked.message_ts, name=EYES)
    except CALL_ERRORS as error:
        log.debug("inquiry %s: no reaction (%s)", asked.id, failure(error).code)
