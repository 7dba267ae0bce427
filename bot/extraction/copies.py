"""Which sentences of a text are in another one too, as in copies of one agency's report; and a
sketch of a text, by which its copies are found among many.

Pure: texts in, spans out (code points, end-exclusive).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import nsmallest

from rapidfuzz import fuzz, process

from bot.extraction.draft import Span
from bot.extraction.noise import DATELINE
from bot.extraction.page import page
from bot.matching.score import NEAR_IDENTICAL
from bot.matching.wording import same_wording, wording

SHINGLE = 5
"""Words of a shingle: enough that texts on one event do not share many by chance."""

ONE_IN = 16
"""One of so many shingles is in the sketch."""

LEAST = 24
"""Shingles that the sketch of a short text has in any case, if the text has so many."""

MOST = 400
"""Shingles that the sketch of a long text has at most: those of about 6,000 words."""

FAMILY = 0.5
"""Two texts are copies of one if so large a share of the sentences of either is in the other."""

_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """Numbers that stand for a text, each below 2**63, in ascending order: copies share most.

    They are the hashes of its shingles (runs of five words) that are divisible by 16, and the 24
    smallest ones (FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes
    with FracMinHash and minimum metagenome covers", 2022, with the bottom sketch of Broder, 1997,
    for short texts). Unlike those of MinHash they also find a short text inside a long one.
    """
    words = [found.lower() for found in _WORD.findall(text)]
    runs = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    hashes = {_hash(run) for run in runs if run}
    kept = {one for one in hashes if one % ONE_IN == 0} | set(nsmallest(LEAST, hashes))
    return tuple(nsmallest(MOST, kept))


def _hash(words: str) -> int:
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1  # a signed column of eight bytes holds it


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text: their spans, and the words of each without a dateline."""

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    wordings: tuple[str, ...] = field(repr=False)


def sentences_of(text: str) -> Sentences:
    """The sentences of a text that have words; those of drafts have the same spans."""
    read = page(text)
    spans = [read.span(one.first, one.last) for one in read.sentences]
    found = [(span, _told(text[slice(*span)])) for span in spans]
    told = [(span, said, words) for span, said in found if (words := wording(said))]
    return Sentences(*(tuple(column) for column in zip(*told, strict=True))) if told else _NOTHING


def _told(sentence: str) -> str:
    dateline = DATELINE.match(sentence)
    return sentence[dateline.end() :] if dateline else sentence


_NOTHING = Sentences((), (), ())


def shared(here: Sentences, there: Sentences) -> Mapping[int, int]:
    """The sentences of one text that the other has too, by index, each with the other's index.

    The words have to be the same but for case, marks and slips of the pen: with another figure,
    date, name or negation it is another sentence. Each sentence of the other text counts once.
    """
    left: dict[str, list[int]] = {}
    for at, words in enumerate(there.wordings):
        left.setdefault(words, []).append(at)
    found: dict[int, int] = {}
    for at, words in enumerate(here.wordings):
        if places := left.get(words):
            found[at] = places.pop(0)
            if not places:
                del left[words]
    for at, words in enumerate(here.wordings):
        if at in found:
            continue
        near = process.extractOne(words, list(left), scorer=fuzz.ratio, score_cutoff=NEAR_IDENTICAL)
        if near is None or not same_wording(here.texts[at], there.texts[left[near[0]][0]]):
            continue
        found[at] = left[near[0]].pop(0)
        if not left[near[0]]:
            del left[near[0]]
    return found


def is_family(shared_sentences: int, here: Sentences, there: Sentences) -> bool:
    """Whether two texts that share so many sentences are copies of one, or one has the other in
    it."""
    fewer = min(len(here.spans), len(there.spans))
    return shared_sentences > 0 and shared_sentences >= FAMILY * fewer
