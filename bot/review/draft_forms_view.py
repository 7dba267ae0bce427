"""The forms in which an editor changes a draft: edit, link, split, reject, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.i18n import gettext
from bot.record.drafts.errors import found_as
from bot.review import draft_inputs as inputs
from bot.review import draft_view
from bot.review.choices_view import BASES, CLAIM_KINDS, SOURCE_KINDS, STANCES, named, options
from bot.slack import blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.action_ids import FormId
from bot.slack.blocks import Value
from bot.slack.forms import Form
from bot.slack.limits import cut
from bot.slack.message import Block, View

if TYPE_CHECKING:
    from bot.record.drafts.edits import Speaker
    from bot.record.drafts.errors import SourceCandidate
    from bot.record.drafts.views import DraftView, KnownClaim
    from bot.review.claim_shown import Shown

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_EDIT_VIEW: Final = FormId("review_edit_view")
REVIEW_LINK_VIEW: Final = FormId("review_link_view")
REVIEW_SPLIT_VIEW: Final = FormId("review_split_view")
REVIEW_REJECT_VIEW: Final = FormId("review_reject_view")
REVIEW_WHICH_VIEW: Final = FormId("review_which_view")  # which of several speakers of that name


_JOINT = " … "
"""Between words that stand apart in the document."""


def edit(
    draft: DraftView,
    speaker: Speaker | None,
    *,
    page: int,
    kinds: Sequence[str],
    claim_kinds: Sequence[str],
) -> View:
    """The fields of a draft that an editor may change, with their present values."""
    what = draft.said
    party = speaker.party if speaker else None
    rows = [
        forms.choice(inputs.WHO, gettext("Who speaks"), *_who(draft, speaker)),
        inputs.written(inputs.NAME, gettext("Name"), speaker.name if speaker else ""),
        forms.choice(
            inputs.KIND,
            gettext("What the speaker is"),
            [(one, named(SOURCE_KINDS, one)) for one in kinds],
            speaker.kind if speaker else "person",
        ),
        inputs.written(inputs.ROLE, gettext("Role"), (speaker.role if speaker else "") or ""),
        inputs.written(
            inputs.ORGANISATION,
            gettext("Organisation"),
            (speaker.organisation if speaker else "") or "",
        ),
        inputs.written(
            inputs.PARTY,
            gettext("Party"),
            party or "",
            hint=gettext("Whom they speak for in the end. Voices of one party count once."),
        ),
        forms.choice(inputs.STANCE, gettext("Stance"), options(STANCES), what.stance),
        inputs.written(
            inputs.CLAIM, gettext("Claim, one sentence"), what.claim.text, lines=True, needed=True
        ),
        forms.choice(
            inputs.CLAIM_KIND,
            gettext("Kind of claim"),
            [(one, named(CLAIM_KINDS, one)) for one in claim_kinds],
            what.claim.kind,
        ),
        inputs.written(
            inputs.FIGURE,
            gettext("Figure the speaker gives"),
            inputs.shown_figure(draft),
            hint=gettext("Like 10,000, more than 10,000, 30 %, $3 billion; 10,000 to 12,000."),
        ),
        inputs.written(inputs.UNIT, gettext("Of what (unit)"), what.unit or ""),
        forms.choice(
            inputs.BASIS,
            gettext("Where the figure is from"),
            options(BASES),
            inputs.shown_basis(draft),
        ),
        inputs.written(inputs.PLACE, gettext("Place"), what.claim.place or ""),
        inputs.written(
            inputs.TIME,
            gettext("The claim’s own time"),
            what.claim.time or "",
            hint=gettext(
                "When it is so, like 2024-11-03: “as of 3 November”. Not the day it was said."
            ),
        ),
        inputs.written(
            inputs.TOPIC,
            gettext("Topic"),
            draft.topic or "",
            hint=gettext("Empty: that of its document."),
        ),
        _day(draft),
        inputs.approving(gettext("Approve it with these changes")),
    ]
    return _form(REVIEW_EDIT_VIEW, gettext("Edit"), gettext("Save"), draft, page, rows)


def link(
    draft: DraftView, *, page: int, near: Sequence[KnownClaim], looked_for: str | None = None
) -> View:
    """Claims on record to attach a draft to: those near it, one by number, or by words."""
    rows = [
        blocks.section(
            gettext("Proposed: {text}", text=mrkdwn.quote(draft.said.claim.text, draft_view.CLAIM))
        ),
    ]
    if looked_for is not None:
        shown = mrkdwn.quote(looked_for, 200)
        found = (
            gettext("Near “{shown}”:", shown=shown)
            if near
            else gettext("Nothing on record is near “{shown}”.", shown=shown)
        )
        rows.append(blocks.section(found))
    if near:
        listed = [f"#{one.id} {mrkdwn.quote(one.text, draft_view.CLAIM)}" for one in near]
        rows += blocks.sections(gettext("*On record*"), listed)
        options = [(str(one.id), f"#{one.id} {one.text}") for one in near]
        rows.append(forms.radio(inputs.CHOSEN, gettext("Which one"), options, None))
    rows += [
        inputs.written(
            inputs.WORDS,
            gettext("Another one"),
            looked_for or "",
            hint=gettext("A claim's number, or words of it: then I look which claims are meant."),
        ),
    ]
    return _form(
        REVIEW_LINK_VIEW, gettext("Link to a claim"), gettext("Show it"), draft, page, rows
    )


def agree(draft: DraftView, claim: Shown, *, page: int) -> View:
    """The claim as it is now, before the draft is linked to it."""
    approving = inputs.approving(
        gettext("Approve it on this claim"), reword=claim.reworded is not None
    )
    rows = [blocks.section(claim.text), approving]
    more = {"claim": claim.number}
    return _form(
        REVIEW_LINK_VIEW, gettext("Link to this claim?"), gettext("Link"), draft, page, rows, **more
    )


def split(draft: DraftView, *, page: int) -> View:
    """The form for two drafts from one: the words and the claim of each."""
    whole = _JOINT.join(draft.content)
    rows = [
        blocks.section(gettext("Leave in each part the words and the claim that belong to it.")),
        inputs.written(inputs.FIRST_WORDS, gettext("Words of the first"), whole, lines=True),
        inputs.written(
            inputs.FIRST_CLAIM, gettext("Claim of the first"), draft.said.claim.text, lines=True
        ),
        inputs.written(inputs.SECOND_WORDS, gettext("Words of the second"), whole, lines=True),
        inputs.written(
            inputs.SECOND_CLAIM, gettext("Claim of the second"), draft.said.claim.text, lines=True
        ),
    ]
    return _form(REVIEW_SPLIT_VIEW, gettext("Split"), gettext("Split"), draft, page, rows)


def reject(draft: DraftView, *, page: int) -> View:
    """The form for the reason why a draft is not put on record."""
    rows = [
        inputs.written(inputs.REASON, gettext("Why? Other editors see it."), "", lines=True),
    ]
    return _form(REVIEW_REJECT_VIEW, gettext("Reject"), gettext("Reject"), draft, page, rows)


def which(
    draft: DraftView,
    name: str,
    candidates: Sequence[SourceCandidate],
    *,
    page: int,
    about_speaker: bool,
) -> View:
    """The form for a name that is on record already: which source is meant. `about_speaker`: the
    name is the speaker's own, not that of a source above."""
    shown = mrkdwn.quote(name, words.NAME)
    rows = [
        blocks.section(
            gettext(
                "{found_as}. Is that the same one? Two of a name that are one would count as two "
                "parties.",
                found_as=found_as(name, candidates, f"*{shown}*"),
            )
        ),
    ]
    listed = list(candidates)[:8]
    rows += blocks.sections(
        gettext("*On record*"), [f"• {mrkdwn.quote(' · '.join(one.line), 200)}" for one in listed]
    )
    options = [(f"{inputs.KNOWN}{one.id}", " · ".join(one.line)) for one in listed]
    if about_speaker:
        options.append((inputs.SOMEBODY_ELSE, gettext("Somebody else called {name}", name=name)))
    options.append((inputs.AS_WRITTEN, gettext("One of the party named below")))
    rows += [
        forms.radio(
            inputs.CHOSEN, gettext("Who is {name}?", name=cut(name, 60)), options, options[0][0]
        ),
        inputs.written(
            inputs.PARTY,
            gettext("Party"),
            draft.speaker[-1] if len(draft.speaker) > 1 else "",
            hint=gettext("Whom they speak for in the end: a government, an organisation."),
        ),
    ]
    more: dict[str, Value] = {} if about_speaker else {"above": cut(name, 300)}
    return _form(
        REVIEW_WHICH_VIEW, gettext("Who is meant?"), gettext("Approve"), draft, page, rows, **more
    )


