"""The stance of a passage, and the words that hedge it."""

from __future__ import annotations

from bot.extraction.answers import ANSWERED_NO
from bot.extraction.cues import WAVING_AWAY, cues
from bot.extraction.draft import Span
from bot.extraction.found import Found
from bot.extraction.stance_words import (
    CALLING,
    CANNOT_SAY,
    CONTENT_HEDGE,
    DECLINE,
    DENY,
    HEDGE,
    NOTHING,
    OPEN,
    OPINION,
    REFUSE,
    STRONG,
)

ASSERTS, DENIES, HEDGES, DECLINES = "asserts", "denies", "hedges", "declines"
RELAYS = "relays"
"""An outlet that carries others' words."""

CONDITIONAL = "conditional_mention"
"""Mentioned, not said: "if Kyiv confirmed that …"."""

_TELLING = frozenset(("say", "add", "tell"))


def stance(found: Found, text: str, content: Span) -> str:
    """One of the four stances, or `conditional_mention`, which puts nothing on record."""
    if "conditional" in found.marks:
        return CONDITIONAL
    if found.how == "adverb":
        return HEDGES
    if found.lemma in _TELLING and _says_nothing(text, content):
        return DECLINES
    if found.group is not None and found.group.negated:
        if found.lemma in OPINION:
            return DENIES
        return DECLINES if found.lemma else ASSERTS
    if ANSWERED_NO in found.marks:
        return DENIES
    return _by_verb(found, text, content) or _by_content(found, text, content)


def _says_nothing(text: str, content: Span) -> bool:
    """ "said nothing about it", "said it could not confirm the number of dead"."""
    return any(words.match(text, *content) for words in (NOTHING, CANNOT_SAY))


def _by_verb(found: Found, text: str, content: Span) -> str | None:
    """The stance that the verb itself has; None for a verb whose content decides."""
    if found.lemma in REFUSE:
        return ASSERTS if found.how == "to" and not _to_say(text, content) else DECLINES
    if found.lemma in DENY or (found.how == "that" and found.lemma in CALLING):
        return DENIES  # "called reports that … false": it is found only together with such a word
    if found.group is not None and (found.lemma, found.group.cue.particle) in WAVING_AWAY:
        return DENIES
    return HEDGES if found.lemma in HEDGE else None


def _by_content(found: Found, text: str, content: Span) -> str:
    if STRONG.match(text, content[0], content[1]):
        return HEDGES
    if found.how == "wh" and OPEN.match(text, content[0], content[1]):
        return HEDGES  # "questioned whether it was safe" neither asserts nor denies it
    return ASSERTS


def _to_say(text: str, content: Span) -> bool:
    """Whether "(refused) to …" is a refusal to say something: "to comment", not "to pay"."""
    words = text[slice(*content)].lower().split(maxsplit=3)
    return any(word.strip(".,") in DECLINE or word.strip(".,") in cues() for word in words[1:3])


def hedges(
    found: Found, text: str, spans: tuple[Span, ...], words_of_cue: Span | None
) -> tuple[Span, ...]:
    """The hedging words of the passage and, if its stance hedges, of its cue."""
    found_spans = [
        m.span() for start, end in spans for m in CONTENT_HEDGE.finditer(text, start, end)
    ]
    if words_of_cue is not None and found.lemma in HEDGE | {"estimate", "suggest", "believe"}:
        found_spans.append(words_of_cue)
    return tuple(sorted(found_spans))
