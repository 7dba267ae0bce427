"""Passages found on a page → drafts: speakers resolved, stances, relays, confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.extraction.antecedents import Meant, meant_by
from bot.extraction.confidence import confidence, traits
from bot.extraction.coreference import Resolved, Speakers
from bot.extraction.draft import DraftPassage, Flag, Pattern, Span
from bot.extraction.found import Found, Range
from bot.extraction.guard import word_outside
from bot.extraction.outlets import is_same
from bot.extraction.page import Page
from bot.extraction.relays import carries, told_to
from bot.extraction.speakers import Described
from bot.extraction.stance import ASSERTS, DECLINES, DENIES, HEDGES, RELAYS, hedges, stance
from bot.extraction.stance_words import REFUSE
from bot.extraction.whens import when_of


def drafted(
    laid: Page, found: Sequence[Found], outlet: str | None = None
) -> list[tuple[DraftPassage, list[str]]]:
    """A draft for every passage found, even if its confidence is low, with the traits from which
    its confidence is computed."""
    resolved = _resolved(laid, found)
    known = _Known(laid, found, resolved, _relays(laid, found, resolved), _inner(laid, found))
    drafts: list[tuple[DraftPassage, list[str]]] = []
    following = _following(laid, found)
    for index, one in enumerate(found):
        told = traits(laid, found, index, known.within)
        draft = _draft(known, index, outlet)
        turned = draft.stance not in (ASSERTS, HEDGES)
        if word_outside(laid, one, following[index], expressed=turned):
            draft = replace(draft, flags=draft.flags | {Flag.WORD_OUTSIDE})
        drafts.append((replace(draft, confidence=confidence(told)), told))
    return drafts


@dataclass(frozen=True, slots=True)
class _Known:
    """All passages found on a page, with the speaker of each.

    `relays` has, for a passage inside another's content, that one's index and the outlet's name;
    `within` the indices of passages whose cue is inside another's content.
    """

    laid: Page
    found: Sequence[Found]
    resolved: Sequence[Resolved]
    relays: Mapping[int, tuple[int, str]]
    within: frozenset[int]


def _following(laid: Page, found: Sequence[Found]) -> list[int]:
    """For each passage, the position at which the next attribution of its sentence begins or,
    without one, the sentence ends."""
    begins: dict[int, list[int]] = {}
    for one in found:
        if one.cue is not None:
            start = min(one.cue[0], one.content[0][0])
            if one.subject is not None and not one.shared:
                start = min(start, one.subject.first)
            begins.setdefault(one.sentence, []).append(start)
    stops: list[int] = []
    for one in found:
        end = max(one.content[-1][1], one.cue[1] if one.cue else 0)
        later = [b for b in begins.get(one.sentence, ()) if b >= end]
        stops.append(min([*later, laid.sentences[one.sentence].last]))
    return stops


def _resolved(laid: Page, found: Sequence[Found]) -> list[Resolved]:
    """The speaker of each passage, resolved in the order of the text."""
    speakers = Speakers(laid)
    answers: dict[int, Resolved] = {}
    order = sorted(range(len(found)), key=lambda i: _place(found[i]))
    by_subject: dict[tuple[int, int], Resolved] = {}
    for index in order:
        subject = found[index].subject
        if subject is None:
            answers[index] = Resolved(Described(None))
            continue
        key = (subject.first, subject.last)
        if key not in by_subject:
            by_subject[key] = speakers.resolve(subject)
        answers[index] = by_subject[key]
    return [answers[i] for i in range(len(found))]


def _inner(laid: Page, found: Sequence[Found]) -> frozenset[int]:
    """The indices of passages whose cue is inside another's content; `found` is in order of
    content."""
    inside_another: set[int] = set()
    reach: list[tuple[int, int]] = []
    for index, one in enumerate(found):
        at = one.cue[0] if one.cue else one.content[0][0]
        reach = [r for r in reach if r[1] > at][-8:]
        if any(first <= at < last for first, last in reach):
            inside_another.add(index)
        if not carries(laid, one):
            reach += one.content
    return frozenset(inside_another)


def _place(found: Found) -> int:
    return found.subject.first if found.subject else found.content[0][0]


def _relays(
    laid: Page, found: Sequence[Found], resolved: Sequence[Resolved]
) -> dict[int, tuple[int, str]]:
    """By index of a passage inside an outlet's: the outlet's passage, and the outlet's name."""
    relays: dict[int, tuple[int, str]] = {}
    for outer, one in enumerate(found):
        if not carries(laid, one):
            continue
        name = resolved[outer].described.name
        last = one.content[0][1]
        for index in range(outer + 1, len(found)):  # they are in order of content
            if found[index].content[0][0] >= last:
                break
            if name and found[index].content[-1][1] <= last and index not in relays:
                relays[index] = (outer, name)
    return relays


