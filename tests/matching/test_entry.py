"""What is said of claims when they are put on record."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.duplicates import Entered, content_words, near_duplicates


def claims(*texts: str) -> list[Entered]:
    return [Entered(f"c{number}", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge at Ostra is closed.", 3),
        ("It is closed.", 1),
        ("", 0),
        ("The bridge at Ostra, the bridge, is closed.", 3),
        ("12,500 soldiers have left Ostra.", 4),
        ("大桥已经关闭。", None),
        ("El puente de Ostra está cerrado.", 3),
        ("Der Bürgermeister hat 12 neue Schulen in Lindau eröffnet.", 6),
    ],
)
def test_content_words_are_counted_once_each(text: str, words: int | None) -> None:
    assert content_words(text) == words


def test_a_claim_in_nearly_the_same_words_is_pointed_out() -> None:
    new = claims(
        "The council of Ostra has closed the old bridge to lorries.",
        "Ferries to Varn Island run twice a day in winter.",
        "The council of Ostra closed the old bridge to all lorries.",
    )
    assert near_duplicates(new) == [(2, new[0])]


def test_claims_on_record_count_too() -> None:
    known = Entered("k", "THE COUNCIL OF OSTRA HAS CLOSED THE OLD BRIDGE")
    new = claims("The council of Ostra has closed the old bridge.")
    assert near_duplicates(new, [known]) == [(0, known)]


@pytest.mark.parametrize(
    "other",
    [
        "The council of Ostra has not closed the old bridge to lorries.",
        "The council of Varn has closed the old bridge to lorries.",
        "The council of Ostra has opened the old bridge to lorries.",
        "The council of Ostra is going to meet the unions in May.",
    ],
)
def test_a_claim_that_says_something_else_is_not(other: str) -> None:
    assert (
        near_duplicates(claims("The council of Ostra has closed the old bridge to lorries.", other))
        == []
    )


def test_another_figure_or_another_time_makes_another_claim() -> None:
    words = "More than {} lorries crossed the old bridge at Ostra."
    assert near_duplicates(claims(words.format(400), words.format(900))) == []
    one, two = (Entered(t, words.format(400), (t, "")) for t in ("2024-05-01", "2024-06-01"))
    assert near_duplicates([one, two]) == []


def test_thousands_of_equal_claims_take_no_quadratic_time() -> None:
    words = "The bridge at Ostra over the river was closed for cars in the year"
    alike = claims(*(f"{words} {year}" for year in range(4_000)))
    started = process_time()
    assert near_duplicates(alike) == []
    same = claims(*(f"{words} 2024" for _ in range(4_000)))
    assert len(near_duplicates(same)) == 3_999
    assert process_time() - started < 5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_may_be_entered(texts: list[str]) -> None:
    for position, other in near_duplicates(claims(*texts)):
        assert other.key < f"c{position}"
    for text in texts:
        assert (content_words(text) or 0) >= 0
