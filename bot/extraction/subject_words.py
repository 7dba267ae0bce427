"""Words around a subject: those that lead to it, that end it, or that are none. Data only."""

from __future__ import annotations

LEADS_TO_PARTICIPLE = frozenset(("and", "by", "while", "before", "after", "without"))
"""Before "saying" these show that its subject is that of the verb before: "and saying", "by
saying"."""

BEING = frozenset("is are was were been being".split())
"""Before "quoted … as saying" these are not part of the speaker."""

CITING = frozenset("cited cites citing quoted quotes quoting".split())
"""Verbs whose object is the speaker of the words behind "as": "cited officials as saying"."""

LEADING = frozenset("after before when while if although though because since as until".split())
"""Words that begin a clause that only leads to the main one."""

AFTER_NOUNS = frozenset(("of", "for", "about", "by", "in", "on", "and", "are", "were", "from"))
"""Behind "claims", "reports" and similar forms these show a noun: "the claims of the owners"."""

PLURALS = frozenset("people police many some others few most women men both democrats".split())
"""Subjects that take a base form although they have no plural "s": "people say"."""

STANDING_ALONE = frozenset("some many several most all both this that these those one".split())
"""Determiners that may be a whole subject: "some say"."""

NO_SUBJECT = frozenset(
    """without down off aside back away out up sore clear due able unable likely ready eager more
    less rather such no""".split()
)
"""Words with which no subject begins."""

LEADS_TO_DAY = frozenset("as late early until till by since".split())
"""Before a weekday these show that it is not part of a name: "late Friday Kern"."""

ENDS_TIME = frozenset("ago earlier later day week month year morning evening night".split())
"""Last words of a time: "two days ago"."""

NOT_OF_NAME = frozenset(("in", "on", "at", "during", "about", "after", "to", "from", "by"))
"""Behind "said Jane Roe" these are not part of the speaker."""

PARTICIPLES = frozenset("based known called named used led held made set".split())
"""Forms that are not the verb of a clause in an apposition: "a firm based in Harrow"."""

LEADING_PLACE = frozenset(("in", "at", "on", "for", "with", "by"))
"""Words that begin a phrase that may only lead to a clause: "In Harrow, the port is shut"."""

HOLDERS = frozenset("master keeper warden captain pilot foreman steward clerk coroner vet".split())
"""Nouns for those who hold an office, behind "the harbour": roles only where a name follows."""
