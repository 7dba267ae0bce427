"""The queue of what waits for an editor: counts, documents, drafts, imported drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import i18n
from bot.ask import words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.review import draft_view, head_view
from bot.review.marking import SENTENCE
from bot.review.several_view import QUEUE_SEVERAL, TOPIC
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import OPTION_TEXT, fit
from bot.slack.message import Block, Message
from bot.slack.text import shortened

if TYPE_CHECKING:
    from bot.record.drafts.imported import ImportedDraft
    from bot.record.drafts.queue import Counts, DocumentCount
    from bot.record.drafts.views import DraftView
    from bot.record.drafts.waiting_topics import WaitingTopic

# The ids of its buttons and forms; `handlers/` listens to them.
QUEUE_SHOW: Final = ActionId("queue_show")
QUEUE_PAGE: Final = ActionId("queue_page")
QUEUE_PAGE_BACK: Final = ActionId("queue_page_back")
IMPORTED_APPROVE: Final = ActionId("imported_approve")
IMPORTED_REJECT: Final = ActionId("imported_reject")
IMPORTED_UNDO: Final = ActionId("imported_undo")


FILTERS: Final = {
    "all": N_("All documents"),
    "certain": N_("Certain drafts"),
    "flagged": N_("Flagged drafts"),
    "mine": N_("My drafts"),
    "imported": N_("Imported drafts"),
}
"""What the queue can show: the word after `/onrecord queue`, and how the menu names it."""

_NOTHING_OF_TOPIC = N_("No drafts of this topic wait.")

_NOTHING: Final = {
    "all": N_("No drafts wait for a decision. /onrecord add brings in a document."),
    "certain": N_("No certain drafts wait."),
    "flagged": N_("No flagged drafts wait."),
    "mine": N_("None of what you added or changed waits."),
    "imported": N_("No imported drafts wait."),
}


TOPICS = 50
"""Topics in the menu: those of which the most drafts wait."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What the queue shows (a name of FILTERS, or TOPIC and a short name), and the topics of the
    drafts that wait."""

    shown: str
    topics: Sequence[WaitingTopic] = ()

    @property
    def parts(self) -> dict[str, str]:
        """The parts of the queue, by name, as the menu names them."""
        named = {
            TOPIC + one.short: shortened(
                gettext("Topic: {name} ({open})", name=one.name, open=i18n.grouped(one.open)),
                OPTION_TEXT,
            )
            for one in self.topics
            if one in self.topics[:TOPICS] or self.shown == TOPIC + one.short
        }
        return {name: gettext(label) for name, label in FILTERS.items()} | named


def no_such_topic(show: str) -> list[Block]:
    """A note above the queue for a topic of which no draft waits."""
    asked = mrkdwn.quote(show.removeprefix(TOPIC), words.NAME)
    return [
        blocks.context(
            gettext(
                "No draft of the topic “{asked}” waits. The menu has those that do.", asked=asked
            )
        )
    ]


def head(counts: Counts, menu_of: Menu) -> list[Block]:
    """How much waits, and the menu of parts to show."""
    parts = menu_of.parts
    options = [
        {"text": blocks.plain_text(text), "value": blocks.button_value(show=name)}
        for name, text in parts.items()
    ]
    menu = {
        "type": "static_select",
        "action_id": QUEUE_SHOW,
        "options": options,
        "initial_option": options[list(parts).index(menu_of.shown)],
    }
    return [
        blocks.section(gettext("*Queue*: {in_words}", in_words=in_words(counts))),
        blocks.actions(menu),
    ]


def in_words(counts: Counts) -> str:
    """The counts in one line."""
    told = [
        ngettext("{n} draft to decide on", "{n} drafts to decide on", counts.open),
        ngettext("{n} certain", "{n} certain", counts.certain),
        ngettext("{n} flagged", "{n} flagged", counts.flagged),
        ngettext("{n} of yours", "{n} of yours", counts.mine),
    ]
    if counts.imported:
        told.append(ngettext("{n} imported draft", "{n} imported drafts", counts.imported))
    if counts.as_of is not None:
        told.append(gettext("as of {as_of}", as_of=writing.moment(counts.as_of)))
    return " · ".join(told)


def documents(found: Sequence[DocumentCount]) -> list[Block]:
    """The documents with drafts to decide on, each with a button that opens its review."""
    rows = []
    for one in found:
        title = mrkdwn.quote(one.title or "", head_view.TITLE) or gettext(
            "Document {document_id}", document_id=one.document_id
        )
        outlet = mrkdwn.quote(one.outlet or "", words.NAME) or gettext("outlet unknown")
        day = writing.day(one.published_on) if one.published_on else gettext("date unknown")
        done = one.approved + one.rejected
        told = gettext("{open} to decide on, {certain} certain", open=one.open, certain=one.certain)
        told += (" " + gettext("· {done} decided", done=done)) if done else ""
        value = blocks.button_value(document=one.document_id, page=1)
        rows.append(
            blocks.section(
                f"*{title}* — {outlet}, {day}\n{told}",
                blocks.button(gettext("Open"), action_ids.REVIEW_OPEN, value),
            )
        )
    return rows


def drafts(found: Sequence[DraftView]) -> list[Block]:
    """Drafts of any document, each with a button that opens the document at its place."""
    rows = []
    for one in found:
        title = mrkdwn.quote(one.title or "", 100) or gettext(
            "Document {document_id}", document_id=one.document_id
        )
        value = blocks.button_value(document=one.document_id, draft=one.id, page=1)
        rows.append(
            blocks.section(
                f"{draft_view.draft_text(one)}\nIn: {title}",
                blocks.button(gettext("Open"), action_ids.REVIEW_OPEN, value),
            )
        )
    return rows


def imported(found: Sequence[ImportedDraft], page: int) -> list[Block]:
    """Drafts that came from a file, each to be approved or rejected here."""
    rows: list[Block] = []
    for one in found:
        value = blocks.button_value(attribution=one.attribution_id, seen=one.state, page=page)
        rows.append(blocks.section(imported_text(one)))
        rows.append(
            blocks.actions(
                blocks.button(gettext("Approve"), IMPORTED_APPROVE, value),
                blocks.button(gettext("Reject"), IMPORTED_REJECT, value),
            )
        )
    return rows


def imported_text(one: ImportedDraft) -> str:
    """An imported draft as mrkdwn."""
    name, *above = one.speaker or (gettext("Nobody named"),)
    who = ", ".join(mrkdwn.quote(part, words.NAME) for part in (name, *above))
    said = mrkdwn.quote(" … ".join(one.content), SENTENCE) or gettext("(no words)")
    outlet = mrkdwn.quote(one.outlet or one.title or "", words.NAME)
    day = one.said_on or one.published_on
    where = " · ".join(filter(None, [outlet, writing.day(day) if day else gettext("day unknown")]))
    marked = f"“{said}”" if one.verbatim else gettext("{words} (paraphrase)", words=said)
    return gettext(
        "*{who}* — {stance}\n{quoted}{marked}\nClaim: {text}  #{id}\n{where} · imported as {key}",
        who=who,
        stance=draft_view.stance_in_words(one.stance),
        quoted=draft_view.QUOTED,
        marked=marked,
        text=mrkdwn.quote(one.claim.text, draft_view.CLAIM),
        id=one.claim.id,
        where=where,
        key=mrkdwn.quote(one.key, 60),
    )


def undo(attribution_id: int, state: str, page: int) -> list[Block]:
    """The decision just made on an imported draft, with a button to undo it."""
    value = blocks.button_value(attribution=attribution_id, seen=state, page=page)
    done = (
        gettext("*Approved*: imported draft {number}.", number=attribution_id)
        if state == "approved"
        else gettext("*Rejected*: imported draft {number}.", number=attribution_id)
    )
    return [blocks.section(done, blocks.button(gettext("Undo"), IMPORTED_UNDO, value))]


def no_such_page(wanted: int, number: int) -> list[Block]:
    """A note above the page that is shown, if the page asked for is beyond the last."""
    if wanted <= number:
        return []
    return [
        blocks.context(
            gettext("There is no page {wanted}; this is the last.", wanted=i18n.grouped(wanted))
        )
    ]


def page(
    counts: Counts,
    menu: Menu,
    body: Sequence[Block],
    *,
    number: int,
    pages: int,
    above: Sequence[Block] = (),
) -> list[Block]:
    """The whole queue: the last action, the counts, the menu, and one page of what is shown."""
    shown = menu.shown
    nothing = gettext(_NOTHING.get(shown, _NOTHING_OF_TOPIC))
    rows = [*above, *head(counts, menu), *(body or [blocks.section(nothing)])]
    if body and shown != "imported":
        value = blocks.button_value(show=shown)
        rows.append(blocks.actions(blocks.button(gettext("Several at once"), QUEUE_SEVERAL, value)))
    if pages > 1:
        turning = []
        if number > 1:
            back = blocks.button_value(show=shown, page=number - 1)
            turning.append(blocks.button(gettext("Previous"), QUEUE_PAGE_BACK, back))
        if number < pages:
            forth = blocks.button_value(show=shown, page=number + 1)
            turning.append(blocks.button(gettext("Next"), QUEUE_PAGE, forth))
        rows += [
            blocks.actions(*turning),
            blocks.context(gettext("Page {number} of {pages}", number=number, pages=pages)),
        ]
    return rows


def message(counts: Counts, body: list[Block]) -> Message:
    """The queue as a message that only one editor sees."""
    return fit(Message(gettext("Queue: {in_words}.", in_words=in_words(counts)), body))
