"""Words around a subject: what leads to it, what ends it, what is none. Data only."""

from __future__ import annotations

LEADS_TO_PARTICIPLE = frozenset(("and", "by", "while", "before", "after", "without"))
"""Before "saying" they tell that its subject is the one before: "and saying", "by saying"."""

BEING = frozenset("is are was were been being".split())
"""Before "quoted … as saying" they are no part of who is quoted."""

CITING = frozenset("cited cites citing quoted quotes quoting".split())
"""Verbs whose object says what follows "as": "cited officials as saying"."""

LEADING = frozenset("after before when while if although though because since as until".split())
"""What begins a clause that only leads to the main one."""

AFTER_NOUNS = frozenset(("of", "for", "about", "by", "in", "on", "and", "are", "were", "from"))
"""Behind "claims", "reports" and the like they tell a noun: "the claims of the owners"."""

PLURALS = frozenset("people police many some others few most women men both democrats".split())
"""Subjects of a base form without an "s" of their own: "people say"."""

STANDING_ALONE = frozenset("some many several most all both this that these those one".split())
"""Articles and the like that may be all of a subject: "some say"."""

NO_SUBJECT = frozenset(
    """without down off aside back away out up sore clear due able unable likely ready eager more
    less rather such no""".split()
)
"""Words that no subject begins with."""

LEADS_TO_DAY = frozenset("as late early until till by since".split())
"""In front of a weekday they tell that it is no part of a name: "late Friday Kern"."""

ENDS_TIME = frozenset("ago earlier later day week month year morning evening night".split())
"""Last words of a time: "two days ago"."""

NOT_OF_NAME = frozenset(("in", "on", "at", "during", "about", "after", "to", "from", "by"))
"""Behind "said Jane Roe" they are no part of who speaks."""

PARTICIPLES = frozenset("based known called named used led held made set".split())
"""Forms that, in an apposition, are no verb of a clause: "a firm based in Harrow"."""

LEADING_PLACE = frozenset(("in", "at", "on", "for", "with", "by"))
"""What begins words that may only lead to a clause: "In Harrow, the port is shut"."""
