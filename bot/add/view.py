"""What people see while they add to the record: the form, the progress, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.add.details_view import FIELD, FIELDS, TITLE, Known, detail, short_label
from bot.language import writing
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form
from bot.slack.limits import fit
from bot.slack.message import Block, Message, View

LISTED = 10  # documents, problems and remarks that a message lists
LINK = 300  # of an address in a message

_NOTHING = "Nothing was added."

NOTHING_TO_ADD = (
    "There are no words to put on record in that message, and files in it are not read. "
    "Paste the text, or the address of the page, into `/onrecord add`."
)
"""For a message that says nothing: a file, a canvas, a huddle, what Slack tells, or the bot's."""


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


def form() -> View:
    """The form of `/onrecord add`: a text or an address, and what the person knows of it."""
    inputs = [
        forms.short_text(
            action_ids.ADD_ADDRESS,
            "Address of an article, a feed or a fact-check",
            most=2000,
            hint="Begins with https://. Leave it empty to paste the text itself.",
        ),
        forms.rich_text(
            action_ids.ADD_TEXT, "Or its text", hint="The whole article. Formatting is not kept."
        ),
        forms.short_text(
            action_ids.ADD_OUTLET,
            "Outlet",
            most=FIELD,
            hint="Who published it. Empty: what the page says.",
        ),
        forms.day(
            action_ids.ADD_DATE,
            "Date of publication",
            None,
            hint="“On Monday” in the text is worked out from it. Empty: what the page says.",
        ),
    ]
    form = Form("Add to the record", "Add", {}, inputs=inputs, callback_id=action_ids.ADD_VIEW)
    return forms.modal(form)


def under_way() -> Message:
    """Shown at once, while the source is read."""
    return one_section(
        "On it. You get a direct message with what came of it; the drafts then wait for review."
    )


def reading(argument: str) -> Message:
    """Shown while a page is fetched."""
    return one_section(
        f"Reading {address_link(argument)} … I change this message when that is done."
    )


def progress(done: int, total: int) -> Message:
    """Shown while several items are read."""
    return one_section(f"Reading: {done} of {total} items done …")


def failed(sentence: str, argument: str, *, on_record: bool = False) -> Message:
    """Why something could not be added. With `on_record` it was added, but its result could not be
    told. The sentence is plain text, since it may quote the source."""
    about = f"{address_link(argument)}\n" if argument.lower().startswith(("http", "<http")) else ""
    lines = [mrkdwn.quote(line, 500) for line in sentence.split("\n")][: LISTED * 2]
    done = "It is on record, but I cannot show what came of it." if on_record else _NOTHING
    text = f"*{done}* " + about + "\n".join(lines)
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))


def waiting(drafts: int, *, nothing_new: bool = False) -> str:
    """The number of drafts that wait, in words; mrkdwn. `nothing_new` is as in `AddedDocument`."""
    if nothing_new:
        return "*Added.* Nobody says anything new in it, so there are no drafts."
    if not drafts:
        return "*Added.* The rules find nobody quoted in it, so there are no drafts."
    verb = "waits" if drafts == 1 else "wait"
    return (
        f"*Added: {writing.count(drafts, 'draft')} {verb} for review.* Nothing counts before that."
    )


def one_document(one: AddedDocument, known: Known) -> Message:
    """The result for one text or page, how its details are known, and the next steps."""
    title = mrkdwn.shortened(known.title or f"Document {one.document_id}", TITLE)
    told = waiting(one.drafts, nothing_new=one.nothing_new)
    head = f"{_already(one.remark)}\n" if one.already else f"{told}\n"
    if one.already:
        head += f"It has {writing.count(one.drafts, 'draft')}.\n"
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
            "Confirm the details",
            action_ids.DETAILS,
            blocks.button_value(document=one.document_id),
        )
    )
    body.append(blocks.actions(*row))
    said = "On record already" if one.already else told.replace("*", "")
    return fit(Message(f"{said} {mrkdwn.quote(title, TITLE)}", body))


