"""Exact search by cosine over the vectors of one workspace's record, in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

_NOBODY = -1
_FIRST_ROWS = 1_024


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim's vectors as stored: unit length, little-endian 32-bit floats.

    `words` is the sha256 of the texts from which they were made.
    """

    claim_id: int
    words: str
    text: bytes | None
    title: bytes | None

    def rows(self) -> list[Vector]:
        return [np.frombuffer(raw, "<f4") for raw in (self.text, self.title) if raw]


class Vectors:
    """The vectors of one workspace. One thread writes at a time; searches need not wait.

    A claim has one row or two (its text, its title); the nearer one counts.
    """

    def __init__(self, dimensions: int) -> None:
        self._rows = np.zeros((_FIRST_ROWS, dimensions), np.float32)
        self._claims = np.full(_FIRST_ROWS, _NOBODY, np.int64)
        self._used = 0
        self._places: dict[int, tuple[str, tuple[int, ...]]] = {}
        self._writing = threading.Lock()

    def __len__(self) -> int:
        """Rows in memory, including those of replaced vectors."""
        return self._used

    def put(self, some: Iterable[Stored]) -> None:
        """Adds or replaces claims' vectors; a claim given without any is forgotten."""
        with self._writing:
            for one in some:
                _, old = self._places.pop(one.claim_id, ("", ()))
                for row in old:
                    self._claims[row] = _NOBODY
                places = tuple(self._append(one.claim_id, row) for row in one.rows())
                if places:
                    self._places[one.claim_id] = one.words, places

    def _append(self, claim_id: int, row: Vector) -> int:
        place = self._used
        if place == len(self._claims):
            # New arrays: a search in progress keeps the ones with which it began.
            more = np.zeros_like(self._rows)
            self._rows = np.concatenate([self._rows, more])
            self._claims = np.concatenate([self._claims, np.full(place, _NOBODY, np.int64)])
        self._rows[place] = row
        self._claims[place] = claim_id
        self._used = place + 1
        return place

    def against(self, vector: Vector) -> Cosines:
        """The cosine of every claim with a unit vector."""
        used = self._used
        return Cosines(self._rows[:used] @ vector, self._claims[:used], self._places)


@dataclass(frozen=True, slots=True)
class Cosines:
    """The cosines of one search."""

    _values: Vector
    _claims: npt.NDArray[np.int64]
    _places: dict[int, tuple[str, tuple[int, ...]]]

    def nearest(self, limit: int) -> list[int]:
        """The ids of the nearest claims, nearest first."""
        rows = min(2 * limit, len(self._values))  # a claim may have two
        if not rows:
            return []
        top = np.argpartition(-self._values, rows - 1)[:rows]
        top = top[np.argsort(-self._values[top], kind="stable")]
        ids = dict.fromkeys(int(claim) for claim in self._claims[top] if claim != _NOBODY)
        return list(ids)[:limit]

    def of(self, claim_id: int, words: str) -> float | None:
        """A claim's cosine; None if it has no vector, or only one made from other words than
        these."""
        known, places = self._places.get(claim_id, ("", ()))
        reached = [float(self._values[row]) for row in places if row < len(self._values)]
        return max(reached) if reached and known == words else None


def cosine(vector: Vector, stored: Stored) -> float | None:
    """The cosine of one claim, from its stored vectors."""
    return max((float(row @ vector) for row in stored.rows()), default=None)
