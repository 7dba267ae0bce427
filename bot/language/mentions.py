"""Names found in texts as whole words, so that a text can be kept from naming somebody.

A name is found in any case, with and without accents and hyphens, in the genitive, in an address
("/ida-holm-says"), and written as one word ("idaholm", "#IdaHolmLied"). Of a person the surname
alone is found too. A name of one word that is also a common word ("Stone", "May") is found where it
is written as a name is.

Not found, unless given as another name: a first name or a nickname alone, half of a double surname
("Lind" of Lind-Krohn, "García" of José García Márquez), other endings than an English, German or
Scandinavian genitive (Russian "Сидорову"), what Arabic writes together with a name ("والعلي"), a
handle that shortens ("iholm"), another transcription, slips of the pen, and letters spaced out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from bot.language.common import is_common

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody's names. Of a `person` the surname is one too."""

    name: str
    aliases: tuple[str, ...] = ()
    person: bool = True


class Mentions:
    """Finds the names of some in texts, but not where they are part of `others`' longer names:
    with "Per Holm" among the others, "Per Holm" does not mention Ida Holm; "Holm" alone does."""

    def __init__(self, named: Iterable[Named] = (), others: Iterable[str] = ()) -> None:
        self._forms: defaultdict[str, set[_Form]] = defaultdict(set)
        self._unspaced: set[str] = set()
        for one in named:
            for form in _forms(one):
                self._forms[form.words[0]].add(form)
            self._unspaced |= {name for name in (one.name, *one.aliases) if _UNSPACED.search(name)}
        self._given = {form.words[0] for forms in self._forms.values() for form in forms}
        self._others: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        surnames = {form.words[0] for forms in self._forms.values() for form in forms if form.alone}
        for name in others:
            words = tuple(_words(name))
            if len(words) > 1 and not surnames.isdisjoint(words):
                self._others[words[0]].add(words)

    def __bool__(self) -> bool:
        return bool(self._forms or self._unspaced)

    def spans(self, text: str, *, surnames: bool = True, in_address: bool = False) -> list[Span]:
        """Where the names are: `[start, end)` in code points, in order, none overlapping; without
        `surnames` only whole names and aliases. `in_address`: where nothing has capitals."""
        if not self._may_be_in(text):
            return []
        tokens = list(_tokens(text))
        covered = {n for start, end in self._places(tokens) for n in range(start, end)}
        found = [
            (
                self._begin(tokens, n) if form.alone else tokens[n].start,
                tokens[n + len(form.words) - 1].end,
            )
            for n, token in enumerate(tokens)
            for form in self._forms.get(token.word, ())
            if _sequence(tokens, n, form.words)
            and not (form.alone and (n in covered or not surnames))
            and (
                not form.common
                or (in_address and not form.alone)
                or _as_a_name(tokens, n, len(form.words), text)
            )
        ]
        for name in self._unspaced:
            found += [(at.start(), at.end()) for at in re.finditer(re.escape(name), text)]
        return _apart(found)

    def in_text(self, text: str | None) -> bool:
        """Whether a text has one of the names."""
        return bool(text and self.spans(text))

    def in_address(self, address: str | None) -> bool:
        """Whether an address has one of the names, percent signs decoded."""
        return bool(address and self.spans(unquote(address), in_address=True))

    def without(self, text: str, by: str) -> str:
        """The text with `by` in place of each name; a title or an article before a name goes with
        it."""
        parts, at = [], 0
        for start, end in self.spans(text):
            for before in (_TITLE_BEFORE, _ARTICLE_BEFORE):
                found = before.search(text, max(at, start - _TITLE), start)
                start = found.start() if found else start  # noqa: PLW2901
            parts += [text[at:start], by]
            at = end
        return "".join([*parts, text[at:]])

    def _begin(self, tokens: Sequence[_Token], at: int) -> int:
        """Where a name begins whose surname is at a token: its first name may stand before, with
        up to two more names between ("Ida M. Holm")."""
        for n in range(at - 1, max(-1, at - 4), -1):
            if not tokens[n].capital or tokens[n + 1].start - tokens[n].end > _APART:
                break
            if tokens[n].word in self._given:
                return tokens[n].start
        return tokens[at].start

    def _may_be_in(self, text: str) -> bool:
        """Quickly, and wrong only where the name is not there: most texts have none."""
        if self._unspaced:
            return True
        flat = unicodedata.normalize("NFKD", text.casefold()).translate(_FLAT)
        return any(word in flat for word in self._forms)

    def _places(self, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
        """Where the others' names are, as numbers of tokens."""
        for n, token in enumerate(tokens):
            for words in self._others.get(token.word, ()):
                if _sequence(tokens, n, words):
                    yield n, n + len(words)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str  # folded
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name. `common`: only words that anybody writes; `alone`: a surname."""

    words: tuple[str, ...]
    common: bool = False
    alone: bool = False


def _forms(named: Named) -> Iterator[_Form]:
    for name in (named.name, *named.aliases):
        for words in _spellings(name):
            yield _form(words)
            if len(words) > 1:
                yield _form(("".join(words),))
                yield _form((*words[:-1], f"{words[-1]}s"))
            if named.person and len(words) <= _GIVEN_AND_SURNAME:
                yield _form((words[-1], *words[:-1]))
                yield _form((*words[1:], words[0]))
            if named.person and len(words) == _GIVEN_AND_SURNAME:
                yield _form(words[:2])
    for surname in _surnames(named.name) if named.person else ():
        for words in _spellings(surname):
            yield _form(words, alone=True)
            yield _form(("".join(words),), alone=True)
            yield _Form((*words[:-1], f"{words[-1]}s"), common=True, alone=True)


def _form(words: tuple[str, ...], *, alone: bool = False) -> _Form:
    return _Form(words, common=all(map(_is_word, words)), alone=alone)


def _is_word(word: str) -> bool:
    """Whether anybody writes a word, or its plural ("Banks", "Rivers")."""
    return is_common(word) or (word.endswith("s") and is_common(word[:-1]))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name without what is in brackets, and a name in quotation marks inside it on
    its own; "Müller" also as "Mueller"."""
    bare = _BRACKETS.sub(" ", name)
    inside = _QUOTED_INSIDE.findall(bare)
    whole = _QUOTED_INSIDE.sub(" ", bare)
    given = (bare, whole, *inside)
    for written in dict.fromkeys((*given, *(one.translate(_UMLAUTS) for one in given))):
        words = tuple(_words(written))
        if words:
            yield words


def _surnames(name: str) -> Iterator[str]:
    """What of a person's name may be the surname: the last word; the one before a comma, the one
    in capitals, and the first one of a Chinese, Korean or Vietnamese name."""
    before, comma, after = _BRACKETS.sub(" ", name).partition(",")
    comma = comma and not _only_after_names(after)
    parts = [one for one in before.split() if one.casefold().strip(".") not in _AFTER_NAMES]
    if len(parts) < 2 or comma:
        yield " ".join(parts)
        return
    yield parts[-1]
    particles = [n for n in range(1, len(parts) - 1) if parts[n].casefold() in _PARTICLES]
    if particles:
        yield " ".join(parts[particles[0] :])
    if len(parts) <= 3 and (
        parts[0].casefold() in _FIRST_SURNAMES or _HYPHENATED_GIVEN.fullmatch(parts[-1])
    ):
        yield parts[0]
    yield from (one for one in parts if one.isupper() and len(one) > 2)


def _only_after_names(words: str) -> bool:
    """Whether that comes after a name and a comma: "Ida Holm, PhD"."""
    return all(one.casefold().replace(".", "") in _AFTER_NAMES for one in words.split())


def _tokens(text: str) -> Iterator[_Token]:
    for found in _WORD.finditer(text):
        start = found.start()
        for end in (*(one.end() for one in _CAMEL.finditer(text, start, found.end())), found.end()):
            word = _folded(text[start:end])
            if word:
                yield _Token(word, start, end, text[start].isupper())
            start = end


def _words(text: str) -> Iterator[str]:
    return (token.word for token in _tokens(text))


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold()).translate(_FLAT)
    return "".join(char for char in apart if char.isalnum())


