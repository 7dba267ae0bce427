"""The inputs of the forms in which an editor changes a draft: ids, blocks, and what is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.slack import blocks, forms
from bot.slack.limits import INPUT_MAX_LENGTH, OPTION_TEXT, cut
from bot.slack.message import Block

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView


# Block ids of the inputs; each has its block id for its action id.
WHO: Final = "who"
NAME: Final = "name"
KIND: Final = "kind"
ROLE: Final = "role"
ORGANISATION: Final = "organisation"
PARTY: Final = "party"
STANCE: Final = "stance"
CLAIM: Final = "claim"
CLAIM_KIND: Final = "claim_kind"
FIGURE: Final = "figure"
UNIT: Final = "unit"
PLACE: Final = "place"
DAY: Final = "day"
REASON: Final = "reason"
WORDS: Final = "words"
CHOSEN: Final = "chosen"
FIRST_WORDS: Final = "first_words"
SECOND_WORDS: Final = "second_words"
FIRST_CLAIM: Final = "first_claim"
SECOND_CLAIM: Final = "second_claim"
THEN: Final = "then"
AS_WRITTEN: Final = "as_written"
NOBODY: Final = "nobody"
SOMEBODY_ELSE: Final = "somebody_else"
KNOWN: Final = "known:"
"""Before a source's number, where one on record is chosen."""

APPROVE: Final = "approve"


def words_of(values: Mapping[str, Mapping[str, Mapping[str, object]]], block_id: str) -> str:
    """What was written in an input, or the value of what was chosen in it; empty for nothing."""
    given = values.get(block_id, {}).get(block_id) or {}
    chosen = given.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value") or "")
    boxes = given.get("selected_options")
    if isinstance(boxes, list):
        return str(boxes[0].get("value") or "") if boxes else ""
    return str(given.get("value") or given.get("selected_date") or "")


def radio(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str | None) -> Block:
    """Radio buttons; where none is chosen at first, none need be."""
    options = [
        {"text": blocks.plain_text(cut(" ".join(text.split()), OPTION_TEXT)), "value": value}
        for value, text in choices
    ]
    element: Block = {"type": "radio_buttons", "options": options}
    if chosen is not None:
        element["initial_option"] = next(one for one in options if one["value"] == chosen)
    return forms.labelled(name, label, element, needed=chosen is not None)


def approving(label: str) -> Block:
    return forms.ticks(THEN, "And then", [(APPROVE, label)], [APPROVE])


def written(
    name: str,
    label: str,
    standing: str,
    *,
    needed: bool = False,
    lines: bool = False,
    hint: str = "",
) -> Block:
    value = cut(standing, INPUT_MAX_LENGTH)
    return forms.text(name, label, value, lines=lines, needed=needed, hint=hint)


def shown_figure(draft: DraftView) -> str:
    """The figure as the form shows it first."""
    return words.figure(draft.said.figure)
