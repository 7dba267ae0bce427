"""The sentences that refuse something, each with what to do. Plain text unless a function says
mrkdwn.
"""

from __future__ import annotations

from typing import Final

from bot.slack.message import STATEMENT
from bot.slack.text import quote

STALE: Final = "That button is from an older message. Ask again to get a new one."
NOT_YOURS: Final = "Only the person who asked can do that. Ask it yourself with /onrecord."
EDITORS_ONLY: Final = "Only editors decide that for everybody. Your own report is noted; thank you."
NOT_AN_EDITOR: Final = (
    "Thank you, but only this desk's editors decide what goes on record. "
    "They are set for the workspace; without a list they are its Slack admins and owners."
)
NOT_SHOWN: Final = "That claim is no longer on record here. Ask again to see what is."
NOT_A_CANDIDATE: Final = (
    "That claim was not among those to choose from. Ask again to get a new list."
)
ALREADY_SHARED: Final = "This answer is already shared with the channel."
NOT_SHAREABLE: Final = "This answer cannot be shared from here. Ask in a channel with /onrecord."
OUTSIDERS_HERE: Final = (
    "People from outside your workspace are in this channel, so the answer cannot be shared here."
)
CHANNEL_UNSEEN: Final = (
    "I cannot see who is in this channel, so I do not share there. "
    "Invite me with /invite, then press the button again."
)
UNKNOWN_PERSON: Final = (
    "Slack does not say just now whether you belong to this workspace, so I show you nothing of "
    "its record. Try again in a minute."
)
TOO_LATE: Final = "That took too long. Please try it again."
LOCKED_OUT: Final = (
    "Slack does not let me do anything in this workspace just now. Ask your administrator to look "
    "at the app's token; what waits is sent as soon as it works again."
)
SLACK_BUSY: Final = "Slack did not take that just now. Try again in a minute."
NO_SUCH_NUMBER: Final = "There is nothing of that number on this desk’s record."
UNKNOWN_BUTTON: Final = "That button is from an older version of me. Ask again to get a new one."

NOTE_OUTSIDERS: Final = (
    "People from outside your workspace are in this channel, so only you can see this answer."
)
NOTE_SHARED: Final = "Shared with the channel."
NOT_IN_TIME: Final = "Slack has not taken my answer for a day. Ask again."

# By Slack's error code, why it does not take a reply, in words for the person who asked.
_NOT_TAKEN: Final = {
    "channel_not_found": "I cannot see that channel. Invite me there with /invite.",
    "not_in_channel": "I am not in that channel. Invite me there with /invite.",
    "is_archived": "That channel is archived.",
    "restricted_action": "The workspace's settings do not let me write there.",
    "restricted_action_read_only_channel": "That channel is read-only.",
    "restricted_action_thread_only_channel": "That channel takes replies in threads only.",
    "missing_scope": "The app lacks a permission. Ask your administrator to reinstall it.",
}


def not_taken(code: str) -> str:
    """Why Slack does not take a message, in words; `code` is Slack's error code."""
    return _NOT_TAKEN.get(code, f"Slack does not take my message ({code}).")


def not_answered(statement: str, why: str) -> str:
    """For a person whose question we could read, but not answer where it was asked; mrkdwn."""
    return f"I could not answer you: “{quote(statement, STATEMENT)}”. {why}"
