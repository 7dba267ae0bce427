"""Whose name it is: another person, a label, an office, a place."""

import pytest

from bot.language.reading import read
from bot.language.statements import statements
from bot.matching.account import By
from bot.matching.differences import Compared, compare
from bot.matching.known import Known
from bot.matching.outcome import DifferenceKind
from bot.matching.speakers import Speaker

CLOSED = "The Tollan Bridge is closed"


def held(statement: str, claim: str) -> Compared:
    return compare(read(statement), read(claim))


def kinds(compared: Compared) -> set[DifferenceKind]:
    return {d.kind for d in compared.differences}


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("Judge R. Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Senator A. Holm voted against the bill", "Senator Ida Holm voted against the bill"),
        ("Judge Rolf Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Judge Mark Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Ida Holm's sister resigned over the contract", "Ida Holm resigned over the contract"),
        ("Ida Holm's deputy resigned over the contract", "Ida Holm resigned over the contract"),
        ("Mayor Ida Holm's husband resigned in May", "Mayor Ida Holm resigned in May"),
        ("The son of Rolf Kern won the Harrow prize", "Rolf Kern won the Harrow prize"),
        ("A rival of Rolf Kern won the Harrow prize", "Rolf Kern won the Harrow prize"),
        ("A friend of novelist Rolf Kern won the prize", "Novelist Rolf Kern won the prize"),
        ("Rolf Kern won the Harrow prize", "Rolf Kern's brother won the Harrow prize"),
        ("Mayor Rolf Kern closed the Tollan Bridge", "Mayor Ida Holm closed the Tollan Bridge"),
    ],
)
def test_somebody_else(statement: str, claim: str) -> None:
    assert DifferenceKind.PARTY in kinds(held(statement, claim))


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("Judge I. Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Judge Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Judge Ida M. Kern ordered the mill to close", "Judge Ida Kern ordered the mill to close"),
        ("Bill Kern ordered the mill to close", "William Kern ordered the mill to close"),
        ("Volodymyr Kern ordered it closed", "Vladimir Kern ordered it closed"),
        ("The Pentagon ordered the tests", "The US Department of Defense ordered the tests"),
        ("The DoD ordered the tests", "The Pentagon ordered the tests"),
        ("The Kremlin ordered the tests", "Russia ordered the tests"),
        ("The State Department denied it", "The US Department of State denied it"),
        ("ROK MND ordered tests", "South Korea's Ministry of National Defense ordered tests"),
        ("Ukraine's president resigned on Monday", "The Ukrainian president resigned on Monday"),
        ("The U.S. Vice President left Ostra", "The American vice president left Ostra"),
        ("Ukraine's PM visited Ostra", "The prime minister of Ukraine visited Ostra"),
        ("Ostra's mayor resigned on Monday", "The mayor of Ostra resigned on Monday"),
        ("A spokeswoman for Harrow resigned", "A spokesperson for Harrow resigned"),
        ("The Beirut port fire killed 14", "The fire in the port of Beirut killed 14"),
        ("The fire in Beirut's port killed 14", "The fire in the port of Beirut killed 14"),
        ("The Harrow mine fire killed 14", "The fire in the mine of Harrow killed 14"),
    ],
)  # fmt: skip
def test_the_same_ones_in_other_words(statement: str, claim: str) -> None:
    for one, other in ((statement, claim), (claim, statement)):
        assert held(one, other).differences == ()
    assert held(statement, claim).is_whole


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The fire in the port of Latakia killed 14", "The fire in the port of Beirut killed 14"),
        ("The fire in the port of Latakia", "The fire in the port of Beirut killed 14"),
        ("The Latakia port fire killed 14", "The fire in the port of Beirut killed 14"),
        ("A fire in the town of Harrow razed a mill", "A fire in the town of Ostra razed a mill"),
        ("Troops landed near Harrow on Monday", "Troops landed near Ostra on Monday"),
        ("The airport of Harrow was closed on Monday", "The airport of Ostra was closed on Monday"),
    ],
)  # fmt: skip
def test_another_place_though_no_list_knows_it(statement: str, claim: str) -> None:
    assert kinds(held(statement, claim)) == {DifferenceKind.PLACE}


def test_another_occasion_is_left_over() -> None:
    compared = held(
        "The search after the air crash was called off", "The search in the strait was called off"
    )
    assert not compared.is_whole
    assert [one.text for one in compared.account.left] == ["air", "crash"]


