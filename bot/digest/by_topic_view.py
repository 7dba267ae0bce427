"""The topics of which something changed, on the Home tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask import words
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.message import Block

FOLLOW_TOPIC: Final = ActionId("follow_topic")

LISTED = 6

GONE = "No claim on record has this topic any more."


@dataclass(frozen=True, slots=True)
class Changed:
    """A topic with the number of its claims that are new or changed. `short` is its name in a
    button; `followed`: the person's digest tells of it already."""

    short: str
    name: str
    count: int
    followed: bool = False


def by_topic(changed: Sequence[Changed]) -> list[Block]:
    """The topics, each with a button to follow it; no blocks if there are none."""
    if not changed:
        return []
    body: list[Block] = [blocks.section("*By topic: new or changed in the last seven days*")]
    body += [_row(one) for one in changed[:LISTED]]
    left = len(changed) - LISTED
    more = f"and {writing.count(left, 'more topic')}. " if left > 0 else ""
    body.append(
        blocks.context(f"{more}What is on record on a topic: `/onrecord find` and its name")
    )
    return body


def _row(one: Changed) -> Block:
    name = mrkdwn.quote(one.name, words.NAME) or "(no text)"
    said = f"• *{name}*: {writing.count(one.count, 'claim')}"
    if one.followed:
        return blocks.section(f"{said} (in your digest)")
    button = blocks.button("Follow", FOLLOW_TOPIC, blocks.button_value(topic=one.short))
    return blocks.section(said, button)
