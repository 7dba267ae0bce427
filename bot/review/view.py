"""The review of a document: its drafts, each with what an editor needs to decide on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.language import writing
from bot.review import copies_view
from bot.review.decisions_view import NOTHING
from bot.review.draft_view import draft_text
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import Block, Message

if TYPE_CHECKING:
    from bot.record.drafts.families import Copied
    from bot.record.drafts.views import DraftView

# The ids of its buttons and forms; `handlers/` listens to them.
REVIEW_APPROVE: Final = ActionId("review_approve")
REVIEW_EDIT: Final = ActionId("review_edit")
REVIEW_LINK: Final = ActionId("review_link")
REVIEW_SPLIT: Final = ActionId("review_split")
REVIEW_REJECT: Final = ActionId("review_reject")
REVIEW_UNDO: Final = ActionId("review_undo")
REVIEW_CERTAIN: Final = ActionId("review_certain")  # approve all certain ones on the page
REVIEW_PAGE: Final = ActionId("review_page")
REVIEW_PAGE_BACK: Final = ActionId("review_page_back")


PER_PAGE = 8
"""Drafts in a message: with all they carry they stay below Slack's 12,000 characters of text."""

TITLE = 160
"""How much of a text a draft shows, in UTF-16 code units."""


_BASES = {
    "editor": "confirmed by an editor",
    "given": "as given by who added it",
    "json-ld": "the page's own data, not confirmed",
    "trafilatura": "read from the page, not confirmed",
    "htmldate": "read from the page, not confirmed",
    "html": "read from the page, not confirmed",
    "feed": "from the feed, not confirmed",
    "file": "from the file, not confirmed",
    "address": "from the address, not confirmed",
}


NAMES_NOTE = (
    "Others read this channel: confidential sources are not named here. Editors see who it is in "
    "Edit, and in the review that /onrecord queue opens."
)
READING_NOTE = (
    "The reading (clear, fairly clear, unclear) says how surely the rules read who speaks and "
    "what; it says nothing about whether it is so."
)


@dataclass(frozen=True, slots=True)
class Head:
    """The document above its drafts. `basis` is how its date is known; `copied` says which document
    it is a copy of, if it is one."""

    document_id: int
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    basis: str | None
    open: int
    certain: int
    approved: int
    rejected: int
    topic: str | None = None
    copied: Copied | None = None

    @property
    def total(self) -> int:
        return self.open + self.approved + self.rejected


def review(
    head: Head,
    drafts: Sequence[DraftView],
    *,
    page: int = 1,
    pages: int = 1,
    certain: Sequence[DraftView] = (),
    statuses: Mapping[int, str] = NOTHING,
    conceals: bool = False,
) -> Message:
    """One page of a document's drafts, the most certain first. `page` counts from 1.

    `certain` are the open drafts of this page that may be approved together. `statuses` are those
    of the claims that drafts were approved on, by claim number. `conceals`: the desk has
    confidential sources, and people who are not editors read this.
    """
    title = mrkdwn.quote(head.title or "", TITLE) or f"Document {head.document_id}"
    body: list[Block] = [blocks.section(f"{_linked_title(head)}\n{_about(head)}\n{counts(head)}")]
    if head.copied is not None:
        body.append(blocks.context(copies_view.in_words(head.copied)))
    if not head.total:
        body.append(blocks.section(_nothing(head)))
    body.append(blocks.actions(*_about_all(head, certain, page)))
    number = (page - 1) * PER_PAGE
    for place, draft in enumerate(drafts, start=number + 1):
        body.append(blocks.divider())
        body += _draft(draft, place, page, statuses)
    if pages > 1:
        body += _turning(head, page, pages)
    if head.total:
        body.append(blocks.context(f"{READING_NOTE} {NAMES_NOTE}" if conceals else READING_NOTE))
    told = writing.count(head.open, "draft")
    return fit(Message(f"Review: {title}. {told} to decide on.", body))


def counts(head: Head) -> str:
    """How many drafts wait, and how many were decided."""
    if not head.total:
        return "No drafts."
    sure = f"{head.certain} of them certain" if head.certain else "none of them certain"
    to_do = f"*{head.open} to decide*, {sure}" if head.open else "All decided"
    return f"{to_do} · {head.approved} approved · {head.rejected} rejected"


def draft_value(draft: DraftView, page: int) -> str:
    """The value of a draft's button: the draft, and the version that was seen."""
    return blocks.button_value(
        document=draft.document_id, draft=draft.id, page=page, version=draft.version
    )


def _nothing(head: Head) -> str:
    if head.copied is not None and head.copied.left_out:
        return "There is nothing new in it."
    return "Nobody is quoted or reported in it as far as the rules read."


def _linked_title(head: Head) -> str:
    title = mrkdwn.shortened(head.title or f"Document {head.document_id}", TITLE)
    return f"*Review:* {mrkdwn.link(head.url, title)}"


def _about(head: Head) -> str:
    outlet = mrkdwn.quote(head.outlet or "", words.NAME) or "outlet unknown"
    topic = f" · topic: {mrkdwn.quote(head.topic, words.NAME)}" if head.topic else ""
    if head.published_on is None:
        return f"{outlet} · date unknown: days in its drafts are worked out without it{topic}"
    basis = _BASES.get(head.basis or "", mrkdwn.quote(head.basis or "", 60))
    known = f" ({basis})" if basis else ""
    return f"{outlet} · {writing.day(head.published_on)}{known}{topic}"


def _about_all(head: Head, certain: Sequence[DraftView], page: int) -> list[Block]:
    """Buttons for the document: approve the certain drafts of this page, and edit its details."""
    row = []
    if certain:
        seen = " ".join(f"{one.id}.{one.version}" for one in certain)
        value = blocks.button_value(document=head.document_id, page=page, seen=seen)
        label = f"Approve all certain ones ({len(certain)})"
        row.append(blocks.button(label, REVIEW_CERTAIN, value, style="primary"))
    label = "Details" if head.basis in ("editor", "given") else "Confirm the details"
    about = blocks.button_value(document=head.document_id)
    return [*row, blocks.button(label, action_ids.DETAILS, about)]


def _draft(draft: DraftView, place: int, page: int, statuses: Mapping[int, str]) -> list[Block]:
    value = draft_value(draft, page)
    if draft.state == "draft":
        row = [
            blocks.button("Approve", REVIEW_APPROVE, value),
            blocks.button("Edit", REVIEW_EDIT, value),
            blocks.button("Link to another claim", REVIEW_LINK, value),
            blocks.button("Split", REVIEW_SPLIT, value),
            blocks.button("Reject", REVIEW_REJECT, value),
        ]
    else:
        row = [blocks.button("Undo", REVIEW_UNDO, value)]
    return [blocks.section(draft_text(draft, place, statuses=statuses)), blocks.actions(*row)]


def _turning(head: Head, page: int, pages: int) -> list[Block]:
    def to(number: int) -> str:
        return blocks.button_value(document=head.document_id, page=number)

    row = []
    if page > 1:
        row.append(blocks.button("Previous", REVIEW_PAGE_BACK, to(page - 1)))
    if page < pages:
        row.append(blocks.button("Next", REVIEW_PAGE, to(page + 1)))
    return [blocks.divider(), blocks.actions(*row), blocks.context(f"Page {page} of {pages}")]
