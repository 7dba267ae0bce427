"""Patterns that show a claim's kind, place and day. Data only; `claims` reads them."""

from __future__ import annotations

import re

from bot.language.date_words import MONTHS

ALL_BUT = re.compile(
    r"\b(?:(?:all|every\w*|any\w*|none)\s+(?:but|except(?:\s+for)?)"
    r"|(?:not|never)(?:\s+even)?(?=\s+$)"
    r"|(?:none|neither|not\s+(?:one|a single one|all|any|many)|few|many|most|some)\s+of)"
    r"(?:\s+(?:the|these|those|its|his|her|their|our))?\s+$",
    re.IGNORECASE,
)
"""Words that show that a figure is not the count in the sentence."""

PLACE_NOUN = re.compile(
    r"\s+(?:region|oblast|province|city|district|state|county|islands?|peninsula|strip|valley)\b"
)
NORMATIVE = re.compile(
    r"\b(?:should|must|ought to|ha(?:s|ve) to|needs? to|shall not|cannot be allowed|it is time"
    r"|deserves?|legitimate|unacceptable|illegal|unlawful|entitled|right to|let us|call(?:s|ing)?"
    r" (?:on|for)|we (?:urge|demand|reject|oppose|support|condemn|want|welcome|stand))\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|won['’]t|would|(?:is|are|was|were) (?:going|set|expected|likely|due|poised"
    r"|planning|preparing) to|plans? to|intends? to|expects?|may|might|could (?:well|soon|still)"
    r"|shall)\b|['’]ll\b",
    re.IGNORECASE,
)
EVALUATIVE = re.compile(
    r"\b(?:aggressive|aggression|brutal|barbaric|heroic|historic|unprecedented|dangerous"
    r"|outrageous|disgrace\w*|disast\w+|catastroph\w+|shameful|terrible|horrible|great(?:est)?"
    r"|best|worst|evil|cruel|reckless|irresponsible|absurd|ridiculous|nonsense|weak|strong"
    r"|excellent|perfect|failure|success|serious|significant escalation|provocati\w+|threat"
    r"|important|good|bad|wrong|unfair|unjust|fair|hypocri\w+|cowardly|terroris[tm]s?|genocide"
    r"|propaganda|fake|lies?|liar|corrupt|racist|crazy|amazing|tremendous|wonderful|sad|tragic"
    r"|crucial|vital|essential|clear|obvious(?:ly)?)\b",
    re.IGNORECASE,
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_SPELT = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
RELATIVE = re.compile(
    rf"\b(?:(?:on|last|this|in|over|during)\s+){{0,2}}(?:{_SPELT}|yesterday|today"
    r"|(?:this\s+past|last|this)\s+(?:month|year|spring|summer|autumn|fall|winter))\b"
    r"(?!['’]s|-|\s+(?:morning|afternoon|evening|night|before\s+last|week)\b"
    r"|\s+the\s+\d{1,2}(?:st|nd|rd|th)\b(?!\s+of))"
    rf"(?P<more>(?:,|\s[-–—])?\s+(?:the\s+)?(?:{_NTH}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_NTH})"
    r"(?:,?\s+(?:19|20)\d\d)?\b|\s+(?:of\s+)?(?:last|this|next)\s+week\b)?",
    re.IGNORECASE,
)
"""A weekday, with its date or its week: "on Monday, 2 November"."""

NO_DAY = frozenset(
    "a an the every each any one his her their our this next of that another some".split()
)
BEFORE_DAYS = frozenset("between from to until till since by before after of for than".split())
