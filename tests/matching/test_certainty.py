"""How sure or done a sentence says something is, against a claim that says it otherwise; and what
says no, or how many, in other words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.assertion_words import Level
from bot.language.irregular_verbs import base, one_verb
from bot.language.reading import read
from bot.language.statements import statements
from bot.language.tokens import stem
from bot.matching.differences import Known, compare
from bot.matching.outcome import DifferenceKind
from bot.matching.speakers import Speaker

CLOSED = "Ostra closed the bridge"
CERTAINTY, NEGATION = {DifferenceKind.CERTAINTY}, {DifferenceKind.NEGATION}


def kinds(statement: str, claim: str, known: Known | None = None) -> set[DifferenceKind]:
    """The kinds of difference, the statement having been cleaned as a pasted one is."""
    [asked] = statements(statement).texts
    listed = compare(read(asked), read(claim), known or Known()).differences
    return {difference.kind for difference in listed}


def listed(text: str) -> list[str]:
    return text.strip().splitlines()


# --- less sure or less done --------------------------------------------------------------------

LESS_SURE = listed("""
Ostra may have closed the bridge
Ostra might close the bridge
Ostra could have closed the bridge
Ostra can close the bridge
Ostra should have closed the bridge
Ostra should close the bridge
Ostra must close the bridge
Ostra ought to close the bridge
Ostra has to close the bridge
Ostra needs to close the bridge
Ostra would have closed the bridge
Ostra will close the bridge
Ostra's going to close the bridge
Ostra is about to close the bridge
Ostra is set to close the bridge
Ostra is due to close the bridge
Ostra was supposed to close the bridge
Ostra was meant to close the bridge
Ostra plans to close the bridge
Ostra intends to close the bridge
Ostra threatened to close the bridge
Ostra has promised to close the bridge
Ostra offered to close the bridge
Ostra hopes to close the bridge
Ostra wants to close the bridge
Ostra deserved to close the bridge
Ostra was asked to close the bridge
Ostra is being urged to close the bridge
Ostra was ordered to close the bridge
Campaigners want Ostra to close the bridge
Calls for Ostra to close the bridge
Ministers called on Ostra to close the bridge
Campaigners demand that Ostra close the bridge
Ostra tried to close the bridge
Ostra attempted to close the bridge
Ostra nearly closed the bridge
Ostra almost closed the bridge
Ostra all but closed the bridge
Ostra came close to closing the bridge
Ostra was on the verge of closing the bridge
Ostra is considering closing the bridge
Ostra begged to close the bridge
Ostra was tempted to close the bridge
Ostra to close the bridge
Ostra reportedly closed the bridge
Ostra has allegedly closed the bridge
Reportedly, Ostra closed the bridge
Perhaps Ostra closed the bridge
Ostra is likely to close the bridge
Ostra is rumoured to have closed the bridge
Ostra is thought to have closed the bridge
Ostra is said to have closed the bridge
Ostra appears to have closed the bridge
Ostra seems to have closed the bridge
Ostra is accused of closing the bridge
It is possible that Ostra closed the bridge
It is unclear whether Ostra closed the bridge
It remains unclear if Ostra closed the bridge
It is not known whether Ostra closed the bridge
Whether Ostra closed the bridge is unclear
There are rumours that Ostra closed the bridge
There is no evidence that Ostra closed the bridge
Nobody knows whether Ostra closed the bridge
I cannot confirm that Ostra closed the bridge
We can't confirm that Ostra closed the bridge
Police could not verify that Ostra closed the bridge
Officials have not confirmed that Ostra closed the bridge
Officials believe that Ostra closed the bridge
Experts doubt that Ostra closed the bridge
Drivers doubt Ostra closed the bridge
If Ostra closed the bridge
Ostra closed the bridge if the council agreed
OSTRA MAY HAVE CLOSED THE BRIDGE
Ostra May Have Closed the Bridge
Ostra is gonna close the bridge
Ostra is in talks to close the bridge
Ostra is under pressure to close the bridge
Ostra has been cleared to close the bridge
Ostra was allowed to close the bridge
Ostra is keen to close the bridge
Ostra would like to close the bridge
Ostra pretended to close the bridge
It is said that Ostra closed the bridge
It is claimed that Ostra closed the bridge
Unconfirmed reports say Ostra closed the bridge
According to rumours, Ostra closed the bridge
Nothing suggests that Ostra closed the bridge
Suppose Ostra closed the bridge
It is disputed whether Ostra closed the bridge
""")


@pytest.mark.parametrize("statement", LESS_SURE)
def test_what_is_less_sure_or_less_done_differs_either_way_round(statement: str) -> None:
    assert kinds(statement, CLOSED) == CERTAINTY
    assert kinds(CLOSED, statement) == CERTAINTY


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        (
            "It is unclear whether the bridge is closed to lorries",
            "The bridge is closed to lorries",
        ),
        ("The bridge may be closed to lorries", "The bridge is closed to lorries"),
        ("If the bridge is closed to lorries", "The bridge is closed to lorries"),
        ("Ida Holm may win the race", "Ida Holm won the race"),
        ("Ida Holm hopes to find the ferry", "Ida Holm found the ferry"),
        ("The ferry may have been sold to Norway", "The ferry was sold to Norway"),
        ("The bridge may be unsafe", "The bridge is unsafe"),
        ("The mayor of Ostra should resign", "The mayor of Ostra will resign"),
        ("Harrow may close the bridge", "Harrow will close the bridge"),
        ("Harrow hopes to close the bridge", "Harrow plans to close the bridge"),
        ("Harrow will close the bridge if the river rises", "Harrow will close the bridge"),
        ("Unless the river falls, Harrow will close the bridge", "Harrow will close the bridge"),
        (
            "Harrow will close the bridge provided that the council agrees",
            "Harrow will close the bridge",
        ),
        ("Calls for the resignation of Rolf Kern", "Rolf Kern resigned"),
        ("Rolf Kern's deputy will be in Ostra", "Rolf Kern's deputy is in Ostra"),
        ("Ida Holm believes that the bridge closed", "The bridge may have closed"),
    ],
)
def test_the_verb_is_known_in_its_other_forms_and_levels_are_kept_apart(
    statement: str, claim: str
) -> None:
    assert DifferenceKind.CERTAINTY in kinds(statement, claim)


def test_the_words_of_both_are_quoted() -> None:
    [difference] = compare(read("Ostra may have closed the bridge"), read(CLOSED)).differences
    assert (difference.statement, difference.record) == ("may have closed", "closed")
    [difference] = compare(read(CLOSED), read("Ostra plans to close the bridge")).differences
    assert (difference.statement, difference.record) == ("closed", "plans to close")
    conditional = "Ostra closed the bridge if the council agreed"
    [difference] = compare(read(conditional), read(CLOSED)).differences
    assert (difference.statement, difference.record) == ("if the council agreed", CLOSED)


SAME_LEVEL = [
    line.split(" | ")
    for line in listed("""
