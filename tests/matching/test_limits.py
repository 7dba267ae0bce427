"""What limits a claim: a statement or a question without it does not say the claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask.account import ABOUT, LIMITED, of_about
from bot.check.looking import as_compared
from bot.language.reading import read
from bot.matching.account import Account
from bot.matching.differences import compare

# The claim, the statement and the question that say it without its limit, and the limit.
UNLIMITED = [
    (
        "The Harrow clinic treats patients with insurance",
        "The Harrow clinic treats patients",
        "Does the Harrow clinic treat patients?",
        "with insurance",
    ),
    (
        "The Ostra amnesty covers all prisoners but murderers",
        "The Ostra amnesty covers all prisoners",
        "Does the Ostra amnesty cover all prisoners?",
        "but murderers",
    ),
    (
        "The Ostra airport has reopened partially",
        "The Ostra airport has reopened",
        "Has the Ostra airport reopened?",
        "partially",
    ),
    (
        "The Harrow union accepted the offer in principle",
        "The Harrow union accepted the offer",
        "Did the Harrow union accept the offer?",
        "in principle",
    ),
    (
        "The Tollan Bridge is closed to lorries",
        "The Tollan Bridge is closed",
        "Is the Tollan Bridge closed?",
        "to lorries",
    ),
    (
        "The border between Ostra and Tollan is closed at night",
        "The border between Ostra and Tollan is closed",
        "Is the border between Ostra and Tollan closed?",
        "at night",
    ),
    (
        "The new vaccine from Ostra is approved for adults over 60",
        "The new vaccine from Ostra is approved",
        "Is the new vaccine from Ostra approved?",
        "for adults over 60",
    ),
    (
        "Harrow Council closed the Tollan Bridge to goods traffic",
        "Harrow Council closed the Tollan Bridge",
        "Has Harrow Council closed the Tollan Bridge?",
        "to goods traffic",
    ),
    (
        "Most of the schools in Ostra are closed",
        "The schools in Ostra are closed",
        "Are the schools in Ostra closed?",
        "Most of the schools",
    ),
    (
        "Schools in the south of Ostra are closed",
        "Schools in Ostra are closed",
        "Are schools in Ostra closed?",
        "in the south of Ostra",
    ),
    (
        "The eastern lane of the Tollan Bridge was closed on Monday",
        "The Tollan Bridge was closed on Monday",
        "Was the Tollan Bridge closed on Monday?",
        "eastern lane of the Tollan Bridge",
    ),
    (
        "The tap water in Harrow is safe to drink once boiled",
        "The tap water in Harrow is safe to drink",
        "Is the tap water in Harrow safe to drink?",
        "once boiled",
    ),
    (
        "Dogs are allowed on Harrow beach in winter",
        "Dogs are allowed on Harrow beach",
        "Are dogs allowed on Harrow beach?",
        "in winter",
    ),
    (
        "Smoking in Ostra is banned in schools",
        "Smoking in Ostra is banned",
        "Is smoking in Ostra banned?",
        "in schools",
    ),
    (
        "The Ostra court acquitted some of the hostage takers",
        "The Ostra court acquitted the hostage takers",
        "Did the Ostra court acquit the hostage takers?",
        "some of the hostage",
    ),
    (
        "The Harrow ferry runs to Tollan daily except on Sundays",
        "The Harrow ferry runs to Tollan daily",
        "Does the Harrow ferry run to Tollan daily?",
        "except on Sundays",
    ),
    (
        "Ida Holm was cleared of fraud by the Ostra court",
        "Ida Holm was cleared by the Ostra court",
        "Was Ida Holm cleared by the Ostra court?",
        "of fraud",
    ),
    (
        "Flights to Tollan are cancelled because of the storm in Ostra",
        "Flights are cancelled because of the storm in Ostra",
        "Are flights cancelled because of the storm in Ostra?",
        "to Tollan",
    ),
]


@pytest.mark.parametrize(("claim", "statement", "question", "limit"), UNLIMITED)
def test_a_claim_without_its_limit_is_no_match(
    claim: str, statement: str, question: str, limit: str
) -> None:
    for asked in (statement, question):
        compared = compare(as_compared(asked), read(claim))
        assert not compared.is_whole, asked
        assert compared.account.limits == (limit,)
        assert compared.account.says_all_but_limits


@pytest.mark.parametrize("claim", [claim for claim, *_ in UNLIMITED])
def test_a_claim_with_its_limit_is_a_match(claim: str) -> None:
    assert compare(as_compared(f"Is it true that {claim}?"), read(claim)).is_whole
    assert compare(as_compared(f"{claim}!"), read(claim)).is_whole


@pytest.mark.parametrize(
    ("claim", "statement"),
    [
        ("Ida Holm resigned on Monday as mayor of Harrow", "Ida Holm resigned as mayor of Harrow"),
        (
            "Harrow Council closed the Tollan Bridge to lorries because of cracks",
            "Harrow Council closed the Tollan Bridge to lorries",
        ),
        (
            "Harrow Council shut the Ostra mill for the first time in May",
            "Harrow Council shut the Ostra mill in May",
        ),
        (
            "Rolf Kern was arrested in Harrow for fraud by the Ostra police",
            "Rolf Kern was arrested in Harrow by the Ostra police",
        ),
        (
            "Harrow Council sold the old Ostra mill to save money",
            "Harrow Council sold the old Ostra mill",
        ),
    ],
)
def test_a_day_a_cause_or_an_aim_is_no_limit(claim: str, statement: str) -> None:
    assert compare(read(statement), read(claim)).account.limits == ()


def test_another_share_is_compared_and_is_no_limit_that_is_missing() -> None:
    compared = compare(
        read("Few of the schools in Ostra are closed"),
        read("Most of the schools in Ostra are closed"),
    )
    assert compared.account.limits == ()
    assert [one.kind.value for one in compared.differences] == ["opposite"]


_WORDS = st.sampled_from(
    """the bridge Ostra is was closed to for lorries of most some south in winter on Sundays if
    unless only at night 14 people , . Ida Holm said may not""".split()
)
_TEXTS = st.lists(_WORDS, max_size=14).map(" ".join)


def test_the_card_quotes_the_limit_that_is_missing() -> None:
    claim, statement, *_ = UNLIMITED[0]
    told = of_about(compare(read(statement), read(claim)).account)
    assert told == f"{LIMITED} “with insurance”."
    other = compare(read("The Harrow clinic in Ostra sees the insured"), read(claim)).account
    assert of_about(other) == of_about(None) == ABOUT


@given(_TEXTS, _TEXTS)
def test_limits_are_words_of_the_claim_that_the_statement_lacks(claim: str, said: str) -> None:
    account: Account = compare(read(said), read(claim)).account
    assert all(limit.removesuffix("…") in claim for limit in account.limits)
    assert not (account.is_whole and account.limits)
    assert not account.says_all_but_limits or not account.left


@given(_TEXTS)
def test_a_claim_lacks_none_of_its_own_limits(claim: str) -> None:
    assert compare(read(claim), read(claim)).account.limits == ()
