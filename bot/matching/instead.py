"""Names that replace others: which words are names at all, and which names replace a claim's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.language.common import is_common_in_english
from bot.language.lexicon import near_meaning, same_deed
from bot.language.name_words import BELONG, BODIES, COMMON_FIRST_NAMES, PLACE_NOUNS
from bot.language.names import Entity
from bot.language.reading import Reading
from bot.language.tokens import Token, is_stopword, stem
from bot.matching.vocabulary import SAYING


def is_real(entity: Entity, reading: Reading) -> bool:
    """Whether something written like a name is one: a known country or place, or a word with a
    capital inside a sentence. These are not names: a label ("WATCH:"), a first word, a common word
    in capitals ("RED LINE"), a handle, a hashtag."""
    if entity.kind != "name":
        return True
    if reading.names.intersection(entity.words):
        return True
    return any(_is_name(reading, at) for at in range(entity.first, entity.last + 1))


def _is_name(reading: Reading, at: int) -> bool:
    word, text = reading.tokens[at], reading.text
    if not word.capital or _opens(reading, at) or _is_handle(text, word):
        return False
    if len(word.text) > 1 and word.text.isupper():
        return word.text.isalpha() and not is_common_in_english(word.lower)
    return True


_OPENERS = frozenset(".!?:;|\"“”«»•>‘’'(—–\n")


def _opens(reading: Reading, at: int) -> bool:
    """Whether a word begins a sentence or a quotation, or follows a label. The surname of "J. Holm"
    does not."""
    if at == 0:
        return True
    before = reading.tokens[at - 1]
    between = reading.text[before.end : reading.tokens[at].start]
    if between == ". " and len(before.text) == 1:
        return False
    return not _OPENERS.isdisjoint(between)


def _is_handle(text: str, word: Token) -> bool:
    mixed = word.text.isalnum() and not word.text.isalpha() and len(word.text) > _LONGEST_MIXED
    return mixed or text[word.start - 1 : word.start] in ("@", "#", "_", "/")


_LONGEST_MIXED = 4
"""Characters of a name with digits in it: "G20", "COP28"."""


# --- in another's place ---------------------------------------------------------------------------

_AROUND, _AROUND_BESIDE = 0.5, 0.34
"""The share of the longer sentence's other words that both have, from which two names that are left
over have the same place, and where they are beside the same word. Chosen on `contrast` and
`posts`."""

_SHORT = 14
"""Words up to which a sentence has hardly more than one place for a name."""


def takes_place(mine: Entity, other: Entity, ours: Reading, theirs: Reading) -> bool:
    """Whether two names have the same place in their sentences.

    They have if the rest of the sentences is mostly the same. If only some of it is the same, the
    words right before or right behind the names must agree. In sentences that merely have names
    which the other lacks, no name replaces another.
    """
    share = shared(ours, theirs, {mine.id, other.id})
    short = max(len(ours.tokens), len(theirs.tokens)) <= _SHORT
    if share >= _AROUND and (short or between_the_same(ours, mine.first, theirs, other.first)):
        return True
    return share >= _AROUND_BESIDE and any(
        _are_beside(_beside(mine, ours, step), _beside(other, theirs, step)) for step in (1, -1)
    )


def between_the_same(ours: Reading, mine: int, theirs: Reading, other: int) -> bool:
    """Whether two tokens have the same place in their sentences: the nearest word before them that
    both sentences have is the same, or the nearest one behind them."""
    here, there = ([t.stem for t in r.tokens] for r in (ours, theirs))
    both = {t.stem for t in ours.tokens if not is_stopword(t.lower)}.intersection(there)
    if not both:
        return True
    before = _last(here[:mine], both), _last(there[:other], both)
    behind = _last(here[:mine:-1], both), _last(there[:other:-1], both)
    return before[0] == before[1] != "" or behind[0] == behind[1] != ""


def _last(stems: Sequence[str], both: Collection[str]) -> str:
    return next((one for one in reversed(stems) if one in both), "")


def _are_beside(one: str, other: str) -> bool:
    return bool(one and other) and (stem(one) == stem(other) or same_deed(one, other))


def shared(ours: Reading, theirs: Reading, without: Collection[str] = ()) -> float:
    """The share of the longer sentence's words and names that both sentences have, from 0 to 1.
    Names with an id in `without` are not counted. 1 if there are no other words."""
    here, there = (_around(r).difference(without) for r in (ours, theirs))
    rest, others = here - there, there - here
    near = sum(any(near_meaning(one, other) for other in others) for one in rest)
    longest = max(len(here), len(there))
    return (len(here & there) + near) / longest if longest else 1.0


def _beside(entity: Entity, reading: Reading, step: int) -> str:
    """The content word right behind a name (`step` 1) or right before it (-1), in lower case; or
    empty."""
    at = entity.last if step > 0 else entity.first
    for back in (1, 2):
        here = at + step * back
        if 0 <= here < len(reading.tokens) and not is_stopword(reading.tokens[here].lower):
            return reading.tokens[here].lower
    return ""


def _around(reading: Reading) -> set[str]:
    """The stems of the content words outside names, and the ids of the names."""
    named = {at for e in reading.entities for at in range(e.first, e.last + 1)}
    words = {
        token.stem
        for at, token in enumerate(reading.tokens)
        if at not in named and not is_stopword(token.lower)
    }
    return words.union(entity.id for entity in reading.entities)


def same_but_for_description(one: Entity, other: Entity) -> bool:
    """Whether two names are the same except for another word that may only describe the person:
    "Confident Kern", "Rolf Kern". Such names are neither the same nor different. If both have such
    a word, the words tell the two apart: "North Korean", "South Korean"."""
    shared = set(one.words) & set(other.words)
    if shared <= BODIES or "country" in (one.kind, other.kind):
        return False  # "Interior Ministry", "Ministry of Labour"
    own = [set(entity.words) - shared for entity in (one, other)]
    return sum(all(map(_may_describe, words)) for words in own) == 1


def _may_describe(lower: str) -> bool:
    return len(lower) > 1 and is_common_in_english(lower) and lower not in COMMON_FIRST_NAMES


def is_of_a_place(entity: Entity, reading: Reading) -> bool:
    """Whether a word for places is beside a name: "the port of Ostra", "Ostra harbour"."""
    words = reading.tokens
    before = [w.lower for w in words[max(0, entity.first - 2) : entity.first]]
    behind = [w.lower for w in words[entity.last + 1 : entity.last + 2]]
    of = len(before) == _OF and before[1] == "of" and before[0] in PLACE_NOUNS
    return of or bool(PLACE_NOUNS.intersection(behind))


_OF = 2


# --- who belongs to whom -------------------------------------------------------------------------


def somebody_else(
    pairs: Sequence[tuple[Entity, Entity]], ours: Reading, theirs: Reading
) -> Iterator[tuple[str, str]]:
    """The words for two people, if one sentence says of a person what the other says of someone who
    belongs to that person: "Ida Holm's sister", "a rival of Ida Holm"."""
    for mine, other in pairs:
        if mine.kind != "name" or other.kind != "name":
            continue
        here, there = _belonging(mine, ours), _belonging(other, theirs)
        if here is None and there is None:
            continue
        word, lacking = (here, theirs) if there is None else (there, ours)
        owned = mine.owner and other.owner
        if word is None or owned or any(_belongs(token) for token in lacking.tokens):
            continue  # a difference between two relatives is compared as words
        if takes_place(mine, other, ours, theirs):
            yield (
                word[1] if here is not None else mine.text,
                word[1] if there is not None else other.text,
            )


def _belonging(entity: Entity, reading: Reading) -> tuple[str, str] | None:
    """The word for the person who belongs to the one named, and the whole phrase; None if there is
    none."""
    words = reading.tokens
    behind = entity.last + 2
    if entity.owner == "'s":
        head = next(
            (i for i in range(behind, min(behind + 3, len(words))) if _belongs(words[i])), None
        )
        if head is None or _speaks(reading, head):
            return None
        return words[head].lower, reading.excerpt(entity.first, head)
    if entity.first < _OF:
        return None
    for at in range(entity.first - 1, max(-1, entity.first - 5), -1):
        if words[at].lower in ("of", "to") and at and _belongs(words[at - 1]):
            return words[at - 1].lower, reading.excerpt(at - 1, entity.last)
    return None


def _belongs(word: Token) -> bool:
    return word.lower in BELONG


def _speaks(reading: Reading, at: int) -> bool:
    """Whether a spokesman speaks here; his words then count as those of whom he speaks for."""
    behind = reading.tokens[at + 1 : at + 3]
    return reading.tokens[at].lower.startswith("spokes") and any(w.stem in SAYING for w in behind)
