"""Extracts the drafts of a stored document, and stores them once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from bot.extraction.claims import FoundClaims
from bot.extraction.draft import ABOUT_DAY, DraftAttribution, KnownSource
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions
from bot.extraction.source_kinds import OUTLET
from bot.extraction.spacy_reader import installed
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.drafts import (
    Action,
    by_editor,
    document_of,
    note,
    noted,
    put,
    said,
    without_flags,
)
from bot.record.drafts.families import (
    Copied,
    copied_of,
    relatives,
    to_json,
    without_copies,
)
from bot.record.drafts.groups import regroup
from bot.record.drafts.namesakes import known_sources
from bot.record.drafts.naming import reflag
from bot.record.drafts.present import revision_of
from bot.record.workspaces import lock
from models.database import writing
from models.drafts import NEVER, Draft, DraftState
from models.record import Outlet


@dataclass(frozen=True, slots=True)
class Article:
    """The fields of a stored document that extraction needs."""

    text: str
    published_on: date | None
    outlet: str | None


Extract = Callable[[Article, Sequence[KnownSource]], Sequence[DraftAttribution]]
"""What a document says, as drafts, given the sources on record."""


def extractor(find: Callable[[str], FoundClaims]) -> Extract:
    """The extraction by rules, with a parser's beside it if the extra `nlp` is installed.

    `find` looks a sentence up among the claims on record.
    """

    def extract(article: Article, known: Sequence[KnownSource]) -> Sequence[DraftAttribution]:
        day = article.published_on
        found = passages(
            article.text,
            published_on=day,
            outlet=article.outlet,
            outlets=[n for one in known if one.kind == OUTLET for n in (one.name, *one.aliases)],
            parse=installed(),
        )
        return draft_attributions(article.text, found, published_on=day, known=known, find=find)

    return extract


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many drafts a document has. `already` means that it had them before and none were
    added. `copied` says which document it is a copy of, if most of its sentences are in one."""

    document_id: int
    drafts: int
    already: bool
    copied: Copied | None = None


def draft_document(
    engine: Engine,
    workspace_id: int,
    document_id: int,
    extract: Extract,
    *,
    actor: str,
    now: datetime,
) -> Drafted:
    """Extract the attributions of a document and store them as drafts for review, in one
    transaction.

    Of a copy of documents on record only the statements that those do not have become drafts. A
    second call for the same document changes nothing. No lock is held while the document is read
    and extracted. Raises ReviewError if the workspace has no such document.
    """
    with Session(engine) as session:
        article, before = _article(session, workspace_id, document_id)
        document = document_of(session, workspace_id, document_id)
        if before:
            return Drafted(document_id, before, already=True, copied=copied_of(document))
        revision = revision_of(session, workspace_id)
        known = known_sources(session, workspace_id)
        family = relatives(session, document)
    new, copied = without_copies(extract(article, known), family)
    with Session(writing(engine)) as session, session.begin():
        change = Change(session, workspace_id, actor, now)
        return store_drafts(change, document_id, new, revision=revision, copied=copied)


def store_drafts(
    change: Change,
    document_id: int,
    proposed: Sequence[DraftAttribution],
    *,
    revision: int = NEVER,
    copied: Copied | None = None,
) -> Drafted:
    """Store the drafts extracted from a document, unless it has drafts already. Does not commit.

    `revision` is that of the record that they were held against.
    """
    session, workspace_id = change.session, change.workspace_id
    lock(session, workspace_id)
    document = document_of(session, workspace_id, document_id)
    before = _count(session, workspace_id, document_id)
    if before:
        return Drafted(document_id, before, already=True, copied=copied_of(document))
    document.copied = to_json(copied) if copied is not None else None
    session.add(document)
    made = []
    for position, one in enumerate(proposed, start=1):
        draft = new_draft(workspace_id, document_id, position, one, now=change.now)
        draft.as_of_revision, draft.as_of = revision, change.now
        session.add(draft)
        made.append(draft)
    session.flush()
    regroup(session, workspace_id, [draft.id or 0 for draft in made])
    reflag(session, workspace_id, document_id=document_id)
    audited = Audited("document", document_id, {"drafts": 0}, {"drafts": len(proposed)})
    audit(change, [audited], action="draft")
    return Drafted(document_id, len(proposed), already=False, copied=copied)


def redate(
    engine: Engine,
    workspace_id: int,
    document_id: int,
    extract: Extract,
    *,
    actor: str,
    now: datetime,
) -> int:
    """Work out the days of a document's open drafts again, after an editor corrected its date.

    Only the day and the flags about it change, and a day that an editor gave stays. Gives the
    number of drafts that got another day; each of them has a new version.
    """
    with Session(engine) as session:
        article, _ = _article(session, workspace_id, document_id)
        known = known_sources(session, workspace_id)
    anew: dict[object, DraftAttribution] = {}
    for one in extract(article, known):
        for place in _places(one):
            anew.setdefault(place, one)
    changed = 0
    with Session(writing(engine)) as session, session.begin():
        change = Change(session, workspace_id, actor, now)
        lock(session, workspace_id)
        drafts = session.scalars(
            select(Draft)
            .where(
                col(Draft.workspace_id) == workspace_id,
                col(Draft.document_id) == document_id,
                col(Draft.state) == DraftState.DRAFT.value,
            )
            .order_by(col(Draft.position))
        ).all()
        for draft in drafts:
            old = said(draft)
            new = next((anew[place] for place in _places(old) if place in anew), None)
            day = (new.said_on, new.said_precision) if new is not None else None
            if day is None or day == (old.said_on, old.said_precision):
                continue
            if "said_on" in by_editor(draft).fields:
                continue  # an editor gave the day: it does not depend on the document's date
            before = noted(draft)
            flags = new.flags if new is not None else frozenset()
            dated = replace(old, said_on=day[0], said_precision=day[1])
            put(draft, without_flags(dated, ABOUT_DAY, flags), by_editor(draft))
            note(change, draft, before, Action.REDATED)
            changed += 1
    return changed


def new_draft(
    workspace_id: int,
    document_id: int,
    position: int,
    what: DraftAttribution,
    *,
    now: datetime,
    split_from: int | None = None,
) -> Draft:
    """An open draft, not stored yet."""
    draft = Draft(
        workspace_id=workspace_id,
        document_id=document_id,
        position=position,
        passage=None,
        proposal=None,
        wording="",
        confidence=what.confidence,
        created_at=now,
        split_from_id=split_from,
    )
    put(draft, what)
    return draft


def _article(session: Session, workspace_id: int, document_id: int) -> tuple[Article, int]:
    document = document_of(session, workspace_id, document_id)
    outlet = session.get(Outlet, document.outlet_id) if document.outlet_id is not None else None
    article = Article(document.text, document.published_on, outlet.name if outlet else None)
    return article, _count(session, workspace_id, document_id)


def _count(session: Session, workspace_id: int, document_id: int) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Draft)
            .where(col(Draft.workspace_id) == workspace_id, col(Draft.document_id) == document_id)
        )
        or 0
    )


def _places(one: DraftAttribution) -> tuple[object, ...]:
    """Keys for the draft's place in the document, the narrowest first.

    A draft whose words are unchanged gets the day of those words; a part of a split gets the day of
    its sentence.
    """
    return (one.passage.sentence, one.passage.content), one.passage.sentence
