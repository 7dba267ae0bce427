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
WATCH_TOPIC: Final = ActionId("watch_topic")  # also below what a search for a topic found

LISTED = 6

GONE = "No claim on record has this topic any more."


@dataclass(frozen=True, slots=True)
class Changed:
    """A topic with the number of its claims that are new or changed. `short` is its name in a
    button; `followed`: the person's digest tells of it already; `watched`: they are told at
    once."""

    short: str
    name: str
    count: int
    followed: bool = False
    watched: bool = False


def watch_button(short: str) -> Block:
    """The button that watches a topic, by its short name."""
    return blocks.button("Tell me at once", WATCH_TOPIC, blocks.button_value(topic=short))


def by_topic(changed: Sequence[Changed]) -> list[Block]:
    """The topics, each with a button to follow it; no blocks if there are none."""
    if not changed:
        return []
    body: list[Block] = [blocks.section("*By topic: new or changed in the last seven days*")]
    for one in changed[:LISTED]:
        body += _row(one)
    left = len(changed) - LISTED
    more = f"and {writing.count(left, 'more topic')}. " if left > 0 else ""
    body.append(
        blocks.context(f"{more}What is on record on a topic: `/onrecord find` and its name")
    )
    return body


def _row(one: Changed) -> list[Block]:
    name = mrkdwn.quote(one.name, words.NAME) or "(no text)"
    told = [word for word, so in (("in your digest", one.followed), ("at once", one.watched)) if so]
    said = f"• *{name}*: {writing.count(one.count, 'claim')}"
    if told:
        said += f" (you are told: {' and '.join(told)})"
    buttons = []
    if not one.watched:
        buttons.append(watch_button(one.short))
    if not one.followed:
        value = blocks.button_value(topic=one.short)
        buttons.append(blocks.button("In my digest", FOLLOW_TOPIC, value))
    return [blocks.section(said), *([blocks.actions(*buttons)] if buttons else [])]
