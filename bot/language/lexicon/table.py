"""The table of the lexicon: what is read of it, when, and the plain forms of a word in it.

`wordnet.txt` has a line for each word in its plain form: the word, then fields with a sign and the
words that the sign relates it to:

- `n=`, `v=`, `a=`, `r=`: means the same as a noun, verb, adjective, adverb;
- `!`: the opposite; `+`: the noun or verb for the same deed; `>`: of a verb, what it is a way of;
- `<`: the plain forms of an irregular or comparing form; `/`: the usual words of a stem;
- of the line `*`, `-`: words with the beginning of an opposite that are none; `&`: the verbs of
  several words; `s`: words that end like a form and are none ("news").

Lines are in the order of their code points. They are read on first use, and a line is found by
halves and taken apart when its word is first asked for: hundredths of a second, then microseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

from bot.language.lexicon.added_words import OPPOSITES, SAME

_TABLE = Path(__file__).with_name("wordnet.txt")

_ENDINGS = {
    "s": (("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
          ("ies", "y"), ("es", "")),
    "d": (("ed", "e"), ("ed", ""), ("ied", "y")),
    "g": (("ing", "e"), ("ing", "")),
}  # fmt: skip
"""By last letter, regular endings and what is put in their place (morphy(7WN)). What compares
("later") is in the table: a "worker" is no form of "work"."""

_SHORTEST = 2
_NOTHING: dict[str, frozenset[str]] = {}
_NONE: frozenset[str] = frozenset()


def related(word: str, sign: str) -> frozenset[str]:
    """The words in one field of a word in its plain form; `sign` names the field."""
    return (_entry(word) or _NOTHING).get(sign, _NONE)


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """The plain forms that a word as written may have, itself included: "struck" has "strike",
    "left" has "leave" and "left"."""
    lower = word.lower()
    found = {lower, *related(lower, "<")}
    if lower in related("*", "s"):
        return frozenset(found)
    for ending, instead in _ENDINGS.get(lower[-1:], ()):
        root = lower.removesuffix(ending)
        if root != lower and len(root) >= _SHORTEST:
            found.update(w for w in {root + instead, _single(root)} if _is_known(w))
    return frozenset(found)


def _is_known(word: str) -> bool:
    return _entry(word) is not None or word in _added()


@cache
def _added() -> frozenset[str]:
    return frozenset(f"{SAME} {OPPOSITES}".replace(";", " ").split())


def _single(root: str) -> str:
    """The root without its doubled last letter: "stop" for "stopp", from "stopped"."""
    return root[:-1] if len(root) > _SHORTEST and root[-1] == root[-2] else root


@lru_cache(maxsize=65_536)
def forms_of_stem(stem: str) -> frozenset[str]:
    """The plain forms that usually have this stem (`bot.language.tokens.stem`)."""
    return related(stem, "/") or forms(stem)


@lru_cache(maxsize=65_536)
def _entry(word: str) -> dict[str, frozenset[str]] | None:
    """The fields of a word by sign; None if the table does not have the word."""
    lines, start = _lines(), f"{word}\t"
    at = bisect_left(lines, start)
    if at == len(lines) or not lines[at].startswith(start):
        return None
    fields = lines[at].split("\t")[1:]
    return dict(_parted(field) for field in fields if field)


def _parted(field: str) -> tuple[str, frozenset[str]]:
    at = 2 if field[1] == "=" else 1
    return field[:at], frozenset(field[at:].split(","))


@cache
def _lines() -> list[str]:
    return _TABLE.read_text("utf-8").splitlines()
