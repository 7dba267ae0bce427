"""Care of sources: edit one, give it another name, and who might be meant by a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.concealing import refuse_common_aliases
from bot.record.edit.names import folded, near
from bot.record.edit.rows import again, changing, fit, number, taken
from bot.record.edit.source_merging import (
    above,
    claims_by,
    heir_source,
    merged_sources,
    not_merged,
    tidy,
)
from bot.record.unnaming import names_followed
from bot.record.visible import line_above, speakers
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Source


@dataclass(frozen=True, slots=True)
class SourceFields:
    """What an editor may change in a source. `parent_id` None makes it a party of its own."""

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
    """A source that might be meant by a name. `name` is the one of its names that is like it;
    `line` has its own name and those above it, the party last; `score` is from 0 to 100."""

    source_id: int
    name: str
    line: tuple[str, ...]
    score: float


def source_fields(source: Source) -> SourceFields:
    """The fields of a source as they are, to hand back changed with `dataclasses.replace`."""
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
    session: Session,
    workspace_id: int,
    source_id: int,
    to: SourceFields,
    *,
    seen: int | None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Give a source these fields. The changes of statuses: a parent or side may change many.

    Where that makes it confidential, what names it is followed up (`bot.record.unnaming`). Raises
    RefusalError for a value that a source cannot have, a parent that is below it, a word that
    anybody writes as another name of a confidential one, and a source that was merged;
    ChangedMeanwhileError where it is not the one that was seen.
    """
    source = taken(session, Source, workspace_id, source_id, seen)
    not_merged(session, source)
    values = {
        "name": fit(Source, "name", to.name or ""),
        "kind": fit(Source, "kind", to.kind),
        "role": fit(Source, "role", (to.role or "").strip() or None),
        "side": fit(Source, "side", (to.side or "").strip() or None),
        "aliases": tidy(fit(Source, "aliases", to.aliases), to.name),
        "anonymous": to.anonymous,
        "confidential": to.confidential,
    }
    parent_id = to.parent_id
    if parent_id is not None:
        parent_id = number(heir_source(session, workspace_id, parent_id))
        if parent_id == source_id or source_id in above(session, workspace_id, parent_id):
            parent = taken(session, Source, workspace_id, parent_id)
            raise RefusalError(
                f"{parent.name} is part of {source.name}, so it cannot stand above it."
                if parent_id != source_id
                else f"{source.name} cannot stand above itself."
            )
    before = source_fields(source)
    with (
        names_followed(session, workspace_id, actor=actor, now=now),
        changing(session, source, actor=actor, action="edit", now=now),
    ):
        for name, value in values.items():
            setattr(source, name, value)
        source.parent_id = parent_id
    if _is_confidential(session, source):
        refuse_common_aliases(source.name, source.aliases)
    if source_fields(source) == before:
        return []
    return again(session, workspace_id, claims_by(session, workspace_id, [source_id]), now=now)


def add_alias(
    session: Session,
    workspace_id: int,
    source_id: int,
    alias: str,
    *,
    seen: int | None = None,
    actor: str,
    now: datetime,
) -> bool:
    """Note another name of a source; False where it had that name already (case and accents
    aside). Two editors who add one at the same time do not disturb each other."""
    source = taken(session, Source, workspace_id, source_id, seen)
    not_merged(session, source)
    (new,) = fit(Source, "aliases", [alias.strip()])
    had = list(source.aliases or ())
    if folded(new) in {folded(one) for one in (source.name, *had)}:
        return False
    if _is_confidential(session, source):
        refuse_common_aliases(source.name, [new])
    with (
        names_followed(session, workspace_id, actor=actor, now=now),
        changing(session, source, actor=actor, action="add alias", now=now),
    ):
        source.aliases = [*had, new]
    return True


def candidates(
    session: Session, workspace_id: int, name: str, *, limit: int = 5, editor: bool = True
) -> list[Candidate]:
    """The sources with a name or alias like this one, best first, for an editor to choose from.

    Likeness (RapidFuzz) only chooses what is shown: nothing is ever mapped or merged by it.
    Confidential sources are left out for people who are no editors.
    """
    merged = merged_sources(session, workspace_id)
    rows = session.scalars(
        select(Source).where(col(Source.workspace_id) == workspace_id).order_by(col(Source.id))
    ).all()
    live = [row for row in rows if row.id not in merged]
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


def _is_confidential(session: Session, source: Source) -> bool:
    known = speakers(session, source.workspace_id, [number(source)])
    return known[number(source)].confidential
