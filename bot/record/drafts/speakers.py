"""Finds the source on record for a proposed speaker, or makes a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import String, cast, select
from sqlmodel import Session, col

from bot.extraction.draft import KnownSource, ProposedSource
from bot.extraction.source_names import may_be_one_person
from bot.record.change import Change
from bot.record.drafts.drafts import by_editor, put, said
from bot.record.drafts.errors import ReviewError, SourceCandidate, WhichSourceError
from bot.record.drafts.rows import APPROVE, TAKE_BACK, free_key, note_new, removed
from bot.record.edit.merging import merged
from bot.record.visible import line_above, speakers
from models.drafts import NEVER, Draft
from models.record import Attribution, Document, Passage, Source, SourceKind


def known_sources(session: Session, workspace_id: int) -> list[KnownSource]:
    """Every source on record, with the fields that are needed to recognise a name.

    Merged sources are left out: the heir has their names.
    """
    gone = merged(session, Source, workspace_id)
    rows = session.execute(
        select(
            col(Source.id),
            col(Source.name),
            col(Source.kind),
            col(Source.role),
            col(Source.parent_id),
            col(Source.aliases),
        )
        .where(col(Source.workspace_id) == workspace_id)
        .order_by(col(Source.id))
    )
    return [
        KnownSource(number, name, kind, role, parent_id, tuple(aliases or ()))
        for number, name, kind, role, parent_id, aliases in rows
        if number not in gone
    ]


_OF_SOMEBODY = (SourceKind.PERSON, SourceKind.ORGANISATION)
"""Kinds of sources that usually belong to a party above them."""


class Resolved(NamedTuple):
    """A source on record, and the sources that were made for it, the topmost first."""

    source: Source
    made: tuple[Source, ...] = ()


def source_for(
    change: Change,
    document: Document,
    proposed: ProposedSource,
    *,
    somebody_else: bool,
    any_party: bool = True,
) -> Resolved:
    """Give the source for a proposed speaker, and make it and the sources above it where they are
    new.

    A source is recognised by exactly the same name or alias (case and spaces aside) under the same
    parent. With `somebody_else` the speaker is always made new; the sources above it are still
    looked up. Without `any_party` a new person or organisation that has no parent is refused, since
    it would become a party of its own, and so is one whose party is a guess.

    Raises WhichSourceError if the name is on record elsewhere and may be the same source: a person
    of that name, or any source if the proposal does not say what it belongs to. A second source for
    the same speaker would count as a second party; so a person who is on record by a longer or
    shorter name ("Kern", "Rolf Kern") is asked about too. Raises ReviewError for a proposal without
    a name or of an unknown kind, and for a ship, a report or a place without a party.
    """
    session = change.session
    workspace_id = document.workspace_id
    if not any_party and proposed.guessed:
        raise ReviewError(f"For whom {proposed.name} speaks is a guess. Look at it first.")
    if proposed.known is not None:
        return Resolved(source_by_id(session, workspace_id, proposed.known))
    parent: Source | None = None
    above: tuple[Source, ...] = ()
    if proposed.parent is not None:
        parent, above = source_for(
            change, document, proposed.parent, somebody_else=False, any_party=any_party
        )
    name = " ".join(proposed.name.split())
    if not name:
        raise ReviewError("A speaker needs a name.")
    if proposed.kind not in set(SourceKind):
        raise ReviewError(f"A source is none of the kind {proposed.kind}.")
    if not somebody_else:
        found = _known_as(session, document, proposed, name, parent.id if parent else None)
        if found is not None:
            return Resolved(source_by_id(session, workspace_id, found), above)
    if proposed.thing and parent is None:
        raise ReviewError(
            f"A {proposed.thing} is no party. Say in Edit for whom “{name}” speaks, or that nobody"
            " is named."
        )
    if not any_party and parent is None and proposed.kind in _OF_SOMEBODY:
        raise ReviewError(f"{name} would be a party of its own. Say first for whom they speak.")
    made = Source(
        workspace_id=workspace_id,
        key=free_key(session, Source, workspace_id, f"source-{_slug(name)}"),
        name=name,
        kind=proposed.kind,
        role=" ".join((proposed.role or "").split()) or None,
        parent_id=parent.id if parent is not None else None,
    )
    note_new(change, [made], action=APPROVE)
    return Resolved(made, (*above, made))


def recognised(session: Session, document: Document, proposed: ProposedSource) -> ProposedSource:
    """The proposal with every source that is on record by now, as `source_for` would take it; what
    an editor has to be asked about stays as it is."""
    if proposed.known is not None:
        return proposed
    parent = proposed.parent
    if parent is not None:
        parent = recognised(session, document, parent)
        proposed = replace(proposed, parent=parent)
        if parent.known is None:
            return proposed
    name = " ".join(proposed.name.split())
    try:
        found = _known_as(session, document, proposed, name, parent.known if parent else None)
    except WhichSourceError as error:
        return replace(proposed, candidates=tuple(one.id for one in error.candidates)[:3])
    if found is None:
        return proposed
    source = source_by_id(session, document.workspace_id, found)
    return ProposedSource(source.name, source.kind, known=source.id, role=source.role)


def source_by_id(session: Session, workspace_id: int, source_id: int) -> Source:
    """The source with that id, or the one it was merged into. Raises ReviewError if the workspace
    has no such source."""
    heirs = merged(session, Source, workspace_id)
    source = session.get(Source, heirs.get(source_id, source_id))
    if source is None or source.workspace_id != workspace_id:
        raise ReviewError("The source that was chosen is not on record any more.")
    return source


def lines(
    session: Session, workspace_id: int, source_ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """For each source id: its name, then the names of the sources above it, the party last."""
    known = speakers(session, workspace_id, source_ids)
    return {
        one: tuple(above.name for above in line_above(one, known))
        for one in source_ids
        if one in known
    }


def take_back(change: Change, source: Source) -> list[str]:
    """Remove a source that review made, then those above it that review made; give their names.

    The removal stops at the first source that another row refers to. Drafts that mean a removed
    source propose it as a new one again.
    """
    gone: list[str] = []
    here: Source | None = source
    while here is not None:
        number, was, parent_id = here.id or 0, _as_new(here), here.parent_id
        if not removed(change, here, action=TAKE_BACK):
            break
        gone.append(was.name)
        here = change.session.get(Source, parent_id) if parent_id is not None else None
        if here is not None:
            was = replace(was, parent=replace(_as_new(here), known=here.id))
        _proposed_anew(change.session, change.workspace_id, number, was)
    return gone


def _as_new(source: Source) -> ProposedSource:
    return ProposedSource(source.name, source.kind, role=source.role)


def _proposed_anew(session: Session, workspace_id: int, number: int, was: ProposedSource) -> None:
    """Drafts that name a source that is gone by its id propose it as a new one again: the id may be
    given to another source."""
    written = cast(col(Draft.proposal), String).like(f'%"known": {number}%')
    drafts = session.scalars(select(Draft).where(col(Draft.workspace_id) == workspace_id, written))
    for draft in drafts:
        what = said(draft)
        speaker = _without(what.source, number, was)
        if speaker != what.source:
            put(draft, replace(what, source=speaker), by_editor(draft))
            draft.as_of_revision = NEVER
            session.add(draft)
    session.flush()


def _without(
    proposed: ProposedSource | None, number: int, was: ProposedSource
) -> ProposedSource | None:
    if proposed is None:
        return None
    if proposed.known == number:
        above = proposed.parent or was.parent
        return replace(was, role=proposed.role or was.role, parent=above)
    return replace(proposed, parent=_without(proposed.parent, number, was))


def _known_as(
    session: Session, document: Document, proposed: ProposedSource, name: str, parent_id: int | None
) -> int | None:
    """The id of the source on record that the proposal means; None if a new one is to be made."""
    workspace_id = document.workspace_id
    called = name.casefold()
    everyone = known_sources(session, workspace_id)
    named = [
        one
        for one in everyone
        if called in {" ".join(n.split()).casefold() for n in (one.name, *one.aliases)}
    ]
    here = [one for one in named if one.parent_id == parent_id]
    exactly = [one for one in here if " ".join(one.name.split()).casefold() == called] or here
    if len(exactly) > 1 and proposed.role:
        exactly = [one for one in exactly if one.role == proposed.role] or exactly
    if len(exactly) == 1:
        return exactly[0].id
    if parent_id is not None and not exactly:
        exactly = _in_party(session, workspace_id, named, parent_id, proposed.kind)
        if len(exactly) == 1:
            return exactly[0].id
    if proposed.parent is None or exactly:
        candidates = exactly or named
    else:
        candidates = [one for one in named if one.kind == proposed.kind == SourceKind.PERSON]
    alone = proposed.parent is None and len(candidates) == 1
    if alone and _speaks_in(session, document, candidates[0].id):
        return candidates[0].id  # in one article the same full name is the same speaker
    if not named and proposed.kind == SourceKind.PERSON:
        candidates = _namesakes(name, everyone)
    if candidates:
        above = lines(session, workspace_id, [one.id for one in candidates])
        raise WhichSourceError(
            name, [SourceCandidate(one.id, above.get(one.id, (one.name,))) for one in candidates]
        )
    return None


def _namesakes(name: str, everyone: Sequence[KnownSource]) -> list[KnownSource]:
    """The persons on record whose name may be a longer or shorter form of this one: "Rolf Kern"
    for "Kern". Whether they are the same only an editor can say."""
    return [
        one
        for one in everyone
        if one.kind == SourceKind.PERSON
        and any(may_be_one_person(name, other) for other in (one.name, *one.aliases))
    ]


def _in_party(
    session: Session, workspace_id: int, named: Sequence[KnownSource], party_id: int, kind: str
) -> list[KnownSource]:
    """The named sources whose party is `party_id`.

    They are asked for if the proposal names only the party: an organisation of that name may be
    further down in it. Empty for a person, because two people in one party may share a name.
    """
    if kind == SourceKind.PERSON:
        return []
    known = speakers(session, workspace_id, [one.id for one in named])
    return [one for one in named if line_above(one.id, known)[-1].id == party_id]


def _speaks_in(session: Session, document: Document, source_id: int) -> bool:
    return (
        session.scalars(
            select(col(Attribution.id))
            .join(Passage, col(Passage.id) == col(Attribution.passage_id))
            .where(
                col(Attribution.workspace_id) == document.workspace_id,
                col(Attribution.source_id) == source_id,
                col(Passage.document_id) == document.id,
            )
            .limit(1)
        ).first()
        is not None
    )


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:80] or "unnamed"
