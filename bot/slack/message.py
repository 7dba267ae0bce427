"""A message, as every view returns it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]

STATEMENT = 300
"""How much of what somebody wrote is shown, in UTF-16 code units."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of what a block says in words, shown below that block where the app may upload
    files. `draw` gives it as a PNG, or None if it cannot be drawn; `alt` is plain text that says
    what it shows."""

    draw: Callable[[], bytes | None]
    alt: str


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message.

    `text` is the fallback that notifications, screen readers and search use; it is escaped like
    any mrkdwn. `blocks` may be empty. Nothing may unfurl: `bot.slack.posting` sets `unfurl_links`
    and `unfurl_media` to False and leaves `parse` and `link_names` off. `pictures` are those that
    `bot.slack.pictures` may add, by the id of the block below which each belongs.
    """

    text: str
    blocks: list[Block]
    pictures: Mapping[str, Picture] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal, and the pictures that may be added to it, as in a Message."""

    view: View
    pictures: Mapping[str, Picture] = field(default_factory=dict)
