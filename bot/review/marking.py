"""A sentence of a document with the words of a speaker marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.i18n import gettext
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    pass


SENTENCE = 420
"""How much of a sentence is shown, in UTF-16 code units."""


_LEAST = 60
"""Characters around the words that are shown in any case."""


_EDGES = re.compile(r"^\s*(.*?)\s*$", re.DOTALL)


def marked(sentence: str, spans: Sequence[tuple[int, int]], marks: tuple[str, str]) -> str:
    """A sentence with spans of it between marks. If it is too long, the rest is cut first."""
    room = max(_LEAST, (SENTENCE - sum(high - low for low, high in spans)) // (len(spans) + 1))
    pieces: list[str] = []
    at = 0
    for low, high in spans:
        pieces.append(_between(sentence[at:low], room, first=at == 0))
        found = _EDGES.match(sentence[max(low, at) : high])
        words_said = mrkdwn.quote(found[1] if found else "", SENTENCE)
        pieces.append(words_said.join(marks) if words_said else "")
        at = max(at, high)
    pieces.append(_between(sentence[at:], room, last=True))
    return "".join(pieces).strip() or gettext("(no text)")


def _between(text: str, room: int, *, first: bool = False, last: bool = False) -> str:
    """The text around the words, escaped, with runs of spaces joined."""
    flat = re.sub(r"\s+", " ", text)
    if len(flat) > room:
        flat = "… " + flat[-room:].split(" ", 1)[-1] if first else _cut_inside(flat, room, last)
    return mrkdwn.escape(flat)


def _cut_inside(flat: str, room: int, last: bool) -> str:
    if last:
        return flat[:room].rsplit(" ", 1)[0] + " …"
    return flat[: room // 2].rsplit(" ", 1)[0] + " … " + flat[-room // 2 :].split(" ", 1)[-1]
