"""What every renderer returns, and what it is told about the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]

# How much of a text a card shows, in UTF-16 code units: what a phone shows without scrolling.
STATEMENT = 300
CLAIM = 600


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message.

    `text` is the fallback that notifications, screen readers and search use; it is escaped like
    any mrkdwn. `blocks` may be empty. Nothing may unfurl: whoever posts it sets `unfurl_links`
    and `unfurl_media` to False and leaves `parse` and `link_names` off.
    """

    text: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class CardContext:
    """Where and to whom an answer is shown.

    The answer is to statement `position` of `total` (from 1); of several, and where only the
    asker sees the reply (`ephemeral`), the statement is quoted above it. `note` is a sentence of
    ours for the top, plain text. `menu`: with what an editor may do with the claim.
    """

    inquiry_id: str
    ephemeral: bool
    position: int
    total: int
    can_share: bool
    today: date
    note: str = ""
    menu: bool = False