def _draft(known: _Known, index: int, outlet: str | None) -> DraftPassage:
    laid, found, who = known.laid, known.found[index], known.resolved[index]
    told = who.described
    content = tuple(_content(laid, r) for r in found.content)
    source = _source_span(laid, found)
    cue = laid.span(*found.cue) if found.cue else None
    sentence = laid.sentences[found.sentence]
    took = stance(found, laid.text, content[0])
    if any(outer == index for outer, _ in known.relays.values()):
        took = RELAYS
    pattern = found.pattern
    if (
        (took == DECLINES or found.lemma in REFUSE)
        and index not in known.within
        and pattern not in (Pattern.DIRECT, Pattern.ANAPHORIC)
    ):
        pattern = Pattern.NEGATED_CUE
    quoted = _verbatim_parts(laid, found)
    relay = known.relays.get(index)
    carrier = relay[1] if relay else _carrier(laid, found)
    if carrier and outlet and is_same(carrier, outlet):
        carrier = None  # an outlet's own copy: "told Reuters", in an article of Reuters
    flags = _flags(found, who, carried=bool(carrier), nested=relay is not None)
    meant = (
        Meant()
        if pattern is not Pattern.ANAPHORIC
        else (meant_by(laid, known.found, known.resolved, index, turned=took in (DENIES, DECLINES)))
    )
    if not meant.sure:
        flags |= {Flag.WHICH_MEANT}
    return DraftPassage(
        pattern=pattern,
        content=content,
        sentence=laid.span(sentence.first, sentence.last),
        source=source,
        cue=cue,
        verbatim=found.pattern is Pattern.DIRECT and not found.nested,
        verbatim_parts=quoted,
        insertions=tuple(m.span() for s in content for m in _INSERTION.finditer(laid.text, *s)),
        antecedent=tuple(_content(laid, one) for one in meant.content),
        stance=took,
        hedges=hedges(found, laid.text, content, cue),
        name=told.name,
        role=told.role,
        organisation=told.organisation,
        speakers=told.several,
        relayed_by=carrier,
        nested_in=relay[0] if relay else None,
        when=found.when or when_of(laid, found),
        flags=flags,
    )


def _carrier(laid: Page, found: Found) -> str | None:
    """The name of the outlet that reports the passage by citing its source, or to which it was
    said."""
    if found.carrier is None:
        return told_to(laid, found)
    start, end = laid.span(*found.carrier)
    return re.sub(r"^[Tt]he ", "", laid.text[start:end])


def _flags(found: Found, who: Resolved, *, carried: bool, nested: bool) -> frozenset[Flag]:
    flags: set[Flag] = set()
    if who.pronoun:
        flags.add(Flag.PRONOUN_SPEAKER)
    if found.pattern is Pattern.ANAPHORIC:
        flags.add(Flag.THE_SAME)
    if found.subject is None:
        flags.add(Flag.NO_SOURCE)
    if who.described.several:
        flags.add(Flag.SEVERAL_SPEAKERS)
    if carried:
        flags.add(Flag.RELAYED)
    if nested:
        flags.add(Flag.NESTED)
    if "conditional" in found.marks:
        flags.add(Flag.CONDITIONAL)
    if found.subject is not None and not who.sure and not who.pronoun:
        flags.add(Flag.UNCERTAIN_SPEAKER)
    return frozenset(flags)


def _source_span(laid: Page, found: Found) -> Span | None:
    if found.subject is None:
        return None
    return laid.span(found.subject.first, found.subject.last)


def _content(laid: Page, ranged: Range) -> Span:
    """The offsets of a range of positions; a whole quotation is given without its marks."""
    first, last = ranged
    quote = laid.words[first].quote
    if quote >= 0 and quote < len(laid.ranges) and laid.ranges[quote] == (first, last):
        return laid.quotations[quote].inner
    return laid.span(first, last)


def _verbatim_parts(laid: Page, found: Found) -> tuple[Span, ...]:
    """The quotations inside a paraphrase, without their marks."""
    if found.pattern is not Pattern.MIXED:
        return ()
    parts: list[Span] = []
    for first, last in found.content:
        seen = -1
        for at in range(first, last):
            quote = laid.words[at].quote
            if quote >= 0 and quote != seen:
                seen = quote
                if not laid.quotations[quote].single or len(parts) < 1:
                    parts.append(laid.quotations[quote].inner)
    return tuple(parts)


_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]")
