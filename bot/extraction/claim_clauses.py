"""Whether words are a sentence, as far as closed classes of words can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extraction.claim_patterns import (
    FINITE,
    GERUND,
    HAVE,
    HEADLESS,
    IRREGULAR,
    NO_CLAUSE,
    SAYS,
    SUBORDINATES,
    VERBS,
)
from bot.extraction.draft import DraftPassage, Pattern


def is_clause(sentence: str, content: str, passage: DraftPassage, text: str) -> bool:
    """Whether `sentence`, made of a passage's `content`, is a sentence, as far as closed classes
    of words can tell."""
    if len(sentence.split()) < FEWEST_WORDS or NO_CLAUSE.match(sentence):
        return False
    quoted = passage.pattern is Pattern.DIRECT and not content[:1].islower()
    if content[:1].islower() and (GERUND.match(content) or HEADLESS.match(content)):
        return False  # "constituting …", "were seen": their subject is outside the content
    start = passage.content[0][0] if passage.content else 0
    cue = text[slice(*passage.cue)] if passage.cue else ""
    plain = SAYS.search(cue) is not None or text[max(start - 5, 0) : max(start, 0)] == "that "
    # Verbs are too many to list: words behind "says that", or words that fill a quote, are taken
    # for a sentence anyway.
    if quoted or (plain and passage.pattern is Pattern.INDIRECT and not _hangs(sentence)):
        return True
    # "The importance of a nation that has …": each "that" needs a verb, and none is left for the
    # sentence.
    return _verbs(sentence) > len(SUBORDINATES.findall(sentence))


def _hangs(sentence: str) -> bool:
    """Whether the words before a "that" belong to the saying, so that the sentence begins only
    behind it: "half in jest that the port was shut" is no sentence, although it has a verb."""
    before, that, after = sentence.partition(" that ")
    if not that or _verbs(before) or before.lower().startswith(("it", "there")):
        return False
    if _verbs(after.split(" ")[0]):
        return False  # "the boat that sank was old"
    return _verbs(HAVE.sub(r"\1", after), verbs=(FINITE, IRREGULAR), apart=1) < _BOTH and (
        _verbs(after) < _BOTH
    )


_BOTH = 2  # verbs: one of the clause behind "that", and one of the words before it


def _verbs(words: str, *, verbs: Sequence[re.Pattern[str]] = VERBS, apart: int = 2) -> int:
    """How many verbs there are, as far as closed classes can tell; two nearer than `apart` words
    count as one."""
    spans = sorted(m.span() for verb in verbs for m in verb.finditer(words))
    return sum(
        1
        for i, (first, _) in enumerate(spans)
        if i == 0 or len(words[spans[i - 1][1] : first].split()) >= apart
    )


FEWEST_WORDS = 3
