"""The history of a claim in words, newest first.

It comes from the audit trail of the claim, of the attributions on it and of merges of their
sources, and from the changes of its status.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.record.batches import batches
from bot.record.changes import Happened, Names, names_in, sentence
from bot.record.concealing import KNOWN_TO_DESK, NOBODY, concealed, without_names
from bot.record.edit.merging import heir_of, merged
from bot.record.status_history import status_changes
from bot.record.unseen import (
    claims_told,
    first_seen,
    moved_away,
    seen_by_all,
    tells_concealed,
    tells_unseen,
    told_of,
)
from bot.record.visible import speakers, visible
from bot.refusal import RefusalError
from models.changes import AuditEntry
from models.record import Attribution, Claim, ClaimState, Source

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class History:
    """A page of a claim's history, newest first. `pages` is at least 1.

    `claim_id` is the heir's if the claim that was asked for was merged. `confidential` has the ids
    of the confidential sources that the history names to an editor, on any page.
    """

    claim_id: int
    text: str
    entries: tuple[Happened, ...]
    total: int
    page: int
    pages: int
    confidential: tuple[int, ...] = ()


def history(
    session: Session,
    workspace_id: int,
    claim_id: int,
    *,
    editor: bool,
    now: datetime,
    page: int = 1,
    per_page: int = PER_PAGE,
    statuses_only: bool = False,
) -> History:
    """The history of a claim and of the claims that were merged into it. With `statuses_only` it
    has only the changes of the status.

    Readers who are not editors see no drafts, no rejected attributions, none whose embargo has not
    ended, and no names of confidential sources. Raises RefusalError if the workspace has no such
    claim, or none that the reader may see.
    """
    claim = _readable(session, workspace_id, claim_id, editor, now)
    hidden = NOBODY if editor else concealed(session, workspace_id)
    confided: set[int] = set()
    told = []
    if not statuses_only:
        told = _told(session, workspace_id, claim, confided, editor=editor, now=now)
    told += status_changes(session, workspace_id, claim, editor=editor)
    told.sort(key=lambda pair: (pair[1].at, pair[0]), reverse=True)
    pages = max(1, -(-len(told) // per_page))
    at = min(max(page, 1), pages)
    shown = tuple(
        replace(one, sentence=without_names(hidden, one.sentence))
        for _, one in told[(at - 1) * per_page : at * per_page]
    )
    text = without_names(hidden, claim.text)
    return History(claim.id or 0, text, shown, len(told), at, pages, tuple(sorted(confided)))


def _told(
    session: Session,
    workspace_id: int,
    claim: Claim,
    confided: set[int],
    *,
    editor: bool,
    now: datetime,
) -> list[tuple[int, Happened]]:
    """The changes that people made, each with the id of its audit entry.

    Adds to `confided` the ids of the confidential sources that the sentences name to an editor.
    """
    family = _family(session, workspace_id, claim)
    every = _attributions(session, workspace_id, list(family))
    spoken = every if editor else seen_by_all(session, workspace_id, list(family), every, now)
    entries = _entries(session, workspace_id, "claim", family)
    entries += _entries(session, workspace_id, "attribution", [one.id or 0 for one in spoken])
    said_by = [one.source_id for one in every if one.source_id is not None]
    merges = _merges(session, workspace_id, speakers(session, workspace_id, said_by))
    known = speakers(session, workspace_id, [*said_by, *merges])
    if editor:
        confided |= {one for one in known if known[one].confidential}
    merged = [one for one in merges if editor or not known[one].confidential]
    entries += _entries(session, workspace_id, "source", merged, "merge")
    if not editor:
        first = first_seen(session, claim)
        entries = [one for one in entries if not tells_unseen(one, family, first)]
        kept = moved_away(session, workspace_id, entries, now)
        by_hidden = {s.id for s in spoken if s.source_id and known[s.source_id].confidential}
        entries = [one for one in entries if not tells_concealed(one, kept, by_hidden)]
    names = _names(session, workspace_id, entries, spoken, editor, now)
    return [
        (
            one.id or 0,
            Happened(one.at, one.actor, _placed(one, claim) + sentence(one, names)),
        )
        for one in entries
    ]


def _readable(
    session: Session, workspace_id: int, claim_id: int, editor: bool, now: datetime
) -> Claim:
    claim = session.scalars(
        select(Claim).where(col(Claim.workspace_id) == workspace_id, col(Claim.id) == claim_id)
    ).first()
    if claim is None:
        raise RefusalError(
            gettext("There is no claim number {claim_id} on this desk’s record.", claim_id=claim_id)
        )
    heir = heir_of(session, Claim, workspace_id, claim_id)
    heir_id = heir.id or 0
    hidden = visible(session, workspace_id, [heir_id], now=now)[heir_id].hidden
    hidden = hidden or heir.state == ClaimState.DRAFT.value
    if not editor and (hidden or not told_of(claim) or not told_of(heir)):
        raise RefusalError(
            gettext("There is no claim number {claim_id} on this desk’s record.", claim_id=claim_id)
        )
    return heir


def _family(session: Session, workspace_id: int, heir: Claim) -> dict[int, Claim]:
    """The claim and all that were merged into it, by id."""
    found = {heir.id or 0: heir}
    ids = [heir.id or 0]
    while ids:
        rows = session.scalars(
            select(Claim).where(
                col(Claim.workspace_id) == workspace_id, col(Claim.merged_into_id).in_(ids)
            )
        ).all()
        new = {row.id or 0: row for row in rows if row.id not in found}
        found |= new
        ids = list(new)
    return found


def _attributions(
    session: Session, workspace_id: int, claim_ids: Sequence[int]
) -> list[Attribution]:
    return [
        row
        for batch in batches(claim_ids)
        for row in session.scalars(
            select(Attribution).where(
                col(Attribution.workspace_id) == workspace_id, col(Attribution.claim_id).in_(batch)
            )
        )
    ]


def _entries(
    session: Session, workspace_id: int, entity: str, ids: Iterable[int], action: str | None = None
) -> list[AuditEntry]:
    """The entries of these rows. If an id was used by two rows in turn, only the later row's
    entries."""
    found: dict[int, list[AuditEntry]] = {}
    for batch in batches(sorted(set(ids))):
        query = select(AuditEntry).where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.entity) == entity,
            col(AuditEntry.entity_id).in_(batch),
        )
        if action is not None:
            query = query.where(col(AuditEntry.action) == action)
        for entry in session.scalars(query.order_by(col(AuditEntry.id))):
            if entry.before is None:
                found[entry.entity_id] = []
            found.setdefault(entry.entity_id, []).append(entry)
    return [entry for entries in found.values() for entry in entries]


def _merges(session: Session, workspace_id: int, known: Iterable[int]) -> list[int]:
    """The entries about sources that were merged into one of the known ones."""
    ids = set(known)
    return [one for one, heir in merged(session, Source, workspace_id).items() if heir in ids]


def _names(
    session: Session,
    workspace_id: int,
    entries: Sequence[AuditEntry],
    spoken: Sequence[Attribution],
    editor: bool,
    now: datetime,
) -> Names:
    names = names_in(session, workspace_id, entries)
    rows = session.execute(
        select(col(Source.id), col(Source.key)).where(
            col(Source.workspace_id) == workspace_id,
            col(Source.key).in_([*names.sources]),
        )
    )
    keys = {key: source_id for source_id, key in rows}
    ids = {*keys.values(), *(s.source_id for s in spoken if s.source_id is not None)}
    known = speakers(session, workspace_id, ids)

    def name(source_id: int) -> str:
        one = known[source_id]
        return gettext(KNOWN_TO_DESK) if one.confidential and not editor else one.name

    claims = names.claims if editor else claims_told(session, workspace_id, names.claims, now)
    return replace(
        names,
        claims=claims,
        sources={key: name(keys[key]) for key in names.sources if key in keys},
        speakers={
            s.id or 0: name(s.source_id) if s.source_id is not None else gettext("nobody named")
            for s in spoken
        },
    )


def _placed(entry: AuditEntry, heir: Claim) -> str:
    """The words that say which merged claim an entry is about; empty for the heir itself."""
    if entry.entity != "claim" or entry.entity_id == heir.id:
        return ""
    return gettext("claim {entity_id} (now part of this one):", entity_id=entry.entity_id) + " "
