"""Every reply that is not a claim card: choosing, nothing found, thanks, failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.ask import modals
from bot.ask.words import CLAIM
from bot.check.answer import Answer, Hint
from bot.i18n import N_, gettext, ngettext
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Block, Message

# The ids of its buttons and forms; their handlers are in `handlers/`.
CHOOSE: Final = ActionId("choose")
NONE_OF_THESE: Final = ActionId("none_of_these")
TO_DESK: Final = ActionId("to_desk")
ADD_COMMENT: Final = ActionId("add_comment")  # to a report that is noted already


CANDIDATES = 3  # to choose from
WITH_WORDS = 2  # cards in one message up to which they quote what was said

_NOTHING_ON_RECORD = N_("*Nothing on record says this.* That says nothing about whether it is so.")

# The hint in words, and whether the question can be put to the desk.
_HINTS = {
    Hint.GREETING: (
        N_("Hello. Paste a statement, and I look up who is on record with it. `help` says more."),
        False,
    ),
    Hint.TOO_SHORT: (
        N_("*Too short to look up.* Paste a whole sentence: who, what, where, when."),
        False,
    ),
    Hint.NO_CLAIM: (
        N_("*No statement in that.* Paste a sentence that says something: who, what, where, when."),
        False,
    ),
    Hint.ASKS_ONLY: (
        N_(
            "*Which statement?* I see only the message that I am asked with, not the thread. Paste "
            "the sentence here, or use the shortcut in the menu of the message (⋮) that says it."
        ),
        False,
    ),
    Hint.WITHDRAWN: (
        N_(
            "*The desk has withdrawn this claim from the record.* "
            "That says nothing about whether it is so."
        ),
        True,
    ),
}


@dataclass(frozen=True, slots=True)
class CardContext:
    """Where and to whom an answer is shown.

    The answer is to statement `position` of `total` (from 1). The statement is quoted above the
    answer if there are several, if only the asker sees the reply (`ephemeral`), or if `is_quoted`.
    `note` is a sentence of ours above it, plain text. With `menu`, the card has the editors' menu.
    A `brief` card has no quotation and no remarks: there are several, or it would be too long.
    """

    inquiry_id: str
    ephemeral: bool
    position: int
    total: int
    can_share: bool
    today: date
    note: str = ""
    menu: bool = False
    is_quoted: bool = False
    brief: bool = False


def possible_message(answer: Answer, *, context: CardContext) -> Message:
    """Up to three claims to choose from, each with its button and without its status."""
    candidates = answer.alternatives[:CANDIDATES]
    if not candidates:
        return none_message(answer, context=context)
    one = len(candidates) == 1
    asked = (
        gettext("*Not sure which claim you mean.* Is it this one?")
        if one
        else gettext("*Not sure which claim you mean.* Which of these is it?")
    )
    body = [*above(answer.statement, context), blocks.section(asked)]
    for candidate in candidates:
        value = blocks.button_value(inquiry=context.inquiry_id, claim=candidate.id)
        text = mrkdwn.quote(candidate.text, CLAIM) or gettext("(no text)")
        choose = blocks.button(gettext("This one"), CHOOSE, value)
        body.append(blocks.section(f"{text}  #{candidate.id}", choose))
    about = blocks.button_value(inquiry=context.inquiry_id)
    label = gettext("Not this one") if one else gettext("None of these")
    body.append(blocks.actions(blocks.button(label, NONE_OF_THESE, about)))
    named = " / ".join(mrkdwn.quote(c.text, STATEMENT) for c in candidates)
    return fit(Message(text=f"{unmarked(asked)} {named}", blocks=body))


def none_message(answer: Answer, *, context: CardContext) -> Message:
    """Nothing on record, or the hint why nothing could be looked up."""
    text, for_the_desk = _HINTS[answer.hint] if answer.hint else (_NOTHING_ON_RECORD, True)
    said = gettext(text)
    body = [*above(answer.statement, context), blocks.section(said)]
    if for_the_desk:
        value = blocks.button_value(inquiry=context.inquiry_id)
        to_desk = blocks.button(gettext("Put it to the desk"), TO_DESK, value, style="primary")
        body.append(blocks.actions(to_desk, modals.watch_question_button(value)))
    return fit(Message(text=unmarked(said), blocks=body))


def above(statement: str, context: CardContext) -> list[Block]:
    """The blocks above an answer: our note, and the statement if the context asks for it."""
    texts = []
    note = mrkdwn.quote(context.note, STATEMENT)
    if note:
        texts.append(note)
    shown = mrkdwn.quote(statement, STATEMENT)
    if context.total > 1:
        place = gettext("*{number} of {total}*", number=context.position, total=context.total)
        texts.append(f"{place} · {quoted(shown)}")
    elif context.ephemeral and shown:
        texts.append(gettext("You asked: {statement}", statement=quoted(shown)))
    elif context.is_quoted:
        texts.append(quoted(shown))
    return [blocks.context("\n".join(texts))] if texts else []


def shared_by(user_id: str, statement: str | None, card: Message) -> Message:
    """An answer shared with a channel: `card` as rendered, under the name of the person who shares
    it. `statement` is None if `card` quotes several statements itself."""
    asked = "" if statement is None else quoted(mrkdwn.quote(statement, STATEMENT))
    said = gettext("Shared by {person}", person=mrkdwn.user(user_id))
    if asked:
        said += " · " + gettext("asked: {statement}", statement=asked)
    shared = blocks.context(said)
    return fit(Message(text=card.text, blocks=[shared, *card.blocks]))


def left_over(number: int) -> Message:
    """How many statements of a long message were not looked up."""
    return _short(
        ngettext(
            "{n} more statement in that message was not looked up. "
            "Paste what is left as a new message.",
            "{n} more statements in that message were not looked up. "
            "Paste what is left as a new message.",
            number,
        )
    )


def text_only_hint() -> Message:
    """For files, pictures and other attachments without text."""
    return _short(gettext("I can only read text. Paste the statement itself as text."))


def nothing_to_check() -> Message:
    """For an empty message, or one of mentions, links and signs alone."""
    return _short(
        gettext(
            "There is no statement in that message. Paste the sentence to look up, or choose Check "
            "on record in the menu (⋮) of the message that says it."
        )
    )


def not_for_outsiders() -> Message:
    """For people from another workspace in a shared channel: the record is not theirs to see."""
    return _short(gettext("This desk's record is only open to people of its own workspace."))


def database_down() -> Message:
    """The record cannot be reached; the person is told at once instead of waiting."""
    return _short(
        gettext("The record cannot be reached just now. Nothing was saved; try again in a minute.")
    )


def unknown_failure(reference: str) -> Message:
    """An unforeseen failure; the log has the same reference."""
    shown = mrkdwn.quote(reference, 100)
    return _short(
        gettext(
            "Something went wrong on my side. Tell your administrator: reference {reference}.",
            reference=shown,
        )
    )


_THANKS = {
    "wrong_claim": N_(
        "Thank you. Noted as the wrong claim: it is no longer offered to you for that statement. "
        "Ask again to get the next best answer. The desk will look at it."
    ),
    "outdated": N_("Thank you. Noted as outdated; the desk will look for newer statements."),
}


def thanks(kind: str, *, inquiry_id: str, claim_id: int) -> Message:
    """After "Wrong claim" or "Outdated": it is noted already, a comment may follow."""
    said = _short(gettext(_THANKS[kind]))
    value = blocks.button_value(inquiry=inquiry_id, claim=claim_id, kind=kind)
    comment = blocks.button(gettext("Add a comment"), ADD_COMMENT, value)
    return Message(said.text, [*said.blocks, blocks.actions(comment)])


def quoted(shown: str) -> str:
    """A person's words (mrkdwn) in quotation marks."""
    return f"“{shown}”" if shown else gettext("(no text)")


def unmarked(said: str) -> str:
    """Our own mrkdwn without its bold marks, for the fallback text."""
    return said.replace("*", "").replace("`", "")


def _short(said: str) -> Message:
    return fit(Message(text=said, blocks=[blocks.section(said)]))
