"""Documents that are copies of one text: those with most of a document's sentences, and which of
its drafts they have already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy import text as sql_text
from sqlmodel import Session, col

from bot.extraction.copies import Sentences, is_family, sentences_of, shared, sketch
from bot.extraction.draft import DraftAttribution, Span
from bot.record.batches import batches, table_of
from bot.record.drafts.drafts import said
from models.drafts import Draft
from models.record import Attribution, AttributionState, Document, Passage, Shingle, Source

CANDIDATES = 8
"""Documents whose sentences are compared: those that share most of the sketch."""

_LEAST_SHARED = 3
"""Numbers of the sketch that a candidate shares at least; a quote that two articles have in common
gives as many, so the sentences decide."""

AT_ONCE = 500
"""Documents that are sketched in one transaction: that takes about a second."""

Statement = tuple[Span, str | None, str]
"""A statement in a text: the span of its sentence, who makes it (folded), the stance."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a document has from the one that it is most like: `same` of its `sentences` are in the
    document `of` too. `left_out` counts the drafts that its copies have already."""

    of: int
    sentences: int
    same: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Relative:
    """A document of the same family. `same` has the sentences of the new document that it has too,
    by their span, each with its own; `statements` are those that were read from it before."""

    document_id: int
    sentences: int
    same: Mapping[Span, Span]
    statements: frozenset[Statement]


def copied_of(document: Document) -> Copied | None:
    """What the document's row says of its copies."""
    return Copied(**document.copied) if document.copied else None


def relatives(session: Session, document: Document) -> tuple[Relative, ...]:
    """The documents of the workspace that are copies of the same text, the one with most of its
    sentences first.

    A copy that is known to be later is none of them: its statements were made earlier, in this
    document.
    """
    here = sentences_of(document.text)
    found = []
    for other in _candidates(session, document):
        there = sentences_of(other.text)
        pairs = shared(here, there)
        if is_family(len(pairs), here, there):
            same = {here.spans[mine]: there.spans[its] for mine, its in pairs.items()}
            said_there = frozenset(_statements(session, other, there))
            found.append(Relative(other.id or 0, len(here.spans), same, said_there))
    return tuple(sorted(found, key=lambda one: (-len(one.same), one.document_id)))


def without_copies(
    proposed: Sequence[DraftAttribution], family: Sequence[Relative]
) -> tuple[list[DraftAttribution], Copied | None]:
    """The drafts that no document of the family has yet, and what the document has from the one
    that it is most like.

    A draft is left out if its sentence is in a copy from which the same person's statement with the
    same stance was read or put on record.
    """
    new = [one for one in proposed if not any(_has(relative, one) for relative in family)]
    if not family:
        return new, None
    nearest = family[0]
    left_out = len(proposed) - len(new)
    return new, Copied(nearest.document_id, nearest.sentences, len(nearest.same), left_out)


def to_json(copied: Copied) -> dict[str, Any]:
    """For the document's row."""
    return asdict(copied)


def sketch_missing(session: Session, workspace_id: int, *, most: int = AT_ONCE) -> int:
    """Sketch documents that have no sketch yet, at most `most`, the newest first; gives how many.
    Does not commit. The workspace must be locked."""
    rows = session.execute(
        select(col(Document.id), col(Document.text))
        .where(col(Document.workspace_id) == workspace_id, sql_text("NOT sketched"))
        .order_by(col(Document.id).desc())
        .limit(most)
    ).all()
    numbers = [
        {"workspace_id": workspace_id, "number": one, "document_id": document_id}
        for document_id, text in rows
        for one in sketch(text)
    ]
    if numbers:
        session.execute(insert(table_of(Shingle)), numbers)
    session.execute(
        update(Document)
        .where(col(Document.id).in_([document_id for document_id, _ in rows]))
        .values(sketched=True),
        execution_options={"synchronize_session": "fetch"},
    )
    return len(rows)


def _candidates(session: Session, document: Document) -> Iterator[Document]:
    counts: dict[int, int] = {}
    for numbers in batches(sketch(document.text)):
        rows = session.execute(
            select(col(Shingle.document_id), func.count())
            .where(
                col(Shingle.workspace_id) == document.workspace_id,
                col(Shingle.number).in_(numbers),
                col(Shingle.document_id) != document.id,
            )
            .group_by(col(Shingle.document_id))
        )
        for document_id, count in rows:
            counts[document_id] = counts.get(document_id, 0) + count
    most = sorted((-count, one) for one, count in counts.items() if count >= _LEAST_SHARED)
    found = session.scalars(
        select(Document).where(
            col(Document.workspace_id) == document.workspace_id,
            col(Document.id).in_([one for _, one in most[:CANDIDATES]]),
            *_not_later(document),
        )
    )
    yield from sorted(found, key=lambda one: one.id or 0)


def _not_later(document: Document) -> list[Any]:
    day = document.published_on
    if day is None:
        return []
    return [or_(col(Document.published_on).is_(None), col(Document.published_on) <= day)]


def _statements(session: Session, document: Document, sentences: Sentences) -> Iterator[Statement]:
    """What was read from a document before: its drafts, however they were decided, and what a file
    put on record."""
    drafts = session.scalars(
        select(Draft).where(
            col(Draft.workspace_id) == document.workspace_id,
            col(Draft.document_id) == document.id,
        )
    ).all()
    for draft in drafts:
        one = said(draft)
        yield one.passage.sentence, _speaker(one), one.passage.stance
    if not drafts:
        yield from _on_record(session, document, sentences.spans)


def _on_record(session: Session, document: Document, spans: Sequence[Span]) -> Iterator[Statement]:
    rows = session.execute(
        select(col(Passage.content), col(Attribution.stance), col(Source.name), col(Source.aliases))
        .join(Attribution, col(Attribution.passage_id) == col(Passage.id))
        .outerjoin(Source, col(Source.id) == col(Attribution.source_id))
        .where(
            col(Passage.workspace_id) == document.workspace_id,
            col(Passage.document_id) == document.id,
            col(Attribution.state) != AttributionState.REJECTED.value,
        )
    )
    for content, stance, name, aliases in rows:
        start = content[0][0]
        span = next((one for one in spans if one[0] <= start < one[1]), None)
        if span is not None:
            for called in (name, *(aliases or ())):
                yield span, _folded(called), stance


def _has(relative: Relative, one: DraftAttribution) -> bool:
    there = relative.same.get(one.passage.sentence)
    return there is not None and (there, _speaker(one), one.passage.stance) in relative.statements


def _speaker(one: DraftAttribution) -> str | None:
    passage = one.passage
    return _folded(passage.name or passage.role or passage.organisation)


def _folded(name: str | None) -> str | None:
    return " ".join(name.split()).casefold() if name else None
