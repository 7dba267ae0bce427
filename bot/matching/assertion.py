"""Certainty: one sentence says as done and sure what the other says may be, is planned, or nearly
was.

The marks of a sentence (`bot.language.assertion`) are compared with the other sentence's marks on
the same verb or the same clause. "May" and "could" agree, and so do "plans to" and "will".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.language.assertion_text import Mark
from bot.language.assertion_words import ADVERBS, AUXILIARIES, BEFORE_A_NOUN, NOUN_ENDINGS, Level
from bot.language.irregular_verbs import one_verb
from bot.language.lexicon import near_meaning
from bot.language.reading import Reading
from bot.language.tokens import is_stopword
from bot.matching.opposites import misspelt, under_negation
from bot.matching.outcome import Difference, DifferenceKind


def differences(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    """At most one difference: what the statement says as less sure or less done; if there is none,
    what the claim does."""
    mine = _less_sure(ours, theirs)
    if mine is not None:
        yield Difference(DifferenceKind.CERTAINTY, *mine)
        return
    other = _less_sure(theirs, ours)
    if other is not None:
        marked, plain = other
        yield Difference(DifferenceKind.CERTAINTY, plain, marked)


def _less_sure(one: Reading, other: Reading) -> tuple[str, str] | None:
    """The words of a mark of one sentence, and the other's words for the same thing without such a
    mark; None if there is no such mark."""
    for mark in one.marks:
        found = _of_clause(mark, one, other) if mark.whole else _of_verb(mark, one, other)
        if found is not None:
            return found
    return None


def marked(reading: Reading, at: int) -> bool:
    """Whether a word only says how sure or done something is, so that only certainty compares
    it."""
    return any(mark.first <= at <= mark.last for mark in reading.marks if mark.levels)


# --- a mark on a verb --------------------------------------------------------------------------


def _of_verb(mark: Mark, one: Reading, other: Reading) -> tuple[str, str] | None:
    if mark.aside or _both_have(mark, one, other):
        return None
    for verb in mark.about:
        at = _places(verb, one, other)
        if not at:
            continue
        also = [m for m in one.marks if verb in m.about and mark.levels == {Level.PLANNED}]
        if any(_agrees(m, place, other) for m in (mark, *also) for place in at):
            return None  # "it is possible that it will sail", "it may sail"
        if _denied(mark, verb, at, one, other):
            return None
        helped = bool(mark.levels) and _helped(mark, verb, one)
        done = [place for place in at if _asserted(place, other, helped=helped)]
        if not done or not _only_to_come(mark, verb, done, one, other):
            return None
        return one.excerpt(mark.first, verb), _plain(other, done[0])
    if mark.levels and mark.about and _otherwise_alike(mark, one, other):
        return one.excerpt(mark.first, mark.about[-1]), other.excerpt(0, len(other.tokens) - 1)
    return None


def _asserted(at: int, reading: Reading, *, helped: bool) -> bool:
    """Whether a word is, as far as its neighbours tell, a verb of a main clause. With `helped`:
    whether a form of "be" or "have" leads to it ("is at the base")."""
    token, before = reading.tokens[at], reading.tokens[at - 1].lower if at else ""
    if any(at in mark.about and mark.levels and not mark.aside for mark in reading.marks):
        return True  # on another level
    if at in reading.aside or before == "to" or reading.text[token.end : token.end + 1] == "-":
        return False
    if helped:
        first = at
        while first > 0 and is_stopword(reading.tokens[first - 1].lower):
            first -= 1
        return any(t.lower in _HELPERS for t in reading.tokens[first:at])
    if before in BEFORE_A_NOUN or token.lower.endswith(NOUN_ENDINGS):
        return False
    if token.lower.endswith("ing") and before not in _HELPERS:
        return False
    return not token.capital or at == 0 or reading.tokens[at - 1].capital


_HELPERS = AUXILIARIES | {"not"}


def _helped(mark: Mark, verb: int, one: Reading) -> bool:
    """Whether the word that a mark is about is no verb: "may be at the base", "will have a
    deputy"."""
    between = one.tokens[mark.last + 1 : verb]
    phrase = one.tokens[mark.last].lower in _BEFORE_NOUNS  # "calls for the resignation"
    return not phrase and any(t.lower in BEFORE_A_NOUN for t in between)


def _both_have(mark: Mark, one: Reading, other: Reading) -> bool:
    """Whether the other sentence has the marking word too: then both report it as the deed."""
    token = one.tokens[mark.first]
    if not mark.levels or is_stopword(token.lower) or token.lower in _SMALL:
        return False
    return bool(_places(mark.first, one, other))


_SMALL = frozenset("nearly almost likely set due bound close".split())


def _places(at: int, one: Reading, other: Reading) -> list[int]:
    """The tokens of the other sentence that say the same as one token of this sentence."""
    term = one.tokens[at].stem
    return [
        i
        for i, token in enumerate(other.tokens)
        if i not in other.taken
        and not is_stopword(token.lower)
        and (
            one_verb(term, token.stem)
            or near_meaning(term, token.stem)
            or misspelt(term, token.stem)
        )
    ]


