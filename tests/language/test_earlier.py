"""Figures that a sentence gives as what it was before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.earlier import present, without_earlier
from bot.language.quantities import quantities

MOVES = """
The toll rose from 78 to 135.|135|The toll rose to 135.
The toll stood at 135, up from 78.|135|The toll stood at 135.
135 people were killed, up from 78.|135|135 people were killed.
The ministry revised the number of dead in Harrow from 78 to 135.|135|\
The ministry revised the number of dead in Harrow to 135.
Ida Holm said it had climbed from at least 78 to 135.|135|Ida Holm said it had climbed to 135.
The number of missing fell from eight to five.|five|The number of missing fell to five.
The toll was raised to 135 (previously 78).|135|The toll was raised to 135.
The toll jumped to 135, from 78 on Monday.|135|The toll jumped to 135 on Monday.
Prices rose from 5% to 7%.|7%|Prices rose to 7%.
The dead rose from 78 people to 135.|135|The dead rose to 135.
Seventy-nine people were killed, not 83.|Seventy-nine|Seventy-nine people were killed.
79 people, not 83, were killed in Harrow.|79|79 people were killed in Harrow.
79 people, and not 83, were killed.|79|79 people were killed.
Not 83 but 79 people were killed.|79|79 people were killed.
The ship carried 40 tonnes of fuel rather than 60 tonnes.|40 tonnes|\
The ship carried 40 tonnes of fuel.
135 people, up from 78, were killed.|135|135 people were killed.
""".strip().splitlines()

NO_MOVES = """
Between 78 and 135 people died.
From 78 to 135 people died.
78 to 135 people died.
The toll rose to between 78 and 135.
The toll rose. From 78 to 135 people are in hospital.
Ages ranged from 5 to 12.
135 people were moved from 78 villages.
The ministry raised 4 million crowns from 78 firms.
78 people, if not 83, were killed.
Not 83 people were killed.
The crew of 12 had 5 boats, not 3 rafts.
""".strip().splitlines()


@pytest.mark.parametrize("row", MOVES)
def test_a_move_gives_the_later_figure(row: str) -> None:
    text, now, without = row.split("|")
    assert [one.text for one in present(text, quantities(text))] == [now]
    assert without_earlier(text) == without


@pytest.mark.parametrize("text", NO_MOVES)
def test_a_range_and_a_figure_of_something_else_stay(text: str) -> None:
    found = quantities(text)
    assert found
    assert present(text, found) == [*found]
    assert without_earlier(text) == text


NUMBERS = st.integers(3, 9_999)


@given(NUMBERS, NUMBERS, st.sampled_from(["rose", "climbed", "went", "fell", "was revised"]))
def test_whatever_the_figures_the_one_after_to_is_the_one_given(
    was: int, now: int, verb: str
) -> None:
    text = f"The number of dead {verb} from {was:,} to {now:,}."
    (one,) = present(text, quantities(text))
    assert (one.low, one.high) == (now, now)


@given(st.text(alphabet="from up to rose 78 135 , . ( ) previously", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = quantities(text)
    assert bool(present(text, found)) == bool(found)
    assert len(without_earlier(text)) <= len(text)
