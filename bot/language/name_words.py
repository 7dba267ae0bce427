"""Words that are part of names or come before names, and words that have a capital without being
names."""

from __future__ import annotations

TITLES = frozenset(
    """president vice prime minister mr mrs ms dr sir lord lady dame king queen prince princess pope
    senator sen rep representative congressman congresswoman governor gov mayor secretary general
    gen colonel col major captain lieutenant sergeant admiral judge justice professor chancellor
    ambassador spokesman spokeswoman spokesperson chief director chairman ceo former late acting
    deputy foreign defence defense interior finance brig brigadier maj lt col sgt capt adm reverend
    rev ex the a an""".split()
)

SUFFIXES = frozenset(("corp", "inc", "co", "ltd", "plc", "llc", "jr", "sr", "corporation"))

# Heads of the names of bodies. An "of" behind them and its noun ("Ministry of Interior") belong to
# the name.
BODIES = frozenset(
    """ministry department office bureau board council court bank agency authority commission
    committee institute institution university college school house chamber federation union
    association society service force forces corps guard church bishop confederation organisation
    organization secretariat centre center fund""".split()
)

NOT_NAMES = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)

IN = frozenset(("in", "inside", "within", "near", "across", "throughout", "outside", "around"))

TO = frozenset(("to", "into", "towards", "toward", "at"))

SKIPPED_BEFORE_PLACE = frozenset(
    """the a an its their his her western eastern northern southern central occupied southeastern
    northeastern southwestern northwestern capital city region of s front line lines and""".split()
)

SENTENCE_WORDS = frozenset(
    """a an the is are was were be been has have had do does did will would can could this that
    it he she they we i his her their its""".split()
)
"""Small words that a sentence has and a headline leaves out."""
