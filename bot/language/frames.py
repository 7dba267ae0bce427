"""The frame of a statement names its speaker: "Russia has confirmed that …", "…, according to AP",
"Pentagon: …".

Only the outermost frame is read, and only at the beginning or the end of a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ASSERTS, DENIES, DECLINES = "asserts", "denies", "declines"


@dataclass(frozen=True, slots=True)
class Frame:
    """`speaker` is said to take `stance` on `content`. `speaker` and `content` are parts of the
    statement's text."""

    speaker: str
    stance: str
    content: str
    verb: str


def _forms(*verbs: str) -> str:
    return "(?:" + "|".join(verbs) + ")"


_SAYS = _forms(
    "says?", "said", "saying", "states?", "stated", "claims?", "claimed", "announces?",
    "announced", "reports?", "reported", "confirms?", "confirmed", "insists?", "insisted",
    "warns?", "warned", "estimates?", "estimated", "believes?", "believed", "assess(?:es|ed)?",
    "adds?", "added", "admits?", "admitted", "acknowledges?", "acknowledged", "argues?", "argued",
    "maintains?", "maintained", "declares?", "declared", "reveals?", "revealed", "suggests?",
    "suggested", "alleges?", "alleged", "writes?", "wrote", "tweets?", "tweeted", "notes?",
    "noted", "tells? (?:reporters|journalists|parliament|a briefing)", "asserts?", "asserted",
    "told (?:reporters|journalists|parliament|a briefing|\\w+)", "tells? (?:me|us)",
)  # fmt: skip
_BARE_SAYS = _forms(_SAYS, "denies", "denied")
_AUX = r"(?:(?:has|have|had|is|are|was|were|now|also|later|today|yesterday|already|again|just|" \
       r"officially|publicly|repeatedly|even|still|finally|on \w+day|\w+day)\s+){0,3}"  # fmt: skip
_DECLINING = (
    r"(?:(?:has|have|had|did|does|do|would|will|could|can)(?:\s*not|n['’]t)(?:\s+(?:yet|so far))?|"
    r"can['’]t|(?:is|are|was|were) unable to|"
    r"(?:has|have|had) (?:yet|never|declined|refused) (?:to )?|declin(?:es|ed) to|"
    r"refus(?:es|ed) to|(?:has|have) (?:declined|refused) to|(?:is|are) yet to)"
)
_WHEN = r"(?:\s+(?:on \w+|\w+day|today|yesterday|in a statement|at a briefing|via \w+))?"
_SPEAKER = r"(?P<speaker>[^,:;\"“”?!]{2,70}?)"

