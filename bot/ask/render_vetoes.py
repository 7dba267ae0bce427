"""What an editor can do about a report of a wrong claim, and who did."""

from __future__ import annotations

from datetime import date

from bot.language import writing
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.message import Block


def choice(veto_id: int, inquiry_id: int) -> Block:
    """The buttons for an editor."""
    value = blocks.button_value(inquiry=str(inquiry_id), veto=veto_id)
    return blocks.actions(
        blocks.button("Agree: never offer it to this wording", action_ids.AGREE_VETO, value),
        blocks.button("Keep offering it", action_ids.KEEP_CLAIM, value),
        block_id=f"veto-{veto_id}",
    )


def decided(agreed: bool, by: str, on: date) -> Block:
    """Who decided what, in place of the buttons."""
    what = (
        "Agreed: that claim is not offered to that wording any more, to nobody."
        if agreed
        else "Kept: that claim is still offered to that wording, except to who reported it."
    )
    return blocks.context(f"{what} {mrkdwn.user(by)}, {writing.day(on)}")
