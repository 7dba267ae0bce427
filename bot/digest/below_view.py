"""What a digest says below its claims: those withdrawn, open questions, a change of the rules."""

from __future__ import annotations

from bot.digest.values import Digest
from bot.i18n import gettext, ngettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.message import Block

_QUESTION = 160


def questions(digest: Digest) -> list[Block]:
    """The open questions that were put since."""
    if not digest.questions:
        return []
    rows = [f"• “{_quoted(one.statement)}” ({writing.day(one.put_on)})" for one in digest.questions]
    if digest.more_questions:
        rows.append(and_more(digest.more_questions))
    if digest.elsewhere:
        rows.append(
            ngettext(
                "… and {n} asked elsewhere, which editors see",
                "… and {n} asked elsewhere, which editors see",
                digest.elsewhere,
            )
        )
    return blocks.sections(f"*{gettext('Open questions that nobody could answer')}*", rows)


def taken_back(digest: Digest) -> list[Block]:
    """The claims that the desk withdrew, with its reasons."""
    if not digest.taken_back:
        return []
    rows = []
    for one in digest.taken_back:
        row = f"• {_quoted(one.text)}  #{one.claim_id}"
        if reason := mrkdwn.quote(one.reason or "", _QUESTION).rstrip("."):
            row += f" {gettext('Its reason: “{reason}”.', reason=reason)}"
        rows.append(row)
    if digest.more_taken_back:
        rows.append(and_more(digest.more_taken_back))
    head = gettext(
        "*Withdrawn from the record by the desk* (which says nothing about whether it is so)"
    )
    return blocks.sections(head, rows)


def by_rules(digest: Digest) -> list[Block]:
    """How many claims the rules of a new release changed."""
    if not digest.by_rules:
        return []
    said = ngettext(
        "The rules have changed with a new release: {n} claim has another status or figure on "
        "record for that alone. Nothing new was said.",
        "The rules have changed with a new release: {n} claims have another status or figure on "
        "record for that alone. Nothing new was said.",
        digest.by_rules,
    )
    return [blocks.context(said)]


def and_more(number: int) -> str:
    """The end of a list that is not shown whole: "… and 3 more"."""
    return ngettext("… and {n} more", "… and {n} more", number)


def _quoted(text: str) -> str:
    return mrkdwn.quote(text, _QUESTION) or gettext("(no text)")
