"""Finds the claims that a statement may be about, by words and vectors, and ranks them.

The index is kept up to date with the record. Claims are looked up in the text that everyone may
read, without the names of confidential sources: if a name brought a claim up, that would tell who
spoke.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.check.model import Model, no_model
from bot.check.taking_in import record_of, take_changes, take_in
from bot.check.texts import Row, texts_of, titled
from bot.language.foreign import read
from bot.language.languages import ENGLISH, language
from bot.language.mentions import Mentions
from bot.language.reading import Reading
from bot.matching.index import ClaimIndex
from bot.matching.likeness import Signals, signals, wording
from bot.matching.score import similarity
from bot.record import vectors as kept
from bot.record.concealing import NOBODY, concealed
from bot.record.holdings import holdings

if TYPE_CHECKING:
    from bot.check.kept import KeptCopies
    from bot.matching.embeddings import Embedder
    from bot.matching.vectors import Vector, Vectors

MOST_IN_MEMORY = 200_000
"""Vectors of one workspace that are searched exactly (0.3 GB). Of a larger record only the
vectors of candidates that their words brought up are read."""

_NEAREST = 30
"""Claims that are taken as candidates because their vectors are near."""

_READ = 16
"""Candidates that are scored in full; scoring 60 gained nothing on the benchmarks' dev splits."""

_THE_SAME_WORDS = 0.9
"""The similarity from which a statement counts as being in a claim's own words."""

_UNKNOWN_COSINE = 0.3  # of a claim whose vector has not been made yet

_ORDER = 0.35
"""The weight of the rank by words beside the cosine, when the candidates to score are chosen."""

_EMBEDDED_AT_ONCE = 2
_REMEMBERED = 64  # statements whose vectors are kept: one question is looked up several times

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Near:
    """A claim that a statement may be about."""

    claim_id: int
    text: str
    title: str | None
    signals: Signals


