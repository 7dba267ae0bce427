"""Posts in other words than the claim: what is named as a difference, and what is only another
wording."""

from __future__ import annotations

import pytest

from bot.language.reading import read
from bot.language.statements import statements
from bot.matching.differences import Known, compare
from bot.matching.speakers import Speaker

BOTH_DENY = """
Ostra wants to deny food stamps to people who own a car
| Ostra would bar people who own a car from receiving food stamps
Workers of the mill can't leave the island
| The mill prevents its workers from leaving the island
Ships are not sailing to Varn, says nobody
| The strike kept ships from sailing to Varn
The court says he may not travel to Ostra
| The court prohibited him from travelling to Ostra
""".strip()
DENIED = """
Ostra did not close the bridge and did not open the port
| Ostra closed the bridge and did not open the port
The mill did not keep its workers from leaving the island
| The mill kept its workers from leaving the island
Ships sailed to Varn on Monday
| The strike prevented ships from sailing to Varn on Monday
The bridge was never closed to lorries
| The bridge was closed to lorries
El Harrow was NEVER one of the most dangerous towns
| El Harrow was one of the most dangerous towns
Did the mayor say that the bridge will not open?
| The mayor said that the bridge will open
""".strip()
NOT_DENIED = """
Don't forget that the ferry sank off Varn
| The ferry sank off Varn
Never forget that the ferry sank off Varn
| The ferry sank off Varn
Bet they would not dare ask Ida Holm about serving on the board of Harrow Steel
| Ida Holm is a member of the board of Harrow Steel
We should not honour the army on Founders Day
| The council wants to cancel Founders Day and hold a day that honours the army
Rolf Kern broke the treaty by "not answering"
| Ida Holm said that Rolf Kern broke the treaty by "not answering"
""".strip()
NOT_LESS_SURE = """
The harbour gives aid to families in Ostra
| The harbour gave families in Ostra aid
An account with a red hat belonged to gunman Rolf Kern
| An account of suspected gunman Rolf Kern showed a red hat
Ida Holm will be removed from the council
| Ida Holm is being removed from the council
""".strip()
NO_OTHER_NAME = """
#Steel #Harrow Ida Holm sat on the board of the mill
| Ida Holm sat on the board of the mill
Their IDs were checked at the gate
| Their ID was checked at the gate
""".strip()
NO_OTHER_DAY = """
Ida Holm, who wrote the Refugee Act of 1980, resigns from the council
| In July 2018 Ida Holm resigned from the council
The park will stay closed through 2020
| The park will stay closed until 2020
The phones were cut off in January
| The phones were cut off after 31 December 2016
""".strip()
NO_OTHER_ROLES = """
Ostra Radio was banned from all Harrow press conferences
| Harrow banned Ostra Radio from press conferences
""".strip()


def lines(text: str) -> list[tuple[str, str]]:
    """A statement on a line, and below it its claim behind a bar."""
    found = text.replace("\n| ", " | ").splitlines()
    return [(statement, claim) for statement, claim in (line.split(" | ") for line in found)]


def kinds(statement: str, claim: str) -> set[str]:
    return {d.kind.value for d in compare(read(statement), read(claim)).differences}


@pytest.mark.parametrize(("statement", "claim"), lines(BOTH_DENY))
def test_to_keep_from_a_deed_is_to_deny_it(statement: str, claim: str) -> None:
    assert "negation" not in kinds(statement, claim)
    assert "negation" not in kinds(claim, statement)


@pytest.mark.parametrize(("statement", "claim"), lines(DENIED))
def test_what_the_other_affirms_is_denied(statement: str, claim: str) -> None:
    assert "negation" in kinds(statement, claim)


@pytest.mark.parametrize(("statement", "claim"), lines(NOT_DENIED))
def test_what_is_no_denial_of_the_deed_is_no_difference(statement: str, claim: str) -> None:
    assert "negation" not in kinds(statement, claim)


@pytest.mark.parametrize(("statement", "claim"), lines(NOT_LESS_SURE))
def test_a_noun_behind_to_is_nothing_planned(statement: str, claim: str) -> None:
    assert "certainty" not in kinds(statement, claim)


