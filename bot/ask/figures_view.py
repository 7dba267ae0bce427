"""The figure on record in words: who gave it and when, what it was before, what others say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from bot.ask.figure_picture import FEWEST, picture
from bot.ask.words import NAME
from bot.check.answer import Answer
from bot.language import writing
from bot.matching.outcome import Given
from bot.record.card import FigureLine, FiguresShown
from bot.slack import text as mrkdwn
from bot.slack.limits import ALT_TEXT, cut
from bot.slack.message import Picture

BEFORE = 3
"""Earlier figures in the leading row of a card; the rest is under "All sources"."""

OTHERS = 3

TOLD = 9
"""Figures in the words that tell how a figure moved."""

_TOLD_INSTEAD = 24  # in the text for those who do not see the picture


def with_figures(answer: Answer, rows: Sequence[str]) -> list[str]:
    """The rows of a claim, of which the first has its text and the second its status, with its
    figures: first the figure on record, if the claim still says an earlier one; otherwise below the
    status, if there is another figure than the claim's."""
    figures = answer.figures
    lead = leading(figures) if figures is not None else ""
    if figures is None or not lead:
        return [*rows, *map(_whose, answer.given)]
    others = beside(figures)
    whose = [_whose(one) for one in answer.given if one.by != figures.now.speaker]
    if not figures.is_overtaken:
        told = (f"Figure: {lead}", others) if figures.before or _differ(figures) else ()
        return [*rows, *filter(None, told), *whose]
    text = rows[0].removeprefix("On record: ")
    first = filter(None, [f"On record: {lead}", others, f"The claim says: {text}"])
    return [*first, *rows[1:], *whose]


def titled(figures: FiguresShown | None, text: str) -> list[str]:
    """The rows with which a claim begins in a list or a note, of its `text`: first the figure on
    record, if the claim still says an earlier one; below it, if there are others."""
    lead = leading(figures) if figures is not None else ""
    if figures is None or not lead:
        return [text]
    others = beside(figures)
    if figures.is_overtaken:
        return [*filter(None, (lead, others)), f"The claim says: {text}"]
    told = (f"Figure: {lead}", others) if figures.before or others else ()
    return [text, *filter(None, told)]


def leading(figures: FiguresShown, *, before: int = BEFORE) -> str:
    """The figure on record, its speaker and day, and what it was before: "*135*, Ida Holm, 3 Mar
    2026; at least 78 on 2 Mar 2026". Empty if no source gives it."""
    now = figures.now
    if not now.by:
        return ""
    said = [_given(now, mark="*")]
    said += [_earlier(one) for one in figures.before[:before]]
    if len(figures.before) > before:
        said.append(f"and {len(figures.before) - before} before that")
    return "; ".join(said)


def path(figures: FiguresShown, most: int = TOLD) -> str:
    """How the figure moved, the oldest first, if it had three figures or more: "at least 78 (2 Mar
    2026) → 135 (3 Mar 2026) → 131 (9 Mar 2026), by Ida Holm"; else empty. Of more than `most`
    figures, the first and the newest."""
    steps = _steps(figures)
    if len(steps) < FEWEST:
        return ""
    who = mrkdwn.quote(figures.now.speaker, NAME)
    told = " → ".join(mrkdwn.quote(one, NAME) for one in _told(steps, most))
    return told + (f", by {who}" if who else "")


def moving(figures: FiguresShown | None) -> Picture | None:
    """A picture of the same, with its text for those who do not see it; neither names anybody. None
    if there are not three figures."""
    steps = _steps(figures) if figures is not None else []
    if len(steps) < FEWEST:
        return None
    said = f"How the figure moved: {' → '.join(_told(steps, _TOLD_INSTEAD))}"
    return Picture(cache(partial(picture, steps)), cut(said, ALT_TEXT))


def _steps(figures: FiguresShown) -> list[FigureLine]:
    return [*reversed(figures.before), figures.now]


def _told(steps: Sequence[FigureLine], most: int) -> list[str]:
    told = [f"{one.words} ({_day(one)})" if one.day else one.words for one in steps]
    if len(told) > most:
        told[1 : 1 - most] = [f"{len(told) - most} more"]
    return told


def beside(figures: FiguresShown) -> str:
    """The figures that others give now: "Others: more than 100, Blue Cord, 3 Mar 2026"; may be
    empty."""
    told = [_given(one) for one in figures.others[:OTHERS]]
    if len(figures.others) > OTHERS:
        told.append(f"and {len(figures.others) - OTHERS} more")
    return f"Others: {'; '.join(told)}" if told else ""


def _differ(figures: FiguresShown) -> bool:
    now = figures.now
    return any((one.figure, one.unit) != (now.figure, now.unit) for one in figures.others)


def _given(one: FigureLine, mark: str = "") -> str:
    figure = f"{mark}{mrkdwn.quote(one.words, NAME)}{mark}"
    return ", ".join(filter(None, (figure, mrkdwn.quote(one.speaker, NAME), _day(one))))


def _day(one: FigureLine) -> str:
    return writing.day(one.day, one.precision) if one.day else "undated"


def _earlier(one: FigureLine) -> str:
    figure = mrkdwn.quote(one.words, NAME)
    if one.day is None:
        return f"{figure} before"
    return f"{figure} {'in' if one.precision else 'on'} {writing.day(one.day, one.precision)}"


def _whose(given: Given) -> str:
    """A line for a figure that is not the claim's, but that of a named speaker on record."""
    figure, by = (mrkdwn.quote(text, NAME) for text in (given.figure.text, given.by))
    return f"*{figure}* is the figure that {by} gives."
