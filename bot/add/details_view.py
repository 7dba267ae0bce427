"""What people see of a document's details: the form that confirms them, and how each is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.ask import words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form
from bot.slack.limits import fit
from bot.slack.message import Block, Message, View

TITLE = 200  # of a document, in UTF-16 code units
FIELD = 300  # characters of a detail that an editor can give

_BASES = {
    "given": N_("given by whoever added it"),
    "json-ld": N_("read from the page's JSON-LD"),
    "trafilatura": N_("read from the page's mark-up"),
    "htmldate": N_("found on the page or in its address"),
    "feed": N_("from the feed"),
    "file": N_("from the file"),
    "address": N_("from its address"),
    "outlet-zone": N_("its time is given in universal time; this is its day by the outlet's clock"),
    "html": N_("from the page's mark-up"),
    "words": N_("told from the text itself"),
    "editor": N_("confirmed by an editor"),
}

ADDRESS_OFF = "without_address"

_DETAIL = "detail_"  # before the name of a field: its input

FIELDS = ("outlet", "author", "title", "published_on", "language", "topic")

_LABELS = {
    "outlet": N_("Outlet"),
    "author": N_("Author"),
    "title": N_("Title"),
    "published_on": N_("Date of publication"),
    "language": N_("Language (two letters, like en)"),
    "topic": N_("Topic of the claims made from it"),
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
        return (
            self.title
            or self.opening
            or gettext("Document {document_id}", document_id=self.document_id)
        )


def details_form(known: Known, *, seen: int, above: str = "") -> View:
    """The form in which an editor confirms a document's details, each with how it is known."""
    head = [above] if above else []
    title = mrkdwn.link(known.url, mrkdwn.shortened(known.name, TITLE))
    head.append(
        gettext(
            "{title}\nAbout one machine-read date in ten is wrong. Please look at each.",
            title=title,
        )
    )
    inputs = [_detail_field(known, name) for name in FIELDS]
    if known.address_names:
        inputs.append(_address_off())
    form = Form(
        gettext("Confirm the details"),
        gettext("Confirm"),
        {"document": known.document_id, "seen": seen},
        "\n".join(head),
        inputs,
        callback_id=action_ids.DETAILS_VIEW,
        close=gettext("Later"),
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
    rows = [gettext("*Confirmed:* {title}", title=title)]
    rows += [f"• {short_label(name)}: {detail(known, name)}" for name in FIELDS if name != "title"]
    if date_changed:
        rows.append(
            ngettext(
                "With the new date, {n} draft of it got another day.",
                "With the new date, {n} drafts of it got another day.",
                days,
            )
        )
    if dated:
        rows.append(
            ngettext(
                "{n} approved attribution from it was dated before; "
                "look whether the day still holds.",
                "{n} approved attributions from it were dated before; "
                "look whether the day still holds.",
                dated,
            )
        )
    if topics:
        rows.append(
            ngettext(
                "{n} claim made from it got the topic too.",
                "{n} claims made from it got the topic too.",
                topics,
            )
        )
    if statuses:
        rows.append(
            ngettext(
                "{n} claim got another status by it.",
                "{n} claims got another status by it.",
                statuses,
            )
        )
    return fit(Message(gettext("Confirmed."), [blocks.section("\n".join(rows))]))


def detail(known: Known, name: str) -> str:
    """A detail and how it is known; mrkdwn."""
    value = getattr(known, name)
    if value is None:
        return gettext("not known")
    shown = writing.day(value) if isinstance(value, date) else mrkdwn.quote(str(value), words.NAME)
    basis = _BASES.get(known.bases.get(name, ""))
    return f"{shown} — {gettext(basis)}" if basis else shown


_SHORT = {"published_on": N_("Date"), "language": N_("Language"), "topic": N_("Topic")}


def short_label(name: str) -> str:
    """What a detail is called in a list."""
    return gettext(_SHORT.get(name) or _LABELS[name])


def _detail_field(known: Known, name: str) -> Block:
    """The input for a detail, as it is known now."""
    value, hint = getattr(known, name), _basis(known, name)
    if name == "published_on":
        on = value.isoformat() if value is not None else None
        return forms.day(detail_input(name), gettext(_LABELS[name]), on, hint=hint)
    shown = mrkdwn.shortened(value or "", FIELD)
    return forms.short_text(
        detail_input(name), gettext(_LABELS[name]), shown, most=FIELD, hint=hint
    )


def _address_off() -> Block:
    """A box to tick if the address contains a confidential name."""
    return forms.ticks(
        detail_input(ADDRESS_OFF),
        gettext("Address"),
        [(ADDRESS_OFF, gettext("Take the address off"))],
        (),
        hint=gettext("It has the name of a confidential source in it, and others would read it."),
    )


def _basis(known: Known, name: str) -> str:
    if getattr(known, name) is None:
        return (
            gettext("Not known.")
            if known.bases.get(name) != "editor"
            else gettext("Left empty by an editor.")
        )
    basis = _BASES.get(known.bases.get(name, ""))
    if basis is None:
        return gettext("How it is known is not noted.")
    said = gettext(basis)
    value = known.published_on if name == "published_on" else None
    return f"{writing.day(value)}: {said}." if value else f"{said[0].upper()}{said[1:]}."
