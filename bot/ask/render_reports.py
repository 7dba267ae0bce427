"""Thanks for a report, with the way to say more."""

from __future__ import annotations

from bot.ask import view as messages
from bot.slack import action_ids, blocks
from bot.slack.message import Message

_THANKS = {
    "wrong_claim": messages.thanks_wrong_claim,
    "outdated": messages.thanks_outdated,
}


def thanks(kind: str, *, inquiry_id: str, claim_id: int) -> Message:
    """After "Wrong claim" or "Outdated": it is noted already, a comment may follow."""
    said = _THANKS[kind]()
    value = blocks.button_value(inquiry=inquiry_id, claim=claim_id, kind=kind)
    comment = blocks.button("Add a comment", action_ids.ADD_COMMENT, value)
    return Message(said.text, [*said.blocks, blocks.actions(comment)])
