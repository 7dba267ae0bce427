"""Which quotation marks belong together."""

from __future__ import annotations

import pytest

from bot.extraction.quotes import quotations
from bot.extraction.sentences import paragraphs, words_of


def inner(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "one" and "two".', ["one", "two"]),
        ("He said “one” and “two”.", ["one", "two"]),
        ("He said ''one'' and left.", ["one"]),
        ("He said «one» and left.", ["one"]),
        ("‘It’s the officials’ plan,’ he said.", ["It’s the officials’ plan,"]),
        ("The officials' plan wasn't his.", []),
        ("Rock 'n' roll in the '90s", ["n"]),
        ("“He told me ‘go home’ twice,” she said.", ["He told me ‘go home’ twice,"]),
        ('A 6" pipe', []),
        ('"One paragraph.\n\n"Another one."', ["One paragraph.", "Another one."]),
        ('An unclosed "mark in the middle.\n\nNo more.', []),
        ("”Opened the wrong way,” he said.", ["Opened the wrong way,"]),
    ],
)
def test_marks_are_paired_within_their_paragraph(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_without_an_end_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = '"One.\n\n"Two."'
    first, second = quotations(text, paragraphs(text))
    assert first.goes_on
    assert not second.goes_on


def test_lines_that_were_only_wrapped_are_one_paragraph() -> None:
    text = (
        "The quick brown fox that lives behind the old town hall said\nthat it was raining.\nNext."
    )
    assert len(paragraphs(text)) == 2


def test_words_keep_their_offsets_and_their_hyphens() -> None:
    text = "Jeon-Roe's 10,000 U.S. men, Mr. X said."
    found = words_of(text)
    assert [w.text for w in found] == [
        "Jeon-Roe's", "10,000", "U.S.", "men", ",", "Mr.", "X", "said", ".",
    ]  # fmt: skip
    assert all(text[w.start : w.end] == w.text for w in found)