def _sequence(tokens: Sequence[_Token], at: int, words: Sequence[str]) -> bool:
    """Whether these words follow each other there, with no more than `_APART` between two."""
    if at + len(words) > len(tokens):
        return False
    here = tokens[at : at + len(words)]
    return all(token.word == word for token, word in zip(here, words, strict=True)) and all(
        after.start - before.end <= _APART for before, after in pairwise(here)
    )


def _as_a_name(tokens: Sequence[_Token], at: int, length: int, text: str) -> bool:
    """Whether common words are written as a name is: capitals, and not only because a sentence,
    a headline or a month begins there."""
    here = tokens[at : at + length]
    if not any(token.capital for token in here):
        return False
    start, end = here[0].start, here[-1].end
    if length == 1 and _CALLED_AFTER.match(text, end):
        return False
    before = text[max(0, start - _TITLE) : start]
    if _TITLE_BEFORE.search(before) or _SPEAKS.match(text, end):
        return True
    if length == 1 and (here[0].word in _CALENDAR or text.isupper()):
        return False
    return bool(before) and not _SENTENCE_START.search(before)


def _apart(found: Iterable[Span]) -> list[Span]:
    """The spans in order; of overlapping ones the hull."""
    kept: list[Span] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


_GIVEN_AND_SURNAME = 3
"""Words of a person's name up to which it is found in the other order too: "Holm, Ida"."""

_APART = 3
"""Characters that may stand between two words of a name: "Holm, Ida", "Ida  Holm", "ida_holm"."""

_TITLE = 24
"""Characters before a name in which a title is looked for."""

# A word of letters and digits; marks and invisible characters inside do not end it.
_INSIDE = (
    (0x300, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F),
    (0x670, 0x670), (0x6D6, 0x6ED), (0xAD, 0xAD), (0x200B, 0x200F), (0x2060, 0x2060),
    (0xFEFF, 0xFEFF),
)  # fmt: skip
_JOINS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _INSIDE)
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_JOINS}])*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_FLAT = _LETTERS | {code: "" for first, last in _INSIDE for code in range(first, last + 1)}
_QUOTED_INSIDE = re.compile(r"(?<=\s)[\"“„'‘«](\w[\w\s-]*)[\"”“'’»](?=\s)")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
)
_AFTER_NAMES = frozenset("jr sr ii iii iv phd md mp mep esq obe".split())
_PARTICLES = frozenset(
    "van von de der den del della da di dos das du la le ter ten zu al el bin".split()
)
_HYPHENATED_GIVEN = re.compile(r"[^\W\d_]+-[a-z]+")  # Ha-kyou, Jong-un
# The commonest ones of people whose surname comes first, as English writes them.
_FIRST_SURNAMES = frozenset(
    "kim lee yi park bak pak choi choe jeong jung chung kang cho jo yoon yun jang chang lim im han "
    "oh seo suh shin sin kwon hwang ahn song ryu yoo hong jeon jun ko moon bae baek heo wang li "
    "zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo luo nguyen tran pham xi deng "
    "mao tsai".split()
)
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
# What is called after a word, or a person long dead: "the White House", "Long Island".
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
