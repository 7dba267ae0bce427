"""Finds the source on record for a proposed speaker, or makes a new one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import String, cast, select
from sqlmodel import Session, col

from bot.extraction.draft import ProposedSource
from bot.i18n import gettext
from bot.record.change import Change
from bot.record.drafts.called import Named, named_too
from bot.record.drafts.drafts import by_editor, put, said
from bot.record.drafts.errors import ReviewError, WhichSourceError
from bot.record.drafts.namesakes import known_as
from bot.record.drafts.rows import APPROVE, TAKE_BACK, free_key, note_new, removed
from bot.record.edit.merging import merged
from models.drafts import NEVER, Draft
from models.record import Document, Source, SourceKind

_OF_SOMEBODY = (SourceKind.PERSON, SourceKind.ORGANISATION)
"""Kinds of sources that usually belong to a party above them."""


class Resolved(NamedTuple):
    """A source on record, the sources that were made for it, the topmost first, and those that got
    a name which a document has for them."""

    source: Source
    made: tuple[Source, ...] = ()
    named: tuple[Named, ...] = ()


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
        raise ReviewError(
            gettext("For whom {name} speaks is a guess. Look at it first.", name=proposed.name)
        )
    if proposed.known is not None:
        return _named(change, proposed, source_by_id(session, workspace_id, proposed.known))
    above = _above(change, document, proposed, any_party=any_party)
    parent = above.source if above is not None else None
    name = " ".join(proposed.name.split())
    if not name:
        raise ReviewError(gettext("A speaker needs a name."))
    if proposed.kind not in set(SourceKind):
        raise ReviewError(gettext("A source is none of the kind {kind}.", kind=proposed.kind))
    if not somebody_else:
        found = known_as(session, document, proposed, name, parent.id if parent else None)
        if found is not None:
            return _named(change, proposed, source_by_id(session, workspace_id, found), above)
    if proposed.thing and parent is None:
        raise ReviewError(
            gettext(
                "A {thing} is no party. Say in Edit for whom “{name}” speaks, or that nobody is "
                "named.",
                thing=proposed.thing,
                name=name,
            )
        )
    if not any_party and parent is None and proposed.kind in _OF_SOMEBODY:
        raise ReviewError(
            gettext("{name} would be a party of its own. Say first for whom they speak.", name=name)
        )
    made = Source(
        workspace_id=workspace_id,
        key=free_key(session, Source, workspace_id, f"source-{_slug(name)}"),
        name=name,
        kind=proposed.kind,
        role=" ".join((proposed.role or "").split()) or None,
        parent_id=parent.id if parent is not None else None,
    )
    note_new(change, [made], action=APPROVE)
    if above is None:
        return Resolved(made, (made,))
    return Resolved(made, (*above.made, made), above.named)


def _above(
    change: Change, document: Document, proposed: ProposedSource, *, any_party: bool
) -> Resolved | None:
    if proposed.parent is None:
        return None
    return source_for(change, document, proposed.parent, somebody_else=False, any_party=any_party)


def _named(
    change: Change, proposed: ProposedSource, source: Source, above: Resolved | None = None
) -> Resolved:
    """A source on record, with the name that the document has for it."""
    named = named_too(change, source, proposed.called)
    also = (named,) if named is not None else ()
    if above is None:
        return Resolved(source, (), also)
    return Resolved(source, above.made, (*above.named, *also))


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
        found = known_as(session, document, proposed, name, parent.known if parent else None)
    except WhichSourceError as error:
        return replace(proposed, candidates=tuple(one.id for one in error.candidates)[:3])
    if found is None:
        return proposed
    source = source_by_id(session, document.workspace_id, found)
    return on_record(source, proposed.called)


def on_record(source: Source, called: str | None = None) -> ProposedSource:
    """A source on record as the speaker of a draft, by the name `called` that the document has."""
    return ProposedSource(
        source.name, source.kind, known=source.id, role=source.role, called=called
    )


def source_by_id(session: Session, workspace_id: int, source_id: int) -> Source:
    """The source with that id, or the one it was merged into. Raises ReviewError if the workspace
    has no such source."""
    heirs = merged(session, Source, workspace_id)
    source = session.get(Source, heirs.get(source_id, source_id))
    if source is None or source.workspace_id != workspace_id:
        raise ReviewError(gettext("The source that was chosen is not on record any more."))
    return source


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
        name = proposed.called or was.name
        return replace(was, name=name, role=proposed.role or was.role, parent=above)
    return replace(proposed, parent=_without(proposed.parent, number, was))


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:80] or "unnamed"
