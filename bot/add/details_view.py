"""What people see of a document's details: the form that confirms them, and how each is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.ask import words
from bot.language import writing
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form
from bot.slack.limits import fit
from bot.slack.message import Block, Message, View

TITLE = 200  # of a document, in UTF-16 code units
FIELD = 300  # characters of a detail that an editor can give

_BASES = {
    "given": "given by whoever added it",
    "json-ld": "read from the page's JSON-LD",
    "trafilatura": "read from the page's mark-up",
    "htmldate": "found on the page or in its address",
    "feed": "from the feed",
    "file": "from the file",
    "address": "from its address",
    "outlet-zone": "its time is given in universal time; this is its day by the outlet's clock",
    "html": "from the page's mark-up",
    "words": "told from the text itself",
    "editor": "confirmed by an editor",
}

ADDRESS_OFF = "without_address"

_DETAIL = "detail_"  # before the name of a field: its input

FIELDS = ("outlet", "author", "title", "published_on", "language", "topic")

_LABELS = {
    "outlet": "Outlet",
    "author": "Author",
    "title": "Title",
    "published_on": "Date of publication",
    "language": "Language (two letters, like en)",
    "topic": "Topic of the claims made from it",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A document's present details. `bases` has, by field, how each is known. `opening` is the
    beginning of its text, for a document without a title. `address_names`: its address contains the
    name of a confidential source."""

    document_id: int
    url: str | None
    outlet: str | None
    author: str | None
    title: str | None
    published_on: date | None
    language: str | None
    bases: Mapping[str, str]
    opening: str = ""
    topic: str | None = None
    address_names: bool = False

    @property
    def name(self) -> str:
        """Its title, else its first words."""
        return self.title or self.opening or f"Document {self.document_id}"


def details_form(known: Known, *, seen: int, above: str = "") -> View:
    """The form in which an editor confirms a document's details, each with how it is known."""
    head = [above] if above else []
    title = mrkdwn.link(known.url, mrkdwn.shortened(known.name, TITLE))
    head.append(f"{title}\nAbout one machine-read date in ten is wrong. Please look at each.")
    inputs = [_detail_field(known, name) for name in FIELDS]
    if known.address_names:
        inputs.append(_address_off())
    form = Form(
        "Confirm the details",
        "Confirm",
        {"document": known.document_id, "seen": seen},
        "\n".join(head),
        inputs,
        callback_id=action_ids.DETAILS_VIEW,
        close="Later",
    )
    return forms.modal(form)


def detail_input(name: str) -> str:
    """Block and action id of a detail's input."""
    return f"{_DETAIL}{name}"


def confirmed(
    known: Known, *, date_changed: bool, days: int, dated: int, statuses: int, topics: int
) -> Message:
    """Shown after the details were confirmed, with what changed because of it."""
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
    if topics:
        rows.append(f"{writing.count(topics, 'claim')} made from it got the topic too.")
    if statuses:
        rows.append(f"{writing.count(statuses, 'claim')} got another status by it.")
    return fit(Message("Confirmed.", [blocks.section("\n".join(rows))]))


def detail(known: Known, name: str) -> str:
    """A detail and how it is known; mrkdwn."""
    value = getattr(known, name)
    if value is None:
        return "not known"
    shown = writing.day(value) if isinstance(value, date) else mrkdwn.quote(str(value), words.NAME)
    basis = _BASES.get(known.bases.get(name, ""))
    return f"{shown} — {basis}" if basis else shown


def short_label(name: str) -> str:
    """What a detail is called in a list."""
    short = {"published_on": "Date", "language": "Language", "topic": "Topic"}
    return short.get(name, _LABELS[name])


def _detail_field(known: Known, name: str) -> Block:
    """The input for a detail, as it is known now."""
    value, hint = getattr(known, name), _basis(known, name)
    if name == "published_on":
        on = value.isoformat() if value is not None else None
        return forms.day(detail_input(name), _LABELS[name], on, hint=hint)
    shown = mrkdwn.shortened(value or "", FIELD)
    return forms.short_text(detail_input(name), _LABELS[name], shown, most=FIELD, hint=hint)


def _address_off() -> Block:
    """A box to tick if the address contains a confidential name."""
    return forms.ticks(
        detail_input(ADDRESS_OFF),
        "Address",
        [(ADDRESS_OFF, "Take the address off")],
        (),
        hint="It has the name of a confidential source in it, and others would read it.",
    )


def _basis(known: Known, name: str) -> str:
    if getattr(known, name) is None:
        return "Not known." if known.bases.get(name) != "editor" else "Left empty by an editor."
    said = _BASES.get(known.bases.get(name, ""))
    if said is None:
        return "How it is known is not noted."
    value = known.published_on if name == "published_on" else None
    return f"{writing.day(value)}: {said}." if value else f"{said[0].upper()}{said[1:]}."