@pytest.mark.parametrize(
    "label",
    ["WATCH:", "Fwd:", "FW:", "Re:", "update:", "EXCLUSIVE –", "Photos:", "RT @kern:", "BREAKING",
     "WATCH", "ICYMI:", "Photos from Ostra:", "Breaking news:", "In pictures:", "Traffic alert:",
     "Latest:", "LIVE:", "Video:"],
)  # fmt: skip
def test_a_label_names_no_speaker(label: str) -> None:
    known = Known(speakers=[Speaker(("Ida Holm",), "asserts")])
    [statement] = statements(f"{label} {CLOSED}").texts
    compared = compare(read(statement), read(CLOSED), known)
    assert compared.differences == ()
    assert compared.is_whole


@pytest.mark.parametrize("speaker", ["Rolf Kern", "Pentagon", "Kern", "Russia", "NATO"])
def test_a_name_before_a_colon_is_a_speaker(speaker: str) -> None:
    known = Known(speakers=[Speaker(("Ida Holm",), "asserts")])
    compared = compare(read(f"{speaker}: {CLOSED}"), read(CLOSED), known)
    assert kinds(compared) == {DifferenceKind.ATTRIBUTION}


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("STEAL the Tollan plans, says everybody", "Ida Holm has the Tollan plans"),
        ("Confident Kern closes the bridge", "Rolf Kern closes the bridge"),
        ("The bridge is closed, says @rolfkern14", "Ida Holm says that the bridge is closed"),
        ("A RED LINE was crossed in Ostra", "Ida Holm crossed a line in Ostra"),
        ("#Shame on Ostra for closing the bridge", "Ida Holm closed the bridge in Ostra"),
        ("Kern Freight sells 14 ferries to Harrow", "Ida Holm opened the mill in Ostra"),
    ],
)
def test_what_only_looks_like_a_name_replaces_none(statement: str, claim: str) -> None:
    assert DifferenceKind.PARTY not in kinds(held(statement, claim))


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The council turned down the scheme", "The council rejected the scheme"),
        ("The council voted down the scheme", "The council rejected the scheme"),
        ("The council threw the scheme out", "The council rejected the scheme"),
        ("The board made the letters public", "The board published the letters"),
        ("The Harrow race was called off", "The Harrow race was cancelled"),
        ("Ida Holm stepped down in May", "Ida Holm resigned in May"),
        ("The mill was blown up in May", "The mill exploded in May"),
    ],
)
def test_verbs_of_several_words_are_one(statement: str, claim: str) -> None:
    for one, other in ((statement, claim), (claim, statement)):
        compared = held(one, other)
        assert compared.differences == ()
        assert compared.is_whole


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The council turned down the scheme", "The council accepted the scheme"),
        ("The Harrow race was called off", "The Harrow race was held"),
        ("Police ruled out arson", "Police confirmed arson"),
        ("Ida Holm voted for the scheme", "Ida Holm voted against the scheme"),
        ("500 people signed up", "500 people signed down"),
        ("The council did not turn down the scheme", "The council rejected the scheme"),
    ],
)
def test_verbs_of_several_words_differ(statement: str, claim: str) -> None:
    assert kinds(held(statement, claim)) & {DifferenceKind.OPPOSITE, DifferenceKind.NEGATION}


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The fire killed 14 people", "The fire wounded 14 people"),
        ("14 officers left Ostra on Monday", "14 soldiers left Ostra on Monday"),
        ("Officers left the Ostra barracks on Monday", "Troops left the Ostra barracks on Monday"),
        ("The guard died in the Harrow jail", "The guard killed a man in the Harrow jail"),
        ("Harrow Freight asked for 14 ferries in May", "Harrow Freight urged 14 ferries in May"),
    ],
)  # fmt: skip
def test_words_that_news_use_for_one_another_are_no_match(statement: str, claim: str) -> None:
    compared = held(statement, claim)
    assert compared.differences or not compared.is_whole


def test_what_a_figure_counts_may_have_another_word() -> None:
    compared = held("10,000 soldiers left Ostra", "10,000 troops left Ostra")
    assert compared.differences == ()
    assert compared.is_whole
    assert By.SYNONYM in [one.by for one in compared.account.statement]
