"""What people see while they add to the record: the form, progress, what came of it, feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.ask import words
from bot.language import writing
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Block, Message, View

TITLE = 200  # of a document, in UTF-16 code units
LISTED = 10  # documents, problems and remarks that a message lists
FIELD = 300  # characters of a detail that an editor can give
LINK = 300  # of an address in a message

_BASES = {
    "given": "given by whoever added it",
    "json-ld": "read from the page's JSON-LD",
    "trafilatura": "read from the page's mark-up",
    "htmldate": "found on the page or in its address",
    "feed": "from the feed",
    "file": "from the file",
    "address": "from its address",
    "html": "from the page's mark-up",
    "words": "told from the text itself",
    "editor": "confirmed by an editor",
}

ADDRESS_OFF = "without_address"
FIELDS = ("outlet", "author", "title", "published_on", "language")
_LABELS = {
    "outlet": "Outlet",
    "author": "Author",
    "title": "Title",
    "published_on": "Date of publication",
    "language": "Language (two letters, like en)",
}

_NOTHING = "Nothing was added."


@dataclass(frozen=True, slots=True)
class Known:
    """A document's details as they stand; `bases` has, by field, how each is known. `opening` is
    how its text begins, for one without a title; `address_names`: its address says the name of a
    confidential source."""

    document_id: int
    url: str | None
    outlet: str | None
    author: str | None
    title: str | None
    published_on: date | None
    language: str | None
    bases: Mapping[str, str]
    opening: str = ""
    address_names: bool = False

    @property
    def name(self) -> str:
        """Its title, else its first words."""
        return self.title or self.opening or f"Document {self.document_id}"


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
    return {
        "type": "modal",
        "callback_id": action_ids.ADD_VIEW,
        "title": blocks.plain_text("Add to the record"),
        "submit": blocks.plain_text("Add"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [
            field_input(
                action_ids.ADD_ADDRESS,
                "Address of an article, a feed or a fact-check",
                {"type": "plain_text_input", "max_length": 2000},
                hint="Begins with https://. Leave it empty to paste the text itself.",
            ),
            field_input(
                action_ids.ADD_TEXT,
                "Or its text",
                {"type": "rich_text_input"},
                hint="The whole article. Formatting is not kept.",
            ),
            field_input(
                action_ids.ADD_OUTLET,
                "Outlet",
                {"type": "plain_text_input", "max_length": FIELD},
                hint="Who published it. Empty: what the page says.",
            ),
            field_input(
                action_ids.ADD_DATE,
                "Date of publication",
                {"type": "datepicker"},
                hint="“On Monday” in the text is worked out from it. Empty: what the page says.",
            ),
        ],
    }


def details_form(known: Known, *, seen: str, above: str = "") -> View:
    """The form in which an editor confirms a document's details, each with how it is known."""
    head = [above] if above else []
    title = mrkdwn.link(known.url, mrkdwn.shortened(known.name, TITLE))
    head.append(f"{title}\nAbout one machine-read date in ten is wrong. Please look at each.")
    body: list[Block] = [blocks.section("\n".join(head))]
    for name in FIELDS:
        value = getattr(known, name)
        element: Block = {"type": "plain_text_input", "max_length": FIELD}
        if name == "published_on":
            element = {"type": "datepicker"}
            if value is not None:
                element["initial_date"] = value.isoformat()
        elif shown := mrkdwn.shortened(value or "", FIELD):
            element["initial_value"] = shown
        body.append(
            field_input(f"{_DETAIL}{name}", _LABELS[name], element, hint=_basis(known, name))
        )
    if known.address_names:
        body.append(_address_off())
    return {
        "type": "modal",
        "callback_id": action_ids.DETAILS_VIEW,
        "title": blocks.plain_text("Confirm the details"),
        "submit": blocks.plain_text("Confirm"),
        "close": blocks.plain_text("Later"),
        "private_metadata": blocks.button_value(document=known.document_id, seen=seen),
        "blocks": body,
    }


