"""The words of a Slack message or of a rich text input, as plain text; and the links in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

Fields = dict[str, Any]

LINKS = 5
"""Links of one message that are offered."""

FEWEST_WORDS = 12
"""Words besides a link from which a message is a text of its own, and no pointer to a page."""


def text_of(rich_text: Fields) -> str:
    """A rich text object's words: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    return "\n".join(_blocks(rich_text.get("elements") or [])).strip("\n")


def words_of(message: Fields) -> str:
    """The words of a message, without Slack's mark-up; if it has none, those of its attachments."""
    rich = [one for one in message.get("blocks") or [] if one.get("type") == "rich_text"]
    text = "\n".join(text_of(one) for one in rich) or unmarked(message.get("text") or "")
    if text.strip():
        return text
    parts = [part.get("text") or part.get("fallback") for part in message.get("attachments") or []]
    return unmarked("\n".join(str(part) for part in parts if part))


def links_alone(text: str) -> list[str]:
    """The addresses in a message's mrkdwn, if it has nothing else; otherwise an empty list."""
    rest = _LINK.sub(" ", text)
    return _links(text)[:LINKS] if not re.search(r"[^\W_]", rest) else []


def what_to_add(message: Fields) -> str:
    """The address in a message that only points to a page; else the message's words."""
    text = message.get("text") or ""
    links = _links(text)
    besides = _LINK.sub(" ", text).split()
    return links[0] if len(links) == 1 and len(besides) < FEWEST_WORDS else words_of(message)


def address_alone(text: str) -> str | None:
    """The address, if a command's text is one and nothing else; otherwise None."""
    found = re.fullmatch(r"\s*<?(https?://[^\s<>|]+)(?:\|[^<>]*)?>?\s*", text, re.IGNORECASE)
    return found[1] if found else None


def unmarked(text: str) -> str:
    """Mrkdwn as people read it: links as their labels, entities as their characters."""
    shown = re.sub(r"<([^<>|]*)\|([^<>]*)>", r"\2", text)
    return html.unescape(re.sub(r"<([^<>|]*)>", r"\1", shown))


def _links(text: str) -> list[str]:
    return list(dict.fromkeys(html.unescape(found) for found in _LINK.findall(text)))


def _blocks(elements: list[Fields]) -> Iterator[str]:
    for element in elements:
        inside = element.get("elements") or []
        if element.get("type") == "rich_text_list":
            yield from _blocks(inside)
        else:
            yield "".join(_word(one) for one in inside)


def _word(element: Fields) -> str:
    kind = element.get("type")
    if kind == "text":
        return str(element.get("text") or "")
    if kind == "link":
        return str(element.get("text") or element.get("url") or "")
    if kind == "emoji":
        return _emoji(element)
    if kind in ("user", "channel", "usergroup"):
        sign = "#" if kind == "channel" else "@"
        return f"{sign}{element.get(f'{kind}_id') or ''}"
    if kind == "broadcast":
        return f"@{element.get('range') or ''}"
    return str(element.get("fallback") or element.get("value") or "")


def _emoji(element: Fields) -> str:
    try:
        return "".join(chr(int(part, 16)) for part in str(element["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{element.get('name') or ''}:"


_LINK = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)
