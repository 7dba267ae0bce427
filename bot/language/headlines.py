"""Headlines and short messages, written out as the sentences they mean.

"Death toll in Ostra fire: 14" says that 14 people died in it, "Holm to resign" that she will, "Holm
takes Ostra by 40 votes" that she wins there. Only the forms below are written out. Other words that
a headline leaves out ("is", "the") say nothing.
"""

from __future__ import annotations

import re

from bot.language.headline_words import ABBREVIATED, NO_VERBS, OUTLET_NOUNS, SUBJECTS

_LONGEST = 300
"""Code points of a headline; longer texts are left as they are."""


def written_out(text: str) -> str:
    """A headline as a sentence; any other text unchanged. Never raises."""
    if len(text) > _LONGEST:
        return text
    text = _ABBREVIATIONS.sub(lambda found: ABBREVIATED[found[0].lower()], text)
    text = _OUTLET.sub("", text)
    for pattern, sentence in _FORMS:
        text = pattern.sub(sentence, text, count=1)
    return _planned(text)


_ABBREVIATIONS = re.compile(
    r"(?<![\w'’/])(?:" + "|".join(map(re.escape, sorted(ABBREVIATED, key=len, reverse=True)))
    + r")(?![\w'’/])",
    re.IGNORECASE,
)  # fmt: skip
_OUTLET = re.compile(
    r"\s+[–—|-]+\s+(?:The\s+)?(?:[A-Z][\w&.’'-]*\s+){0,3}"
    rf"(?:{'|'.join(OUTLET_NOUNS)})(?:\s+(?:Online|UK|US|World|Live|Sport))?\s*$"
)

_COUNT = (
    r"(?P<count>(?:(?:at least|more than|over|up to|about|around|"
    r"nearly|almost|some|fewer than)\s+)?"
    r"\d[\d,.]*(?:\s*[-–]\s*\d[\d,.]*)?(?:\s+(?:hundred|thousand|million))?|"
    r"(?:(?:at least|more than|over|up to|about|around|nearly|almost|some)\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))"
)
_NOW = (
    r"(?:\s*[:–—-]+\s*|\s+(?:(?:is|was|now|has|have|hits?|reach(?:es|ed)|rises?|rose|risen|climbs?|"
    r"climbed|grows?|grew|grown|jumps?|jumped|goes up|went up|increases?|increased|passes|tops|put|"
    r"stands|stood|remains|revised|raised|lowered)\s+)*(?:(?:is|was|to|at|now|as high as)\s+)*)"
)
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (rf"^(?:the\s+)?death toll\s+(?P<at>(?:in|from|of|after|at|on)\s+.{{3,160}}?){_NOW}{_COUNT}"
         r"(?:\s+(?:dead|people|deaths))?[.!]*$", r"\g<count> people died \g<at>"),
        (rf"^(?P<at>.{{3,160}}?)(?:['’]s)?\s*(?:[:,–—-]\s*)?death toll{_NOW}{_COUNT}"
         r"(?:\s+(?:dead|people|deaths))?[.!]*$", r"\g<count> people died in \g<at>"),
        (rf"\b(?:leaves|leaving|left)\s+{_COUNT}(?:\s+people)?\s+(?P<how>dead|injured|hurt|wounded|"
         r"homeless|missing)\b", r"- \g<count> \g<how>"),
        (rf"\b(?:claims|claimed|takes|took)\s+(?:the\s+)?{_COUNT}\s+lives\b",
         r"killed \g<count> people"),
        (r"\b(?:takes|took)(?=\s+(?:[A-Z][\w'’-]*\s+){1,6}(?:by|with)\s+(?:just\s+|only\s+)?"
         r"[\d,.]+\s+(?:votes?|seats?|points?|%|per ?cent|percent))", "won"),
    )
)  # fmt: skip


def _planned(text: str) -> str:
    """A plan: "Ministry to order recount" → "Ministry will order recount", if all the words before
    "to" are a name or say who acts."""
    found = _PLAN.search(text)
    if found is None or _FINITE.search(text):
        return text
    before, verb = text[: found.start()].split(), found["verb"].lower()
    if not before or verb in NO_VERBS or (verb.endswith("s") and not verb.endswith("ss")):
        return text
    last = before[-1].strip("'’\"”,").lower()
    inside = before[1:-1] if last in SUBJECTS else before[1:]
    if not all(_may_name(word) for word in inside):
        return text
    return f"{text[: found.start()]} will {text[found.start('verb') :]}"


_PLAN = re.compile(r"\s+to\s+(?=(?P<verb>[a-z]{2,})\b)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|"
    r"from)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("and of the & / for in on at".split())


def _may_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word.lower() in _SMALL | SUBJECTS
