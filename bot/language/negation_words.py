"""English words that deny, and words behind them that show that nothing is denied."""

from __future__ import annotations

NO = frozenset(
    """no not never none nobody nothing neither without cannot nowhere hardly barely
    scarcely""".split()
)

# Stems of verbs that deny the words behind them.
REFUSES = frozenset(("deni", "refus", "declin", "fail", "lack", "reject"))

# "Declined to" and "declined the" deny; prices that decline do not.
DECLINED = frozenset(("to", "comment", "an", "the", "any", "his", "her", "their"))

NOT_REALLY = {
    "not": frozenset(
        ("only", "just", "merely", "least", "all", "every", "forget", "miss", "ignore", "overlook")
    ),
    "never": frozenset(("forget", "mind")),
    "no": frozenset(("doubt", "matter", "wonder", "less", "more", "fewer", "later", "sooner")),
    "nothing": frozenset(("but",)),
    "nobody": frozenset(("but", "except")),
    "none": frozenset(("but", "other")),
}

# Before "to" and a verb they deny it.
UNDONE_BEFORE_TO = frozenset(
    "unable unwilling neglected forgot omitted reluctant hesitated".split()
)

# Before a word in "-ing" they deny it ("held back from closing", "decided against closing"): the
# stems that may come right before the words, none where any may.
UNDONE_PHRASES = {
    ("back", "from"): frozenset("held hold pull".split()),
    ("away", "from"): frozenset("shi shy stay steer".split()),
    ("off", "from"): frozenset(("hold", "held")),
    ("clear", "of"): frozenset(("steer",)),
    ("out", "of"): frozenset("back pull opt talk".split()),
    ("rule", "out"): frozenset[str](),
    ("decid", "against"): frozenset[str](),
    ("opt", "against"): frozenset[str](),
    ("vote", "against"): frozenset[str](),
}

# Also before a noun: "refrained from violence".
ABSTAINS = frozenset("refrain abstain desist".split())

# Stems of verbs that deny the deed behind "from": "barred the ferry from sailing".
PREVENTS = frozenset(
    """prevent prohibit bar ban stop block keep kept forbid forbad forbidden preclud debar enjoin
    restrain disqualifi exclud dissuad discourag deter hinder""".split()
)

# Stems of verbs after which there is less of their object, or none.
UNDOES = frozenset(
    """cancel scrap abolish end ditch drop scupper boycott snub veto suspend halt outlaw revok
    repeal withdraw withdrew withdrawn remov ceas quit abandon""".split()
)

STOPS_SHORT = frozenset("stop fell fall fallen come came".split())
"""Stems before "short of"."""

UNTIL = frozenset(("until", "till"))

# With "n't" they begin a question, which asks the same as without it.
ASKING = frozenset(
    """did didn does doesn do don is isn are aren was wasn were weren has hasn have haven had hadn
    won wouldn couldn can shouldn""".split()
)
