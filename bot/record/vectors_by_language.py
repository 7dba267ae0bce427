"""The vectors of the multilingual model, read by language. `bot.record.vectors` stores them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from sqlalchemy import bindparam, exists, func, or_, select
from sqlmodel import Session, col

from models.vector import MultilingualVector

_READ = 5_000


class KeptInLanguage(Protocol):
    """A row of the multilingual model's vectors, as read."""

    @property
    def claim_id(self) -> int: ...
    @property
    def words(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def text(self) -> bytes | None: ...


def since_in_languages(
    session: Session, workspace_id: int, model: str, seen: int
) -> Iterator[KeptInLanguage]:
    """The vectors of the multilingual model that were written after row `seen`, in that order."""
    table = MultilingualVector
    rows = session.execute(
        select(
            col(table.id), col(table.claim_id), col(table.words), col(table.language),
            col(table.text),
        )
        .where(
            col(table.workspace_id) == workspace_id, col(table.model) == model, col(table.id) > seen
        )
        .order_by(col(table.id))
        .execution_options(yield_per=_READ)
    )  # fmt: skip
    return iter(rows)


def count_in_languages(session: Session, workspace_id: int, model: str) -> int:
    """How many vectors of the multilingual model a workspace's claims have."""
    table = MultilingualVector
    query = select(func.count(col(table.text))).where(
        col(table.workspace_id) == workspace_id, col(table.model) == model
    )
    return session.scalar(query) or 0


def are_in_others(session: Session, workspace_id: int, code: str) -> bool:
    """Whether vectors of claims in languages other than `code` are stored."""
    return bool(session.scalar(_IN_OTHERS, {"workspace_id": workspace_id, "code": code}))


_IN_LANGUAGE = exists().where(
    col(MultilingualVector.workspace_id) == bindparam("workspace_id"),
)
# Two ranges of the index: "not equal" would read all of it.
_IN_OTHERS = select(
    or_(
        _IN_LANGUAGE.where(col(MultilingualVector.language) < bindparam("code")),
        _IN_LANGUAGE.where(col(MultilingualVector.language) > bindparam("code")),
    )
)
