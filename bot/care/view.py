"""Messages and modals: claims found by a name, a claim, its history; results of editors' forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bot import i18n
from bot.ask import card, figures_view, lines, menus, modals, words
from bot.ask.view import CardContext
from bot.care.outcome_view import happened
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.i18n import gettext, ngettext
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.blocks import Value
from bot.slack.limits import cut, fit
from bot.slack.message import Block, Message, View

if TYPE_CHECKING:
    from bot.record.finding import Found, FoundClaim, Listing
    from bot.record.history import History

# The ids of its buttons and forms; their handlers are in `handlers/`.
CARE_SHOW: Final = ActionId("care_show")
CARE_SOURCES: Final = ActionId("care_sources")
CARE_HISTORY: Final = ActionId("care_history")
CARE_TURN: Final = ActionId("care_turn")  # the page of a list, in a message or in a modal
CARE_TURN_BACK: Final = ActionId("care_turn_back")
CARE_VIEW: Final = "care_view"  # a claim, or its history


TEXT = 240
"""How much of a claim a list shows, in UTF-16 code units."""


WORDS = 120
"""Longest name that can be looked for: a button carries it from page to page."""


def found(what: Found, *, editor: bool) -> Message:
    """A page of the claims that a search found, each with a menu for editors or a button for
    others. On the first page comes what is called so, for editors with its menu."""
    asked = mrkdwn.quote(what.query.written, WORDS)
    limits = mrkdwn.quote(what.query.limits(), TEXT)
    if not what.total and not what.listings:
        said = gettext(
            "Nothing on record is found for “{asked}”{limits}.",
            asked=asked,
            limits=f" ({limits})" if limits else "",
        )
        if what.suggestions:
            said += " " + gettext(
                "On record is: {suggestions}.", suggestions=words.listed(what.suggestions)
            )
        said += " " + gettext(
            "To look it up as a statement: `/onrecord check find {asked}`", asked=asked
        )
        return fit(Message(said.replace("`", ""), [blocks.section(said)]))
    head = ngettext(
        "*{n} claim* for “{asked}” · newest first",
        "*{n} claims* for “{asked}” · newest first",
        what.total,
        asked=asked,
    )
    body = [blocks.section(f"{head}\n_{limits}_" if limits else head)]
    if what.page == 1:
        body += [_heading(one, editor) for one in what.listings]
    if what.more and what.page == 1:
        body.append(
            blocks.context(gettext("Others have that name too. Write more of it to see them."))
        )
    body += [_listed(one, editor) for one in what.claims]
    body += _turning(what.page, what.pages, do="find", words=what.query.written)
    if what.listed < what.total:
        body.append(
            blocks.context(
                gettext(
                    "The {listed} that came on record last are listed. Add words, a place or a "
                    "time (since October) to find the others.",
                    listed=i18n.grouped(what.listed),
                )
            )
        )
    return fit(
        Message(
            ngettext(
                "{n} claim for “{asked}”", "{n} claims for “{asked}”", what.total, asked=asked
            ),
            body,
        )
    )


def claim(answer: Answer, *, editor: bool, today: date) -> View:
    """A claim as its card shows it, in a modal."""
    context = CardContext("0", False, 1, 1, can_share=False, today=today)
    whole = card.answer_message(answer, context=context).blocks
    shown = [block for block in whole if block["type"] != "actions"]
    number = answer.claim.id if answer.claim else 0
    row = [
        blocks.button(gettext("All sources"), CARE_SOURCES, menus.value("sources", number)),
        modals.watch_button(blocks.button_value(inquiry=0, claim=number)),
        modals.cite_button(blocks.button_value(inquiry="0", claim=number)),
        blocks.button(gettext("History"), CARE_HISTORY, menus.value("history", number)),
    ]
    if editor:
        row.append(menus.of_claim(number, show=False, history=False))
    if editor and answer.figures is not None and answer.figures.is_overtaken:
        shown += _overtaken(number, answer.figures.now.words)
    return _view(gettext("On record"), [*shown, blocks.actions(*row)])


def _overtaken(number: int, words: str) -> list[Block]:
    """What an editor can do about a claim that still says an earlier figure."""
    offers = (
        (
            "reword_claim",
            gettext("Reword…"),
            gettext("The claim still says an earlier figure than {words}.", words=words),
        ),
        (
            "typing_error",
            gettext("A typing error, not a move…"),
            gettext("Was the earlier figure mistyped?"),
        ),
    )
    return [
        blocks.section(
            mrkdwn.quote(said, TEXT), blocks.button(label, action_ids.CARE, menus.value(do, number))
        )
        for do, label, said in offers
    ]


def history(
    what: History,
    waiting: Sequence[tuple[str, Block]],
    *,
    editor: bool,
    standing: bool,
    withdrawn: bool,
) -> Message:
    """The history of a claim. `waiting` are, for editors, statements under embargo (mrkdwn) with
    their menus. `standing`: the claim is approved, so neither merged, withdrawn nor a draft."""
    text = mrkdwn.quote(what.text, TEXT) or gettext("(no text)")
    head = gettext("*History of #{claim_id}*\n{text}", claim_id=what.claim_id, text=text)
    menu: Block | None = None
    if editor and standing:
        menu = menus.of_claim(what.claim_id, history=False)
    elif editor and withdrawn:
        value = menus.value("restore_claim", what.claim_id)
        menu = blocks.button(gettext("Put back on record…"), action_ids.CARE, value)
    body = [blocks.section(head, menu)]
    if waiting and what.page == 1:
        body.append(blocks.section(gettext("*Under embargo* (neither shown nor counted)")))
        body += [blocks.section(said, shown) for said, shown in waiting]
    rows = [f"• {happened(one)}" for one in what.entries]
    if rows:
        body += blocks.sections(gettext("*Newest first*"), rows)
    else:
        body.append(blocks.section(gettext("Nothing has changed since it came on record.")))
    if not editor:
        body.append(
            blocks.context(gettext("How its status changed. Editors also see what was edited."))
        )
    body += _turning(what.page, what.pages, do="history", id=what.claim_id)
    return fit(
        Message(gettext("History of #{claim_id}: {text}", claim_id=what.claim_id, text=text), body)
    )


def usage(word: str) -> Message:
    """How to use `find` or `history`, for a command that is only this word."""
    needs = {
        "find": gettext(
            "Whom or what? `/onrecord find Jane Doe` or `/onrecord find harbour fire since "
            "October`: names, words, places, topics, a status, a time."
        ),
        "history": gettext(
            "Of which claim? `/onrecord history 12`: cards show its number after #."
        ),
    }[word]
    said = gettext(
        "{needs} To look the word up as a statement: `/onrecord check {word}`",
        needs=needs,
        word=word,
    )
    return Message(said.replace("`", ""), [blocks.section(said)])


def view(title: str, message: Message) -> View:
    """A list as a modal."""
    return _view(title, message.blocks)


def _heading(listing: Listing, editor: bool) -> Block:
    subject = listing.subject
    said = f"*{mrkdwn.quote(listing.in_words(), TEXT)}*"
    if not editor or subject.id is None or subject.kind == "topic":
        return blocks.section(said)
    return blocks.section(said, menus.of_subject(subject.kind, subject.id))


def _listed(one: FoundClaim, editor: bool) -> Block:
    text = mrkdwn.quote(one.text, TEXT) or gettext("(no text)")
    rows = figures_view.titled(one.figures, f"{text}  #{one.id}")
    rows.append(f"_{status_words.status(one.status)}_")
    if one.said is not None:
        rows.append(lines.line(one.said, quote_limit=TEXT))
    if editor:
        return blocks.section("\n".join(rows), menus.of_claim(one.id))
    show = blocks.button(gettext("Show"), CARE_SHOW, menus.value("show", one.id))
    return blocks.section("\n".join(rows), show)


def _turning(page: int, pages: int, **about: Value) -> list[Block]:
    if pages < 2:
        return []
    row = []
    if page > 1:
        value = blocks.button_value(**about, page=page - 1)
        row.append(blocks.button(gettext("Previous"), CARE_TURN_BACK, value))
    if page < pages:
        value = blocks.button_value(**about, page=page + 1)
        row.append(blocks.button(gettext("Next"), CARE_TURN, value))
    return [
        blocks.actions(*row),
        blocks.context(gettext("Page {page} of {pages}", page=page, pages=pages)),
    ]


def _view(title: str, body: list[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": CARE_VIEW,
        "title": blocks.plain_text(cut(title, 24)),
        "close": blocks.plain_text(gettext("Close")),
        "blocks": body,
    }
