"""In which ways a statement departs from a claim: all kinds, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.quantities import from_interval
from bot.language.reading import read
from bot.matching.differences import Known, compare
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.speakers import Speaker
from tests.timing import quickest

MODEST = settings(max_examples=60, deadline=None)


def found(statement: str, claim: str) -> tuple[Difference, ...]:
    return compare(read(statement), read(claim)).differences


def kinds(statement: str, claim: str) -> set[str]:
    return {difference.kind.value for difference in found(statement, claim)}


def pairs(text: str) -> list[tuple[str, str]]:
    """One pair a line: statement | claim."""
    split = [line.split(" | ") for line in text.strip().splitlines()]
    return [(statement, claim) for statement, claim in split]


# --- one kind at a time ------------------------------------------------------------------------

FIGURE = pairs("""
1,000 people live on Varn Island | More than 10,000 people live on Varn Island
12,000 people live on Varn Island | More than 10,000 people live on Varn Island
At most 40 boats were lost | At least 40 boats were lost
Nine miners were rescued in Ostra | Eleven miners were rescued in Ostra
The stadium in Ostra cost $12 million | The stadium in Ostra cost $12 billion
The stadium in Ostra cost €12 million | The stadium in Ostra cost $12 million
Turnout in Ostra was 16.3 per cent | Turnout in Ostra was 61.3 per cent
Krag won by 900 votes in Ostra | Krag won by 412 votes in Ostra
Half of the harbour workers are on strike | A third of the harbour workers are on strike
The dam is 30 metres high | The dam is 300 metres high
""")
DATE = pairs("""
The bridge opened on 3 May 2021 | The bridge opened on 3 May 2024
The bridge opened in March 2024 | The bridge opened in May 2024
The treaty was signed in 1987 | The treaty was signed in 1978
The strike in Ostra began on 4 June | The strike in Ostra began on 14 June
The ferry sank in the winter of 2019 | The ferry sank in the summer of 2019
""")
NEGATION = pairs("""
The bridge is not closed to lorries | The bridge is closed to lorries
The bridge isn't closed to lorries | The bridge is closed to lorries
No miners were rescued in Ostra | Miners were rescued in Ostra
The mayor never met the harbour workers | The mayor met the harbour workers
The mayor met the harbour workers | The mayor has not met the harbour workers
The council refused to pay for the ferry | The council paid for the ferry
Nobody was hurt when the ferry sank | People were hurt when the ferry sank
""")
PARTY = pairs("""
Norway has sold three ferries to Chile | Sweden has sold three ferries to Chile
Swedish engineers repaired the Ostra bridge | Danish engineers repaired the Ostra bridge
Petra Lund won the election in Ostra | Ida Holm won the election in Ostra
Mayor Petra Lund resigned on Monday | Mayor Ida Holm resigned on Monday
The Harbour Union called the strike | The Teachers Union called the strike
""")
PLACE = pairs("""
The peace talks took place in Oslo | The peace talks took place in Madrid
Ida Holm met the miners in Brennick | Ida Holm met the miners in Ostra
A ferry sank near Peru | A ferry sank near Chile
The pact was signed in Cairo by both ministers | The pact was signed in Nairobi by both ministers
""")
ROLES = pairs("""
Chile attacked Peru | Peru attacked Chile
Norwegian sailors rescued Danish fishermen | Danish fishermen rescued Norwegian sailors
Ida Holm sued Bo Krag | Bo Krag sued Ida Holm
More than 500 Danish teachers work in Chile | More than 500 Chilean teachers work in Denmark
Peru was attacked by Chile | Peru attacked Chile
""")
OPPOSITE = pairs("""
Unemployment in Ostra fell last year | Unemployment in Ostra rose last year
The council banned lorries from the harbour | The council allowed lorries in the harbour
The court found the captain guilty | The court found the captain innocent
Krag lost the election in Ostra | Krag won the election in Ostra
The strike at the harbour has ended | The strike at the harbour has begun
The mine in Ostra is safe | The mine in Ostra is unsafe
Exports of Ostra steel increased | Exports of Ostra steel decreased
""")


@pytest.mark.parametrize(
    ("kind", "statement", "claim"),
    [
        (kind, *pair)
        for kind, listed in (
            ("figure", FIGURE),
            ("date", DATE),
            ("negation", NEGATION),
            ("party", PARTY),
            ("place", PLACE),
            ("roles", ROLES),
            ("opposite", OPPOSITE),
        )
        for pair in listed
    ],
)
def test_a_difference_is_named_by_its_kind_whichever_side_it_is_on(
    kind: str, statement: str, claim: str
) -> None:
    assert kinds(statement, claim) == {kind}
    assert kinds(claim, statement) == {kind}


ON_RECORD = [
    Speaker(("Ida Holm", "City Council", "Ostra"), "asserts"),
    Speaker(("Ministry of Works", "State"), "denies"),
    Speaker(("Norway",), "declines"),
    Speaker(("Ostra Courier", "The Courier"), "carries"),
]
CLOSED = "The bridge at Ostra is closed to lorries"


def attribution(statement: str) -> list[Difference]:
    listed = compare(read(statement), read(CLOSED), Known(speakers=ON_RECORD)).differences
    assert {difference.kind for difference in listed} <= {DifferenceKind.ATTRIBUTION}
    return list(listed)


@pytest.mark.parametrize(
    ("statement", "on_record"),
    [
        ("Petra Lund said that the bridge at Ostra is closed to lorries", "Ida Holm"),
        ("The Ministry of Works confirmed that the bridge at Ostra is closed to lorries", "denies"),
        ("According to Norway, the bridge at Ostra is closed to lorries", "not confirmed"),
        ("Norway: the bridge at Ostra is closed to lorries", "not confirmed"),
        ("The bridge at Ostra is closed to lorries, Petra Lund said.", "Ida Holm"),
        ("Ida Holm denied that the bridge at Ostra is closed to lorries", "says so"),
    ],
)
def test_who_is_said_to_say_it_is_held_against_who_said_it(statement: str, on_record: str) -> None:
    [difference] = attribution(statement)
    assert on_record in difference.record
    assert difference.statement


@pytest.mark.parametrize(
    "statement",
    [
        CLOSED,
        "Ida Holm said that the bridge at Ostra is closed to lorries",
        "Mayor Ida Holm says the bridge at Ostra is closed to lorries",
        "Holm has confirmed that the bridge at Ostra is closed to lorries",
        "The City Council announced that the bridge at Ostra is closed to lorries",
        "According to the City Council, the bridge at Ostra is closed to lorries",
        "“The bridge at Ostra is closed to lorries”, said Ida Holm",
        "Ida Holm: the bridge at Ostra is closed to lorries",
        "The Ministry of Works denied that the bridge at Ostra is closed to lorries",
        "Norway has not confirmed that the bridge at Ostra is closed to lorries",
        "The Ostra Courier reported that the bridge at Ostra is closed to lorries",
        "Officials say that the bridge at Ostra is closed to lorries",
    ],
)
def test_naming_somebody_who_did_say_it_or_nobody_is_no_difference(statement: str) -> None:
    assert attribution(statement) == []


# --- what is no difference ---------------------------------------------------------------------

SAME = pairs("""
Over 10,000 people live on Varn Island | More than 10,000 people live on Varn Island
More than 10k people live on Varn Island | More than 10,000 people live on Varn Island
more than ten thousand people live on varn island | More than 10,000 people live on Varn Island
MORE THAN 10,000 PEOPLE LIVE ON VARN ISLAND | More than 10,000 people live on Varn Island
>10k people live on Varn Island | More than 10,000 people live on Varn Island
Turnout in Ostra was 61.3% | Turnout in Ostra was 61.3 per cent
Turnout in Ostra was 61.3 percent | Turnout in Ostra was 61.3 per cent
The stadium cost 12 million dollars | The stadium cost $12m
Eleven miners were rescued in Ostra | 11 miners were rescued in Ostra
Half of the harbour workers are on strike | 50% of the harbour workers are on strike
Between 10 and 12 boats sank | 10 to 12 boats sank
The bridge opened on May 3, 2024 | The bridge opened on 3 May 2024
The bridge opened in May 2024 | The bridge opened on 3 May 2024
The bridge opened in 2024 | The bridge opened in May 2024
Ida Hollm won the election in Ostra | Ida Holm won the election in Ostra
Holm won the election in Ostra | Ida Holm won the election in Ostra
President Ida Holm won the election in Ostra | Ida Holm won the election in Ostra
norwegian engineers repaired the bridge | Norwegian engineers repaired the bridge
Engineers from Norway repaired the bridge | Norwegian engineers repaired the bridge
The Ostra bridge was repaired by Norwegian engineers | Norwegian engineers repaired the Ostra bridge
Peru was attacked by Chile | Chile attacked Peru
The UK has sold three ferries | The United Kingdom has sold three ferries
Britain has sold three ferries | The United Kingdom has sold three ferries
Bo Krag and Ida Holm signed the pact | Ida Holm and Bo Krag signed the pact
The brigde at Ostra is clsoed to lorries | The bridge at Ostra is closed to lorries
The bridge at Ostra is “closed” to lorries! | The bridge at Ostra is closed to lorries.
The mayor cannot reopen the bridge | The mayor can not reopen the bridge
The bridge isn’t open | The bridge is not open
Not only lorries use the Ostra bridge | Lorries use the Ostra bridge
The harbour programme was cancelled | The harbor program was canceled
""")


@pytest.mark.parametrize(("statement", "claim"), SAME)
def test_another_wording_is_no_difference(statement: str, claim: str) -> None:
    assert found(statement, claim) == ()
    assert found(claim, statement) == ()


def test_a_figure_says_how_it_relates_to_the_one_on_record() -> None:
    claim = "More than 10,000 people live on Varn Island"
    [inside] = found("12,000 people live on Varn Island", claim)
    assert inside.statement == "12,000"
    assert inside.record == "More than 10,000"
    assert inside.relation == "more exact than the record"
    assert not inside.contradicts
    [beside] = found("1,000 people live on Varn Island", claim)
    assert beside.relation == ""


def test_the_stored_figure_counts_where_the_text_spells_none() -> None:
    claim = "The harbour strike is the largest on Varn Island"
    stored = from_interval(400, 400, None)
    text = "The harbour strike of 900 workers is the largest on Varn Island"
    known = Known(figure=stored)
    [difference] = compare(read(text), read(claim), known).differences
    assert difference.kind is DifferenceKind.FIGURE
    assert compare(read(text.replace("900", "400")), read(claim), known).differences == ()


def test_two_differences_are_both_named() -> None:
    assert kinds("No Norwegian ferry sank in 2021", "A Danish ferry sank in 2024") == {
        "date",
        "negation",
        "party",
    }


def test_exchanging_party_and_place_never_passes_for_the_same() -> None:
    claim = "More than 500 Danish teachers work in Chile"
    assert kinds("More than 500 Peruvian teachers work in Bolivia", claim) & {"party", "place"}
    assert kinds("More than 500 Chilean teachers work in Denmark", claim)


# --- properties --------------------------------------------------------------------------------

SUBJECTS = ["Ida Holm", "The mayor of Ostra", "Norway", "Danish sailors", "12 boats", "No ferry",
            "Nearly half of the crew", "The Ministry of Works", "Kim", "US troops"]  # fmt: skip
VERBS = ["did not attack", "sold", "met", "was rescued by", "never denied seeing", "approved",
         "has lost more than 5,000 tonnes to", "refused", "are with", "said it saw"]  # fmt: skip
OBJECTS = ["Bo Krag", "the Ostra bridge", "Peru", "Chile’s navy", "three ferries", "nobody",
           "the harbour before 2021", "$5 million", "the United States", "an enemy"]  # fmt: skip
ENDS = ["", " in Oslo", " on 4 May 2024", " last week", " by 40%", ", but not in Peru",
        " to Chile", " from Denmark", " without a council", ", Petra Lund said"]  # fmt: skip
SENTENCES = st.builds(
    "{} {} {}{}.".format,
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.sampled_from(OBJECTS),
    st.sampled_from(ENDS),
)
ANY = st.one_of(
    SENTENCES,
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(SUBJECTS + VERBS + OBJECTS + ENDS), st.text(max_size=6)))
    .map(" ".join)
    .map(lambda text: text[:300]),
)


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_a_sentence_does_not_differ_from_itself(text: str) -> None:
    assert found(text, text) == ()


@MODEST
@given(SENTENCES, st.sampled_from([str.upper, str.lower, lambda text: text.rstrip("."), str]))
def test_neither_letter_case_nor_a_full_stop_is_a_difference(text: str, written: object) -> None:
    assert callable(written)
    assert "negation" not in kinds(written(text), text)
    assert "figure" not in kinds(written(text), text)


@settings(max_examples=150, deadline=None)
@given(ANY, ANY)
def test_any_two_texts_are_compared_without_an_error(one: str, other: str) -> None:
    listed = compare(read(one), read(other), Known(speakers=ON_RECORD)).differences
    assert len(set(listed)) == len(listed)
    order = [list(DifferenceKind).index(difference.kind) for difference in listed]
    assert order == sorted(order)
    assert all(difference.statement or difference.record for difference in listed)


@pytest.mark.parametrize(
    "piece",
    ["word ", "1 to ", "not ", "North Korea ", "Ida Holm met Bo Krag ", "in Oslo ", "?!., ",
     "שלום עולם ", "e\u0301\u0302", "May 5 2024 ", "said that ", "a, ", "according to Krag, ",
     "denied that ", "12,000 ", "👀", "\u202e", "rose fell ", "by Chile ", "ﷺ"],
)  # fmt: skip
def test_the_longest_statement_of_anything_takes_less_than_a_quarter_second(piece: str) -> None:
    text = (piece * 2_000)[:2_000]
    for claim in (CLOSED, f"{CLOSED} in 2024"):

        def run(claim: str = claim) -> None:
            read.cache_clear()
            compare(read(text), read(claim), Known(speakers=ON_RECORD))

        assert quickest(run, enough=0.25) < 0.25
