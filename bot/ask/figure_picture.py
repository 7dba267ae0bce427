"""How a figure on record moved, as a small picture: a line in steps, the oldest figure first.

Whatever lies between the ends of a range is a band. A dot with an arrow has one end only ("at
least 78"). Days further apart are further apart in the picture. It names nobody. The drawing
library is loaded only when a picture is drawn.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.i18n import N_, gettext, grouped
from bot.language import writing
from bot.language.figure_words import figure_words
from bot.record.card import FigureLine

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

FEWEST = 3
"""Figures from which a move is drawn or told."""

WIDTH, HEIGHT = 1040, 430  # pixels, about twice as many as Slack shows it with
_LEFT, _RIGHT, _TOP, _BOTTOM = 150, 26, 60, 350  # of the plot; days are written below it
_LETTERS, _SMALL = 32, 26  # heights of the letters
_LONGEST = 30  # characters of a label
_SIZES = ((1e12, N_("{figure} T")), (1e9, N_("{figure} bn")), (1e6, N_("{figure} m")))
_NEAREST = 26  # pixels between two steps, if there is room
_WIDE = 50.0  # a span of more than so many times is drawn on a logarithmic scale
_FLAT = 0.6  # the axis begins at 0 unless the smallest figure is more than this part of the largest

_PAPER, _INK, _FAINT, _GRID = "#ffffff", "#1d1c1d", "#5c5a5c", "#dddddd"
_LINE, _BAND, _OPEN = "#0b5cad", "#bcd7f0", "#e3eef9"
_COLOURS = 32

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Step:
    """One figure in pixels: from `x` until `end`, its lower and its upper edge, None = open."""

    x: float
    end: float
    low: float | None
    high: float | None

    @property
    def at(self) -> float:
        """Where its line is: the upper edge, or the only one."""
        return self.high if self.high is not None else self.low or 0.0


def picture(figures: Sequence[FigureLine]) -> bytes | None:
    """The figures, the oldest first, as a PNG of WIDTH × HEIGHT: the same figures give the same
    bytes. None if there are fewer than FEWEST, or if they cannot be put on one scale."""
    if len(figures) < FEWEST or len({one.unit for one in figures}) > 1:
        return None
    if not all(_ends(one) for one in figures):
        return None
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    letters, small = (ImageFont.load_default(size) for size in (_LETTERS, _SMALL))
    words = [_label(one) for one in figures]
    scale = _Scale.of([end for one in figures for end in _ends(one)])
    last = max(draw.textlength(one, font=letters) for one in (words[-1], "1 Jan 2026"))
    steps = _steps(figures, scale, last)
    for value in scale.ticks():
        _tick(draw, small, scale, value)
    for step in steps:
        _draw_band(draw, step)
    _draw_line(draw, steps)
    lines = _boxes(steps)
    for n, box in _placed(draw, letters, words, steps, lines):
        draw.text(box[:2], words[n], _INK, letters, stroke_width=3, stroke_fill=_PAPER)
    _write_days(draw, small, figures, steps)
    kept = io.BytesIO()
    image.quantize(_COLOURS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


@dataclass(frozen=True, slots=True)
class _Scale:
    """From `least` at the bottom to `most` at the top; `by_powers`: logarithmic."""

    least: float
    most: float
    by_powers: bool

    @classmethod
    def of(cls, values: Sequence[float]) -> _Scale:
        least, most = min(values), max(values)
        if least > 0 and most / least > _WIDE:
            return cls(least, most, by_powers=True)
        if 0 <= least <= _FLAT * most:
            return cls(0.0, most, by_powers=False)
        room = (most - least) / 2 or abs(most) or 1.0
        return cls(least - room, most, by_powers=False)

    def y(self, value: float) -> float:
        """The pixel row of a value."""
        if self.by_powers:
            least = math.log(self.least)  # a quotient of them may be beyond the largest number
            part = (math.log(value) - least) / (math.log(self.most) - least) * 0.9 + 0.1
        else:
            part = (value - self.least) / ((self.most - self.least) or 1.0)
        return _BOTTOM - part * (_BOTTOM - _TOP - _LETTERS)

    def ticks(self) -> list[float]:
        """Two to six round values on it."""
        if self.by_powers:
            first, last = math.ceil(math.log10(self.least)), math.floor(math.log10(self.most))
            every = max(1, (last - first) // 4)
            return [10.0**power for power in range(first, last + 1, every)]
        span = (self.most - self.least) or 1.0
        power = 10.0 ** math.floor(math.log10(span / 2))
        step = next(power * n for n in (5, 2, 1) if power * n <= span / 2)
        first, last = math.ceil(self.least / step), math.floor(self.most / step)
        return [n * step for n in range(first, last + 1)]


def _ends(one: FigureLine) -> list[float]:
    """The ends of a figure that it has; none if one of them is no finite number."""
    ends = [end for end in one.figure if end is not None]
    return ends if all(map(math.isfinite, ends)) else []


def _label(one: FigureLine) -> str:
    """The figure's words, or plain ones if they are long or the letters for them are not at
    hand."""
    words = " ".join(one.words.split())  # a narrow space becomes one that the letters have
    if words and _can_write(words) and len(words) <= _LONGEST:
        return words
    plain = figure_words(one.figure, one.unit if _can_write(one.unit or "") else None)
    return " ".join(plain.split())[:_LONGEST]


def _can_write(text: str) -> bool:
    """Whether the letters that the drawing library brings with it can write this."""
    return text.isascii() and text.isprintable()


def _steps(figures: Sequence[FigureLine], scale: _Scale, last: float) -> list[_Step]:
    """Where each figure is; the last one has `last` pixels for its label."""
    xs = _columns([one.day for one in figures], WIDTH - _RIGHT - last - 24)
    ys = [
        tuple(None if end is None else scale.y(end) for end in (one.figure[0], one.figure[1]))
        for one in figures
    ]
    ends = [*xs[1:], float(WIDTH - _RIGHT)]
    return [_Step(x, end, *y) for x, end, y in zip(xs, ends, ys, strict=True)]


def _columns(days: Sequence[date | None], right: float) -> list[float]:
    """The columns of figures of these days, from the plot's left edge to `right`: no two nearer
    than a least distance, and the rest in proportion to the days between them."""
    apart = [
        max((after - before).days, 0) if before and after else 0 for before, after in pairwise(days)
    ]
    least = min(_NEAREST, (right - _LEFT) / len(apart))
    rest = right - _LEFT - least * len(apart)
    shares = apart if any(apart) else [1] * len(apart)
    columns = [float(_LEFT)]
    for one in shares:
        columns.append(columns[-1] + least + rest * one / sum(shares))
    return columns


def _tick(draw: ImageDraw, font: FreeTypeFont | ImageFont, scale: _Scale, value: float) -> None:
    y = scale.y(value)
    draw.line((_LEFT - 20, y, WIDTH - _RIGHT, y), _GRID, 2)
    draw.text((_LEFT - 30, y), _number(value), _FAINT, font, anchor="rm")


def _number(value: float) -> str:
    size, told = next((one for one in _SIZES if abs(value) >= one[0]), (1.0, "{figure}"))
    if size > 1 or value != round(value):
        value = float(f"{value / size:.{6 if size > 1 else 4}g}")
    # The letters have no narrow space.
    return gettext(told, figure=grouped(value, 12).replace("\N{NARROW NO-BREAK SPACE}", " "))


def _draw_band(draw: ImageDraw, step: _Step) -> None:
    if step.low is not None and step.high is not None:
        top, bottom, colour = step.high, step.low, _BAND
    elif step.high is None:
        top, bottom, colour = _TOP - 40, step.at, _OPEN
    else:
        top, bottom, colour = step.at, _BOTTOM, _OPEN
    if top < bottom:
        draw.rectangle((step.x, top, step.end, bottom), colour)


def _draw_line(draw: ImageDraw, steps: Sequence[_Step]) -> None:
    for before, after in pairwise(steps):
        draw.line((after.x, before.at, after.x, after.at), _LINE, 3)
    for step in steps:
        for edge in {step.low, step.high} - {None}:
            draw.line((step.x, edge or 0.0, step.end, edge or 0.0), _LINE, 5)
        x, y = step.x, step.at
        draw.ellipse((x - 8, y - 8, x + 8, y + 8), _LINE)
        if None in (step.low, step.high):
            up = -1 if step.high is None else 1
            draw.line((x, y, x, y + up * 26), _LINE, 5)
            head = [(x - 10, y + up * 24), (x + 10, y + up * 24), (x, y + up * 40)]
            draw.polygon(head, _LINE)


def _boxes(steps: Sequence[_Step]) -> list[_Box]:
    """What a label may not cover: the lines, the dots, the arrows and the axis with its days."""
    across = [(one.x, one.at - 6, one.end, one.at + 6) for one in steps]
    lower = [(one.x, one.low - 4, one.end, one.low + 4) for one in steps if one.low is not None]
    down = [(b.x - 3, min(a.at, b.at), b.x + 3, max(a.at, b.at)) for a, b in pairwise(steps)]
    arrows = []
    for one in steps:
        if None in (one.low, one.high):
            above = 42 if one.high is None else 0
            arrows.append((one.x - 11, one.at - above, one.x + 11, one.at - above + 42))
    axis = (_LEFT, _BOTTOM - 2, WIDTH, HEIGHT)
    return [*across, *lower, *down, *arrows, axis]


def _placed(
    draw: ImageDraw,
    font: FreeTypeFont | ImageFont,
    words: Sequence[str],
    steps: Sequence[_Step],
    lines: Sequence[_Box],
) -> Iterable[tuple[int, _Box]]:
    """The labels for which there is room, with their boxes: the last figure first, then the first,
    the highest and the lowest, then the others from the newest on."""
    heights = [one.at for one in steps]
    first = (len(steps) - 1, 0, heights.index(min(heights)), heights.index(max(heights)))
    taken = list(lines)
    for n in dict.fromkeys((*first, *reversed(range(len(steps))))):
        width, step = draw.textlength(words[n], font=font), steps[n]
        beside = step.x + 16 if None in (step.low, step.high) else step.x + 2
        lower = step.low if step.low is not None else step.at
        corners = [
            (beside, step.at - _LETTERS - 14),
            (beside, lower + 10),
            (step.x - width - 14, step.at - _LETTERS - 14),
            (step.x - width - 14, lower + 10),
            (step.x - width / 2, step.at - _LETTERS - 52),
        ]
        for x, y in corners:
            box = (x, y, x + width, y + _LETTERS + 2)
            if _fits(box, taken):
                taken.append(box)
                yield n, box
                break


def _write_days(
    draw: ImageDraw,
    font: FreeTypeFont | ImageFont,
    figures: Sequence[FigureLine],
    steps: Sequence[_Step],
) -> None:
    """The days below the plot, as far as there is room: the last and the first, then the others."""
    told: list[_Box] = []
    seen: set[str] = set()
    for n in dict.fromkeys((len(steps) - 1, 0, *range(len(steps)))):
        day = _day(figures[n], figures[-1] if n < len(steps) - 1 else None)
        width, x, y = draw.textlength(day, font=font), steps[n].x, float(_BOTTOM + 26)
        draw.line((x, _BOTTOM, x, _BOTTOM + 14), _FAINT, 2)
        box = (x - 8, y, x - 8 + width + 20, y + _SMALL)
        if day in seen or not _fits(box, told):
            continue
        seen.add(day)
        told.append(box)
        draw.text(box[:2], day, _FAINT, font)


def _day(one: FigureLine, newest: FigureLine | None) -> str:
    """The day of a figure, without the year if the newest one, which says it, has the same."""
    if one.day is None:
        return gettext("undated")
    said = writing.day(one.day, one.precision)
    same = newest is not None and newest.day is not None and newest.day.year == one.day.year
    return said.removesuffix(f" {one.day.year}") if same else said


def _fits(box: _Box, taken: Iterable[_Box]) -> bool:
    left, top, right, bottom = box
    if left < _LEFT - 10 or top < 4 or right > WIDTH or bottom > HEIGHT:
        return False
    return not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )
