"""Makes the vectors of claims, in batches beside other work, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Engine
from sqlmodel import Session

from bot.language.languages import ENGLISH, language, likely_language
from bot.matching.embeddings import Embedder
from bot.matching.multilingual import LANGUAGES, Multilingual
from bot.record.vectors import (
    Sought,
    VectorTable,
    Wanting,
    keep,
    missing,
    revisions,
    wanting,
    words_by_claim,
)
from models.database import writing
from models.vector import ClaimVector, MultilingualVector

_AT_ONCE = 64
"""Claims of one batch: about a third of a second, and one short transaction."""

Columns = dict[str, bytes | str | None]
"""What a maker knows of one claim, by the columns of its table."""

Report = Callable[[int], object]
"""Called with the number of claims done since the last call."""


@dataclass
class _Pass:
    """How far a workspace has been gone through. All claims up to the revision `done` are done,
    and of those changed since, all with an id up to `above`."""

    done: int = -1
    above: int = -1


class VectorMaker:
    """Makes claims' vectors. Several processes may run it; a claim that two do is stored once."""

    _table: ClassVar[VectorTable] = ClaimVector

    def __init__(self, engine: Engine, embedder: Embedder | Multilingual) -> None:
        self._engine = engine
        self._embedder = embedder
        self._passes: dict[int, _Pass] = {}

    def make(self, limit: int | None = None, report: Report = lambda _: None) -> int:
        """Makes missing vectors, for about `limit` claims at most; gives the number of claims
        done."""
        made = 0
        with Session(self._engine) as session:
            now = revisions(session)
        for workspace_id, revision in now.items():
            where = self._passes.setdefault(workspace_id, _Pass())
            while revision > where.done and (limit is None or made < limit):
                done = self._batch(workspace_id, where)
                if not done:
                    where.done, where.above = revision, -1
                made += done
                report(done)
        return made

    def missing(self) -> int:
        """The number of claims without a vector, over all workspaces."""
        with Session(self._engine) as session:
            return sum(missing(session, self._sought(one)) for one in revisions(session))

    def _batch(self, workspace_id: int, where: _Pass) -> int:
        sought = self._sought(workspace_id)
        with Session(self._engine) as session:
            some = wanting(session, sought, _AT_ONCE, after=where.done, above=where.above)
            if not some:
                return 0
            ids = [one.claim_id for one in some]
            known = words_by_claim(session, workspace_id, sought.model, ids, sought.table)
        new = [one for one in some if known.get(one.claim_id) != one.words]
        vectors = self._embedded(new)
        with Session(writing(self._engine)) as session, session.begin():
            keep(session, sought, some, vectors)
        where.above = some[-1].claim_id
        return len(some)

    def _sought(self, workspace_id: int) -> Sought:
        return Sought(workspace_id, self._embedder.model, self._table)

    def _embedded(self, some: Sequence[Wanting]) -> dict[int, Columns]:
        """The vectors of texts and titles; None for those in a language for which the model was
        not made."""
        texts = [text for one in some for text in (one.text, one.title)]
        known = [n for n, text in enumerate(texts) if text and language(text) == ENGLISH]
        found: list[bytes | None] = [None] * len(texts)
        if known:
            made = self._embedder.embed([texts[n] or "" for n in known])
            for n, row in zip(known, made, strict=True):
                found[n] = row.astype("<f4").tobytes()
        return {
            one.claim_id: {"text": found[2 * n], "title": found[2 * n + 1]}
            for n, one in enumerate(some)
        }


class MultilingualMaker(VectorMaker):
    """Makes the vectors by which claims are found in other languages."""

    _table = MultilingualVector

    def _embedded(self, some: Sequence[Wanting]) -> dict[int, Columns]:
        codes = {one.claim_id: likely_language(one.text) for one in some}
        known = [one for one in some if codes[one.claim_id] in LANGUAGES]
        rows = self._embedder.embed([one.text for one in known]) if known else ()
        made = {
            one.claim_id: row.astype("<f4").tobytes() for one, row in zip(known, rows, strict=True)
        }
        return {number: {"text": made.get(number), "language": codes[number]} for number in codes}