Harrow may close the bridge | Harrow might close the bridge
Harrow could close the bridge | Harrow may close the bridge
Harrow plans to close the bridge | Harrow will close the bridge
Harrow intends to close the bridge | Harrow plans to close the bridge
Harrow is to close the bridge | Harrow is going to close the bridge
Harrow is expected to close the bridge | Harrow will close the bridge
The ferry can carry 400 cars | The ferry is able to carry 400 cars
The ferry can carry 400 cars | The ferry is capable of carrying 400 cars
The ferry will reportedly be scrapped | The ferry is reportedly to be scrapped
It is possible that the ferry will sail | The ferry may sail
If the river rises, Harrow will close the bridge | Harrow will close the bridge if the river rises
The ferry was nearly empty | The ferry was almost empty
A strike is likely | A strike is probable
Ida Holm said that the bridge would close | Ida Holm said the bridge will close
Ostra had to close the bridge | Ostra closed the bridge
Ostra managed to close the bridge | Ostra closed the bridge
Ostra was forced to close the bridge | Ostra closed the bridge
Ostra was able to close the bridge | Ostra closed the bridge
Ostra went on to close the bridge | Ostra closed the bridge
Ostra did close the bridge | Ostra closed the bridge
Ostra is closing the bridge | Ostra will be closing the bridge
Ostra will not close the bridge | Ostra refuses to close the bridge
Ostra could not close the bridge | Ostra did not close the bridge
""")
]
NO_MARK = [
    line.split(" | ")
    for line in listed("""
