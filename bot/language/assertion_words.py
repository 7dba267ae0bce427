"""English words that say how sure or how done it is what a sentence says. Data only;
`assertion` reads it. Words of a stem are meant in all their forms."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.language.tokens import stem


class Level(StrEnum):
    """How sure or done something is said to be. Something without a level is asserted as done."""

    HEDGED = "hedged"  # may, reportedly, it is unclear whether
    ABLE = "able"  # can, is allowed to
    PLANNED = "planned"  # will, plans to, is about to
    WISHED = "wished"  # hopes to, wants
    DEMANDED = "demanded"  # should, must, was asked to
    ATTEMPTED = "attempted"  # tried to, nearly
    UNREAL = "unreal"  # would have
    CONDITIONAL = "conditional"  # if, unless


Levels = frozenset[Level]


def _levels(entries: str) -> Mapping[str, Levels]:
    """Entries "level level: word word word" → the levels of each word. A line that begins with
    spaces continues the entry before it."""
    found: dict[str, Levels] = {}
    for line in entries.strip().replace("\n    ", " ").splitlines():
        names, _, words = line.partition(":")
        found.update(dict.fromkeys(words.split(), frozenset(map(Level, names.split()))))
    return found


def _by_stem(entries: str) -> Mapping[str, Levels]:
    return {stem(word): levels for word, levels in _levels(entries).items()}


MODALS = _levels("""
hedged: may might
hedged unreal: could
hedged able: can
planned: will shall ll gonna
planned hedged unreal conditional: would
demanded: should must ought gotta
planned wished demanded: wanna
""")

# "Must have seen it" is a guess, "should have seen it" says that it was not so.
WITH_HAVE = _levels("""
hedged: may might must can
hedged unreal: could would
demanded unreal: should ought
""")

CATENATIVES = _by_stem("""
hedged: seem appear unlikely thought believed reported rumoured rumored alleged said
    claim claims purport suspected understood presumed assumed feared believe think supposedly
hedged planned: expected expect forecast projected predicted bound certain tipped
hedged planned demanded: supposed
able: able allowed permitted authorised authorized free entitled possible enabled eligible
planned: plan vow intend set about going due scheduled slated prepared preparing ready poised
    promise pledge swear sworn decide agree vote propose threaten offer aim looking geared consent
    resolve undertake arrange destined plot volunteer opt determined committed gearing conspire
    contemplate proposal decision promise threat commitment deal agreement talk negotiation
planned demanded: meant intended designed
planned wished attempted: seek sought
planned wished demanded: want
wished: hope wish like long yearn desire dream eager keen prefer desperate tempted ambition
    willing
demanded: ask urge tell told order instruct require demand deserve need ought request press
    pressured pressed beg begged implore invite command directed encourage advise recommend appeal
    plead challenged call calls obligation duty
attempted: try tried attempt struggle endeavour endeavor strive strove fight fought battle bid
    effort scramble trying
attempted planned: work working push campaign
""")
"""Before "to" and a verb: "plans to close", "was asked to resign"."""

# Some words may come between these and "to": "asked the mayor to resign", "calls for her to
# resign".
APART = frozenset(
    stem(word)
    for word in """ask urge want tell told order instruct require demand need request press pressure
    beg implore invite command encourage advise call calls appeal plead plan expect wish like allow
    permit authorise authorize challenge proposal propose vote""".split()
)

DONE_BEFORE_TO = frozenset(
    stem(word)
    for word in """manage force forced oblige obliged compel get got begin began begun start
    continue came come used proceed happen help helped cause led lead made make went prove proved
    turn turned rush hurry enough order so first second third last only next known find found seen
    shown returned return stay remain gather chose choose has have had way right chance time
    ability power estimated how what where when whom which wish according up back due as moved dared
    bothered survive lived live sent went left took used joined paid""".split()
)
"""Before "to" and a verb they do not say that it is only to come: "managed to close"; or "to" says
what something was done for."""

# Before a word in -ing or a noun: "calls for a strike", "on the verge of closing".
BEFORE_DEEDS: Mapping[tuple[str, ...], Levels] = {
    tuple(words.split()): levels
    for line in """
demanded: calls for|call for|called for|calling for|demands for|demand for|in need of
planned: plans for|on the point of|ready for|in favour of|in favor of
planned attempted: on the verge of|on the brink of
attempted: close to|came close to|bid for|attempt at|attempts at|within reach of
attempted: came near to|an inch from|inches from|seconds from|moments from
hedged: accused of|suspected of|suspicion of|rumours of|rumors of|possibility of|chance of
hedged: risk of|fears of|fear of|threat of|talk of|allegations of|doubts about|questions about
hedged: charged with|prospect of|danger of|speculation about
able: capable of
demanded: urges|urged|urging
planned: threatens|threatened|threatening
wished: hopes of|hope of|hopes for|dream of|dreams of|dreamt of|dreamed of
planned hedged: considering|considers|considered|consider|contemplating|contemplated|mulling
planned hedged: mulls|mulled|pondering|ponders|thinking of|thought of|thinking about
planned hedged: thought about|toying with|talked of|spoke of
""".strip().splitlines()
    for names, _, listed in (line.partition(": "),)
    for levels in (frozenset(map(Level, names.split())),)
    for words in listed.split("|")
}  # fmt: skip

ADVERBS = _levels("""
hedged: reportedly allegedly apparently seemingly supposedly purportedly presumably possibly
    perhaps maybe probably potentially conceivably ostensibly likely
