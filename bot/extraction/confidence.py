"""How likely a draft is right, from its traits: the sum of their log-odds.

A draft's confidence is the share of drafts with such traits that had the right words and the right
speaker.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from bot.extraction.confidence_weights import AGREEMENT, WEIGHTS
from bot.extraction.cues import Form
from bot.extraction.found import Found
from bot.extraction.page import Page
from bot.extraction.phrases import Kind

_CORE = frozenset(("say", "tell", "according"))
_FEW_WORDS = 4
_LONG_SUBJECT = 9


def confidence(traits: Collection[str]) -> float:
    """The confidence of a draft with these traits, from 0 to 1."""
    return round(1 / (1 + math.exp(-log_odds(traits))), 2)


def log_odds(traits: Collection[str]) -> float:
    """The sum of the traits' log-odds."""
    return sum(WEIGHTS.get(t, 0.0) + AGREEMENT.get(t, 0.0) for t in traits)


def traits(page: Page, found: Sequence[Found], index: int, within: Collection[int]) -> list[str]:
    """The traits of a passage on which its confidence depends; `within` holds the indices of
    those inside another's content."""
    one = found[index]
    how = one.how.removesuffix("_more").removesuffix("_split")
    return [
        "any",
        *_of_construction(one, how),
        *_of_content(page, one, goes_on=how != one.how, within=index in within),
        *_of_subject(page, one),
        *_of_verb(one, how),
    ]


def _of_construction(one: Found, how: str) -> Iterator[str]:
    for mark in one.marks:
        yield mark
        yield f"{mark} {how}"
    yield how
    yield f"{how} {_sort(one)}"


def _of_content(page: Page, one: Found, *, goes_on: bool, within: bool) -> Iterator[str]:
    if goes_on:
        yield "goes on"
    if within and not one.nested:
        yield "within core" if _sort(one) == "core" else "within other"
    first, last = one.content[0]
    if any(w.quote >= 0 for w in page.words[first:last]):
        yield "quoted"
    if last - first < _FEW_WORDS and not goes_on:
        yield "few words"
    if one.sentence == 0:
        yield "title"


def _of_subject(page: Page, one: Found) -> Iterator[str]:
    subject = one.subject
    if subject is None:
        return
    yield "shared" if one.shared else f"by {subject.kind}"
    low = page.words[subject.first].low
    if subject.kind is Kind.PRONOUN and low in ("i", "we", "you", "it", "they"):
        yield f"by {low}"
    if subject.last - subject.first >= _LONG_SUBJECT:
        yield "long subject"
    if subject.first and page.words[subject.first - 1].low in _UNDER:
        yield "subordinate"


def _of_verb(one: Found, how: str) -> Iterator[str]:
    group = one.group
    if group is None:
        return
    if not group.infinitive:
        yield f"form {group.cue.form}"
    elif how != "that":
        yield "form to"
    if group.modal:
        yield "modal"
    if group.negated:
        yield "negated"
    if group.cue.form in (Form.PRESENT, Form.BASE):
        yield f"now {how}"


_UNDER = frozenset("if when while because although though as since whether than that what".split())


def _sort(one: Found) -> str:
    if one.lemma in _CORE:
        return "core"
    if one.group is None:
        return "none"
    frames = one.group.cue.frames
    if "q" in frames and frames & {"s", "t"}:
        return "speech"
    if "s" in frames or "t" in frames:
        return "thought"
    return "attitude"
