"""What people write around a statement they want checked: lead-ins, tails, greetings, requests.

English, as desks write. Everything here is stripped or ignored; none of it is part of a claim.
"""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_CHECK = _any_of(
    "check", "verify", "confirm", "fact[- ]?check", "look (?:up|into)", "tell (?:me|us)",
    "find out", "say",
)  # fmt: skip
_TRUE = _any_of(
    "true", "correct", "right", "accurate", "real", "a fact", "the case", "possible", "confirmed",
    "known", "so", "legit",
)  # fmt: skip
_RUMOUR = r"(?: (?:the )?(?:claims?|reports?|rumou?rs?|idea|statements?|fact))?"
_EVIDENCE = (
    r"(?:any |some )?(?:truth|evidence|proof|confirmation|word)(?: (?:to|of|in|for|behind))?"
)
_SOMEONE = r"(?:you|someone|anyone|anybody|somebody|we)"
_OTHERS = _any_of(
    "someone", "somebody", "people", "everyone", "everybody", "a friend", r"my \w+", "they",
    "an? (?:post|tweet|article|video|meme)", "(?:posts|tweets)",
)  # fmt: skip
_SAY = _any_of(
    "says?", "said", "claims?", "claimed", "told me", "is saying", "are saying", "keeps? saying",
    "wrote", "writes", "posted",
)  # fmt: skip
_LABEL = _any_of(
    "please", "pls", "plz", "quick question", "question", "q", "breaking(?: news)?", "just in",
    "fyi", "psa", "urgent", "claims?", "rumou?rs?", "statement", "quote", "headline",
    "fact[- ]?check(?:ing)?", "check(?: this)?(?: out)?", "verify(?: this)?", "true or false",
    "is this (?:true|right|correct|real)", "is it true", "update", "new", "fwd?", "re", "rt",
    "watch(?: this| live)?", "listen", "read", "live(?: updates?)?", "exclusive", "developing",
    "photos?", "pictures?", "in pictures", "videos?", "alert", "newsflash", "opinion", "analysis",
    "explainer", "correction", "must[- ]see", "latest",
)  # fmt: skip
_WHOM = r"(?: (?:all|team|folks|everyone|everybody|there|desk|guys|bot|on record))*"

LEAD_IN = re.compile(
    "^"
    + _any_of(
        rf"(?:hi|hey|hello|yo|dear|good (?:morning|afternoon|evening)|morning){_WHOM}"
        r"\s*[,!.:–—-]+\s*",
        rf"{_LABEL}\s*[:!?–—-]+\s*",
        r"rt @\w+:?\s*",
        r"(?:breaking(?: news)?|just in)\s+(?=(?-i:[A-Z\d“\"]))",
        r"(?-i:WATCH|EXCLUSIVE|LIVE|ALERT|UPDATE|VIDEO|PHOTOS?|NEW|DEVELOPING)\s+"
        r"(?=(?-i:[A-Z][a-z]))",
        r"please\s+",
        r"(?:so|and|but|well|ok(?:ay)?|um+|erm*)\s*,\s+",
        r"(?:is|was|wasn['’]t|isn['’]t) it (?:really |actually |even |still )?"
        rf"{_TRUE}(?: or (?:false|not))?(?: to say)?,? that\s+",
        rf"(?:is|was) there {_EVIDENCE}{_RUMOUR},? that\s+",
        rf"{_EVIDENCE}{_RUMOUR},? that\s+",
        r"true that\s+",
        rf"(?:can|could|would|will) {_SOMEONE}(?: please| pls)? {_CHECK}(?: for (?:me|us))?"
        r"(?: please)?(?: (?:whether|if|that|this))?\s*[:,-]?\s+",
        rf"{_CHECK}(?: for (?:me|us))?(?: (?:whether|if|that))\s+",
        r"(?:fact[- ]?check|verify|check)\s+(?:this\s*)?[:–—-]?\s*(?=[\"“A-Z0-9])",
        rf"(?:do|does) {_SOMEONE}(?: guys)? (?:know|think|have anything on|have on record)"
        r"(?: (?:whether|if|that))\s+",
        rf"(?:has|have) {_SOMEONE} (?:heard|seen|read)(?: (?:whether|if|that))\s+",
        r"i(?:['’]ve| have)? (?:just )?(?:heard|read|saw|seen|was told|am told)"
        r"(?: (?:somewhere|online|today|on \w+))*,? that\s+",
        rf"{_OTHERS}(?: (?:on|in|from|at) [\w.]+(?: \w+)?)? {_SAY}(?: that)?:?\s+",
        rf"what (?:about|do (?:we|you) (?:have|know) (?:on|about)){_RUMOUR} that:?\s+",
    ),
    re.IGNORECASE,
)
"""Comes before a statement. The label of a speaker ("Pentagon: …") is not among these."""

TAIL = re.compile(
    r"[\s,;:(\[–—-]*"
    + _any_of(
        rf"(?:is|was) (?:this|that|it) (?:really |actually |even )?{_TRUE}",
        "true or false", "true", "really", "right", "correct", "real or fake", "yes or no",
        rf"(?:can|could) {_SOMEONE} (?:confirm|verify|check)(?: (?:this|that|it))?",
        "fact[- ]?check(?: (?:this|please))?", "any truth (?:to|in) (?:this|that|it)",
        "(?:any )?(?:thoughts|ideas?|clues?)", "anyone", "or not",
        "(?:is|was|are|were|has|have|did|does|do|will|can)n['’]?t (?:it|they|he|she|we|you)",
    )
    + r"\s*[?)\]]+[\s?!.]*$",
    re.IGNORECASE,
)  # fmt: skip
"""Comes behind a statement, always with a question mark: "…, is that true?"."""

_TO_WHOM = (
    r"(?: (?:all|team|folks|everyone|there|bot|desk|guys|you|again|a lot|so much|so|much|today))*"
)
GREETING = re.compile(
    _any_of(
        _any_of(
            "hi", "hey", "hello", "yo", "thanks?(?: you)?", "thank you(?: (?:so|very) much)?",
            "thx", "ty", "cheers", "ok(?:ay)?", "lol", "great", "nice", "cool", "wow",
            "good (?:morning|afternoon|evening|night)", "morning", "bye", "test(?:ing)?", "ping",
            "please", "sorry", "yes", "no", "yep", "nope", "welcome", "how are you",
            "are you there", "what can you do", "who are you",
        )
        + _TO_WHOM
        + r"[\s,.!]*"
    )
    + "+",
    re.IGNORECASE,
)  # fmt: skip

OPEN_QUESTION = re.compile(
    r"(?:and |so |but )?(?:who|whom|whose|what|when|where|why|which|how)(?:['’](?:s|re))?\b"
    r"(?! if\b)",
    re.IGNORECASE,
)

ONLY_ASKS = re.compile(
    _any_of(
        rf"(?:is|was|are) (?:this|that|it|these|they) (?:really |actually )?{_TRUE}",
        "true or false", "true", "really", "any thoughts", "thoughts", "source", "help",
        "please (?:check|verify|confirm)(?: (?:this|that|it))?",
        "(?:fact[- ]?check|check|verify|confirm)(?: (?:this|that|it))?(?: please)?",
        rf"(?:can|could|would) {_SOMEONE} (?:please )?(?:confirm|verify|check)"
        r"(?: (?:this|that|it))?",
        "breaking(?: news)?", "fyi", "see below", "update", "(?:this|that|it|these|those|any)",
    ),
    re.IGNORECASE,
)  # fmt: skip
