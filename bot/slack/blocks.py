"""Small builders for Block Kit, and the values that buttons carry.

Texts come in as finished mrkdwn (`bot.slack.text` makes stored text safe); labels are our own
words and plain. Every mrkdwn object is `verbatim`, so that Slack turns nothing in it into a link
or a mention on its own.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from bot.slack.action_ids import ActionId
from bot.slack.limits import BUTTON_VALUE, SECTION_TEXT, size
from bot.slack.message import Block

Value = str | int


def mrkdwn_text(text: str) -> dict[str, Any]:
    """A mrkdwn text object in which Slack links nothing by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str) -> dict[str, Any]:
    """A plain text object for our own words; emoji names in it stay letters."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str, accessory: Block | None = None, *, block_id: str | None = None) -> Block:
    """A paragraph, with one button beside it if given."""
    block: Block = {"type": "section", "text": mrkdwn_text(text)}
    if block_id:
        block["block_id"] = block_id
    return {**block, "accessory": accessory} if accessory else block


def literal(text: str) -> Block:
    """A text in its own characters: Slack reads no mark-up, mentions or emoji names in it."""
    written = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [written]}


def sections(heading: str, lines: list[str]) -> list[Block]:
    """A heading with its lines, in as many sections as Slack's limit on one takes."""
    blocks: list[Block] = []
    current = heading
    for line in lines:
        joined = f"{current}\n{line}"
        if size(joined) > SECTION_TEXT:
            blocks.append(section(current))
            joined = line
        current = joined
    return [*blocks, section(current)]


def context(*texts: str, block_id: str | None = None) -> Block:
    """Small print, one element a text; at most 10 (Slack's limit)."""
    block: Block = {"type": "context", "elements": [mrkdwn_text(text) for text in texts]}
    return {**block, "block_id": block_id} if block_id else block


def uploaded(file_id: str, alt: str) -> Block:
    """A picture that the app uploaded, with the plain text that says what it shows."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": alt}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def button(
    label: str,
    action_id: ActionId,
    value: str,
    *,
    style: Literal["primary", "danger"] | None = None,
) -> Block:
    """A button; `value` is what `button_value` made."""
    element: Block = {
        "type": "button",
        "text": plain_text(label),
        "action_id": action_id,
        "value": value,
    }
    return {**element, "style": style} if style else element


def actions(*elements: Block, block_id: str | None = None) -> Block:
    """A row of buttons."""
    block: Block = {"type": "actions", "elements": list(elements)}
    return {**block, "block_id": block_id} if block_id else block


def button_value(**fields: Value) -> str:
    """What a button carries: short names and numbers as JSON, at most 2,000 characters.

    Slack hands it back as it is. Raises ValueError if it would be longer.
    """
    value = json.dumps(fields, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    if size(value) > BUTTON_VALUE:
        raise ValueError(f"a button's value has at most {BUTTON_VALUE} characters")
    return value


def read_value(value: str) -> dict[str, Value]:
    """The fields of a button's value. Raises ValueError on anything `button_value` cannot make."""
    if size(value) > BUTTON_VALUE:
        raise ValueError(f"a button's value has at most {BUTTON_VALUE} characters")
    try:
        fields = json.loads(value)
    except RecursionError:
        raise ValueError("a button's value is a flat object") from None
    if not isinstance(fields, dict):
        raise ValueError("a button's value is an object")  # noqa: TRY004 - one error for callers
    for name, field in fields.items():
        if isinstance(field, bool) or not isinstance(field, str | int):
            raise ValueError(f"{name!r} is neither a text nor a whole number")  # noqa: TRY004
    return fields