_PATTERNS: tuple[tuple[str | None, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for stance, pattern in (
        (DECLINES, rf"^{_SPEAKER}\s+{_DECLINING}\s*"
                   r"(?P<verb>confirm(?:ed)?|verif(?:y|ied)|say|said|comment(?:ed)? on)\s+"
                   r"(?:that|whether|if)\s+(?P<content>.+)$"),
        (DENIES, rf"^{_SPEAKER}\s+{_AUX}"
                 r"(?P<verb>den(?:y|ies|ied)|den(?:y|ies|ied) (?:claims|reports)|"
                 r"reject(?:s|ed)? (?:the )?(?:claims?|reports?|idea|allegations?)|disput(?:es|ed))"
                 rf"{_WHEN}\s+that\s+(?P<content>.+)$"),
        (ASSERTS, rf"^{_SPEAKER}\s+{_AUX}(?P<verb>{_SAYS}){_WHEN}\s*,?\s+that\s+(?P<content>.+)$"),
        (ASSERTS, rf"^(?P<verb>according to)\s+{_SPEAKER}\s*,\s*(?P<content>.+)$"),
        (ASSERTS, rf"^(?P<content>.+?),?\s+(?P<verb>according to)\s+{_SPEAKER}\.?$"),
        (ASSERTS, r"^[\"“]?(?P<content>.+?)(?:,[\"”]|[\"”]?,)\s+"
                  rf"(?P<verb>said|says)\s+{_SPEAKER}\.?$"),
        (ASSERTS, rf"^[\"“]?(?P<content>.+?)(?:,[\"”]?|[\"”]),?\s+{_SPEAKER}\s+{_AUX}"
                  rf"(?P<verb>{_SAYS}){_WHEN}\.?$"),
        (None, rf"^{_SPEAKER}\s+{_AUX}(?P<verb>{_BARE_SAYS}){_WHEN}\s*[:,]?\s+(?P<content>.+)$"),
    )
)  # fmt: skip
_LABEL = re.compile(r"^(?P<speaker>[A-Z][^:\n]{1,60}):\s+(?P<content>.{12,})$", re.DOTALL)
_LONGEST_SPEAKER = 9
_SHORTEST_CONTENT = 3
_NO_SPEAKER = re.compile(
    r"\b(?:who|which|that|when|if|because|cannot|could|might|should|would|never|not|unable)\b|--|–|—",
    re.IGNORECASE,
)


_REFUTING = (
    r"(?:false|fake|untrue|not true|not the case|a lie|lies|a hoax|hoax|a myth|myth|wrong|"
    r"incorrect|inaccurate|debunked|fabricated|made up|disinformation|misinformation|fake news|"
    r"fiction|nonsense|bogus|baseless|unfounded|untruthful|refuted|disproved)"
)
_CLAIM = (
    r"(?:claims?|reports?|rumou?rs?|stor(?:y|ies)|news|allegations?|assertions?|statements?|ideas?|"
    r"suggestions?|theor(?:y|ies)|notion|belief|posts?)"
)
_BE = r"(?:is|are|was|were|has been|have been|proved|turned out to be)"
_QUITE = r"(?: simply| just| completely| plainly| entirely| all| flatly)?"
_REFUTATIONS = (
    re.compile(
        rf"^(?P<words>(?:it|this)(?:['’]s| is| was){_QUITE} {_REFUTING})"
        r" (?:that|whether|to say(?: that)?|to claim(?: that)?) (?P<content>.+)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"^(?P<words>{_REFUTING})\s*[:!–—-]+\s*(?P<content>.+)$", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        rf"^(?P<content>.{{12,}}?)[.,;:]?\s+(?P<words>(?:(?:that|this|which)(?:['’]s| is| was) )"
        rf"{_REFUTING})[.!]*$",
        re.IGNORECASE | re.DOTALL,
    ),
)


_CLAIMED = (
    re.compile(
        rf"^(?:the |all |these |those |any )?{_CLAIM}(?: that| of how)? "
        rf"(?!(?:from|of|in|by|about|on|for|at|was|were|is|are|and)\b)(?P<content>.+?),? "
        rf"(?P<words>{_BE}{_QUITE} {_REFUTING})[.!]*$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"^(?P<words>(?:there(?: is| was|['’]s) )?(?:no truth|nothing true) (?:in|to|behind)"
        rf"(?: the| any)? {_CLAIM}) that (?P<content>.+)$",
        re.IGNORECASE | re.DOTALL,
    ),
)


def refutation(statement: str) -> Frame | None:
    """ "It is false that …", "the claim that … is wrong", "Fake news: …": the statement denies its
    content; no speaker."""
    if len(statement) > _LONGEST:
        return None
    for pattern in (*_REFUTATIONS, *_CLAIMED):
        found = pattern.match(statement)
        if found and len(found["content"].split()) >= _SHORTEST_CONTENT:
            return Frame("", DENIES, found["content"].strip(), found["words"])
    return None


def frame(statement: str) -> Frame | None:
    """The frame around a statement's content; None if it has none. Never raises."""
    if len(statement) > _LONGEST:
        return None
    for stance, pattern in _PATTERNS:
        found = pattern.match(statement)
        if found and _sound(found["speaker"], found["content"]):
            if found["content"][:3].lower() == "to " and _PASSIVE.search(
                statement, 0, found.start("verb")
            ):
                continue  # "is said to have closed": nobody is named who says it
            if found["verb"] == "states" and found["speaker"].split()[-1].lower() == "united":
                continue
            if stance is None and not _is_clause(found["verb"], found["content"]):
                continue
            verb = " ".join(found["verb"].lower().split())
            stance = stance or (DENIES if verb.startswith("den") else ASSERTS)
            return Frame(found["speaker"].strip(), stance, found["content"].strip(), verb)
    found = _LABEL.match(statement)
    if found and _sound(found["speaker"], found["content"]) and len(found["speaker"].split()) <= 6:
        return Frame(found["speaker"].strip(), ASSERTS, found["content"].strip(), ":")
    return None


_LONGEST = 1_000
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|do|does|did)\b",
    re.IGNORECASE,
)
_PLAINLY_SAYS = frozenset(("say", "says", "said", "claims", "claimed", "insists", "insisted"))


def _is_clause(verb: str, content: str) -> bool:
    """Whether a clause follows ("confirms its troops are there") and not an object ("confirms the
    deployment"). Verbs of plain saying are always followed by a clause."""
    if verb.lower() in _PLAINLY_SAYS:
        return True
    return bool(_FINITE.search(content)) or content[:1].isdigit() or "more than" in content[:12]


def _sound(speaker: str, content: str) -> bool:
    words = speaker.split()
    return (
        0 < len(words) <= _LONGEST_SPEAKER
        and len(content.split()) >= _SHORTEST_CONTENT
        and not _NO_SPEAKER.search(speaker)
    )
