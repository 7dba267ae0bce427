"""Patterns of words that make a clause, lead in to one, or say how it was said. Data only."""

from __future__ import annotations

import re

from bot.language.numbers.number_words import NUMBER_WORDS

ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|No|vs|Lt|Col|Maj|Capt|Sgt|Prof|Rev|Jr|Sr|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|a\.m|p\.m|[A-Z])\.$"
)
ADVERB = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently)\s*,?\s*", re.IGNORECASE
)
FOLLOWS = r"(?=(?:the|a|an|this|that|these|those|it|he|she|they|we|there|all|many|most|more|some" \
           r"|our|their|his|her|its|no)\b|[A-Z\d])"  # fmt: skip
WE = r"(?:we|I)(?:['’](?:ve|re|m|d))?\s+(?:(?:would|do|can|also|fully|now|still|firmly|strongly" \
      r"|currently|really|have|had|am|are|just|always|certainly)\s+){0,3}"  # fmt: skip
LEAD_INS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:and|but|so(?! (?:far|many|much|few|long|little)\b)|because"
        r"|well(?! (?:over|under|above|below)\b)|look|listen|yes|again|meanwhile|however|also"
        r"|indeed|now)\b"
        r"\s*,?\s+(?=(?:that\b|we\b|I\b|the\b|it\b|he\b|she\b|they\b|there\b|this\b|these\b)|[A-Z])",
        r"^(?:that|whether)\s+",
        rf"^{WE}(?:assess(?:ed)?|believe|think|estimate[d]?|know|understand|judge[d]?|expect"
        r"|suspect|feel|seen|confirm(?:ed)?|determined|concluded|note|stress|reiterate|sure"
        r"|confident|certain|aware|convinced|concerned|say|said)\s+that\s+",
        rf"^{WE}(?-i:assess|believe|think|estimate|know|suspect)\s+{FOLLOWS}",
        r"^(?:all|the|our|every)\s+(?:the\s+)?indications?\s+(?:is|are|suggests?)\s+(?:that\s+)?",
        r"^(?:there(?:['’]s|\s+is)\s+(?:no|little)\s+(?:doubt|question)\s+(?:that|but)\s+)",
        r"^it(?:['’]s|\s+is|\s+was)\s+(?:now\s+|very\s+|quite\s+)?(?:clear|possible|likely|obvious"
        r"|true|evident|understood|believed|certain|known|probable)\s+that\s+",
        r"^it\s+(?:seems|appears)\s+(?:that\s+)?(?:like\s+)?",
        r"^(?:our|the|my)\s+(?:\w+\s+)?(?:assessment|understanding|estimate|belief|view|information"
        r"|fact|truth|reality|point|conclusion)\s+is\s+(?:that\s+)?",
        r"^(?:make\s+no\s+mistake|let\s+me\s+be\s+(?:very\s+)?clear|as\s+(?:you\s+know|I\s+said"
        r"|we\s+(?:have\s+)?said)|in\s+(?:my|our)\s+(?:view|opinion)|to\s+(?:my|our)\s+knowledge"
        r"|of\s+course|obviously|clearly|frankly|in\s+fact)\s*[,:]\s*",
        r"^I\s+can\s+(?:tell|assure)\s+you\s+(?:that\s+)?",
        r"^(?:we|I)\s+(?:urge|call\s+on|ask|invite|want)\s+[^,.;]{2,60}?\s+to\s+(?:reali[sz]e"
        r"|understand|recogni[sz]e|acknowledge|accept|see|remember|know)\s+that\s+",
    )
)
EXPECTS = re.compile(r"^(?:we|I)\b.{0,30}\bexpect\s+that\s", re.IGNORECASE)
SECOND_CLAUSE = re.compile(
    rf",?\s+(?:and|but)\s+{WE}(?:assess|believe|think|know|estimate|expect)\s+(?:that\s+)?",
    re.IGNORECASE,
)
QUALIFIES = re.compile(
    r"^(?:and |or )?(?:but|except|only|not|never|none|no|unless|though|although|however|if|at least"
    r"|at most|hardly|almost|nearly|mostly|partly|maybe|perhaps|possibly|probably)\b",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|shall|should|do"
    r"|does|did|said|says|went|came|took|made|gave|got|fell|rose|won|lost|held|sent|began|became"
    r"|left|met|ran|saw|led|cost|put|cut|hit|let|kept|told|found|brought|built|paid|grew|knew"
    r"|needs?|wants?|seems?|remains?|continues?|means?|makes?|shows?|gives?|takes?|goes|comes"
    r"|says?|knows?|thinks?|believes?)\b|\b(?:it|he|she|that|there|what|who|we|they|you|I)['’]"
    r"(?:s|re|ve|d|ll|m)\b|n['’]t\b",
    re.IGNORECASE,
)
IRREGULAR = re.compile(
    r"\b(?:arose|ate|beat|bought|broke|burst|caught|chose|crept|cut|dealt|died|drank|drew|drove|fed"
    r"|felt|fled|flew|forbade|forgot|fought|froze|heard|hid|hurt|knelt|laid|lay|lent|lit|meant"
    r"|overcame|overthrew|quit|ran|rang|rode|sang|sank|sat|sent|set|shook|shot|shrank|shut|slept"
    r"|sold|spent|spoke|spread|sprang|stole|stood|stuck|struck|swam|swept|swore|taught|thought"
    r"|threw|tore|underwent|understood|upheld|withdrew|woke|wore|wrote)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )\b[a-z]{2,}ed\b")
