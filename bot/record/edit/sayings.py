"""Finds the texts on record that say names of confidential sources, and gives them other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.record.change import Change
from bot.record.concealing import (
    CLAIM_TEXTS,
    concealed,
    confidential,
    quoted_without,
    without_names,
)
from bot.record.edit.claims import edit_claim, fields_of
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    ClaimState,
    Document,
    Passage,
    Source,
)

_READ = 2_000


@dataclass(frozen=True, slots=True)
class Saying:
    """A text on record with a confidential name in it.

    `entity`, `row_id` and `field` say where it is (the entity is "claim", "attribution", "document"
    or "source"). `instead` is what other readers see in its place, None if they see nothing of it.
    """

    entity: str
    row_id: int
    key: str
    field: str
    text: str
    instead: str | None


def sayings(session: Session, workspace_id: int) -> Iterator[Saying]:
    """All texts of the record that say a confidential name, except those of drafts.

    These are texts of claims, quotes and what they refer to, titles and addresses of documents, and
    names and roles of other sources.
    """
    names = concealed(session, workspace_id)
    if not names:
        return
    yield from _in_claims(session, workspace_id, names)
    yield from _in_quotes(session, workspace_id, names)
    yield from _in_documents(session, workspace_id, names)
    yield from _in_sources(session, workspace_id, names)


def reword(change: Change, claim_id: int, to: Mapping[str, str]) -> None:
    """Give fields of a claim other words, all at once; an empty text clears the field. Does not
    commit.

    Raises RefusalError if a field cannot have that text, or if it still names a confidential
    source.
    """
    changed: dict[str, Any] = {name: " ".join(words.split()) for name, words in to.items()}
    edit_claim(
        change,
        claim_id,
        replace(fields_of(change.session.get_one(Claim, claim_id)), **changed),
        seen=None,
    )


def _in_claims(session: Session, workspace_id: int, names: Mentions) -> Iterator[Saying]:
    rows = session.scalars(
        select(Claim)
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.state) != ClaimState.DRAFT.value,
            col(Claim.merged_into_id).is_(None),
        )
        .order_by(col(Claim.id))
        .execution_options(yield_per=_READ)
    )
    for claim in rows:
        given = {name: getattr(claim, name) for name in CLAIM_TEXTS}
        yield from _found(names, "claim", claim.id, claim.key, given)


def _in_quotes(session: Session, workspace_id: int, names: Mentions) -> Iterator[Saying]:
    rows = session.execute(
        select(
            col(Attribution.id),
            col(Attribution.key),
            col(Passage.content),
            col(Passage.antecedent),
            col(Document.text),
        )
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.state) == AttributionState.APPROVED.value,
        )
        .order_by(col(Attribution.id))
        .execution_options(yield_per=_READ)
    )
    for row_id, key, content, antecedent, text in rows:
        for field, spans in (("quote", content), ("antecedent", antecedent)):
            said = " … ".join(text[start:end] for start, end in spans or ())
            if names.in_text(said):
                yield Saying("attribution", row_id, key, field, said, quoted_without(names, said))


def _in_documents(session: Session, workspace_id: int, names: Mentions) -> Iterator[Saying]:
    rows = session.execute(
        select(col(Document.id), col(Document.key), col(Document.title), col(Document.url))
        .where(col(Document.workspace_id) == workspace_id)
        .order_by(col(Document.id))
        .execution_options(yield_per=_READ)
    )
    for row_id, key, title, url in rows:
        yield from _found(names, "document", row_id, key, {"title": title})
        if names.in_address(url):
            yield Saying("document", row_id, key, "address", url, None)


def _in_sources(session: Session, workspace_id: int, names: Mentions) -> Iterator[Saying]:
    """The sayings in other sources; confidential ones are left out, since nothing of them is
    shown."""

    hidden = confidential(session, workspace_id)
    rows = session.scalars(
        select(Source).where(col(Source.workspace_id) == workspace_id).order_by(col(Source.id))
    )
    for source in rows:
        if source.id not in hidden:
            given = {"name": source.name, "role": source.role}
            yield from _found(names, "source", source.id, source.key, given)
            for alias in source.aliases or ():
                if names.in_text(alias):
                    yield Saying("source", source.id or 0, source.key, "other name", alias, None)


def _found(
    names: Mentions, entity: str, row_id: int | None, key: str, given: Mapping[str, str | None]
) -> Iterator[Saying]:
    for field, text in given.items():
        if text and names.in_text(text):
            yield Saying(entity, row_id or 0, key, field, text, without_names(names, text))
