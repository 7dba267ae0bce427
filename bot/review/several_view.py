"""The form in which an editor decides on several drafts of a page at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.language import writing
from bot.record.drafts import deciding
from bot.review import draft_inputs as inputs
from bot.review.several import Groups, groups_of
from bot.slack import blocks, forms, notice
from bot.slack.action_ids import ActionId, FormId
from bot.slack.blocks import Value
from bot.slack.forms import Form
from bot.slack.limits import CHOICE_OPTIONS, OPTION_TEXT, cut
from bot.slack.message import Block, Message, View

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_SEVERAL_VIEW: Final = FormId("review_several_view")
QUEUE_SEVERAL: Final = ActionId("queue_several")  # several drafts of any documents at once
QUEUE_OF: Final = ActionId("queue_of")  # whose drafts the form lists

WHICH: Final = ("which", "which_2")
"""The inputs with the drafts to tick; Slack shows ten boxes in one."""

MOST = len(WHICH) * CHOICE_OPTIONS
"""Drafts in one form."""

WHAT: Final = "what"
APPROVE, REJECT, LINK, PARTY = "approve", "reject", "link", "party"
CERTAIN: Final = "certain"  # from a button, not from the form

_WHAT = [
    (APPROVE, "Approve them"),
    (PARTY, "The party of all of these is …"),
    (LINK, "Approve them on one claim on record …"),
    (REJECT, "Reject them"),
]


def form(
    drafts: Sequence[DraftView],
    alone: Sequence[DraftView],
    about: Mapping[str, Value],
    *,
    ticked: Sequence[DraftView] = (),
    above: Sequence[Block] = (),
) -> View:
    """The drafts of a page to tick; those in `alone` have new speakers without a party. `above`
    stands above them."""
    drafts = drafts[:MOST]
    first = [str(one.id) for one in ticked or alone]
    rows: list[Block] = [*above]
    for place, name in enumerate(WHICH):
        some = drafts[place * CHOICE_OPTIONS : (place + 1) * CHOICE_OPTIONS]
        options = [(str(one.id), in_one_line(one)) for one in some]
        if options:
            rows.append(forms.ticks(name, "Which ones" if not place else "And", options, first))
    rows += [
        forms.radio(WHAT, "What to do", _WHAT, PARTY if alone and not ticked else APPROVE),
        inputs.written(inputs.PARTY, "The party of all of these", "", hint=_PARTY),
        inputs.written(inputs.WORDS, "The claim's number", "", hint="You see the claim first."),
        inputs.written(inputs.REASON, "Why are they rejected? May stay empty.", "", lines=True),
    ]
    carried = {**about, "seen": seen(drafts)}
    return forms.modal(
        Form("Several at once", "Do it", carried, inputs=rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


def of_queue(
    drafts: Sequence[DraftView],
    alone: Sequence[DraftView],
    about: Mapping[str, Value],
    *,
    total: int,
    speakers: Sequence[tuple[int, str, int]],
) -> View:
    """Drafts of any documents to tick: those that the queue shows, or all of one of the `speakers`
    (a draft of each, the name, how many). `total` is how many there are."""
    of = about["of"]
    whose = [(0, "Everybody"), *((number, f"{name} ({many})") for number, name, many in speakers)]
    options: list[Block] = [
        {
            "text": blocks.plain_text(cut(name, OPTION_TEXT)),
            "value": blocks.button_value(**{**about, "of": number}),
        }
        for number, name in whose
    ]
    first = next((place for place, (number, _) in enumerate(whose) if number == of), 0)
    menu: Block = {"type": "static_select", "action_id": QUEUE_OF, "options": options}
    menu["initial_option"] = options[first]
    told = f"*{writing.count(total, 'statement')} to decide on* — whose?"
    above = [blocks.section(told, menu)]
    if total > len(drafts):
        above.append(blocks.context(f"The first {len(drafts)}; the next when these are decided."))
    sure = [one for one in drafts if one.confidence >= deciding.CERTAIN and not one.flags]
    return form(drafts, alone, about, ticked=drafts if of else sure, above=above)


def seen(drafts: Sequence[DraftView]) -> str:
    """The drafts as a form carries them: "12.1+15.1 13.4", each draft with its version and with
    those that say the same; as many of these as fit."""
    return carried(groups_of(drafts))


def carried(drafts: Groups) -> str:
    """The groups as `seen` writes them."""
    groups = [[f"{n}.{version}" for n, version in group.items()] for group in drafts.values()]
    most = max(1, _MOST_SEEN // max(1, len(groups)))
    return " ".join("+".join(group[:most]) for group in groups)


_MOST_SEEN = 100
"""Drafts that a form names; what it carries may have 2,000 characters."""


def working() -> View:
    """What is shown while they are decided on."""
    return notice.modal(notice.sentence("Deciding on them …"))


def agree(claim: str, count: int, about: Mapping[str, Value]) -> View:
    """The claim as it is now (mrkdwn), before the drafts are approved on it."""
    rows = [blocks.section(claim)]
    label = f"Approve {count} on it"
    return forms.modal(
        Form("On this claim?", label, about, inputs=rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


def parties(asked: Sequence[DraftView], about: Mapping[str, Value]) -> View:
    """For whom the new speakers speak, before the drafts go on record; `asked` has a draft of
    each."""
    rows: list[Block] = []
    for one in asked[:MOST]:
        role = one.said.source.role if one.said.source else ""
        label = cut(f"{one.speaker[0]}{f', {role}' if role else ''}", _LABEL)
        rows.append(inputs.written(f"{inputs.PARTY}_{one.id}", label, "", hint=_OWN))
    head = (
        "*For whom do they speak?* They are new on record, and no party is known. What you leave"
        " empty is not approved."
    )
    return forms.modal(
        Form("Whose voices?", "Approve", about, head, rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


_LABEL = 150
_OWN = "A government or organisation; = if they speak for nobody but themselves."


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
