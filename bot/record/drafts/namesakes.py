"""Finds which source on record a name means, or which ones it may mean."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from bot.extraction.draft import KnownSource, ProposedSource
from bot.extraction.longer_names import full_names, is_shorter, may_be_one, may_mean_another
from bot.record.drafts.errors import SourceCandidate, WhichSourceError
from bot.record.edit.merging import merged
from bot.record.visible import line_above, speakers
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


def known_as(
    session: Session, document: Document, proposed: ProposedSource, name: str, parent_id: int | None
) -> int | None:
    """The id of the source on record that the proposal means; None if a new one is to be made.

    Raises WhichSourceError as `speakers.source_for` says.
    """
    workspace_id = document.workspace_id
    called = name.casefold()
    everyone = known_sources(session, workspace_id)
    named = [
        one
        for one in everyone
        if called in {" ".join(n.split()).casefold() for n in (one.name, *one.aliases)}
    ]
    others = _longer(name, named, proposed, parent_id, everyone)
    exactly = _under(session, workspace_id, proposed, named, parent_id)
    if exactly:
        exactly += [o for o in others if o not in exactly and o.parent_id == exactly[0].parent_id]
    if len(exactly) == 1:
        return exactly[0].id
    if proposed.parent is None or exactly:
        candidates = exactly or named
    else:
        candidates = [one for one in named if one.kind == proposed.kind == SourceKind.PERSON]
    if candidates:
        candidates = [*candidates, *(one for one in others if one not in candidates)]
    if not named:
        candidates = _namesakes(name, proposed, parent_id, everyone)
    elif proposed.parent is None:
        there = [one for one in candidates if _speaks_in(session, document, one.id)]
        if len(there) == 1 and not _in_full(document, candidates, there[0]):
            return there[0].id  # in one article the same name is the same speaker
    if candidates:
        above = lines(session, workspace_id, [one.id for one in candidates])
        raise WhichSourceError(
            name, [SourceCandidate(one.id, above.get(one.id, (one.name,))) for one in candidates]
        )
    return None


def _under(
    session: Session,
    workspace_id: int,
    proposed: ProposedSource,
    named: Sequence[KnownSource],
    parent_id: int | None,
) -> list[KnownSource]:
    """The named sources right under this parent, or elsewhere in that party."""
    called = " ".join(proposed.name.split()).casefold()
    here = [one for one in named if one.parent_id == parent_id]
    exactly = [one for one in here if " ".join(one.name.split()).casefold() == called] or here
    if len(exactly) > 1 and proposed.role:
        exactly = [one for one in exactly if one.role == proposed.role] or exactly
    if exactly or parent_id is None:
        return exactly
    return _in_party(session, workspace_id, named, parent_id, proposed.kind)


def _namesakes(
    name: str, proposed: ProposedSource, parent_id: int | None, everyone: Sequence[KnownSource]
) -> list[KnownSource]:
    """The sources on record whose name may be a longer or shorter form of this one: "Rolf Kern" for
    "Kern", "Brae's health board" for "health board". Whether they are the same only an editor can
    say. A body that is known to belong elsewhere is none of them."""
    kind = proposed.kind
    anywhere = kind == SourceKind.PERSON or proposed.parent is None or proposed.guessed
    here = [one for one in everyone if anywhere or one.parent_id == parent_id]
    return [one for one in here if _may_be(name, kind, one)]


def _may_be(name: str, kind: str, one: KnownSource) -> bool:
    return any(
        may_be_one(name, other, kind, one.kind)
        for other in full_names(one.name, one.aliases, one.kind)
    )


def _longer(
    name: str,
    named: Sequence[KnownSource],
    proposed: ProposedSource,
    parent_id: int | None,
    everyone: Sequence[KnownSource],
) -> list[KnownSource]:
    """The sources on record that a name may mean although it is another one's (`named`): "Kern" is
    on record, and so is Rolf Kern."""
    if not any(may_mean_another(name, one.name, one.kind) for one in named):
        return []
    return [
        one
        for one in _namesakes(name, proposed, parent_id, everyone)
        if is_shorter(name, one.name, proposed.kind)
    ]


def _in_full(document: Document, candidates: Sequence[KnownSource], but: KnownSource) -> bool:
    """Whether the document has another candidate's name in full."""
    return any(" " in one.name and one.name in document.text for one in candidates if one != but)


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
