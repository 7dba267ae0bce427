"""The topics of which something changed, on the Home tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask import words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.message import Block

FOLLOW_TOPIC: Final = ActionId("follow_topic")
WATCH_TOPIC: Final = ActionId("watch_topic")  # also below what a search for a topic found

LISTED = 6

GONE = N_("No claim on record has this topic any more.")


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
    return blocks.button(gettext("Tell me at once"), WATCH_TOPIC, blocks.button_value(topic=short))


def by_topic(changed: Sequence[Changed]) -> list[Block]:
    """The topics, each with a button to follow it; no blocks if there are none."""
    if not changed:
        return []
    body: list[Block] = [
        blocks.section(gettext("*By topic: new or changed in the last seven days*"))
    ]
    for one in changed[:LISTED]:
        body += _row(one)
    left = len(changed) - LISTED
    find = gettext("What is on record on a topic: `/onrecord find` and its name")
    more = ngettext("and {n} more topic.", "and {n} more topics.", left) if left > 0 else ""
    body.append(blocks.context(f"{more} {find}".strip()))
    return body


def _row(one: Changed) -> list[Block]:
    name = mrkdwn.quote(one.name, words.NAME) or gettext("(no text)")
    told = [gettext("in your digest")] if one.followed else []
    told += [gettext("at once")] if one.watched else []
    said = f"• *{name}*: {ngettext('{n} claim', '{n} claims', one.count)}"
    if told:
        said += f" ({gettext('you are told: {how}', how=writing.listed(told))})"
    buttons = []
    if not one.watched:
        buttons.append(watch_button(one.short))
    if not one.followed:
        value = blocks.button_value(topic=one.short)
        buttons.append(blocks.button(gettext("In my digest"), FOLLOW_TOPIC, value))
    return [blocks.section(said), *([blocks.actions(*buttons)] if buttons else [])]
