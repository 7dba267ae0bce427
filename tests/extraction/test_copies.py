from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.copies import is_family, sentences_of, shared, sketch
from bot.extraction.passages import passages

WIRE = (
    "OSTRA, March 3 (Newsline) - At least 78 people were killed when a warehouse exploded in the"
    " port of Ostra on Tuesday, fire chief Edda Rohl said.\n\n"
    "“We are still searching the eastern quay,” she added. The ministry of works said it had"
    " opened an inquiry into the storage of fertiliser.\n\n"
    "Mayor Ida Holm visited the site in the evening. Residents reported broken windows five"
    " kilometres away."
)


def same(here: str, there: str) -> tuple[int, bool]:
    """How many sentences of `here` are in `there`, and whether the two are of one family."""
    ours, theirs = sentences_of(here), sentences_of(there)
    found = shared(ours, theirs)
    return len(found), is_family(len(found), ours, theirs)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (WIRE, 5),
        (WIRE.removeprefix("OSTRA, March 3 (Newsline) - "), 5),
        (WIRE.replace("OSTRA, March 3 (Newsline) - ", "(Newsline) — "), 5),
        (WIRE.replace("“", '"').replace("”", '"').replace("\n\n", "\n"), 5),
        (WIRE.replace("fertiliser", "fertilizer"), 5),
        (WIRE + " Schools stay shut.", 5),
        (WIRE.rpartition(" Residents")[0], 4),
        ("The harbour has been closed. " + WIRE.partition("\n\n")[2], 4),
    ],
)
def test_a_copy_has_the_sentences_whatever_its_marks_and_dateline(copy: str, expected: int) -> None:
    assert same(copy, WIRE) == (expected, True)
    assert same(WIRE, copy) == (expected, True)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("At least 78", "At least 135"),
        ("At least 78", "78"),
        ("on Tuesday", "on Wednesday"),
        ("Edda Rohl", "Ida Holm"),
        ("were killed", "were not killed"),
        ("five kilometres", "nine kilometres"),
    ],
)
def test_a_sentence_with_another_figure_name_day_or_negation_is_another_one(
    was: str, now: str
) -> None:
    assert same(WIRE.replace(was, now), WIRE) == (4, True)


def test_one_quote_in_common_makes_no_family() -> None:
    other = (
        "Insurers expect a long dispute. The port handles a third of the country’s grain."
        " “We are still searching the eastern quay,” she added. Prices rose by 4 percent."
    )
    assert same(other, WIRE) == (1, False)


def test_a_short_text_inside_a_long_one_is_its_relative() -> None:
    brief = "\n\n".join(WIRE.split("\n\n")[:2])
    long = f"{WIRE}\n\n" + "\n\n".join(f"Street {n} was cleared on day {n}." for n in range(30))
    assert same(brief, long) == (3, True)
    assert same(long, brief) == (3, True)


def test_sentences_have_the_spans_that_drafts_have() -> None:
    found = {one.sentence for one in passages(WIRE, published_on=None, outlet=None)}
    assert found <= set(sentences_of(WIRE).spans)


words = st.lists(
    st.sampled_from("ship port fire crew Ostra said 12 the of was not".split()), max_size=60
)


@given(words, words)
@settings(max_examples=60, deadline=None)
def test_no_sentence_is_counted_twice_and_a_text_is_its_own_copy(
    one: list[str], other: list[str]
) -> None:
    here, there = sentences_of(" ".join(one)), sentences_of(". ".join(other))
    pairs = shared(here, there)
    assert len(set(pairs.values())) == len(pairs) == len(shared(there, here))
    assert len(shared(there, there)) == len(there.spans)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_a_sketch_is_small_and_the_same_whatever_the_case(text: str) -> None:
    numbers = sketch(text)
    assert list(numbers) == sorted(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)
    if text.upper().lower() == text.lower():
        assert sketch(text.upper()) == numbers


def test_copies_share_most_of_their_sketch_and_other_texts_next_to_nothing() -> None:
    ours = set(sketch(WIRE))
    assert len(ours & set(sketch(WIRE + " Schools stay shut."))) > 0.8 * len(ours)
    other = "Insurers expect a long dispute over who has to pay for the port, a broker said."
    assert not ours & set(sketch(other))


@pytest.mark.parametrize(
    "dateline",
    ["OSTRA, March 3 (Newsline) - ", "OSTRA — ", "(Newsline) – ", "OSTRA (Newsline) -- ", ""],
)
def test_a_dateline_is_part_of_no_statement(dateline: str) -> None:
    text = f"{dateline}At least 78 people were killed, fire chief Edda Rohl said."
    (one,) = passages(text, published_on=date(2026, 3, 5))
    assert text[slice(*one.content[0])] == "At least 78 people were killed"
    assert one.when is None
