"""The answers to all statements of a message, rendered as one message.

Each claim has its card, and each choice its claims; the statements that are not on record are in
one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ask import card, modals
from bot.ask import view as messages
from bot.ask.view import CardContext
from bot.check.answer import Answer, Hint
from bot.i18n import N_, gettext, ngettext
from bot.matching.outcome import Outcome
from bot.refusal import RefusalError
from bot.slack import blocks, notice, refusals
from bot.slack import text as mrkdwn
from bot.slack.limits import fit, is_within
from bot.slack.message import STATEMENT, Block, Message

_NOT_FOUND = {
    None: N_("*Nothing on record says:*"),
    Hint.WITHDRAWN: N_("*The desk has withdrawn from the record:*"),
    Hint.TOO_SHORT: N_("*Too short to look up:*"),
}
_FOR_THE_DESK = (None, Hint.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """The open question of a statement that was put to the desk `by` a person. `in_thread`: that
    person gets the answer in the thread. `alone`: only that person reads the reply."""

    by: str
    alone: bool
    in_thread: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a reply that answers one statement; `answer` is None if its claim may not be
    shown any more."""

    inquiry_id: str
    statement: str
    answer: Answer | None
    at_desk: AtDesk | None = None

    @property
    def is_only_told(self) -> bool:
        """Whether the part is only named in the line of statements that are not on record."""
        none = self.answer is not None and self.answer.outcome is Outcome.NONE
        return none and self.at_desk is None

    @property
    def has_claim(self) -> bool:
        return self.answer is not None and self.answer.claim is not None


def reply_message(parts: Sequence[Part], context: CardContext, left_over: int = 0) -> Message:
    """One message with all answers, and the number of statements that were not looked up.

    With many answers, or if it exceeds Slack's limits, the cards are brief. If that is not enough,
    the last answers are left out and the message says how many. `context` says where and to whom
    the reply is shown; each part has its own inquiry and position. Raises ValueError without parts.
    """
    many = sum(one.has_claim for one in parts) > messages.WITH_WORDS
    message = _message(parts, replace(context, brief=many), left_over)
    context = replace(context, brief=True)
    if is_within(message):
        return fit(message)
    for number in range(len(parts), 0, -1):
        message = _message(parts[:number], context, left_over, left_out=len(parts) - number)
        if is_within(message):
            return fit(message)
    return fit(_message(parts, context, left_over))


def shared_message(parts: Sequence[Part], context: CardContext, by: str) -> Message:
    """The claims of a reply that only its asker read, as that person shows them to the channel.
    Raises RefusalError if none of them may be shown any more."""
    claims = [one for one in parts if one.has_claim]
    if not claims:
        raise RefusalError(refusals.NOT_SHOWN)
    public = replace(context, ephemeral=False, menu=True, can_share=False, note="")
    statement = claims[0].statement if len(claims) == 1 else None
    return messages.shared_by(by, statement, reply_message(claims, public))


def _message(
    parts: Sequence[Part], context: CardContext, left_over: int, left_out: int = 0
) -> Message:
    shown = [one for one in parts if not one.is_only_told]
    told = [one for one in parts if one.is_only_told]
    if len(parts) == 1:
        found = [_part(parts[0], replace(context, inquiry_id=parts[0].inquiry_id))]
    else:
        found = _several(shown, told, context)
    if left_out:
        found.append(_left_out(left_out))
    if left_over:
        found.append(messages.left_over(left_over))
    text = " ".join(one.text for one in found if one.text)
    return Message(text, [block for one in found for block in one.blocks])


def _several(shown: Sequence[Part], told: Sequence[Part], context: CardContext) -> list[Message]:
    found: list[Message] = []
    for position, part in enumerate(shown, start=1):
        where = replace(
            context,
            inquiry_id=part.inquiry_id,
            position=position,
            total=len(shown),
            is_quoted=True,
            can_share=False,
            note=context.note if position == 1 else "",
        )
        if position > 1:
            found.append(Message("", [blocks.divider()]))
        found.append(_part(part, where))
    line = _one_line(told, is_all=not shown, note=context.note)
    if shown and line.blocks:
        found.append(Message("", [blocks.divider()]))
    if line.blocks or shown:
        found.append(line)
    else:  # greetings and the like alone
        found.append(_part(told[0], replace(context, inquiry_id=told[0].inquiry_id)))
    sharable = next((one for one in shown if one.has_claim), None)
    if context.can_share and sharable is not None:
        found.append(Message("", [blocks.actions(card.share_button(sharable.inquiry_id))]))
    return found


