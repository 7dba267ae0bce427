"""What came of adding something: its documents, their drafts, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from bot.add.details_view import FIELDS, TITLE, Known, detail, short_label
from bot.add.view import LISTED, NOTHING
from bot.i18n import gettext, ngettext
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Block, Message


class AddedDocument(Protocol):
    """As `bot.add.documents.AddedDocument`."""

    @property
    def document_id(self) -> int: ...
    @property
    def drafts(self) -> int: ...
    @property
    def already(self) -> bool: ...
    @property
    def title(self) -> str | None: ...
    @property
    def place(self) -> str: ...
    @property
    def remark(self) -> str: ...
    @property
    def remarks(self) -> tuple[str, ...]: ...
    @property
    def nothing_new(self) -> bool: ...


class Reviews(Protocol):
    """As `bot.record.edit.reviews.StoredReviews`."""

    @property
    def added(self) -> tuple[int, ...]: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def left(self) -> tuple[str, ...]: ...


class Added(Protocol):
    """As `bot.add.documents.Added`."""

    @property
    def documents(self) -> Sequence[AddedDocument]: ...
    @property
    def new(self) -> Sequence[AddedDocument]: ...
    @property
    def drafts(self) -> int: ...
    @property
    def reviews(self) -> Reviews | None: ...
    @property
    def review_remarks(self) -> tuple[str, ...]: ...
    @property
    def problems(self) -> tuple[str, ...]: ...


def waiting(drafts: int, *, nothing_new: bool = False) -> str:
    """The number of drafts that wait, in words; mrkdwn. `nothing_new` is as in `AddedDocument`."""
    if nothing_new:
        return gettext("*Added.* Nobody says anything new in it, so there are no drafts.")
    if not drafts:
        return gettext("*Added.* The rules find nobody quoted in it, so there are no drafts.")
    return ngettext(
        "*Added: {n} draft waits for review.* Nothing counts before that.",
        "*Added: {n} drafts wait for review.* Nothing counts before that.",
        drafts,
    )


def one_document(one: AddedDocument, known: Known) -> Message:
    """The result for one text or page, how its details are known, and the next steps."""
    title = mrkdwn.shortened(known.title or _untitled(one.document_id), TITLE)
    told = waiting(one.drafts, nothing_new=one.nothing_new)
    head = f"{_already(one.remark)}\n" if one.already else f"{told}\n"
    if one.already:
        head += ngettext("It has {n} draft.", "It has {n} drafts.", one.drafts) + "\n"
    rows = [f"{head}{mrkdwn.link(known.url, title)}"]
    rows += [f"• {short_label(name)}: {detail(known, name)}" for name in FIELDS if name != "title"]
    body: list[Block] = [blocks.section("\n".join(rows))]
    remarks = [mrkdwn.quote(remark, 280) for remark in one.remarks[:LISTED]]
    if any(remarks):
        body.append(blocks.context("\n".join(filter(None, remarks))))
    row = []
    if one.drafts:
        row.append(_review_button(one.document_id))
    row.append(
        blocks.button(
            gettext("Confirm the details"),
            action_ids.DETAILS,
            blocks.button_value(document=one.document_id),
        )
    )
    body.append(blocks.actions(*row))
    said = gettext("On record already") if one.already else told.replace("*", "")
    return fit(Message(f"{said} {mrkdwn.quote(title, TITLE)}", body))


def several(added: Added, *, problems: bool = True) -> Message:
    """The result for a table, a feed or a file of reviews. `problems`: list what was not taken."""
    rows: list[str] = []
    if added.documents:
        new = added.new
        rows.append(
            gettext(
                "*{documents} added, {drafts} to review.*",
                documents=ngettext("{n} document", "{n} documents", len(new)),
                drafts=ngettext("{n} draft", "{n} drafts", added.drafts),
            )
        )
        rows += [_in_one_line(one) for one in new[:LISTED]]
        rows += and_more(len(new))
        known = len(added.documents) - len(new)
        if known:
            rows.append(
                ngettext(
                    "{n} document of it on record already.",
                    "{n} documents of it on record already.",
                    known,
                )
            )
    if added.reviews is not None:
        rows.append(_reviews(added.reviews))
    noted = [
        *(added.problems if problems else ()),
        *added.review_remarks,
        *(added.reviews.left if added.reviews else ()),
    ]
    noted += [
        f"{one.place}: {remark}" if one.place else remark
        for one in added.new
        for remark in one.remarks
    ]
    if not rows:
        rows.append(f"*{gettext(NOTHING)}*")
    body = blocks.sections(rows[0], rows[1:])
    if noted:
        shown = [f"• {mrkdwn.quote(one, 400)}" for one in noted[:LISTED]] + and_more(len(noted))
        body += blocks.sections(gettext("*What to know*"), shown)
    with_drafts = [one for one in added.new if one.drafts]
    if with_drafts:
        body.append(blocks.actions(_review_button(with_drafts[0].document_id)))
    return fit(Message(rows[0].replace("*", ""), body))


def _in_one_line(one: AddedDocument) -> str:
    title = mrkdwn.quote(one.title or _untitled(one.document_id), TITLE)
    return f"• {title}: " + ngettext("{n} draft", "{n} drafts", one.drafts)


def _untitled(document_id: int) -> str:
    return gettext("Document {number}", number=document_id)


def to_review(documents: Sequence[tuple[int, str, int]], by: str) -> Message:
    """To the desk: several documents that a person added, (document, title, drafts) of each."""
    drafts = sum(number for _, _, number in documents)
    text = gettext(
        "*{what}* Added by {person}.",
        what=to_review_in_words(len(documents), drafts),
        person=mrkdwn.user(by),
    )
    return fit(Message(text.replace("*", ""), [blocks.section(text), *each_document(documents)]))


def to_review_in_words(documents: int, drafts: int) -> str:
    """ "3 new documents, 12 drafts to review." """
    if not documents:
        return gettext("nothing new to review.")
    return gettext(
        "{documents}, {drafts} to review.",
        documents=ngettext("{n} new document", "{n} new documents", documents),
        drafts=ngettext("{n} draft", "{n} drafts", drafts),
    )


_PERSON = re.compile(r"\b[UW][A-Z0-9]{5,}(?=\))")


def _already(remark: str) -> str:
    """The remark, with the person who added the document as a mention."""
    who = _PERSON.search(remark)
    if who is None:
        return f"*{mrkdwn.quote(remark, 500)}*"
    head, bracket, rest = remark.partition(")")
    before, after = head[: who.start()], head[who.end() :] + bracket
    shown = mrkdwn.user(who[0])
    return f"*{mrkdwn.quote(before, 300)} {shown}{mrkdwn.escape(after)}*{mrkdwn.escape(rest)}"


def _reviews(reviews: Reviews) -> str:
    added = ngettext(
        "*{n} fact-check by others added*", "*{n} fact-checks by others added*", len(reviews.added)
    )
    if reviews.unchanged:
        added += ", " + ngettext(
            "{n} was there already", "{n} were there already", reviews.unchanged
        )
    return f"{added}. " + gettext("They are shown on a claim's card once linked to it.")


def _review_button(document_id: int) -> Block:
    value = blocks.button_value(document=document_id, page=1)
    return blocks.button(
        gettext("Review the drafts"), action_ids.REVIEW_OPEN, value, style="primary"
    )


def each_document(documents: Sequence[tuple[int, str, int]]) -> list[Block]:
    """Each document (number, title, drafts) with a button to its review."""
    body = [
        blocks.section(
            f"{mrkdwn.quote(title, TITLE)}\n" + ngettext("{n} draft", "{n} drafts", drafts),
            _review_button(document_id),
        )
        for document_id, title, drafts in documents[:LISTED]
    ]
    if len(documents) > LISTED:
        rest = len(documents) - LISTED
        body.append(
            blocks.context(
                ngettext(
                    "and {n} more, in the queue: /onrecord queue",
                    "and {n} more, in the queue: /onrecord queue",
                    rest,
                )
            )
        )
    return body


def and_more(number: int) -> list[str]:
    """How many are not listed."""
    left = number - LISTED
    return [ngettext("and {n} more", "and {n} more", left)] if left > 0 else []
