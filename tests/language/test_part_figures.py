"""Figures that a sentence gives as a part of another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.part_figures import wholes
from bot.language.quantities import quantities

PARTS = """
130 people were injured, 18 of them seriously.|130
At least 41 people, among them 7 children, were killed.|At least 41
41 people, 12 of whom were children, died.|41
Some 130 people, including 18 children, were hurt.|Some 130
130 people were injured, 18 seriously.|130
The blaze killed 41 people (12 of them firefighters).|41
41 people died in Harrow; of these, 12 were children.|41,12
""".strip().splitlines()

NO_PARTS = """
130 people were injured and 18 were killed.
18 of them were injured.
41 people were killed. Including 12 who are missing, 53 are on the list.
12 crew, including 40 passengers, were on board.
The ferry sank 30 km off Harrow with 41 people, 12 km from the port of Vell.
""".strip().splitlines()


@pytest.mark.parametrize("row", PARTS)
def test_the_whole_is_the_figure_that_is_given(row: str) -> None:
    text, left = row.split("|")
    assert [one.text for one in wholes(text, quantities(text))] == left.split(",")


@pytest.mark.parametrize("text", NO_PARTS)
def test_figures_of_their_own_stay(text: str) -> None:
    found = quantities(text)
    assert found
    assert wholes(text, found) == [*found]


@given(
    st.integers(20, 9_999),
    st.integers(2, 19),
    st.sampled_from(["{} of them critically", "including {} children", "among them {} guards"]),
)
def test_whatever_the_figures_the_part_is_left_out(whole: int, part: int, said: str) -> None:
    text = f"{whole:,} people were hurt, {said.format(part)}."
    assert [one.low for one in wholes(text, quantities(text))] == [whole]


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = quantities(text)
    assert set(wholes(text, found)) <= set(found)
