"""Words and abbreviations for numbers, with the number that each means."""

from __future__ import annotations

from bot.language.numbers.tokens import word_list

_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)

_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")

SMALL = {word: float(n) for n, word in enumerate(_SMALL)}

TENS = {word: 20.0 + 10 * n for n, word in enumerate(_TENS)} | {"fourty": 40.0}

SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}

SCALES_PLURAL = {f"{word}s": size for word, size in SCALES.items()}

# Abbreviations: the first group also stands apart from its number ("5 bn").
SHORT_SCALES = {
    **dict.fromkeys(("mn", "mln", "mio", "mil"), 1e6),
    **dict.fromkeys(("bn", "bln", "bil"), 1e9),
    **dict.fromkeys(("tn", "trn", "tln"), 1e12),
}

GLUED_SCALES = SHORT_SCALES | {"k": 1e3, "m": 1e6, "b": 1e9, "cr": 1e7}

MONEY_SCALES = {"t": 1e12, "mm": 1e6}

# "5m tall" is a length; after any other word "5m" is five million.
AFTER_METRES = frozenset(
    word_list(
        "tall high deep wide long away race sprint hurdles freestyle relay below above thick "
        "butterfly backstroke breaststroke dash"
    )
)

DENOMINATORS = {
    **dict.fromkeys(("half", "halves"), 2.0),
    **dict.fromkeys(("third", "thirds"), 3.0),
    **dict.fromkeys(("quarter", "quarters", "fourth", "fourths"), 4.0),
    **{f"{w}th{s}": n for w, n in (("fif", 5.0), ("six", 6.0), ("seven", 7.0)) for s in ("", "s")},
    **{f"{w}th{s}": n for w, n in (("eigh", 8.0), ("nin", 9.0), ("ten", 10.0)) for s in ("", "s")},
}

NUMBER_WORDS = frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES)