def _agrees(mark: Mark, at: int, other: Reading) -> bool:
    if any(_one_level(mark, m) for m in other.marks if at in m.about):
        return True
    # "Is closing on Monday" says what "will close on Monday" says.
    if Level.PLANNED not in mark.levels or at == 0:
        return False
    before = other.tokens[at - 1].lower
    return before == "being" or (other.tokens[at].lower.endswith("ing") and before in _BE)


_BE = frozenset("is are re s was were be".split())


def _one_level(one: Mark, other: Mark) -> bool:
    return bool(one.levels & other.levels) or not (one.levels and other.levels)


def _denied(mark: Mark, verb: int, at: Sequence[int], one: Reading, other: Reading) -> bool:
    """Whether both sentences deny the verb: "will not resign", "refuses to resign"."""
    if mark.levels - {Level.PLANNED}:
        return False
    return one.tokens[verb].stem in under_negation(one) and any(
        other.tokens[i].stem in under_negation(other) for i in at
    )


def _only_to_come(mark: Mark, verb: int, at: Sequence[int], one: Reading, other: Reading) -> bool:
    """Whether a mark says that something is only to come, while the other sentence has it as done.

    A mark with a level always does. A mark without one is "to" and a verb. Then the word before
    "to" must be a verb or adjective that the other sentence lacks ("begged to resign"), or the one
    who acts there ("Ostra to close the bridge", "Ostra closed the bridge").
    """
    word = one.tokens[mark.first]
    loose = not mark.levels or word.lower == "due"
    if loose and all(other.tokens[i].lower == one.tokens[verb].lower for i in at):
        return False  # "due to strikes"
    if mark.levels:
        return True
    there = _places(mark.first, one, other)
    if not there:
        return word.lower.endswith("ed")
    return any(
        there_at < i <= there_at + 3 and _small_between(other, there_at, i)
        for there_at in there
        for i in at
    )


def _small_between(reading: Reading, first: int, last: int) -> bool:
    return all(reading.tokens[i].lower in AUXILIARIES for i in range(first + 1, last))


_BEFORE_NOUNS = frozenset("of for with about".split())


def _near(mark: Mark) -> bool:
    return mark.levels == {Level.ATTEMPTED}


_NEARLY_ALL, _FEWEST_ALIKE = 0.75, 3


def _otherwise_alike(mark: Mark, one: Reading, other: Reading) -> bool:
    """Whether the sentences share nearly all words but the verb, and the other sentence asserts a
    verb that is not known to mean the same."""
    word = one.tokens[mark.last].lower
    if (
        any(m.levels for m in other.marks)
        or word in _BEFORE_NOUNS
        or word in ADVERBS
        or _near(mark)
    ):
        return False
    words = _content(one, range(mark.first, mark.about[-1] + 1))
    mine = {one.tokens[i].stem for i in words}
    there = {t.stem for i, t in enumerate(other.tokens) if _says(other, i)}
    shared = len(mine & there)
    return (
        shared >= _FEWEST_ALIKE and shared >= _NEARLY_ALL * len(mine) and shared >= len(there) - 1
    )


# --- a mark on a clause ------------------------------------------------------------------------

_MOST, _HALF = 0.6, 0.5
_FEWEST = 2


def _of_clause(mark: Mark, one: Reading, other: Reading) -> tuple[str, str] | None:
    """A clause in doubt or under a condition, if it has most of what the other sentence says."""
    if mark.aside or any(mark.levels & m.levels for m in other.marks):
        return None
    if _has_head(mark, one, other):
        return None
    at = {place for i in mark.about for place in _places(i, one, other)}
    found = [i for i in mark.about if _places(i, one, other)]
    if len(found) < min(_FEWEST, len(mark.about)) or len(found) < _MOST * len(mark.about):
        return None
    if len(at) < _HALF * len(_content(other, ())):
        return None
    last = max(mark.last, mark.about[-1])
    return one.excerpt(mark.first, last), other.excerpt(0, len(other.tokens) - 1)


def _has_head(mark: Mark, one: Reading, other: Reading) -> bool:
    if mark.levels == {Level.CONDITIONAL}:
        return False
    return any(
        not is_stopword(one.tokens[i].lower) and _places(i, one, other)
        for i in range(mark.first, mark.last + 1)
    )


# --- words -------------------------------------------------------------------------------------


def _content(reading: Reading, without: Iterable[int]) -> list[int]:
    left_out = set(without)
    return [i for i in range(len(reading.tokens)) if i not in left_out and _says(reading, i)]


def _says(reading: Reading, at: int) -> bool:
    return at not in reading.taken and not is_stopword(reading.tokens[at].lower)


def _plain(reading: Reading, at: int) -> str:
    """A verb with its auxiliaries: "has closed"."""
    first = at
    while first > 0 and reading.tokens[first - 1].lower in _HELPING:
        first -= 1
    return reading.excerpt(first, at)


_HELPING = AUXILIARIES | {"may", "might", "could", "can", "will", "would", "should", "must", "to"}
