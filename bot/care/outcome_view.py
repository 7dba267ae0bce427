"""What an editor is told of a change: what came of it, or that somebody else was first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.ask import words
from bot.corroboration import status_words
from bot.i18n import gettext, ngettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Message

if TYPE_CHECKING:
    from bot.record.changes import Happened
    from bot.record.unnaming import Named


StatusChanged = tuple[int, str | None, str]
"""A claim's number, its status before (None: it had none) and now."""


ENTRY = 320
"""How much of an entry of a history is shown, in UTF-16 code units."""


CHANGES = 8
"""How many changes of statuses a message after an edit lists; the others are counted."""


def happened(one: Happened) -> str:
    """An entry of the audit trail: when, who (as a mention), what; mrkdwn."""
    when = writing.moment(one.at)
    said = mrkdwn.quote(one.sentence, ENTRY)
    return f"{when} · {_actor(one.actor)}: {said}" if one.actor else f"{when} · {said}"


def changed(changes: Iterable[Happened]) -> str:
    """For an editor whose row was changed meanwhile: what the others did (mrkdwn)."""
    return gettext(
        "{others_did}\nWhat you send now is put over theirs.", others_did=_others_did(changes)
    )


def overtaken(changes: Iterable[Happened], why: str) -> Message:
    """As `changed`, as a message, if the row does not allow the operation any more (`why`)."""
    said = f"{_others_did(changes)}\n{mrkdwn.quote(why, ENTRY)}"
    return fit(Message(said, [blocks.section(said)]))


def refused(sentence: str) -> str:
    """For an editor whose form cannot be carried out; mrkdwn."""
    return gettext("⚠️ {sentence} Nothing was changed.", sentence=mrkdwn.quote(sentence, ENTRY))


def done(said: str, changes: Sequence[StatusChanged]) -> Message:
    """After a form was carried out: what was done (mrkdwn), and which statuses changed by it."""
    rows = []
    for number, before, after in changes[:CHANGES]:
        rows.append(_moved(number, before, after))
    if len(changes) > CHANGES:
        rows.append(ngettext("and {n} more claim", "and {n} more claims", len(changes) - CHANGES))
    return fit(Message(said, [blocks.section("\n".join([said, *rows]))]))


def _moved(number: int, before: str | None, after: str) -> str:
    to = status_words.status(after).lower()
    if not before:
        return gettext("• #{number}: status changed to “{to}”", number=number, to=to)
    was = status_words.status(before).lower()
    return gettext(
        "• #{number}: status changed from “{was}” to “{to}”", number=number, was=was, to=to
    )


def named(found: Named) -> str:
    """Which messages name sources that are confidential from now on (mrkdwn)."""
    rows = [gettext("From now on only editors see the name.")]
    changed = sum(found.changed.values())
    if changed:
        rows.append(
            ngettext(
                "• {n} answer that may name it is being changed now: {places}.",
                "• {n} answers that may name it are being changed now: {places}.",
                changed,
                places=_places(found.changed),
            )
        )
    private = sum(found.private.values())
    if private:
        rows.append(
            ngettext(
                "• {n} answer cannot be changed, since only the person who asked saw it: {places}.",
                "• {n} answers cannot be changed, since only the person who asked saw it: "
                "{places}.",
                private,
                places=_places(found.private),
            )
        )
    if found.lost:
        rows.append(
            gettext(
                "• An answer was shared where I am no member; delete it there by hand: {places}.",
                places=_places(found.lost),
            )
        )
    if found.posted:
        listed = [f"{_place(channel)} {_moment(ts)}" for channel, ts in found.posted[:CHANGES]]
        left = len(found.posted) - len(listed)
        listed += [ngettext("and {n} more", "and {n} more", left)] if left else []
        rows.append(
            gettext(
                "• Corrections and digests that tell of its claims are not changed. Look at them, "
                "and delete those that name it: {messages}.",
                messages="; ".join(listed),
            )
        )
    rows.append(
        gettext("• Reports in the desk’s channel, and what people copied, are not followed.")
    )
    return "\n".join(rows)


def _places(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} in {_place(one)}" for one, number in sorted(counts.items()))


def _place(channel: str) -> str:
    return gettext("a direct message") if channel[:1] in "DUW" else mrkdwn.channel(channel)


def _moment(ts: str) -> str:
    """When a message was posted, by the reader's clock."""
    seconds = ts.partition(".")[0]
    return f"<!date^{seconds}^{{date_short_pretty}} {{time}}|{ts}>" if seconds.isdigit() else ts


def _others_did(changes: Iterable[Happened]) -> str:
    rows = [f"• {happened(one)}" for one in changes][-CHANGES:]
    head = gettext("⚠️ *Somebody changed it since you opened this.* Nothing of yours is saved.")
    return "\n".join([head, *rows])


def _actor(actor: str) -> str:
    shown = mrkdwn.user(actor)
    return shown if shown.startswith("<") else mrkdwn.quote(actor, words.NAME)