The mayor of Ostra, who may resign, opened the bridge | The mayor of Ostra opened the bridge
The bridge, which will be repaired in June, is closed | The bridge is closed
Ostra closed the bridge so that it could be repaired | Ostra closed the bridge for repairs
A tin can was found in Harrow | The tin can was found in Harrow
The will of Rolf Kern was read in Harrow | Rolf Kern's will was read in Harrow
May Holm opened the bridge | May Holm has opened the bridge
Will Holm opened the bridge | Will Holm has opened the bridge
The bridge opened in May | The bridge was opened in May
Nearly 12,000 people live on Varn Island | Almost 12,000 people live on Varn Island
Nearly all of the ferries sank | Almost all of the ferries sank
Rolf Kern went to Harrow to open the bridge | Rolf Kern opened the bridge in Harrow
Ida Holm returned to win the race | Ida Holm won the race
Ida Holm was the first to win the race twice | Ida Holm won the race twice
The delay was due to strikes | Strikes caused the delay
Even if it rained, the fair opened | The fair opened
I think Ostra closed the bridge | Ostra closed the bridge
There is no doubt that the bridge closed | The bridge closed
It is known that the bridge closed | The bridge closed
The claim that Ostra closed the bridge is correct | Ostra closed the bridge
Officials say that Ostra closed the bridge | Ostra closed the bridge
""")
]


@pytest.mark.parametrize(("statement", "claim"), SAME_LEVEL + NO_MARK)
def test_one_level_in_other_words_and_words_that_say_none_do_not_differ(
    statement: str, claim: str
) -> None:
    assert kinds(statement, claim) <= {DifferenceKind.ADDS}
    assert kinds(claim, statement) <= {DifferenceKind.ADDS}


def test_what_a_speaker_with_a_name_hedges_is_told_as_attribution() -> None:
    hedged = Known(speakers=[Speaker(("Ida Holm",), "hedges")])
    assert kinds("Ida Holm said that Ostra may have closed the bridge", CLOSED, hedged) == set()
    said = "Ida Holm believes that Ostra closed the bridge"
    assert kinds(said, CLOSED, hedged) == set()
    flat = "Ida Holm said that Ostra closed the bridge"
    assert kinds(flat, CLOSED, hedged) == {DifferenceKind.ATTRIBUTION}
    sure = Known(speakers=[Speaker(("Ida Holm",), "asserts")])
    assert kinds("Ida Holm said that Ostra may have closed the bridge", CLOSED, sure) == CERTAINTY


# --- negation ----------------------------------------------------------------------------------

DENIED = listed("""
Ostra has yet to close the bridge
Ostra refrained from closing the bridge
Ostra stopped short of closing the bridge
Ostra held back from closing the bridge
Ostra failed to close the bridge
Ostra refuses to close the bridge
Ostra was unable to close the bridge
Ostra never closed the bridge
Ostra hardly closed the bridge
Ostra could not close the bridge
The claim that Ostra closed the bridge is wrong
Reports that Ostra closed the bridge are false
The rumour that Ostra closed the bridge has been debunked
There is no truth in the claim that Ostra closed the bridge
It is untrue that Ostra closed the bridge
It is not the case that Ostra closed the bridge
Officials deny that Ostra closed the bridge
Claims Ostra closed the bridge are false
The idea that Ostra closed the bridge is nonsense
It is wrong to say that Ostra closed the bridge
Ostra decided against closing the bridge
Ostra ruled out closing the bridge
Ostra avoided closing the bridge
Ostra backed out of closing the bridge
Ostra denied closing the bridge
""")


@pytest.mark.parametrize("statement", DENIED)
def test_a_denial_in_any_words_is_a_negation(statement: str) -> None:
    assert kinds(statement, CLOSED) == NEGATION


HARMLESS = [
    line.split(" | ")
    for line in listed("""
Nobody was hurt in the Harrow fire | No one was injured in the Harrow fire
There were no injuries in the Harrow fire | No one was injured in the Harrow fire
The Harrow fire burned without injuries | No one was injured when the Harrow fire burned
Zero people were hurt in the Harrow fire | Nobody was injured in the Harrow fire
0 people were injured in the Harrow fire | Nobody was injured in the Harrow fire
Not a single person was injured in the Harrow fire | Nobody was injured in the Harrow fire
None of the ferries were inspected | The ferries were not inspected
None of the ferries were inspected | The ferries were never inspected
The ferries were not inspected | No ferries were inspected
Ostra did not close the bridge | Ostra refrained from closing the bridge
Ostra has not closed the bridge | Ostra has yet to close the bridge
Ostra did not close the bridge | Ostra failed to close the bridge
Didn't Ostra close the bridge? | Ostra closed the bridge
Hasn't Ostra closed the bridge? | Ostra closed the bridge
Has Ostra not closed the bridge? | Ostra closed the bridge
Isn't the bridge closed? | The bridge is closed
The bridge did not open until 3 May 2024 | The bridge opened on 3 May 2024
It was not until May that Ostra closed the bridge | Ostra closed the bridge in May
Everybody was injured in the Harrow fire | Everyone was injured in the Harrow fire
Several people were injured in the Harrow fire | Some people were injured in the Harrow fire
Only 14 people died on the ferry | 14 people died on the ferry
All three ferries sank | Each of the three ferries sank
""")
]


@pytest.mark.parametrize(("statement", "claim"), HARMLESS)
def test_two_that_deny_or_count_the_same_do_not_differ(statement: str, claim: str) -> None:
    assert kinds(statement, claim) == set()


@pytest.mark.parametrize("order", ["Don't close the bridge", "Do not close the bridge"])
def test_an_order_not_to_is_no_question(order: str) -> None:
    assert kinds(order, "Close the bridge") == NEGATION


# --- how many ----------------------------------------------------------------------------------

HOW_MANY = [
    line.split(" | ")
    for line in listed("""
