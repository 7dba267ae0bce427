"""The form in which an editor decides on several drafts of a page at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.review import draft_inputs as inputs
from bot.review.view import seen
from bot.slack import blocks, forms, notice
from bot.slack.action_ids import FormId
from bot.slack.blocks import Value
from bot.slack.forms import Form
from bot.slack.limits import CHOICE_OPTIONS
from bot.slack.message import Message, View

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_SEVERAL_VIEW: Final = FormId("review_several_view")

WHICH: Final = "which"
WHAT: Final = "what"
APPROVE, REJECT, LINK, PARTY = "approve", "reject", "link", "party"

_WHAT = [
    (APPROVE, "Approve them"),
    (PARTY, "The party of all of these is …"),
    (LINK, "Approve them on one claim on record …"),
    (REJECT, "Reject them"),
]


def form(
    drafts: Sequence[DraftView], alone: Sequence[DraftView], about: Mapping[str, Value]
) -> View:
    """The drafts of a page to tick; those in `alone` have new speakers without a party."""
    options = [(str(one.id), in_one_line(one)) for one in drafts[:CHOICE_OPTIONS]]
    rows = [
        forms.ticks(WHICH, "Which ones", options, [str(one.id) for one in alone], needed=True),
        forms.radio(WHAT, "What to do", _WHAT, PARTY if alone else APPROVE),
        inputs.written(inputs.PARTY, "The party of all of these", "", hint=_PARTY),
        inputs.written(inputs.WORDS, "The claim's number", "", hint="You see the claim first."),
        inputs.written(inputs.REASON, "Why are they rejected? May stay empty.", "", lines=True),
    ]
    carried = {**about, "seen": seen(drafts)}
    return forms.modal(
        Form("Several at once", "Do it", carried, inputs=rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


def agree(claim: str, count: int, about: Mapping[str, Value]) -> View:
    """The claim as it is now (mrkdwn), before the drafts are approved on it."""
    rows = [blocks.section(claim)]
    label = f"Approve {count} on it"
    return forms.modal(
        Form("On this claim?", label, about, inputs=rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


def done(told: Message) -> View:
    """What came of it."""
    return notice.modal(told)


_PARTY = "Whom they speak for in the end. Voices of one party count once."


def in_one_line(draft: DraftView) -> str:
    """A draft in a list: who, the stance, the claim."""
    who = draft.speaker[0] if draft.speaker else "Nobody named"
    claim = draft.claim.text if draft.claim else draft.said.claim.text
    number = f"#{draft.claim.id} " if draft.claim else ""
    same = f" (+ {len(draft.same)} that say the same)" if draft.same else ""
    return f"{who} {draft.said.stance}: {number}{claim[:90]}{same}"
