"""Slack's limits, and the last line of defence that keeps a message inside them.

Each constant names the page of Slack's reference it comes from (docs.slack.dev). Slack says
"characters" and does not say which; lengths are counted in UTF-16 code units, which is never
fewer than what Slack counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.slack.message import Block, Message

MESSAGE_BLOCKS = 50  # reference/block-kit/blocks
VIEW_BLOCKS = 100  # reference/block-kit/blocks
BLOCK_ID = 255  # reference/block-kit/blocks: block_id

SECTION_TEXT = 3000  # reference/block-kit/blocks/section-block: text
SECTION_FIELDS = 10  # reference/block-kit/blocks/section-block: fields
FIELD_TEXT = 2000  # reference/block-kit/blocks/section-block: text in fields
HEADER_TEXT = 150  # reference/block-kit/blocks/header-block
CONTEXT_ELEMENTS = 10  # reference/block-kit/blocks/context-block
CONTEXT_TEXT = 3000  # reference/block-kit/composition-objects/text-object
ALT_TEXT = 2000  # reference/block-kit/blocks/image-block: alt_text
ACTIONS_ELEMENTS = 25  # reference/block-kit/blocks/actions-block
INPUT_LABEL = 2000  # reference/block-kit/blocks/input-block: label
INPUT_HINT = 2000  # reference/block-kit/blocks/input-block: hint

ACTION_ID = 255  # reference/block-kit/block-elements: action_id
BUTTON_TEXT = 75  # reference/block-kit/block-elements/button-element: text
BUTTON_VALUE = 2000  # reference/block-kit/block-elements/button-element: value
BUTTON_URL = 3000  # reference/block-kit/block-elements/button-element: url
PLACEHOLDER = 150  # reference/block-kit/block-elements/plain-text-input-element: placeholder
INPUT_MAX_LENGTH = 3000  # reference/block-kit/block-elements/plain-text-input-element: max_length
OPTION_TEXT = 75  # reference/block-kit/composition-objects/option-object: text
OPTION_VALUE = 150  # reference/block-kit/composition-objects/option-object: value
SELECT_OPTIONS = 100  # reference/block-kit/block-elements/select-menu-element: options
OPTION_GROUPS = 100  # reference/block-kit/block-elements/select-menu-element: option_groups
CHOICE_OPTIONS = 10  # reference/block-kit/block-elements/radio-button-group-element: options
OVERFLOW_OPTIONS = 5  # reference/block-kit/block-elements/overflow-menu-element: options
CONFIRM_TITLE = 100  # reference/block-kit/composition-objects/confirmation-dialog-object
CONFIRM_TEXT = 300  # reference/block-kit/composition-objects/confirmation-dialog-object
CONFIRM_BUTTON = 30  # reference/block-kit/composition-objects/confirmation-dialog-object

MODAL_TITLE = 24  # reference/views/modal-views: title
MODAL_SUBMIT = 24  # reference/views/modal-views: submit
MODAL_CLOSE = 24  # reference/views/modal-views: close
PRIVATE_METADATA = 3000  # reference/views/modal-views: private_metadata
CALLBACK_ID = 255  # reference/views/modal-views: callback_id
EXTERNAL_ID = 255  # reference/views/modal-views: external_id

MESSAGE_TEXT = 40_000  # reference/methods/chat.postMessage: truncating content
MESSAGE_TEXT_ADVISED = 4_000  # reference/methods/chat.postMessage: truncating content
# Slack gives no number for its error msg_blocks_too_long (reference/methods/chat.postMessage). It
# was met with one block of 13,297 characters, and with 13,172 beside a divider: so a block counts
# as 125 (github.com/slackapi/bolt-js/issues/2509). Texts get less, because buttons may count too.
MESSAGE_BLOCKS_TEXT = 10_000
MESSAGE_BLOCKS_WHOLE = 13_200
BLOCK_COUNTS_AS = 125

ELLIPSIS = "…"

# Shortest piece of a cut section worth showing.
_WORTH_SHOWING = 40
_ENTITY_OR_LINK = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")


def size(text: str) -> int:
    """Length of a text as Slack may count it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int) -> list[str]:
    """A plain text in parts of at most `limit` UTF-16 code units, divided between lines where that
    is possible; no part is empty."""
    found = [""]
    for line in text.split("\n"):
        rest = line
        while size(rest) > limit:
            first = _first(rest, limit)
            found.append(first)
            rest = rest[len(first) :]
        joined = f"{found[-1]}\n{rest}" if found[-1] else rest
        if size(joined) > limit:
            found.append(rest)
        else:
            found[-1] = joined
    return [one for one in found if one.strip()]


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 code units of a plain text, never half a code point, "…" at the end.

    Combining marks and joined emoji may lose their tail; an escaped text wants `cut_mrkdwn`.
    """
    if size(text) <= limit:
        return text
    if limit < 1:
        return ""
    return _first(text, limit - 1).rstrip() + ELLIPSIS


def cut_mrkdwn(text: str, limit: int) -> str:
    """As `cut`, for a text that is mrkdwn already: no entity or link is left half."""
    if size(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept = _first(text, limit - 1)
    for match in _ENTITY_OR_LINK.finditer(text):
        if match.start() < len(kept) < match.end():
            kept = kept[: match.start()]
        if match.end() >= len(kept):
            break
    return kept.rstrip() + ELLIPSIS


def fit(message: Message, total: int = MESSAGE_BLOCKS_TEXT) -> Message:
    """The same message inside every limit: texts cut, elements and blocks that exceed dropped. Its
    blocks have at most `total` code units of text, as far as that is not on buttons.

    The renderers keep their texts short on their own, so that this changes nothing; it is here
    so that no stored text, however long, is ever refused by Slack. Actions are kept, because
    without its buttons a card is a dead end.
    """
    text = cut_mrkdwn(message.text, MESSAGE_TEXT_ADVISED)
    blocks = _within_total(_within_count(message.blocks), total)
    return replace(message, text=text, blocks=blocks)


def is_within(message: Message) -> bool:
    """Whether `fit` would leave the message's blocks as they are."""
    return fit(message).blocks == message.blocks


