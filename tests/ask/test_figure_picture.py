"""The picture of how a figure moved: looked at as pixels, and its words beside it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.ask import figures_view
from bot.ask.figure_picture import HEIGHT, WIDTH, picture
from bot.record.card import FigureLine, FiguresShown
from bot.slack.limits import ALT_TEXT, CONTEXT_TEXT

FIRST = date(2026, 3, 2)
KILOBYTES = 20_000
LINE, BAND, OPEN = (11, 92, 173), (188, 215, 240), (227, 238, 249)
NEWEST = WIDTH - 34  # a column of the newest figure
Pixels = npt.NDArray[np.int_]


def line(
    low: float | None,
    high: float | None,
    days: int | None = 0,
    words: str = "",
    unit: str | None = None,
    speaker: str = "",
) -> FigureLine:
    day = None if days is None else FIRST + timedelta(days=days)
    return FigureLine((low, high), unit, words, day, speaker=speaker)


def exact(value: float, days: int | None = 0, words: str = "") -> FigureLine:
    return line(value, value, days, words)


def pixels(figures: Sequence[FigureLine]) -> Pixels:
    """The picture's colours, by row and column."""
    drawn = picture(figures)
    assert drawn is not None
    assert len(drawn) < KILOBYTES
    shown = np.asarray(Image.open(io.BytesIO(drawn)).convert("RGB")).astype(int)
    assert shown.shape == (HEIGHT, WIDTH, 3)
    return shown


