"""Notices: an answer that has changed, a question that has one, a digest that was paused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ask import words
from bot.ask.words import CLAIM
from bot.corroboration import status_words
from bot.digest.sentences_view import moved_by, sentences, told_move
from bot.digest.view import show_button
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
    head = "*This answer has changed*" if change.statement else "*A claim you watch has changed*"
    if not change.direct and (who := _people(change.watchers)):
        head = f"{head} {who}"
    text = "\n".join([head, *rows])
    if change.now.withdrawn:
        body = blocks.section(text)
    else:
        body = blocks.section(text, show_button(change.now.claim_id))
    day = writing.day(change.told_at.date())
    below = [blocks.context(f"Last told on {day}. Each change is told once.")]
    if change.watchers:
        below.append(blocks.actions(watches_view.stop_watching(change.now.claim_id)))
    plain = f"{head.split('*')[1]}: {_fallback(change)}"
    return fit(Message(plain, [body, *below]))


def answered_message(found: Answered) -> Message:
    """The notice that an open question has an answer. The person who put it can say that it is
    about another matter."""
    claim = mrkdwn.quote(found.now.text, CLAIM) or "(no text)"
    status = status_words.status(found.now.status)
    who = []
    if found.say_so:
        alone = found.now.status == "single_source" and not (found.deny or found.give_other)
        who.append(f"{'' if alone else 'say so: '}{words.listed(found.say_so)}")
    if found.deny:
        who.append(f"deny it: {words.listed(found.deny)}")
    if found.give_other:
        who.append(f"give another figure: {words.listed(found.give_other)}")
    called = "" if found.direct else _people(found.watchers)
    rows = [
        f"*Your question has an answer on record.* {called}".rstrip(),
        f"Asked {writing.day(found.put_at.date())}: “{mrkdwn.quote(found.statement, STATEMENT)}”",
        f"On record: {claim}  #{found.now.claim_id}",
        f"*{status}*" + (f" ({'; '.join(who)})" if who else ""),
    ]
    value = blocks.button_value(
        question=found.question_id, inquiry=found.inquiry_id, claim=found.now.claim_id
    )
    body = [
        blocks.section("\n".join(rows), show_button(found.now.claim_id)),
        blocks.actions(blocks.button("Not what I meant", NOT_MEANT, value)),
    ]
    text = f"Your question has an answer on record: {claim} ({writing.lowered(status)})"
    return fit(Message(text, body))


def _asked(change: Change) -> list[str]:
    if not change.statement:
        return []
    return [f"Asked: “{mrkdwn.quote(change.statement, STATEMENT) or '(no text)'}”"]


def _said(change: Change) -> list[str]:
    was = change.was
    claim = mrkdwn.quote(was.text, CLAIM) or "(no text)"
    status = "withdrawn" if was.withdrawn else writing.lowered(status_words.status(was.status))
    return [f"Said then: {claim}  #{was.claim_id} ({_with_figure(status, was, change)})"]


def _now(change: Change) -> list[str]:
    now = change.now
    if now.withdrawn:
        reason = mrkdwn.quote(change.reason or "", STATEMENT)
        why = f" Its reason: “{reason.rstrip('.')}”." if reason else ""
        rest = "That says nothing about whether it is so."
        return [f"*Now:* the desk has withdrawn this claim from the record.{why} {rest}"]
    status = status_words.status(now.status)
    rows = []
    if change.was.claim_id != now.claim_id:
        claim = mrkdwn.quote(now.text, CLAIM) or "(no text)"
        rows.append(f"*Now:* part of another claim: {claim}  #{now.claim_id}")
        rows.append(f"*{_with_figure(status, now, change)}*")
    else:
        back = "back on record: " if change.was.withdrawn else ""
        if change.was.text != now.text:
            claim = mrkdwn.quote(now.text, CLAIM) or "(no text)"
            rows.append(f"*Now:* {back}{claim}  #{now.claim_id}")
            rows.append(f"*{_with_figure(status, now, change)}*")
        else:
            status = writing.lowered(status) if back else status
            rows.append(f"*Now:* {back}*{_with_figure(status, now, change)}*")
    if change.was.claim_id != now.claim_id:
        # What changed the other claim's status is no change of what was said here.
        rows.append("Why: the desk merged the two claims.")
    elif because := _because(change):
        rows.append(f"Why: {because}.")
    elif change.was.status != now.status or change.was.figure != now.figure:
        rows.append("Why: the desk changed what is on record.")
    return rows


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
    figure = mrkdwn.quote(figure_words(standing.figure, standing.unit), words.NAME) or "no figure"
    return f"{status}; {figure}"


def _fallback(change: Change) -> str:
    was, now = change.was, change.now
    claim = mrkdwn.quote(was.text.rstrip(". "), STATEMENT)
    if now.withdrawn:
        return f"{claim} – withdrawn from the record by the desk"
    status = writing.lowered(_with_figure(status_words.status(now.status), now, change))
    if (was.claim_id, was.text) == (now.claim_id, now.text):
        return f"{claim} – now {status}"
    # Never the new status with the old words.
    part = "part of another claim: " if was.claim_id != now.claim_id else ""
    return f"{claim} – now {part}{mrkdwn.quote(now.text.rstrip('. '), STATEMENT)} ({status})"


def _people(ids: Sequence[str]) -> str:
    """Mentions of everyone who waits for this; a mention notifies them."""
    return " ".join(mrkdwn.user(one) for one in ids[:PEOPLE])
