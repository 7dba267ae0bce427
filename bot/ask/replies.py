"""Posting, changing, finding and deleting the reply to an inquiry."""

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
    TooMuchError,
    Trouble,
    failure,
    history,
    respond,
)
from bot.slack.message import Message
from bot.slack.posting import change, post, whisper
from models import Inquiry
from models.inquiry import Delivery

log = logging.getLogger(__name__)

EVENT_TYPE = "on_record_answer"
"""The metadata that every reply carries, so that one whose receipt was lost is found again."""

PAGES = 3
"""Pages of messages after the question that are looked through for a reply."""

EYES = "eyes"


@dataclass(frozen=True, slots=True)
class Found:
    """A reply of ours that stands in Slack, and the version of the question it answers."""

    ts: str
    version: int


def send(client: WebClient, inquiry: Inquiry, message: Message) -> str | None:
    """Post the reply, or change the one that stands. Gives its ts, None where Slack gives none.

    Raises one of `slack_calls.CALL_ERRORS`. What only the asker may see goes, where the place
    does not take it, to their direct messages.
    """
    if inquiry.delivery in (Delivery.THREAD, Delivery.FLAT):
        return _post(client, inquiry, message)
    if inquiry.delivery == Delivery.RESPONSE and inquiry.response_url:
        try:
            thread = {"thread_ts": inquiry.thread_ts} if inquiry.thread_ts else {}
            respond(inquiry.response_url, message, **thread)
            return None
        except ResponseError as error:
            if not error.expired:
                raise
            log.info("inquiry %s: the response_url has expired", inquiry.id)
    try:
        whisper(
            client, inquiry.channel, inquiry.asker, message, inquiry.thread_ts, _metadata(inquiry)
        )
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        post(client, inquiry.asker, message, metadata=_metadata(inquiry))
    return None


def take_back(client: WebClient, inquiry: Inquiry) -> None:
    """Delete the reply, if it still stands."""
    try:
        client.chat_delete(channel=inquiry.channel, ts=str(inquiry.reply_ts))
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        log.info("inquiry %s: the reply was not deleted (%s)", inquiry.id, failure(error).code)


def find(client: WebClient, inquiry: Inquiry) -> Found | None:
    """The newest reply to this inquiry that stands in Slack.

    None also where it may not be looked for: reading channels needs a scope that the base
    manifest leaves out, and what only one person sees is in no history.
    """
    if inquiry.delivery not in (Delivery.THREAD, Delivery.FLAT) or inquiry.message_ts is None:
        return None
    found = None
    seen = history(
        client, inquiry.channel, inquiry.thread_ts, oldest=inquiry.message_ts, pages=PAGES
    )
    try:
        with suppress(TooMuchError):  # then what was found so far has to do
            for message in seen:
                payload = _payload(message)
                if payload.get("inquiry") == inquiry.id:
                    version = int(payload.get("version") or 0)
                    if found is None or version >= found.version:
                        found = Found(str(message["ts"]), version)
    except SlackApiError as error:
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        log.info("inquiry %s: cannot look for a reply (%s)", inquiry.id, failure(error).code)
        return None
    return found


def show_eyes(client: WebClient, inquiry: Inquiry) -> None:
    """Put 👀 on the question while it is worked on. It never matters whether that worked."""
    _react(client.reactions_add, inquiry)


def remove_eyes(client: WebClient, inquiry: Inquiry) -> None:
    _react(client.reactions_remove, inquiry)


def _post(client: WebClient, inquiry: Inquiry, message: Message) -> str | None:
    if inquiry.reply_ts:
        try:
            change(client, inquiry.channel, inquiry.reply_ts, message, metadata=_metadata(inquiry))
            return inquiry.reply_ts
        except SlackApiError as error:
            if failure(error).code != "message_not_found":
                raise
    return post(client, inquiry.channel, message, inquiry.thread_ts, metadata=_metadata(inquiry))


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload")
    mine = metadata.get("event_type") == EVENT_TYPE and isinstance(payload, dict)
    return payload if mine and isinstance(payload, dict) else {}


def _metadata(inquiry: Inquiry) -> dict[str, Any]:
    return {
        "event_type": EVENT_TYPE,
        "event_payload": {"inquiry": inquiry.id, "version": inquiry.version},
    }


def _react(call: Any, inquiry: Inquiry) -> None:
    if inquiry.message_ts is None or inquiry.delivery not in (Delivery.THREAD, Delivery.FLAT):
        return
    try:
        call(channel=inquiry.channel, timestamp=inquiry.message_ts, name=EYES)
    except CALL_ERRORS as error:
        log.debug("inquiry %s: no reaction (%s)", inquiry.id, failure(error).code)
