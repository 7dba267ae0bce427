"""Messages and modals: claims found by a name, a claim, its history; results of editors' forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.ask import card, figures_view, lines, menus, modals, words
from bot.ask.view import CardContext
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.language import writing
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.blocks import Value
from bot.slack.limits import cut, fit
from bot.slack.message import Block, Message, View

if TYPE_CHECKING:
    from bot.record.changes import Happened
    from bot.record.finding import Found, FoundClaim, Listing
    from bot.record.history import History
    from bot.record.unnaming import Named

# The ids of its buttons and forms; their handlers are in `handlers/`.
CARE_SHOW: Final = ActionId("care_show")
CARE_SOURCES: Final = ActionId("care_sources")
CARE_HISTORY: Final = ActionId("care_history")
CARE_TURN: Final = ActionId("care_turn")  # the page of a list, in a message or in a modal
CARE_TURN_BACK: Final = ActionId("care_turn_back")
CARE_VIEW: Final = "care_view"  # a claim, or its history


StatusChanged = tuple[int, str | None, str]
"""A claim's number, its status before (None: it had none) and now."""

TEXT = 240
"""How much of a claim a list shows, in UTF-16 code units."""

ENTRY = 320
"""How much of an entry of a history is shown, in UTF-16 code units."""

CHANGES = 8
"""How many changes of statuses a message after an edit lists; the others are counted."""

WORDS = 120
"""Longest name that can be looked for: a button carries it from page to page."""


def found(what: Found, *, editor: bool) -> Message:
    """A page of the claims that a search found, each with a menu for editors or a button for
    others. On the first page comes what is called so, for editors with its menu."""
    asked = mrkdwn.quote(what.query.written, WORDS)
    limits = mrkdwn.quote(what.query.limits(), TEXT)
    if not what.total and not what.listings:
        said = f"Nothing on record is found for “{asked}”{f' ({limits})' if limits else ''}."
        if what.suggestions:
            said += f" On record is: {words.listed(what.suggestions)}."
        said += f" To look it up as a statement: `/onrecord check find {asked}`"
        return fit(Message(said.replace("`", ""), [blocks.section(said)]))
    head = f"*{writing.count(what.total, 'claim')}* for “{asked}” · newest first"
    body = [blocks.section(f"{head}\n_{limits}_" if limits else head)]
    if what.page == 1:
        body += [_heading(one, editor) for one in what.listings]
    if what.more and what.page == 1:
        body.append(blocks.context("Others have that name too. Write more of it to see them."))
    body += [_listed(one, editor) for one in what.claims]
    body += _turning(what.page, what.pages, do="find", words=what.query.written)
    if what.listed < what.total:
        body.append(
            blocks.context(
                f"The {what.listed:,} that came on record last are listed. Add words, a place or a"
                " time (since October) to find the others."
            )
        )
    return fit(Message(f"{writing.count(what.total, 'claim')} for “{asked}”", body))


def claim(answer: Answer, *, editor: bool, today: date) -> View:
    """A claim as its card shows it, in a modal."""
    context = CardContext("0", False, 1, 1, can_share=False, today=today)
    whole = card.answer_message(answer, context=context).blocks
    shown = [block for block in whole if block["type"] != "actions"]
    number = answer.claim.id if answer.claim else 0
    row = [
        blocks.button("All sources", CARE_SOURCES, menus.value("sources", number)),
        modals.watch_button(blocks.button_value(inquiry=0, claim=number)),
        modals.cite_button(blocks.button_value(inquiry="0", claim=number)),
        blocks.button("History", CARE_HISTORY, menus.value("history", number)),
    ]
    if editor:
        row.append(menus.of_claim(number, show=False, history=False))
    if editor and answer.figures is not None and answer.figures.is_overtaken:
        shown += _overtaken(number, answer.figures.now.words)
    return _view("On record", [*shown, blocks.actions(*row)])


