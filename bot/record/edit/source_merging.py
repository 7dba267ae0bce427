"""Merging two sources into one, and which are one already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.concealing import refuse_common_aliases
from bot.record.edit.rows import again, changing, number, taken, unchanged
from bot.record.unnaming import names_followed
from bot.record.visible import speakers
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState, Source
from models.review import MergedSource


def merge_sources(
    session: Session,
    workspace_id: int,
    source_id: int,
    into_id: int,
    *,
    seen: int | None,
    seen_into: int | None = None,
    actor: str,
    now: datetime,
) -> list[StatusChange]:
    """Let one source be another one from now on. The changes of statuses.

    The heir takes its attributions, those below it, and its names as aliases; it becomes
    confidential if the other one was, so that no name comes out by a merge. Role, kind, side and
    what is above the heir stay the heir's own. The merged row stays below the heir, with nothing
    of its own, for files that name its key. Where the heir was merged itself, the one at the end
    is meant. Raises RefusalError where the heir is part of the other one.
    """
    source = taken(session, Source, workspace_id, source_id, seen)
    unchanged(session, workspace_id, "source", into_id, seen_into)
    if source_id == into_id:
        raise RefusalError("A source cannot be merged into itself.")
    heir = heir_source(session, workspace_id, into_id)
    if heir.id == source_id:
        raise RefusalError(f"Source {into_id} was itself merged into source {source_id}.")
    not_merged(session, source)
    if source_id in above(session, workspace_id, number(heir)):
        raise RefusalError(
            f"{heir.name} is part of {source.name}. Merge it into {source.name} instead."
        )
    touched = claims_by(session, workspace_id, [source_id, number(heir)])
    hidden = speakers(session, workspace_id, [source_id])[source_id].confidential
    with names_followed(session, workspace_id, actor=actor, now=now):
        _move_children(session, source, heir, actor, now)
        because = _move_attributions(session, source, heir, actor, now)
        names = [source.name, *(source.aliases or ())]
        with changing(
            session, heir, actor=actor, action="take over", now=now, note={"merged": source.name}
        ):
            heir.aliases = tidy([*(heir.aliases or ()), *names], heir.name)
            heir.confidential = heir.confidential or hidden
            if heir.confidential:
                refuse_common_aliases(heir.name, heir.aliases)
        note = {"merged_source": heir.key}
        with changing(session, source, actor=actor, action="merge", now=now, note=note):
            source.aliases = []
            source.parent_id = heir.id
    session.add(
        MergedSource(workspace_id=workspace_id, source_id=source_id, heir_id=number(heir), at=now)
    )
    return again(session, workspace_id, touched, now=now, because=because)


def heir_source(session: Session, workspace_id: int, source_id: int) -> Source:
    """The source that one was merged into, all the way; itself where it was not merged."""
    heirs = merged_sources(session, workspace_id)
    return taken(session, Source, workspace_id, heirs.get(source_id, source_id))


def merged_sources(session: Session, workspace_id: int) -> dict[int, int]:
    """For every merged source, the one at the end of its merges."""
    rows = session.execute(
        select(col(MergedSource.source_id), col(MergedSource.heir_id)).where(
            col(MergedSource.workspace_id) == workspace_id
        )
    )
    return at_the_end(dict(rows.all()))


def at_the_end(steps: dict[int, int]) -> dict[int, int]:
    """Where each chain of steps ends."""
    ends: dict[int, int] = {}
    for start in steps:
        way, here = {start}, steps[start]
        while here in steps and here not in way:
            way.add(here)
            here = steps[here]
        ends[start] = here
    return ends


def below(session: Session, workspace_id: int, source_ids: Collection[int]) -> set[int]:
    """The ids of the sources and of all below them."""
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
    """The claims on which the sources, or any below them, are on record."""
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


def tidy(names: Collection[str], own: str) -> list[str]:
    """Aliases in their order, none twice and none that is the name itself."""
    kept: dict[str, str] = {}
    for one in names:
        if one.strip() and one.strip() != own.strip():
            kept.setdefault(one.strip(), one.strip())
    return list(kept)


def not_merged(session: Session, source: Source) -> None:
    """Raises RefusalError for a source that was merged."""
    heir = merged_sources(session, source.workspace_id).get(number(source))
    if heir is not None:
        raise RefusalError(
            f"Source {source.id} ({source.name}) was merged into source {heir}; use that one."
        )


def above(session: Session, workspace_id: int, source_id: int) -> set[int]:
    """The ids of all that stand above a source."""
    return set(speakers(session, workspace_id, [source_id])) - {source_id}


def _move_children(
    session: Session, source: Source, heir: Source, actor: str, now: datetime
) -> None:
    mine = col(Source.workspace_id) == source.workspace_id, col(Source.parent_id) == source.id
    ids = session.scalars(select(col(Source.id)).where(*mine).order_by(col(Source.id))).all()
    # A merged source keeps its place below the one that took it over, which is this one.
    session.execute(
        update(Source).where(*mine).values(parent_id=heir.id, edited_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    moved = [
        Audited("source", one or 0, {"parent": source.key}, {"parent": heir.key}) for one in ids
    ]
    audit(session, source.workspace_id, moved, actor=actor, action="merge sources", at=now)


def _move_attributions(
    session: Session, source: Source, heir: Source, actor: str, now: datetime
) -> dict[int, list[str]]:
    """Let the heir have said it all; by claim, the keys of what was approved."""
    mine = (
        col(Attribution.workspace_id) == source.workspace_id,
        col(Attribution.source_id) == source.id,
    )
    rows = session.scalars(select(Attribution).where(*mine).order_by(col(Attribution.id))).all()
    because: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.state == AttributionState.APPROVED.value:
            because[row.claim_id].append(row.key)
    session.execute(
        update(Attribution).where(*mine).values(source_id=heir.id, edited_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    moved = [
        Audited("attribution", number(row), {"source": source.key}, {"source": heir.key})
        for row in rows
    ]
    audit(session, source.workspace_id, moved, actor=actor, action="merge sources", at=now)
    return dict(because)
