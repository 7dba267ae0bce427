"""Which stance a passage takes, and the words that hedge it."""

from __future__ import annotations

import re

from bot.extraction.answers import ANSWERED_NO
from bot.extraction.cues import WAVING_AWAY, cues
from bot.extraction.draft import Span
from bot.extraction.found import Found

ASSERTS, DENIES, HEDGES, DECLINES = "asserts", "denies", "hedges", "declines"
RELAYS = "relays"
"""An outlet that carries somebody else's words."""

CONDITIONAL = "conditional_mention"
"""Mentioned, not said: "if Kyiv confirmed that …"."""

_DENY = frozenset(
    """deny reject dispute refute rebut dismiss contradict repudiate disavow discount debunk
    denial rejection dismissal""".split()
)
_HEDGE = frozenset("hint imply signal suspect speculate guess wonder doubt theorize".split())
CALLING = frozenset("call label brand dub describe denounce slam condemn deem term".split())
_DECLINE = frozenset(
    """confirm comment say acknowledge disclose specify elaborate provide reveal deny respond answer
    identify explain discuss name admit tell report announce give state claim""".split()
)
REFUSE = frozenset(("decline", "refuse"))
_OPINION = frozenset("think believe expect agree assume accept see consider".split())
_CONTENT_HEDGE = re.compile(
    r"\b(?:all |every |the )?(?:indications? (?:are|is|suggests?)(?: that)?|signs (?:are|point))"
    r"|\b(?:may|might)(?= (?:have|be|well|also|not|\w+))"
    r"|\b(?:potentially|possibly|perhaps|probably|apparently|allegedly|reportedly|presumably"
    r"|purportedly|likely|alleged|allegations?|we (?:assess|believe|think|estimate)(?: that)?"
    r"|it (?:appears|seems)(?: that)?)\b",
    re.I,
)
_NOTHING = re.compile(r"nothing(?=\W*\Z|\W*(?:about|on|of|to|regarding|concerning|when|more)\b)")
"""What is said where nothing is; "said nothing had been decided" says something."""

_OPEN = re.compile(r"(?:whether|if)\b", re.I)
_STRONG = re.compile(
    r"\W*(?:(?:and|but|that) )?(?:(?:all|every|the) )?(?:indications?|signs)\b"
    r"|\W*(?:(?:most|very|quite|more than) likely|likely|perhaps|possibly|probably|apparently"
    r"|maybe|presumably|potentially|conceivably"
    r"|supposedly|reportedly|allegedly|purportedly|ostensibly|seemingly"
    r"|it (?:appears|seems)|it (?:is|was|['’]s) (?:\w+ )?(?:possible|likely|probable|conceivable"
    r"|believed|thought|understood|feared|rumou?red|alleged)(?: that)?)\b"
    r"|\W*(?:[\w'’-]+ ){0,6}(?:may|might)(?: (?:have|be|not|well|also)\b)",
    re.I,
)


def stance(found: Found, text: str, content: Span) -> str:
    """One of the four stances, or `conditional_mention`, which puts nothing on record."""
    if "conditional" in found.marks:
        return CONDITIONAL
    if found.how == "adverb":
        return HEDGES
    if found.lemma == "say" and _NOTHING.match(text, content[0], content[1]):
        return DECLINES
    if found.group is not None and found.group.negated:
        if found.lemma in _OPINION:
            return DENIES
        return DECLINES if found.lemma else ASSERTS
    if ANSWERED_NO in found.marks:
        return DENIES
    return _by_verb(found, text, content) or _by_content(found, text, content)


def _by_verb(found: Found, text: str, content: Span) -> str | None:
    """The stance that a verb has in itself; None for one that leaves it to what is said."""
    if found.lemma in REFUSE:
        return ASSERTS if found.how == "to" and not _to_say(text, content) else DECLINES
    if found.lemma in _DENY or (found.how == "that" and found.lemma in CALLING):
        return DENIES  # "called reports that … false": it is found only with such a word
    if found.group is not None and (found.lemma, found.group.cue.particle) in WAVING_AWAY:
        return DENIES
    return HEDGES if found.lemma in _HEDGE else None


def _by_content(found: Found, text: str, content: Span) -> str:
    if _STRONG.match(text, content[0], content[1]):
        return HEDGES
    if found.how == "wh" and _OPEN.match(text, content[0], content[1]):
        return HEDGES  # "questioned whether it was safe" says neither
    return ASSERTS


def _to_say(text: str, content: Span) -> bool:
    """Whether "(refused) to …" is to say something: "to comment", not "to pay"."""
    words = text[slice(*content)].lower().split(maxsplit=3)
    return any(word.strip(".,") in _DECLINE or word.strip(".,") in cues() for word in words[1:3])


def hedges(
    found: Found, text: str, spans: tuple[Span, ...], words_of_cue: Span | None
) -> tuple[Span, ...]:
    """The hedging words of the passage and, where it hedges, of its cue."""
    found_spans = [
        m.span() for start, end in spans for m in _CONTENT_HEDGE.finditer(text, start, end)
    ]
    if words_of_cue is not None and found.lemma in _HEDGE | {"estimate", "suggest", "believe"}:
        found_spans.append(words_of_cue)
    return tuple(sorted(found_spans))
