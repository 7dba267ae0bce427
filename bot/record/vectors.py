"""The record's vectors: which are missing, and keeping them. Never trusted beyond their words."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
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
from models.vector import ClaimVector
from models.workspace import Workspace

_READ = 5_000


class Kept(Protocol):
    """A row of vectors, as it is read."""

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
    """A claim whose vectors are missing, or were made of other words or by another model."""

    claim_id: int
    revision: int
    text: str
    title: str | None

    @property
    def words(self) -> str:
        return words_of(self.text, self.title)


def words_of(text: str, title: str | None) -> str:
    """By which it is known what a claim's vectors were made from."""
    read = text if title is None else f"{text}\0{title}"
    return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()


def worded(text: str, title: str | None, names: Mentions) -> tuple[str, str | None]:
    """A claim's text and title without the names."""
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


def newest(session: Session, workspace_id: int) -> int:
    """The number of the newest row, 0 where there is none."""
    return session.scalar(_NEWEST, {"workspace_id": workspace_id}) or 0


def count(session: Session, workspace_id: int, model: str) -> int:
    """How many vectors of a model a workspace's claims have."""
    return session.scalar(_COUNT, {"workspace_id": workspace_id, "model": model}) or 0


def of_claims(
    session: Session, workspace_id: int, model: str, claim_ids: Collection[int]
) -> Mapping[int, Kept]:
    """The vectors of some claims, by claim."""
    rows = session.execute(
        _OF_CLAIMS, {"workspace_id": workspace_id, "model": model, "ids": list(claim_ids)}
    )
    return {row.claim_id: row for row in rows}


def wanting(
    session: Session, workspace_id: int, model: str, limit: int, *, after: int, above: int
) -> list[Wanting]:
    """Claims numbered above `above` that changed after revision `after` and want vectors, in the
    words that everybody may read."""
    names = concealed(session, workspace_id)
    rows = session.execute(
        select(
            col(Claim.id),
            col(Claim.revision),
            col(Claim.text),
            title_of_claim().scalar_subquery().label("title"),
        )
        .outerjoin(ClaimVector, _ITS_VECTORS)
        .where(_wants(workspace_id, model), col(Claim.revision) > after, col(Claim.id) > above)
        .order_by(col(Claim.id))
        .limit(limit)
    )
    return [Wanting(row.id, row.revision, *worded(row.text, row.title, names)) for row in rows]


def missing(session: Session, workspace_id: int, model: str) -> int:
    """How many claims want vectors."""
    query = select(func.count(col(Claim.id))).outerjoin(ClaimVector, _ITS_VECTORS)
    return session.scalar(query.where(_wants(workspace_id, model))) or 0


def keep(
    session: Session,
    workspace_id: int,
    model: str,
    some: Sequence[Wanting],
    vectors: Mapping[int, tuple[bytes | None, bytes | None]],
) -> None:
    """Store the vectors of these claims; of those not in `vectors`, note that they still hold.

    Does not commit. A claim that was looked at before by somebody else gets the newer words.
    """
    lock(session, workspace_id)
    known = of_claims(session, workspace_id, model, [one.claim_id for one in some])
    still = [one for one in some if one.claim_id not in vectors]
    for one in still:
        session.execute(
            update(ClaimVector)
            .where(
                col(ClaimVector.workspace_id) == workspace_id,
                col(ClaimVector.claim_id) == one.claim_id,
                col(ClaimVector.words) == one.words,
            )
            .values(revision=one.revision)
        )
    fresh = [
        one
        for one in some
        if one.claim_id in vectors
        and not ((old := known.get(one.claim_id)) and old.words == one.words)
    ]
    for batch in batches([one.claim_id for one in fresh]):
        session.execute(
            delete(ClaimVector).where(
                col(ClaimVector.workspace_id) == workspace_id, col(ClaimVector.claim_id).in_(batch)
            )
        )
    if fresh:
        session.execute(
            insert(table_of(ClaimVector)),
            [
                {
                    "workspace_id": workspace_id,
                    "claim_id": one.claim_id,
                    "model": model,
                    "words": one.words,
                    "revision": one.revision,
                    "text": vectors[one.claim_id][0],
                    "title": vectors[one.claim_id][1],
                }
                for one in fresh
            ],
        )


def revisions(session: Session) -> dict[int, int]:
    """Every workspace's revision."""
    return {row.id: row.revision for row in session.execute(_REVISIONS)}


_ITS_VECTORS = and_(
    col(ClaimVector.workspace_id) == col(Claim.workspace_id),
    col(ClaimVector.claim_id) == col(Claim.id),
)


def _wants(workspace_id: int, model: str) -> ColumnElement[bool]:
    return and_(
        col(Claim.workspace_id) == workspace_id,
        col(Claim.state) != ClaimState.DRAFT.value,
        or_(
            col(ClaimVector.id).is_(None),
            col(ClaimVector.model) != model,
            col(ClaimVector.revision) < col(Claim.revision),
        ),
    )


_COLUMNS = (
    col(ClaimVector.id),
    col(ClaimVector.claim_id),
    col(ClaimVector.words),
    col(ClaimVector.text),
    col(ClaimVector.title),
)
_NEWEST = select(func.max(col(ClaimVector.id))).where(
    col(ClaimVector.workspace_id) == bindparam("workspace_id")
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
