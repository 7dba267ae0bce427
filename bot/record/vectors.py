"""The record's vectors: which are missing, and storing them. A vector counts only for its words."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.record.batches import batches, table_of
from bot.record.concealing import concealed, without_names
from bot.record.workspaces import lock
from models.record import Attribution, AttributionState, Claim, ClaimState, Document, Passage
from models.vector import ClaimVector, MultilingualVector
from models.workspace import Workspace

VectorTable = type[ClaimVector] | type[MultilingualVector]

_READ = 5_000


class Kept(Protocol):
    """A row of vectors, as read."""

    @property
    def claim_id(self) -> int: ...
    @property
    def words(self) -> str: ...
    @property
    def text(self) -> bytes | None: ...
    @property
    def title(self) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Wanting:
    """A claim whose vectors are missing or were made from other words or by another model."""

    claim_id: int
    revision: int
    text: str
    title: str | None

    @property
    def words(self) -> str:
        return words_of(self.text, self.title)


def words_of(text: str, title: str | None) -> str:
    """A digest of the words that a claim's vectors were made from."""
    read = text if title is None else f"{text}\0{title}"
    return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()


def worded(text: str, title: str | None, names: Mentions) -> tuple[str, str | None]:
    """A claim's text and title without the confidential names."""
    if not names:
        return text, title
    return without_names(names, text), without_names(names, title) if title else title


def title_of_claim() -> Select[str | None]:
    """The title of the article a claim was first found in, for a query on Claim."""
    return (
        select(col(Document.title))
        .join(Passage, col(Passage.document_id) == col(Document.id))
        .join(Attribution, col(Attribution.passage_id) == col(Passage.id))
        .where(
            col(Attribution.workspace_id) == col(Claim.workspace_id),
            col(Attribution.claim_id) == col(Claim.id),
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Document.title).is_not(None),
        )
        .order_by(col(Attribution.id))
        .limit(1)
        .correlate(Claim)
    )


def since(session: Session, workspace_id: int, model: str, seen: int) -> Iterator[Kept]:
    """The vectors of a model that were written after row `seen`, in that order."""
    rows = session.execute(
        select(*_COLUMNS)
        .where(
            col(ClaimVector.workspace_id) == workspace_id,
            col(ClaimVector.model) == model,
            col(ClaimVector.id) > seen,
        )
        .order_by(col(ClaimVector.id))
        .execution_options(yield_per=_READ)
    )
    return iter(rows)


def newest(session: Session, workspace_id: int, table: VectorTable = ClaimVector) -> int:
    """The id of the newest row, 0 if there is none."""
    return session.scalar(_newest(table), {"workspace_id": workspace_id}) or 0


def count(session: Session, workspace_id: int, model: str) -> int:
    """How many vectors of a model a workspace's claims have."""
    return session.scalar(_COUNT, {"workspace_id": workspace_id, "model": model}) or 0


def words_by_claim(
    session: Session,
    workspace_id: int,
    model: str,
    claim_ids: Collection[int],
    table: VectorTable = ClaimVector,
) -> Mapping[int, str]:
    """By claim, the digest of the words that its vectors were made from."""
    rows = session.execute(
        select(col(table.claim_id), col(table.words)).where(
            col(table.workspace_id) == workspace_id,
            col(table.model) == model,
            col(table.claim_id).in_(claim_ids),
        )
    )
    return {row.claim_id: row.words for row in rows}


