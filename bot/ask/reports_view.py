"""What the desk reads of people's questions and reports: open questions, wrong claims, outdated
ones; with the buttons for an editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.ask.view import quoted, unmarked
from bot.ask.words import CLAIM
from bot.i18n import gettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import Block, Message

# The ids of its buttons; their handlers are in `handlers/`.
AGREE_VETO: Final = ActionId("agree_veto")  # an editor: never offer that claim to that wording
KEEP_CLAIM: Final = ActionId("keep_claim")  # an editor: go on offering it

COMMENT = 1500  # longest comment shown in a desk notice, in UTF-16 code units


def desk_open_question(statement: str, user_id: str, *, permalink: str | None = None) -> Message:
    """To the desk channel: a person put a statement to the desk that nothing on record answers."""
    head = gettext("*Open question* from {person}", person=mrkdwn.user(user_id))
    return _desk(head, [quoted(mrkdwn.quote(statement, CLAIM))], permalink)


def desk_wrong_claim(
    statement: str,
    claim_id: int,
    claim_text: str,
    user_id: str,
    *,
    comment: str = "",
    permalink: str | None = None,
    below: Iterable[Block] = (),
) -> Message:
    """To the desk channel: a person says that the answer was about the wrong claim.

    `below` are the buttons for an editor, or the decision that one made.
    """
    head = gettext("*Wrong claim*, says {person}", person=mrkdwn.user(user_id))
    answered = f"{mrkdwn.quote(claim_text, CLAIM)}  #{claim_id}"
    rows = [
        gettext("Asked: {statement}", statement=quoted(mrkdwn.quote(statement, CLAIM))),
        gettext("Answered with: {claim}", claim=answered),
    ]
    notice = _desk(head, rows + _comment(comment), permalink)
    return fit(Message(notice.text, [*notice.blocks, *below]))


def desk_outdated(
    claim_id: int,
    claim_text: str,
    user_id: str,
    *,
    comment: str = "",
    permalink: str | None = None,
) -> Message:
    """To the desk channel: a person says that the claim is outdated."""
    head = gettext("*Outdated*, says {person}", person=mrkdwn.user(user_id))
    rows = [f"{mrkdwn.quote(claim_text, CLAIM)}  #{claim_id}"]
    return _desk(head, rows + _comment(comment), permalink)


def not_shown_now() -> str:
    """In place of the text of a claim that may not be shown now."""
    return gettext("(a claim that is not shown at present)")


def choice(veto_id: int, inquiry_id: int) -> Block:
    """The buttons with which an editor decides on a report of a wrong claim."""
    value = blocks.button_value(inquiry=str(inquiry_id), veto=veto_id)
    return blocks.actions(
        blocks.button(gettext("Agree: never offer it to this wording"), AGREE_VETO, value),
        blocks.button(gettext("Keep offering it"), KEEP_CLAIM, value),
        block_id=f"veto-{veto_id}",
    )


def decided(agreed: bool, by: str, on: date) -> Block:
    """The editor's decision, in place of the buttons."""
    what = (
        gettext("Agreed: that claim is not offered to that wording any more, to nobody.")
        if agreed
        else gettext(
            "Kept: that claim is still offered to that wording, except to who reported it."
        )
    )
    return blocks.context(f"{what} {mrkdwn.user(by)}, {writing.day(on)}")


def _desk(head: str, rows: list[str], permalink: str | None) -> Message:
    where = mrkdwn.link(permalink, gettext("Show the message")) if permalink else ""
    body = [blocks.section("\n".join([head, *rows]))]
    if where.startswith("<"):
        body.append(blocks.context(where))
    return fit(Message(text=f"{unmarked(head)}: {rows[0]}", blocks=body))


def _comment(comment: str) -> list[str]:
    shown = mrkdwn.quote(comment, COMMENT)
    return [gettext("Comment: {comment}", comment=quoted(shown))] if shown else []