class Retrieval:
    """Finds claims. One per process; safe to share between threads."""

    def __init__(
        self,
        model: Model = no_model,
        most_in_memory: int = MOST_IN_MEMORY,
        copies: KeptCopies | None = None,
    ) -> None:
        self._model = model
        self._copies = copies
        self._lost: dict[int, int] = {}
        self._most_in_memory = most_in_memory
        self.index = ClaimIndex()
        self._revisions: dict[int, int] = {}
        self._names: dict[int, Mentions] = {}
        self._vectors: dict[int, _Seen] = {}
        self._refreshing = threading.Lock()
        self._embedding = ThreadPoolExecutor(_EMBEDDED_AT_ONCE, "embedding")
        self._asked: OrderedDict[str, Future[Vector | None]] = OrderedDict()
        self._asking = threading.Lock()

    def near(self, session: Session, workspace_id: int, reading: Reading) -> list[Near]:
        """The likeliest claims, best first. `refresh` must have been called before.

        A statement in a claim's own words needs no vectors: it is looked up by its words alone.
        """
        names = self._names.get(workspace_id, NOBODY)
        by_words = self.index.candidates(workspace_id, reading)
        texts = texts_of(session, workspace_id, names, by_words)
        overlaps = self.index.overlaps(reading, list(texts.values()))
        order = [one for _, one in sorted(zip(overlaps, texts, strict=True), key=_most_first)]
        if order and self._similarity(reading, texts[order[0]]) >= _THE_SAME_WORDS:
            rows = titled(session, workspace_id, names, {one: texts[one] for one in order[:_READ]})
            return self._scored(reading, rows, {})
        rows = titled(session, workspace_id, names, {one: texts[one] for one in order})
        newest = kept.newest(session, workspace_id)
        coming = self._vector(reading.text) if newest else None
        seen = self._fresh_vectors(session, workspace_id, newest)
        vector = coming.result() if coming and seen else None
        if vector is None:
            alike = {one.id: self._similarity(reading, one.text) for one in rows[:_READ]}
            scored = self._scored(reading, rows[:_READ], {})
            return sorted(scored, key=lambda one: -alike[one.claim_id])
        if seen is not None and seen.vectors is not None:
            found = seen.vectors.against(vector)
            known = {one.id for one in rows}
            more = [one for one in found.nearest(_NEAREST) if one not in known]
            texts = texts_of(session, workspace_id, names, more)
            rows += titled(session, workspace_id, names, texts)
            cosines = {one.id: found.of(one.id, one.words) for one in rows}
        else:
            cosines = self._stored_cosines(session, workspace_id, vector, rows)
        return self._scored(reading, _likeliest(rows, cosines, by_words), cosines)

    def refresh(self, session: Session, workspace_id: int, revision: int | None = None) -> None:
        """Take in the claims that changed since the last time. If none did, this costs one small
        query, or none if the workspace's `revision` is passed (`Holdings`).

        A claim's revision is its workspace's revision at the commit. Commits of one workspace are
        in the order of revisions, so nothing that was committed is missed.
        """
        if revision is None:
            revision = holdings(session, workspace_id).revision
        if self._revisions.get(workspace_id, -1) < revision:
            with self._refreshing:
                self._read_claims(session, workspace_id, revision)

    def _similarity(self, reading: Reading, text: str) -> float:
        return similarity(reading, read(text), self.index.weight)

    def _scored(
        self, reading: Reading, rows: Sequence[Row], cosines: Mapping[int, float | None]
    ) -> list[Near]:
        weight, length = self.index.weight, self.index.mean_length
        shared = _shared_titles(rows)
        ours = wording(reading.text, weight)
        scored = []
        for one in rows:
            theirs = wording(one.text, weight, None if one.title in shared else one.title)
            cosine = cosines.get(one.id)
            found = signals(ours, theirs, weight, cosine=cosine, mean_length=length)
            scored.append(Near(one.id, one.text, one.title, found))
        return sorted(scored, key=lambda one: (-one.signals.score, one.claim_id))

    def _fresh_vectors(self, session: Session, workspace_id: int, newest: int) -> _Seen | None:
        """The vectors up to row `newest`; None without a model, or if there are no vectors."""
        if self._vectors.get(workspace_id, _NONE_SEEN).newest < newest:
            model = self._model()
            if model is None:
                return None
            with self._refreshing:
                self._read_vectors(session, workspace_id, model, newest)
        return self._vectors.get(workspace_id)

    def _read_claims(self, session: Session, workspace_id: int, revision: int) -> None:
        seen = self._revisions.get(workspace_id, -1)
        if seen >= revision:
            return
        # Claims that a name was taken out of, or put back into, have this revision too.
        names = self._names[workspace_id] = concealed(session, workspace_id)
        if seen < 0:
            take_in(session, self.index, self._copies, workspace_id, revision, names)
            self._revisions[workspace_id] = revision
            return
        replaced = take_changes(session, self.index, workspace_id, (seen, revision), names)
        if replaced:
            self._lost[workspace_id] = revision
        self._delete_copies(session, workspace_id)
        self._revisions[workspace_id] = revision

    def _delete_copies(self, session: Session, workspace_id: int) -> None:
        """Those that have words which the record has lost; also one that another process was still
        making when that was seen."""
        lost = self._lost.get(workspace_id)
        if self._copies is not None and lost is not None:
            record = record_of(session, workspace_id)
            if record is not None:
                self._copies.delete(record, before=lost)

    def _read_vectors(
        self, session: Session, workspace_id: int, model: Embedder, newest: int
    ) -> None:
        from bot.matching.vectors import Stored, Vectors

        seen = self._vectors.get(workspace_id, _NONE_SEEN)
        vectors = seen.vectors
        if seen is _NONE_SEEN:
            rows = kept.count(session, workspace_id, model.model)
            vectors = Vectors(model.dimensions) if rows <= self._most_in_memory else None
        if vectors is not None:
            vectors.put(
                Stored(row.claim_id, row.words, row.text, row.title)
                for row in kept.since(session, workspace_id, model.model, seen.newest)
            )
            if len(vectors) > self._most_in_memory:
                vectors = None
        self._vectors[workspace_id] = _Seen(vectors, newest)

    def _vector(self, text: str) -> Future[Vector | None]:
        with self._asking:
            found = self._asked.pop(text, None)
            if found is None or _failed(found):
                found = self._embedding.submit(self._embedded, text)
            self._asked[text] = found
            if len(self._asked) > _REMEMBERED:
                self._asked.popitem(last=False)
            return found

    def _embedded(self, text: str) -> Vector | None:
        model = self._model() if language(text) == ENGLISH else None
        if model is None:
            return None
        vector: Vector = model.embed([text])[0]
        return vector

    def _stored_cosines(
        self, session: Session, workspace_id: int, vector: Vector, rows: Sequence[Row]
    ) -> dict[int, float | None]:
        """The cosines of claims whose vectors are not in memory."""
        model = self._model()
        if model is None:
            return {}
        from bot.matching.vectors import Stored, cosine

        words = {one.id: one.words for one in rows}
        return {
            claim_id: cosine(vector, Stored(claim_id, row.words, row.text, row.title))
            for claim_id, row in kept.of_claims(session, workspace_id, model.model, words).items()
            if row.words == words[claim_id]
        }


def _most_first(one: tuple[float, int]) -> tuple[float, int]:
    return -one[0], one[1]


def _failed(asked: Future[Vector | None]) -> bool:
    """Whether computing the vector has failed: if so, the next caller tries again."""
    return asked.done() and (asked.cancelled() or asked.exception() is not None)


def _likeliest(
    rows: Sequence[Row], cosines: Mapping[int, float | None], by_words: Sequence[int]
) -> list[Row]:
    """Those that are worth scoring in full."""
    places = {claim_id: at for at, claim_id in enumerate(by_words)}

    def promise(one: Row) -> float:
        at = places.get(one.id, _NEAREST)
        cosine = cosines.get(one.id)
        near = _UNKNOWN_COSINE if cosine is None else cosine
        return near + _ORDER * max(0.0, 1 - at / _NEAREST)

    return sorted(rows, key=promise, reverse=True)[:_READ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The vectors up to row `newest`; None if they are too many for the memory."""

    vectors: Vectors | None
    newest: int


_NONE_SEEN = _Seen(None, 0)


def _shared_titles(rows: Sequence[Row]) -> Collection[str | None]:
    """Titles that several candidates have: they tell nothing between those."""
    return {title for title, n in Counter(one.title for one in rows).items() if n > 1}
