"""How sure a draft is: a table of log-odds by how it was found.

The numbers were fitted (logistic regression, ridge) on the tuning half of the attribution
benchmark: `python -m benchmarks.extraction_fit FILE` prints them anew. A draft's confidence is
the share of drafts with such traits that had the right words and the right speaker.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.extraction.cues import Form
from bot.extraction.found import Found
from bot.extraction.page import Page
from bot.extraction.phrases import Kind

_CORE = frozenset(("say", "tell", "according"))
_FEW_WORDS = 4
_LONG_SUBJECT = 9
_WEIGHTS: Mapping[str, float] = {
    "according_after": -0.15,
    "according_after core": -0.15,
    "according_before": 0.39,
    "according_before core": 0.39,
    "any": 0.25,
    "before_clause": -0.28,
    "before_clause core": 0.73,
    "before_clause speech": -0.17,
    "before_mixed": 0.23,
    "before_mixed core": 0.16,
    "before_quote": 0.70,
    "before_quote attitude": 0.13,
    "before_quote core": 0.28,
    "before_quote speech": 0.30,
    "by name": 0.86,
    "by pronoun": 0.44,
    "by relative": -1.34,
    "by they": -0.33,
    "by we": -0.40,
    "calls": -0.12,
    "calls attitude": -0.35,
    "clause": 0.07,
    "clause core": 0.64,
    "clause speech": -0.26,
    "clause thought": -0.32,
    "colon": 0.10,
    "conditional": -0.08,
    "conditional object": -0.10,
    "few words": -0.08,
    "form base": 0.15,
    "form ing": 0.27,
    "form past": 0.36,
    "form present": 0.16,
    "form to": -0.51,
    "goes on": 0.33,
    "headline": 0.16,
    "headline none": 0.16,
    "long subject": 0.28,
    "mixed": -0.57,
    "mixed attitude": -0.69,
    "negated": -0.16,
    "now before_clause": -0.15,
    "now before_quote": 0.17,
    "now calls": -0.33,
    "now clause": -0.27,
    "now quote": -0.15,
    "now that": -0.18,
    "now wh": -0.09,
    "object": -0.36,
    "object speech": 0.42,
    "object thought": -0.56,
    "quote": 0.07,
    "quote core": -0.35,
    "quote speech": 0.25,
    "quoted": 0.40,
    "shared": 0.10,
    "signed": 0.38,
    "signed none": 0.38,
    "subordinate": -0.94,
    "that": 0.14,
    "that core": 0.47,
    "that speech": 0.19,
    "that thought": -0.33,
    "title": 0.31,
    "to": -0.44,
    "to attitude": -0.34,
    "to speech": -0.06,
    "turn": 0.14,
    "turn none": 0.14,
    "wh": -0.17,
    "wh speech": 0.18,
    "wh thought": -0.44,
    "within core": -1.01,
    "within other": -1.59,
}
"""Fitted likewise, with the numbers above held fixed; only used where a parser read as well."""

_AGREEMENT: Mapping[str, float] = {
    "agreed": 0.18,
    "agreed before_clause": 0.36,
    "agreed clause": 0.25,
    "agreed object": 0.2,
    "agreed that": 0.22,
    "parsed": -0.44,
    "parsed_clause core": 0.16,
    "parsed_clause none": -0.16,
    "parsed_object": -0.4,
    "parsed_to": -0.8,
    "rules only": -0.32,
    "rules only before_clause": -0.58,
    "rules only before_quote": 0.47,
    "rules only calls": 0.29,
    "rules only clause": -0.37,
    "rules only mixed": -0.48,
    "rules only that": -0.39,
    "rules only wh": 0.26,
}
"""Fitted likewise, with the numbers above held fixed; only used where a parser read as well."""


def confidence(traits: Collection[str]) -> float:
    """From 0 to 1."""
    return round(1 / (1 + math.exp(-log_odds(traits))), 2)


def log_odds(traits: Collection[str]) -> float:
    """The sum over the traits."""
    return sum(_WEIGHTS.get(t, 0.0) + _AGREEMENT.get(t, 0.0) for t in traits)


def traits(page: Page, found: Sequence[Found], index: int, within: Collection[int]) -> list[str]:
    """What the confidence of a passage rests on; `within` holds those inside another's content."""
    return list(_traits(page, found[index], index in within))


def _traits(page: Page, one: Found, within: bool) -> Iterator[str]:
    words = page.words
    yield "any"
    how = one.how.removesuffix("_more").removesuffix("_split")
    goes_on = how != one.how
    group = one.group
    sort = _sort(one)
    for mark in one.marks:
        yield mark
        yield f"{mark} {how}"
    yield how
    yield f"{how} {sort}"
    if goes_on:
        yield "goes on"
    first, last = one.content[0]
    if within and not one.nested:
        yield "within " + ("core" if sort == "core" else "other")
    if any(w.quote >= 0 for w in words[first:last]):
        yield "quoted"
    if last - first < _FEW_WORDS and not goes_on:
        yield "few words"
    if one.sentence == 0:
        yield "title"
    if one.subject is not None:
        subject = one.subject
        yield "shared" if one.shared else f"by {subject.kind}"
        low = words[subject.first].low
        if subject.kind is Kind.PRONOUN and low in ("i", "we", "you", "it", "they"):
            yield f"by {low}"
        if subject.last - subject.first >= _LONG_SUBJECT:
            yield "long subject"
        if subject.first and words[subject.first - 1].low in _UNDER:
            yield "subordinate"
    if group is not None:
        if not group.infinitive:
            yield f"form {group.cue.form}"
        elif how != "that":
            yield "form to"
        if group.modal:
            yield "modal"
        if group.negated:
            yield "negated"
        if group.cue.form is Form.PRESENT or group.cue.form is Form.BASE:
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
