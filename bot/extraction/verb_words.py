"""Words beside a cue verb: its auxiliaries, and the verbs on which it depends. Data only;
`verbs` reads them."""

from __future__ import annotations

GIVING = frozenset("up in way rise birth off out back chase".split())
"""Behind "give" these make another verb of it: "will not give up"."""


NAMES = frozenset("states post posts times tweet find call claims".split())
"""Forms of cues that are part of a name if they have a capital inside a sentence: "the Harrow
Post"."""

BE = frozenset("is are was were be been being isn't aren't wasn't weren't 's 're".split())
HEDGING_MODALS = frozenset(
    "would could may might should must can wouldn't couldn't can't cannot shouldn't".split()
)
CATENATIVE = frozenset(
    """continued continues continue went want wants wanted tried tries declined declines refused
    refuses seemed seems appeared appears began begins used failed fails had has have yet managed
    sought seeks planned plans vowed promised threatened neglected neglects forgot forgets omitted
    unable unwilling reluctant hesitated""".split()
)
CATENATIVE_FINITE = CATENATIVE - {"yet", "unable", "unwilling", "reluctant"}
REFUSING = frozenset(
    """declined declines refused refuses yet failed fails neglected neglects forgot forgets omitted
    unable unwilling reluctant hesitated""".split()
)
CLAUSE_ADVERBS = frozenset("then there here today yesterday meanwhile thus instead".split())
WILL = frozenset(("will", "shall", "'ll"))
