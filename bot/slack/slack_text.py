"""The words of rich text and of mrkdwn, as plain text; and the links in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

Fields = dict[str, Any]

LINKS = 5
"""Links of one message that are offered."""


def text_of(rich_text: Fields) -> str:
    """A rich text object's words: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    return "\n".join(_blocks(rich_text.get("elements"))).strip("\n")


def links_alone(text: str) -> list[str]:
    """The addresses of pages in a message's mrkdwn, if it has nothing else; otherwise an empty
    list. One of a message in Slack is no page's."""
    if re.search(r"[^\W_]", without_links(text)):
        return []
    return [one for one in links(text) if not is_permalink(one)][:LINKS]


def is_permalink(address: str) -> bool:
    """Whether an address leads to a message in Slack."""
    return _PERMALINK.match(address) is not None


def links(text: str) -> list[str]:
    """The addresses in mrkdwn, each once."""
    return list(dict.fromkeys(html.unescape(found) for found in _LINK.findall(text)))


def without_links(text: str) -> str:
    """Mrkdwn without its addresses and their labels."""
    return _LINK.sub(" ", text)


def address_alone(text: str) -> str | None:
    """The address, if a command's text is one and nothing else; otherwise None."""
    found = re.fullmatch(r"\s*<?(https?://[^\s<>|]+)(?:\|[^<>]*)?>?\s*", text, re.IGNORECASE)
    return found[1] if found else None


def as_typed(text: str) -> str:
    """A command's text with people, groups and channels as they were typed ("@ida", "#kursk"):
    where the app's manifest says `should_escape`, Slack writes `<@U…|ida>`, `<#C…|kursk>` and
    `<!subteam^S…|@desk>` instead. Those without a name are left out; links stay as they are."""
    return _NAMED.sub(lambda found: _name(found["sign"], found["name"] or ""), text)


def unmarked(text: str) -> str:
    """Mrkdwn as people read it: links and days as their labels, entities as their characters."""
    shown = re.sub(r"<([^<>|]*)\|([^<>]*)>", r"\2", text)
    shown = re.sub(r"<!(here|channel|everyone)>", r"@\1", shown)
    shown = re.sub(r"<![^<>|]*>", "", shown)  # a day or a group without its name
    return html.unescape(re.sub(r"<([^<>|]*)>", r"\1", shown))


_NAMED = re.compile(r"<(?P<sign>[@#!])(?P<id>[^<>|\s]+)(?:\|(?P<name>[^<>\n]*))?>")


def _name(sign: str, name: str) -> str:
    return ("" if sign == "!" or name.startswith(sign) or not name else sign) + name


def _blocks(elements: Any, depth: int = 0) -> Iterator[str]:
    for element in _fields(elements) if depth < _DEPTH else ():
        if element.get("type") == "rich_text_list":
            yield from _blocks(element.get("elements"), depth + 1)
        else:
            yield "".join(_word(one) for one in _fields(element.get("elements")))


def _fields(elements: Any) -> list[Fields]:
    """Those of a list that are objects; Slack sends no others."""
    return [one for one in elements if isinstance(one, dict)] if isinstance(elements, list) else []


def _word(element: Fields) -> str:
    kind = element.get("type")
    if kind == "text":
        return str(element.get("text") or "")
    if kind == "link":
        return str(element.get("text") or element.get("url") or "")
    if kind == "emoji":
        return _emoji(element)
    if kind == "date":
        return str(element.get("fallback") or _day(element.get("timestamp")))
    if kind in ("user", "channel", "usergroup"):
        sign = "#" if kind == "channel" else "@"
        return f"{sign}{element.get(f'{kind}_id') or ''}"
    if kind == "broadcast":
        return f"@{element.get('range') or ''}"
    return str(element.get("fallback") or element.get("value") or "")


def _day(timestamp: Any) -> str:
    """The day, in UTC, of a time in seconds: for an app that gave no text for it."""
    try:
        day = datetime.fromtimestamp(int(timestamp), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
    return f"{day.day} {day:%B} {day.year}"


def _emoji(element: Fields) -> str:
    try:
        return "".join(chr(int(part, 16)) for part in str(element["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{element.get('name') or ''}:"


_LINK = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_PERMALINK = re.compile(
    r"https://(?:[\w-]+\.){1,3}slack(?:-gov)?\.com/archives/\w+/p\d+", re.IGNORECASE
)
_DEPTH = 6
