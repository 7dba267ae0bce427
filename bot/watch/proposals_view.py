"""What the desk reads of a claim that may answer an open question, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.ask.words import CLAIM
from bot.i18n import gettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import Block, Message

# The ids of its buttons; `handlers/` listens to them.
ANSWERS_IT: Final = ActionId("answers_it")
ANSWERS_NOT: Final = ActionId("answers_not")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor (a Slack id) decided, and on which day."""

    accepted: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open question, the person (a Slack id) who put it, and the claim that may answer it."""

    id: int
    statement: str
    asker: str
    claim_id: int
    claim: str


TO_DECIDE = 5
"""Claims that the Home tab lists, the oldest; the others come when these are decided."""


def proposed(
    one: Proposal,
    *,
    permalink: str | None = None,
    decision: Decision | None = None,
    is_open: bool = True,
) -> Message:
    """To the desk: an open question and the claim that may answer it, with the buttons; or with the
    decision. `is_open`: the question has no answer yet. `permalink`: the message in which it was
    asked."""
    asker = mrkdwn.user(one.asker)
    rows = [
        gettext("*Does this answer an open question* from {person}?", person=asker),
        *_rows(one),
    ]
    where = mrkdwn.link(permalink, gettext("Show the message")) if permalink else ""
    body = [blocks.section("\n".join(rows))]
    if where.startswith("<"):
        body.append(blocks.context(where))
    body.append(_below(one.id, decision, is_open=is_open))
    return fit(Message(f"{gettext('Does this answer an open question?')} {rows[1]}", body))


def listed(waiting: Sequence[Proposal]) -> list[Block]:
    """The claims on which the desk has to decide, for the Home tab of an editor."""
    if not waiting:
        return []
    head = gettext("*Do these answer open questions?*")
    body: list[Block] = [blocks.divider(), blocks.section(head)]
    for one in waiting[:TO_DECIDE]:
        body.append(blocks.section("\n".join([*_rows(one), mrkdwn.user(one.asker)])))
        body.append(_below(one.id, None, is_open=True))
    if len(waiting) > TO_DECIDE:
        body.append(blocks.context(gettext("There are more; they show when these are decided.")))
    return body


def _rows(one: Proposal) -> list[str]:
    nothing = gettext("(no text)")
    statement = mrkdwn.quote(one.statement, CLAIM) or nothing
    claim = mrkdwn.quote(one.claim, CLAIM) or nothing
    return [
        gettext("Asked: {statement}", statement=f"“{statement}”"),
        gettext("On record: {what}", what=f"{claim}  #{one.claim_id}"),
    ]


def _below(proposal_id: int, decision: Decision | None, *, is_open: bool) -> Block:
    if decision is not None:
        what = (
            gettext("Yes: that answers it. Who asked is told.")
            if decision.accepted
            else gettext("No: the question stays open.")
        )
        return blocks.context(f"{what} {mrkdwn.user(decision.by)}, {writing.day(decision.on)}")
    if not is_open:
        return blocks.context(
            gettext("The question is not open any more. There is nothing to decide.")
        )
    value = blocks.button_value(proposal=proposal_id)
    return blocks.actions(
        blocks.button(gettext("Yes, that answers it"), ANSWERS_IT, value),
        blocks.button(gettext("No"), ANSWERS_NOT, value),
        block_id=f"proposal-{proposal_id}",
    )
