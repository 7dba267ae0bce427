"""Clauses with a figure each, in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.reading import read
from bot.matching.differences import compare
from bot.matching.outcome import DifferenceKind


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        (
            "Harrow Freight dismissed 300 and hired 2,000",
            "Harrow Freight hired 2,000 and dismissed 300",
        ),
        (
            "The Ostra flood injured 60 people and killed 14",
            "The Ostra flood killed 14 people and injured 60",
        ),
        (
            "In 2022 Harrow Bank closed 30 branches and opened 12",
            "Harrow Bank opened 12 branches and closed 30 in 2022",
        ),
        (
            "60 people were injured and 14 killed in Ostra",
            "14 people were killed and 60 injured in Ostra",
        ),
        (
            "The council built 40 houses, sold 12 and razed 5",
            "The council razed 5 houses, built 40 and sold 12",
        ),
        (
            "Ostra exported 90 tonnes of grain but imported 20",
            "Ostra imported 20 tonnes of grain but exported 90",
        ),
    ],
)
def test_the_order_of_clauses_says_nothing(statement: str, claim: str) -> None:
    for one, other in ((statement, claim), (claim, statement)):
        compared = compare(read(one), read(other))
        assert compared.differences == ()
        assert compared.is_whole


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        (
            "Harrow Freight dismissed 2,000 and hired 300",
            "Harrow Freight hired 2,000 and dismissed 300",
        ),
        (
            "Harrow Freight hired 300 and dismissed 2,000",
            "Harrow Freight hired 2,000 and dismissed 300",
        ),
        (
            "The Ostra flood killed 60 people and injured 14",
            "The Ostra flood killed 14 people and injured 60",
        ),
        (
            "14 people were injured and 60 killed in Ostra",
            "14 people were killed and 60 injured in Ostra",
        ),
        (
            "Harrow Bank opened 30 branches and closed 12",
            "Harrow Bank opened 12 branches and closed 30",
        ),
        (
            "Harrow Bank opened 12 branches and closed 31",
            "Harrow Bank closed 30 branches and opened 12",
        ),
    ],
)
def test_each_figure_belongs_to_its_deed(statement: str, claim: str) -> None:
    kinds = {d.kind for d in compare(read(statement), read(claim)).differences}
    assert kinds == {DifferenceKind.FIGURE}


_DEEDS = st.lists(
    st.sampled_from(["hired", "dismissed", "trained", "promoted"]),
    min_size=2,
    max_size=3,
    unique=True,
)


@given(_DEEDS, st.lists(st.integers(13, 900), min_size=3, max_size=3, unique=True), st.randoms())
def test_clauses_may_come_in_any_order(
    deeds: list[str], figures: list[int], random: object
) -> None:
    clauses = [f"{deed} {figure}" for deed, figure in zip(deeds, figures, strict=False)]
    moved = list(clauses)
    random.shuffle(moved)  # type: ignore[attr-defined]
    compared = compare(
        read("Harrow Freight " + " and ".join(clauses)),
        read("Harrow Freight " + " and ".join(moved)),
    )
    assert compared.differences == ()
    assert compared.is_whole