NO_CLAUSE = re.compile(
    r"^(?:what|who|whom|how|why|to|of|about"
    rf"(?!\s+(?:[$£€]?\d|(?:an?\s+)?(?:{'|'.join(sorted(NUMBER_WORDS))}|half|third|quarter)\b)))\b",
    re.IGNORECASE,
)
VERBS = (FINITE, IRREGULAR, PAST)
SUBORDINATES = re.compile(
    r"\b(?:that|which|who|whom|whose|how|whether|what|why|because|where|while|although)\b",
    re.IGNORECASE,
)
HEADLESS = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|can|did|does|do|should|must|saw"
    r"|came|went|made|took|gave|said|says|absolutely)\b"
)
SAYS = re.compile(r"\b(?:sa(?:ys?|id|ying)|th(?:ink|inks|ought)|believe[sd]?|add(?:s|ed)"
                   r"|insist(?:s|ed)|argue[sd]?|t(?:ell|ells|old))\b", re.IGNORECASE)  # fmt: skip
GERUND = re.compile(r"(?!(?:no|any|some|every)thing\b)[a-z]+ing\b")
DOUBLED = re.compile(r"\b(have|has|the|an?|of|to|in|is|are|was|and|for)\s+\1\b")
URGING = (
    "urge", "demand", "ask", "request", "appeal", "order", "propose", "recommend", "implore",
    "encourage", "advise", "call", "press", "beg",
)  # fmt: skip
PROMISING = (
    "vow", "promise", "pledge", "threaten", "plan", "intend", "agree", "swear", "swore", "decide",
    "choose", "chose",
)  # fmt: skip
REFUSING = ("refuse", "decline")
CALLING = ("call", "label", "describe", "brand", "dub", "term", "deem", "denounce", "condemn")
PLURALS = frozenset("they these those people men women children police media".split())
TO_DO = re.compile(r"(?:(not|never)\s+)?to\s+", re.IGNORECASE)
HAVE = re.compile(r"\b(would|could|may|might|must|should|will|can)\s+have\b", re.IGNORECASE)
HAVING = re.compile(
    r"having\s+((?:(?:ever|personally|deliberately|knowingly|previously)\s+)?(?:\w+ed|\w+en|been"
    r"|done|gone|had|made|told|said|paid|sold|sent|met|won|lost|left|held|kept|known|shot|cut|led"
    r"|brought|bought|sought|thought|taught|found|built|put|set|read|run|hit|hurt|shown|begun))\b",
    re.IGNORECASE,
)
PARTICLE = re.compile(r"\b(on|for|to|upon)$")
NO_EVENT = re.compile(
    r"\b(?:details?|allegations?|claims?|reports?|accusations?|charges?|rumou?rs?|comments?"
    r"|authenticity|identity|existence|number|truth|news|role|suspicions?|information|reason)\b",
    re.IGNORECASE,
)
CONFIRMS = re.compile(
    r"\b(?:confirm|acknowledg|admit|den(?:y|ie)|hint|verif|corroborat|recogni)", re.IGNORECASE
)
OPENING = re.compile(
    r"(?:but |and |that |then )?(he|she|it|they|this|these|those|his|her|their|its)\b(?! (?:is|was)"
    r" (?:clear|likely|possible|raining))",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me|[Yy]ou|[Yy]our)\b(?!\.)")
