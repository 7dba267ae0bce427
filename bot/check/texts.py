"""The texts and titles of candidates, as everyone may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import Session

from bot.language.mentions import Mentions
from bot.record.batches import table_of
from bot.record.concealing import without_names
from bot.record.vectors import title_of_claim, words_of
from models.record import Claim, ClaimState


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate."""

    id: int
    text: str
    title: str | None

    @property
    def words(self) -> str:
        return words_of(self.text, self.title)


def texts_of(
    session: Session, workspace_id: int, names: Mentions, ids: Sequence[int]
) -> dict[int, str]:
    """The claims' texts without the names, by number, in the order of numbers; no drafts."""
    if not ids:
        return {}
    found = session.execute(_TEXTS, {"workspace_id": workspace_id, "ids": ids})
    if not names:
        return dict(found.all())
    return {number: without_names(names, text) for number, text in found}


def titled(
    session: Session, workspace_id: int, names: Mentions, texts: Mapping[int, str]
) -> list[Row]:
    """The claims with these texts, in their order."""
    if not texts:
        return []
    found = session.execute(_TITLES, {"workspace_id": workspace_id, "ids": list(texts)})
    titles: dict[int, str | None] = dict(found.all())
    if names:
        titles = {n: without_names(names, title) for n, title in titles.items() if title}
    return [Row(number, text, titles.get(number)) for number, text in texts.items()]


# Made once: putting a query together takes longer than running it.
_CLAIM = table_of(Claim).c
_TEXTS = (
    select(_CLAIM.id, _CLAIM.text)
    .where(
        _CLAIM.workspace_id == bindparam("workspace_id"),
        _CLAIM.id.in_(bindparam("ids", expanding=True)),
        _CLAIM.state != ClaimState.DRAFT.value,
    )
    .order_by(_CLAIM.id)
)
_TITLES = select(_CLAIM.id, title_of_claim().scalar_subquery()).where(
    _CLAIM.workspace_id == bindparam("workspace_id"),
    _CLAIM.id.in_(bindparam("ids", expanding=True)),
)
