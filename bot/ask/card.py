"""The answer to one statement as a message: the claim card, and the blocks above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bot.ask import account, figures_view, lines, menus, modals, words
from bot.ask import view as messages
from bot.ask.lines import Group, Grouped
from bot.ask.view import CardContext
from bot.ask.words import CLAIM
from bot.check.answer import Answer
from bot.corroboration import Flag, status_words
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


__all__ = ["CardContext", "answer_message", "counts_in_words", "flags_in_words"]

WORDING = 120  # longest side of a Difference that is shown, in UTF-16 code units
DIFFERENCES = 5
_NO_ROOM = "Who is on record with it: _All sources_"
REVIEWS = 3  # other publishers' reviews of the claim

# Lines of a group on the card; the rest is counted and shown under "All sources".
_MOST_LINES = {Group.NOT_CONFIRMED: 3, Group.NOBODY_NAMED: 2, Group.WITHDRAWN: 2, Group.EARLIER: 2}
_MOST_LINES_OTHERWISE = 4

# Flags that the remark in a group's heading says already.
_TOLD_BY_HEADING: Mapping[str, Group] = {
    Flag.NOT_CONFIRMED_BY: Group.NOT_CONFIRMED,
    Flag.NUMBER_CONFLICT: Group.OTHER_FIGURE,
    Flag.NUMBER_COMPATIBLE_ONLY: Group.LOOSER_FIGURE,
    Flag.UNATTRIBUTED: Group.NOBODY_NAMED,
    Flag.UPDATED_BY_SOURCE: Group.EARLIER,
}

# The order of flags: first those that would change a headline.
_FLAG_ORDER: tuple[str, ...] = (
    Flag.STALE,
    Flag.PARTY_DIVIDED,
    Flag.INTERESTED_ONLY,
    Flag.NOT_CONFIRMED_BY,
    Flag.DENIAL_INDEPENDENT,
    Flag.DENIAL_INTERESTED_ONLY,
    Flag.NUMBER_CONFLICT,
    Flag.NUMBER_COMPATIBLE_ONLY,
    Flag.OVERTAKEN,
    Flag.CIRCULAR,
    Flag.UPDATED_BY_SOURCE,
    Flag.INTERESTS_UNREVIEWED,
    Flag.UNATTRIBUTED,
    Flag.RELAYED,
)


def answer_message(answer: Answer, *, context: CardContext) -> Message:
    """The whole reply to one statement. Raises ValueError if a match comes without its claim."""
    if answer.outcome is Outcome.POSSIBLE:
        return messages.possible_message(answer, context=context)
    if answer.outcome is Outcome.NONE:
        return messages.none_message(answer, context=context)
    return fit(_card(answer, context))


def flags_in_words(answer: Answer, today: date) -> list[str]:
    """The flags of an answer, one sentence each, in the order in which they matter to a desk."""
    as_of = answer.claim.as_of if answer.claim else None
    ordered = sorted(answer.flags, key=lambda flag: (_flag_rank(flag), flag))
    return [words.flag(flag, as_of=as_of, today=today) for flag in ordered]


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
    body.append(blocks.section(_claim_text(answer, claim, on_record=on_record)))
    groups = lines.grouped(answer.attributions)
    if groups and context.lines == 0:
        body.append(blocks.context(_NO_ROOM))
        groups = []
    listed = [_group(group, context.lines) for group in groups]
    if context.lines is None:
        for heading, rows in listed:
            body += blocks.sections(heading, rows)
    elif listed:  # one block, not one each
        first, *rest = [row for heading, rows in listed for row in (heading, *rows)]
        body += blocks.sections(first, rest)
    small = _small_print(answer, groups, context)
    if small:
        body.append(blocks.context(small))
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


def _claim_text(answer: Answer, claim: ClaimCard, *, on_record: bool) -> str:
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
    return "\n".join(rows)


def _group(group: Grouped, lines_at_most: int | None) -> tuple[str, list[str]]:
    most = _most(group.group, lines_at_most)
    # "and 1 more" would take as much room as the line that it hides.
    shown = group.lines if len(group.lines) == most + 1 else group.lines[:most]
    rows = [lines.line(attribution) for attribution in shown]
    folded = lines.relays_folded(group)
    if folded:
        rows.append(folded)
    if len(group.lines) > len(shown):
        rows.append(f"and {len(group.lines) - len(shown)} more: _All sources_")
    return lines.heading(group.group), rows


def _most(group: Group, at_most: int | None) -> int:
    most = _MOST_LINES.get(group, _MOST_LINES_OTHERWISE)
    return most if at_most is None else min(most, at_most)


def _small_print(answer: Answer, groups: list[Grouped], context: CardContext) -> str:
    """Which speakers count as one, and the flags that no heading on the card says already."""
    headings = {
        group.group for group in groups if len(group.lines) <= _most(group.group, context.lines) + 1
    }
    told = {flag for flag, heading in _TOLD_BY_HEADING.items() if heading in headings}
    if answer.figures is not None and figures_view.leading(answer.figures):
        told.add(Flag.OVERTAKEN)
    if any(group.relays for group in groups):
        told.add(Flag.RELAYED)
    left = tuple(flag for flag in answer.flags if flag.partition(":")[0] not in told)
    flags = flags_in_words(replace(answer, flags=left), context.today)
    return "\n".join(
        f"• {sentence}" for sentence in [*lines.count_once(answer.attributions), *flags]
    )


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
        blocks.button("Outdated", OUTDATED, value),
    ]
    if context.ephemeral and context.can_share:
        row.append(share_button(context.inquiry_id))
    if context.menu:
        row.append(menus.of_claim(claim.id, show=False, overtaken=overtaken))
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


def _flag_rank(flag: str) -> int:
    name = flag.partition(":")[0]
    return _FLAG_ORDER.index(name) if name in _FLAG_ORDER else len(_FLAG_ORDER)
