"""Any text: no exception, valid offsets, time linear in its length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.complement_words import AGAINST
from bot.extraction.cues import cues
from bot.extraction.draft import DraftPassage, Span
from bot.extraction.passages import passages
from tests.timing import quickest

LENGTH = 200_000  # code points; what is not said to be long gets a tenth of them
LONG = frozenset(('"', "“", "said ", "he said ", "x"))
SECONDS = 10  # a bound that a slow machine keeps; quadratic time is far beyond it

_NEWSY = st.lists(
    st.sampled_from(
        """\" “ ” ' ’ ‘ « » '' , . : ; — – - ( ) [ ] ? ! said says told he she who Jane Roe the
        that according to not and but neither nor Monday reportedly citing Reuters saying urged it
        same [out] @x Mr. U.S. \n \n\n having is believed would if \u00a0 \u200b 🙂""".split(" ")
    ),
    max_size=120,
).map(" ".join)


def spans(passage: DraftPassage) -> Iterator[Span]:
    yield from (passage.sentence, *passage.content, *passage.verbatim_parts)
    yield from (*passage.insertions, *passage.antecedent, *passage.hedges)
    yield from (s for s in (passage.source, passage.cue, passage.when) if s is not None)


def check(text: str) -> list[DraftPassage]:
    found = passages(text)
    for passage in found:
        assert passage.content
        assert 0 <= passage.confidence <= 1
        assert all(0 <= start < end <= len(text) for start, end in spans(passage))
        assert passage.nested_in is None or 0 <= passage.nested_in < len(found)
    assert [p.content[0][0] for p in found] == sorted(p.content[0][0] for p in found)
    return found


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_valid_offsets(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(_NEWSY)
def test_any_order_of_newsy_words_gives_valid_offsets(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None)
@given(_NEWSY, st.text(max_size=30))
def test_what_stands_before_moves_offsets_and_nothing_else(text: str, before: str) -> None:
    assert check(text) == passages(text)  # the same every time
    check(before + "\n\n" + text)


@pytest.mark.parametrize("behind", ["", "about", *sorted(AGAINST)])
def test_a_text_may_end_with_any_cue(behind: str) -> None:
    # "pushed back against": what is denied never comes.
    for form, entries in cues().items():
        for particle in {cue.particle for cue in entries}:
            check(f"{form} {particle} {behind}".strip())
            check(f"{form} {particle} on Friday {behind}".strip())


@pytest.mark.parametrize(
    "unit",
    [
        '"', "'", "“", "”", "''", "(", "[", "—", ". ", "said ", "he said ", "that he said ",
        '"a" ', 'He said "x y z". ', ", he said, ", "“He said ", "according to Jane, ",
        "He said the same. ", " — A (@a) ", "who said, ", "He said he was\n", "a-", "x", "said“",
    ],
)  # fmt: skip
def test_time_is_linear_in_what_is_only_one_long_pattern(unit: str) -> None:
    length = LENGTH if unit in LONG else LENGTH // 10
    text = (unit * (length // len(unit) + 1))[:length]
    assert quickest(lambda: check(text), 1) < SECONDS
