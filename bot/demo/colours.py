"""What the terminal demo prints: in colour on a terminal, as plain text into a pipe.

With NO_COLOR set (no-color.org), or on a terminal that has none, there is no colour either.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from bot.language.invisible import visible
from bot.slack.plain import BOLD

STRONG, SOFT, END = "\ue000", "\ue001", "\ue002"
"""Put around words before the lines are broken; private characters, taken out of stored text."""

_STAR, _LINE = "\ue003", "\ue004"
"""For an asterisk or underscore inside bold words, which would be read as a mark a second time."""

_MARKS = re.compile(f"[{STRONG}{SOFT}{END}{_STAR}{_LINE}]")
_STYLES = {STRONG: "bold", SOFT: "dim"}
_PATTERNS = (
    (r"\[ [^\[\]\n]+ \]", "bold cyan"),  # a button
    (r"https?://[^\s)]+", "blue"),
    (r"(?m)^\s*(?:⚠️|⚠|❗).*$", "yellow"),
    (r"(?m)^#\S+ · .*$", "bold green"),  # who speaks, and where
)

Say = Callable[[str], object]


def has_colour(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colours may be written there."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def printer(stream: TextIO | None = None) -> Say:
    """Gives what prints a text, with its marks as colours or without them."""
    if not has_colour(sys.stdout):
        return lambda text: print(_MARKS.sub("", text), flush=True)
    from rich.console import Console

    # Not sys.stdout, which makes every control character visible: the text's own are made so here.
    out = Console(file=stream or sys.__stdout__, highlight=False, soft_wrap=True)
    return lambda text: out.print(coloured(text))


def marked(blocks: list[Any]) -> list[Any]:
    """Blocks whose bold words and small print have marks around them."""
    return [_marked(block, block.get("type", "")) for block in blocks]


def coloured(text: str) -> Any:
    """The text with its marks as styles, for rich."""
    from rich.text import Text

    made, style = Text(), ""
    shown = visible(text).replace(_STAR, "*").replace(_LINE, "_")
    for part in re.split(f"([{STRONG}{SOFT}{END}])", shown):
        if _MARKS.fullmatch(part):
            style = _STYLES.get(part, "")
        else:
            made.append(part, style)
    for pattern, name in _PATTERNS:
        made.highlight_regex(pattern, name)
    return made


def _kept(words: str) -> str:
    return words.replace("*", _STAR).replace("_", _LINE)


def _marked(part: Any, kind: str) -> Any:
    if isinstance(part, list):
        return [_marked(one, kind) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") in ("mrkdwn", "plain_text"):
        text = _MARKS.sub("", part["text"])
        if kind == "context":
            text = f"{SOFT}{text}{END}"
        elif part["type"] == "mrkdwn":
            text = BOLD.sub(lambda m: f"{STRONG}{_kept(m[1])}{END}" if m[1] else m[0], text)
        return {**part, "text": text}
    return {name: _marked(value, kind) for name, value in part.items()}
