"""The answer to one statement as a message: the claim card, and the blocks above it."""

from __future__ import annotations

from typing import Final

from bot.ask import account, figures_view, in_short, menus, modals, remarks, words
from bot.ask import view as messages
from bot.ask.view import CardContext
from bot.ask.words import CLAIM
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.i18n import gettext, ngettext
from bot.language import writing
from bot.matching.outcome import Difference, DifferenceKind, Outcome
from bot.record.card import ClaimCard
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Block, Message

# The ids of its buttons and forms; their handlers are in `handlers/`.
SOURCES: Final = ActionId("sources")
WRONG_CLAIM: Final = ActionId("wrong_claim")
OUTDATED: Final = ActionId("outdated")
SHARE: Final = ActionId("share")


__all__ = ["CardContext", "answer_message", "counts_in_words"]

WORDING = 120  # longest side of a Difference that is shown, in UTF-16 code units
DIFFERENCES = 5
REVIEWS = 1  # other publishers' reviews of the claim


def answer_message(answer: Answer, *, context: CardContext) -> Message:
    """The whole reply to one statement. Raises ValueError if a match comes without its claim."""
    if answer.outcome is Outcome.POSSIBLE:
        return messages.possible_message(answer, context=context)
    if answer.outcome is Outcome.NONE:
        return messages.none_message(answer, context=context)
    return fit(_card(answer, context))


def counts_in_words(answer: Answer) -> str:
    """How many parties assert and deny it: "2 parties say so, none denies"; may be empty."""
    support, denial = answer.support or 0, answer.denial or 0
    status = answer.claim.status if answer.claim else ""
    parts = []
    if support and status != "single_source":
        parts.append(ngettext("{n} party says so", "{n} parties say so", support))
    if denial:
        parts.append(_denials(answer, denial, alone=not parts))
    elif support:
        parts.append(gettext("none denies") if support > 1 else gettext("nobody denies"))
    return ", ".join(parts)


def _card(answer: Answer, context: CardContext) -> Message:
    claim = answer.claim
    if claim is None:
        raise ValueError(f"an answer with outcome {answer.outcome.value} has a claim")
    body = messages.above(answer.statement, context)
    if answer.outcome is Outcome.DIFFERS:
        body.append(blocks.section(_difference_text(answer.differences)))
    if answer.outcome is Outcome.ABOUT:
        body.append(blocks.section(account.of_about(answer.account)))
    on_record = answer.outcome is not Outcome.MATCH
    rows = _claim_rows(answer, claim, on_record=on_record) + in_short.by_stance(answer)
    if not context.brief:
        rows += in_short.quotations(answer)
    first, *rest = rows
    body += blocks.sections(first, rest)
    remarked = "" if context.brief else remarks.in_short(answer, context.today)
    if remarked:
        body.append(blocks.context(f"ⓘ {writing.capitalised(remarked)}"))
    if claim.reviews:
        body.append(blocks.context("\n".join(_reviews(claim))))
    moved = answer.figures is not None and answer.figures.is_overtaken
    body.append(_buttons(claim, context, overtaken=moved))
    return Message(text=_fallback(answer, claim), blocks=body)


def _difference_text(differences: tuple[Difference, ...]) -> str:
    sign = "⚠️ " if _contradicted(differences) else ""
    head = f"{sign}*{_heading(differences)}*"
    told = [_difference(difference) for difference in differences[:DIFFERENCES]]
    left = len(differences) - DIFFERENCES
    if left > 0:
        told.append(ngettext("and {n} more", "and {n} more", left))
    if not told:
        return f"{head} {gettext('The claim on record is another one:')}"
    if len(told) == 1:
        return f"{head} {told[0]}"
    return "\n".join([head, *(f"• {one}" for one in told)])


def _contradicted(differences: tuple[Difference, ...]) -> bool:
    return not differences or any(difference.contradicts for difference in differences)


def _heading(differences: tuple[Difference, ...]) -> str:
    if _contradicted(differences):
        return gettext("Not what is on record.")
    return gettext("Not quite what is on record.")


def _difference(difference: Difference, mark: str = "*") -> str:
    wrote = _marked(difference.statement, mark)
    if difference.kind is DifferenceKind.ADDS:
        return gettext("Your text also says {wording}; that is not on record", wording=wrote)
    record = _marked(difference.record, mark)
    relation = mrkdwn.quote(gettext(difference.relation) if difference.relation else "", WORDING)
    if wrote and record:
        told = gettext("you wrote {wording}; on record: {record}", wording=wrote, record=record)
    elif wrote:
        told = gettext("you wrote {wording}; not on record", wording=wrote)
    elif record:
        told = gettext("you wrote nothing of it; on record: {record}", record=record)
    else:
        told = gettext("not the same on record")
    return f"{words.difference(difference.kind)}: {told}" + (f" ({relation})" if relation else "")