negation | Several people were injured in the fire | No one was injured in the fire
negation | Everyone was injured in the fire | Nobody was injured in the fire
negation | Zero people were injured in the fire | People were injured in the fire
opposite | Several people were injured in the fire | Everyone was injured in the fire
opposite | Not all ferries were inspected | All ferries were inspected
opposite | Many ferries were inspected | All ferries were inspected
opposite | Few people were injured in the fire | Most people were injured in the fire
opposite | Only Ida Holm voted for the plan | Ida Holm voted for the plan
opposite | The bridge is closed only to lorries | The bridge is closed to lorries
figure | One of the four ferries sank | Three of the four ferries sank
figure | All four ferries sank | Three of the four ferries sank
figure | All of the four ferries sank | One of four ferries sank
figure | Every one of the four ferries sank | Two of the four ferries sank
figure | A single one of the four ferries sank | Two of the four ferries sank
figure | Both of the two ferries sank | One of the two ferries sank
""")
]


@pytest.mark.parametrize(("kind", "statement", "claim"), HOW_MANY)
def test_another_share_of_the_same_differs_either_way_round(
    kind: str, statement: str, claim: str
) -> None:
    assert kind in {k.value for k in kinds(statement, claim)}
    assert kind in {k.value for k in kinds(claim, statement)}


# --- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ostra may close the bridge", Level.HEDGED),
        ("Ostra must have closed the bridge", Level.HEDGED),
        ("Ostra must close the bridge", Level.DEMANDED),
        ("Ostra won't close the bridge", Level.PLANNED),
        ("Ostra tried to close the bridge", Level.ATTEMPTED),
        ("Ostra would have closed the bridge", Level.UNREAL),
        ("Ostra hoped to close the bridge", Level.WISHED),
    ],
)
def test_a_mark_has_its_level_and_its_verb(text: str, level: Level) -> None:
    [mark] = read(text).marks
    assert level in mark.levels
    assert read(text).tokens[mark.about[0]].stem == "close"


def test_irregular_forms_are_of_their_verb() -> None:
    assert base(stem("won")) == stem("win")
    assert one_verb(stem("stolen"), stem("stole"))
    assert not one_verb(stem("won"), stem("want"))


# --- properties --------------------------------------------------------------------------------

WHO = ["Ida Holm", "Ostra", "The mayor of Harrow", "Norway", "The harbour workers", "Rolf Kern"]
DEEDS = [
    ("close", "closed", "the bridge"), ("win", "won", "the race"), ("sell", "sold", "the ferry"),
    ("sign", "signed", "the pact"), ("find", "found", "lead in the water"),
    ("leave", "left", "the council"), ("withdraw", "withdrew", "the order"),
    ("send", "sent", "40 soldiers to Chile"),
]  # fmt: skip
WHEN = ["", " in Oslo", " on 4 May 2024", " last week", " after the storm"]
BEFORE_VERB = [
    "may", "might", "could", "can", "should", "must", "will", "would", "plans to", "hopes to",
    "tried to", "wants to", "is about to", "was asked to", "is likely to", "threatened to",
]  # fmt: skip
FACTS = st.tuples(st.sampled_from(WHO), st.sampled_from(DEEDS), st.sampled_from(WHEN))


@settings(max_examples=150, deadline=None)
@given(FACTS, st.sampled_from(BEFORE_VERB))
def test_a_modal_more_or_less_is_always_a_difference_in_certainty(
    fact: tuple[str, tuple[str, str, str], str], modal: str
) -> None:
    who, (verb, done, what), when = fact
    plain, marked = f"{who} {done} {what}{when}", f"{who} {modal} {verb} {what}{when}"
    for statement, claim in ((marked, plain), (plain, marked)):
        found = compare(read(statement), read(claim)).differences
        assert DifferenceKind.CERTAINTY in {d.kind for d in found}
        assert all(d.statement and d.record for d in found)
    assert compare(read(marked), read(marked)).differences == ()


WORDS = st.sampled_from(
    [*WHO, *BEFORE_VERB, "if", "unless", "whether", "that", "it is unclear", "nearly", "to", "not",
     "no one", "zero people", "has yet to", "short of", "closed", "close", "the", "bridge", ",",
     "May", "'ll", "n't", "only", "all three", "one of the four", "until", "Didn't"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_are_read_and_held_against_themselves(one: str, other: str) -> None:
    assert compare(read(one), read(one)).differences == ()
    here, there = (compare(read(a), read(b)) for a, b in ((one, other), (other, one)))
    assert all(d.statement or d.record for d in (*here.differences, *there.differences))
    reading = read(one)
    for mark in reading.marks:
        assert 0 <= mark.first <= mark.last < len(reading.tokens)
        assert all(0 <= at < len(reading.tokens) for at in mark.about)
