"""Outlets that carry others' words: "the Courier reported, citing officials, that …"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.draft import Pattern
from bot.extraction.following import phrase_after
from bot.extraction.found import Found
from bot.extraction.outlets import OUTLET_NOUNS, is_outlet
from bot.extraction.page import Page
from bot.extraction.phrases import Subject, is_cited_by, kind_of
from bot.extraction.source_names import key_of
from bot.extraction.vocabulary import DETERMINERS

_REACH = 14  # words after the cue
_TOLD_TO = frozenset(("with", "to", "by", "on"))
_TELLING = frozenset(("tell", "inform", "assure"))


def is_outlets(page: Page, one: Found) -> bool:
    """Whether the speaker is an outlet."""
    if one.subject is None:
        return False
    first, last = one.subject.core
    start, end = page.span(first, last)
    words = page.words[first:last]
    return is_one(page, page.text[start:end]) or (
        len(words) == 2 and words[0].low == "the" and words[1].low in OUTLET_NOUNS
    )


def is_one(page: Page, name: str) -> bool:
    """Whether a name is an outlet's: by its words, or because the desk knows it as one."""
    return is_outlet(name) or key_of(name) in page.outlets


def carries(page: Page, one: Found) -> bool:
    """Whether words of others inside this passage are relayed by it."""
    if one.pattern is Pattern.POST:
        return True
    if not one.how.startswith(("before_quote", "quote", "according")):
        return False
    return is_outlets(page, one)


def citing(page: Page, found: Sequence[Found]) -> list[Found]:
    """The passages, with an outlet's report "citing officials" given to the officials and marked
    as relayed by the outlet. Whoever reports by citing others is an outlet, whatever the name."""
    reporting = {(one.sentence, one.subject.core) for one in found if one.subject and _reports(one)}
    cites = {
        one.sentence: one
        for one in found
        if one.lemma in ("cite", "quote")
        and one.shared
        and one.subject
        and ((one.sentence, one.subject.core) in reporting or is_outlets(page, one))
    }
    kept: list[Found] = []
    used: set[int] = set()
    for one in found:
        if (within := _within_subject(page, one)) is not None:
            one.subject, one.carrier = within
            kept.append(one)
            continue
        cite = cites.get(one.sentence)
        who = _cited_beside(page, one) or _cited_behind(page, one)
        if who is not None and one.subject is not None:
            if cite is not None and cite.subject and cite.subject.core == one.subject.core:
                used.add(id(cite))
            one.carrier, one.subject = one.subject.core, who
            kept.append(one)
            continue
        if cite is None or cite is one or one.subject is None or cite.subject is None:
            kept.append(one)
            continue
        who = phrase_after(page, cite.content[0][0], cite.content[-1][1])
        if one.subject.core == cite.subject.core and who is not None and not one.nested:
            one.carrier = one.subject.core
            one.subject = who
            used.add(id(cite))
        kept.append(one)
    for one in kept:
        one.carrier = one.carrier or _quoting(page, one)
    return [one for one in kept if id(one) not in used and not _names_a_source(one, kept)]


def _names_a_source(one: Found, found: Sequence[Found]) -> bool:
    """Whether a passage is only the "citing two officials" of a report that is given to them: a
    second reader may take those words for what the outlet says."""
    if one.lemma not in ("cite", "quote") or not one.content:
        return False
    first, last = one.content[0][0], one.content[-1][1]
    cited = [two.subject.core[0] for two in found if two is not one and two.carrier and two.subject]
    return any(first <= at < last for at in cited)


def _quoting(page: Page, one: Found) -> tuple[int, int] | None:
    """The outlet of "Newsline quoted Norwegian officials as saying that …"."""
    if one.subject is None or one.cue is None or page.words[one.cue[0] - 1].low != "as":
        return None
    words, begin = page.words, page.sentences[one.sentence].first
    at = one.subject.core[0] - 1
    while at > begin and words[at].low not in _QUOTED and at > one.subject.core[0] - 3:
        at -= 1
    outlet = _outlet_in(page, begin, at) if words[at].low in _QUOTED else None
    return outlet if outlet is not None and outlet[1] == at else None


