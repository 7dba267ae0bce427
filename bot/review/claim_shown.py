"""A claim as it is now, in a few lines: shown before drafts are linked to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, select

from bot.ask import lines
from bot.ask.card import counts_in_words
from bot.corroboration import status_words
from bot.i18n import gettext
from bot.record.drafts.claims import claim_on_record
from bot.record.drafts.moves import foreseen_on
from bot.review.desk import Desk
from bot.review.draft_view import moves
from bot.slack import text as mrkdwn
from models import Claim

_LINES = 4
"""Statements that are shown, one of each party first."""

_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """The number of the claim that is meant (the heir of a merged one), and the claim as mrkdwn.

    `reworded`: the claim's text with the figure that the one draft moves it to; None if there is
    no such draft.
    """

    number: int
    text: str
    reworded: str | None = None


def shown(desk: Desk, claim_id: int, draft_ids: Collection[int]) -> Shown:
    """The claim: its text, its status, who says what, and how the drafts would move its figure.

    Raises ReviewError if the workspace has no such claim on record.
    """
    with Session(desk.engine) as session:
        number = claim_on_record(session, desk.workspace_id, claim_id).id or 0
        text = session.exec(select(Claim.text).where(Claim.id == number)).one()
        moved = foreseen_on(session, desk.workspace_id, number, draft_ids)
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
            rows.append(gettext("and {number} more", number=len(told) - _LINES))
    rows += [moves(one) for one in moved]
    reworded = moved[0].text if len(draft_ids) == 1 and moved else None
    if reworded is not None:
        rows.append(
            gettext(
                "Reworded, the claim would say: {reworded}", reworded=mrkdwn.quote(reworded, 300)
            )
        )
    return Shown(number, "\n".join(rows), reworded)
