"""Posting, whispering and changing messages in Slack: the one way in which ours get there."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.message import Message


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
    return client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        unfurl_links=False,
        unfurl_media=False,
        **_content(message),
        **more,
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
    client.chat_postEphemeral(
        channel=channel, user=user, thread_ts=thread_ts, metadata=metadata, **_content(message)
    )


def change(client: WebClient, channel: str, ts: str, message: Message, **more: Any) -> None:
    """Replace the whole of a message of ours."""
    client.chat_update(channel=channel, ts=ts, **_content(message), **more)


def _content(message: Message) -> dict[str, Any]:
    """The fields of the call; empty blocks remove those of a message that is changed."""
    return {"text": message.text, "blocks": message.blocks}
