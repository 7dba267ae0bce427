"""Whether people from outside the workspace read a channel.

The bot asks Slack before it posts, because Slack may not have told it yet that a channel was
shared. For digests it asks about all channels at once: Slack takes about fifty such calls a minute,
and a desk may have hundreds of channels that get their digest at nine.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.client import CALL_ERRORS, Failure, Trouble, WithheldError, failure, is_unsupported

log = logging.getLogger(__name__)

REMEMBERED = 60.0
"""Seconds for which Slack's reply is used."""

PAGE = 200
PAGES = 50
"""Pages of channels that are read; Slack is asked about any further channels one by one."""


_OUTSIDE = (
    "is_ext_shared",
    "is_pending_ext_shared",
    "is_org_shared",
    "is_global_shared",
    "is_shared",
)
"""Shared with another company (or about to be), or with other workspaces of one organisation: the
record is its workspace's alone (docs.slack.dev/reference/objects/conversation-object)."""


def has_outsiders(channel: Mapping[str, Any]) -> bool:
    """Whether people from outside the workspace read a channel; `channel` is Slack's object."""
    return any(channel.get(name) for name in _OUTSIDE)


def why_closed(client: WebClient, channel: str) -> Failure | None:
    """Ask Slack now why the bot may not post in a channel; None if it may.

    A channel is closed if outsiders read it (OUTSIDERS), if it is archived, and if the bot is not
    in it or cannot see it. It is also closed if Slack does not answer; then the failure's trouble
    is not REFUSED. A direct message is open.
    """
    if not channel.startswith(("C", "G")):
        return None
    try:
        told = _asked(partial(_info, client, channel))
    except WithheldError as error:
        return error.failed
    if has_outsiders(told):
        return Failure(Trouble.REFUSED, OUTSIDERS)
    if told.get("is_archived"):
        return Failure(Trouble.REFUSED, "is_archived")
    if told.get("is_member") is False:
        return Failure(Trouble.REFUSED, "not_in_channel")
    return None


class OurChannels:
    """What Slack said about the channels that the bot is in, kept for a short time."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._asking = threading.Lock()
        self._shared: dict[int, dict[str, bool]] = {}
        self._until: dict[int, float] = {}

    def check(self, client: WebClient, workspace_id: int, channel: str) -> None:
        """Raises WithheldError unless only our own people read the channel, as is so for a direct
        message."""
        if not channel.startswith(("C", "G")):
            return
        with self._asking:
            now = self._seconds()
            if self._until.get(workspace_id, now) <= now:
                self._shared[workspace_id] = _all(client)
                self._until[workspace_id] = now + REMEMBERED
            known = self._shared[workspace_id]
            if channel not in known:
                known[channel] = has_outsiders(_asked(partial(_info, client, channel)))
            if known[channel]:
                raise WithheldError(Failure(Trouble.REFUSED, OUTSIDERS))


def _all(client: WebClient) -> dict[str, bool]:
    """The channels that the bot is in, and for each whether outsiders read it."""
    found: dict[str, bool] = {}
    cursor = None
    for _ in range(PAGES):
        told = _asked(partial(_page, client, cursor))
        for channel in told.get("channels") or []:
            found[str(channel.get("id"))] = has_outsiders(channel)
        cursor = (told.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found


def _page(client: WebClient, cursor: str | None) -> Mapping[str, Any]:
    kinds = "public_channel,private_channel"
    told = client.users_conversations(types=kinds, limit=PAGE, cursor=cursor)
    return told.data if isinstance(told.data, dict) else {}


def _info(client: WebClient, channel: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = client.conversations_info(channel=channel).get("channel") or {}
    if not told:
        raise WithheldError(Failure(Trouble.NOT_SENT, "nothing told"))
    return told


def _asked(ask: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Slack's reply. Raises WithheldError if Slack does not give one. An emulator without the
    method has no outsiders either."""
    try:
        return ask()
    except CALL_ERRORS as error:
        if isinstance(error, SlackApiError) and is_unsupported(error):
            return {}
        failed = failure(error)
        # A lost answer to this question leaves no doubt: nothing was posted.
        unclear = failed.trouble is Trouble.UNCLEAR
        trouble = Trouble.NOT_SENT if unclear else failed.trouble
        raise WithheldError(Failure(trouble, failed.code, failed.wait)) from None


OUTSIDERS = "ext_shared"
"""The code for a channel that people from outside the workspace read."""


NOBODY = frozenset({"user_not_found", "user_disabled"})
"""Slack's error codes for a person who has left or does not exist."""


NEVER_AGAIN = frozenset(
    {
        OUTSIDERS,
        *NOBODY,
        "is_archived",
        "channel_not_found",
        "not_in_channel",
        "cannot_dm_bot",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "messages_tab_disabled",
        "no_permission",
    }
)
"""Error codes after which a channel or person gets no digest until a person changes something."""
