"""Notices: an answer that has changed, a question that has one, a digest that was paused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ask import words
from bot.ask.words import CLAIM
from bot.corroboration import status_words
from bot.digest.sentences_view import moved_by, sentences, told_move
from bot.digest.view import show_button
from bot.i18n import gettext
from bot.language import writing
from bot.language.figure_words import figure_words
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Message
from bot.watch import watches_view
from bot.watch.values import Answered, Change, Standing

# The ids of its buttons and forms; `handlers/` listens to them.
NOT_MEANT: Final = ActionId("not_meant")  # the answer to an open question is another matter


PEOPLE = 50
"""Most people that one message names."""


def correction_message(change: Change) -> Message:
    """What was said, what holds now, and why; with a button to the whole card."""
    rows = [*_asked(change), *_said(change), *_now(change)]
    head = (
        gettext("*This answer has changed*")
        if change.statement
        else gettext("*A claim you watch has changed*")
    )
    said = head.replace("*", "")
    if not change.direct and (who := _people(change.watchers)):
        head = f"{head} {who}"
    text = "\n".join([head, *rows])
    if change.now.withdrawn:
        body = blocks.section(text)
    else:
        body = blocks.section(text, show_button(change.now.claim_id))
    day = writing.day(change.told_at.date())
    below = [blocks.context(gettext("Last told on {day}. Each change is told once.", day=day))]
    if change.watchers:
        below.append(blocks.actions(watches_view.stop_watching(change.now.claim_id)))
    return fit(Message(f"{said}: {_fallback(change)}", [body, *below]))


def answered_message(found: Answered) -> Message:
    """The notice that an open question has an answer. The person who put it can say that it is
    about another matter."""
    claim = mrkdwn.quote(found.now.text, CLAIM) or gettext("(no text)")
    status = status_words.status(found.now.status)
    who = []
    if found.say_so:
        alone = found.now.status == "single_source" and not (found.deny or found.give_other)
        named = words.listed(found.say_so)
        who.append(named if alone else gettext("say so: {who}", who=named))
    if found.deny:
        who.append(gettext("deny it: {who}", who=words.listed(found.deny)))
    if found.give_other:
        who.append(gettext("give another figure: {who}", who=words.listed(found.give_other)))
    called = "" if found.direct else _people(found.watchers)
    head = gettext("*Your question has an answer on record.*")
    rows = [
        f"{head} {called}".rstrip(),
        gettext(
            "Asked {day}: “{statement}”",
            day=writing.day(found.put_at.date()),
            statement=mrkdwn.quote(found.statement, STATEMENT),
        ),
        gettext("On record: {what}", what=f"{claim}  #{found.now.claim_id}"),
        f"*{status}*" + (f" ({'; '.join(who)})" if who else ""),
    ]
    value = blocks.button_value(
        question=found.question_id, inquiry=found.inquiry_id, claim=found.now.claim_id
    )
    body = [
        blocks.section("\n".join(rows), show_button(found.now.claim_id)),
        blocks.actions(blocks.button(gettext("Not what I meant"), NOT_MEANT, value)),
    ]
    said = head.replace("*", "").removesuffix(".")
    return fit(Message(f"{said}: {claim} ({writing.lowered(status)})", body))


def _asked(change: Change) -> list[str]:
    if not change.statement:
        return []
    statement = mrkdwn.quote(change.statement, STATEMENT) or gettext("(no text)")
    return [gettext("Asked: {statement}", statement=f"“{statement}”")]


def _said(change: Change) -> list[str]:
    was = change.was
    claim = mrkdwn.quote(was.text, CLAIM) or gettext("(no text)")
    status = status_words.status(was.status)
    status = gettext("withdrawn") if was.withdrawn else writing.lowered(status)
    told = f"{claim}  #{was.claim_id} ({_with_figure(status, was, change)})"
    return [gettext("Said then: {claim}", claim=told)]


def _now(change: Change) -> list[str]:
    now = change.now
    if now.withdrawn:
        reason = mrkdwn.quote(change.reason or "", STATEMENT)
        told = [gettext("*Now:* the desk has withdrawn this claim from the record.")]
        if reason:
            told.append(gettext("Its reason: “{reason}”.", reason=reason.rstrip(".")))
        told.append(gettext("That says nothing about whether it is so."))
        return [" ".join(told)]
    rows = _holds(change)
    if change.was.claim_id != now.claim_id:
        # What changed the other claim's status is no change of what was said here.
        rows.append(gettext("Why: the desk merged the two claims."))
    elif because := _because(change):
        rows.append(gettext("Why: {reasons}.", reasons=because))
    elif change.was.status != now.status or change.was.figure != now.figure:
        rows.append(gettext("Why: the desk changed what is on record."))
    return rows


def _holds(change: Change) -> list[str]:
    """The claim, if it has other words now, and its status."""
    now = change.now
    status = status_words.status(now.status)
    back, same = change.was.withdrawn, change.was.claim_id == now.claim_id
    if same and change.was.text == now.text:
        told = f"*{_with_figure(writing.lowered(status) if back else status, now, change)}*"
        return [_back(told) if back else gettext("*Now:* {what}", what=told)]
    claim = f"{mrkdwn.quote(now.text, CLAIM) or gettext('(no text)')}  #{now.claim_id}"
    if not same:
        first = gettext("*Now:* part of another claim: {claim}", claim=claim)
    else:
        first = _back(claim) if back else gettext("*Now:* {what}", what=claim)
    return [first, f"*{_with_figure(status, now, change)}*"]


def _back(what: str) -> str:
    return gettext("*Now:* back on record: {what}", what=what)


def _because(change: Change) -> str:
    """What was said since. A figure that moved is told as that, with who moved it."""
    moved = moved_by(change.by, change.now.figure, change.now.unit)
    if change.was.figure is None or change.was.figure == change.now.figure or not moved:
        return sentences(change.by)
    figures = [figure_words(one.figure, one.unit) for one in (change.now, change.was)]
    told = told_move(figures[0], figures[1], moved)
    rest = sentences(one for one in change.by if one not in moved)
    return "; ".join(filter(None, [told, rest]))


def _with_figure(status: str, standing: Standing, change: Change) -> str:
    """The status, with the figure if the figure is what changed."""
    same = (change.was.figure, change.was.unit) == (change.now.figure, change.now.unit)
    if same or change.was.withdrawn or change.now.withdrawn:
        return status
    figure = mrkdwn.quote(figure_words(standing.figure, standing.unit), words.NAME)
    return f"{status}; {figure or gettext('no figure')}"


def _fallback(change: Change) -> str:
    was, now = change.was, change.now
    claim = mrkdwn.quote(was.text.rstrip(". "), STATEMENT)
    if now.withdrawn:
        return gettext("{claim} – withdrawn from the record by the desk", claim=claim)
    status = writing.lowered(_with_figure(status_words.status(now.status), now, change))
    if (was.claim_id, was.text) == (now.claim_id, now.text):
        return gettext("{claim} – now {what}", claim=claim, what=status)
    # Never the new status with the old words.
    holds = f"{mrkdwn.quote(now.text.rstrip('. '), STATEMENT)} ({status})"
    if was.claim_id != now.claim_id:
        return gettext("{claim} – now part of another claim: {what}", claim=claim, what=holds)
    return gettext("{claim} – now {what}", claim=claim, what=holds)


def _people(ids: Sequence[str]) -> str:
    """Mentions of everyone who waits for this; a mention notifies them."""
    return " ".join(mrkdwn.user(one) for one in ids[:PEOPLE])
