"""The words about a closed desk channel: why it is closed, and what replaces a message in it."""

from __future__ import annotations

from bot.slack import blocks
from bot.slack.message import Message
from bot.slack.text import channel_link, quote

SET_ANOTHER = "python -m bot workspace --desk-channel CHANNEL"

_WHY = {
    "ext_shared": "people from outside this workspace read it",
    "is_archived": "it is archived",
    "channel_not_found": "it is gone, or I am not in it",
    "not_in_channel": "I am not in it",
    "missing_scope": "I lack the permission to see who reads it",
}

_TODO = {
    "ext_shared": "Choose a channel of this workspace alone",
    "is_archived": "Unarchive it, or choose another one",
    "channel_not_found": "Invite me there with /invite, or choose another one",
    "not_in_channel": "Invite me there with /invite, or choose another one",
    "missing_scope": "Install the app again from its manifest",
}

TAKEN_AWAY = Message(
    "This was taken away: people from outside the workspace read this channel.",
    [
        blocks.section(
            "This was taken away: people from outside the workspace read this channel. "
            "Editors find it in their Home tab and with `/onrecord queue`."
        )
    ],
)
"""The message that replaces one of the desk's in a channel that outsiders read."""


def why(code: str) -> str:
    """Why nothing is posted in a channel, in words; `code` is Slack's error code, or ours."""
    return _WHY.get(code) or f"Slack says {quote(code, 80)}"


def todo(code: str) -> str:
    """What to do about it: a sentence without its full stop."""
    return _TODO.get(code, "Choose another one")


def closed(channel: str, code: str) -> Message:
    """Tells an editor that from now on nothing is posted in the desk's channel."""
    link = channel_link(channel)
    where = f" ({link})" if link else ""
    said = (
        f"*Nothing is posted in the desk’s channel for now:* {why(code)}{where}. "
        "Reports, questions and reviews come to editors as direct messages, and wait in their "
        f"Home tab. {todo(code)}: `{SET_ANOTHER}`."
    )
    plain = f"Nothing is posted in the desk’s channel for now: {why(code)}."
    return Message(plain, [blocks.section(said)])
