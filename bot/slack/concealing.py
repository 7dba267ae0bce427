"""A message as people who are no editors may read it: without the names of confidential sources."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.i18n import gettext
from bot.language.mentions import Mentions
from bot.record.concealing import without_names
from bot.slack.limits import fit
from bot.slack.message import Block, Message

_LINK = re.compile(r"<(https?://[^|>]+)(?:\|([^>]*))?>")


def cleared(message: Message, names: Mentions) -> Message:
    """The message without the names, in all its texts and in the addresses of its links; the same
    message if there are none."""
    if not names:
        return message
    return fit(Message(_text(message.text, names), cleared_blocks(message.blocks, names)))


def cleared_blocks(blocks: list[Block], names: Mentions) -> list[Block]:
    """Blocks without the names; they may have grown."""
    return [_walked(block, names) for block in blocks] if names else blocks


def _walked(value: Any, names: Mentions) -> Any:
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not _tells(key, one, names)}
        return {
            key: _text(one, names)
            if key == "text" and isinstance(one, str)
            else _walked(one, names)
            for key, one in kept.items()
        }
    if isinstance(value, list):
        return [_walked(one, names) for one in value]
    return value


def _is_text(key: str, value: Any) -> bool:
    return key in ("text", "alt_text") and isinstance(value, str)


def _tells(key: str, value: Any, names: Mentions) -> bool:
    return key == "url" and isinstance(value, str) and names.in_address(value)


def _text(text: str, names: Mentions) -> str:
    """mrkdwn or plain text: a link whose address has a name keeps its label alone."""

    def kept(found: re.Match[str]) -> str:
        address, label = found[1], found[2]
        return (
            (label or gettext("(address)"))
            if names.in_address(html.unescape(address))
            else found[0]
        )

    parts = _LINK.split(_LINK.sub(kept, text))
    if len(parts) == 1:
        return without_names(names, parts[0])
    whole = without_names(names, parts[0])
    for at in range(1, len(parts), 3):
        address, label, after = parts[at : at + 3]
        shown = f"|{without_names(names, label)}" if label else ""
        whole += f"<{address}{shown}>{without_names(names, after)}"
    return whole
