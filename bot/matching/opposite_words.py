"""Small words and quantifiers that may be all that two opposite claims differ in."""

from __future__ import annotations

# Small words that are looked at although they say nothing by themselves.
SMALL_OPPOSITES = frozenset(
    """before after all none over under above below with without inside outside more less first
    last most least every always never up down""".split()
)

# Degrees of "how many of them"; a quantifier of another degree makes another claim.
RUNGS = {
    word: rung
    for rung, words in enumerate(
        (
            "none",
            "few",
            "some several",
            "many",
            "half",
            "most majority",
            "all every each everyone everybody everything",
        )
    )
    for word in words.split()
}

# They limit what follows to it.
ONLY = frozenset("only solely exclusively".split())
LIMITING = ONLY | frozenset("alone just merely sole except but unless".split())
NOT_LIMITED_BEHIND = frozenset("not if the an a her his their its s as first and or".split())
NOT_LIMITED_BEFORE = frozenset(
    "after when if just be able in on at one then first second third fourth fifth".split()
)
