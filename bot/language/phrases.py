"""What people write around a statement they want checked: lead-ins, tails, greetings, requests.

English, as desks write. Everything here is stripped or ignored; none of it is part of a claim.
"""

from __future__ import annotations

import re

from bot.language.remark_words import (
    ADDRESSES,
    ATTITUDES,
    EVALUATIVE,
    LABEL_NOUNS,
    SHOUTED,
    TOPIC_LABEL_NOUNS,
)
from bot.language.remarks import CREDITED, READ_ON


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
    "is this (?:true|right|correct|real)", "is it true", "new", "fwd?", "re", "rt",
    "opinion", "analysis", "explainer", "correction", *LABEL_NOUNS,
    rf"(?:[\w’'-]+ ){{1,4}}{_any_of(*TOPIC_LABEL_NOUNS)}",
)  # fmt: skip
_AFTER_LABEL = r"(?:\s*[:!?|]+\s*|\s*[–—]+\s*|\s+-+\s+|\s*-+\s+)"
_JUDGED = _any_of(
    *sorted(EVALUATIVE), "a (?:fact|shame|pity|scandal|disgrace|tragedy|disaster|joke|crime)",
    "no (?:surprise|wonder|secret|coincidence)", "clear", "worth (?:noting|remembering)",
)  # fmt: skip
_VERY = r"(?:(?:so|really|absolutely|just|truly|very|quite|such|pretty|simply|utterly) )*"
_NEXT = (
    r"(?=(?:the|an?|this|that|these|those|its?|he|she|they|we|there|all|some|no|\d)\b|"
    r"(?-i:[A-Z“\"]))"
)
_WHOM = r"(?: (?:all|team|folks|everyone|everybody|there|desk|guys|bot|on record))*"

_OF_A_CLAUSE = (
    r"(?:the|an?|this|that|these|those|its?|he|she|they|we|you|i|his|her|their|our|(?-i:[A-Z]))"
)
_ASKED = _any_of(
    r"(?:by |for |to |in |at |with |since |from |of |on |until )?"
    r"(?:how (?:many|much|long|often|far|fast|high|big|large|old|late)|which|whom|whose|"
    r"what (?:time|date|day|month|year|kind|sort|share|percentage|number|amount))\b",
    r"who(?:['’](?:s|re))?\b",
    # "When the bridge closed, …" and "What Holm said is wrong" state something.
    rf"(?:what|when|where|why|how)(?:['’](?:s|re|d))?\b(?! if\b)(?! {_OF_A_CLAUSE}\b)"
    r"(?! (?-i:[A-Z]))",
)
"""How a question for something begins."""
_WONDERING = _any_of(
    rf"(?:(?:do|does|did|would) )?{_SOMEONE}(?: guys| all| here)? (?:(?:happen to )?know|remember|"
    rf"recall|have (?:any |an )?(?:idea|info|clue|word))(?: on| about)?,? ",
    rf"(?:(?:has|have) {_SOMEONE}|any(?:one|body)?)(?: here)?(?: got)?(?: any)? (?:idea|clue|info|"
    rf"information|word|news|heard|know|knows)(?: on| about| of)?,? ",
    rf"(?:can|could|would|will) {_SOMEONE}(?: please| pls)? (?:{_CHECK})(?: for (?:me|us))? ",
    rf"(?:{_CHECK})(?: for (?:me|us))? ",
    r"(?:i['’]?m|i am|i|we|we are|we['’]re|just)(?: just| also)? (?:wonder(?:ing)?|curious|asking|"
    r"(?:want|need|(?:would|['’]d) like|trying) to (?:know|find out|check|see)|don['’]?t know)"
    r"(?: about)?,? ",
)
"""Who would like to know, before such a question: "Does anyone know how many …"."""

