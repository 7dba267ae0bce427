"""What a person types, as Slack stores it: mentions, channels and links between angle brackets.

docs.slack.dev/messaging/formatting-message-text: `& < >` become entities, a name that was picked
from the list becomes `<@U…>` or `<#C…|name>`, an address becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ADDRESS = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)'\"”’]")


def composed(typed: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """The text of a message; `people` and `channels` give the id for a name as it is typed after
    @ and #. A name in no list stays text."""
    names = {f"@{name}".casefold(): f"<@{key}>" for name, key in people.items()}
    names |= {f"#{name}".casefold(): f"<#{key}|{name}>" for name, key in channels.items()}
    longest_first = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first)
    found = re.compile(rf"{_ADDRESS.pattern}|(?<![\w@#])(?:{either})(?!\w)", re.IGNORECASE)
    made, at = [], 0
    for match in found.finditer(typed):
        made.append(escaped(typed[at : match.start()]))
        word = match[0]
        made.append(names.get(word.casefold()) or f"<{escaped(word)}>")
        at = match.end()
    return "".join([*made, escaped(typed[at:])])


def escaped(text: str) -> str:
    """The text with Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
