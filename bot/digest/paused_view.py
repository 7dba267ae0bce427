"""Why a digest is paused, in words, and what its owner is told."""

from __future__ import annotations

from bot.i18n import N_, gettext
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Message
from bot.slack.text import channel_link

_PAUSED = {
    "is_archived": N_("the channel is archived"),
    "channel_not_found": N_("the channel is gone, or I am not in it any more"),
    "not_in_channel": N_("I am not in the channel any more"),
    "account_inactive": N_("the account of its owner is deactivated"),
    "user_not_found": N_("the person is not in this workspace any more"),
    "user_disabled": N_("the account is deactivated"),
    "unknown_time_zone": N_("its time zone is not known any more"),
    "ext_shared": N_("people from outside your workspace are in the channel"),
    "restricted_action": N_("the workspace’s settings do not let me write there"),
    "restricted_action_read_only_channel": N_("the channel is read-only for me"),
    "restricted_action_thread_only_channel": N_("the channel takes replies in threads only"),
    "messages_tab_disabled": N_("direct messages with me are switched off"),
    "no_permission": N_("the workspace’s settings do not let me write there"),
    "cannot_dm_bot": N_("I cannot write to that person"),
}

_BY_ITSELF = {
    "is_archived": N_("It goes on when the channel is there again and I am in it."),
    "channel_not_found": N_("It goes on when somebody invites me again."),
    "not_in_channel": N_("It goes on when somebody invites me again."),
    "ext_shared": N_("It goes on when they have left."),
}
"""After which pauses a digest goes on without anybody's doing."""

_BY_ITS_OWNER = N_("Nothing is posted until you let it go on.")


def paused_message(channel: str, why: str) -> Message:
    """To the owner of a digest that cannot be delivered."""
    reason, link = why_paused(why), channel_link(channel)
    if link:
        paused = gettext(
            "*Your digest in {channel} is paused:* {reason}.", channel=link, reason=reason
        )
    else:
        paused = gettext("*Your digest is paused:* {reason}.", reason=reason)
    ends = gettext(_BY_ITSELF.get(why, _BY_ITS_OWNER))
    change = gettext("To change or stop it, write `/onrecord digest` here.")
    plain = gettext("Your digest is paused: {reason}.", reason=reason)
    return fit(Message(plain, [blocks.section(f"{paused} {ends} {change}")]))


def why_paused(why: str) -> str:
    """Why the bot paused a digest, in words: `why` is Slack's error code, or one of ours."""
    if why in _PAUSED:
        return gettext(_PAUSED[why])
    return gettext("Slack says {code}", code=mrkdwn.quote(why, 80))
