"""Words, most of them as stems, by which the kinds of difference are recognised."""

from __future__ import annotations

from bot.language.tokens import stem

# Measures in other spellings.
ALSO_WRITTEN = {
    stem(one): stem(other)
    for one, other in (
        ("kilos", "kilograms"), ("kg", "kilograms"), ("km", "kilometres"), ("meters", "metres"),
        ("kilometers", "kilometres"), ("centimeters", "centimetres"), ("liters", "litres"),
        ("feet", "foot"), ("tons", "tonnes"),
    )
}  # fmt: skip

MEASURES = frozenset(
    stem(word)
    for word in """tonne kilogram gram pound ounce mile kilometre metre centimetre foot inch yard
    litre gallon barrel second minute hour day week month year
    decade acre hectare degree megawatt gigawatt kilowatt""".split()
)

ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())

# Clauses joined by these may change places.
BUT = frozenset(("but", "although", "while"))

SAYING = frozenset(
    stem(w)
    for w in """say said tell told report reported add added announce announced state stated
    confirm confirmed""".split()
)

# Words that identify no speaker.
ANYBODY = frozenset(
    """officials authorities sources experts analysts witnesses residents locals police media
    reports reporters journalists lawmakers ministers politicians prosecutors investigators
    scientists researchers doctors critics observers activists campaigners people somebody
    someone many some others insiders diplomats officers soldiers government""".split()
)

# Words before a colon that name nobody and are no words of a dictionary.
LABELS = frozenset("fwd fw re rt via icymi fyi tldr psa ama til cw tw nsfw".split())

HEDGING = frozenset(
    stem(word)
    for word in """may might could likely potentially possibly indications believes estimates
    estimated assesses expects appears seems suspects probably suggests""".split()
)

AS_GOOD_AS_NOT = frozenset(
    stem(w) for w in ("refused", "failed", "unable", "incapable", "declined")
)

ARTICLES = frozenset(("a", "an", "the"))

# What an apostrophe leaves of "is", "are", "have" and others.
CLIPPED = frozenset(("s", "re", "ve", "ll", "d", "m"))

# Words that have another form before "n't".
CONTRACTED = {"won": "will", "shan": "shall", "can": "can", "ca": "can"}

MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Names of the months and their short forms; never slips of one another."""
