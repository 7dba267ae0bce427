"""The negations of an English sentence: "not", "nobody", "has yet to", "refrained from", "zero".

A "not" that leaves the meaning as it is does not count: "Didn't it close?", "did not close until
May".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.language.assertion_text import Sentence
from bot.language.assertion_words import CONFIRMS, HEADS, THAT
from bot.language.names import Entity
from bot.language.negation_words import (
    ABSTAINS,
    ASKING,
    DECLINED,
    NO,
    NOT_REALLY,
    PREVENTS,
    REFUSES,
    STOPS_SHORT,
    UNDONE_BEFORE_TO,
    UNDONE_PHRASES,
    UNTIL,
)
from bot.language.quantities import Quantity
from bot.language.times import affirms
from bot.language.tokens import Token, is_stopword


@dataclass(frozen=True, slots=True)
class Negation:
    """A negating word, the index of its first token, and the content terms in its scope."""

    text: str
    first: int
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words(Sentence):
    """The words of a sentence. `none`: indices of tokens in figures that say there is none ("zero
    people"). `countries`: by token index."""

    none: frozenset[int]
    countries: Mapping[int, Entity]

    def before(self, at: int) -> str:
        """The character before a token."""
        start = self.tokens[at].start
        return self.text[start - 1 : start]


_CLAUSE_END = re.compile(r"[,;:.!?()–—]|\bbut\b|\balthough\b|\bwhile\b|\bbecause\b", re.IGNORECASE)
_KNOWING = CONFIRMS | HEADS.keys()
_LONGEST_SCOPE = 6
_FAR_FROM, _FARTHEST = 10, 40
"""Words behind a verb that prevents in which its "from" is looked for, and those behind a negation
that are looked at for its scope."""


def negations(
    text: str,
    tokens: Sequence[Token],
    taken: frozenset[int],
    entities: Sequence[Entity],
    quantities: Sequence[Quantity],
    refusals: Mapping[int, int],
) -> Iterator[Negation]:
    """The negations of a sentence, in order.

    `taken`: indices of the tokens inside figures and dates. `refusals`: the verbs of several words
    that refuse ("turned down"), by the index of the first token that of the last one.
    """
    none = frozenset(i for i in taken if _says_none(tokens[i], quantities))
    places = [
        i
        for i, t in enumerate(tokens)
        if t.lower in _WORDS or t.stem in _STEMS or i in none or i in refusals
    ]
    if not places:
        return
    countries = {i: e for e in entities if e.kind == "country" for i in range(e.first, e.last + 1)}
    words = _Words(text, tokens, taken, none, countries)
    ends = [found.start() for found in _CLAUSE_END.finditer(text)] + [len(text)]
    asked = _asks(words)
    for at in places:
        found = next((f for f in (sort(words, at) for sort in _SORTS) if f is not None), None)
        if at in refusals:
            found = at, refusals[at]
        if found is None:
            continue
        first, last = found
        stop = ends[min(bisect_left(ends, tokens[last].end), len(ends) - 1)]
        if _ends_then(words, last, stop) or (asked and _is_not(words, at) and _is_asked(words, at)):
            continue
        yield Negation(
            text[tokens[first].start : tokens[last].end], first, _scope(words, last, stop)
        )


# --- the sorts of negation ---------------------------------------------------------------------

_Span = tuple[int, int]
"""The first and the last token of a negating word or phrase."""


def _contracted(words: _Words, at: int) -> _Span | None:
    """A contraction with "n't", as in "didn't"."""
    if words.lower(at) != "t" or words.before(at) not in ("'", "’"):
        return None
    if words.lower(at + 1) in NOT_REALLY["not"]:
        return None  # "don't forget that …"
    return (at - 1, at) if at and words.lower(at - 1).endswith("n") else None


def _plain(words: _Words, at: int) -> _Span | None:
    word, following = words.lower(at), words.lower(at + 1)
    if at in words.taken or word not in NO or following in NOT_REALLY.get(word, ()):
        return None
    if word == "no":
        if following.isdigit() or _quoted(words, at):
            return None  # "No. 1", a vote of "no"
        if following == "one" and at + 1 not in words.taken:
            joined = words.tokens[at + 1].end
            return None if words.text[joined : joined + 1] == "-" else (at, at + 1)
    if word == "not" and following == "to" and (at == 0 or words.lower(at + 2) == "mention"):
        return None
    return at, at


def _verb(words: _Words, at: int) -> _Span | None:
    """A verb that denies what follows: "refused to", "denied"."""
    stem, following = words.stem(at), words.lower(at + 1)
    if at in words.taken:
        return None
    if stem == "declin" and following not in DECLINED:
        return None  # prices decline; an offer is declined
    if stem in REFUSES:
        return at, at
    return (at, at) if words.lower(at) in UNDONE_BEFORE_TO and following == "to" else None


def _yet(words: _Words, at: int) -> _Span | None:
    """A thing that has not happened so far: "has yet to close"."""
    if words.lower(at) != "yet" or words.lower(at + 1) != "to" or at == 0:
        return None
    return (at, at + 1) if words.lower(at - 1) not in ("not", "t") else None


def _held_back(words: _Words, at: int) -> _Span | None:
    """A deed that was not done: "refrained from closing", "held back from closing", "avoided
    closing"."""
    pair = (words.stem(at), words.lower(at + 1))
    if pair[1] == "from" and pair[0] in ABSTAINS:
        return at, at + 1
    if pair[0] == "avoid":
        return (at, at) if pair[1].endswith("ing") else None
    if not words.lower(at + 2).endswith("ing"):
        return None
    if pair == ("short", "of"):
        return (at - 1, at + 1) if words.stem(at - 1) in STOPS_SHORT else None
    before = UNDONE_PHRASES.get(pair)
    if before is None or (before and words.stem(at - 1) not in before):
        return None
    return (at - 1 if before else at), at + 1


def _prevented(words: _Words, at: int) -> _Span | None:
    """A verb that keeps a deed from being done: "barred the ferry from sailing"."""
    if words.stem(at) not in PREVENTS or at in words.taken:
        return None
    for i in range(at + 1, min(at + _FAR_FROM, len(words.tokens) - 1)):
        if _CLAUSE_END.search(words.text, words.tokens[i - 1].end, words.tokens[i].start):
            return None
        if words.lower(i) == "from":
            return (at, i) if words.lower(i + 1).endswith("ing") else None
    return None


def _none(words: _Words, at: int) -> _Span | None:
    """A figure for none: "zero people were hurt"."""
    return (at, at) if at in words.none else None


_SORTS: tuple[Callable[[_Words, int], _Span | None], ...] = (
    _contracted, _plain, _verb, _yet, _held_back, _prevented, _none,
)  # fmt: skip


_WORDS = NO | UNDONE_BEFORE_TO | {"t", "yet"}
_STEMS = (
    REFUSES | ABSTAINS | PREVENTS | {"short", "avoid"} | {phrase[0] for phrase in UNDONE_PHRASES}
)
"""The words and stems at which there may be a negation."""


def _says_none(token: Token, quantities: Sequence[Quantity]) -> bool:
    return token.lower in ("zero", "0") and any(
        q.start <= token.start < q.end and says_none(q) for q in quantities
    )


def says_none(quantity: Quantity) -> bool:
    """Whether a figure says that there is none of what it counts: "zero people"."""
    return quantity.low == quantity.high == 0 and quantity.unit is None and bool(quantity.counted)


def _quoted(words: _Words, at: int) -> bool:
    end = words.tokens[at].end
    return words.before(at) in _MARKS and words.text[end : end + 1] in _MARKS


_MARKS = frozenset("\"“”'‘’")


# --- what denies nothing -----------------------------------------------------------------------


def _ends_then(words: _Words, last: int, stop: int) -> bool:
    """Whether "until" ends the denial: "did not open until May" says that it opened in May."""
    if not _is_not(words, last):
        return False
    inside = range(last + 1, min(len(words.tokens), last + _FARTHEST))
    return any(
        words.lower(i) in UNTIL
        and words.tokens[i].start < stop
        and affirms(words.text, words.tokens[i].start)
        for i in inside
    )


def _is_not(words: _Words, at: int) -> bool:
    return words.lower(at) in ("not", "never", "t")


def _asks(words: _Words) -> bool:
    """Whether a sentence is a question with "not" in it: "Didn't the bakery close", "Has it not
    closed". The order "Don't close it" is no question."""
    first, second = words.lower(0), words.lower(1)
    if first not in ASKING or second == "not" or (first == "don" and second != "t"):
        return False
    behind = 2 if second == "t" else 1
    if first == "don":
        return words.lower(behind) in _SUBJECTS or _capital(words, behind)
    return (second == "t") == first.endswith("n") and len(words.tokens) > behind + 1


def _is_asked(words: _Words, at: int) -> bool:
    """Whether a "not" belongs to the question itself, and to no clause or quotation in it: "Did the
    mayor say that the bridge would not open?"."""
    asked = words.text[: words.tokens[at].start]
    return not (_INNER.search(asked) or any(words.lower(i) in THAT for i in range(1, at)))


_INNER = re.compile(r"[,;:\"“”‘]|\s'")

_SUBJECTS = frozenset("the a an they you we these those people some his her their our".split())


def _capital(words: _Words, at: int) -> bool:
    return at < len(words.tokens) and words.tokens[at].capital


_ALSO = frozenset(("and", "or", "nor"))


def _denies(words: _Words, at: int) -> bool:
    return words.lower(at) in NO or (words.lower(at) == "t" and words.before(at) in ("'", "’"))


def _scope(words: _Words, last: int, stop: int) -> tuple[str, ...]:
    """The content terms behind a negating word, as far as `stop`, the end of its clause."""
    scope: list[str] = []
    for j in range(last + 1, min(len(words.tokens), last + 1 + _FARTHEST)):
        if words.tokens[j].start >= stop or len(scope) == _LONGEST_SCOPE:
            break
        if words.lower(j) in THAT and words.stem(j - 1) in _KNOWING:
            break  # "it is not known whether …" denies only the knowing
        if words.lower(j) in _ALSO and any(_denies(words, j + step) for step in (1, 2, 3)):
            break  # "did not close the bridge and did not open the port"
        if j in words.countries:
            if j == words.countries[j].first:
                scope.append(words.countries[j].id)
        elif j not in words.taken and not is_stopword(words.lower(j)):
            scope.append(words.stem(j))
    return tuple(scope)
