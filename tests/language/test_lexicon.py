"""Which words mean the same, which the opposite, and which name one deed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.lexicon import (
    converses,
    derived,
    near_meaning,
    near_stems,
    opposite,
    opposite_stems,
    same_deed,
    same_meaning,
    same_toll,
    verb_phrases,
    way_of,
)
from bot.language.lexicon.added_words import OPPOSITES, SAME
from bot.language.lexicon.converses import CONVERSES, SYMMETRIC
from bot.language.lexicon.table import forms
from bot.language.tokens import stem

MANY = settings(max_examples=300, deadline=None)

WORDS = st.sampled_from(
    sorted(
        {
            *SAME.replace("_", " ").split(),
            *OPPOSITES.replace("|", " ").replace(";", " ").replace("_", " ").split(),
            *"""harbour council minister ferry teacher kitchen road decide believe arrive found
            wounded rose left saw felt lay bore news politics worker number evening feed bus species
            goods under above thirteen Ostra""".split(),
        }
    )
)


def pairs(text: str) -> list[tuple[str, str]]:
    """ "one/other …" with "_" for a space."""
    found = (pair.replace("_", " ").split("/") for pair in text.split())
    return [(one, other) for one, other in found]


SAME_PAIRS = pairs(
    """bought/purchased bought/acquired razed/destroyed gutted/destroyed ravaged/destroyed
    turn_down/rejected vote_down/rejected throw_out/dismissed dismissed/rejected
    published/released make_public/published announced/unveiled presented/announced
    revealed/announced rescued/freed rammed/struck hurt/injured sick/ill banned/prohibited
    forbidden/outlawed allowed/permitted call_off/cancelled carry_out/implemented
    put_off/postponed halted/stopped shut/closed big/large attorney/lawyer nearly/almost
    attacked/assailed happened/occurred vanished/disappeared ended/finished remained/stayed
    discovered/found collaborated/cooperated immediately/instantly earthquake/quake
    aeroplane/plane film/movie helped/aided hired/employed endangered/threatened"""
)

OTHERS = pairs(
    """soldiers/officers killed/wounded killed/died north/south bus/train increase/double
    bus/vehicle dog/animal apple/fruit mother/parent murder/crime strike/protest town/village
    river/lake minister/president nurse/doctor school/university gun/knife fire/flood
    Monday/Tuesday January/June three/four hundred/thousand metre/kilometre euro/dollar
    arrested/convicted charged/convicted accused/convicted suspected/guilty proposed/approved
    threatened/attacked warned/threatened planned/did tried/succeeded wounded/dead injured/killed
    missing/dead red/blue doctors/patients teachers/pupils sister/daughter uncle/cousin
    win/play vote/win police/army church/mosque ship/submarine ferry/yacht hotel/hospital
    worker/work writer/write banker/bank leader/lead news/new species/spice number/numb
    evening/even process/proceed import/important policy/police rises/doubles few/many some/all
    some/most might/will could/must asked/answered sold/bought lent/borrowed taught/learned
    deployed/built summer/winter water/oil gas/coal rain/snow bridge/tunnel road/railway
    house/castle car/lorry left/right"""
)


@pytest.mark.parametrize(("one", "other"), SAME_PAIRS)
def test_other_words_for_the_same(one: str, other: str) -> None:
    assert same_meaning(one, other)
    assert not opposite(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_kinds_and_neighbours_are_not_the_same(one: str, other: str) -> None:
    assert not same_meaning(one, other)


def test_a_part_of_speech_narrows_what_is_the_same() -> None:
    assert same_meaning("film", "movie", "noun")
    assert not same_meaning("film", "movie", "verb")
    assert same_meaning("happened", "occurred", "verb")
    assert not same_meaning("happened", "occurred", "adjective")


OPPOSITE_PAIRS = pairs(
    """won/lost accepted/rejected approved/rejected approve/turn_down approve/throw_out
    confirmed/denied confirm/rule_out call_off/held call_off/organised call_off/go_ahead_with
    for/against abstained/against rose/fell up/down before/after legal/illegal possible/impossible
    employed/unemployed hurt/unhurt vaccinated/unvaccinated admitted/denied opened/closed
    acceptance/rejection victory/defeat arrived/left east/west married/unmarried found/lost
    strengthened/weakened acquitted/convicted guilty/innocent permitted/forbidden true/false
    Democrats/Republicans allow/disallow confirmed/unconfirmed survived/died"""
)

NO_OPPOSITES = pairs(
    """disease/ease inform/form impress/press mistake/take invent/vent display/play import/port
    increase/crease antivirus/virus bus/train killed/wounded teacher/pupil minister/voter red/blue
    three/four said/asked found/discovered deployed/moved bridge/road
    soldier/civilian Monday/Friday fire/flood big/huge started/began attack/attacked
    inhabited/habited invaluable/valuable understand/stand discharge/charge
    intense/tense"""
)


@pytest.mark.parametrize(("one", "other"), OPPOSITE_PAIRS)
def test_opposites(one: str, other: str) -> None:
    assert opposite(one, other)
    assert opposite(other, one)
    assert not same_meaning(one, other)


@pytest.mark.parametrize(("one", "other"), NO_OPPOSITES)
def test_no_opposites(one: str, other: str) -> None:
    assert not opposite(one, other)


@given(WORDS, WORDS)
@MANY
def test_the_relations_hold_both_ways_and_not_together(one: str, other: str) -> None:
    assert same_meaning(one, other) == same_meaning(other, one)
    assert opposite(one, other) == opposite(other, one)
    assert derived(one, other) == derived(other, one)
    assert same_deed(one, other) == same_deed(other, one)
    assert not (same_meaning(one, other) and opposite(one, other))


@given(WORDS)
@MANY
def test_a_word_means_itself(word: str) -> None:
    assert same_meaning(word, word)
    assert same_meaning(word, word.upper())
    assert not opposite(word, word)


@given(st.text(max_size=12), st.text(max_size=12))
@MANY
def test_anything_may_be_asked(one: str, other: str) -> None:
    same_meaning(one, other)
    opposite(one, other)
    same_deed(one, other)
    near_meaning(one, other)
    way_of(one, other)
    verb_phrases((one + " " + other).split())


@pytest.mark.parametrize(
    ("written", "plain"),
    pairs(
        """struck/strike bought/buy fell/fall stopped/stop carries/carry cancelled/cancel
        later/late biggest/big men/man crises/crisis freed/free Democrats/democrat dying/die
        meeting/meet killing/kill"""
    ),
)
def test_plain_forms(written: str, plain: str) -> None:
    assert plain in forms(written)


@pytest.mark.parametrize("word", "news worker number species bus has evening".split())
def test_what_only_looks_inflected_is_left_whole(word: str) -> None:
    assert not forms(word) & {"new", "work", "numb", "specie", "bu", "ha", "even"}


@pytest.mark.parametrize(
    ("one", "other"),
    pairs(
        """resignation/resigned collapse/collapsed explosion/exploded injuries/injured death/died
        withdrawal/withdrew arrival/arrived refusal/refused killing/killed acquisition/acquired
        invasion/invaded approval/approved"""
    ),
)
def test_the_noun_of_a_deed(one: str, other: str) -> None:
    assert derived(one, other)
    assert same_deed(one, other)


@pytest.mark.parametrize(
    ("one", "other"), pairs("employer/employed murderer/murdered import/important death/killed")
)
def test_who_does_it_is_not_the_deed(one: str, other: str) -> None:
    assert not derived(one, other)


def test_deeds_are_told_by_other_words_too() -> None:
    assert same_deed("acquisition", "bought")
    assert same_deed("purchase", "acquired")
    assert not same_deed("acceptance", "rejected")
    assert not same_deed("sale", "purchased")


def test_what_is_murdered_is_killed_and_not_the_other_way_round() -> None:
    assert way_of("murdered", "killed")
    assert not way_of("killed", "murdered")
    assert not way_of("killed", "wounded")


def test_a_toll_counts_the_same_people() -> None:
    assert same_toll("killed", "died")
    assert same_toll("deaths", "dead")
    assert same_toll("wounded", "injuries")
    assert not same_toll("killed", "injured")
    assert not same_toll("homeless", "dead")


def test_near_words_find_a_claim_and_do_not_say_the_same() -> None:
    troops, soldiers = stem("troops"), stem("soldiers")
    assert near_meaning(troops, soldiers)
    assert soldiers in near_stems(troops)
    assert not same_meaning("troops", "soldiers")
    assert near_meaning(stem("purchased"), stem("buy"))
    assert not near_meaning(stem("accepted"), stem("rejected"))


def test_stems_of_opposites() -> None:
    assert opposite_stems(stem("refusing"), stem("accepted"))
    assert not opposite_stems(stem("refusing"), stem("rejected"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council threw the scheme out on Monday", [("throw out", (2, 5))]),
        ("The council threw out the Harrow scheme", [("throw out", (2, 3))]),
        ("They turned it down", [("turn down", (1, 3))]),
        ("The ministry called off the parade", [("call off", (2, 3))]),
        ("They made the letters public", [("make public", (1, 4))]),
        ("The club went ahead with the parade", [("go ahead with", (2, 3, 4))]),
        (
            "The plan they had drawn up was carried out",
            [("draw up", (4, 5)), ("carry out", (7, 8))],
        ),
        ("Ida Holm stepped down", [("step down", (2, 3))]),
        ("He put Ida Holm off until May", [("put off", (1, 4))]),
        ("He voted in favour of the bill", [("vote in favour of", (1, 2, 3, 4))]),
        ("The bill was voted down", [("vote down", (3, 4))]),
        ("He took the bus out of town", []),
        ("She read a book and walked out", [("walk out", (5, 6))]),
        ("Rolf Kern looked at the house", []),
        ("The ferry sank off Ostra", []),
        ("", []),
    ],
)
def test_verbs_of_several_words(sentence: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(phrase.lemma, phrase.at) for phrase in verb_phrases(sentence.split())] == expected


PARTS = """the threw turned it down out off scheme and to with in Ostra call went ahead was made
    public vote of""".split()


@given(st.lists(st.sampled_from(PARTS), max_size=14))
@MANY
def test_phrases_lie_in_the_sentence_and_share_no_word(words: list[str]) -> None:
    found = [at for phrase in verb_phrases(words) for at in phrase.at]
    assert len(found) == len(set(found))
    assert all(0 <= at < len(words) for at in found)
    for phrase in verb_phrases(words):
        assert [words[at].lower() for at in phrase.at[1:]] == phrase.lemma.split()[1:]
        assert list(phrase.at) == sorted(phrase.at)


def test_who_sells_to_somebody_has_a_buyer() -> None:
    (sold,) = converses("sold", "bought")
    assert (sold.role("subject"), sold.role("object"), sold.role("to")) == (
        "from",
        "object",
        "subject",
    )
    assert sold.role("by") is None
    (lost,) = converses("beat", "lose to")
    assert lost.role("subject") == "object"
    assert converses("married", "marries")
    assert converses("sold", "rented") == ()


@pytest.mark.parametrize("line", [*CONVERSES.splitlines(), *SYMMETRIC.splitlines()])
def test_converses_turn_back(line: str) -> None:
    parts = [part.strip() for part in line.split("|")]
    one, other = parts[0], parts[-2]
    there = {(c.one, c.other): set(c.roles) for c in converses(one, other)}
    back = {(c.other, c.one): {(b, a) for a, b in c.roles} for c in converses(other, one)}
    assert there
    assert there.keys() == back.keys()


def test_nothing_is_read_before_the_first_question() -> None:
    asked = "import bot.language.lexicon.table as t; print(t._lines.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
