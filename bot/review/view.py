"""The review of a document: its drafts, each with what an editor needs to decide on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.ask import words
from bot.language import writing
from bot.review.decisions_view import NOTHING, decided
from bot.review.marking import BOLD, SENTENCE, marked
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Block, Message

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView, KnownClaim

PER_PAGE = 8
"""Drafts in a message: with all they carry they stay below Slack's 12,000 characters of text."""

CLAIM = 240
NEAR = 110
TITLE = 160
"""How much of a text a draft shows, in UTF-16 code units."""

STANCES = {
    "asserts": "says so",
    "denies": "denies it",
    "hedges": "hedges",
    "declines": "has not confirmed it (that is not a denial)",
}

_BASES = {
    "editor": "confirmed by an editor",
    "given": "as given by who added it",
    "json-ld": "the page's own data, not confirmed",
    "trafilatura": "read from the page, not confirmed",
    "htmldate": "read from the page, not confirmed",
    "feed": "from the feed, not confirmed",
    "file": "from the file, not confirmed",
    "address": "from the address, not confirmed",
}

_FLAGS = {
    "pronoun_speaker": "the speaker is only a pronoun here",
    "the_same": "“the same”: the words stand elsewhere",
    "no_source": "nobody is named as its source",
    "several_speakers": "several speak at once",
    "relayed": "somebody relays another's words",
    "nested": "inside somebody else's words",
    "conditional": "mentioned as a condition, perhaps not said",
    "uncertain_speaker": "who speaks is not sure",
    "names_confidential": "others would read a confidential source’s name: reword it first",
    "word_outside": "a word that may turn or limit the sense is outside the words read",
    "day_unread": "a day of saying is given that the rules do not read",
    "day_contradicts": "the weekday and the date of saying do not fit each other",
}

QUOTED = "&gt; "
"""At the start of a line: a block quotation (docs.slack.dev/messaging/formatting-message-text)."""

_KINDS = {"speech_event": "that it was said"}

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
    """The document above its drafts. `basis` is how its date is known."""

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
    """One page of a document's drafts, the most certain first. `page` counts from 1. `conceals`:
    the desk has confidential sources, and people who are no editors read this.

    `certain` are the open drafts of this page that may be approved in one go; `statuses` are
    those of the claims that drafts were approved on, by number.
    """
    title = mrkdwn.quote(head.title or "", TITLE) or f"Document {head.document_id}"
    body: list[Block] = [blocks.section(f"{_linked_title(head)}\n{_about(head)}\n{counts(head)}")]
    if not head.total:
        body.append(blocks.section("Nobody is quoted or reported in it as far as the rules read."))
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
    """How much there is to decide, and was decided."""
    if not head.total:
        return "No drafts."
    sure = f"{head.certain} of them certain" if head.certain else "none of them certain"
    to_do = f"*{head.open} to decide*, {sure}" if head.open else "All decided"
    return f"{to_do} · {head.approved} approved · {head.rejected} rejected"


def draft_text(
    draft: DraftView,
    place: int | None = None,
    *,
    marks: tuple[str, str] = BOLD,
    statuses: Mapping[int, str] = NOTHING,
) -> str:
    """A draft as mrkdwn: who, the words in their sentence, the claim, and what to look at.

    `marks` stand before and after the speaker's words; `statuses` as in `review`.
    """
    number = f"*{place}.* " if place is not None else ""
    rows = [
        f"{number}{who_says(draft)}",
        f"{QUOTED}{passage(draft, marks)}",
        _claim(draft),
        *_near(draft.near),
        " · ".join(_details(draft)),
    ]
    flags = flags_in_words(draft.flags)
    if draft.state == "draft" and _without_party(draft):
        alone = "for whom they speak is not known; approved so, they count as a party of their own"
        flags = "; ".join(filter(None, [flags, alone]))
    if flags:
        rows.append(f"*Look at:* {flags}.")
    done = decided(draft, statuses)
    if done:
        rows.append(done)
    return "\n".join(rows)


def who_says(draft: DraftView) -> str:
    """The speaker, whether known, under which party, and the stance in words."""
    stance = STANCES.get(draft.said.stance, draft.said.stance)
    if draft.concealed:
        return f"*A source known to the desk* — {stance}"
    if draft.said.source is None:
        return f"*Nobody named* as its source — {stance}"
    name, *above = draft.speaker or (draft.said.source.name,)
    shown = [f"*{mrkdwn.quote(name, words.NAME) or '(no name)'}*"]
    shown += [mrkdwn.quote(one, words.NAME) for one in (draft.said.source.role,) if one]
    shown += [mrkdwn.quote(one, words.NAME) for one in above[:-1]]
    known = "new on record" if draft.new_speaker else "on record"
    alone = "no party named" if _without_party(draft) else "a party of its own"
    party = f"party: *{mrkdwn.quote(above[-1], words.NAME)}*" if above else alone
    about = [party] if draft.state == "approved" else [known, party]
    return f"{', '.join(shown)} ({', '.join(about)}) — {stance}"


def passage(draft: DraftView, marks: tuple[str, str] = BOLD) -> str:
    """The document's sentence with the speaker's words between marks, as mrkdwn on one line."""
    start, end = draft.said.passage.sentence
    inside = [
        (max(low, start) - start, min(high, end) - start)
        for low, high in draft.said.passage.content
        if low < end and high > start
    ]
    shown = marked(draft.sentence, sorted(inside), marks)
    beyond = [
        text
        for (low, high), text in zip(draft.said.passage.content, draft.content, strict=False)
        if low >= end or high <= start or low < start or high > end
    ]
    shown += "".join(f" … {mrkdwn.quote(one, SENTENCE // 2).join(marks)}" for one in beyond)
    meant = " ".join(draft.antecedent)
    return shown + (f" — that is: “{mrkdwn.quote(meant, SENTENCE // 2)}”" if meant else "")


