"""Finds claims in another language than the statement's with the multilingual model. Opt-in.

Sentences in two languages are not compared word by word, so these claims are only ever offered.
Claims are looked up in the words that everyone may read, as in `bot.check.retrieval`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from bot.check.close_look import LookedAt
from bot.check.model import MultilingualModel, multilingual_where_possible
from bot.language.languages import likely_language
from bot.language.mentions import Mentions
from bot.matching.multilingual import LANGUAGES
from bot.record.concealing import concealed
from bot.record.vectors import newest, worded, words_of
from bot.record.vectors_by_language import (
    KeptInLanguage,
    are_in_others,
    count_in_languages,
    since_in_languages,
)
from bot.settings import Settings
from models.record import Claim, ClaimState
from models.vector import MultilingualVector

if TYPE_CHECKING:
    from bot.matching.multilingual import Multilingual
    from bot.matching.vectors import Vector, Vectors

MOST_IN_MEMORY = 200_000
"""Claims of one workspace that are searched (0.4 GB). In a larger record nothing is found across
languages."""

NEAR = 0.55
"""The cosine from which a claim is offered, at the default POSSIBLE_THRESHOLD. Chosen on the
languages of one half of tests/cases/across.json (`python -m benchmarks.across`)."""

_SCORES = ((NEAR, 0.15), (1.0, 0.45))
"""(cosine, score) with a straight line through the two."""

_NEAREST = 6
"""Claims in other languages that are read: three may be offered, and some may be hidden."""

_OF_THE_LIMIT = 0.99
"""The share of MATCH_THRESHOLD that a score may reach at most."""


Look = Callable[[Sequence[int]], Mapping[int, LookedAt]]
"""Reads the claims with these ids, those that may be shown, and compares each."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The score from which a claim is offered, and the score below which claims in another language
    stay, since from there on a claim would be shown."""

    offered: float
    shown: float


class Across:
    """The claims of workspaces by their vectors and languages. Safe to share between threads."""

    def __init__(
        self, model: MultilingualModel, limits: Limits, most_in_memory: int = MOST_IN_MEMORY
    ) -> None:
        self._model = model
        self._limits = limits
        self._most_in_memory = most_in_memory
        self._seen: dict[int, _Seen] = {}
        self._reading = threading.Lock()

    @classmethod
    def of(cls, settings: Settings) -> Across:
        """An instance with the model and the thresholds of the settings."""
        limits = Limits(settings.possible_threshold, settings.match_threshold)
        return cls(multilingual_where_possible(settings), limits)

    def near(
        self,
        session: Session,
        workspace_id: int,
        statement: str,
        known: Mapping[int, LookedAt],
        look: Look,
    ) -> dict[int, LookedAt]:
        """The claims in another language than the statement's, by the id of the claim that answers.

        These are the near ones, and those of `known`, found by names that both have, that are in
        another language. Each is a candidate that its score makes an offer or not, and is never
        shown.
        """
        scores = self.scores(session, workspace_id, statement, known)
        least = self._limits.offered
        wanted = [one for one in scores if one not in known and scores[one] >= least]
        new = look(wanted) if wanted else {}
        found: dict[int, LookedAt] = {}
        for number, score in scores.items():
            one = known.get(number) or new.get(number)
            if one is not None and (number in known or one.page.id not in known):
                found.setdefault(one.page.id, self._offered(one, score))
        return found

    def _offered(self, one: LookedAt, score: float) -> LookedAt:
        score = min(score, self._limits.shown * _OF_THE_LIMIT)
        candidate = replace(
            one.candidate, score=score, alike=score, differences=(), is_whole=False,
            is_telling=False,
        )  # fmt: skip
        return replace(one, candidate=candidate)

    def scores(
        self, session: Session, workspace_id: int, statement: str, among: Collection[int]
    ) -> dict[int, float]:
        """The scores of the nearest claims in other languages, best first, and of the claims in
        `among` that are in other languages. Empty without the model, or if the statement is in none
        of its languages.

        The model is loaded and vectors are read only if there are claims in other languages.
        """
        code = likely_language(statement)
        if code not in LANGUAGES or not are_in_others(session, workspace_id, code):
            return {}
        model = self._model()
        if model is None:
            return {}
        last = newest(session, workspace_id, MultilingualVector)
        others = self._fresh(session, workspace_id, model, last).others(code)
        if not others:
            return {}
        vector: Vector = model.embed([statement])[0]
        found = [one.against(vector) for one in others]
        wanted = {*among, *(number for one in found for number in one.nearest(_NEAREST))}
        words = _words(session, workspace_id, wanted)
        cosines = {
            number: cosine
            for one in found
            for number in words
            if (cosine := one.of(number, words[number])) is not None
        }
        nearest = sorted(cosines, key=lambda number: (-cosines[number], number))
        kept = {*nearest[:_NEAREST], *among}
        return {number: score_of(cosines[number]) for number in nearest if number in kept}

    def _fresh(self, session: Session, workspace_id: int, model: Multilingual, last: int) -> _Seen:
        seen = self._seen.get(workspace_id)
        if seen is not None and seen.newest >= last:
            return seen
        with self._reading:
            seen = self._seen.get(workspace_id)
            if seen is None or seen.newest < last:
                seen = self._read(session, workspace_id, model, last)
                self._seen[workspace_id] = seen
        return seen

    def _read(self, session: Session, workspace_id: int, model: Multilingual, last: int) -> _Seen:
        if count_in_languages(session, workspace_id, model.model) > self._most_in_memory:
            return _Seen(last)
        seen = self._seen.get(workspace_id, _Seen(0))
        languages = dict(seen.by_language)
        rows = since_in_languages(session, workspace_id, model.model, seen.newest)
        _take_in(languages, rows, model.dimensions)
        return _Seen(last, languages)


def score_of(cosine: float) -> float:
    """The score of a claim in another language, 0 to 1; comparable with POSSIBLE_THRESHOLD."""
    (x0, y0), (x1, y1) = _SCORES
    return max(0.0, y0 + (y1 - y0) * (cosine - x0) / (x1 - x0))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The vectors up to row `newest`, by the claims' language; none if there are too many."""

    newest: int
    by_language: Mapping[str, Vectors] = field(default_factory=dict)

    def others(self, code: str) -> list[Vectors]:
        return [some for other, some in self.by_language.items() if other != code and len(some)]


def _take_in(
    languages: dict[str, Vectors], rows: Iterable[KeptInLanguage], dimensions: int
) -> None:
    from bot.matching.vectors import Stored, Vectors

    for row in rows:
        if row.text is not None and row.language not in languages:
            languages[row.language] = Vectors(dimensions)
        # A claim that is now in another language is removed from its old one.
        for code, vectors in languages.items():
            text = row.text if code == row.language else None
            vectors.put([Stored(row.claim_id, row.words, text, None)])


def _words(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, str]:
    """By claim, its words as everyone may read them now; vectors of other words do not count."""
    if not ids:
        return {}
    names: Mentions = concealed(session, workspace_id)
    rows = session.execute(_TEXTS, {"workspace_id": workspace_id, "ids": list(ids)})
    return {row.id: words_of(*worded(row.text, None, names)) for row in rows}


# Built once: building a query takes longer than running it.
_TEXTS = select(col(Claim.id), col(Claim.text)).where(
    col(Claim.workspace_id) == bindparam("workspace_id"),
    col(Claim.id).in_(bindparam("ids", expanding=True)),
    col(Claim.state) != ClaimState.DRAFT.value,
)
