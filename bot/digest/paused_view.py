"""Why a digest is paused, in words, and what its owner is told."""

from __future__ import annotations

from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Message
from bot.slack.text import channel_link

_PAUSED = {
    "is_archived": "the channel is archived",
    "channel_not_found": "the channel is gone, or I am not in it any more",
    "not_in_channel": "I am not in the channel any more",
    "account_inactive": "the account of its owner is deactivated",
    "user_not_found": "the person is not in this workspace any more",
    "user_disabled": "the account is deactivated",
    "unknown_time_zone": "its time zone is not known any more",
    "ext_shared": "people from outside your workspace are in the channel",
    "restricted_action": "the workspace’s settings do not let me write there",
    "restricted_action_read_only_channel": "the channel is read-only for me",
    "restricted_action_thread_only_channel": "the channel takes replies in threads only",
    "messages_tab_disabled": "direct messages with me are switched off",
    "no_permission": "the workspace’s settings do not let me write there",
    "cannot_dm_bot": "I cannot write to that person",
}

_BY_ITSELF = {
    "is_archived": "when the channel is there again and I am in it",
    "channel_not_found": "when somebody invites me again",
    "not_in_channel": "when somebody invites me again",
    "ext_shared": "when they have left",
}
"""After which pauses a digest goes on without anybody's doing."""


def paused_message(channel: str, why: str) -> Message:
    """To the owner of a digest that cannot be delivered."""
    where = f"in {link} " if (link := channel_link(channel)) else ""
    reason = why_paused(why)
    until = _BY_ITSELF.get(why)
    ends = f"It goes on {until}" if until else "Nothing is posted until you let it go on"
    said = (
        f"*Your digest {where}is paused:* {reason}. {ends}. "
        "To change or stop it, write `/onrecord digest` here."
    )
    plain = f"Your digest is paused: {reason}."
    return fit(Message(plain, [blocks.section(said)]))


def why_paused(why: str) -> str:
    """Why the bot paused a digest, in words: `why` is Slack's error code, or one of ours."""
    return _PAUSED.get(why) or f"Slack says {mrkdwn.quote(why, 80)}"