def reading(confidence: float) -> str:
    """How surely the rules read it, in words; no number, and nothing about whether it is so."""
    if confidence >= 0.9:
        return "clear"
    return "fairly clear" if confidence >= 0.7 else "unclear"


def flags_in_words(flags: Sequence[str]) -> str:
    """What an editor must look at; empty where there is nothing."""
    return "; ".join(_FLAGS.get(one, mrkdwn.quote(one.replace("_", " "), 60)) for one in flags)


def _without_party(draft: DraftView) -> bool:
    """Whether a new person or organisation would stand alone on record."""
    source = draft.said.source
    belongs = source is not None and source.kind in ("person", "organisation")
    return belongs and draft.new_speaker and len(draft.speaker) < 2


def draft_value(draft: DraftView, page: int) -> str:
    """What a draft's button carries: which draft, and the version that was seen."""
    return blocks.button_value(
        document=draft.document_id, draft=draft.id, page=page, version=draft.version
    )


def _linked_title(head: Head) -> str:
    title = mrkdwn.shortened(head.title or f"Document {head.document_id}", TITLE)
    return f"*Review:* {mrkdwn.link(head.url, title)}"


def _about(head: Head) -> str:
    outlet = mrkdwn.quote(head.outlet or "", words.NAME) or "outlet unknown"
    if head.published_on is None:
        return f"{outlet} · date unknown: days in its drafts are worked out without it"
    basis = _BASES.get(head.basis or "", mrkdwn.quote(head.basis or "", 60))
    return f"{outlet} · {writing.day(head.published_on)}" + (f" ({basis})" if basis else "")


def _about_all(head: Head, certain: Sequence[DraftView], page: int) -> list[Block]:
    """Buttons for all of it: the certain drafts of this page, and the document's own details."""
    row = []
    if certain:
        seen = " ".join(f"{one.id}.{one.version}" for one in certain)
        value = blocks.button_value(document=head.document_id, page=page, seen=seen)
        label = f"Approve all certain ones ({len(certain)})"
        row.append(blocks.button(label, action_ids.REVIEW_CERTAIN, value, style="primary"))
    label = "Details" if head.basis in ("editor", "given") else "Confirm the details"
    about = blocks.button_value(document=head.document_id)
    return [*row, blocks.button(label, action_ids.DETAILS, about)]


def _draft(draft: DraftView, place: int, page: int, statuses: Mapping[int, str]) -> list[Block]:
    value = draft_value(draft, page)
    if draft.state == "draft":
        row = [
            blocks.button("Approve", action_ids.REVIEW_APPROVE, value),
            blocks.button("Edit", action_ids.REVIEW_EDIT, value),
            blocks.button("Link to another claim", action_ids.REVIEW_LINK, value),
            blocks.button("Split", action_ids.REVIEW_SPLIT, value),
            blocks.button("Reject", action_ids.REVIEW_REJECT, value),
        ]
    else:
        row = [blocks.button("Undo", action_ids.REVIEW_UNDO, value)]
    return [blocks.section(draft_text(draft, place, statuses=statuses)), blocks.actions(*row)]


def _claim(draft: DraftView) -> str:
    what = draft.said.claim
    kind = _KINDS.get(what.kind, what.kind.replace("_", " "))
    if draft.claim is not None:
        return f"Claim on record: {mrkdwn.quote(draft.claim.text, CLAIM)}  #{draft.claim.id}"
    text = mrkdwn.quote(what.text, CLAIM) or "(no text)"
    about = [kind, *filter(None, [words.figure(what.figure, what.unit), _short(what.place)])]
    return f"New claim: {text}  ({', '.join(about)})"


def _near(near: Sequence[KnownClaim]) -> list[str]:
    if not near:
        return []
    shown = [f"   #{one.id} {mrkdwn.quote(one.text, NEAR)}" for one in near]
    return ["Near it on record:", *shown]


def _details(draft: DraftView) -> list[str]:
    said = draft.said
    found = ["in the speaker's own words" if said.passage.verbatim else "paraphrase", when(draft)]
    figure = words.figure(said.figure, said.unit)
    if figure:
        found.append(f"gives {figure}")
    if said.hedge:
        found.append(f"hedged: “{mrkdwn.quote(said.hedge, 60)}”")
    if said.relayed_by:
        found.append(f"via {mrkdwn.quote(said.relayed_by, words.NAME)}")
    return [*found, f"reading: {reading(draft.confidence)}"]


def when(draft: DraftView) -> str:
    """The day it was said, as far as it is known."""
    day, precision = draft.said.said_on, draft.said.said_precision
    if day is None:
        return "day unknown"
    if precision == "document":
        return f"{writing.day(day)} (the document's date)"
    if precision in ("month", "season"):
        return ("about " if precision == "season" else "") + writing.day(day).split(" ", 1)[1]
    return str(day.year) if precision == "year" else writing.day(day)


def _short(text: str | None) -> str:
    return mrkdwn.quote(text or "", words.NAME)


def _turning(head: Head, page: int, pages: int) -> list[Block]:
    def to(number: int) -> str:
        return blocks.button_value(document=head.document_id, page=number)

    row = []
    if page > 1:
        row.append(blocks.button("Previous", action_ids.REVIEW_PAGE_BACK, to(page - 1)))
    if page < pages:
        row.append(blocks.button("Next", action_ids.REVIEW_PAGE, to(page + 1)))
    return [blocks.divider(), blocks.actions(*row), blocks.context(f"Page {page} of {pages}")]
