"""The second words of verbs of two or three words, and verbs of that kind that WordNet lacks."""

from __future__ import annotations

PARTICLES = frozenset(
    """about across ahead along apart around aside away back by down for forward in into off on
    out over through to together under up with""".split()
)

MOVABLE = frozenset("ahead apart aside away back down off out over through together up".split())
""" "Threw the scheme out": particles that may come behind the object."""

MORE_PHRASES = """
go ahead with; proceed with; vote down; vote for; vote against; vote in favour of; vote in favor of;
make public; lose to; take to court; step down; stay on; stand down; take on; carry on; call on;
work for; belong to; get rid of; put an end to; do away with; go missing;
vote in; call for
""".strip()
"""Verbs of several words that WordNet lacks, or whose last word is mostly a preposition."""

WITH_OBJECT = frozenset(("make public", "take to court"))
"""Phrases whose object comes behind their first word though they end on no particle."""

PRONOUNS = frozenset("it him her them us me you".split())

STARTERS = PRONOUNS | frozenset(
    """a an the this that these those his her its their our my your all any some no every each both
    another several most""".split()
)
"""How an object begins that comes between a verb and its particle."""

BREAKS = frozenset(
    """and or but who which that when while as because if to of than so although though is are was
    were has have had will would could may might""".split()
)
"""No object between a verb and its particle has them: another clause has begun."""

FOLLOWERS = frozenset(
    """and or but in on at by for after before as when while because since until with from to over
    during amid despite without under yesterday today tomorrow tonight again this last next late
    early monday tuesday wednesday thursday friday saturday sunday""".split()
)
"""What may follow a particle that comes behind the object; before a noun it is a preposition."""