def of_claims(
    session: Session, workspace_id: int, model: str, claim_ids: Collection[int]
) -> Mapping[int, Kept]:
    """The vectors of some claims, by claim."""
    rows = session.execute(
        _OF_CLAIMS, {"workspace_id": workspace_id, "model": model, "ids": list(claim_ids)}
    )
    return {row.claim_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Sought:
    """Which vectors are meant: the workspace, the model that made them, and their table."""

    workspace_id: int
    model: str
    table: VectorTable = ClaimVector


def wanting(
    session: Session, sought: Sought, limit: int, *, after: int, above: int
) -> list[Wanting]:
    """Claims with ids above `above` that changed after revision `after` and need vectors, in the
    words that every reader may see; titles only if the table has vectors of titles."""
    workspace_id, table = sought.workspace_id, sought.table
    title: Any = title_of_claim().scalar_subquery() if table is ClaimVector else _NO_TITLE
    names = concealed(session, workspace_id)
    rows = session.execute(
        select(
            col(Claim.id),
            col(Claim.revision),
            col(Claim.text),
            title.label("title"),
        )
        .outerjoin(table, _its_vectors(table))
        .where(_wants(sought), col(Claim.revision) > after, col(Claim.id) > above)
        .order_by(col(Claim.id))
        .limit(limit)
    )
    return [Wanting(row.id, row.revision, *worded(row.text, row.title, names)) for row in rows]


def missing(session: Session, sought: Sought) -> int:
    """How many claims need vectors."""
    table = sought.table
    query = select(func.count(col(Claim.id))).outerjoin(table, _its_vectors(table))
    return session.scalar(query.where(_wants(sought))) or 0


def keep(
    session: Session,
    sought: Sought,
    some: Sequence[Wanting],
    vectors: Mapping[int, Mapping[str, bytes | str | None]],
) -> None:
    """Store the vectors of these claims, each with its columns by name. Claims not in `vectors`
    keep theirs and are marked as up to date.

    Does not commit. A claim that another process looked at before gets the newer words.
    """
    workspace_id, model, table = sought.workspace_id, sought.model, sought.table
    lock(session, workspace_id)
    ids = [one.claim_id for one in some]
    known = words_by_claim(session, workspace_id, model, ids, table)
    still = [one for one in some if one.claim_id not in vectors]
    for one in still:
        session.execute(
            update(table)
            .where(
                col(table.workspace_id) == workspace_id,
                col(table.claim_id) == one.claim_id,
                col(table.words) == one.words,
            )
            .values(revision=one.revision)
        )
    fresh = [
        one for one in some if one.claim_id in vectors and known.get(one.claim_id) != one.words
    ]
    for batch in batches([one.claim_id for one in fresh]):
        session.execute(
            delete(table).where(
                col(table.workspace_id) == workspace_id, col(table.claim_id).in_(batch)
            )
        )
    if fresh:
        session.execute(
            insert(table_of(table)),
            [
                {
                    "workspace_id": workspace_id,
                    "claim_id": one.claim_id,
                    "model": model,
                    "words": one.words,
                    "revision": one.revision,
                    **vectors[one.claim_id],
                }
                for one in fresh
            ],
        )


def revisions(session: Session) -> dict[int, int]:
    """Every workspace's revision."""
    return {row.id: row.revision for row in session.execute(_REVISIONS)}


def _its_vectors(table: VectorTable) -> ColumnElement[bool]:
    return and_(
        col(table.workspace_id) == col(Claim.workspace_id), col(table.claim_id) == col(Claim.id)
    )


def _wants(sought: Sought) -> ColumnElement[bool]:
    table = sought.table
    return and_(
        col(Claim.workspace_id) == sought.workspace_id,
        col(Claim.state) != ClaimState.DRAFT.value,
        or_(
            col(table.id).is_(None),
            col(table.model) != sought.model,
            col(table.revision) < col(Claim.revision),
        ),
    )


@cache
def _newest(table: VectorTable) -> Select[int | None]:
    """Built once: building a query takes longer than running it."""
    return select(func.max(col(table.id))).where(
        col(table.workspace_id) == bindparam("workspace_id")
    )


_NO_TITLE = literal(None, Text)


_COLUMNS = (
    col(ClaimVector.id),
    col(ClaimVector.claim_id),
    col(ClaimVector.words),
    col(ClaimVector.text),
    col(ClaimVector.title),
)
_COUNT = select(func.count(col(ClaimVector.text)) + func.count(col(ClaimVector.title))).where(
    col(ClaimVector.workspace_id) == bindparam("workspace_id"),
    col(ClaimVector.model) == bindparam("model"),
)
_OF_CLAIMS = select(*_COLUMNS).where(
    col(ClaimVector.workspace_id) == bindparam("workspace_id"),
    col(ClaimVector.model) == bindparam("model"),
    col(ClaimVector.claim_id).in_(bindparam("ids", expanding=True)),
)
_REVISIONS = select(col(Workspace.id), col(Workspace.revision))