def _part(part: Part, context: CardContext) -> Message:
    if part.answer is None:
        above = messages.above(part.statement, context) if context.is_quoted else []
        said = gettext(refusals.NOT_SHOWN)
        return Message(said, [*above, blocks.section(said)])
    message = card.answer_message(part.answer, context=context)
    if part.at_desk is None or part.answer.outcome is not Outcome.NONE:
        return message
    said, below = _at_the_desk(part.inquiry_id, part.at_desk)
    kept = [block for block in message.blocks if block["type"] != "actions"]
    return Message(f"{message.text} {said.replace('*', '')}", [*kept, *below])


def _at_the_desk(inquiry_id: str, put: AtDesk) -> tuple[str, list[Block]]:
    """What replaces the buttons after the question was put to the desk, as text and blocks. In a
    reply that others read too, they have a button to be told as well."""
    if put.is_answered:
        said = gettext(
            "This was an open question at the desk and has an answer on record by now. "
            "Ask it again."
        )
        return said, [blocks.section(said)]
    if put.alone:
        said = (
            gettext(
                "*Put to the desk as an open question.* I will tell you here when it is answered."
            )
            if put.in_thread
            else gettext(
                "*Put to the desk as an open question.* "
                "I will tell you by direct message when it is answered."
            )
        )
        return said, [blocks.section(said)]
    said = gettext(
        "*Put to the desk as an open question.* "
        "{person} is told in this thread when it is answered.",
        person=mrkdwn.user(put.by),
    )
    button = modals.watch_question_button(blocks.button_value(inquiry=inquiry_id))
    return said, [blocks.section(said), blocks.actions(button)]


def _one_line(told: Sequence[Part], *, is_all: bool, note: str) -> Message:
    """The line of statements that are not on record, with buttons that put them to the desk. It has
    no blocks if there are none. `is_all`: the reply has nothing else, so the note is above it."""
    for_the_desk = [one for one in told if _hint(one) in _FOR_THE_DESK]
    several = len(for_the_desk) > 1
    said = []
    for hint, head in _NOT_FOUND.items():
        quoted = [
            f"({for_the_desk.index(one) + 1}) {_quoted(one)}"
            if several and one in for_the_desk
            else _quoted(one)
            for one in told
            if _hint(one) is hint
        ]
        if quoted:
            said.append(f"{gettext(head)} {'; '.join(quoted)}.")
    if not said:
        return Message("", [])
    if is_all and for_the_desk:
        said.append(gettext("That says nothing about whether it is so."))
    above = mrkdwn.quote(note, STATEMENT) if is_all else ""
    body: list[Block] = [blocks.context(above)] if above else []
    body.append(blocks.section(" ".join(said)))
    for number, one in enumerate(for_the_desk, start=1):
        value = blocks.button_value(inquiry=one.inquiry_id)
        if several:
            label = gettext("Put ({number}) to the desk", number=number)
            body.append(blocks.actions(blocks.button(label, messages.TO_DESK, value)))
        else:
            label = gettext("Put it to the desk")
            put = blocks.button(label, messages.TO_DESK, value, style="primary")
            body.append(blocks.actions(put, modals.watch_question_button(value)))
    return Message(" ".join(said).replace("*", ""), body)


def _quoted(part: Part) -> str:
    return f"“{mrkdwn.quote(part.statement, STATEMENT)}”"


def _left_out(number: int) -> Message:
    """Says how many answers were left out because of Slack's limits on one message."""
    return notice.sentence(
        ngettext(
            "{n} more answer did not fit into this message. "
            "Paste the last statements as a new message.",
            "{n} more answers did not fit into this message. "
            "Paste the last statements as a new message.",
            number,
        )
    )


def _hint(part: Part) -> Hint | None:
    return part.answer.hint if part.answer else None