def _overtaken(number: int, words: str) -> list[Block]:
    """What an editor can do about a claim that still says an earlier figure."""
    offers = (
        ("reword_claim", "Reword…", f"The claim still says an earlier figure than {words}."),
        ("typing_error", "A typing error, not a move…", "Was the earlier figure mistyped?"),
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
    text = mrkdwn.quote(what.text, TEXT) or "(no text)"
    head = f"*History of #{what.claim_id}*\n{text}"
    menu: Block | None = None
    if editor and standing:
        menu = menus.of_claim(what.claim_id, history=False)
    elif editor and withdrawn:
        value = menus.value("restore_claim", what.claim_id)
        menu = blocks.button("Put back on record…", action_ids.CARE, value)
    body = [blocks.section(head, menu)]
    if waiting and what.page == 1:
        body.append(blocks.section("*Under embargo* (neither shown nor counted)"))
        body += [blocks.section(said, shown) for said, shown in waiting]
    rows = [f"• {happened(one)}" for one in what.entries]
    if rows:
        body += blocks.sections("*Newest first*", rows)
    else:
        body.append(blocks.section("Nothing has changed since it came on record."))
    if not editor:
        body.append(blocks.context("How its status changed. Editors also see what was edited."))
    body += _turning(what.page, what.pages, do="history", id=what.claim_id)
    return fit(Message(f"History of #{what.claim_id}: {text}", body))


def usage(word: str) -> Message:
    """How to use `find` or `history`, for a command that is only this word."""
    needs = {
        "find": "Whom or what? `/onrecord find Jane Doe` or `/onrecord find harbour fire since "
        "October`: names, words, places, topics, a status, a time.",
        "history": "Of which claim? `/onrecord history 12`: cards show its number after #.",
    }[word]
    said = f"{needs} To look the word up as a statement: `/onrecord check {word}`"
    return Message(said.replace("`", ""), [blocks.section(said)])


def view(title: str, message: Message) -> View:
    """A list as a modal."""
    return _view(title, message.blocks)


def happened(one: Happened) -> str:
    """An entry of the audit trail: when, who (as a mention), what; mrkdwn."""
    when = f"{writing.day(one.at.date())}, {one.at:%H:%M} UTC"
    said = mrkdwn.quote(one.sentence, ENTRY)
    return f"{when} · {_actor(one.actor)}: {said}" if one.actor else f"{when} · {said}"


def changed(changes: Iterable[Happened]) -> str:
    """For an editor whose row was changed meanwhile: what the others did (mrkdwn)."""
    return f"{_others_did(changes)}\nWhat you send now is put over theirs."


def overtaken(changes: Iterable[Happened], why: str) -> Message:
    """As `changed`, as a message, if the row does not allow the operation any more (`why`)."""
    said = f"{_others_did(changes)}\n{mrkdwn.quote(why, ENTRY)}"
    return fit(Message(said, [blocks.section(said)]))


def refused(sentence: str) -> str:
    """For an editor whose form cannot be carried out; mrkdwn."""
    return f"⚠️ {mrkdwn.quote(sentence, ENTRY)} Nothing was changed."


def done(said: str, changes: Sequence[StatusChanged]) -> Message:
    """After a form was carried out: what was done (mrkdwn), and which statuses changed by it."""
    rows = []
    for number, before, after in changes[:CHANGES]:
        was = f"from “{status_words.status(before).lower()}” " if before else ""
        rows.append(f"• #{number}: status changed {was}to “{status_words.status(after).lower()}”")
    if len(changes) > CHANGES:
        rows.append(f"and {writing.count(len(changes) - CHANGES, 'more claim')}")
    return fit(Message(said, [blocks.section("\n".join([said, *rows]))]))


def named(found: Named) -> str:
    """Which messages name sources that are confidential from now on (mrkdwn)."""
    rows = ["From now on only editors see the name."]
    changed = sum(found.changed.values())
    if changed:
        rows.append(
            f"• {writing.count(changed, 'answer')} that may name it {_is(changed)} being changed"
            f" now: {_places(found.changed)}."
        )
    private = sum(found.private.values())
    if private:
        rows.append(
            f"• {writing.count(private, 'answer')} cannot be changed, since only the person who"
            f" asked saw it: {_places(found.private)}."
        )
    if found.lost:
        rows.append(
            "• An answer was shared where I am no member; delete it there by hand:"
            f" {_places(found.lost)}."
        )
    if found.posted:
        listed = [f"{_place(channel)} {_moment(ts)}" for channel, ts in found.posted[:CHANGES]]
        left = len(found.posted) - len(listed)
        listed += [f"and {left:,} more"] if left else []
        rows.append(
            "• Corrections and digests that tell of its claims are not changed. Look at them, and"
            f" delete those that name it: {'; '.join(listed)}."
        )
    rows.append("• Reports in the desk’s channel, and what people copied, are not followed.")
    return "\n".join(rows)


def _places(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} in {_place(one)}" for one, number in sorted(counts.items()))


def _place(channel: str) -> str:
    return "a direct message" if channel[:1] in "DUW" else mrkdwn.channel(channel)


def _moment(ts: str) -> str:
    """When a message was posted, by the reader's clock."""
    seconds = ts.partition(".")[0]
    return f"<!date^{seconds}^{{date_short_pretty}} {{time}}|{ts}>" if seconds.isdigit() else ts


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _others_did(changes: Iterable[Happened]) -> str:
    rows = [f"• {happened(one)}" for one in changes][-CHANGES:]
    head = "⚠️ *Somebody changed it since you opened this.* Nothing of yours is saved."
    return "\n".join([head, *rows])


def _heading(listing: Listing, editor: bool) -> Block:
    subject = listing.subject
    said = f"*{mrkdwn.quote(listing.in_words(), TEXT)}*"
    if not editor or subject.id is None or subject.kind == "topic":
        return blocks.section(said)
    return blocks.section(said, menus.of_subject(subject.kind, subject.id))


def _listed(one: FoundClaim, editor: bool) -> Block:
    text = mrkdwn.quote(one.text, TEXT) or "(no text)"
    rows = figures_view.titled(one.figures, f"{text}  #{one.id}")
    rows.append(f"_{status_words.status(one.status)}_")
    if one.said is not None:
        rows.append(lines.line(one.said, quote_limit=TEXT))
    if editor:
        return blocks.section("\n".join(rows), menus.of_claim(one.id))
    show = blocks.button("Show", CARE_SHOW, menus.value("show", one.id))
    return blocks.section("\n".join(rows), show)


def _turning(page: int, pages: int, **about: Value) -> list[Block]:
    if pages < 2:
        return []
    row = []
    if page > 1:
        value = blocks.button_value(**about, page=page - 1)
        row.append(blocks.button("Previous", CARE_TURN_BACK, value))
    if page < pages:
        value = blocks.button_value(**about, page=page + 1)
        row.append(blocks.button("Next", CARE_TURN, value))
    return [blocks.actions(*row), blocks.context(f"Page {page} of {pages}")]


def _view(title: str, body: list[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": CARE_VIEW,
        "title": blocks.plain_text(cut(title, 24)),
        "close": blocks.plain_text("Close"),
        "blocks": body,
    }


def _actor(actor: str) -> str:
    shown = mrkdwn.user(actor)
    return shown if shown.startswith("<") else mrkdwn.quote(actor, words.NAME)
