"""Two sentences laid side by side, word by word: the words that agree, and those between them.

Units are words as they count: contractions written out, a country by its id, a figure by its
amount. Possessive endings are left out, and so is what a word loses to a slip of the keyboard.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.language.quantities import Quantity, quantities, same
from bot.language.reading import Reading
from bot.language.tokens import is_stopword, stem
from bot.matching.figures import measured, rounded
from bot.matching.opposites import opposed
from bot.matching.synonyms import synonyms

MOST_TOKENS = 150
"""Words from which two sentences are not laid side by side: no claim is as long as that."""

_ARTICLES = frozenset(("a", "an", "the"))
_CLIPPED = frozenset(("s", "re", "ve", "ll", "d", "m"))
_IRREGULAR = {"won": "will", "shan": "shall", "can": "can", "ca": "can"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a country or a figure: tokens `first` to `last` of its sentence, inclusive.

    Units with one `key` are the same. `word` is lower case; `figure` is set for a figure.
    """

    key: Hashable
    word: str
    first: int
    last: int
    small: bool = False
    figure: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two stretches that agree: units of the statement, of the claim."""

    ours: tuple[Unit, ...]
    theirs: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`share` of all units that agree (0 to 1); `anchors` is the number of pairs that agree and
    say something; `ours` and `theirs` are the units of the whole sentences."""

    ours: tuple[Unit, ...]
    theirs: tuple[Unit, ...]
    gaps: tuple[Gap, ...]
    share: float
    anchors: int


def align(ours: Reading, theirs: Reading) -> Alignment | None:
    """The two sentences side by side; None where one is empty or too long for a claim."""
    if max(len(ours.tokens), len(theirs.tokens)) > MOST_TOKENS:
        return None
    mine, other = units(ours), units(theirs)
    if not mine or not other:
        return None
    keys, other_keys = [u.key for u in mine], [u.key for u in other]
    gaps: list[Gap] = []
    agree = anchors = 0
    open_at: tuple[int, int] | None = None
    for op in Levenshtein.opcodes(keys, other_keys):
        if op.tag == "equal":
            if open_at is not None:
                gaps.append(_gap(mine, other, open_at, (op.src_start, op.dest_start)))
                open_at = None
            agree += op.src_end - op.src_start
            anchors += sum(not u.small for u in mine[op.src_start : op.src_end])
        elif open_at is None:
            open_at = (op.src_start, op.dest_start)
    if open_at is not None:
        gaps.append(_gap(mine, other, open_at, (len(mine), len(other))))
    share = 2 * agree / (len(mine) + len(other))
    return Alignment(mine, other, tuple(gaps), share, anchors)


def _gap(
    ours: Sequence[Unit], theirs: Sequence[Unit], start: tuple[int, int], end: tuple[int, int]
) -> Gap:
    return Gap(tuple(ours[start[0] : end[0]]), tuple(theirs[start[1] : end[1]]))


def same_wording(ours: Reading, theirs: Reading) -> bool:
    """Whether two sentences are word for word the same but for case, punctuation and slips."""
    if len(ours.tokens) != len(theirs.tokens):
        return False
    pairs = list(zip(ours.tokens, theirs.tokens, strict=True))
    if not all(a.lower == b.lower or slip(a.lower, b.lower) for a, b in pairs):
        return False
    # A sign ("€", "<", "%") is no word; a slip in "more than" loses it for one of the two.
    figures = list(zip(ours.quantities, theirs.quantities, strict=False))
    slipped = any(a.lower != b.lower for a, b in pairs)
    return len(ours.quantities) == len(theirs.quantities) and all(
        a.unit == b.unit if slipped else same(a, b) for a, b in figures
    )


def units(reading: Reading) -> tuple[Unit, ...]:
    """The units of a sentence in order."""
    return tuple(_units(reading))


