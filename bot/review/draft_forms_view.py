"""The forms in which an editor changes a draft: edit, link, split, reject, and who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.review import view as review
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.limits import INPUT_MAX_LENGTH, OPTION_TEXT, cut
from bot.slack.message import Block, View

if TYPE_CHECKING:
    from bot.record.drafts.edits import Speaker
    from bot.record.drafts.errors import SourceCandidate
    from bot.record.drafts.views import DraftView, KnownClaim

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
SUGGESTED: Final = "search"
"""The claim that is chosen by number or words, not from the list."""

_SOURCE_KINDS = {
    "person": "Person",
    "organisation": "Organisation",
    "government": "Government",
    "outlet": "Outlet",
    "document": "Document or record",
    "record": "Document or record",
}
_CLAIM_KINDS = {
    "fact": "Fact",
    "quantity": "Quantity",
    "prediction": "Prediction",
    "position": "Position",
    "characterisation": "Characterisation",
    "speech_event": "That it was said",
}
_STANCES = {
    "asserts": "Says so",
    "denies": "Denies it",
    "hedges": "Hedges",
    "declines": "Has not confirmed it",
}
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
    """Everything of a draft that an editor may change, as it stands."""
    what = draft.said
    party = speaker.party if speaker else None
    rows = [
        _passage(draft),
        forms.choice(WHO, "Who speaks", *_who(draft, speaker)),
        _text(NAME, "Name", speaker.name if speaker else ""),
        forms.choice(
            KIND,
            "What the speaker is",
            [(one, _SOURCE_KINDS.get(one, one.capitalize())) for one in kinds],
            speaker.kind if speaker else "person",
        ),
        _text(ROLE, "Role", (speaker.role if speaker else "") or ""),
        _text(
            ORGANISATION,
            "Organisation",
            (speaker.organisation if speaker else "") or "",
        ),
        _text(
            PARTY,
            "Party",
            party or "",
            hint="Whom they speak for in the end. Voices of one party count once.",
        ),
        forms.choice(STANCE, "Stance", list(_STANCES.items()), what.stance),
        _text(CLAIM, "Claim, one sentence", what.claim.text, lines=True, needed=True),
        forms.choice(
            CLAIM_KIND,
            "Kind of claim",
            [(one, _CLAIM_KINDS.get(one, one.capitalize())) for one in claim_kinds],
            what.claim.kind,
        ),
        _text(
            FIGURE,
            "Figure the speaker gives",
            shown_figure(draft),
            hint="Like 10,000, more than 10,000, 30 %, $3 billion; 10,000 to 12,000.",
        ),
        _text(UNIT, "Of what (unit)", what.unit or ""),
        _text(PLACE, "Place", what.claim.place or ""),
        _day(draft),
        _approving("Approve it with these changes"),
    ]
    return _form(action_ids.REVIEW_EDIT_VIEW, "Edit", "Save", draft, page, rows)


def shown_figure(draft: DraftView) -> str:
    """The figure as the form shows it first."""
    return words.figure(draft.said.figure)


def link(
    draft: DraftView, *, page: int, near: Sequence[KnownClaim], looked_for: str | None = None
) -> View:
    """Claims on record to put a draft to: those near it, one by number, or by words."""
    rows = [
        _passage(draft),
        blocks.section(f"Proposed: {mrkdwn.quote(draft.said.claim.text, review.CLAIM)}"),
    ]
    if looked_for is not None:
        shown = mrkdwn.quote(looked_for, 200)
        found = f"Near “{shown}”:" if near else f"Nothing on record is near “{shown}”."
        rows.append(blocks.section(found))
    if near:
        listed = [f"#{one.id} {mrkdwn.quote(one.text, review.CLAIM)}" for one in near]
        rows += blocks.sections("*On record*", listed)
        options = [(str(one.id), f"#{one.id} {one.text}") for one in near]
        rows.append(_radio(CHOSEN, "Which one", options, None))
    rows += [
        _text(
            WORDS,
            "Another one",
            "",
            hint="A claim's number, or words of it: then I look which claims are meant.",
        ),
        _approving("Approve it on that claim"),
    ]
    return _form(action_ids.REVIEW_LINK_VIEW, "Link to a claim", "Link", draft, page, rows)


def split(draft: DraftView, *, page: int) -> View:
    """Two drafts of one: the words and the claim of each."""
    whole = _JOINT.join(draft.content)
    rows = [
        _passage(draft),
        blocks.section("Leave in each part the words and the claim that belong to it."),
        _text(FIRST_WORDS, "Words of the first", whole, lines=True),
        _text(FIRST_CLAIM, "Claim of the first", draft.said.claim.text, lines=True),
        _text(SECOND_WORDS, "Words of the second", whole, lines=True),
        _text(SECOND_CLAIM, "Claim of the second", draft.said.claim.text, lines=True),
    ]
    return _form(action_ids.REVIEW_SPLIT_VIEW, "Split", "Split", draft, page, rows)


def reject(draft: DraftView, *, page: int) -> View:
    """Why a draft is not put on record."""
    rows = [
        _passage(draft),
        _text(REASON, "Why? Other editors see it.", "", lines=True),
    ]
    return _form(action_ids.REVIEW_REJECT_VIEW, "Reject", "Reject", draft, page, rows)


def which(
    draft: DraftView,
    name: str,
    candidates: Sequence[SourceCandidate],
    *,
    page: int,
    about_speaker: bool,
) -> View:
    """A name is on record already: who is meant. `about_speaker`: it is the speaker's own name,
    not that of somebody above."""
    shown = mrkdwn.quote(name, words.NAME)
    rows = [
        _passage(draft),
        blocks.section(
            f"*{shown}* is on record already. Is that the same one? "
            "Two of a name that are one would count as two parties."
        ),
    ]
    listed = list(candidates)[:8]
    rows += blocks.sections(
        "*On record*", [f"• {mrkdwn.quote(' · '.join(one.line), 200)}" for one in listed]
    )
    options = [(f"{KNOWN}{one.id}", " · ".join(one.line)) for one in listed]
    if about_speaker:
        options.append((SOMEBODY_ELSE, f"Somebody else called {name}"))
    options.append((AS_WRITTEN, "One of the party named below"))
    rows += [
        _radio(CHOSEN, f"Who is {cut(name, 60)}?", options, options[0][0]),
        _text(
            PARTY,
            "Party",
            draft.speaker[-1] if len(draft.speaker) > 1 else "",
            hint="Whom they speak for in the end: a government, an organisation.",
        ),
    ]
    more = {} if about_speaker else {"above": cut(name, 300)}
    return _form(
        action_ids.REVIEW_WHICH_VIEW, "Who is meant?", "Approve", draft, page, rows, **more
    )


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


def _form(
    callback_id: str,
    title: str,
    submit: str,
    draft: DraftView,
    page: int,
    rows: list[Block],
    **more: str,
) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": blocks.plain_text(title),
        "submit": blocks.plain_text(submit),
        "close": blocks.plain_text("Cancel"),
        "private_metadata": blocks.button_value(
            document=draft.document_id, draft=draft.id, version=draft.version, page=page, **more
        ),
        "blocks": rows,
    }


def _passage(draft: DraftView) -> Block:
    return blocks.section(f"{review.who_says(draft)}\n{review.QUOTED}{review.passage(draft)}")


def _who(draft: DraftView, speaker: Speaker | None) -> tuple[list[tuple[str, str]], str]:
    """The choices for who speaks, and the one that stands."""
    options = [(AS_WRITTEN, "As written below")]
    known = speaker.known if speaker else None
    if known is not None:
        options.insert(0, (f"{KNOWN}{known}", "On record: " + " · ".join(draft.speaker)))
    options += [
        (f"{KNOWN}{one.id}", "On record: " + " · ".join(one.line))
        for one in draft.candidates
        if one.id != known
    ]
    options += [
        (SOMEBODY_ELSE, "As written below, and nobody on record"),
        (NOBODY, "Nobody is named"),
    ]
    if draft.said.source is None:
        return options, NOBODY
    if known is not None:
        return options, f"{KNOWN}{known}"
    return options, SOMEBODY_ELSE if draft.somebody_else else AS_WRITTEN


def _radio(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str | None) -> Block:
    """Radio buttons; where none is chosen at first, none need be."""
    options = [
        {"text": blocks.plain_text(cut(" ".join(text.split()), OPTION_TEXT)), "value": value}
        for value, text in choices
    ]
    element: Block = {"type": "radio_buttons", "options": options}
    if chosen is not None:
        element["initial_option"] = next(one for one in options if one["value"] == chosen)
    return _input(name, label, element, optional=chosen is None)


def _approving(label: str) -> Block:
    return forms.ticks(THEN, "And then", [(APPROVE, label)], [APPROVE])


def _text(
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


def _day(draft: DraftView) -> Block:
    element: Block = {"type": "datepicker"}
    if draft.said.said_on is not None:
        element["initial_date"] = draft.said.said_on.isoformat()
    return _input(DAY, f"Day it was said (now: {review.when(draft)})", element, optional=True)


def _input(name: str, label: str, element: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": blocks.plain_text(label),
        "element": {**element, "action_id": name},
    }
