"""Watches: the buttons that make one, the messages to the person who pressed them, and the list.

A notice itself is in `bot.watch.view`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask.words import CLAIM, NAME
from bot.i18n import gettext, ngettext
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Block, Message
from bot.watch import topics_view

# The ids of its buttons and forms; `handlers/` listens to them.
UNWATCH: Final = ActionId("unwatch")
UNWATCH_QUESTION: Final = ActionId("unwatch_question")


LISTED = 10
"""Watches that the App Home shows, the newest; the rest is counted."""

_TEXT = 200
"""How much of a claim or question that list shows, in UTF-16 code units."""

HOME = "home"
"""Stands in the value of a button in the App Home, which is shown anew after it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that a person is told about: a claim, an open question or (`topic_watch`) a topic.

    `text` is None if nothing of the claim may be shown at present. `theirs`: a question that they
    put to the desk themselves.
    """

    text: str | None
    claim_id: int | None = None
    question_id: int | None = None
    topic_watch: int | None = None
    withdrawn: bool = False
    theirs: bool = False


def stop_watching(claim_id: int, label: str = "", **more: str) -> Block:
    """The button that ends what `watch_button` began."""
    value = blocks.button_value(inquiry=0, claim=claim_id, **more)
    return blocks.button(label or gettext("Stop telling me"), UNWATCH, value)


def watching_claim(claim: str, claim_id: int, *, in_thread: bool, already: bool) -> Message:
    """To the person who watches a claim: which one, where they are told, and how to end it."""
    head = (
        gettext("*I tell you already when this changes:*")
        if already
        else gettext("*I will tell you when this changes:*")
    )
    what = (
        gettext(
            "That is: a new status, a new figure, merged into another claim, or withdrawn. "
            "You read it in the thread of that answer, once for each change."
        )
        if in_thread
        else gettext(
            "That is: a new status, a new figure, merged into another claim, or withdrawn. "
            "You read it by direct message, once for each change."
        )
    )
    return _said(head, f"{_claim(claim, claim_id)}\n{what}", stop_watching(claim_id))


def stopped_claim(claim: str | None, claim_id: int, *, was_on: bool) -> Message:
    """After "Stop telling me"."""
    head = (
        gettext("*I do not tell you any more when this changes:*")
        if was_on
        else gettext("*You are not told about this:*")
    )
    rest = gettext("An answer that somebody got is still corrected where they got it.")
    return _said(head, f"{_claim(claim, claim_id)}\n{rest}")


def watching_question(
    statement: str, question_id: int, *, in_thread: bool, already: bool, theirs: bool
) -> Message:
    """To a person who wants to know the answer to a question that the desk already has.

    `theirs`: they put it to the desk, or asked it, and are told in any case.
    """
    head = (
        gettext("*I tell you already when this is answered:*")
        if already or theirs
        else gettext("*I will tell you when this is answered:*")
    )
    there = (
        gettext(
            "It is an open question at the desk. "
            "You read its answer in the thread where it was asked."
        )
        if in_thread
        else gettext("It is an open question at the desk. You read its answer by direct message.")
    )
    rest = f"{_quoted(statement)}\n{there}"
    if theirs:
        return _said(head, rest)
    value = blocks.button_value(question=question_id)
    stop = blocks.button(gettext("Stop telling me"), UNWATCH_QUESTION, value)
    return _said(head, rest, stop)


def stopped_question(statement: str, *, was_on: bool) -> Message:
    """After "Stop telling me" about a question."""
    head = (
        gettext("*I do not tell you any more when this is answered:*")
        if was_on
        else gettext("*You are not told about this question:*")
    )
    rest = gettext("It stays an open question at the desk.")
    return _said(head, f"{_quoted(statement)}\n{rest}")


def not_meant(statement: str, claim: str, claim_id: int, by: str) -> Message:
    """Replaces the notice of an answer after its button "Not what I meant" was pressed."""
    rows = [
        _claim(claim, claim_id),
        gettext("The question is open again: {statement}", statement=_quoted(statement)),
        gettext(
            "That claim is no answer to it any more; the desk will look at it. "
            "If another claim answers it, I will say so here."
        ),
    ]
    head = gettext("*Not what {person} meant:*", person=mrkdwn.user(by))
    return _said(head, "\n".join(rows))


def listed(watched: Sequence[Watched], total: int) -> list[Block]:
    """What a person is told about, each with a button to end it; for the App Home.

    `total` also counts what is left out. Gives no blocks if there is nothing.
    """
    if not total:
        return []
    body = [blocks.section(gettext("*You are told about*"))]
    body += [_row(one) for one in watched[:LISTED]]
    left = total - len(watched[:LISTED])
    if left > 0:
        body.append(
            blocks.context(
                ngettext(
                    "and {n} more, older ones. Stop some of these to see them.",
                    "and {n} more, older ones. Stop some of these to see them.",
                    left,
                )
            )
        )
    return body


def _row(one: Watched) -> Block:
    if one.topic_watch is not None:
        name = mrkdwn.quote(one.text or "", NAME) or gettext("(no text)")
        stop = topics_view.stop_button(one.topic_watch, gettext("Stop"), kind=HOME)
        said = gettext("When something of a topic changes: *{topic}*", topic=name)
        return blocks.section(f"• {said}", stop)
    if one.question_id is not None:
        text = mrkdwn.quote(one.text or "", _TEXT) or gettext("(no text)")
        said = f"• {gettext('When it is answered: “{question}”', question=text)}"
        if one.theirs:
            return blocks.section(f"{said} ({gettext('you put it to the desk')})")
        value = blocks.button_value(question=one.question_id, kind=HOME)
        return blocks.section(said, blocks.button(gettext("Stop"), UNWATCH_QUESTION, value))
    number = one.claim_id or 0
    if one.text is None:
        said = f"{gettext('A claim that cannot be shown just now')}  #{number}"
    else:
        said = f"{mrkdwn.quote(one.text, _TEXT) or gettext('(no text)')}  #{number}"
    note = f" ({gettext('withdrawn by the desk')})" if one.withdrawn else ""
    return blocks.section(
        f"• {gettext('When it changes: {claim}', claim=said)}{note}",
        stop_watching(number, gettext("Stop"), kind=HOME),
    )


def _claim(text: str | None, number: int) -> str:
    if text is None:
        return gettext("claim #{number}", number=number)
    return f"{mrkdwn.quote(text, CLAIM) or gettext('(no text)')}  #{number}"


def _quoted(statement: str) -> str:
    shown = mrkdwn.quote(statement, STATEMENT)
    return f"“{shown}”" if shown else gettext("(no text)")


def _said(head: str, rest: str, *buttons: Block) -> Message:
    body = [blocks.section(f"{head} {rest}")]
    if buttons:
        body.append(blocks.actions(*buttons))
    return fit(Message(f"{head.replace('*', '')} {rest}", body))
