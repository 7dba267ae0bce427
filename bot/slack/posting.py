"""Posting, whispering and changing messages in Slack: the one way in which ours get there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.i18n import gettext
from bot.slack.blocks import context
from bot.slack.client import CALL_ERRORS, failure, respond
from bot.slack.limits import MESSAGE_BLOCKS, fit
from bot.slack.message import Message

log = logging.getLogger(__name__)

TOO_LONG = "msg_blocks_too_long"
"""Slack's code for blocks that have too much in them together."""

SHORTER = (5_000, 2_000)
"""Code units of text in the blocks of a second and third try."""

_SHORTENED = "shortened"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is who pressed something: `thread_ts` is the thread's message if they were in
    a thread, and `response_url` is Slack's address for answers to them."""

    channel: str
    user: str
    thread_ts: str | None = None
    response_url: str | None = None


def post(
    client: WebClient, channel: str, message: Message, thread_ts: str | None = None, **more: Any
) -> str | None:
    """Post a message in a channel, or to a person (by user id). Gives its ts, if Slack gives one.

    Raises one of CALL_ERRORS, as all of these do.
    """
    return posted(client, channel, message, thread_ts, **more).get("ts")


def posted(
    client: WebClient, channel: str, message: Message, thread_ts: str | None = None, **more: Any
) -> SlackResponse:
    """As `post`, but gives Slack's reply: `ts`, and the `channel` of a message to a person."""
    return _taken(
        lambda content: client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            **content,
            **more,
        ),
        message,
    )


def whisper(
    client: WebClient,
    channel: str,
    user: str,
    message: Message,
    thread_ts: str | None = None,
    metadata: dict[str, Any] | None = None,
) -> None:
    """Show a message to one person in a channel."""
    _taken(
        lambda content: client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread_ts, metadata=metadata, **content
        ),
        message,
    )


def answer(client: WebClient, place: Place, message: Message) -> None:
    """Show a message to one person, in the thread that they look at.

    Slack shows what comes through a response_url at the root of the channel, below which nobody in
    a thread sees it. So in a thread the bot calls chat.postEphemeral, and takes the response_url
    where Slack does not let it: it is no member, or the channel is archived. At the root of a
    channel the response_url needs no membership and comes first.
    """
    if place.thread_ts and place.channel:
        try:
            whisper(client, place.channel, place.user, message, place.thread_ts)
            return
        except CALL_ERRORS as error:
            if not place.response_url:
                raise
            # It may have arrived all the same: twice is better for one person than not at all.
            log.info("a private answer was not put into its thread: %s", failure(error).code)
    if place.response_url:
        respond(place.response_url, message)
    elif place.channel:
        whisper(client, place.channel, place.user, message, place.thread_ts)
    else:
        post(client, place.user, message)


def change(client: WebClient, channel: str, ts: str, message: Message, **more: Any) -> None:
    """Replace the whole of a message of ours."""
    _taken(lambda content: client.chat_update(channel=channel, ts=ts, **content, **more), message)


def _taken(call: Callable[[dict[str, Any]], SlackResponse], message: Message) -> SlackResponse:
    """Slack's reply to a call with the message, or with a shorter one if it finds it too long."""
    for total in SHORTER:
        try:
            return call(_content(message))
        except SlackApiError as error:
            if failure(error).code != TOO_LONG:
                raise
            log.warning("Slack found a message too long; a shorter one is sent")
            message = _shorter(message, total)
    return call(_content(message))


def _shorter(message: Message, total: int) -> Message:
    cut = fit(message, total)
    note = context(gettext("Shortened: Slack takes no more in one message.")) | {
        "block_id": _SHORTENED
    }
    kept = [one for one in cut.blocks if one.get("block_id") != _SHORTENED]
    return replace(cut, blocks=[*kept[: MESSAGE_BLOCKS - 1], note])


def _content(message: Message) -> dict[str, Any]:
    """The fields of the call; empty blocks remove those of a message that is changed."""
    return {"text": message.text, "blocks": message.blocks}
