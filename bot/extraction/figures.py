"""Whether the figure of a draft is in its words, and measures what its claim's does."""

from __future__ import annotations

from dataclasses import replace

from bot.extraction.draft import DraftAttribution, Flag
from bot.language.stated import Words, unsaid, words_of
from bot.matching.measures import apart, measure

ABOUT_FIGURE = frozenset((Flag.FIGURE_OUTSIDE, Flag.OTHER_MEASURE))
"""Flags that depend on the figure, the words and the claim."""


def with_figure_flags(text: str, what: DraftAttribution) -> DraftAttribution:
    """The draft with exactly those flags about its figure that it has to have; `text` is its
    document's."""
    flags = what.flags - ABOUT_FIGURE
    if what.passage.flags & ABOUT_FIGURE:
        kept = replace(what.passage, flags=what.passage.flags - ABOUT_FIGURE)
        what = replace(what, passage=kept)
    if figure_unsaid(text, what):
        flags |= {Flag.FIGURE_OUTSIDE}
    if other_measure(text, what):
        flags |= {Flag.OTHER_MEASURE}
    return what if flags == what.flags else replace(what, flags=flags)


def figure_unsaid(text: str, what: DraftAttribution, *, language: str | None = None) -> str:
    """Why the draft's figure cannot go on record as said, as a sentence for an editor; empty if it
    is in the words, or the desk computed it."""
    if what.figure is None or what.figure_computed:
        return ""
    words = Words(words_of(text, what.passage.content, what.passage.antecedent), text, language)
    why = unsaid(words, what.figure, what.unit)
    return f"{why} Correct it (Edit), or say there that the desk computed it." if why else ""


def other_measure(text: str, what: DraftAttribution) -> str:
    """How the measure of the draft's figure differs from its claim's ("injured, not killed");
    empty if it may be the same."""
    if what.figure is None or what.claim.figure is None:
        return ""
    words = " … ".join(words_of(text, what.passage.content, what.passage.antecedent))
    claim = what.claim
    return apart(
        measure(words, what.figure, what.unit), measure(claim.text, claim.figure, claim.unit)
    )