def _address_off() -> Block:
    """A box to tick where the address says a confidential name."""
    off: Block = {"text": blocks.plain_text("Take the address off"), "value": ADDRESS_OFF}
    element: Block = {"type": "checkboxes", "options": [off]}
    hint = "It has the name of a confidential source in it, and others would read it."
    return field_input(f"{_DETAIL}{ADDRESS_OFF}", "Address", element, hint=hint)


def detail_input(name: str) -> str:
    """Block and action id of a detail's input."""
    return f"{_DETAIL}{name}"


def under_way() -> Message:
    """At once, while the source is read."""
    return said(
        "On it. You get a direct message with what came of it; the drafts then wait for review."
    )


def reading(argument: str) -> Message:
    """While a page is fetched."""
    return said(f"Reading {address_link(argument)} … I change this message when that is done.")


def progress(done: int, total: int) -> Message:
    """While several items are read."""
    return said(f"Reading: {done} of {total} items done …")


def failed(sentence: str, argument: str, *, on_record: bool = False) -> Message:
    """Why something could not be added, or, where it is `on_record`, not be told of: the sentence
    is plain text, it may quote the source."""
    about = f"{address_link(argument)}\n" if argument.lower().startswith(("http", "<http")) else ""
    lines = [mrkdwn.quote(line, 500) for line in sentence.split("\n")][: LISTED * 2]
    done = "It is on record, but I cannot show what came of it." if on_record else _NOTHING
    text = f"*{done}* " + about + "\n".join(lines)
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))


def waiting(drafts: int) -> str:
    """How many drafts wait; mrkdwn."""
    if not drafts:
        return "*Added.* The rules find nobody quoted in it, so there are no drafts."
    verb = "waits" if drafts == 1 else "wait"
    return (
        f"*Added: {writing.count(drafts, 'draft')} {verb} for review.* Nothing counts before that."
    )


def one_document(one: AddedDocument, known: Known) -> Message:
    """What came of one text or page, how its details are known, and the way on."""
    title = mrkdwn.shortened(known.title or f"Document {one.document_id}", TITLE)
    head = f"{_already(one.remark)}\n" if one.already else f"{waiting(one.drafts)}\n"
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
    said = "On record already" if one.already else waiting(one.drafts).replace("*", "")
    return fit(Message(f"{said} {mrkdwn.quote(title, TITLE)}", body))


def several(added: Added, *, problems: bool = True) -> Message:
    """What came of a table, a feed or a file of reviews. `problems`: with what was not taken."""
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


def link_offer(offers: Sequence[tuple[int, str]]) -> Message:
    """To an editor who sent links and nothing else: (number of the offer, address)."""
    body: list[Block] = [
        blocks.section("*Add to the record?* I read the page and draft who says what.")
    ]
    for number, url in offers:
        add = blocks.button(
            "Add to record", action_ids.ADD_LINK, blocks.button_value(addition=number)
        )
        body.append(blocks.section(address_link(url), add))
    return fit(Message("Add to the record?", body))


def feed_offer(number: int, title: str, items: int, newest: int) -> Message:
    """A feed was named: follow it, or take what is in it now."""
    shown = mrkdwn.quote(title, TITLE)
    listed = writing.count(items, "item")
    text = (
        f"*This is a feed: {shown}*, with {listed}. I can follow it and draft every new item, or "
        "read it this once."
    )
    if newest < items:
        text += f" Of what is in it now I take the newest {newest}."
    value = blocks.button_value(addition=number)
    row = (
        blocks.button("Follow it", action_ids.FOLLOW_FEED, value, style="primary"),
        blocks.button("Read it once", action_ids.READ_FEED, value),
    )
    return fit(Message(f"This is a feed: {shown}", [blocks.section(text), blocks.actions(*row)]))


def following(title: str, every: str) -> Message:
    """After "Follow it"."""
    shown = mrkdwn.quote(title, TITLE)
    return said(f"*Following {shown}*, every {every}. What is in it now is being read …")


