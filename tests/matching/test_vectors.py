"""Exact search over vectors in memory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.vectors import Stored, Vectors, cosine

SIZE = 4


def row(*values: float) -> bytes:
    vector = np.array(values, "<f4")
    return (vector / np.linalg.norm(vector)).astype("<f4").tobytes()


EAST, NORTH, UP = row(1, 0, 0, 0), row(0, 1, 0, 0), row(0, 0, 1, 0)


def held(*some: Stored) -> Vectors:
    vectors = Vectors(SIZE)
    vectors.put(some)
    return vectors


def asked(raw: bytes) -> np.ndarray:
    return np.frombuffer(raw, "<f4")


def test_the_nearest_come_first_by_text_or_title() -> None:
    found = held(
        Stored(1, "a", EAST, None), Stored(2, "b", NORTH, row(1, 0.1, 0, 0)), Stored(3, "c", UP, UP)
    ).against(asked(EAST))
    assert found.nearest(2) == [1, 2]
    assert found.of(1, "a") == pytest.approx(1)
    assert found.of(2, "b") == pytest.approx(0.995, abs=0.001)


def test_a_vector_of_other_words_is_not_trusted() -> None:
    found = held(Stored(1, "as it was", EAST, None)).against(asked(EAST))
    assert found.of(1, "as it is") is None
    assert found.of(9, "as it is") is None


def test_a_new_vector_replaces_the_old_one() -> None:
    vectors = held(Stored(1, "a", EAST, UP))
    vectors.put([Stored(1, "b", NORTH, None)])
    found = vectors.against(asked(EAST))
    assert found.of(1, "b") == pytest.approx(0)
    assert found.of(1, "a") is None
    assert found.nearest(5) == [1]


def test_a_claim_without_vectors_is_forgotten() -> None:
    vectors = held(Stored(1, "a", EAST, None))
    vectors.put([Stored(1, "a", None, None)])
    assert vectors.against(asked(EAST)).nearest(5) == []


def test_nothing_is_near_in_an_empty_record() -> None:
    assert held().against(asked(EAST)).nearest(3) == []


def test_one_claims_vectors_read_by_themselves() -> None:
    assert cosine(asked(EAST), Stored(1, "a", NORTH, EAST)) == pytest.approx(1)
    assert cosine(asked(EAST), Stored(1, "a", None, None)) is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3_000), st.integers(1, 20))
def test_the_search_is_exact(seed: int, number: int, limit: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(number, SIZE)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = held(*(Stored(n, "w", one.tobytes(), None) for n, one in enumerate(rows)))
    found = vectors.against(rows[0]).nearest(limit)
    values = rows @ rows[0]
    best = np.sort(values)[::-1][: min(limit, number)]
    assert values[found] == pytest.approx(best, abs=1e-6)
