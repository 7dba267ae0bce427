"""What editors decided on drafts, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.ask import words
from bot.corroboration import status_words
from bot.language import writing
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    from bot.record.drafts.deciding import Decision
    from bot.record.drafts.views import DraftView

NOTHING: Mapping[int, str] = MappingProxyType({})

_DONE = {"approved": "approved", "rejected": "rejected", "draft": "changed"}

_CHANGES = {
    "took back the decision on": "Decision taken back",
    "changed the date behind": "Days worked out anew",
    "linked to another claim": "Linked to this claim",
}


def decided(draft: DraftView, statuses: Mapping[int, str] = NOTHING) -> str:
    """Who decided on the draft or changed it, and its claim's present status; empty if no one
    did."""
    if draft.state == "draft":
        if draft.last_action and draft.changed_by and draft.changed_at:
            done = _CHANGES.get(draft.last_action, draft.last_action.capitalize())
            return f"_{done} by {person(draft.changed_by)}, {writing.day(draft.changed_at)}_"
        return ""
    day = f", {writing.day(draft.decided_at)}" if draft.decided_at else ""
    by = person(draft.decided_by or "")
    if draft.state == "approved":
        status = statuses.get(draft.claim_id or 0)
        on = f" on claim #{draft.claim_id}" if draft.claim_id else ""
        now = f". The claim now: {status_words.status(status)}" if status else ""
        return f"*Approved*{on} by {by}{day}{now}"
    reason = mrkdwn.quote(draft.reason or "", 200)
    return f"*Rejected* by {by}{day}" + (f": “{reason}”" if reason else "")


def meanwhile(action: str, by: str, at: datetime, reason: str | None) -> str:
    """That another editor acted first, and that nothing was overwritten; mrkdwn."""
    because = f" (“{mrkdwn.quote(reason, 200)}”)" if reason else ""
    when_ = f"{writing.day(at.date())} at {at:%H:%M} UTC"
    return (
        f"{person(by)} {mrkdwn.quote(action, 60)} this on {when_}{because}. "
        "Nothing of it was changed now; the review shows it as it stands."
    )


def together(done: Sequence[Decision], left: Sequence[tuple[str, str]]) -> str:
    """The result of decisions made in one go, as mrkdwn: `left` has (speaker, reason) of each draft
    that was left."""
    states = Counter(one.state for one in done)
    told = [
        f"{writing.count(states[state], 'draft')} {word}"
        for state, word in _DONE.items()
        if states[state]
    ]
    rows = [f"{', '.join(told) or 'No draft approved'}."]
    rows += [
        f"• Left for you: {mrkdwn.quote(whose, words.NAME)} — {mrkdwn.quote(why, 300)}"
        for whose, why in left[:8]
    ]
    return "\n".join(rows)


def person(actor: str) -> str:
    """A person as a mention, or by the name from the command line."""
    if actor.startswith("cli:"):
        return f"{mrkdwn.quote(actor[4:], words.NAME)} (command line)"
    shown = mrkdwn.user(actor)
    return shown if shown.startswith("<") else mrkdwn.quote(actor, words.NAME) or "somebody"
