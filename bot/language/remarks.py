"""Which sentences of a post state nothing, and which lines and words around a sentence are
furniture.

A remark ("So sad!", "Did you know?", "Please share") has no figure and no name. Hardly a word of it
is about anything but the writer, the readers and what they think.
"""

from __future__ import annotations

import re

from bot.language.remark_words import (
    ASKED_FOR,
    ATTENTION,
    ATTITUDES,
    EVALUATIVE,
    INTERJECTIONS,
    REQUESTS,
)
from bot.language.tokens import is_stopword

_WORD = re.compile(r"[^\W_]+")
_LIGHT = EVALUATIVE | INTERJECTIONS | ATTENTION
_LONGEST = 300
"""Code points of a remark; what is longer is looked up."""


def is_remark(sentence: str) -> bool:
    """Whether a sentence states nothing of its own, so that there is nothing to look up. Never
    raises."""
    if len(sentence) > _LONGEST:
        return False
    bare = _TAGGED.sub(" ", sentence).strip(_MARKS)
    words = _WORD.findall(bare.replace("’", "").replace("'", ""))
    if not words or is_furniture(sentence) or _REQUEST.match(bare) or _CONDOLENCE.match(bare):
        return True
    return _says_little(words)


def is_furniture(line: str) -> bool:
    """Whether a line is one that pages and apps put around a text ("Photo: Ida Holm", "1/5")."""
    if len(line) > _LONGEST:
        return False
    return any(_FURNITURE.fullmatch(bare) for bare in (line.strip(), line.strip(_MARKS)))


def _says_little(words: list[str]) -> bool:
    titled = all(word[0].isupper() for word in words if len(word) > 1)
    telling: set[str] = set()
    for at, word in enumerate(words):
        small = word.lower()
        if any(c.isdigit() for c in word) or not word.isascii():
            return False  # a figure, or words that no list here has
        if small in _CONTRACTED or small in _LIGHT or small in _DEGREES:
            continue
        if is_stopword(small) and word != "May":
            continue
        if at and word[0].isupper() and not titled:
            return False  # a name
        telling.add(small)
    return not telling or (len(telling) == 1 and _is_outcry([word.lower() for word in words]))


def _is_outcry(small: list[str]) -> bool:
    """Whether a sentence with one telling word only shows what its writer feels or asks: "I'm
    fuming", "What a circus", "Disgraceful behaviour". "The count stopped" is not such a
    sentence."""
    if _OURS.intersection(small) or small[0] in _EXCLAIM:
        return True
    return len(small) <= _LONGEST_OUTCRY and not any(map(is_stopword, small))


_OURS = frozenset("i im ive we were weve my our us me you your youre".split())
_EXCLAIM = frozenset("what how such who why when where so".split())
_LONGEST_OUTCRY = 4


_DEGREES = {word for one in ATTITUDES for word in one.split()} | frozenset(
    """absolutely beyond completely deeply entirely exactly extremely hardly how perfectly
    precisely profoundly pure purely quite simply so thoroughly totally truly utterly""".split()
)
_MARKS = " \t\r\n\u00a0,;:–—-…·•|/\\.!?()[]\"“”„«»‘’'*_~"
_TAGGED = re.compile(r"(?<!\w)[#@][^\W\d]\w*")
_CONTRACTED = frozenset(
    """im ive id ill youre youve youll hes shes its were weve theyre theyve thats whats whos
    theres heres isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt
    hasnt havent hadnt aint lets gonna wanna gotta tho thru ur u r y n""".split()
)

_REQUEST = re.compile(
    rf"(?:(?:please|pls|plz|do|don['’]?t|and|now|just|so)\s+)*(?:{'|'.join(sorted(REQUESTS))})\s+"
    rf"(?:{'|'.join(sorted(ASKED_FOR))})\b",
    re.IGNORECASE,
)
_CONDOLENCE = re.compile(
    r"(?:(?:my|our|all|sending|sincere|deepest|heartfelt) ){1,3}"
    r"(?:thoughts?|prayers?|hearts?|condolences|sympath(?:y|ies)|love)\b|"
    r"(?:thoughts (?:and|&) prayers|condolences|r\.?i\.?p|rest in (?:peace|power))\b",
    re.IGNORECASE,
)

CREDITED = (
    "photo|picture|image|pic|video|footage|graphic|illustration|source|credit|courtesy|"
    "originally published|cross-?posted|posted|published|written|author|reporter|editor"
)
"""What a line that credits somebody begins with, as a pattern."""

READ_ON = (
    r"(?:read|see|find out|learn|watch|hear|more|full (?:story|report|article)|details|link|info|"
    r"story|thread)(?: (?:more|on|here|below|in|at|it|this|the|full|story|report|article|bio|"
    r"thread|link|comments?|details|info|about|soon|to|follow|come|later|shortly|first|next)){0,5}"
)
"""Where to read on, as a pattern."""

_NAMES = (
    r"(?-i:(?:(?:[A-Z@][\w@.’'/&-]*|of|the|and|for|de|&|/|\||via|for)[,.]?(?:\s+|(?=\W*$))){1,10})"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?|h|hrs?)?\s*(?:[A-Z]{3,4})?"
_FURNITURE = re.compile(
    "(?:"
    + "|".join(
        (
            rf"(?:{CREDITED})s?(?: (?:credit|by|of|courtesy of|from))?\s*[:/|]\s*{_NAMES}",
            rf"(?:via|by|h/t|hat tip(?: to)?|credits?|courtesy of|photo by)\s*:?\s*{_NAMES}",
            READ_ON,
            r"(?:this is )?an?? ?(?:developing|breaking)(?: news)? story",
            r"(?:story|more) (?:is )?developing",
            rf"(?:(?:last )?(?:updated|posted|published|edited|modified)|live)?(?: at| on)?\s*"
            rf"{_CLOCK}",
            r"(?:(?:last )?(?:updated|posted|published|edited)\s*:?\s*)?\d+ ?"
            r"(?:s|m|h|d|w|secs?|mins?|hrs?|minutes?|hours?|days?|weeks?)(?: ago)?(?: read)?",
            r"advertisement|sponsored|subscribe|sign up(?: .{0,60})?|getty images|reuters|afp|"
            r"translated from \w+|show (?:more|this thread)|edited|forwarded(?: message)?",
            r"\(?\d{1,2}\s*/\s*(?:\d{1,2}|n|x)?\)?",
            r"(?:end(?: of)? )?thread|end|unroll|continued|cont(?:inued)?\.?|contd",
        )
    )
    + ")",
    re.IGNORECASE,
)
"""Lines that pages and apps put around a text: credits, times, "read more", thread numbers."""
