"""Which sentences say the same, and that they are found among others in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.same import Sentences, says_the_same

SAME = (
    ("Fourteen people were killed in the collision.", "14 people were killed in the collision."),
    ("The bridge at Ostra is closed.", "the bridge at Ostra is closed"),
    ("More than 10,000 people fled Vell.", "Over 10,000 people fled Vell."),
)
OTHERS = (
    ("14 people were killed in the collision.", "15 people were killed in the collision."),
    ("The depot stored chemicals.", "The depot stored no chemicals."),
    ("The bridge at Ostra is closed.", "The bridge at Vell is closed."),
    ("The bridge at Ostra is closed.", "The bridge at Ostra is closed because of ice."),
    ("The bridge at Ostra is closed.", "The bridge at Ostra may be closed."),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_say_the_same(one: str, other: str) -> None:
    assert says_the_same(one, other)
    assert says_the_same(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_these_do_not(one: str, other: str) -> None:
    assert not says_the_same(one, other)
    assert not says_the_same(other, one)


@settings(max_examples=25)
@given(st.permutations(sorted({one for pair in (*SAME, *OTHERS) for one in pair})))
def test_they_are_found_among_others_in_any_order(texts: list[str]) -> None:
    known = Sentences()
    for number, text in enumerate(texts):
        known.put(number, text)
    for one, other in SAME:
        found = known.saying(one)
        assert found is not None
        assert says_the_same(one, texts[found])
        assert known.saying(other) is not None
