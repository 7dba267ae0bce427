"""Decisions on several drafts in one go, each in a transaction of its own: what one puts on record
is found for the next, and a draft that cannot be decided so is left with the reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlmodel import Session

from bot.i18n import gettext
from bot.matching.same import says_the_same
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts import deciding, editing
from bot.record.drafts.deciding import CERTAIN, Decision, Left
from bot.record.drafts.drafts import document_of
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.topics import give_topic
from bot.record.drafts.views import DraftView, view
from bot.record.workspaces import lock
from bot.review.desk import Desk
from bot.review.parties import OWN_PARTY, Seen, give, in_place, place, views, without_party

NO_PARTIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Together:
    """The decisions that were made, and the drafts that were left."""

    done: tuple[Decision, ...] = ()
    left: tuple[Left, ...] = ()


Groups = Mapping[int, Seen]
"""Drafts that an editor chose: for each, itself and those that say the same, with the versions that
were on screen."""


def approve_groups(desk: Desk, groups: Groups, parties: Mapping[str, str] = NO_PARTIES) -> Together:
    """Approve each, with those that say the same on one claim, as of the record now.

    `parties` says for whom new speakers speak, by name, as `parties.place` takes it. A draft is
    left if its new speaker would be a party of its own, or if as of the record now it has a new
    flag or is proposed for another claim that does not say the same as its words.
    """
    before = {one.id: one for one in views(desk, every_one(groups))}
    placed = place(desk, every_one(groups), parties)
    done: list[Decision] = []
    left: list[Left] = [*placed.left]
    for number, seen in in_place(groups, placed).items():
        if any(one.draft_id == number for one in done):
            continue  # it was approved with one that says the same
        desk.bring_up([number])
        now = next(iter(views(desk, [number])), None)
        reason = _unclear(before.get(number), now, placed.own)
        if reason:
            left.append(Left(number, reason))
            continue
        others = {n: version for n, version in seen.items() if n != number}
        try:
            together = approve_group(desk, number, seen[number], others, placed.own)
        except ReviewError as error:
            left.append(Left(number, error.sentence))
            continue
        done += together.done
        left += together.left
    return Together(tuple(done), tuple(left))


def _unclear(was: DraftView | None, now: DraftView | None, own: Collection[int]) -> str:
    """Why a draft is not approved with others; empty if nothing is in the way."""
    if was is None or now is None or now.state != "draft":
        return ""
    if now.id not in own and without_party([now]):
        return gettext(OWN_PARTY, name=now.speaker[0])
    claim = now.claim
    newly = claim if claim is not None and claim != was.claim else None
    if newly is not None and not says_the_same(now.said.claim.sentence, newly.text):
        return gettext(
            "As of the record now it is about claim #{id}: {text}", id=newly.id, text=newly.text
        )
    if set(now.flags) - set(was.flags):
        return gettext("As of the record now there is something to look at. Look at it by itself.")
    return ""


def groups_of(drafts: Sequence[DraftView]) -> Groups:
    """The drafts as they are on screen, each with those that say the same."""
    return {
        one.id: {one.id: one.version, **{other.id: other.version for other in one.same}}
        for one in drafts
    }


def every_one(groups: Groups) -> Seen:
    """All drafts of the groups."""
    return {n: version for seen in groups.values() for n, version in seen.items()}


def approve_group(
    desk: Desk, draft_id: int, version: int, others: Seen, own: Collection[int] = ()
) -> Together:
    """Approve a draft and the `others` that say the same: they become attributions of one claim. Of
    the others those whose new speaker has no party are left, unless they are in `own`: each would
    count as a party of its own.

    Raises ReviewError, WhichSourceError too, if the draft itself cannot be approved; nothing was
    done then.
    """
    first = desk.approve(draft_id, version)
    rest = link_rest(desk, others, first.claim_id or 0, own)
    return replace(rest, done=(first, *rest.done))


def link_rest(desk: Desk, others: Seen, claim_id: int, own: Collection[int] = ()) -> Together:
    """Approve the rest of a group on the claim of its first draft, as `approve_group` does."""
    desk.bring_up(others)
    drafts = [one for one in views(desk, others) if one.state == "draft" and one.id not in own]
    left = {
        one.id: Left(one.id, gettext(OWN_PARTY, name=one.speaker[0]))
        for one in without_party(drafts)
    }
    known = {number: version for number, version in others.items() if number not in left}
    done = link_each(desk, known, claim_id)
    return replace(done, left=(*done.left, *left.values()))


def link_placed(desk: Desk, seen: Seen, claim_id: int, parties: Mapping[str, str]) -> Together:
    """Link them to a claim on record, as `link_each` does, with the parties of new speakers as
    `approve_groups` takes them."""
    placed = place(desk, seen, parties)
    done = link_each(desk, placed.seen, claim_id)
    return replace(done, left=(*done.left, *placed.left))


def approve_certain(
    desk: Desk, document_id: int, seen: Seen, parties: Mapping[str, str] = NO_PARTIES
) -> Together:
    """Approve those of a document's drafts that are certain, with the parties of new speakers as
    `approve_groups` takes them."""
    placed = place(desk, {one.id: seen[one.id] for one in certain_alone(desk, seen)}, parties)
    rest = {n: placed.seen.get(n, version) for n, version in seen.items() if n not in placed.own}
    done = desk.approve_certain(document_id, rest)
    own = _each(desk, {n: placed.seen[n] for n in sorted(placed.own)}, _approve(desk))
    return Together((*done.approved, *own.done), (*done.left, *own.left))


def certain_alone(desk: Desk, seen: Seen) -> list[DraftView]:
    """The drafts that would be approved with the certain ones if their speaker had a party."""
    return without_party(
        one for one in views(desk, seen) if one.confidence >= CERTAIN and not one.flags
    )


def _approve(desk: Desk) -> Callable[[Change, int, int], Decision]:
    return lambda change, number, version: deciding.approve(change, number, version, find=desk.find)


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

    return _each(desk, seen, lambda c, n, v: give(c, n, v, party))


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
    return [
        (d.speaker[0] if d and d.speaker else gettext("a draft"), reason) for d, reason in shown
    ]


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
