"""Care of sources: edit one, merge two, and suggest which ones a name may mean."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.record.batches import batches
from bot.record.change import Change
from bot.record.concealing import refuse_common_aliases
from bot.record.edit.merging import Pair, heir_of, merge, merged, not_merged
from bot.record.edit.names import near
from bot.record.edit.rows import again, changing, fit, number, taken
from bot.record.unnaming import names_followed
from bot.record.visible import line_above, speakers
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, Claim, ClaimState, Source
from models.review import MergedSource


@dataclass(frozen=True, slots=True)
class SourceFields:
    """The fields of a source that an editor may change. `parent_id` None makes it a party of its
    own."""

    name: str
    kind: str
    role: str | None = None
    parent_id: int | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that a name may mean.

    `name` is the one of its names that is similar; `line` has its own name and those above it, the
    party last; `score` is from 0 to 100.
    """

    source_id: int
    name: str
    line: tuple[str, ...]
    score: float


def source_fields(source: Source) -> SourceFields:
    """The present fields of a source, for the caller to change with `dataclasses.replace` and hand
    back."""
    return SourceFields(
        source.name,
        source.kind,
        source.role,
        source.parent_id,
        source.side,
        tuple(source.aliases or ()),
        source.anonymous,
        source.confidential,
    )


def edit_source(
    change: Change, source_id: int, to: SourceFields, *, seen: int | None
) -> list[StatusChange]:
    """Give a source these fields. Gives the changes of statuses: a parent or side may change many.

    If the source becomes confidential, `bot.record.unnaming` follows up the texts that name it.
    Raises RefusalError for a value that a source cannot have, a parent that is below it, and a
    source that was merged. Raises it also for a common word as an alias of a confidential source.
    Raises ChangedMeanwhileError if the source is not at the version `seen`.
    """
    session, workspace_id = change.session, change.workspace_id
    source = taken(change, Source, source_id, seen)
    not_merged(session, source)
    values = {
        "name": fit(Source, "name", to.name or ""),
        "kind": fit(Source, "kind", to.kind),
        "role": fit(Source, "role", (to.role or "").strip() or None),
        "side": fit(Source, "side", (to.side or "").strip() or None),
        "aliases": _tidy(fit(Source, "aliases", to.aliases), to.name),
        "anonymous": to.anonymous,
        "confidential": to.confidential,
    }
    parent_id = to.parent_id
    if parent_id is not None:
        parent_id = number(heir_of(session, Source, workspace_id, parent_id))
        if parent_id == source_id or source_id in above(session, workspace_id, parent_id):
            parent = taken(change, Source, parent_id)
            raise RefusalError(
                gettext(
                    "{name} is part of {name_2}, so it cannot stand above it.",
                    name=parent.name,
                    name_2=source.name,
                )
                if parent_id != source_id
                else gettext("{name} cannot stand above itself.", name=source.name)
            )
    before = source_fields(source)
    with names_followed(change), changing(change, source, action="edit"):
        for name, value in values.items():
            setattr(source, name, value)
        source.parent_id = parent_id
    if _is_confidential(session, source):
        refuse_common_aliases(source.name, source.aliases)
    if source_fields(source) == before:
        return []
    return again(change, claims_by(session, workspace_id, [source_id]))


