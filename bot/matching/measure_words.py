"""Words that say what a figure measures. Nothing is a measure of its own unless desks keep it apart
from the others: whoever was treated in hospital was injured, but not everyone who was injured was
treated there."""

from __future__ import annotations

import re

from bot.i18n import N_


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{' '.join(pattern.split())})\b".replace("| ", "|"), re.IGNORECASE)


WHAT = {
    N_("killed"): _words(
        r"killed|kills?|(?<!feared )(?<!presumed )(?<!believed )dead|deaths?|died|dies?"
        r"|dying|fatalit(?:y|ies)|fatally|slain|perish\w*"
        r"|drown(?:ed|s)?|murder(?:ed|s)|executed|massacred|bodies|corpses|toll"
        r"|lives(?! (?:in|at|on|with|near)\b)|lost (?:his|her) life"
    ),
    N_("injured"): _words(r"injur(?:ed|y|ies|es)|wounded|wounds?|hurt|maimed"),
    N_("treated in hospital"): _words(
        r"hospitals?|hospitali[sz](?:ed|ation)|hospitali[sz]ations|clinics?|intensive care"
    ),
    N_("missing"): _words(r"missing|disappear(?:ed|ances?)|unaccounted for|vanished"),
    N_("homeless"): _words(
        r"homeless(?:ness)?|lost their homes?|without (?:a )?homes?|without shelter"
        r"|displaced|driven (?:out of|from) their homes"
    ),
    N_("evacuated"): _words(r"evacuat(?:ed|es|ions?)|evacuees?"),
    N_("rescued"): _words(r"rescued|saved|pulled (?:out )?alive|survivors?|survived"),
    N_("trapped"): _words(r"trapped|stranded"),
    N_("detained"): _words(r"arrest(?:ed|s)|detain(?:ed|ees?)|detentions?|in custody"),
    N_("charged"): _words(r"charged with|indicted"),
    N_("convicted"): _words(r"convict(?:ed|ions?)|sentenced|jailed"),
    N_("infected"): _words(r"infect(?:ed|ions?)|cases|tested positive"),
    N_("vaccinated"): _words(r"vaccinat(?:ed|ions?)|inoculated"),
    N_("destroyed"): _words(
        r"destroyed|razed|flattened|demolished|burnt down|burned down|levelled"
    ),
    N_("damaged"): _words(r"damaged"),
}
"""Each measure by its name for an editor. Active forms ("killing", "injuring") are left out: they
say what something else did."""

OUTRANKS = {
    "injured": frozenset({"treated in hospital", "killed"}),
    "treated in hospital": frozenset({"killed"}),
    "infected": frozenset({"treated in hospital", "killed"}),
}
"""For each measure those which, in the same part of a sentence, say more exactly what it is."""

STATES = frozenset(
    {"treated in hospital", "homeless", "evacuated", "trapped", "detained", "infected"}
)
"""Measures that go up and down: those who are so at present are not all who were so far. The dead
stay dead, and the missing are always those at present."""

STOPS = (
    r",(?=\s)|\s[-–—]\s|[:()]|\b(?:and|but|while|whereas|with|as well as|or|nor|plus|including"
    r"|besides|in addition to|that|which)\b"
)
"""What ends a part of a sentence."""

AT_PRESENT = _words(
    r"currently|presently|at present|at the moment|still|remain(?:s|ed|ing)?"
    r"|(?<!has )(?<!have )(?<!had )now(?! (?:stands?|stood|been|at|put)\b)"
)
STRESSED = _words(r"(?:being|undergoing) (?:treated|treatment|cared for)")
IN_TOTAL = _words(
    r"in total|so far|to date|altogether|in all|all told|overall|cumulative(?:ly)?|by now"
    r"|until now|up to now|since the (?:start|beginning|outset)|a total of"
)
ONGOING = re.compile(
    r"\b(?:are|is|remains?)\b[^,.;]{0,40}?\b(?P<present>in hospital|in intensive care|homeless"
    r"|displaced|trapped|stranded|in custody|being)\b"
    r"|\b(?P<total>(?:taken|rushed|brought|sent|airlifted|admitted) to (?:an? |the )?\w*\s?hospital"
    r"|hospitali[sz]ed|(?:were|was|been|had) treated|(?:made|left|rendered) homeless|evacuated"
    r"|arrested|detained)\b",
    re.IGNORECASE,
)
"""The verbs that suggest one of the two."""

COUNTED = {
    N_("families"): _words(r"famil(?:y|ies)|households?"),
    N_("buildings"): _words(r"houses?|homes|buildings?|dwellings?|apartments?|flats"),
    N_("people"): _words(
        r"people|persons?|men|women|children|residents?|civilians?|soldiers?|troops|workers?"
        r"|passengers?|patients?|villagers?|students?|pupils?|victims?|inhabitants?"
    ),
}
