"""Words between a cue and the content, and words at the head of the content. Data only."""

from __future__ import annotations

from bot.extraction.vocabulary import PREPOSITIONS

SAME = (("the", "same"), ("the", "same", "thing"), ("as", "much"), ("so",), ("likewise",))
"""Phrases that refer to an earlier content: "she said the same"."""

ENDS_SAME = frozenset("but and with in on at when while as though to".split())
"""Behind "the same" these show that the phrase ends: "the same but", not "the same boat"."""

POINTING = frozenset(
    """hint confirm deny acknowledge admit reject dispute dismiss refute contest contradict rebut
    """.split()
)
"""Verbs whose "it" refers to an earlier content: "he hinted at it"."""

SAID_BEFORE = frozenset(
    """claim claims allegation allegations accusation accusations report reports statement assertion
    assertions""".split()
)
"""Nouns that mean an earlier content behind "the" or "this": "denied the claim"."""

SURE = frozenset(("say", "tell", "think", "believe", "hope", "know", "insist", "claim", "argue"))
"""Verbs after which a clause without "that" is more usual than an object."""

ABOUT = frozenset(("about", "over", "under", "around", "between", "near", "above", "below"))
"""These may round a number ("told them over 300 were hurt") or lead to a topic."""

UNSURE_BEHIND_DAY = frozenset(("later", "earlier", "after", "afterwards", "before", "of", "that"))
"""A time that ends with one of these may be part of the content."""

AUDIENCE = frozenset(
    """reporters lawmakers voters supporters viewers journalists senators delegates students members
    crowd audience committee panel press officials investigators police court jurors""".split()
)
"""Addressees; a name behind one is no part of it."""

WH = frozenset("whether how why what if where who when".split())
"""Words that begin an indirect question."""

CLAUSE_OPENERS = frozenset("after before when while as since until once although though".split())
OPENERS = (
    PREPOSITIONS
    | CLAUSE_OPENERS
    | frozenset("late early shortly without despite amid ahead minutes hours days weeks".split())
)
"""Words that begin an adverbial between a cue and its "that"."""

AGAINST = frozenset("on against at over".split())
"""Words between "pushed back" and the reports that are rejected."""

TAKING_UP = frozenset(
    """deny reject dispute refute rebut dismiss contradict repudiate disavow confirm
    acknowledge discount debunk""".split()
)
"""Verbs by which a speaker takes a stance on reports of others."""

BACKGROUND = frozenset(("which", "after", "as"))
"""Behind a comma these end the content."""

CONDITIONS = frozenset(
    """unless if although though because while when until till once except despite since as after
    before without""".split()
)
"""A clause behind the cue that begins with one of these belongs to the content before the cue:
"…, she said unless it rained"."""

SAYINGS = frozenset(
    """claim statement assertion allegation suggestion insistence argument contention prediction
    belief view warning announcement promise pledge vow admission remark comment accusation
    assessment conclusion declaration denial complaint observation confirmation acknowledgment
    acknowledgement estimate revelation emphasis opinion concern hope fear claims statements
    assertions allegations suggestions arguments remarks comments""".split()
)
"""Nouns for a saying: "Holm's claim that"."""

POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our"))
TAKING_BACK = frozenset(
    """withdrew withdraws withdrawn withdrawing retracted retracts retracting recanted recants
    dropped drops dropping abandoned abandons disowned""".split()
)
"""Verbs by which a speaker takes back a saying: "withdrew the claim that"."""

IMPERSONAL = frozenset(
    "believed said thought reported alleged claimed understood feared rumoured rumored".split()
)
"""Forms without a speaker: "it is believed that"."""
