"""The review of a document: its drafts, each with what an editor needs to decide on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.i18n import N_, gettext, ngettext
from bot.review import copies_view
from bot.review.decisions_view import decided
from bot.review.draft_view import draft_text, who_says
from bot.review.head_view import TITLE, Head, about, counts, linked_title, nothing
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.blocks import Value
from bot.slack.limits import fit
from bot.slack.message import Block, Message

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_APPROVE: Final = ActionId("review_approve")
REVIEW_REWORD: Final = ActionId("review_reword")  # approve, and reword the claim to the figure
REVIEW_GROUP: Final = ActionId("review_group")  # approve a draft and all that say the same
REVIEW_IN_ORDER: Final = ActionId("review_in_order")  # by the document's order
REVIEW_CERTAIN_FIRST: Final = ActionId("review_certain_first")
REVIEW_DECIDED: Final = ActionId("review_decided")  # what was decided, to be opened again
REVIEW_SEVERAL: Final = ActionId("review_several")  # several drafts at once
REVIEW_EDIT: Final = ActionId("review_edit")
REVIEW_LINK: Final = ActionId("review_link")
REVIEW_SPLIT: Final = ActionId("review_split")
REVIEW_REJECT: Final = ActionId("review_reject")
REVIEW_UNDO: Final = ActionId("review_undo")
REVIEW_CERTAIN: Final = ActionId("review_certain")  # approve all certain ones on the page
REVIEW_PAGE: Final = ActionId("review_page")
REVIEW_PAGE_BACK: Final = ActionId("review_page_back")


IN_ORDER, CERTAIN_FIRST, DECIDED = "in_order", "certain_first", "decided"
"""The parts of a document's drafts that a review shows."""

PER_PAGE = 8
"""Drafts in a message: with all they carry they stay below MESSAGE_BLOCKS_TEXT characters."""

_MOST_SEEN = 60
"""Drafts that one button names; its value may have 2,000 characters."""