def _within_count(blocks: list[Block]) -> list[Block]:
    if len(blocks) <= MESSAGE_BLOCKS:
        return blocks
    surplus = len(blocks) - MESSAGE_BLOCKS
    kept: list[Block] = []
    for block in reversed(blocks):
        if surplus and block["type"] != "actions":
            surplus -= 1
            continue
        kept.append(block)
    return kept[::-1][:MESSAGE_BLOCKS]


def _within_total(blocks: list[Block], total: int) -> list[Block]:
    # What cannot be cut is set aside first: buttons and the words on them.
    room = min(total, MESSAGE_BLOCKS_WHOLE - BLOCK_COUNTS_AS * len(blocks))
    left = room - sum(map(_labels_size, blocks))
    kept: list[Block] = []
    for block in blocks:
        fitted = _fit_block(block, left)
        if fitted is None:
            continue
        left -= _text_size(fitted)
        kept.append(fitted)
    return kept


def _fit_block(block: Block, left: int) -> Block | None:
    """The block within its own limits and `left` code units of text; None if nothing remains."""
    kind = block["type"]
    if kind == "section" and "text" in block:
        allowed = min(SECTION_TEXT, left)
        text = block["text"]
        if size(text["text"]) > allowed < _WORTH_SHOWING:
            return None
        return {**block, "text": {**text, "text": cut_mrkdwn(text["text"], allowed)}}
    if kind == "context":
        elements = []
        for element in block["elements"][:CONTEXT_ELEMENTS]:
            allowed = min(CONTEXT_TEXT, left)
            if size(element["text"]) > allowed < _WORTH_SHOWING:
                break
            shown = {**element, "text": cut_mrkdwn(element["text"], allowed)}
            left -= size(shown["text"])
            elements.append(shown)
        return {**block, "elements": elements} if elements else None
    if kind == "header":
        return {**block, "text": {**block["text"], "text": cut(block["text"]["text"], HEADER_TEXT)}}
    if kind == "actions":
        return {**block, "elements": block["elements"][:ACTIONS_ELEMENTS]}
    return block


def _text_size(block: Block) -> int:
    if block["type"] == "context":
        return sum(size(element["text"]) for element in block["elements"])
    return size(block["text"]["text"]) if "text" in block else 0


def _labels_size(block: Block) -> int:
    elements = block["elements"] if block["type"] == "actions" else []
    elements = [*elements, block["accessory"]] if "accessory" in block else elements
    return sum(size(element["text"]["text"]) for element in elements if "text" in element)


def _first(text: str, units: int) -> str:
    """The longest start of `text` that has at most `units` UTF-16 code units."""
    start = text[: max(units, 0)]
    while size(start) > units:
        start = start[: len(start) - max(1, (size(start) - units) // 2)]
    return start