def feed_loading(title: str, done: int, total: int) -> Message:
    """While a feed's items are read for the first time."""
    return said(f"Following {mrkdwn.quote(title, TITLE)}: {done} of {total} items read …")


def feed_polled(
    title: str, documents: Sequence[tuple[int, str, int]], problems: Sequence[str], left: int
) -> Message:
    """What a feed brought: (document, title, drafts) of each. `left` older items of a first load
    were not read."""
    shown = mrkdwn.quote(title, TITLE)
    drafts = sum(number for _, _, number in documents)
    text = f"*{shown}*: " + to_review_in_words(len(documents), drafts)
    if left:
        text += f" {writing.count(left, 'older item')} in it stayed unread."
    body: list[Block] = [blocks.section(text), *each_document(documents)]
    if problems:
        listed = [f"• {mrkdwn.quote(one, 400)}" for one in problems[:LISTED]]
        body += blocks.sections("*Not read*", listed + and_more(len(problems)))
    return fit(Message(text.replace("*", ""), body))


def to_review(documents: Sequence[tuple[int, str, int]], by: str) -> Message:
    """To the desk: several documents that somebody added, (document, title, drafts) of each."""
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


def feed_failing(title: str, sentence: str, when: str) -> Message:
    """A feed that was followed for the first time cannot be read."""
    shown = mrkdwn.quote(title, TITLE)
    return said(f"*{shown}* cannot be read: {mrkdwn.quote(sentence, 500)} I try again {when}.")


def accepted(url: str) -> Message:
    """After "Add to record" under a link."""
    return reading(url)


def confirmed(known: Known, *, date_changed: bool, days: int, dated: int, statuses: int) -> Message:
    """After the details were confirmed, and what followed from it."""
    title = mrkdwn.link(known.url, mrkdwn.shortened(known.name, TITLE))
    rows = [f"*Confirmed:* {title}"]
    rows += [f"• {short_label(name)}: {detail(known, name)}" for name in FIELDS if name != "title"]
    if date_changed:
        rows.append(f"With the new date, {writing.count(days, 'draft')} of it got another day.")
    if dated:
        verb = "was" if dated == 1 else "were"
        rows.append(
            f"{writing.count(dated, 'approved attribution')} from it {verb} dated before; look "
            "whether the day still holds."
        )
    if statuses:
        rows.append(f"{writing.count(statuses, 'claim')} got another status by it.")
    return fit(Message("Confirmed.", [blocks.section("\n".join(rows))]))


_DETAIL = "detail_"


def field_input(name: str, label: str, element: Block, *, hint: str) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": blocks.plain_text(label),
        "hint": blocks.plain_text(hint),
        "element": {**element, "action_id": name},
    }


def _basis(known: Known, name: str) -> str:
    if getattr(known, name) is None:
        return "Not known." if known.bases.get(name) != "editor" else "Left empty by an editor."
    said = _BASES.get(known.bases.get(name, ""))
    if said is None:
        return "How it is known is not noted."
    value = known.published_on if name == "published_on" else None
    return f"{writing.day(value)}: {said}." if value else f"{said[0].upper()}{said[1:]}."


def detail(known: Known, name: str) -> str:
    value = getattr(known, name)
    if value is None:
        return "not known"
    shown = writing.day(value) if isinstance(value, date) else mrkdwn.quote(str(value), words.NAME)
    basis = _BASES.get(known.bases.get(name, ""))
    return f"{shown} — {basis}" if basis else shown


def short_label(name: str) -> str:
    return {"published_on": "Date", "language": "Language"}.get(name, _LABELS[name])


def _already(remark: str) -> str:
    """The remark with whoever added it as a mention."""
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
    return [f"and {number - LISTED} more"] if number > LISTED else []


def address_link(argument: str) -> str:
    trimmed = argument.strip().strip("<>").partition("|")[0]
    return mrkdwn.link(trimmed, mrkdwn.shortened(trimmed, LINK)) or "(no address)"


def said(text: str) -> Message:
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))
