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

# Abbreviations. The first group may also be separated from its number ("5 bn").
SHORT_SCALES = {
    **dict.fromkeys(("mn", "mln", "mio", "mil"), 1e6),
    **dict.fromkeys(("bn", "bln", "bil"), 1e9),
    **dict.fromkeys(("tn", "trn", "tln"), 1e12),
}

GLUED_SCALES = SHORT_SCALES | {"k": 1e3, "m": 1e6, "b": 1e9, "cr": 1e7}

MONEY_SCALES = {"t": 1e12, "mm": 1e6}

# "5m tall" is a length; before any other word "5m" is five million.
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

# Behind "a third", "half" these show that no noun follows and a share is meant.
NO_NOUN = frozenset(
    word_list("""of in on at to for from by with the their its his her our my your all these those
    is are was were be been have has had do does did will would could can may might should must
    and or but as than that which who more less fewer what said say since after before when while
    if because so not between during among over under last this""")
)

ORDINALS = frozenset(
    word_list("""first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
    fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth""")
)

# Behind "one" these show that it counts nothing; before "one", that it is a pronoun.
ONE_ALONE = NO_NOUN | frozenset(
    word_list("""another day thing things way side hand time can't who's who a an it there here
    too ever never also only still yet might even knows wants should minute moment out up off""")
)

NO_ONE_AFTER = frozenset(
    word_list("no any every some each this that the which another big new good bad only single")
)

# "The first half", "the other half" are no shares.
NO_HALF_AFTER = frozenset(
    word_list("first second third latter last other better final this that and early next each")
)
