"""Document text → draft passages: who seems to say what, for an editor to check.

Rules only: quotations, cue verbs and closed classes of words; linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.extraction.adverbs import unattributed
from bot.extraction.agreement import PARSED, together
from bot.extraction.confidence import confidence, traits
from bot.extraction.coreference import Resolved, Speakers
from bot.extraction.draft import DraftPassage, Flag, Pattern, Span
from bot.extraction.finding import found_in
from bot.extraction.found import Found, Range
from bot.extraction.guard import word_outside
from bot.extraction.nested import inside
from bot.extraction.nouns import sayings
from bot.extraction.page import Page, page
from bot.extraction.posts import labelled, posts, signed
from bot.extraction.relays import carries, citing, told_to
from bot.extraction.speakers import Described
from bot.extraction.spoken import is_said
from bot.extraction.stance import ASSERTS, DECLINES, HEDGES, REFUSE, RELAYS, hedges, stance
from bot.extraction.times import contradicts, when
from bot.extraction.whens import when_of

Parse = Callable[[Page], list[Found]]

LEAST_CONFIDENCE = 0.5
"""Below it a draft is more often wrong than right, and is not shown."""
_RARE = frozenset((Pattern.NEGATED_CUE, Pattern.ANAPHORIC, Pattern.ADVERB, Pattern.POST))
"""Too rare in the benchmark for its numbers to say much, and what a desk must not miss."""

_LEAST_OF_THOSE = 0.4
_NEAR = 12  # passages back that "the same" may stand for
_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]")


def passages(
    text: str,
    *,
    published_on: date | None = None,
    outlet: str | None = None,
    parse: Parse | None = None,
) -> list[DraftPassage]:
    """The draft passages of a document, in its order. Any text: nothing is raised.

    `outlet` is who published the document: it is never a relay of itself. A day after
    `published_on` is not when something was said. `parse` reads the
    page a second time (`bot.extraction.spacy_reader.parser()`): where it agrees, a draft is surer.
    """
    laid = page(text)
    found = gathered(laid, parse)
    kept = _kept([draft for draft, _ in drafted(laid, found, outlet)])
    if published_on is None:
        return kept
    return [_said_by_then(laid, draft, published_on) for draft in kept]


def _said_by_then(laid: Page, draft: DraftPassage, published_on: date) -> DraftPassage:
    """Without a day that is not read, or only comes after the document: "said on December 5 it
    would open". That it is given is not forgotten: no other day may be taken instead."""
    if draft.when is None:
        return draft
    words = laid.text[slice(*draft.when)]
    if when(words, published_on) is None:
        return replace(draft, when=None, flags=draft.flags | {Flag.DAY_UNREAD})
    if contradicts(words, published_on):
        return replace(draft, flags=draft.flags | {Flag.DAY_CONTRADICTS})
    return draft


def gathered(laid: Page, parse: Parse | None = None) -> list[Found]:
    """Everything that is found on a page, in order of content, each at most once."""
    found = found_in(laid)
    if parse is not None:
        both = together(found, parse(laid))
        found = [one for one in both if PARSED not in one.marks or is_said(laid, one)]
    found = citing(laid, found)
    found += posts(laid)
    found += sayings(laid)
    found += labelled(laid)
    found += signed(laid)
    found += unattributed(laid, found)
    for one in list(found):
        if one.pattern is not Pattern.POST and carries(laid, one):
            found += inside(laid, one)
    kept = [one for one in found if one.content and all(a < b for a, b in one.content)]
    return sorted(kept, key=lambda one: (one.content[0], -one.content[-1][1]))


def _kept(drafts: Sequence[DraftPassage]) -> list[DraftPassage]:
    """The drafts that are sure enough, with the indices of those they stand in."""
    kept = [
        index
        for index, draft in enumerate(drafts)
        if draft.confidence >= (_LEAST_OF_THOSE if draft.pattern in _RARE else LEAST_CONFIDENCE)
    ]
    place = {index: position for position, index in enumerate(kept)}
    found: list[DraftPassage] = []
    for index in kept:
        draft = drafts[index]
        outer = place.get(draft.nested_in) if draft.nested_in is not None else None
        found.append(draft if outer == draft.nested_in else replace(draft, nested_in=outer))
    return found