def _units(reading: Reading) -> Iterator[Unit]:
    words, text = reading.tokens, reading.text
    countries = {e.first: e for e in reading.entities if e.kind == "country"}
    starts = [t.start for t in words]
    figures: dict[int, tuple[Quantity, int]] = {}
    for quantity in reading.quantities:
        first = bisect_left(starts, quantity.start)
        last = bisect_left(starts, quantity.end) - 1
        if first <= last:
            figures[first] = (quantity, last)
    i = 0
    while i < len(words):
        token = words[i]
        if i in figures:
            quantity, last = figures[i]
            yield Unit(_amount(quantity), quantity.text.lower(), i, last, figure=quantity)
            i = last + 1
            continue
        if i in countries:
            entity = countries[i]
            yield Unit(entity.id, " ".join(entity.words), i, entity.last)
            i = entity.last + 1
            continue
        i += 1
        clipped = token.start > 0 and text[token.start - 1] in "'’"
        if clipped and token.lower == "t" and words[i - 2].lower.endswith("n"):
            yield Unit("not", "not", i - 2, i - 1, small=True)
        elif clipped and token.lower in _CLIPPED:
            continue
        elif token.lower == "cannot":
            yield Unit("can", "can", i - 1, i - 1, small=True)
            yield Unit("not", "not", i - 1, i - 1, small=True)
        elif token.lower in _ARTICLES:
            continue
        else:
            lower = token.lower
            following = words[i].lower if i < len(words) else ""
            if following == "t" and text[token.end : token.end + 1] in ("'", "’"):
                lower = _IRREGULAR.get(lower, lower.removesuffix("n"))
            yield Unit(
                _key(lower), lower, i - 1, i - 1, small=is_stopword(lower) and not lower.isdigit()
            )


def _amount(quantity: Quantity) -> Hashable:
    return (quantity.low, quantity.high, quantity.unit)


@lru_cache(maxsize=16_384)
def _key(lower: str) -> Hashable:
    """The stem; a number word or digits by their amount, a month by its first letters."""
    if lower in MONTHS:
        return lower[:3]
    if lower.isdigit() and lower.isascii() and len(lower) < 16:
        return (float(lower), float(lower), None)
    if lower in _NUMBER_WORDS:
        found = quantities(f"{lower} people")
        return _amount(found[0]) if found else lower
    return stem(lower)


_NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""".split()
)


def settle(gap: Gap) -> Gap:
    """A gap without what means the same on both sides: synonyms, slips, equal figures, a word
    that one side writes as two."""
    mine, other = list(gap.ours), list(gap.theirs)
    joined = ["".join(u.word for u in side if not u.small) for side in (mine, other)]
    if joined[0] and joined[0].replace(" ", "") == joined[1].replace(" ", ""):
        return Gap((), ())
    for one in list(mine):
        partner = next((u for u in other if alike(one, u)), None)
        if partner is not None:
            mine.remove(one)
            other.remove(partner)
    return Gap(tuple(mine), tuple(other))


def alike(one: Unit, other: Unit) -> bool:
    """Whether two units mean the same although written differently."""
    if one.key == other.key:
        return True
    if one.figure is not None and other.figure is not None:
        return same(one.figure, other.figure) or rounded(one.figure, other.figure)
    if one.figure is not None or other.figure is not None:
        return False
    if not isinstance(one.key, str) or not isinstance(other.key, str):
        return False
    if ":" in one.key + other.key:
        return False  # two countries
    return (
        synonyms(one.key, other.key)
        or measured(one.word) == measured(other.word)
        or _inflected(one.word, other.word)
        or slip(one.word, other.word)
    )


def _inflected(one: str, other: str) -> bool:
    """ "Late" and "later", where the stemmer keeps two: one word with an ending."""
    shorter, longer = sorted((one, other), key=len)
    ending = longer.removeprefix(shorter)
    return len(shorter) > 3 and ending in (
        "r",
        "er",
        "st",
        "est",
        "s",
        "es",
        "d",
        "ed",
        "ing",
        "ly",
    )


# --- slips of the keyboard ---------------------------------------------------------------------

MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Names of the months and how they are shortened; never slips of one another."""

_SLIP = 85.0
_SHORTEST = 5


@lru_cache(maxsize=16_384)
def slip(one: str, other: str) -> bool:
    """Whether one lower-case word is likely the other with a slip: letters changed places, or one
    is wrong behind the first. Opposites and numbers never are."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < _SHORTEST - 1:
        return False
    if one[0] == other[0] and opposed(one, other):
        return False
    if sorted(one) == sorted(other):
        # Two neighbours have changed places; "united", "untied" is a price worth paying.
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2 + 2 * (len(one) > 8)
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    if one in MONTHS and other in MONTHS:
        return False
    return not opposed(one, other) and fuzz.ratio(one, other) >= _SLIP
