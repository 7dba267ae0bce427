"""Verbs and words that show a stance. Data only; `stance` reads them."""

from __future__ import annotations

import re

DENY = frozenset(
    """deny reject dispute refute rebut dismiss contradict repudiate disavow discount debunk
    denial rejection dismissal""".split()
)
HEDGE = frozenset("hint imply signal suspect speculate guess wonder doubt theorize".split())
CALLING = frozenset("call label brand dub describe denounce slam condemn deem term".split())
DECLINE = frozenset(
    """confirm comment say acknowledge disclose specify elaborate provide reveal deny respond answer
    identify explain discuss name admit tell report announce give state claim""".split()
)
REFUSE = frozenset(("decline", "refuse"))
OPINION = frozenset("think believe expect agree assume accept see consider".split())
CONTENT_HEDGE = re.compile(
    r"\b(?:all |every |the )?(?:indications? (?:are|is|suggests?)(?: that)?|signs (?:are|point))"
    r"|\b(?:may|might)(?= (?:have|be|well|also|not|\w+))"
    r"|\b(?:potentially|possibly|perhaps|probably|apparently|allegedly|reportedly|presumably"
    r"|purportedly|likely|alleged|allegations?|we (?:assess|believe|think|estimate)(?: that)?"
    r"|it (?:appears|seems)(?: that)?)\b",
    re.I,
)
NOTHING = re.compile(r"nothing(?=\W*\Z|\W*(?:about|on|of|to|regarding|concerning|when|more)\b)")
""" "said nothing" declines; "said nothing had been decided" says something."""

CANNOT_SAY = re.compile(
    r"(?:that )?(?:it|they|he|she|we|i) (?:(?:could|can|would) (?:not|neither)|(?:cannot|can['’]t"
    r"|couldn['’]t|wouldn['’]t)|(?:was|is|were|are) (?:not able|unable|not in a position|not ready)"
    r" to)(?: (?:yet|immediately|independently|officially|currently|even|either))?"
    r" (?:confirm|verify|comment|say|elaborate|specify|disclose)\b",
    re.I,
)
""" "said it could not confirm the toll" declines; "said it would not give a krone" does not."""

OPEN = re.compile(r"(?:whether|if)\b", re.I)
STRONG = re.compile(
    r"\W*(?:(?:and|but|that) )?(?:(?:all|every|the) )?(?:indications?|signs)\b"
    r"|\W*(?:(?:most|very|quite|more than) likely|likely|perhaps|possibly|probably|apparently"
    r"|maybe|presumably|potentially|conceivably"
    r"|supposedly|reportedly|allegedly|purportedly|ostensibly|seemingly"
    r"|it (?:appears|seems)|it (?:is|was|['’]s) (?:\w+ )?(?:possible|likely|probable|conceivable"
    r"|believed|thought|understood|feared|rumou?red|alleged)(?: that)?)\b"
    r"|\W*(?:[\w'’-]+ ){0,6}(?:may|might)(?: (?:have|be|not|well|also)\b)",
    re.I,
)
