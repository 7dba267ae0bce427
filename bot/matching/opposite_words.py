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
        ("none", "few", "some several", "half", "most majority", "all every each")
    )
    for word in words.split()
}
