"""The forms in which a name is written (whole, as a surname, in the other order, as one word), and
the words of the text in which they are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.common import is_common


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one source. If it is a `person`, the surname is one too."""

    name: str
    aliases: tuple[str, ...] = ()
    person: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded, and its place: `[start, end)` in code points."""

    word: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name. `common`: it has only common words; `alone`: it is a surname alone."""

    words: tuple[str, ...]
    common: bool = False
    alone: bool = False


def forms(named: Named) -> Iterator[Form]:
    """Every form of a source's names."""
    for name in (named.name, *named.aliases):
        for words in _spellings(name):
            yield _form(words)
            if len(words) > 1:
                yield _form(("".join(words),))
                yield _form((*words[:-1], f"{words[-1]}s"))
            if named.person and len(words) <= _GIVEN_AND_SURNAME:
                yield _form((words[-1], *words[:-1]))
                yield _form((*words[1:], words[0]))
            if named.person and len(words) == _GIVEN_AND_SURNAME and words[1] not in _PARTICLES:
                yield _form(words[:2])
    for surname in _surnames(named.name) if named.person else ():
        for words in _spellings(surname):
            yield _form(words, alone=True)
            yield _form(("".join(words),), alone=True)
            yield Form((*words[:-1], f"{words[-1]}s"), common=True, alone=True)


def _form(words: tuple[str, ...], *, alone: bool = False) -> Form:
    return Form(words, common=all(map(is_word, words)), alone=alone)


def is_word(word: str) -> bool:
    """Whether a word is a common one, or the plural of one ("Banks", "Rivers")."""
    return is_common(word) or (word.endswith("s") and is_common(word[:-1]))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name without those in brackets; a name in quotation marks inside it also on
    its own; "Müller" also as "Mueller"."""
    bare = _BRACKETS.sub(" ", name)
    inside = _QUOTED_INSIDE.findall(bare)
    whole = _QUOTED_INSIDE.sub(" ", bare)
    given = (bare, whole, *inside)
    for written in dict.fromkeys((*given, *(one.translate(_UMLAUTS) for one in given))):
        words = tuple(words_of(written))
        if words:
            yield words


def _surnames(name: str) -> Iterator[str]:
    """The parts of a person's name that may be the surname: the last word, the word before a
    comma and the one in capitals. In a Chinese, Korean or Vietnamese name it may also be the
    first word."""
    before, comma, after = _BRACKETS.sub(" ", name).partition(",")
    if _only_after_names(after):
        comma = ""
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
    """Whether these words only follow a name and a comma, and so are none: "Ida Holm, PhD"."""
    return all(one.casefold().replace(".", "") in _AFTER_NAMES for one in words.split())


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order; "IdaHolm" gives two."""
    for found in _WORD.finditer(text):
        start = found.start()
        for end in (*(one.end() for one in _CAMEL.finditer(text, start, found.end())), found.end()):
            word = _folded(text[start:end])
            if word:
                yield Token(word, start, end, text[start].isupper())
            start = end


def words_of(text: str) -> Iterator[str]:
    """The words of a text, folded: without case, accents and marks."""
    return (token.word for token in tokens(text))


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold()).translate(FLAT)
    return "".join(char for char in apart if char.isalnum())


_GIVEN_AND_SURNAME = 3
"""A person's name of up to this many words is found in the other order too: "Holm, Ida"."""

# A word of letters and digits; marks and invisible characters inside do not end it.
_INSIDE = (
    (0x300, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F),
    (0x670, 0x670), (0x6D6, 0x6ED), (0xAD, 0xAD), (0x200B, 0x200F), (0x2060, 0x2060),
    (0xFEFF, 0xFEFF),
)  # fmt: skip
_JOINS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _INSIDE)
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_JOINS}])*")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
FLAT = _LETTERS | {code: "" for first, last in _INSIDE for code in range(first, last + 1)}
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