def near(shown: Pixels, colour: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    """Where it has this colour, or nearly."""
    found: npt.NDArray[np.bool_] = (np.abs(shown - np.array(colour)) < 16).all(axis=-1)
    return found


def rows(shown: Pixels, x: int, colour: tuple[int, int, int]) -> list[int]:
    """The rows of a column that have this colour."""
    return [int(y) for y in np.flatnonzero(near(shown[:, x], colour))]


def heights(figures: Sequence[FigureLine]) -> list[float]:
    """The rows of the line from left to right, each level once."""
    shown = pixels(figures)
    found: list[float] = []
    for x in range(WIDTH):
        line = rows(shown, x, LINE)
        if line and max(line) - min(line) < 7:
            middle = (max(line) + min(line)) / 2
            if not found or abs(found[-1] - middle) > 4:
                found.append(middle)
    return found


def test_a_toll_goes_up_and_down_in_the_order_of_the_figures() -> None:
    first, second, third = heights([exact(40, 0), exact(135, 1), exact(100, 8)])
    assert second < third < first


def test_a_range_is_a_band_between_its_ends_and_nothing_else_is() -> None:
    shown = pixels([line(100, 200, 0), line(150, 250, 4), exact(220, 9)])
    assert 40 < len(rows(shown, WIDTH // 3, BAND)) < HEIGHT / 2
    assert rows(shown, NEWEST, BAND) == []


@pytest.mark.parametrize("at_least", [True, False])
def test_an_open_end_is_marked_on_its_side(at_least: bool) -> None:
    bounds = (60, None) if at_least else (None, 60)
    shown = pixels([exact(100, 0), line(*bounds, 3), exact(80, 9)])
    told, tinted = rows(shown, WIDTH // 2, LINE), rows(shown, WIDTH // 2, OPEN)
    assert tinted
    assert max(tinted) < max(told) if at_least else min(tinted) > min(told)


def test_days_further_apart_are_further_apart() -> None:
    def middle_step(days: int) -> int:
        shown = pixels([exact(10, 0), exact(50, days), exact(50, 10)])
        return next(x for x in range(165, WIDTH) if len(rows(shown, x, LINE)) > 30)

    assert middle_step(2) < middle_step(5) < middle_step(8)


@pytest.mark.parametrize(
    "figures",
    [
        [exact(5, 0), exact(7, 0), exact(9, 0)],
        [exact(5, None), exact(7, None), exact(9, None)],
        [exact(5, None), exact(7, 3), exact(9, None)],
        [exact(5, 6), exact(7, 3), exact(9, 0)],
        [exact(1, 0, "one"), exact(2_500, 5), exact(10_000_000, 9, "10 million")],
    ],
    ids=["one day", "no days", "some days", "backwards", "1 to 10 million"],
)
def test_each_figure_has_its_step(figures: list[FigureLine]) -> None:
    found = heights(figures)
    assert len(found) == len(figures)
    assert all(after < before for before, after in pairwise(found))


def test_fifty_figures_fit() -> None:
    figures = [
        line(10 + n, None if n % 3 else 12 + n, 2 * n, f"at least {10 + n}") for n in range(50)
    ]
    assert max(rows(pixels(figures), NEWEST, LINE)) < HEIGHT / 2


def test_words_in_letters_that_are_not_at_hand_are_said_in_plain_ones() -> None:
    told = [
        exact(78, 0, "не менее 78"),
        exact(135, 1, "сто тридцать пять"),
        exact(131, 8, "百三十一"),
    ]
    plain = [exact(78, 0, "78"), exact(135, 1, "135"), exact(131, 8, "131")]
    assert picture(told) == picture(plain)


def test_what_is_on_no_common_scale_is_not_drawn() -> None:
    assert picture([exact(1), exact(2)]) is None
    assert picture([exact(1), exact(2), line(3, 3, 2, unit="EUR")]) is None
    assert picture([exact(1), exact(2), line(None, None)]) is None
    assert picture([exact(1), exact(2), exact(float("inf"))]) is None


_ENDS = st.one_of(
    st.floats(-1e12, 1e12),
    st.integers(-(10**9), 10**9),
    st.sampled_from([0.0, 1e300, -1e300, 1e-9]),
)
_FIGURES = st.builds(
    lambda a, b, open_end, days, words: line(
        None if open_end == "low" else min(a, b),
        None if open_end == "high" else max(a, b),
        days,
        words,
    ),
    _ENDS,
    _ENDS,
    st.sampled_from(["", "low", "high"]),
    st.none() | st.integers(-700_000, 2_000_000),
    st.text(max_size=60),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(_FIGURES, min_size=3, max_size=12))
def test_any_figures_are_drawn_the_same_way_each_time_and_name_nobody(
    figures: list[FigureLine],
) -> None:
    drawn = picture(figures)
    assert drawn is not None
    assert len(drawn) < KILOBYTES
    assert picture([replace(one, speaker="Ida Holm", by=("a1",)) for one in figures]) == drawn


def test_figures_whose_quotient_is_beyond_the_largest_number_are_drawn() -> None:
    assert picture([exact(0.0), exact(2.2e-313), exact(1.0)]) is not None
    assert picture([exact(2.2e-313), exact(1.0), exact(1e300)]) is not None


def shown(figures: Sequence[FigureLine]) -> FiguresShown:
    return FiguresShown(now=figures[-1], before=tuple(reversed(figures[:-1])))


def test_the_text_instead_of_it_tells_the_figures_and_names_nobody() -> None:
    figures = [
        line(78, None, 0, "at least 78", speaker="Ida Holm"),
        line(135, 135, 1, "135", speaker="Ida Holm"),
        line(131, 131, None, "131 <&>", speaker="Ida Holm"),
    ]
    drawn = figures_view.moving(shown(figures))
    assert drawn is not None
    told = "at least 78 (2 Mar 2026) → 135 (3 Mar 2026) → 131 <&>"
    assert drawn.alt == f"How the figure moved: {told}"
    assert drawn.draw() == picture(figures)
    assert figures_view.path(shown(figures)) == f"{told[:-4]} &lt;&amp;&gt;, by Ida Holm"
    assert figures_view.moving(shown(figures[1:])) is None


def test_many_figures_are_told_by_the_first_and_the_newest() -> None:
    figures = [line(n, n, n, f"between {n:,} and {n + 1:,} of them") for n in range(300)]
    told = figures_view.path(shown(figures))
    assert told.startswith("between 0 and 1 of them (2 Mar 2026) → 291 more → between 292 and")
    assert told.endswith("between 299 and 300 of them (26 Dec 2026)")
    assert len(told) < CONTEXT_TEXT
    drawn = figures_view.moving(shown(figures))
    assert drawn is not None
    assert drawn.alt.endswith("between 299 and 300 of them (26 Dec 2026)")
    assert len(drawn.alt) <= ALT_TEXT


def test_the_drawing_library_is_loaded_only_to_draw() -> None:
    code = "import sys, bot.ask.figures_view, bot.digest.view; print('PIL' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
