"""Words of English that say nothing about what a sentence is about."""

from __future__ import annotations

# Auxiliaries, pronouns and particles that tantivy's short list lacks.
MORE_STOPWORDS = frozenset(
    """about above after again against all already also although always am among an any anybody
    anyone anything are aren around as at be became because been before being below between both
    but by can cannot could couldn did didn do does doesn doing don down during each either else
    even ever every few for from further had hadn has hasn have haven having he her here hers
    herself him himself his how however i if in inside into is isn it its itself just ll many
    may me might more most much must my myself near neither never no nobody none nor nothing not now
    of off on once one only
    onto or other our ours ourselves out over own per quite rather re really said same say
    saying says shall she should shouldn since so some still such than that the their theirs
    them themselves then there these they this those though through thus to too toward towards
    under until up upon us ve very via was wasn we were weren what when where whether which
    while who whom whose why will with within without would wouldn yet you your yours
    yourself yourselves""".split()
)