def drafted(
    laid: Page, found: Sequence[Found], outlet: str | None = None
) -> list[tuple[DraftPassage, list[str]]]:
    """A draft for everything found, also what is not sure enough, with what its confidence is
    made of."""
    resolved = _resolved(laid, found)
    relays = _relays(laid, found, resolved)
    within = _inner(laid, found)
    drafts: list[tuple[DraftPassage, list[str]]] = []
    following = _following(laid, found)
    for index in range(len(found)):
        told = traits(laid, found, index, within)
        draft = _draft(laid, found, index, resolved[index], relays, within, outlet)
        turned = draft.stance not in (ASSERTS, HEDGES)
        if word_outside(laid, found[index], following[index], expressed=turned):
            draft = replace(draft, flags=draft.flags | {Flag.WORD_OUTSIDE})
        drafts.append((replace(draft, confidence=confidence(told)), told))
    return drafts


def _following(laid: Page, found: Sequence[Found]) -> list[int]:
    """Where, for each, the next attribution of its sentence begins, or the sentence ends."""
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
    """Who each is, resolved in the order in which the speakers stand in the text."""
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
    """Those whose cue stands inside what another is said to say; `found` in order of content."""
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
    """For a passage inside another's: that one's index, and the outlet's name."""
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


def _draft(
    laid: Page,
    all_found: Sequence[Found],
    index: int,
    who: Resolved,
    relays: dict[int, tuple[int, str]],
    within: frozenset[int],
    outlet: str | None,
) -> DraftPassage:
    found = all_found[index]
    content = tuple(_content(laid, r) for r in found.content)
    source = _source_span(laid, found)
    cue = laid.span(*found.cue) if found.cue else None
    sentence = laid.sentences[found.sentence]
    told = who.described
    took = stance(found, laid.text, content[0])
    if any(outer == index for outer, _ in relays.values()):
        took = RELAYS
    pattern = found.pattern
    if (
        (took == DECLINES or found.lemma in REFUSE)
        and index not in within
        and pattern not in (Pattern.DIRECT, Pattern.ANAPHORIC)
    ):
        pattern = Pattern.NEGATED_CUE
    quoted = _verbatim_parts(laid, found)
    relay = relays.get(index)
    carrier = relay[1] if relay else _carrier(laid, found)
    flags = _flags(found, who, carried=bool(carrier), nested=relay is not None)
    return DraftPassage(
        pattern=pattern,
        content=content,
        sentence=laid.span(sentence.first, sentence.last),
        source=source,
        cue=cue,
        verbatim=found.pattern is Pattern.DIRECT and not found.nested,
        verbatim_parts=quoted,
        insertions=tuple(m.span() for s in content for m in _INSERTION.finditer(laid.text, *s)),
        antecedent=_antecedent(laid, all_found, index),
        stance=took,
        hedges=hedges(found, laid.text, content, cue),
        name=told.name,
        role=told.role,
        organisation=told.organisation,
        speakers=told.several,
        relayed_by=carrier if carrier != outlet else None,
        nested_in=relay[0] if relay else None,
        when=found.when or when_of(laid, found),
        flags=flags,
    )


def _carrier(laid: Page, found: Found) -> str | None:
    """The outlet that reports it by citing somebody, or that it was said to."""
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
    """The offsets of a range; a whole quotation is given without its marks."""
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


def _antecedent(laid: Page, found: Sequence[Found], index: int) -> tuple[Span, ...]:
    """What "the same" stands for: the content of the passage right before."""
    if found[index].pattern is not Pattern.ANAPHORIC:
        return ()
    own = found[index].subject
    pointing = found[index].group is not None and _points(laid, found[index])
    for before in reversed(found[max(index - _NEAR, 0) : index]):
        if (
            before.pattern is Pattern.ANAPHORIC
            or before.content[-1][1] > found[index].content[0][0]
        ):
            continue
        theirs = before.subject
        if pointing and own is not None and theirs is not None and theirs.first != own.first:
            continue
        return tuple(_content(laid, r) for r in before.content)
    return ()


def _points(laid: Page, found: Found) -> bool:
    """Whether it is "it" that stands for what the same speaker was said to say."""
    first, last = found.content[0]
    return last - first == 1 and laid.words[first].low == "it"