def _marked(wording: str, mark: str) -> str:
    shown = mrkdwn.quote(wording, WORDING)
    return f"{mark}{shown}{mark}" if shown else ""


def _claim_rows(answer: Answer, claim: ClaimCard, *, on_record: bool) -> list[str]:
    text = mrkdwn.quote(claim.text, CLAIM) or gettext("(no text)")
    parts = [f"*{status_words.status(claim.status)}*"]
    counts = counts_in_words(answer)
    if counts:
        parts.append(counts)
    if claim.as_of:
        day = writing.day(claim.as_of, claim.as_of_precision)
        parts.append(gettext("as of {day}", day=day))
    if claim.time:
        time = mrkdwn.quote(writing.own_time(claim.time), words.NAME)
        parts.append(gettext("speaks of {time}", time=time))
    status = " · ".join(parts)
    if on_record:
        status = gettext("Its status, not your statement's: {status}", status=status)
    rows = figures_view.with_figures(answer, f"*{text}*  #{claim.id}", status, on_record=on_record)
    if claim.forwarded_from:
        merged = mrkdwn.quote(claim.forwarded_from, STATEMENT)
        rows.append(gettext("Formerly also kept as: {claim}", claim=merged))
    return rows


def _reviews(claim: ClaimCard) -> list[str]:
    rows = [words.review(one) for one in claim.reviews[:REVIEWS]]
    left = len(claim.reviews) - len(rows)
    return [*rows, ngettext("and {n} more review", "and {n} more reviews", left)] if left else rows


def _buttons(claim: ClaimCard, context: CardContext, *, overtaken: bool) -> Block:
    value = blocks.button_value(inquiry=context.inquiry_id, claim=claim.id)
    row = [
        blocks.button(gettext("All sources"), SOURCES, value),
        modals.watch_button(value),
        blocks.button(gettext("Wrong claim"), WRONG_CLAIM, value),
    ]
    if not context.menu:
        row.append(blocks.button(gettext("Outdated"), OUTDATED, value))
    if context.ephemeral and context.can_share:
        row.append(share_button(context.inquiry_id))
    if context.menu:
        row.append(menus.of_card(claim.id, context.inquiry_id, overtaken=overtaken))
    return blocks.actions(*row)


def share_button(inquiry_id: str) -> Block:
    """The button that shows the channel an answer that only its asker sees."""
    value = blocks.button_value(inquiry=inquiry_id)
    return blocks.button(gettext("Share to channel"), SHARE, value)


def _fallback(answer: Answer, claim: ClaimCard) -> str:
    text = mrkdwn.quote(claim.text, CLAIM)
    counts = counts_in_words(answer)
    if answer.figures is not None and answer.figures.is_overtaken:
        figure = figures_view.leading(answer.figures).replace("*", "")
        text = f"{figure}. {gettext('The claim says: {claim}', claim=text)}"
    said = f"{text} {status_words.status(claim.status)}."
    if counts:
        said += f" {writing.capitalised(counts)}."
    if claim.as_of:
        day = writing.day(claim.as_of, claim.as_of_precision)
        said += f" {writing.capitalised(gettext('as of {day}', day=day))}."
    if answer.outcome is Outcome.DIFFERS:
        told = "; ".join(_difference(d, mark="") for d in answer.differences[:DIFFERENCES])
        record = gettext("Claim on record: {claim}", claim=said)
        return f"{_heading(answer.differences)} {told}. {record}"
    if answer.outcome is Outcome.ABOUT:
        return gettext("On record about this: {claim}", claim=said)
    return said


def _denials(answer: Answer, denial: int, *, alone: bool) -> str:
    """How many count against the claim. A party that gives another figure does (rule 5), but is not
    said to deny it."""
    against = [a for a in answer.attributions if a.counted == "denial"]
    denying = {a.party for a in against if a.stance == "denies"}
    giving = {a.party for a in against} - denying
    if not giving:
        return _deny(denial, alone=alone)
    if not denying:
        return _give(denial, alone=alone)
    if len(denying) + len(giving) != denial:  # some of these parties count as one
        return _deny_or_give(denial, alone=alone)
    return f"{_deny(len(denying))}, {_give(len(giving))}"


def _deny(number: int, *, alone: bool = False) -> str:
    if alone:
        return ngettext("{n} party denies it", "{n} parties deny it", number)
    return ngettext("{n} denies it", "{n} deny it", number)


def _give(number: int, *, alone: bool = False) -> str:
    if alone:
        return ngettext("{n} party gives another figure", "{n} parties give another figure", number)
    return ngettext("{n} gives another figure", "{n} give another figure", number)


def _deny_or_give(number: int, *, alone: bool) -> str:
    if alone:
        return ngettext(
            "{n} party denies it or gives another figure",
            "{n} parties deny it or give another figure",
            number,
        )
    return ngettext(
        "{n} denies it or gives another figure", "{n} deny it or give another figure", number
    )
