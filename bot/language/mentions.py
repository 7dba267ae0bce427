"""Finds names in texts as whole words, so that a text can be kept from naming a person.

A name is found in any case, with and without accents and hyphens, in the genitive, in an address
("/ida-holm-says"), and written as one word ("idaholm", "#IdaHolmLied"). A person's surname is found
alone too. A name of one word that is also a common word ("Stone", "May") is found only if it is
written as a name.

Not found, unless given as another name: a first name or a nickname alone, half of a double surname
("Lind" of Lind-Krohn, "García" of José García Márquez), other endings than an English, German or
Scandinavian genitive (Russian "Сидорову"), words that Arabic writes together with a name
("والعلي"), a shortened handle ("iholm"), another transcription, misspellings, and letters spaced
out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote

from bot.language.name_forms import (
    FLAT,
    UNSPACED,
    Form,
    Named,
    Token,
    forms,
    is_word,
    tokens,
    words_of,
)

__all__ = ["Mentions", "Named", "Span"]

Span = tuple[int, int]


class Mentions:
    """Finds the `named` in texts, except inside longer names of `others`: if "Per Holm" is among
    the others, "Per Holm" does not mention Ida Holm, but "Holm" alone does."""

    def __init__(self, named: Iterable[Named] = (), others: Iterable[str] = ()) -> None:
        self._forms: defaultdict[str, set[Form]] = defaultdict(set)
        self._unspaced: set[str] = set()
        for one in named:
            for form in forms(one):
                self._forms[form.words[0]].add(form)
            self._unspaced |= {name for name in (one.name, *one.aliases) if UNSPACED.search(name)}
        self._given = {form.words[0] for forms in self._forms.values() for form in forms}
        self._others: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        surnames = {form.words[0] for forms in self._forms.values() for form in forms if form.alone}
        for name in others:
            words = tuple(words_of(name))
            if len(words) > 1 and not surnames.isdisjoint(words):
                self._others[words[0]].add(words)

    def __bool__(self) -> bool:
        return bool(self._forms or self._unspaced)

    def spans(self, text: str, *, surnames: bool = True, in_address: bool = False) -> list[Span]:
        """Where the names are: `[start, end)` in code points, in order, none overlapping.

        Without `surnames` only whole names and aliases are found. `in_address` says that the text
        is an address, in which capitals tell nothing.
        """
        if not self._may_be_in(text):
            return []
        here = list(tokens(text))
        covered = {n for start, end in self._places(here) for n in range(start, end)}
        found = [
            (
                self._begin(here, n, text) if form.alone else here[n].start,
                here[n + len(form.words) - 1].end,
            )
            for n, token in enumerate(here)
            for form in self._forms.get(token.word, ())
            if _sequence(here, n, form.words)
            and not (form.alone and (n in covered or not surnames))
            and (
                not form.common
                or (in_address and not form.alone)
                or _as_a_name(here, n, len(form.words), text)
            )
        ]
        for name in self._unspaced:
            found += [(at.start(), at.end()) for at in re.finditer(re.escape(name), text)]
        return _apart(found)

    def in_text(self, text: str | None) -> bool:
        """Whether a text contains one of the names; False for None."""
        return bool(text and self.spans(text))

    def in_address(self, address: str | None) -> bool:
        """Whether an address contains one of the names; percent signs are decoded first."""
        return bool(address and self.spans(unquote(address), in_address=True))

    def without(self, text: str, by: str) -> str:
        """The text with `by` in place of each name, including a title or an article before the
        name."""
        parts, at = [], 0
        for start, end in self.spans(text):
            for before in (_TITLE_BEFORE, _ARTICLE_BEFORE):
                found = before.search(text, max(at, start - _TITLE), start)
                start = found.start() if found else start
            parts += [text[at:start], by]
            at = end
        return "".join([*parts, text[at:]])

    def _begin(self, words: Sequence[Token], at: int, text: str) -> int:
        """The offset at which a name begins whose surname is token `at`: a first name may come
        before it, with up to two more names between ("Ida M. Holm")."""
        for n in range(at - 1, max(-1, at - 4), -1):
            between = text[words[n].end : words[n + 1].start]
            if not words[n].capital or len(between) > _APART or between.strip(" .*_\u00a0"):
                break
            if words[n].word in self._given:
                return words[n].start
        return words[at].start

    def _may_be_in(self, text: str) -> bool:
        """A quick first test: False only if the text certainly has none of the names. Most
        have none."""
        if self._unspaced:
            return True
        flat = unicodedata.normalize("NFKD", text.casefold()).translate(FLAT)
        return any(word in flat for word in self._forms)

    def _places(self, here: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Where the others' names are: first token and the one after the last."""
        for n, token in enumerate(here):
            for words in self._others.get(token.word, ()):
                if _sequence(here, n, words):
                    yield n, n + len(words)


