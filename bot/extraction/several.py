"""The names of several speakers in one phrase, and whether a name is that of a body or a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extraction.page import Page
from bot.extraction.roles import BODIES
from bot.extraction.sentences import Word
from bot.extraction.vocabulary import DETERMINERS
from bot.language.countries import world


def several(page: Page, first: int, last: int) -> tuple[str, ...]:
    """The names in "the US and South Korea", "the Russian and North Korean governments"."""
    words = page.words
    joints = [i for i in range(first, last) if words[i].low in ("and", "nor")]
    if len(joints) != 1 or joints[0] in (first, last - 1):
        return ()
    joint = joints[0]
    one = undetermined(words, first, joint)
    other = undetermined(words, joint + 1, last)
    if one >= joint or other >= last:
        return ()
    head = words[last - 1].low
    if head in ("governments", "officials", "leaders", "militaries", "ministries", "presidents"):
        peoples = (
            joint - one == last - 1 - other == 1 and words[one].capital and words[other].capital
        )
        if peoples or (is_place(words, one, joint) and is_place(words, other, last - 1)):
            noun = words[last - 1].text
            single = noun if head in ("officials", "leaders") else _singular(noun)
            return (
                f"{page.written(one, joint)} {single}",
                f"{page.written(other, last - 1)} {single}",
            )
        return ()
    named = words[one].capital and words[other].capital
    if named and (words[joint].low == "nor" or joint - one == last - other == 1):
        return (page.written(one, joint), page.written(other, last))
    if (is_place(words, one, joint) or _named_person(words, one, joint)) and (
        is_place(words, other, last)
        or _named_person(words, other, last)
        or (last - other == 1 and words[other].capital)
    ):
        return (page.written(one, joint), page.written(other, last))
    short = joint - one <= 2 and last - other <= 2
    if short and named and is_body(words[one:joint]) and is_body(words[other:last]):
        return (page.written(one, joint), page.written(other, last))
    return ()


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]


def _named_person(words: Sequence[Word], first: int, last: int) -> bool:
    return (
        2 <= last - first <= 4
        and all(w.capital for w in words[first:last])
        and not is_body(words[first:last])
    )


def is_body(words: Sequence[Word]) -> bool:
    """Whether words name an organisation: "port authority", "NATO"."""
    return any(w.low.rstrip(".") in BODIES for w in words) or (
        len(words) == 1 and words[0].text.isupper() and len(words[0].text) <= 6
    )


def is_place(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether words name a country or a place, or its people."""
    low = tuple(re.sub(r"'s$", "", w.low).replace(".", "") for w in words[first:last])
    written = " ".join(w.text for w in words[first:last])
    return world().find(low, written) is not None


def undetermined(words: Sequence[Word], first: int, last: int) -> int:
    """The position after the articles and other determiners with which a phrase begins."""
    while first < last and words[first].low in DETERMINERS:
        first += 1
    return first
