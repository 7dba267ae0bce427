"""The look over the whole record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.record.concealing import concealed, without_names
from bot.record.verify import over_claims, over_sources, rows
from bot.record.verify.findings import Finding, Kind
from bot.record.verify.words import WeakDays, of_saying
from models.record import Stance


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What a look over the record found, in the order of `Kind`."""

    at: datetime
    claims: int
    statements: int
    findings: tuple[Finding, ...]


def verify(
    session: Session,
    workspace_id: int,
    *,
    now: datetime,
    shelf_lives: Mapping[str, int | None],
    names: bool = False,
) -> LookedOver:
    """Go over all claims, statements and sources of a workspace, and change nothing.

    Each statement is read once, with its document, so that the time grows with the record and the
    memory with the number of claims. Confidential names are replaced unless `names` is set.
    """
    read = rows.Read(rows.claims(session, workspace_id), rows.sources(session, workspace_id))
    found: list[Finding] = []
    weak, speaking = WeakDays(), Counter[int]()
    for every, texts in rows.sayings(session, workspace_id):
        for one in every:
            claim = read.claims.get(one.claim_id)
            if claim is None:
                continue
            read.statements += 1
            found += of_saying(one, claim, texts[one.document_id])
            weak.add(one)
            if one.source_id is not None:
                speaking[one.source_id] += 1
            if one.stance == Stance.ASSERTS:
                kept = one._replace(content=None, antecedent=None)
                read.asserting.setdefault(one.claim_id, []).append(kept)
    found += weak.found()
    found += over_claims.figures_of_nobody(read)
    found += over_claims.unconfirmed(read, shelf_lives, now.date())
    found += over_claims.not_moving(read)
    found += over_claims.near_claims(read)
    found += over_sources.without_party(read, speaking)
    found += over_sources.near_sources(read)
    hidden = concealed(session, workspace_id)
    if hidden and not names:
        found = [replace(one, what=without_names(hidden, one.what)) for one in found]
    order = {kind: at for at, kind in enumerate(Kind)}
    found.sort(key=lambda one: order[one.kind])
    return LookedOver(now, len(read.claims), read.statements, tuple(found))
