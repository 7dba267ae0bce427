"""For whom new speakers speak: asked once for each, before several drafts go on record at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from bot.i18n import N_, gettext
from bot.record.change import Change
from bot.record.drafts import editing
from bot.record.drafts.deciding import Decision, Left
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.views import DraftView, view
from bot.review.desk import Desk

Seen = Mapping[int, int]
"""The drafts that an editor chose, each with the version that was on screen."""

THEMSELVES = "="
"""Typed as a party: they speak for nobody else, and are a party of their own."""

OWN_PARTY = N_("{name} would be a party of their own. Say first for whom they speak.")


def without_party(drafts: Iterable[DraftView]) -> list[DraftView]:
    """The drafts whose new speaker would be a party of their own."""
    return [
        one
        for one in drafts
        if one.new_speaker
        and len(one.speaker) < 2
        and one.said.source is not None
        and one.said.source.kind in ("person", "organisation")
    ]


def to_ask(drafts: Iterable[DraftView]) -> list[DraftView]:
    """For each new speaker without a party one open draft, to ask about; in the given order."""
    alone = without_party(one for one in drafts if one.state == "draft")
    return list({_folded(one.speaker[0]): one for one in reversed(alone)}.values())[::-1]


def views(desk: Desk, draft_ids: Iterable[int]) -> list[DraftView]:
    """The drafts with these ids, as they are now."""
    with Session(desk.engine) as session:
        found = [view(session, desk.workspace_id, number) for number in draft_ids]
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class Placed:
    """Drafts with their versions after their speakers got parties; those in `own` have a speaker
    that an editor called a party of their own. The ones that are left have none."""

    seen: dict[int, int] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    left: tuple[Left, ...] = ()


def place(desk: Desk, seen: Seen, parties: Mapping[str, str]) -> Placed:
    """Give the new speakers of these drafts the parties that an editor named, by speaker's name.

    A draft whose speaker has none, or that cannot be changed, is left.
    """
    answers = {_folded(name): " ".join(party.split()) for name, party in parties.items()}
    alone = {one.id: one.speaker[0] for one in without_party(views(desk, seen))}
    placed, own, left = dict(seen), set(), []
    for number, name in alone.items():
        party = answers.get(_folded(name), "")
        if party == THEMSELVES or (party and _folded(party) == _folded(name)):
            own.add(number)
            continue
        if not party:
            left.append(Left(number, gettext(OWN_PARTY, name=name)))
            del placed[number]
            continue
        try:
            with desk.change() as change:
                placed[number] = give(change, number, seen[number], party).version
        except ReviewError as error:
            left.append(Left(number, error.sentence))
            del placed[number]
    return Placed(placed, frozenset(own), tuple(left))


def give(change: Change, draft_id: int, version: int, party: str) -> Decision:
    """Say for whom a draft's new speaker speaks in the end; the draft stays open. Raises
    ReviewError if it has no speaker, or one on record."""
    draft = view(change.session, change.workspace_id, draft_id)
    before = None
    if draft is not None:
        before = shown_speaker(change.session, change.workspace_id, draft.said)
    if before is None:
        raise ReviewError(gettext("Nobody is named as its speaker."))
    if before.known is not None:
        raise ReviewError(
            gettext(
                "{name} is on record already. Change the party there, for all of it.",
                name=before.name,
            )
        )
    return editing.edit(change, draft_id, version, Edit(speaker=replace(before, party=party)))


def in_place(groups: Mapping[int, Seen], placed: Placed) -> dict[int, dict[int, int]]:
    """The groups with the new versions, without the drafts that are left."""
    found: dict[int, dict[int, int]] = {}
    for seen in groups.values():
        some = {n: placed.seen[n] for n in seen if n in placed.seen}
        if some:
            found[next(iter(some))] = some
    return found


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
