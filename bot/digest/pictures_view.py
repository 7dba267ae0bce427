"""The pictures of a digest: how the first of the figures that moved did so."""

from __future__ import annotations

from collections.abc import Iterable

from bot.ask.figures_view import moving
from bot.digest.values import Digest, Line
from bot.slack.message import Block, Picture

MOST = 3
"""Pictures in one digest: more would push its words out of sight."""


def moved_id(line: Line) -> str | None:
    """The id of the block with the line of a claim whose figure moved; None for other lines."""
    return f"moved-{line.claim_id}" if line.moved is not None else None


def pictures(digest: Digest, body: Iterable[Block]) -> dict[str, Picture]:
    """The first MOST pictures, in the order of the blocks, by the ids of those they belong to."""
    lines = {moved_id(line): line for topic in digest.topics for line in topic.lines}
    found: dict[str, Picture] = {}
    for name in (block.get("block_id") for block in body):
        moved = lines[name].moved if name in lines else None
        picture = moving(moved.figures) if moved is not None else None
        if picture is not None and len(found) < MOST:
            found[str(name)] = picture
    return found
