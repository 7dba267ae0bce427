"""The answer to one statement as a message: the claim card, and the blocks above it."""

from __future__ import annotations

from typing import Final

from bot.ask import account, figures_view, in_short, menus, modals, remarks, words
from bot.ask import view as messages
from bot.ask.view import CardContext
from bot.ask.words import CLAIM
from bot.check.answer import Answer
from bot.corroboration import status_words
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
        parts.append(f"{writing.count(support, 'party', 'parties')} {_s('say', support)} so")
    if denial:
        parts.append(_denials(answer, denial, alone=not parts))
    elif support:
        parts.append("none denies" if support > 1 else "nobody denies")
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
    if len(differences) > DIFFERENCES:
        told.append(f"and {len(differences) - DIFFERENCES} more")
    if not told:
        return f"{head} The claim on record is another one:"
    if len(told) == 1:
        return f"{head} {told[0]}"
    return "\n".join([head, *(f"• {one}" for one in told)])


def _contradicted(differences: tuple[Difference, ...]) -> bool:
    return not differences or any(difference.contradicts for difference in differences)


def _heading(differences: tuple[Difference, ...]) -> str:
    return f"Not {'' if _contradicted(differences) else 'quite '}what is on record."


def _difference(difference: Difference, mark: str = "*") -> str:
    wrote = mrkdwn.quote(difference.statement, WORDING)
    if difference.kind is DifferenceKind.ADDS:
        return f"Your text also says {mark}{wrote}{mark}; that is not on record"
    record = mrkdwn.quote(difference.record, WORDING)
    relation = mrkdwn.quote(difference.relation, WORDING)
    yours = f"you wrote {mark}{wrote}{mark}" if wrote else "you wrote nothing of it"
    if not wrote and not record:
        told = "not the same on record"
    else:
        told = f"{yours}; on record: {mark}{record}{mark}" if record else f"{yours}; not on record"
    return f"{words.difference(difference.kind)}: {told}" + (f" ({relation})" if relation else "")


def _claim_rows(answer: Answer, claim: ClaimCard, *, on_record: bool) -> list[str]:
    text = mrkdwn.quote(claim.text, CLAIM) or "(no text)"
    parts = [f"*{status_words.status(claim.status)}*"]
    counts = counts_in_words(answer)
    if counts:
        parts.append(counts)
    if claim.as_of:
        parts.append(f"as of {writing.day(claim.as_of, claim.as_of_precision)}")
    if claim.time:
        parts.append(f"speaks of {mrkdwn.quote(writing.own_time(claim.time), words.NAME)}")
    rows = [f"*{text}*  #{claim.id}", " · ".join(parts)]
    if on_record:
        rows[0] = f"On record: {rows[0]}"
        rows[1] = f"Its status, not your statement's: {rows[1]}"
    rows = figures_view.with_figures(answer, rows)
    if claim.forwarded_from:
        merged = mrkdwn.quote(claim.forwarded_from, STATEMENT)
        rows.append(f"Formerly also kept as: {merged}")
    return rows


def _reviews(claim: ClaimCard) -> list[str]:
    rows = [words.review(one) for one in claim.reviews[:REVIEWS]]
    left = len(claim.reviews) - len(rows)
    return [*rows, f"and {writing.count(left, 'more review')}"] if left else rows


def _buttons(claim: ClaimCard, context: CardContext, *, overtaken: bool) -> Block:
    value = blocks.button_value(inquiry=context.inquiry_id, claim=claim.id)
    row = [
        blocks.button("All sources", SOURCES, value),
        modals.watch_button(value),
        blocks.button("Wrong claim", WRONG_CLAIM, value),
    ]
    if not context.menu:
        row.append(blocks.button("Outdated", OUTDATED, value))
    if context.ephemeral and context.can_share:
        row.append(share_button(context.inquiry_id))
    if context.menu:
        row.append(menus.of_card(claim.id, context.inquiry_id, overtaken=overtaken))
    return blocks.actions(*row)


def share_button(inquiry_id: str) -> Block:
    """The button that shows the channel an answer that only its asker sees."""
    return blocks.button("Share to channel", SHARE, blocks.button_value(inquiry=inquiry_id))


def _fallback(answer: Answer, claim: ClaimCard) -> str:
    text = mrkdwn.quote(claim.text, CLAIM)
    counts = counts_in_words(answer)
    if answer.figures is not None and answer.figures.is_overtaken:
        text = f"{figures_view.leading(answer.figures).replace('*', '')}. The claim says: {text}"
    said = f"{text} {status_words.status(claim.status)}."
    if counts:
        said += f" {counts[0].upper()}{counts[1:]}."
    if claim.as_of:
        said += f" As of {writing.day(claim.as_of, claim.as_of_precision)}."
    if answer.outcome is Outcome.DIFFERS:
        told = "; ".join(_difference(d, mark="") for d in answer.differences[:DIFFERENCES])
        return f"{_heading(answer.differences)} {told}. Claim on record: {said}"
    if answer.outcome is Outcome.ABOUT:
        return f"On record about this: {said}"
    return said


def _denials(answer: Answer, denial: int, *, alone: bool) -> str:
    """How many count against the claim. A party that gives another figure does (rule 5), but is not
    said to deny it."""
    against = [a for a in answer.attributions if a.counted == "denial"]
    denying = {a.party for a in against if a.stance == "denies"}
    giving = {a.party for a in against} - denying
    who = writing.count(denial, "party", "parties") if alone else f"{denial:,}"
    if not giving:
        return f"{who} {_s('deny', denial)} it"
    if not denying:
        return f"{who} {_s('give', denial)} another figure"
    if len(denying) + len(giving) != denial:  # some of these parties count as one
        return f"{who} {_s('deny', denial)} it or {_s('give', denial)} another figure"
    deny, give = len(denying), len(giving)
    return f"{deny:,} {_s('deny', deny)} it, {give:,} {_s('give', give)} another figure"


def _s(verb: str, number: int) -> str:
    if number != 1:
        return verb
    return verb[:-1] + "ies" if verb.endswith("ny") else verb + "s"
