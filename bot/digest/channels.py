"""Whether a digest may be posted in a channel."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.digest import form_view as shown
from bot.refusal import RefusalError
from bot.slack.channels import has_outsiders
from bot.slack.client import Trouble, failure, is_unsupported
from bot.slack.installations import Installation

_SENTENCES = {
    "channel_not_found": shown.INVITE_FIRST,
    "not_in_channel": shown.INVITE_FIRST,
    "is_archived": shown.ARCHIVED,
}
"""For the rest, as the messages of several people, to which an app cannot be invited."""


def check(installation: Installation, channel: str) -> None:
    """Raises RefusalError unless the bot is in the channel and no one from outside the workspace
    is.

    A server without this Slack method is an emulator; sending then shows whether it works.
    """
    try:
        told: dict[str, Any] = (
            installation.client.conversations_info(channel=channel).get("channel") or {}
        )
    except SlackApiError as error:
        if is_unsupported(error):
            return
        if failure(error).trouble is not Trouble.REFUSED:
            raise
        raise RefusalError(_SENTENCES.get(failure(error).code, shown.NOT_HERE)) from None
    if told.get("is_archived"):
        raise RefusalError(shown.ARCHIVED)
    if has_outsiders(told):
        raise RefusalError(shown.OUTSIDERS)
    if told.get("is_member") is False:
        raise RefusalError(shown.INVITE_FIRST)
