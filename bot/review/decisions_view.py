"""What editors decided on drafts, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.ask import words
from bot.corroboration import status_words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.record.drafts.errors import did
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    from bot.record.drafts.deciding import Decision
    from bot.record.drafts.views import DraftView

NOTHING: Mapping[int, str] = MappingProxyType({})

_EDITED = N_("Edited")


_CHANGES = {
    "took back the decision on": N_("Decision taken back"),
    "changed the date behind": N_("Days worked out anew"),
    "linked to another claim": N_("Linked to this claim"),
    "edited": _EDITED,
    "split": N_("Split"),
}


def decided(draft: DraftView, statuses: Mapping[int, str] = NOTHING) -> str:
    """Who decided on the draft or changed it, and its claim's present status; empty if no one
    did."""
    if draft.state == "draft":
        if draft.last_action and draft.changed_by and draft.changed_at:
            return gettext(
                "_{done} by {person}, {day}_",
                done=gettext(_CHANGES.get(draft.last_action, _EDITED)),
                person=person(draft.changed_by),
                day=writing.day(draft.changed_at),
            )
        return ""
    day = f", {writing.day(draft.decided_at)}" if draft.decided_at else ""
    by = person(draft.decided_by or "")
    if draft.state == "approved":
        if draft.claim_id:
            told = gettext(
                "*Approved* on claim #{claim_id} by {by}{day}",
                claim_id=draft.claim_id,
                by=by,
                day=day,
            )
        else:
            told = gettext("*Approved* by {by}{day}", by=by, day=day)
        status = statuses.get(draft.claim_id or 0)
        if not status:
            return told
        now = gettext("The claim now: {status}", status=status_words.status(status))
        return f"{told}. {now}"
    reason = mrkdwn.quote(draft.reason or "", 200)
    return gettext("*Rejected* by {by}{day}", by=by, day=day) + (f": “{reason}”" if reason else "")


def meanwhile(action: str, by: str, at: datetime, reason: str | None) -> str:
    """That another editor acted first, and that nothing was overwritten; mrkdwn."""
    because = f" (“{mrkdwn.quote(reason, 200)}”)" if reason else ""
    when_ = gettext("{day} at {time} UTC", day=writing.day(at.date()), time=f"{at:%H:%M}")
    told = f"{did(action, person(by), when_)}{because}."
    rest = gettext("Nothing of it was changed now; the review shows it as it stands.")
    return f"{told} {rest}"


def together(done: Sequence[Decision], left: Sequence[tuple[str, str]]) -> str:
    """The result of decisions made in one go, as mrkdwn: `left` has (speaker, reason) of each draft
    that was left."""
    states = Counter(one.state for one in done)
    approved, rejected, changed = (states[one] for one in ("approved", "rejected", "draft"))
    told = []
    if approved:
        told.append(ngettext("{n} draft approved", "{n} drafts approved", approved))
    if rejected:
        told.append(ngettext("{n} draft rejected", "{n} drafts rejected", rejected))
    if changed:
        told.append(ngettext("{n} draft changed", "{n} drafts changed", changed))
    rows = [f"{', '.join(told) or gettext('No draft approved')}."]
    rows += [
        gettext(
            "• Left for you: {whose} — {why}",
            whose=mrkdwn.quote(whose, words.NAME),
            why=mrkdwn.quote(why, 300),
        )
        for whose, why in left[:8]
    ]
    return "\n".join(rows)


def person(actor: str) -> str:
    """A person as a mention, or by the name from the command line."""
    if actor.startswith("cli:"):
        return gettext("{actor} (command line)", actor=mrkdwn.quote(actor[4:], words.NAME))
    shown = mrkdwn.user(actor)
    return (
        shown if shown.startswith("<") else mrkdwn.quote(actor, words.NAME) or gettext("somebody")
    )