def _form(
    callback_id: FormId,
    title: str,
    submit: str,
    draft: DraftView,
    page: int,
    rows: list[Block],
    **more: Value,
) -> View:
    about: dict[str, Value] = {
        "document": draft.document_id,
        "draft": draft.id,
        "version": draft.version,
        "page": page,
    }
    head = f"{draft_view.who_says(draft)}\n{draft_view.QUOTED}{draft_view.passage(draft)}"
    return forms.modal(Form(title, submit, {**about, **more}, head, rows, callback_id=callback_id))


def _who(draft: DraftView, speaker: Speaker | None) -> tuple[list[tuple[str, str]], str]:
    """The choices for the speaker, and the one that is selected."""
    options = [(inputs.AS_WRITTEN, gettext("As written below"))]
    known = speaker.known if speaker else None
    if known is not None:
        options.insert(
            0, (f"{inputs.KNOWN}{known}", (gettext("On record:") + " ") + " · ".join(draft.speaker))
        )
    options += [
        (f"{inputs.KNOWN}{one.id}", (gettext("On record:") + " ") + " · ".join(one.line))
        for one in draft.candidates
        if one.id != known
    ]
    options += [
        (inputs.SOMEBODY_ELSE, gettext("As written below, and nobody on record")),
        (inputs.NOBODY, gettext("Nobody is named")),
    ]
    if draft.said.source is None:
        return options, inputs.NOBODY
    if known is not None:
        return options, f"{inputs.KNOWN}{known}"
    return options, inputs.SOMEBODY_ELSE if draft.somebody_else else inputs.AS_WRITTEN


def _day(draft: DraftView) -> Block:
    said_on = draft.said.said_on
    return forms.day(
        inputs.DAY,
        gettext("Day it was said (now: {when})", when=draft_view.when(draft)),
        said_on.isoformat() if said_on is not None else None,
    )
