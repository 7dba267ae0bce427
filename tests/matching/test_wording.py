"""What counts as the same wording, for a claim that is not offered to it again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.wording import fingerprint, same_wording, wording

SAID = "More than 10,000 soldiers of Varland have been sent to the Ostra region since May 2024."


@pytest.mark.parametrize(
    "other",
    [
        SAID.upper(),
        SAID.rstrip("."),
        f"*{SAID}*",
        f"“{SAID}”",
        f"Is it true that {SAID[0].lower()}{SAID[1:-1]}?",
        SAID.replace(" ", "  "),
        SAID.replace("soldiers", "soldeirs"),
    ],
)
def test_form_and_a_slip_leave_the_wording(other: str) -> None:
    assert same_wording(SAID, other)
    assert same_wording(other, SAID)


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("10,000", "11,000"),
        SAID.replace("10,000", "1,000"),
        SAID.replace("More", "Fewer"),
        SAID.replace("Varland", "Vorland"),
        SAID.replace("have been", "have not been"),
        SAID.replace("2024", "2023"),
        SAID.replace("May", "March"),
        "Soldiers of Varland have left the Ostra region.",
        "",
    ],
)
def test_a_figure_a_name_a_negation_make_another_wording(other: str) -> None:
    assert not same_wording(SAID, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rose by 5%", "Prices rose by 5"),
        ("It cost $5", "It cost €5"),
        ("Growth was 1.5", "Growth was 15"),
        ("It was -5 degrees", "It was 5 degrees"),
        ("कि", "का"),
    ],
)
def test_signs_of_figures_and_vowel_signs_are_kept(one: str, other: str) -> None:
    assert wording(one) != wording(other)


def test_nothing_at_all_is_no_wording() -> None:
    assert not same_wording("…", "!!!")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_wording_and_it_is_stable(text: str) -> None:
    once = wording(text)
    assert fingerprint(text) == fingerprint(text)
    assert bool(once) == same_wording(text, text)