def merge_sources(
    change: Change, source_id: int, into_id: int, *, seen: int | None, seen_into: int | None = None
) -> list[StatusChange]:
    """Merge a source into another one, its heir. Gives the changes of statuses.

    The heir takes its attributions, the sources below it, and its names as aliases. The heir
    becomes confidential if the merged source was, so that a merge reveals no name. Role, kind, side
    and parent stay the heir's own. The merged row stays below the heir, without fields of its own,
    because files may name its key. If the heir was merged itself, the source at the end of its
    merges counts. Raises RefusalError if the heir is below the merged source.
    """
    session, workspace_id, now = change.session, change.workspace_id, change.now
    pair = Pair(source_id, into_id, seen, seen_into)
    merging = merge(change, Source, pair)
    source, heir = merging.row, merging.heir
    not_merged(session, source)
    if source_id in above(session, workspace_id, number(heir)):
        raise RefusalError(
            gettext(
                "{name} is part of {name_2}. Merge it into {name_2} instead.",
                name=heir.name,
                name_2=source.name,
            )
        )
    touched = claims_by(session, workspace_id, [source_id, number(heir)])
    hidden = _is_confidential(session, source)
    because = merging.approved(Attribution.source_id)
    with names_followed(change):
        # Sources merged into `source` earlier are below it, so they move to the heir too.
        merging.move(Source.parent_id)
        merging.move(Attribution.source_id)
        names = [source.name, *(source.aliases or ())]
        with merging.changing(heir, "take over", {"merged": source.name}):
            heir.aliases = _tidy([*(heir.aliases or ()), *names], heir.name)
            heir.confidential = heir.confidential or hidden
            if heir.confidential:
                refuse_common_aliases(heir.name, heir.aliases)
        with merging.changing(source, "merge", {"merged_source": heir.key}):
            source.aliases = []
            source.parent_id = heir.id
    session.add(
        MergedSource(workspace_id=workspace_id, source_id=source_id, heir_id=number(heir), at=now)
    )
    return again(change, touched, because=because)


def candidates(
    session: Session, workspace_id: int, name: str, *, limit: int = 5, editor: bool = True
) -> list[Candidate]:
    """The sources with a name or alias similar to this one, best first, for an editor to choose
    from.

    Likeness (RapidFuzz) only chooses what is shown; it never maps or merges anything. With `editor`
    False confidential sources are left out.
    """
    gone = merged(session, Source, workspace_id)
    rows = session.scalars(
        select(Source).where(col(Source.workspace_id) == workspace_id).order_by(col(Source.id))
    ).all()
    live = [row for row in rows if row.id not in gone]
    known = speakers(session, workspace_id, (number(row) for row in live))
    listed = [
        (number(row), one)
        for row in live
        if editor or not known[number(row)].confidential
        for one in (row.name, *(row.aliases or ()))
    ]
    found: dict[int, Candidate] = {}
    for like in near(name, (one for _, one in listed), limit * 3):
        source_id = listed[like.position][0]
        if source_id not in found:
            line = tuple(one.name for one in line_above(source_id, known))
            found[source_id] = Candidate(source_id, like.name, line, like.score)
    return list(found.values())[:limit]


def below(session: Session, workspace_id: int, source_ids: Collection[int]) -> set[int]:
    """The ids of the sources and of all sources below them."""
    found: set[int] = set()
    ids = sorted(source_ids)
    while ids:
        found |= set(ids)
        rows = [
            row
            for batch in batches(ids)
            for row in session.scalars(
                select(col(Source.id)).where(
                    col(Source.workspace_id) == workspace_id, col(Source.parent_id).in_(batch)
                )
            )
        ]
        ids = sorted({row for row in rows if row is not None} - found)
    return found


def claims_by(session: Session, workspace_id: int, source_ids: Collection[int]) -> list[int]:
    """The claims with an attribution of one of the sources, or of a source below them."""
    found: set[int] = set()
    for batch in batches(sorted(below(session, workspace_id, source_ids))):
        found |= set(
            session.scalars(
                select(col(Attribution.claim_id))
                .join(Claim, col(Claim.id) == col(Attribution.claim_id))
                .where(
                    col(Attribution.workspace_id) == workspace_id,
                    col(Attribution.source_id).in_(batch),
                    col(Claim.merged_into_id).is_(None),
                    col(Claim.state) != ClaimState.WITHDRAWN.value,
                )
                .distinct()
            )
        )
    return sorted(found)


def above(session: Session, workspace_id: int, source_id: int) -> set[int]:
    """The ids of all sources above a source."""
    return set(speakers(session, workspace_id, [source_id])) - {source_id}


def _is_confidential(session: Session, source: Source) -> bool:
    known = speakers(session, source.workspace_id, [number(source)])
    return known[number(source)].confidential


def _tidy(names: Collection[str], own: str) -> list[str]:
    """The aliases in order, without repeats and without the name itself."""
    kept: dict[str, str] = {}
    for one in names:
        if one.strip() and one.strip() != own.strip():
            kept.setdefault(one.strip(), one.strip())
    return list(kept)