NAMES_NOTE = N_(
    "Others read this channel: confidential sources are not named here. Editors see who it is in "
    "Edit, and in the review that /onrecord queue opens."
)
READING_NOTE = N_(
    "The reading (clear, fairly clear, unclear) says how surely the rules read who speaks and "
    "what; it says nothing about whether it is so."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The drafts on a page, which counts from 1, and the part that it is of: those to decide on, in
    the document's order or the certain ones first, or what was decided, the latest first.

    `certain` are the open drafts of this page that may be approved together. `last` is the draft
    decided last. `statuses` are those of the claims that drafts were approved on, by claim number.
    """

    drafts: Sequence[DraftView]
    page: int = 1
    pages: int = 1
    part: str = IN_ORDER
    certain: Sequence[DraftView] = ()
    last: DraftView | None = None
    statuses: Mapping[int, str] = field(default_factory=dict)


def review(head: Head, shown: Shown, *, conceals: bool = False) -> Message:
    """One page of a document's drafts. `conceals`: the desk has confidential sources, and people
    who are not editors read this."""
    title = mrkdwn.quote(head.title or "", TITLE) or gettext(
        "Document {document_id}", document_id=head.document_id
    )
    body: list[Block] = [blocks.section(f"{linked_title(head)}\n{about(head)}\n{counts(head)}")]
    if head.copied is not None:
        body.append(blocks.context(copies_view.in_words(head.copied)))
    if not head.total:
        body.append(blocks.section(nothing(head)))
    body.append(blocks.actions(*_about_all(head, shown)))
    if head.total:
        body.append(blocks.actions(*_parts(head, shown)))
    if shown.last is not None and shown.part != DECIDED:
        body.append(_last(shown.last, shown))
    for place, draft in enumerate(shown.drafts, start=(shown.page - 1) * PER_PAGE + 1):
        body.append(blocks.divider())
        body += _draft(draft, place, shown)
    if shown.pages > 1:
        body += _turning(head, shown)
    if head.total:
        notes = [gettext(READING_NOTE), *([gettext(NAMES_NOTE)] if conceals else [])]
        body.append(blocks.context(" ".join(notes)))
    said = ngettext(
        "Review: {title}. {n} draft to decide on.",
        "Review: {title}. {n} drafts to decide on.",
        head.open,
        title=title,
    )
    return fit(Message(said, body))


def draft_value(draft: DraftView, shown: Shown) -> str:
    """The value of a draft's button: the draft, the version that was seen, and the claim that was
    shown (0: a new one)."""
    return blocks.button_value(
        document=draft.document_id,
        draft=draft.id,
        page=shown.page,
        version=draft.version,
        part=shown.part,
        shown=_claim(draft),
    )


def _claim(draft: DraftView) -> int:
    return draft.claim.id if draft.claim is not None else 0


def seen(drafts: Sequence[DraftView]) -> str:
    """Drafts with the versions that were seen, as a button carries them."""
    return " ".join(f"{one.id}.{one.version}" for one in drafts[:_MOST_SEEN])


def _about_all(head: Head, shown: Shown) -> list[Block]:
    """Buttons for the document: approve the certain drafts of this page, decide on several, and
    edit its details."""
    about: dict[str, Value] = {
        "document": head.document_id,
        "page": shown.page,
        "part": shown.part,
    }
    row = []
    if shown.certain:
        value = blocks.button_value(**about, seen=seen(shown.certain))
        label = gettext("Approve all certain ones ({number})", number=len(shown.certain))
        row.append(blocks.button(label, REVIEW_CERTAIN, value, style="primary"))
    if shown.part != DECIDED and len(shown.drafts) > 1:
        value = blocks.button_value(**about, seen=seen(shown.drafts))
        row.append(blocks.button(gettext("Several at once"), REVIEW_SEVERAL, value))
    label = (
        gettext("Details") if head.basis in ("editor", "given") else gettext("Confirm the details")
    )
    details = blocks.button_value(document=head.document_id)
    return [*row, blocks.button(label, action_ids.DETAILS, details)]


def _parts(head: Head, shown: Shown) -> list[Block]:
    """Buttons for the other parts of the document's drafts."""
    done = head.approved + head.rejected
    every = (
        (IN_ORDER, REVIEW_IN_ORDER, gettext("In its order ({open})", open=head.open), True),
        (CERTAIN_FIRST, REVIEW_CERTAIN_FIRST, gettext("Certain ones first"), head.open > 1),
        (DECIDED, REVIEW_DECIDED, gettext("Decided ({done})", done=done), done > 0),
    )
    return [
        blocks.button(
            label,
            action,
            blocks.button_value(document=head.document_id, page=1, part=part),
        )
        for part, action, label, wanted in every
        if part != shown.part and wanted
    ] or [blocks.button(gettext("Show it again"), REVIEW_IN_ORDER, _here(head, shown))]


def _here(head: Head, shown: Shown) -> str:
    return blocks.button_value(document=head.document_id, page=shown.page, part=shown.part)


def _last(draft: DraftView, shown: Shown) -> Block:
    """What was decided last, with a button that takes it back: pressed again, the one before."""
    told = gettext(
        "Last: {who_says}\n{decided}",
        who_says=who_says(draft),
        decided=decided(draft, shown.statuses),
    )
    return blocks.section(
        told, blocks.button(gettext("Undo"), REVIEW_UNDO, draft_value(draft, shown))
    )


def _draft(draft: DraftView, place: int, shown: Shown) -> list[Block]:
    value = draft_value(draft, shown)
    if draft.state != "draft":
        row = [blocks.button(gettext("Open it again"), REVIEW_UNDO, value)]
    else:
        row = [
            blocks.button(gettext("Approve"), REVIEW_APPROVE, value),
            blocks.button(gettext("Edit"), REVIEW_EDIT, value),
            blocks.button(gettext("Link to another claim"), REVIEW_LINK, value),
            blocks.button(gettext("Split"), REVIEW_SPLIT, value),
            blocks.button(gettext("Reject"), REVIEW_REJECT, value),
        ]
    if draft.state == "draft" and draft.same:
        every = blocks.button_value(
            document=draft.document_id,
            draft=draft.id,
            page=shown.page,
            version=draft.version,
            part=shown.part,
            shown=_claim(draft),
            seen=seen(draft.same),
        )
        label = gettext(
            "Approve all {number} that say this", number=len(draft.same[:_MOST_SEEN]) + 1
        )
        row[0] = blocks.button(gettext("Approve only this"), REVIEW_APPROVE, value)
        row.insert(0, blocks.button(label, REVIEW_GROUP, every, style="primary"))
    if draft.moves is not None and draft.moves.text is not None:
        row.insert(1, blocks.button(gettext("Approve and reword the claim"), REVIEW_REWORD, value))
    text = draft_text(draft, place, statuses=shown.statuses)
    return [blocks.section(text), blocks.actions(*row)]


def _turning(head: Head, shown: Shown) -> list[Block]:
    def to(number: int) -> str:
        return blocks.button_value(document=head.document_id, page=number, part=shown.part)

    row = []
    if shown.page > 1:
        row.append(blocks.button(gettext("Previous"), REVIEW_PAGE_BACK, to(shown.page - 1)))
    if shown.page < shown.pages:
        row.append(blocks.button(gettext("Next"), REVIEW_PAGE, to(shown.page + 1)))
    where = blocks.context(gettext("Page {page} of {pages}", page=shown.page, pages=shown.pages))
    return [blocks.divider(), blocks.actions(*row), where]