_QUOTED = ("quoted", "cited", "quotes", "cites")


def _within_subject(page: Page, one: Found) -> tuple[Subject, tuple[int, int]] | None:
    """The source, and the outlet that carries it, of "officials quoted by Newsline" and "a Newsline
    report citing officials"."""
    if one.subject is None:
        return None
    words, (first, stop) = page.words, (one.subject.core[0], one.subject.last)
    for at in range(first + 1, stop - 1):
        if is_cited_by(words, at):
            outlet = _outlet_in(page, at + 2, stop)
            end = at - (words[at - 1].text == ",")
            if outlet is None or end <= first:
                return None
            return Subject(first, end, kind_of(words, first, end), (first, end)), outlet
        if words[at].low in _CITING and (outlet := _outlet_in(page, first, at)) is not None:
            if outlet[1] == at:
                return None  # "Newsline citing officials": as with a comma
            who = phrase_after(page, at + 1, stop)
            return None if who is None else (who, outlet)
    return None


def _outlet_in(page: Page, first: int, stop: int) -> tuple[int, int] | None:
    """The outlet that is named between two positions: the first run of capitalised words."""
    words = page.words
    while first < stop and not (words[first].capital and words[first].low not in DETERMINERS):
        first += 1
    last = first
    while last < stop and words[last].capital:
        last += 1
    if first == last:
        return None
    start, end = page.span(first, last)
    return (first, last) if is_one(page, page.text[start:end]) else None


_CITING = ("citing", "quoting")


def _reports(one: Found) -> bool:
    return one.lemma == "report" and not one.nested


def _cited_beside(page: Page, one: Found) -> Subject | None:
    """The source that an outlet cites right behind its name: "Newsline, citing two officials,
    reported"."""
    if one.subject is None or one.nested or one.shared:
        return None
    if not (_reports(one) or is_outlets(page, one)):
        return None  # "Holm, citing police, said": she says it
    at = one.subject.core[1]
    if at + 2 >= one.subject.last or page.words[at].text != ",":
        return None
    if page.words[at + 1].low not in _CITING:
        return None
    return phrase_after(page, at + 2, one.subject.last)


def _cited_behind(page: Page, one: Found) -> Subject | None:
    """The source that an outlet cites at the end: "the Courier said on Monday, citing police"."""
    if one.cue is None or one.subject is None or one.nested or not is_outlets(page, one):
        return None
    words, stop = page.words, page.sentences[one.sentence].last
    for at in range(one.cue[1], min(stop - 2, one.cue[1] + _REACH)):
        if words[at].quote >= 0 or any(first <= at < last for first, last in one.content):
            return None
        if words[at].text == "," and words[at + 1].low in _CITING:
            return phrase_after(page, at + 2, stop)
    return None


def told_to(page: Page, one: Found) -> str | None:
    """The outlet to which a source spoke: "told the Courier", "in an interview with the BBC"."""
    if one.cue is None or one.subject is None or is_outlets(page, one):
        return None
    words = page.words
    stop = min(len(words), one.cue[1] + _REACH, page.sentences[one.sentence].last)
    for at in range(one.cue[1], stop):
        if words[at].quote >= 0 or any(a <= at < b for a, b in one.content):
            return None
        if words[at].text == ":" or words[at].low == "that":
            return None
        direct = at == one.cue[1] and one.lemma in _TELLING
        if not direct and words[at].low not in _TOLD_TO:
            continue
        first = at if direct else at + 1
        if first < stop and words[first].low == "the":
            first += 1
        last = first
        while last < stop and (words[last].capital or words[last].low in ("of", "and")):
            last += 1
        if last == first:
            continue
        start, end = page.span(first, last)
        name = page.text[start:end]
        possessor = name.split("’s ")[0].split("'s ")[0]
        possessor = possessor.removesuffix("’s").removesuffix("'s")
        if is_one(page, possessor):
            return possessor
    return None
