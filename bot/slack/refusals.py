"""The sentences that refuse something, each with what to do. Plain text unless a function says
mrkdwn. Those that are marked with `N_` are translated where they are shown: by RefusalError, and by
`bot.slack.notice.sentence`.
"""

from __future__ import annotations

from typing import Final

from bot.i18n import N_, gettext
from bot.slack.message import STATEMENT
from bot.slack.text import quote

STALE: Final = N_("That button is from an older message. Ask again to get a new one.")
NOT_YOURS: Final = N_("Only the person who asked can do that. Ask it yourself with /onrecord.")
EDITORS_ONLY: Final = N_(
    "Only editors decide that for everybody. Your own report is noted; thank you."
)
NOT_AN_EDITOR: Final = N_(
    "Thank you, but only this desk's editors decide what goes on record. "
    "They are set for the workspace; without a list they are its Slack admins and owners."
)
NOT_SHOWN: Final = N_("That claim is no longer on record here. Ask again to see what is.")
NOT_A_CANDIDATE: Final = N_(
    "That claim was not among those to choose from. Ask again to get a new list."
)
ALREADY_SHARED: Final = N_("This answer is already shared with the channel.")
NOT_SHAREABLE: Final = N_(
    "This answer cannot be shared from here. Ask in a channel with /onrecord."
)
OUTSIDERS_HERE: Final = N_(
    "People from outside your workspace are in this channel, so the answer cannot be shared here."
)
CHANNEL_UNSEEN: Final = N_(
    "I cannot see who is in this channel, so I do not share there. "
    "Invite me with /invite, then press the button again."
)
UNKNOWN_PERSON: Final = N_(
    "Slack does not say just now whether you belong to this workspace, so I show you nothing of "
    "its record. Try again in a minute."
)
TOO_LATE: Final = N_("That took too long. Please try it again.")
LOCKED_OUT: Final = N_(
    "Slack does not let me do anything in this workspace just now. Ask your administrator to look "
    "at the app's token; what waits is sent as soon as it works again."
)
SLACK_BUSY: Final = N_("Slack did not take that just now. Try again in a minute.")
NO_SUCH_NUMBER: Final = N_("There is nothing of that number on this desk’s record.")
UNKNOWN_BUTTON: Final = N_(
    "That button is from an older version of me. Ask again to get a new one."
)

NOTE_OUTSIDERS: Final = N_(
    "People from outside your workspace are in this channel, so only you can see this answer."
)
NOTE_SHARED: Final = N_("Shared with the channel.")
NOT_IN_TIME: Final = N_("Slack has not taken my answer for a day. Ask again.")

# By Slack's error code, why it does not take a reply, in words for the person who asked.
_NOT_TAKEN: Final = {
    "channel_not_found": N_("I cannot see that channel. Invite me there with /invite."),
    "not_in_channel": N_("I am not in that channel. Invite me there with /invite."),
    "is_archived": N_("That channel is archived."),
    "restricted_action": N_("The workspace's settings do not let me write there."),
    "restricted_action_read_only_channel": N_("That channel is read-only."),
    "restricted_action_thread_only_channel": N_("That channel takes replies in threads only."),
    "missing_scope": N_("The app lacks a permission. Ask your administrator to reinstall it."),
}


def not_taken(code: str) -> str:
    """Why Slack does not take a message, in words; `code` is Slack's error code."""
    if code in _NOT_TAKEN:
        return gettext(_NOT_TAKEN[code])
    return gettext("Slack does not take my message ({code}).", code=code)


def not_answered(statement: str, why: str) -> str:
    """For a person whose question we could read, but not answer where it was asked; mrkdwn."""
    said = quote(statement, STATEMENT)
    return gettext("I could not answer you: “{statement}”. {why}", statement=said, why=why)