@pytest.mark.parametrize(("statement", "claim"), lines(NO_OTHER_NAME))
def test_a_hashtag_or_a_plural_makes_no_other_name(statement: str, claim: str) -> None:
    assert not {"party", "place"} & kinds(statement, claim)


@pytest.mark.parametrize(("statement", "claim"), lines(NO_OTHER_DAY))
def test_a_year_in_a_title_and_a_deadline_that_fits_are_no_other_day(
    statement: str, claim: str
) -> None:
    assert "date" not in kinds(statement, claim)


@pytest.mark.parametrize(("statement", "claim"), lines(NO_OTHER_ROLES))
def test_a_passive_without_its_agent_changes_no_roles(statement: str, claim: str) -> None:
    assert "roles" not in kinds(statement, claim)


def test_what_a_statement_denies_and_the_claim_may_do_is_told_once() -> None:
    assert kinds("Felons can't vote in Ostra", "Felons may vote in Ostra") == {"negation"}


# --- who says it -----------------------------------------------------------------------------

ON_RECORD = Known(speakers=(Speaker(("Harrow Ministry",), "asserts"),))


@pytest.mark.parametrize(
    "statement",
    [
        "BOMBSHELL: Rolf Kern was seen in a hotel in Harrow",
        "USA: Rolf Kern was seen in a hotel in Harrow",
        "In Ostra a priest says Rolf Kern was seen in a hotel in Harrow",
        "A police sergeant tells me Rolf Kern was seen in a hotel in Harrow",
    ],
)
def test_a_label_or_a_speaker_without_a_name_is_no_other_speaker(statement: str) -> None:
    compared = compare(read(statement), read("Rolf Kern was seen in a hotel in Harrow"), ON_RECORD)
    assert "attribution" not in {d.kind.value for d in compared.differences}


def test_a_place_before_a_colon_is_left_over_and_no_speaker() -> None:
    claim = read("A boy was accused of robbing the mint")
    compared = compare(read("USA: a boy was accused of robbing the mint"), claim, ON_RECORD)
    assert not compared.differences
    assert not compared.is_whole


def test_a_named_speaker_who_is_not_on_record_is_another_one() -> None:
    claim = read("Rolf Kern was seen in a hotel in Harrow")
    compared = compare(
        read("Bela Orr says Rolf Kern was seen in a hotel in Harrow"), claim, ON_RECORD
    )
    assert [d.kind.value for d in compared.differences] == ["attribution"]


# --- what it says besides --------------------------------------------------------------------


def test_a_clause_that_the_claim_has_in_other_words_is_no_addition() -> None:
    statement = "The chip sees every call, giving the mill full access to the phone"
    claim = "The chip sees every call, which provides the mill full access to the phone"
    assert "adds" not in kinds(statement, claim)


def test_two_sentences_without_a_space_between_them_are_two_statements() -> None:
    assert statements("The mill is closed.It opens on Monday at noon.").texts == (
        "The mill is closed.",
        "It opens on Monday at noon.",
    )
    assert statements("Ostra.Com said that the mill closed").texts == (
        "Ostra.Com said that the mill closed",
    )


def test_many_million_are_millions() -> None:
    assert "figure" not in kinds(
        "The flood cost many more million crowns than the fire",
        "The flood cost millions more crowns than the fire",
    )


def test_one_who_protests_is_no_protest() -> None:
    statement = 'Ostra arrested 70 people at protests: "these are not protestors"'
    assert "negation" not in kinds(statement, "Ostra arrested 70 people at protests")


def test_whom_a_speaker_addresses_is_no_addition() -> None:
    statement = "Even guards have rights and we should respect them Ida Holm to Ostran workers"
    claim = 'Ida Holm said, "Even guards have rights and we should respect them."'
    assert "adds" not in kinds(statement, claim)


def test_a_cause_that_only_the_statement_gives_is_one() -> None:
    statement = "The bridge is closed to lorries because of terrorist threats"
    assert kinds(statement, "The bridge is closed to lorries") == {"adds"}
