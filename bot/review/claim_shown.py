"""A claim as it is now, in a few lines: shown before a draft is linked to it."""

from __future__ import annotations

from sqlmodel import Session, select

from bot.ask import lines
from bot.ask.card import counts_in_words
from bot.corroboration import status_words
from bot.record.drafts.claims import claim_on_record
from bot.review.desk import Desk
from bot.slack import text as mrkdwn
from models import Claim

_LINES = 4
"""Statements that are shown, one of each party first."""

_QUOTE = 120


def shown(desk: Desk, claim_id: int) -> tuple[int, str]:
    """The number of the claim that is meant (the heir of a merged one), and the claim as mrkdwn:
    its text, status, and who says what.

    Raises ReviewError if the workspace has no such claim on record.
    """
    with Session(desk.engine) as session:
        number = claim_on_record(session, desk.workspace_id, claim_id).id or 0
        text = session.exec(select(Claim.text).where(Claim.id == number)).one()
    answer = desk.checker.answer_about(desk.workspace_id, text, number, now=desk.clock())
    rows = [f"*#{number}* {mrkdwn.quote(text, 300)}"]
    if answer is not None and answer.claim is not None and answer.claim.status:
        status = [status_words.status(answer.claim.status), counts_in_words(answer)]
        rows.append(" · ".join(filter(None, status)))
        told = [
            (lines.heading(group.group), lines.line(one, quote_limit=_QUOTE))
            for group in lines.grouped(answer.attributions)
            for one in group.lines
        ]
        before = ""
        for heading, line in told[:_LINES]:
            rows += [heading, line] if heading != before else [line]
            before = heading
        if len(told) > _LINES:
            rows.append(f"and {len(told) - _LINES} more")
    return number, "\n".join(rows)