""")

NEARLY = frozenset("nearly almost".split())
NOT_NEARLY = frozenset(
    """all every everyone everybody everything half none no nobody nothing always never any as
    one two three double twice daily exactly the a an each certain sure""".split()
)
"""Behind "nearly" and "almost" they make a share or a figure of it."""

# The clause behind these is in doubt, or wished for: "doctors doubt that …", "rumours that …".
HEADS = _by_stem("""
hedged: doubt doubtful unclear unknown uncertain unconfirmed rumour rumor rumoured rumored suspect
    suspicion speculation speculate possible possibility probable unlikely fear feared
    believe think thought allege allegation assume presume suggest suggestion hint unverified
    unproven unsubstantiated guess reckon imagine seems appears
wished: hope wish
demanded: demand recommend urge propose
""")
WITH_THAT = frozenset(
    stem(w)
    for w in """suggest suggestion propose recommend urge demand possible possibility probable
    unlikely unclear unknown uncertain unconfirmed unverified unproven unsubstantiated
    allegation suspicion speculation rumour rumor hint guess likely""".split()
)
"""Heads only where "that", "whether" or "if" follows."""
HEARD = frozenset("said claimed reported whispered suggested rumoured rumored".split())
"""Behind "it is" they name nobody who says it."""
RUMOURS = frozenset(
    "rumour rumours rumor rumors gossip speculation reports report claims accounts".split()
)
UNSURE_BY_ITSELF = frozenset("rumour rumours rumor rumors gossip speculation".split())
UNCONFIRMED = frozenset("unconfirmed unverified conflicting uncorroborated".split())
"""Before a report they leave in doubt what it says."""

PREDICATES = frozenset(
    """possible probable likely unlikely doubtful unclear unknown uncertain unconfirmed unverified
    unproven disputed""".split()
)
"""Behind "is", at the end of a clause, they leave in doubt what comes before."""

NOT_HEADS_BEHIND = frozenset("no without little beyond the a an this".split())
"""Behind them some heads are nouns or turned round: "no doubt", "the suspect"."""

CONFIRMS = frozenset(
    stem(w)
    for w in """confirm confirmed verify verified know known clear sure certain say tell prove
    proof evidence confirmation establish determine corroborate""".split()
)
"""Denied, they leave what follows in doubt: "cannot confirm that", "no evidence that"."""

THAT = frozenset("that whether if".split())

ASKS = frozenset(
    stem(w)
    for w in """ask wonder know known clear unclear sure certain see seen say tell doubt doubtful
    confirm determine check unknown decide question debate investigate examine probe consider
    verify establish learn discuss uncertain""".split()
)
"""Before "if" they make "whether" of it."""

CONDITIONS = frozenset("if unless".split())
CONDITION_PHRASES = tuple(
    tuple(words.split())
    for words in (
        "provided that", "providing that", "as long as", "so long as",
        "on condition that", "on the condition that", "in case", "in the event", "assuming that",
        "suppose", "supposing", "assuming", "only when", "conditional on", "contingent on",
    )
)  # fmt: skip
NO_CONDITION_BEFORE = frozenset("as even and or".split())
NO_CONDITION_BEHIND = frozenset("any not so only ever anything possible necessary".split())

AUXILIARIES = frozenset(
    """be been being have has had is are was were do does did not also also now then soon
    ever still already yet t s re ve""".split()
)
"""Between a modal and its verb."""

BEFORE_NOUNS = frozenset(
    """the a an his her their its my our your of with tin no free good political ill at last
    whose""".split()
)
"""Behind them "will", "may", "can", "might" are nouns or names."""

BEHIND_NOUNS = frozenset(
    """of and or to in on for was is were are has had from with by as at that which who
    than""".split()
)
"""Before them "will", "can", "might" are nouns."""

CLAIMED = frozenset(stem(w) for w in "believe suggest allege".split())
"""Heads that are a speaker's stance where a name comes before them."""

MY_WORDS = frozenset(stem(w) for w in "think believe guess reckon suspect imagine assume".split())
"""Behind "I" they say that it is so."""

SUBORDINATE = frozenset(
    """who which whose whom where because while although though since after before so when until
    unless if than that what how""".split()
)
"""Behind them a sentence says something besides."""

SAID_BEFORE_THAT = frozenset(
    stem(w)
    for w in """say said claim report announce state tell told confirm insist warn add argue
    declare note admit hear heard understand mean show believe expect predict""".split()
)
"""Before "that" they make what follows the main thing."""

BEFORE_A_NOUN = frozenset(
    """the a an its their his her our your my this these those of in on at for with from by no any
    some more most such under over into against about between""".split()
)
"""Right before a word they make it a noun, or part of one."""

NOUN_ENDINGS = tuple("ion ions ment ments ance ence ive ity ities ness sion ors al".split())

NO_ADVERBS = frozenset(
    """comply apply supply reply rely fly ally rally multiply imply family assembly anomaly monopoly
    likely unlikely deadly friendly elderly early only tally sully bully belly daily july italy
    butterfly""".split()
)
"""Words in "-ly" that are no adverbs of manner."""