def _sequence(found: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether these words follow each other from token `at` on, with no more than `_APART`
    characters between two."""
    if at + len(words) > len(found):
        return False
    here = found[at : at + len(words)]
    return all(token.word == word for token, word in zip(here, words, strict=True)) and all(
        after.start - before.end <= _APART for before, after in pairwise(here)
    )


def _as_a_name(found: Sequence[Token], at: int, length: int, text: str) -> bool:
    """Whether common words are written as a name: with capitals that are not merely those of a
    sentence's beginning, a headline or a month."""
    here = found[at : at + length]
    if not any(token.capital for token in here):
        return False
    start, end = here[0].start, here[-1].end
    if length == 1 and _CALLED_AFTER.match(text, end):
        return False
    before = text[max(0, start - _TITLE) : start]
    if _TITLE_BEFORE.search(before) or _SPEAKS.match(text, end):
        return True
    if text[end : end + 1] in {"'", "’"} and not is_word(here[-1].word):
        return True  # "Holms’"
    if length == 1 and (here[0].word in _CALENDAR or text.isupper()):
        return False
    return bool(before) and not _SENTENCE_START.search(before)


def _apart(found: Iterable[Span]) -> list[Span]:
    """The spans in order; overlapping ones become one span that covers them."""
    kept: list[Span] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


_APART = 3
"""Characters that may be between two words of a name: "Holm, Ida", "Ida  Holm", "ida_holm"."""

_TITLE = 24
"""Characters before a name in which a title is looked for."""

_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|President|Minister|Mayor|Judge"
    r"|Capt(?:ain)?|Col(?:onel)?|Gen(?:eral)?|Lt|Lieutenant|Sgt|Sergeant|Maj(?:or)?|Sen(?:ator)?"
    r"|Rep|Officer|Inspector|Herr|Frau|Monsieur|Madame|Mme|Señora?|Signora?)\b\.?|\b[A-Z]\.)\s+$"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
# Words behind a name that show that a thing is meant: "the White House", "Long Island".
_CALLED_AFTER = re.compile(
    r"\s+(?:Age|Avenue|Bay|Beach|Belt|Book|Bridge|Castle|Cathedral|Church|City|Coast|College|County"
    r"|Court|Cross|Democrats?|Friday|Hall|Hill|Hospital|House|Island|Islands|Lake|Lane|Market|Monday"
    r"|Mountains?|Ocean|Paper|Park|Party|Peace|Place|Prize|River|Road|School|Sea|Square|State|Street"
    r"|Sunday|Thursday|Tower|University|Valley|War|Wednesday|Zone)\b"
)
_SPEAKS = re.compile(
    r"(?:['’]s?)?,?\s+(?:said|says|say|told|tells|added|adds|asked|warned|warns|denied|denies"
    r"|confirmed|confirms|claimed|claims|stated|testified|insisted|argued|wrote|writes|spoke"
    r"|resigned|leaked|admitted|revealed|described|recalled|has|was|is)\b",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:(?<!\b[^\W\d_])\.|[!?:;…—–•\n]|^)[\s\"'“”‘’«»(\[]*$")
