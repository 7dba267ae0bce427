"""The form in which an editor decides on several drafts of a page at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.i18n import N_, gettext, ngettext
from bot.record.drafts import deciding
from bot.record.terms import term
from bot.review import draft_inputs as inputs
from bot.review.several import Groups, groups_of
from bot.slack import blocks, forms, notice
from bot.slack.action_ids import ActionId, FormId
from bot.slack.blocks import Value
from bot.slack.forms import Form
from bot.slack.given import NOTHING, Given
from bot.slack.limits import CHOICE_OPTIONS, OPTION_TEXT, cut
from bot.slack.message import Block, Message, View

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView
    from bot.record.drafts.waiting_topics import WaitingTopic

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_SEVERAL_VIEW: Final = FormId("review_several_view")
QUEUE_SEVERAL: Final = ActionId("queue_several")  # several drafts of any documents at once
QUEUE_OF: Final = ActionId("queue_of")  # whose drafts the form lists

TOPIC: Final = "topic:"
"""Before the short name of a topic whose drafts are shown."""

WHICH: Final = ("which", "which_2")
"""The inputs with the drafts to tick; Slack shows ten boxes in one."""

MOST = len(WHICH) * CHOICE_OPTIONS
"""Drafts in one form."""

WHAT: Final = "what"
APPROVE, REJECT, LINK, PARTY = "approve", "reject", "link", "party"
CERTAIN: Final = "certain"  # from a button, not from the form

_WHAT = [
    (APPROVE, N_("Approve them")),
    (PARTY, N_("The party of all of these is …")),
    (LINK, N_("Approve them on one claim on record …")),
    (REJECT, N_("Reject them")),
]


def form(
    drafts: Sequence[DraftView],
    alone: Sequence[DraftView],
    about: Mapping[str, Value],
    *,
    ticked: Sequence[DraftView] = (),
    above: Sequence[Block] = (),
    given: Given = NOTHING,
) -> View:
    """The drafts of a page to tick; those in `alone` have new speakers without a party. `above`
    stands above them. What is to be done with them is as in the form before (`given`)."""
    drafts = drafts[:MOST]
    first = [str(one.id) for one in ticked or alone]
    rows: list[Block] = [*above]
    for place, name in enumerate(WHICH):
        some = drafts[place * CHOICE_OPTIONS : (place + 1) * CHOICE_OPTIONS]
        options = [(str(one.id), in_one_line(one)) for one in some]
        if options:
            rows.append(
                forms.ticks(
                    name, gettext("Which ones") if not place else gettext("And"), options, first
                )
            )
    likely = PARTY if alone and not ticked else APPROVE
    what = given.text(WHAT, likely)
    party, claim, why = map(given.text, (inputs.PARTY, inputs.WORDS, inputs.REASON))
    rows += [
        forms.radio(
            WHAT,
            gettext("What to do"),
            [(what, gettext(label)) for what, label in _WHAT],
            what if what in dict(_WHAT) else likely,
        ),
        inputs.written(
            inputs.PARTY, gettext("The party of all of these"), party, hint=gettext(_PARTY)
        ),
        inputs.written(
            inputs.WORDS,
            gettext("The claim's number"),
            claim,
            hint=gettext("You see the claim first."),
        ),
        inputs.written(
            inputs.REASON, gettext("Why are they rejected? May stay empty."), why, lines=True
        ),
    ]
    carried = {**about, "seen": seen(drafts)}
    return forms.modal(
        Form(
            gettext("Several at once"),
            gettext("Do it"),
            carried,
            inputs=rows,
            callback_id=REVIEW_SEVERAL_VIEW,
        )
    )


Whose = tuple[str, int, str]
"""A part of the queue to choose: its filter, a draft of the speaker meant (0: all), its name."""


def whose(
    show: str, speakers: Sequence[tuple[int, str, int]], topics: Sequence[WaitingTopic]
) -> list[Whose]:
    """What the form can list instead: all in this part of the queue, what one of its speakers said
    (a draft of each, the name, how many), or all about a topic."""
    of_topics = [
        (
            f"{TOPIC}{one.short}",
            0,
            gettext("All about {name} ({open})", name=one.name, open=one.open),
        )
        for one in topics[:_MOST_TOPICS]
    ]
    here = next((one for one in of_topics if one[0] == show), None)
    first = [here or (show, 0, gettext("Everybody"))]
    if here is not None:
        first.append(("all", 0, gettext("Everything that waits")))
    said = [(show, number, f"{name} ({many})") for number, name, many in speakers]
    return [*first, *said, *(one for one in of_topics if one != here)]


_MOST_TOPICS = 40
"""Topics in the menu, which has at most 100 options with the speakers."""


def of_queue(
    drafts: Sequence[DraftView],
    alone: Sequence[DraftView],
    about: Mapping[str, Value],
    *,
    total: int,
    whose: Sequence[Whose],
    given: Given = NOTHING,
) -> View:
    """Drafts of any documents to tick: those that the queue shows, or another part of it that the
    menu `whose` offers. `total` is how many there are; `given` is as in `form`."""
    of, show = about["of"], str(about["show"])
    options: list[Block] = [
        {
            "text": blocks.plain_text(cut(name, OPTION_TEXT)),
            "value": blocks.button_value(**{**about, "show": part, "of": number}),
        }
        for part, number, name in whose
    ]
    meant = (show, of)
    first = next((n for n, (part, number, _) in enumerate(whose) if (part, number) == meant), 0)
    menu: Block = {"type": "static_select", "action_id": QUEUE_OF, "options": options}
    menu["initial_option"] = options[first]
    told = ngettext(
        "*{n} statement to decide on* — which?", "*{n} statements to decide on* — which?", total
    )
    above = [blocks.section(told, menu)]
    if total > len(drafts):
        above.append(
            blocks.context(
                ngettext(
                    "The first {n}; the next when these are decided.",
                    "The first {n}; the next when these are decided.",
                    len(drafts),
                )
            )
        )
    sure = [one for one in drafts if one.confidence >= deciding.CERTAIN and not one.flags]
    narrow = of or show.startswith(TOPIC)
    ticked = drafts if narrow else sure
    return form(drafts, alone, about, ticked=ticked, above=above, given=given)


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
    return notice.modal(notice.sentence(gettext("Deciding on them …")))


def agree(claim: str, count: int, about: Mapping[str, Value]) -> View:
    """The claim as it is now (mrkdwn), before the drafts are approved on it."""
    rows = [blocks.section(claim)]
    label = ngettext("Approve {n} on it", "Approve {n} on it", count)
    return forms.modal(
        Form(gettext("On this claim?"), label, about, inputs=rows, callback_id=REVIEW_SEVERAL_VIEW)
    )


def parties(asked: Sequence[DraftView], about: Mapping[str, Value]) -> View:
    """For whom the new speakers speak, before the drafts go on record; `asked` has a draft of
    each."""
    rows: list[Block] = []
    for one in asked[:MOST]:
        role = one.said.source.role if one.said.source else ""
        label = cut(f"{one.speaker[0]}{f', {role}' if role else ''}", _LABEL)
        rows.append(inputs.written(f"{inputs.PARTY}_{one.id}", label, "", hint=gettext(_OWN)))
    head = gettext(
        "*For whom do they speak?* They are new on record, and no party is known. What you leave"
        " empty is not approved."
    )
    return forms.modal(
        Form(
            gettext("Whose voices?"),
            gettext("Approve"),
            about,
            head,
            rows,
            callback_id=REVIEW_SEVERAL_VIEW,
        )
    )


_LABEL = 150
_OWN = N_("A government or organisation; = if they speak for nobody but themselves.")


def done(told: Message) -> View:
    """What came of it."""
    return notice.modal(told)


_PARTY = N_("Whom they speak for in the end. Voices of one party count once.")


def in_one_line(draft: DraftView) -> str:
    """A draft in a list: who, the stance, the claim."""
    who = draft.speaker[0] if draft.speaker else gettext("Nobody named")
    claim = draft.claim.text if draft.claim else draft.said.claim.text
    number = f"#{draft.claim.id} " if draft.claim else ""
    same = (
        " " + ngettext("(+ {n} that says the same)", "(+ {n} that say the same)", len(draft.same))
        if draft.same
        else ""
    )
    return f"{who} {term(draft.said.stance)}: {number}{claim[:90]}{same}"