def several(added: Added, *, problems: bool = True) -> Message:
    """The result for a table, a feed or a file of reviews. `problems`: list what was not taken."""
    rows: list[str] = []
    if added.documents:
        new = added.new
        rows.append(
            f"*{writing.count(len(new), 'document')} added, "
            f"{writing.count(added.drafts, 'draft')} to review.*"
        )
        rows += [
            f"• {mrkdwn.quote(one.title or f'Document {one.document_id}', TITLE)}: "
            f"{writing.count(one.drafts, 'draft')}"
            for one in new[:LISTED]
        ]
        rows += and_more(len(new))
        known = len(added.documents) - len(new)
        if known:
            rows.append(f"{writing.count(known, 'document')} of it on record already.")
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
        rows.append(f"*{_NOTHING}*")
    body = blocks.sections(rows[0], rows[1:])
    if noted:
        shown = [f"• {mrkdwn.quote(one, 400)}" for one in noted[:LISTED]] + and_more(len(noted))
        body += blocks.sections("*What to know*", shown)
    with_drafts = [one for one in added.new if one.drafts]
    if with_drafts:
        body.append(blocks.actions(_review_button(with_drafts[0].document_id)))
    return fit(Message(rows[0].replace("*", ""), body))


def to_review(documents: Sequence[tuple[int, str, int]], by: str) -> Message:
    """To the desk: several documents that a person added, (document, title, drafts) of each."""
    drafts = sum(number for _, _, number in documents)
    text = f"*{to_review_in_words(len(documents), drafts)}* Added by {mrkdwn.user(by)}."
    return fit(Message(text.replace("*", ""), [blocks.section(text), *each_document(documents)]))


def to_review_in_words(documents: int, drafts: int) -> str:
    """ "3 new documents, 12 drafts to review." """
    if not documents:
        return "nothing new to review."
    return (
        f"{writing.count(documents, 'new document')}, {writing.count(drafts, 'draft')} to review."
    )


def accepted(url: str) -> Message:
    """Shown after "Add to record" under a link."""
    return reading(url)


def _already(remark: str) -> str:
    """The remark, with the person who added the document as a mention."""
    head, by, who = remark.partition(" by ")
    name, bracket, rest = who.partition(")")
    shown = mrkdwn.user(name)
    if by and bracket and shown.startswith("<"):
        return f"*{mrkdwn.quote(head, 300)} by {shown})*{mrkdwn.escape(rest)}"
    return f"*{mrkdwn.quote(remark, 500)}*"


def _reviews(reviews: Reviews) -> str:
    added = writing.count(len(reviews.added), "fact-check by others", "fact-checks by others")
    known = f", {reviews.unchanged} were there already" if reviews.unchanged else ""
    return f"*{added} added*{known}. They are shown on a claim's card once linked to it."


def _review_button(document_id: int) -> Block:
    value = blocks.button_value(document=document_id, page=1)
    return blocks.button("Review the drafts", action_ids.REVIEW_OPEN, value, style="primary")


def each_document(documents: Sequence[tuple[int, str, int]]) -> list[Block]:
    """Each document (number, title, drafts) with a button to its review."""
    body = [
        blocks.section(
            f"{mrkdwn.quote(title, TITLE)}\n{writing.count(drafts, 'draft')}",
            _review_button(document_id),
        )
        for document_id, title, drafts in documents[:LISTED]
    ]
    if len(documents) > LISTED:
        rest = len(documents) - LISTED
        body.append(blocks.context(f"and {rest} more, in the queue: /onrecord queue"))
    return body


def and_more(number: int) -> list[str]:
    """How many are not listed."""
    return [f"and {number - LISTED} more"] if number > LISTED else []


def address_link(argument: str) -> str:
    """An address as a link, shortened."""
    trimmed = argument.strip().strip("<>").partition("|")[0]
    return mrkdwn.link(trimmed, mrkdwn.shortened(trimmed, LINK)) or "(no address)"


def one_section(text: str) -> Message:
    """A message of one paragraph."""
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))
