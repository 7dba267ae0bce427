"""English words that deny, and words behind them that show that nothing is denied."""

from __future__ import annotations

NO = frozenset(
    "no not never none nobody nothing neither without cannot nowhere hardly barely".split()
)

# Stems of verbs that deny the words behind them.
REFUSES = frozenset(("deni", "refus", "declin", "fail", "lack", "reject"))

# "Declined to" and "declined the" deny; prices that decline do not.
DECLINED = frozenset(("to", "comment", "an", "the", "any", "his", "her", "their"))

NOT_REALLY = {
    "not": frozenset(("only", "just", "merely", "least", "to", "all")),
    "no": frozenset(
        ("doubt", "matter", "wonder", "one", "less", "more", "fewer", "later", "sooner")
    ),
    "nothing": frozenset(("but",)),
}
