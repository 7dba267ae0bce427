"""Words between a cue and what is said, and at the head of what is said. Data only."""

from __future__ import annotations

from bot.extraction.vocabulary import PREPOSITIONS

SAME = (("the", "same"), ("the", "same", "thing"), ("as", "much"), ("so",), ("likewise",))
"""What stands for what was said before: "she said the same"."""

ENDS_SAME = frozenset("but and with in on at when while as though to".split())
"""Behind "the same" they tell that nothing more belongs to it."""

POINTING = frozenset("hint confirm deny acknowledge admit reject dispute".split())
"""Verbs whose "it" is what was said before: "he hinted at it"."""

SURE = frozenset(("say", "tell", "think", "believe", "hope", "know", "insist", "claim", "argue"))
"""Verbs that a clause follows without "that", more often than an object."""

ABOUT = frozenset(("about", "over", "under", "around", "between", "near", "above", "below"))
"""They may round a number ("told them over 300 were hurt") or bring a topic."""

UNSURE_BEHIND_DAY = frozenset(("later", "earlier", "after", "afterwards", "before", "of", "that"))
"""A time that ends with one may be that of what is said."""

AUDIENCE = frozenset(
    """reporters lawmakers voters supporters viewers journalists senators delegates students members
    crowd audience committee panel press officials investigators police court jurors""".split()
)
"""Whom something is said to; a name behind them is no part of it."""

WH = frozenset("whether how why what if where who when".split())
"""What begins an indirect question."""

CLAUSE_OPENERS = frozenset("after before when while as since until once although though".split())
OPENERS = (
    PREPOSITIONS
    | CLAUSE_OPENERS
    | frozenset("late early shortly without despite amid ahead minutes hours days weeks".split())
)
"""What begins words about the saying, between a cue and its "that"."""

AGAINST = frozenset("on against at over".split())
"""What comes between "pushed back" and what it is said of."""

TAKING_UP = frozenset(
    """deny reject dispute refute rebut dismiss contradict repudiate disavow confirm
    acknowledge discount debunk""".split()
)
"""Verbs that take a stance to what others said."""

BACKGROUND = frozenset(("which", "after", "as"))
"""Behind a comma they end what is said."""

CONDITIONS = frozenset(
    """unless if although though because while when until till once except despite since as after
    before without""".split()
)
"""Behind a cue they go with what is said before it: "…, she said unless it rained"."""

SAYINGS = frozenset(
    """claim statement assertion allegation suggestion insistence argument contention prediction
    belief view warning announcement promise pledge vow admission remark comment accusation
    assessment conclusion declaration denial complaint observation confirmation acknowledgment
    acknowledgement estimate revelation emphasis opinion concern hope fear claims statements
    assertions allegations suggestions arguments remarks comments""".split()
)
"""Nouns for what is said: "Holm's claim that"."""

POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our"))
TAKING_BACK = frozenset(
    """withdrew withdraws withdrawn withdrawing retracted retracts retracting recanted recants
    dropped drops dropping abandoned abandons disowned""".split()
)
"""Verbs by which a speaker no longer says it: "withdrew the claim that"."""

IMPERSONAL = frozenset(
    "believed said thought reported alleged claimed understood feared rumoured rumored".split()
)
"""Forms that tell of no speaker: "it is believed that"."""
