"""Lines and characters of messages are counted as a person sees them."""

from __future__ import annotations

import pytest

from benchmarks.lengths import length


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (0, 0)),
        ("One line.\n", (1, 9)),
        ("One.\n\n  Two.  \n", (2, 8)),
        ("x" * 100, (1, 100)),
        ("x" * 101, (2, 101)),
    ],
)
def test_empty_rows_do_not_count_and_long_ones_break(text: str, found: tuple[int, int]) -> None:
    assert length(text) == found
