"""People to whom different things happened are different measures, whatever the figures."""

from itertools import permutations

import pytest

from bot.language.reading import read
from bot.matching.compare import compare
from bot.matching.outcome import DifferenceKind

# One thing that happened to people in a flood, told with another figure each.
TOLLS = {
    "killed": "40 people were killed in the Ostra flood",
    "injured": "The Ostra flood injured 60 people",
    "missing": "70 people are missing in the Ostra flood",
    "homeless": "300 people were made homeless in the Ostra flood",
    "arrested": "Police in the Ostra flood detained 12 people",
    "rescued": "80 people were rescued in the Ostra flood",
    "evacuated": "The Ostra flood: 900 evacuated",
}


@pytest.mark.parametrize(("mine", "other"), list(permutations(TOLLS, 2)))
def test_another_measure_is_no_other_figure(mine: str, other: str) -> None:
    compared = compare(read(TOLLS[mine]), read(TOLLS[other]))
    assert DifferenceKind.FIGURE not in [one.kind for one in compared.differences]
    assert not compared.is_whole


@pytest.mark.parametrize(
    ("statement", "claim", "figures"),
    [
        ("40 people were killed in the Ostra flood", "The Ostra flood killed 14", ("40", "14")),
        ("40 dead in the Ostra flood", "14 people died in the Ostra flood", ("40", "14")),
        ("The Ostra flood hurt 40", "The Ostra flood injured 60 people", ("40", "60")),
        (
            "200 people were displaced by the Ostra flood",
            "300 people were made homeless by the Ostra flood",
            ("200", "300"),
        ),
        (
            "The Ostra flood injured 80 people",
            "The Ostra flood killed 14 people and injured 60",
            ("80", "60"),
        ),
        (
            "The Ostra flood killed 20 people",
            "In the Ostra flood 60 people were injured, 14 were killed",
            ("20", "14"),
        ),
        ("The Ostra flood hit 40 people", "14 people died in the Ostra flood", ("40", "14")),
    ],
)
def test_one_measure_with_another_figure(
    statement: str, claim: str, figures: tuple[str, str]
) -> None:
    told = compare(read(statement), read(claim)).differences
    assert [(one.statement, one.record) for one in told if one.kind == "figure"] == [figures]


def test_a_unit_of_its_own_is_not_a_toll() -> None:
    told = compare(
        read("The fire that killed a guard destroyed 40 hectares"),
        read("The fire that injured a guard destroyed 14 hectares"),
    ).differences
    assert "figure" in [one.kind for one in told]
