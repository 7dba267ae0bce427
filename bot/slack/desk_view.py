"""The words about a closed desk channel: why it is closed, and what replaces a message in it."""

from __future__ import annotations

from bot.i18n import N_, gettext
from bot.slack import blocks
from bot.slack.message import Message
from bot.slack.text import channel_link, quote

SET_ANOTHER = "python -m bot workspace --desk-channel CHANNEL"

_WHY = {
    "ext_shared": N_("people from outside this workspace read it"),
    "is_archived": N_("it is archived"),
    "channel_not_found": N_("it is gone, or I am not in it"),
    "not_in_channel": N_("I am not in it"),
    "missing_scope": N_("I lack the permission to see who reads it"),
}

_CHOOSE = N_("Choose another one")

_TODO = {
    "ext_shared": N_("Choose a channel of this workspace alone"),
    "is_archived": N_("Unarchive it, or choose another one"),
    "channel_not_found": N_("Invite me there with /invite, or choose another one"),
    "not_in_channel": N_("Invite me there with /invite, or choose another one"),
    "missing_scope": N_("Install the app again from its manifest"),
}


def taken_away() -> Message:
    """The message that replaces one of the desk's in a channel that outsiders read."""
    why = gettext("This was taken away: people from outside the workspace read this channel.")
    find = gettext("Editors find it in their Home tab and with `/onrecord queue`.")
    return Message(why, [blocks.section(f"{why} {find}")])


def why(code: str) -> str:
    """Why nothing is posted in a channel, in words; `code` is Slack's error code, or ours."""
    if code in _WHY:
        return gettext(_WHY[code])
    return gettext("Slack says {code}", code=quote(code, 80))


def todo(code: str) -> str:
    """What to do about it: a sentence without its full stop."""
    return gettext(_TODO.get(code, _CHOOSE))


def closed(channel: str, code: str) -> Message:
    """Tells an editor that from now on nothing is posted in the desk's channel."""
    link = channel_link(channel)
    reason = f"{why(code)} ({link})" if link else why(code)
    said = gettext(
        "*Nothing is posted in the desk’s channel for now:* {reason}. "
        "Reports, questions and reviews come to editors as direct messages, and wait in their "
        "Home tab. {todo}: `{command}`.",
        reason=reason,
        todo=todo(code),
        command=SET_ANOTHER,
    )
    plain = gettext("Nothing is posted in the desk’s channel for now: {reason}.", reason=why(code))
    return Message(plain, [blocks.section(said)])
