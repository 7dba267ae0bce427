"""One event told from its two sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.reading import read
from bot.matching.account import By
from bot.matching.differences import compare
from bot.matching.outcome import DifferenceKind


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The Tollan yard was sold to Harrow Freight", "Harrow Freight bought the Tollan yard"),
        ("Tollan yard sold to Harrow Freight", "Harrow Freight bought the Tollan yard"),
        (
            "Ida Holm bought the Tollan yard from Rolf Kern",
            "Rolf Kern sold the Tollan yard to Ida Holm",
        ),
        (
            "Ida Holm acquired the Tollan yard from Rolf Kern",
            "Rolf Kern sold the Tollan yard to Ida Holm",
        ),
        (
            "The Tollan yard was bought by Ida Holm from Rolf Kern",
            "Rolf Kern sold the Tollan yard to Ida Holm",
        ),
        ("The Harrow club lost to the Ostra club", "The Ostra club beat the Harrow club"),
        ("The Harrow club was beaten by the Ostra club", "The Ostra club beat the Harrow club"),
        (
            "The Harrow club was defeated by the Ostra club",
            "The Harrow club lost to the Ostra club",
        ),
        ("Harrow borrowed 3 million euros from Ostra", "Ostra lent Harrow 3 million euros"),
        ("Harrow received 40 tanks from Ostra", "Ostra gave 40 tanks to Harrow"),
        ("Harrow received 40 tanks from Ostra", "Ostra gave Harrow 40 tanks"),
        ("Ida Holm married Rolf Kern in 2012", "Rolf Kern married Ida Holm in 2012"),
        ("The Tollan yard belongs to Harrow Freight", "Harrow Freight owns the Tollan yard"),
        ("Ostra exports grain to Harrow", "Harrow imports grain from Ostra"),
        ("The strike came after the vote", "The vote came before the strike"),
    ],
)
def test_the_same_event_from_its_other_side(statement: str, claim: str) -> None:
    for one, other in ((statement, claim), (claim, statement)):
        compared = compare(read(one), read(other))
        assert compared.differences == ()
        assert compared.is_whole


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        (
            "Rolf Kern bought the Tollan yard from Ida Holm",
            "Rolf Kern sold the Tollan yard to Ida Holm",
        ),
        (
            "Ida Holm sold the Tollan yard to Rolf Kern",
            "Rolf Kern sold the Tollan yard to Ida Holm",
        ),
        ("The Ostra club lost to the Harrow club", "The Ostra club beat the Harrow club"),
        (
            "Ostra borrowed 3 million euros from Harrow",
            "Harrow borrowed 3 million euros from Ostra",
        ),
        ("Ostra received 40 tanks from Harrow", "Ostra gave 40 tanks to Harrow"),
        ("Harrow Freight belongs to the Tollan yard", "Harrow Freight owns the Tollan yard"),
        ("Harrow exports grain to Ostra", "Harrow imports grain from Ostra"),
    ],
)
def test_parties_that_keep_their_places_have_changed_their_parts(
    statement: str, claim: str
) -> None:
    kinds = [d.kind for d in compare(read(statement), read(claim)).differences]
    assert DifferenceKind.ROLES in kinds


def test_a_deed_that_is_denied_differs_from_its_converse() -> None:
    compared = compare(
        read("Rolf Kern did not sell the Tollan yard to Ida Holm"),
        read("Ida Holm bought the Tollan yard from Rolf Kern"),
    )
    assert DifferenceKind.NEGATION in [d.kind for d in compared.differences]


def test_without_their_parties_converse_verbs_are_opposites() -> None:
    compared = compare(
        read("Harrow Freight sold the Tollan yard"), read("Harrow Freight bought the Tollan yard")
    )
    assert [d.kind for d in compared.differences] == [DifferenceKind.OPPOSITE]


def test_the_account_says_that_the_verb_is_a_converse() -> None:
    compared = compare(
        read("The Tollan yard was sold to Harrow Freight"),
        read("Harrow Freight bought the Tollan yard"),
    )
    [sold] = [one for one in compared.account.statement if one.by is By.CONVERSE]
    assert (sold.text, sold.against) == ("sold", "bought")


_WHO = st.sampled_from(["Ida Holm", "Rolf Kern", "Harrow Freight", "the Ostra council"])


@given(_WHO, _WHO, st.sampled_from(["the Tollan yard", "14 ferries", "the old mill"]))
def test_who_sells_and_who_buys(seller: str, buyer: str, what: str) -> None:
    if seller == buyer:
        return
    claim = read(f"Yesterday {seller} sold {what} to {buyer}")
    same = compare(read(f"Yesterday {buyer} bought {what} from {seller}"), claim)
    other = compare(read(f"Yesterday {seller} bought {what} from {buyer}"), claim)
    assert same.differences == ()
    assert same.is_whole
    assert DifferenceKind.ROLES in [d.kind for d in other.differences]


def test_before_and_after_are_opposites() -> None:
    differences = compare(
        read("The vote came after the strike"), read("The vote came before the strike")
    ).differences
    assert [one.kind for one in differences] == [DifferenceKind.OPPOSITE]