LEAD_IN = re.compile(
    "^"
    + _any_of(
        rf"{_WONDERING}(?={_ASKED})",
        rf"(?:hi|hey|hello|yo|dear|good (?:morning|afternoon|evening)|morning){_WHOM}"
        r"\s*[,!.:–—-]+\s*",
        rf"[\[(]{_LABEL}[\])]\s*[:!–—-]*\s*",
        rf"{_LABEL}{_AFTER_LABEL}",
        r"(?:rt|via|h/t|ht|mt|cc)\s*:?\s*@\w+\s*[:,–—-]*\s*",
        r"[.\s]*@\w+\s*[:–—-]+\s*",
        r"\(?\d{1,2}\s*/\s*(?:\d{1,2}|n|x)?\s*[).:–—-]*\s+(?=\D)",
        r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?-i:[A-Z]{3,4}\b)?\s*[:|–—-]\s*",
        rf"#(?:breakingnews|justin|{_LABEL})\b(?:\s*[:|–—-]+\s*|\s+(?=(?-i:[A-Z\d“\"#])))",
        rf"(?-i:{_any_of(*SHOUTED)}\s+(?=[A-Z][a-z\s]|\d))",
        rf"(?:(?:{READ_ON})(?: here)?|also|related|see also|more on this)\s*[:>→]+\s*",
        rf"{_any_of(*ADDRESSES)}(?:\s*[,.!?:…]+\s*|\s*[–—]+\s*)",
        rf"{_any_of(*ATTITUDES)}(?:\s*[,.!?:…]+\s*|\s*[–—]+\s*|\s+{_NEXT})",
        r"(?:it['’]s|it is|it was|how|what)? ?" + rf"{_VERY}{_JUDGED} (?:that|how) ",
        rf"(?:i['’]?m|i am|we['’]?re|we are) {_VERY}{_JUDGED} (?:that|"
        rf"to (?:hear|learn|read|see) that) ",
        r"(?:surely |clearly )?(?:i|we) (?:can['’]?t|cannot|"
        r"can ?not) (?:possibly )?be the only ones? "
        r"(?:who|that) \w+(?: that)? ",
        r"(?:surely )?(?:i['’]?m|i am) not the only one (?:who|that) \w+(?: that)? ",
        r"am i the only one (?:who|that) \w+(?: that)? ",
        r"(?:i )?(?:just )?(?:can['’]?t|cannot|can you|could you|would you) "
        r"(?:even )?(?:believe|imagine)(?: that)? (?=\w+ \w+ \w)",
        r"(?:did|do) you (?:all |guys )?(?:even )?know that ",
        rf"did you (?:all |guys )?(?:even )?know {_NEXT}",
        r"(?:a |just a |friendly |a friendly |gentle )*reminder(?: that|:) ",
        r"(?:it |so it |so )?turns out(?: that)?,? ",
        r"the (?:truth|fact|reality|point|thing) (?:of the matter )?is(?: that|,|:) ?",
        r"(?:everyone|everybody|we all|you all|as we all) knows?(?: that|,) ?",
        r"(?:why (?:is|are|does|do|has|have|did)|"
        r"how come) (?:no ?body|no[- ]one|everyone|everybody|"
        r"the (?:media|news|msm|papers|press|mainstream media)|they)"
        r"(?: (?:is|are|not|n['’]t))? (?:talk|report|mention|say|cover|ignor|hid|discuss)\w*"
        r"(?: about)?(?: (?:the fact )?that| how) ",
        r"(?:no ?body|no[- ]one)(?: is|['’]s)? (?:talk|report|mention|"
        r"say|cover|discuss)\w*(?: about)?"
        r" (?:the fact )?that ",
        r"(?:how is it|how can it be|"
        r"how is that) (?:even )?(?:possible|true|ok|okay|legal|fair|right)?"
        r" ?that ",
        r"apparently,? it is true that ",
        r"(?:breaking(?: news)?|just in)\s+(?=(?-i:[A-Z\d“\"]))",
        r"(?-i:WATCH|EXCLUSIVE|LIVE|ALERT|UPDATE|VIDEO|PHOTOS?|NEW|DEVELOPING)\s+"
        r"(?=(?-i:[A-Z][a-z]))",
        r"please\s+",
        r"(?:so|and|but|well|ok(?:ay)?|um+|erm*)\s*,\s+",
        r"(?:is|was|wasn['’]t|isn['’]t) it (?:really |actually |even |still )?"
        rf"{_TRUE}(?: or (?:false|not))?(?: to say)?,? that\s+",
        rf"(?:is|was|wasn['’]t|isn['’]t) it (?:really |actually |even |"
        rf"still )?(?:true|correct|right|"
        rf"a fact|confirmed)[,:]?\s+{_NEXT}",
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

CREDIT = re.compile(
    r"\s*"
    + _any_of(
        rf"[\[(]\s*(?:{CREDITED})s?(?:\s*[:/|]|(?: credit| courtesy of|"
        rf" by| via)\b)[^()\[\]]{{0,80}}[\])]",
        r"[\[(]\s*(?:via|h/t|ht|hat tip|credit|courtesy|from)\b[^()\[\]]{0,60}[\])]",
        rf"[\[(]\s*(?:with |see )?(?:{CREDITED}|{_any_of(*LABEL_NOUNS)}|thread|"
        r"pdf|paywall|sponsored)"
        r"s?"
        r"\s*[\])]",
        r"(?<=\s)[–—-]*\s*(?:via|h/t|ht|hat tip(?: to)?|mt|rt|cc|by)\s*:?\s*(?:@\w+[\s,&]*)+",
        r"(?<=\s)(?:via|h/t|ht|mt)",
        r"[>→»]+",
        r"(?<=\s)h/t\s+(?-i:[A-Z])[^.!?]{1,40}",
        r"(?<=\s)via\s+(?-i:(?:[A-Z][\w’'.-]*\s*){1,3})",
        r"(?<=\s)[|•·]\s*(?-i:[A-Z])[^|•·.!?]{1,40}",
        r"[\[(]\d{1,2}\s*/\s*(?:\d{1,2}|n|x)?[\])]",
        r"(?<=\s)\d{1,2}/(?:\d{1,2}|n|x)?",
        rf"(?<=[\s.!?])[-–—>]*\s*{READ_ON}\s*[:>→-]+",
        r"(?<=[\s.!?])[-–—(]*\s*(?:please|pls|plz) (?:share|rt|retweet|spread|read|repost)"
        r"(?: (?:this|it|widely|the word|and \w+)){0,2}",
        r"(?<=[\s(–—-])(?:let that sink in|you can['’]?t make (?:this|"
        r"it) up|smh|fyi|wow|lol|just saying|"
        r"unbelievable|imagine that|go figure|so sad|how sad|shame on them|who knew)",
    )
    + r"[\s).!\]]*$",
    re.IGNORECASE,
)
"""Comes at the end of a line: whom it is from, where to read on, a request to pass it on."""

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
    rf"(?:and |so |but |then )?(?:{_ASKED}|{_WONDERING}(?:who|what|when|where|why|which|how)\b)",
    re.IGNORECASE,
)

_ASKING = frozenset(
    """amount any anyone anybody caus cause caused causes date day did exactly far happen happened
    happens happening how idea kind know known latest long many month much name named news number
    often people percentage person persons place reason responsible share sort status time total
    what when where which who why year""".split()
)


def is_asking(word: str) -> bool:
    """Whether a word of a question only tells what is asked for ("how many people", "what
    happened")."""
    return word.lower() in _ASKING


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
