"""What waiting drafts propose as of the record now; reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from bot.extraction.again import SPEAKER, Present, looked_at_again
from bot.extraction.claims import FoundClaims
from bot.extraction.draft import DraftAttribution
from bot.extraction.sources import Resolver
from bot.matching.duplicates import terms_of
from bot.record.drafts.drafts import by_editor, said
from bot.record.drafts.namesakes import known_sources
from bot.record.drafts.speakers import recognised
from models.drafts import Draft
from models.record import Claim, Document
from models.workspace import Workspace

Find = Callable[[str], FoundClaims]
"""Looks a sentence up among the claims on record, as an editor would."""

MOST_CHANGED = 300
"""Claims that changed since, up to which drafts that share no word with them are not looked up."""


class SeenDraft(NamedTuple):
    """A draft that was looked at: its version before, and what is proposed now."""

    id: int
    version: int
    before: DraftAttribution
    now: DraftAttribution


@dataclass(frozen=True, slots=True)
class Seen:
    """Drafts that were looked at, and the revision of the record that was looked in."""

    revision: int
    drafts: list[SeenDraft] = field(default_factory=list)


def revision_of(session: Session, workspace_id: int) -> int:
    """The revision of the workspace's record as now committed."""
    return (
        session.scalar(
            select(col(Workspace.revision)).where(col(Workspace.id) == workspace_id),
        )
        or 0
    )


def look(
    session: Session,
    workspace_id: int,
    drafts: Sequence[Draft],
    find: Find,
    *,
    sparing: bool = False,
) -> Seen | None:
    """What the drafts propose as of the record now; None if there are no drafts."""
    if not drafts:
        return None
    seen = Seen(revision_of(session, workspace_id))
    known = known_sources(session, workspace_id)
    changed = _changed(session, workspace_id, drafts) if sparing else None
    numbers = {one.document_id for one in drafts}
    documents = {
        document.id: document
        for document in session.scalars(select(Document).where(col(Document.id).in_(numbers)))
    }
    outlets = _outlets(session, workspace_id, numbers)
    resolvers: dict[int, tuple[Resolver, Resolver]] = {}
    looked_up = _Remembered(find)
    for draft in drafts:
        document, what, editor = documents[draft.document_id], said(draft), by_editor(draft)
        if draft.document_id not in resolvers:
            there = outlets[draft.document_id]
            resolvers[draft.document_id] = (
                Resolver(document.text, known, there),
                Resolver(document.text, (), there),
            )
        look_up = looked_up if changed is None or changed.touch(what) else None
        day = document.published_on
        present = Present(document.text, day, *resolvers[draft.document_id], look_up)
        now = looked_at_again(present, what, editor.fields)
        if SPEAKER in editor.fields and now.source is not None and not editor.somebody_else:
            now = replace(now, source=recognised(session, document, now.source))
        seen.drafts.append(SeenDraft(draft.id or 0, draft.version, what, now))
    return seen


def _outlets(
    session: Session, workspace_id: int, document_ids: Iterable[int]
) -> dict[int, list[str]]:
    """By document, the names in it that carry others' words, as its drafts have them."""
    found: dict[int, list[str]] = {one: [] for one in document_ids}
    rows = session.execute(
        select(col(Draft.document_id), col(Draft.passage)).where(
            col(Draft.workspace_id) == workspace_id, col(Draft.document_id).in_(found)
        )
    )
    for document_id, passage in rows:
        if passage.get("relayed_by"):
            found[document_id].append(passage["relayed_by"])
    return found


class _Remembered:
    """Looks each sentence up once."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._found: dict[str, FoundClaims] = {}

    def __call__(self, sentence: str) -> FoundClaims:
        if sentence not in self._found:
            self._found[sentence] = self._find(sentence)
        return self._found[sentence]


@dataclass(frozen=True, slots=True)
class _Changed:
    """The claims that changed since drafts were looked at, and their words."""

    ids: frozenset[int]
    terms: frozenset[str]

    def touch(self, what: DraftAttribution) -> bool:
        claim = what.claim
        named = {*claim.near, *([claim.known] if claim.known is not None else ())}
        return not self.ids.isdisjoint(named) or not self.terms.isdisjoint(terms_of(claim.sentence))


def _changed(session: Session, workspace_id: int, drafts: Sequence[Draft]) -> _Changed | None:
    """The claims that changed since the drafts were looked at; None if they are too many."""
    since = min(one.as_of_revision for one in drafts)
    if since < 0:
        return None
    rows = session.execute(
        select(col(Claim.id), col(Claim.text))
        .where(col(Claim.workspace_id) == workspace_id, col(Claim.revision) > since)
        .limit(MOST_CHANGED + 1)
    ).all()
    if len(rows) > MOST_CHANGED:
        return None
    terms = (term for _, text in rows for term in terms_of(text))
    return _Changed(frozenset(number for number, _ in rows), frozenset(terms))
