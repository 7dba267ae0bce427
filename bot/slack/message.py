"""A message, as every view returns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]

STATEMENT = 300
"""How much of what somebody wrote is shown, in UTF-16 code units."""


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message.

    `text` is the fallback that notifications, screen readers and search use; it is escaped like
    any mrkdwn. `blocks` may be empty. Nothing may unfurl: `bot.slack.posting` sets `unfurl_links`
    and `unfurl_media` to False and leaves `parse` and `link_names` off.
    """

    text: str
    blocks: list[Block]
