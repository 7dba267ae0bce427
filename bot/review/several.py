"""Decisions on several drafts in one go, each in a transaction of its own: what one puts on record
is found for the next, and a draft that cannot be decided so is left with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts import deciding, editing
from bot.record.drafts.deciding import Decision, Left
from bot.record.drafts.drafts import document_of
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.topics import give_topic
from bot.record.drafts.views import DraftView, view
from bot.record.workspaces import lock
from bot.review.desk import Desk

Seen = Mapping[int, int]
"""The drafts that an editor chose, each with the version that was on screen."""


@dataclass(frozen=True, slots=True)
class Together:
    """The decisions that were made, and the drafts that were left."""

    done: tuple[Decision, ...] = ()
    left: tuple[Left, ...] = ()


def approve_each(desk: Desk, seen: Seen) -> Together:
    """Approve them as of the record now."""
    return _each(desk, seen, lambda c, n, v: deciding.approve(c, n, v, find=desk.find))


def approve_group(desk: Desk, draft_id: int, version: int, others: Seen) -> Together:
    """Approve a draft and the `others` that say the same: they become attributions of one claim. Of
    the others those whose new speaker has no party are left: each would count as a party of its
    own.

    Raises ReviewError, WhichSourceError too, if the draft itself cannot be approved; nothing was
    done then.
    """
    first = desk.approve(draft_id, version)
    rest = link_rest(desk, others, first.claim_id or 0)
    return replace(rest, done=(first, *rest.done))


def link_rest(desk: Desk, others: Seen, claim_id: int) -> Together:
    """Approve the rest of a group on the claim of its first draft, as `approve_group` does."""
    desk.bring_up(others)
    with Session(desk.engine) as session:
        drafts = [view(session, desk.workspace_id, number) for number in others]
    alone = without_party([one for one in drafts if one is not None and one.state == "draft"])
    left = tuple(
        Left(
            one.id,
            f"{one.speaker[0]} would be a party of their own. Say first for whom they speak.",
        )
        for one in alone
    )
    numbers = {one.id for one in alone}
    known = {number: version for number, version in others.items() if number not in numbers}
    done = link_each(desk, known, claim_id)
    return replace(done, left=(*done.left, *left))


def link_each(desk: Desk, seen: Seen, claim_id: int) -> Together:
    """Link them to a claim on record, and approve them on it."""

    def act(change: Change, number: int, version: int) -> Decision:
        return editing.link(change, number, version, claim_id, then_approve=True, find=desk.find)

    return _each(desk, seen, act)


def reject_each(desk: Desk, seen: Seen, reason: str) -> Together:
    """Close them without putting anything on record."""
    return _each(desk, seen, lambda c, n, v: deciding.reject(c, n, v, reason=reason))


def party_of_each(desk: Desk, seen: Seen, party: str) -> Together:
    """Say for whom the speakers of these drafts speak in the end; the drafts stay open."""

    def act(change: Change, number: int, version: int) -> Decision:
        draft = view(change.session, change.workspace_id, number)
        before = None
        if draft is not None:
            before = shown_speaker(change.session, change.workspace_id, draft.said)
        if before is None:
            raise ReviewError("Nobody is named as its speaker.")
        if before.known is not None:
            raise ReviewError(
                f"{before.name} is on record already. Change the party there, for all of it."
            )
        return editing.edit(change, number, version, Edit(speaker=replace(before, party=party)))

    return _each(desk, seen, act)


def without_party(drafts: Sequence[DraftView]) -> list[DraftView]:
    """The drafts whose new speaker would be a party of their own."""
    return [
        one
        for one in drafts
        if one.new_speaker
        and len(one.speaker) < 2
        and one.said.source is not None
        and one.said.source.kind in ("person", "organisation")
    ]


def undo_each(desk: Desk, decided: Sequence[tuple[int, int]]) -> Together:
    """Take decisions back, the last first."""
    return _each(desk, dict(reversed(decided)), deciding.undo)


def _each(desk: Desk, seen: Seen, act: Callable[[Change, int, int], Decision]) -> Together:
    done: list[Decision] = []
    left: list[Left] = []
    for number, version in seen.items():
        try:
            with desk.change() as change:
                done.append(act(change, number, version))
        except ReviewError as error:
            left.append(Left(number, error.sentence))
    return Together(tuple(done), tuple(left))


def names_of(desk: Desk, left: Sequence[Left]) -> list[tuple[str, str]]:
    """For each draft that was left: its speaker's name and the reason."""
    with Session(desk.engine) as session:
        shown = [(view(session, desk.workspace_id, one.draft_id), one.reason) for one in left]
    return [(d.speaker[0] if d and d.speaker else "a draft", reason) for d, reason in shown]


def topic_of_document(desk: Desk, document_id: int, topic: str) -> int:
    """Give a document a topic, which its drafts and the claims made from it get; empty takes it
    away. Gives the number of claims that got it too. Raises RefusalError for a topic that names a
    confidential source."""
    with desk.change() as change:
        lock(change.session, change.workspace_id)
        document = document_of(change.session, change.workspace_id, document_id)
        before = {"topic": document.topic}
        followed = give_topic(change, document, topic or None)
        after = {"topic": document.topic}
        if after != before:
            audit(change, [Audited("document", document_id, before, after)], action="topic")
    return len(followed)
