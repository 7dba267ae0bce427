"""Words that turn, limit, round or weaken the sense of a content, by sort. Data only; `turning`
reads them.

Without such a word a sentence may say something else, or the opposite. An entry of several words
counts if they follow each other. Those of `BEFORE_NUMBERS` count only right before a number ("about
300", not "about the boats").
"""

from __future__ import annotations

from collections.abc import Iterable


def _phrases(words: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a text, one a line."""
    return tuple(tuple(line.split()) for line in words.strip().splitlines())


NEGATIONS = frozenset(
    """not never no none nobody nothing nowhere neither nor cannot without unable unwilling
    failed fails fail refused refuses refuse declined declines decline neglected neglects forgot
    omitted unlikely lest""".split()
)
"""Words that negate; `turning` adds every word that ends in "n't"."""

NEAR_NEGATIONS = frozenset("hardly barely scarcely rarely seldom few little".split())
LIMITERS = frozenset(
    """only merely solely exclusively mostly largely mainly partly partially chiefly primarily
    predominantly half fewer less least except unless otherwise sometimes occasionally often
    usually generally normally typically""".split()
)
ROUNDING = frozenset(
    "roughly approximately nearly almost virtually practically circa estimated".split()
)
VERB_MODALS = frozenset("may might could would should must can will shall".split())
MODALS = VERB_MODALS | frozenset(
    """possibly perhaps probably maybe likely
    apparently reportedly allegedly supposedly purportedly presumably seemingly potentially
    conceivably ostensibly arguably""".split()
)
BEFORE_NUMBERS = frozenset(
    """about around over under between near above below some just exactly precisely within to by
    up""".split()
)
PHRASES = _phrases("""
at least
at most
at best
at worst
at no
at all
up to
close to
well over
well under
well above
well below
just over
just under
as many as
as few as
as much as
as little as
more than
upwards of
in excess of
no longer
yet to
all but
anything but
far from
short of
instead of
rather than
or so
other than
if only
reported to
said to
believed to
thought to
understood to
alleged to
rumoured to
rumored to
known to
supposed to
meant to
seem to
seems to
seemed to
appear to
appears to
appeared to
""")

OF_CONTENT = frozenset(
    """already still even once always soon yet just exactly precisely too long again also first
    entirely wholly totally fully completely""".split()
)
"""Adverbs that belong to the content and not to the saying if no "that" separates the two,
although they do not turn the sense."""

SAME_WITHOUT = _phrases("""
no doubt
no question
little doubt
little question
no mistake
nothing short of
none other than
not only
""")
"""Phrases that contain such a word but can be left out without a change of sense."""

SAYING_ONLY = frozenset(
    """just simply even can often usually generally typically normally sometimes occasionally
    exactly precisely""".split()
)
"""Between speaker and cue these belong to the saying: "simply said", "often said"."""

TO_COME = frozenset(
    """expected due set scheduled poised about likely planning plans planned plan hopes hope hoped
    intends intend intended going ready prepared slated preparing vowed vows promised promises
    pledged pledges wants""".split()
)
"""Words before "to say" that show that nothing was said yet: "is expected to say"."""

ASKED = frozenset("asked pressed questioned challenged quizzed probed".split())
"""Verbs for "being asked"."""

YES = frozenset(("yes", "yeah", "yep", "aye"))
NO = frozenset(("no", "nope", "nay", "never"))
AFFIRMATIVE, NEGATIVE = ("in", "the", "affirmative"), ("in", "the", "negative")

REPORTS = frozenset(
    """report reports claim claims allegation allegations suggestion suggestions rumour rumours
    rumor rumors accusation accusations assertion assertions statement statements charge charges
    speculation notion idea insinuation insinuations contention story stories complaint complaints
    argument arguments account accounts news theory theories criticism insinuation hint hints
    assumption talk assessment finding findings conclusion belief impression""".split()
)
"""Nouns for reports of others: "denied reports that …" denies the clause behind "that"."""

UNTRUE = frozenset(
    """false untrue wrong baseless unfounded groundless incorrect inaccurate fabricated fake
    nonsense absurd ridiculous ludicrous lies lie fiction rubbish misleading mistaken invented
    fabrication fabrications disinformation misinformation propaganda rumour rumours rumor rumors
    exaggerated unsubstantiated preposterous bogus""".split()
)
"""Words for reports by which a speaker denies them."""


def all_single() -> Iterable[str]:
    """Every single word that turns the sense wherever it is."""
    return NEGATIONS | NEAR_NEGATIONS | LIMITERS | ROUNDING | MODALS
