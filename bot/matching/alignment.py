"""Lays two sentences side by side, word by word: the words that agree, and those between them.

Units are compared: contractions written out, a country by its id, a figure by its amount. Articles
and possessive endings are left out, and a word with a slip of the keyboard agrees with the right
one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from bot.language.date_spans import DateSpan
from bot.language.lexicon import VerbPhrase, near_meaning, same_deed, same_meaning
from bot.language.numbers.measure_words import PERIOD_ADVERBS
from bot.language.numbers.number_words import SMALL, TENS
from bot.language.quantities import Quantity, measure, same
from bot.language.reading import Reading
from bot.language.times import can_be_one, tells_when
from bot.language.tokens import is_stopword, stem
from bot.matching.figures import measured, rounded
from bot.matching.slips import slip
from bot.matching.vocabulary import ARTICLES, CLIPPED, CONTRACTED, MONTHS

MOST_TOKENS = 150
"""Sentences with more words are not laid side by side: no claim is as long as that."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a country, a figure or a date: tokens `first` to `last` of its sentence, inclusive.

    Units with one `key` are the same. `word` is lower case; `figure` is set for a figure, `day`
    for a date.
    """

    key: Hashable
    word: str
    first: int
    last: int
    small: bool = False
    figure: Quantity | None = None
    day: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap between two stretches that agree: the units there of the statement, and of the
    claim."""

    ours: tuple[Unit, ...]
    theirs: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two sentences laid side by side. `share` is the share of all units that agree (0 to 1).
    `anchors` is the number of agreeing pairs whose words carry meaning. `ours` and `theirs` are
    the units of the whole sentences."""

    ours: tuple[Unit, ...]
    theirs: tuple[Unit, ...]
    gaps: tuple[Gap, ...]
    share: float
    anchors: int


def align(ours: Reading, theirs: Reading) -> Alignment | None:
    """The two sentences side by side; None if one is empty or too long for a claim."""
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
    """Whether two sentences are the same word for word, apart from case, punctuation and slips."""
    if len(ours.tokens) != len(theirs.tokens):
        return False
    pairs = list(zip(ours.tokens, theirs.tokens, strict=True))
    if not all(a.lower == b.lower or slip(a.lower, b.lower) for a, b in pairs):
        return False
    # Signs ("€", "<", "%") are not among the words, and a slip in "more than" hides it in one of
    # the two.
    figures = list(zip(ours.quantities, theirs.quantities, strict=False))
    slipped = any(a.lower != b.lower for a, b in pairs)
    return len(ours.quantities) == len(theirs.quantities) and all(
        a.unit == b.unit if slipped else same(a, b) for a, b in figures
    )


@lru_cache(maxsize=1_024)
def units(reading: Reading, *, words: bool = False) -> tuple[Unit, ...]:
    """The units of a sentence in order; with `words`, figures and dates word by word. A statement's
    are asked for with each candidate."""
    parts = (*_countries(reading), *(() if words else (*_figures(reading), *_dates(reading))))
    wholes = {unit.first: unit for unit in parts}
    phrases = {} if words else {phrase.at[0]: phrase for phrase in reading.phrases}
    found: list[Unit] = []
    at = 0
    skipped = set(reading.affirming)
    for phrase in phrases.values():
        skipped.update(phrase.at[1:])
    while at < len(reading.tokens):
        if at in skipped:
            at += 1
            continue
        whole = wholes.get(at)
        if whole is None and at in phrases:
            found.append(_phrase(phrases[at]))
            at += 1
            continue
        found += _word(reading, at) if whole is None else (whole,)
        at = at + 1 if whole is None else whole.last + 1
    return tuple(found)


def _countries(reading: Reading) -> Iterator[Unit]:
    for entity in reading.entities:
        if entity.kind == "country":
            yield Unit(entity.id, " ".join(entity.words), entity.first, entity.last)


def _figures(reading: Reading) -> Iterator[Unit]:
    starts = [t.start for t in reading.tokens]
    for quantity in reading.quantities:
        first = bisect_left(starts, quantity.start)
        last = bisect_left(starts, quantity.end) - 1
        if first <= last:
            amount = (quantity.low, quantity.high, quantity.unit, measure(quantity))
            yield Unit(amount, quantity.text.lower(), first, last, figure=quantity)


def _dates(reading: Reading) -> Iterator[Unit]:
    starts = [t.start for t in reading.tokens]
    for day in reading.dates:
        first = bisect_left(starts, day.start)
        last = bisect_left(starts, day.end) - 1
        if first <= last:
            named = (day.first, day.last, day.year, day.month, day.day, day.season, day.weekday)
            key = ("date", *named) if any(named) else ("date", day.text.lower())
            yield Unit(key, day.text.lower(), first, last, day=day)


def _phrase(phrase: VerbPhrase) -> Unit:
    """A verb of several words; where its object comes between them, at its first word."""
    first, *rest = phrase.at
    together = rest == list(range(first + 1, first + 1 + len(rest)))
    return Unit(phrase.lemma, phrase.lemma, first, rest[-1] if together else first)


def _word(reading: Reading, at: int) -> Iterator[Unit]:
    """The units of one word: none for an article or the rest of "'s", two for "cannot"."""
    lower = reading.tokens[at].lower
    if _is_clipped(reading, at):
        if lower == "t" and at and reading.tokens[at - 1].lower.endswith("n"):
            yield Unit("not", "not", at - 1, at, small=True)
            return
        if lower in CLIPPED:
            return
    if lower == "cannot":
        yield Unit("can", "can", at, at, small=True)
        yield Unit("not", "not", at, at, small=True)
    elif lower not in ARTICLES:
        lower = _without_not(reading, at)
        small = is_stopword(lower) and not lower.isdigit()
        yield Unit(_key(lower), lower, at, at, small=small)


def _is_clipped(reading: Reading, at: int) -> bool:
    """Whether an apostrophe is right before a word."""
    start = reading.tokens[at].start
    return start > 0 and reading.text[start - 1] in "'’"


def _without_not(reading: Reading, at: int) -> str:
    """The word itself; of "won't" and "don't" the word that is denied."""
    word = reading.tokens[at]
    following = reading.tokens[at + 1].lower if at + 1 < len(reading.tokens) else ""
    if following == "t" and reading.text[word.end : word.end + 1] in ("'", "’"):
        return CONTRACTED.get(word.lower, word.lower.removesuffix("n"))
    return word.lower


def _key(lower: str) -> Hashable:
    """The key of a word: its stem; the amount of a number; the first letters of a month."""
    if lower in MONTHS:
        return lower[:3]
    if lower.isdigit() and lower.isascii() and len(lower) < 16:
        return (float(lower), float(lower), None, None)
    if lower in _NUMBERS:
        return (_NUMBERS[lower], _NUMBERS[lower], None, None)
    return stem(lower)


# "One" may be a pronoun.
_NUMBERS = {word: n for word, n in (SMALL | TENS).items() if n > 1}


def settle(gap: Gap, *, nearly: bool = True) -> Gap:
    """A gap without the units that mean the same on both sides: synonyms, slips, equal figures,
    a word that one side writes as two. `nearly`: words that news use for one another count too."""
    mine, other = list(gap.ours), list(gap.theirs)
    joined = ["".join(u.word for u in side if not u.small) for side in (mine, other)]
    if joined[0] and joined[0].replace(" ", "") == joined[1].replace(" ", ""):
        return Gap((), ())
    for one in list(mine):
        partner = next((u for u in other if alike(one, u) or (nearly and near(one, u))), None)
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
    if one.day is not None and other.day is not None:
        both = tells_when(one.day) and tells_when(other.day)
        return both and can_be_one(one.day, other.day)
    if not (_is_word(one) and _is_word(other)):
        return False
    return (
        same_meaning(one.word, other.word)
        or same_deed(one.word, other.word)
        or measured(one.word) == measured(other.word)
        or _period(one.word) == _period(other.word)
        or _inflected(one.word, other.word)
        or _holder(one.word) == _holder(other.word)
        or slip(one.word, other.word)
    )


def near(one: Unit, other: Unit) -> bool:
    """Whether news use two words for one another, although they do not mean the same."""
    return _is_word(one) and _is_word(other) and near_meaning(str(one.key), str(other.key))


def _is_word(unit: Unit) -> bool:
    """Whether a unit is a word: no figure, no country, no number."""
    return unit.figure is None and isinstance(unit.key, str) and ":" not in unit.key


def _period(word: str) -> str:
    """ "Annually" says "a year"."""
    return PERIOD_ADVERBS.get(word, word)


def _holder(word: str) -> str:
    """ "Spokeswoman", "spokesman" and "spokesperson" hold one office."""
    for ending in ("woman", "person", "man", "women", "people", "men"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_HOLDER:
            return root
    return word


_SHORTEST_HOLDER = 4


_ENDINGS = frozenset("r er st est s es d ed ing ly".split())


def _inflected(one: str, other: str) -> bool:
    """ "Late" and "later": one word with two endings for which the stemmer gives two stems."""
    shorter, longer = sorted((one, other), key=len)
    ending = longer.removeprefix(shorter)
    return len(shorter) > 3 and ending in _ENDINGS
