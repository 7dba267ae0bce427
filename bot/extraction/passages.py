"""Document text → draft passages: which source seems to say what, for an editor to check.

Rules only: quotations, cue verbs and closed classes of words; linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.extraction.adverbs import unattributed
from bot.extraction.agreement import PARSED, together
from bot.extraction.draft import DraftPassage, Flag, Pattern
from bot.extraction.drafting import drafted
from bot.extraction.finding import found_in
from bot.extraction.found import Found
from bot.extraction.nested import inside
from bot.extraction.nouns import sayings
from bot.extraction.page import Page, page
from bot.extraction.posts import labelled, posts, signed
from bot.extraction.relays import carries, citing
from bot.extraction.spoken import is_said
from bot.extraction.times import contradicts, when

Parse = Callable[[Page], list[Found]]
LEAST_CONFIDENCE = 0.5
"""A draft with less confidence is more often wrong than right, and is not shown."""

_RARE = frozenset((Pattern.NEGATED_CUE, Pattern.ANAPHORIC, Pattern.ADVERB, Pattern.POST))
"""Patterns that are too rare in the benchmark for its numbers to mean much, and that a desk must
not miss: shown from a lower confidence on."""

_LEAST_OF_THOSE = 0.4


def passages(
    text: str,
    *,
    published_on: date | None = None,
    outlet: str | None = None,
    outlets: Collection[str] = (),
    parse: Parse | None = None,
) -> list[DraftPassage]:
    """The draft passages of a document, in its order. Never raises, whatever the text.

    `outlet` is the publisher of the document: it is never a relay of itself. `outlets` are names of
    outlets that the desk knows, beside those that are told by their words. A day after
    `published_on` is not taken for the day of saying. `parse` reads the page a second time
    (`bot.extraction.spacy_reader.parser()`): a draft on which both agree gets more confidence.
    """
    laid = page(text, (*outlets, *filter(None, [outlet])))
    found = gathered(laid, parse)
    kept = _kept([draft for draft, _ in drafted(laid, found, outlet)])
    if published_on is None:
        return kept
    return [_said_by_then(laid, draft, published_on) for draft in kept]


def _said_by_then(laid: Page, draft: DraftPassage, published_on: date) -> DraftPassage:
    """The draft without a day that cannot be read or that is after the document's ("said on
    December 5 it would open"). A flag says that a day was given, since no other day may be used
    instead; another flag, that the day and its weekday contradict each other."""
    if draft.when is None:
        return draft
    words = laid.text[slice(*draft.when)]
    if when(words, published_on) is None:
        return replace(draft, when=None, flags=draft.flags | {Flag.DAY_UNREAD})
    if contradicts(words, published_on):
        return replace(draft, flags=draft.flags | {Flag.DAY_CONTRADICTS})
    return draft


def gathered(laid: Page, parse: Parse | None = None) -> list[Found]:
    """Everything found on a page, in order of content, each at most once."""
    found = found_in(laid)
    if parse is not None:
        both = together(found, parse(laid))
        found = [one for one in both if PARSED not in one.marks or is_said(laid, one)]
    found = citing(laid, found)
    found += posts(laid)
    found += sayings(laid)
    found += labelled(laid)
    found += signed(laid)
    found += unattributed(laid, found)
    for one in list(found):
        if one.pattern is not Pattern.POST and carries(laid, one):
            found += inside(laid, one)
    kept = [one for one in found if one.content and all(a < b for a, b in one.content)]
    return sorted(kept, key=lambda one: (one.content[0], -one.content[-1][1]))


def _kept(drafts: Sequence[DraftPassage]) -> list[DraftPassage]:
    """The drafts with enough confidence; `nested_in` is renumbered."""
    kept = [
        index
        for index, draft in enumerate(drafts)
        if draft.confidence >= (_LEAST_OF_THOSE if draft.pattern in _RARE else LEAST_CONFIDENCE)
    ]
    place = {index: position for position, index in enumerate(kept)}
    found: list[DraftPassage] = []
    for index in kept:
        draft = drafts[index]
        outer = place.get(draft.nested_in) if draft.nested_in is not None else None
        found.append(draft if outer == draft.nested_in else replace(draft, nested_in=outer))
    return found
