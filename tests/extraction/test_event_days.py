"""The day of an event is no claim's own time; the day as of which its figure holds is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.claim_text import Worded
from bot.extraction.claims import FoundClaims, proposed_claim
from bot.extraction.draft import DraftPassage, Pattern
from bot.extraction.event_days import without_event_days

THURSDAY = date(2026, 3, 5)


PASSAGE = DraftPassage(next(iter(Pattern)), ((0, 9),), (0, 9))


def time_of(words: str) -> str | None:
    return proposed_claim(Worded(words), PASSAGE, None, THURSDAY, lambda _: FoundClaims()).time


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday's blast killed 78 people.",
        "Yesterday’s landslide buried 40 houses.",
        "The 3 March fire killed 78 people.",
        "The Tuesday night raid left 12 dead.",
        "The blast on Tuesday killed 78 people.",
        "The attack on the market on Tuesday wounded 31 people.",
        "78 people were killed in the fire that broke out on 2 March.",
        "Twelve miners died after a tunnel collapsed on Monday.",
        "When a ferry sank on 2 March, 40 passengers drowned.",
        "12 soldiers were killed in the 2 March 2026 ambush.",
        "78 people died in Tuesday's explosion at the port.",
    ],
)
def test_the_day_of_an_event_is_not_that_of_its_toll(words: str) -> None:
    assert time_of(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("As of 3 March 78 people had been killed.", "2026-03-03"),
        ("By Tuesday evening 78 people had been killed.", "2026-03-03"),
        ("On 3 March the toll stood at 78.", "2026-03-03"),
        ("The March 3 toll was 78.", "2026-03-03"),
        ("Tuesday's death toll was 78.", "2026-03-03"),
        ("The toll of Tuesday's blast stood at 78 on Wednesday.", "2026-03-04"),
        ("Monday's earthquake left 3,400 people homeless by Wednesday.", "2026-03-04"),
        ("By Wednesday 31 people hurt in Tuesday's attack were in hospital.", "2026-03-04"),
        ("The number of the missing fell to 7 on Wednesday.", "2026-03-04"),
        ("On 3 March 2026 the flood had displaced 3,400 people.", "2026-03-03"),
        ("In February 2026 prices rose 3 percent.", "2026-02"),
        ("The warehouse held 2,750 tonnes on Tuesday.", "2026-03-03"),
    ],
)
def test_the_day_as_of_which_a_figure_holds_is_the_claims_time(words: str, day: str) -> None:
    assert time_of(words) == day


def test_a_claim_without_a_figure_keeps_the_day_of_its_event() -> None:
    assert time_of("Tuesday's blast damaged the bridge.") == "2026-03-03"


def test_a_month_keeps_its_capital_at_the_beginning_of_a_claim() -> None:
    said = Worded("On Tuesday 78 people were killed.")
    claim = proposed_claim(said, PASSAGE, None, THURSDAY, lambda _: FoundClaims())
    assert claim.text == "On 3 March 2026 78 people were killed."


@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            "the Tuesday's 3 March 2026 blast on by when a ship sank , 78 people".split()
        ),
        max_size=14,
    ).map(" ".join)
)
def test_nothing_is_added_and_words_keep_their_order(words: str) -> None:
    left = iter(words)
    assert all(
        any(char == other for other in left)
        for char in without_event_days(words)
        if not char.isspace()
    )
