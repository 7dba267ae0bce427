"""Decisions on several drafts in one go, each in a transaction of its own: what one puts on record
is found for the next, and a draft that cannot be decided so is left with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from bot.matching.same import says_the_same
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


Groups = Mapping[int, Seen]
"""Drafts that an editor chose: for each, itself and those that say the same, with the versions that
were on screen."""


def approve_groups(desk: Desk, groups: Groups) -> Together:
    """Approve each, with those that say the same on one claim, as of the record now.

    A draft is left if its new speaker would be a party of its own, or if as of the record now it
    has a new flag or is proposed for another claim that does not say the same as its words.
    """
    with Session(desk.engine) as session:
        before = {n: view(session, desk.workspace_id, n) for n in groups}
    done: list[Decision] = []
    left: list[Left] = []
    for number, seen in groups.items():
        if any(one.draft_id == number for one in done):
            continue  # it was approved with one that says the same
        desk.bring_up([number])
        with Session(desk.engine) as session:
            now = view(session, desk.workspace_id, number)
        reason = _unclear(before[number], now)
        if reason:
            left.append(Left(number, reason))
            continue
        others = {n: version for n, version in seen.items() if n != number}
        try:
            together = approve_group(desk, number, seen[number], others)
        except ReviewError as error:
            left.append(Left(number, error.sentence))
            continue
        done += together.done
        left += together.left
    return Together(tuple(done), tuple(left))


def _unclear(was: DraftView | None, now: DraftView | None) -> str:
    """Why a draft is not approved with others; empty if nothing is in the way."""
    if was is None or now is None or now.state != "draft":
        return ""
    if without_party([now]):
        return _OWN_PARTY.format(now.speaker[0])
    claim = now.claim
    newly = claim if claim is not None and claim != was.claim else None
    if newly is not None and not says_the_same(now.said.claim.sentence, newly.text):
        return f"As of the record now it is about claim #{newly.id}: {newly.text}"
    if set(now.flags) - set(was.flags):
        return "As of the record now there is something to look at. Look at it by itself."
    return ""


_OWN_PARTY = "{} would be a party of their own. Say first for whom they speak."


def groups_of(drafts: Sequence[DraftView]) -> Groups:
    """The drafts as they are on screen, each with those that say the same."""
    return {
        one.id: {one.id: one.version, **{other.id: other.version for other in one.same}}
        for one in drafts
    }


def every_one(groups: Groups) -> Seen:
    """All drafts of the groups."""
    return {n: version for seen in groups.values() for n, version in seen.items()}


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
            _OWN_PARTY.format(one.speaker[0]),
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
