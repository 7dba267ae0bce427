"""What a digest says below its claims: those withdrawn, open questions, a change of the rules."""

from __future__ import annotations

from bot.digest.values import Digest
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.message import Block

_QUESTION = 160


def questions(digest: Digest) -> list[Block]:
    """The open questions that were put since."""
    if not digest.questions:
        return []
    rows = [
        f"• “{mrkdwn.quote(one.statement, _QUESTION) or '(no text)'}” ({writing.day(one.put_on)})"
        for one in digest.questions
    ]
    if digest.more_questions:
        rows.append(f"… and {digest.more_questions:,} more")
    if digest.elsewhere:
        rows.append(f"… and {digest.elsewhere:,} asked elsewhere, which editors see")
    return blocks.sections("*Open questions that nobody could answer*", rows)


def taken_back(digest: Digest) -> list[Block]:
    """The claims that the desk withdrew, with its reasons."""
    if not digest.taken_back:
        return []
    rows = []
    for one in digest.taken_back:
        reason = mrkdwn.quote(one.reason or "", _QUESTION).rstrip(".")
        because = f" Its reason: “{reason}”." if reason else ""
        rows.append(
            f"• {mrkdwn.quote(one.text, _QUESTION) or '(no text)'}  #{one.claim_id}{because}"
        )
    if digest.more_taken_back:
        rows.append(f"… and {digest.more_taken_back:,} more")
    return blocks.sections(
        "*Withdrawn from the record by the desk* (which says nothing about whether it is so)", rows
    )


def by_rules(digest: Digest) -> list[Block]:
    """How many claims the rules of a new release changed."""
    if not digest.by_rules:
        return []
    claims = writing.count(digest.by_rules, "claim has", "claims have")
    said = (
        f"The rules have changed with a new release: {claims} another status or figure on record"
        " for that alone. Nothing new was said."
    )
    return [blocks.context(said)]
