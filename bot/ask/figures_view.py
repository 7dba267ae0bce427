"""The figure on record in words: who gave it and when, what it was before, what others say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from bot import i18n
from bot.ask.figure_picture import FEWEST, picture
from bot.ask.words import NAME
from bot.check.answer import Answer
from bot.i18n import gettext, ngettext
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


def with_figures(answer: Answer, text: str, status: str, *, on_record: bool) -> list[str]:
    """The rows of a claim, its text and its status, with its figures: first the figure on record,
    if the claim still says an earlier one; otherwise below the status, if there is another figure
    than the claim's. `on_record`: the text says that it is what is on record."""
    rows = [_on_record(text) if on_record else text, status]
    figures = answer.figures
    lead = leading(figures) if figures is not None else ""
    if figures is None or not lead:
        return [*rows, *map(_whose, answer.given)]
    others = beside(figures)
    whose = [_whose(one) for one in answer.given if one.by != figures.now.speaker]
    if not figures.is_overtaken:
        told = (_figure(lead), others) if figures.before or _differ(figures) else ()
        return [*rows, *filter(None, told), *whose]
    return [*filter(None, [_on_record(lead), others, _claim_says(text)]), status, *whose]


def titled(figures: FiguresShown | None, text: str) -> list[str]:
    """The rows with which a claim begins in a list or a note, of its `text`: first the figure on
    record, if the claim still says an earlier one; below it, if there are others."""
    lead = leading(figures) if figures is not None else ""
    if figures is None or not lead:
        return [text]
    others = beside(figures)
    if figures.is_overtaken:
        return [*filter(None, (lead, others)), _claim_says(text)]
    told = (_figure(lead), others) if figures.before or others else ()
    return [text, *filter(None, told)]


def leading(figures: FiguresShown, *, before: int = BEFORE) -> str:
    """The figure on record, its speaker and day, and what it was before: "*135*, Ida Holm, 3 Mar
    2026; at least 78 on 2 Mar 2026". Empty if no source gives it."""
    now = figures.now
    if not now.by:
        return ""
    said = [_given(now, mark="*")]
    said += [_earlier(one) for one in figures.before[:before]]
    if (left := len(figures.before) - before) > 0:
        said.append(ngettext("and {n} before that", "and {n} before that", left))
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
    return gettext("{figures}, by {person}", figures=told, person=who) if who else told


def moving(figures: FiguresShown | None) -> Picture | None:
    """A picture of the same, with its text for those who do not see it; neither names anybody. None
    if there are not three figures."""
    steps = _steps(figures) if figures is not None else []
    if len(steps) < FEWEST:
        return None
    said = how_it_moved(" → ".join(_told(steps, _TOLD_INSTEAD)))
    return Picture(cache(partial(_drawn, i18n.current(), steps)), cut(said, ALT_TEXT))


def _drawn(language: str, steps: Sequence[FigureLine]) -> bytes | None:
    # It is drawn only when it is uploaded, perhaps where another language is spoken.
    with i18n.speaking(language):
        return picture(steps)


def how_it_moved(steps: str) -> str:
    """The words before the steps in which a figure moved."""
    return gettext("How the figure moved: {steps}", steps=steps)


def _steps(figures: FiguresShown) -> list[FigureLine]:
    return [*reversed(figures.before), figures.now]


def _told(steps: Sequence[FigureLine], most: int) -> list[str]:
    told = [f"{one.words} ({_day(one)})" if one.day else one.words for one in steps]
    if len(told) > most:
        left = len(told) - most
        told[1 : 1 - most] = [ngettext("{n} more", "{n} more", left)]
    return told


def beside(figures: FiguresShown) -> str:
    """The figures that others give now: "Others: more than 100, Blue Cord, 3 Mar 2026"; may be
    empty."""
    told = [_given(one) for one in figures.others[:OTHERS]]
    if (left := len(figures.others) - OTHERS) > 0:
        told.append(ngettext("and {n} more", "and {n} more", left))
    return gettext("Others: {figures}", figures="; ".join(told)) if told else ""


def _on_record(what: str) -> str:
    return gettext("On record: {what}", what=what)


def _claim_says(text: str) -> str:
    return gettext("The claim says: {claim}", claim=text)


def _figure(lead: str) -> str:
    return gettext("Figure: {figure}", figure=lead)


def _differ(figures: FiguresShown) -> bool:
    now = figures.now
    return any((one.figure, one.unit) != (now.figure, now.unit) for one in figures.others)


def _given(one: FigureLine, mark: str = "") -> str:
    figure = f"{mark}{mrkdwn.quote(one.words, NAME)}{mark}"
    return ", ".join(filter(None, (figure, mrkdwn.quote(one.speaker, NAME), _day(one))))


def _day(one: FigureLine) -> str:
    return writing.day(one.day, one.precision) if one.day else gettext("undated")


def _earlier(one: FigureLine) -> str:
    figure = mrkdwn.quote(one.words, NAME)
    if one.day is None:
        return gettext("{figure} before", figure=figure)
    day = writing.day(one.day, one.precision)
    if one.precision:
        return gettext("{figure} in {month}", figure=figure, month=day)
    return gettext("{figure} on {day}", figure=figure, day=day)


def _whose(given: Given) -> str:
    """A line for a figure that is not the claim's, but that of a named speaker on record."""
    figure, by = (mrkdwn.quote(text, NAME) for text in (given.figure.text, given.by))
    return gettext("*{figure}* is the figure that {who} gives.", figure=figure, who=by)
