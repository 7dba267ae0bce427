"""Passages → draft attributions: who would be on record with which claim, for an editor to check.

A draft's claim is one sentence that can stand alone as far as the passage allows. Nothing is
filled in that the passage does not say: a pronoun stays (`unresolved` names it) and costs the
draft some of its confidence. Where the words are no sentence ("the need for action"), the claim
is that they were said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import DifferenceKind, Outcome
from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Flag,
    KnownSource,
    Pattern,
    ProposedClaim,
    ProposedSource,
    Span,
)
from bot.extraction.sources import ORGANISATION, OUTLET, Resolver, speakers
from bot.extraction.times import DAY, DOCUMENT, MONTH, SEASON, YEAR, When, when
from bot.matching.entities import stands_for
from bot.matching.quantities import Quantity, from_interval, same
from bot.matching.reading import read

FACT, QUANTITY, PREDICTION = "fact", "quantity", "prediction"
POSITION, CHARACTERISATION, SPEECH_EVENT = "position", "characterisation", "speech_event"

LONGEST_CLAIM = 500
"""Code points of a proposed claim."""

MOST_NEAR = 3

_LONGEST_READ = 4_000
"""Code points of a passage that are looked at for its claim."""

STANCES = {
    "asserts": "asserts", "denies": "denies", "hedges": "hedges", "declines": "declines",
    "hints": "hedges", "declines_to_confirm": "declines", "urges": "asserts",
}  # fmt: skip
"""What a passage may take for a stance, in DESIGN's four; any other puts nothing on record."""

Figure = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim on record, as far as a draft needs it; a figure as in `ProposedClaim`."""

    id: int
    text: str
    kind: str
    figure: Figure | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """What the matcher finds for a sentence: the claim it is about, if one, and up to three near.

    `differences` are the kinds in which the sentence departs from `claim`.
    """

    outcome: Outcome = Outcome.NONE
    claim: FoundClaim | None = None
    differences: frozenset[DifferenceKind] = frozenset()
    near: tuple[int, ...] = ()

    @property
    def linked(self) -> FoundClaim | None:
        """The claim that a draft is about: the same, or the same but for the figure given."""
        only_figure = self.differences == {DifferenceKind.FIGURE}
        if self.outcome is Outcome.MATCH or (self.outcome is Outcome.DIFFERS and only_figure):
            return self.claim
        return None


def draft_attributions(
    text: str,
    passages: Sequence[DraftPassage],
    *,
    published_on: date | None,
    known: Sequence[KnownSource],
    find: Callable[[str], FoundClaims],
) -> list[DraftAttribution]:
    """What the passages of a document would put on record, one draft per passage and speaker.

    An outlet's passage that only carries somebody else's gives none: it stands in `relayed_by`.
    `find` looks a sentence up on record. Never raises, whatever the spans.
    """
    resolver = Resolver(text, known, [p.relayed_by for p in passages if p.relayed_by])
    carriers = _carriers(passages)
    days = _days(text, passages, published_on)
    looked_up: dict[str, FoundClaims] = {}

    def look_up(sentence: str) -> FoundClaims:
        if sentence not in looked_up:
            looked_up[sentence] = find(sentence)
        return looked_up[sentence]

    drafts: list[DraftAttribution] = []
    for index, passage in enumerate(passages):
        stance = STANCES.get(passage.stance)
        if index in carriers or stance is None:
            continue
        outlet = _relayed_by(passage, passages, resolver)
        for source in _sources(passage, text, resolver):
            worded = _worded(text, passage, source)
            if worded is None:
                continue
            claim = _claim(worded, passage, days[index], published_on, look_up)
            figure, unit = _given(worded.text, claim)
            day = days[index]
            drafts.append(
                DraftAttribution(
                    passage,
                    source,
                    claim,
                    stance,
                    said_on=day.day if day else None,
                    said_precision=day.precision if day else None,
                    figure=figure,
                    unit=unit,
                    hedge=_hedge(text, passage),
                    relayed_by=outlet,
                    origin_unknown=source is None and _is_unsourced(passage),
                    flags=_flags(passage, source, outlet),
                    confidence=_confidence(passage, source, worded, claim),
                )
            )
    return drafts


def unresolved(claim: str) -> tuple[str, ...]:
    """The pronouns in a claim that nothing in it stands for: "They crossed the border"."""
    found = [m[0] for m in _FIRST_PERSON.finditer(claim)]
    opening = _OPENING.match(claim)
    return tuple(dict.fromkeys(([opening[1]] if opening else []) + found))


# --- who, when, through whom --------------------------------------------------------------------


def _is_unsourced(passage: DraftPassage) -> bool:
    return Flag.NO_SOURCE in passage.flags or passage.pattern is Pattern.ADVERB


def _sources(
    passage: DraftPassage, text: str, resolver: Resolver
) -> Sequence[ProposedSource | None]:
    named = () if _is_unsourced(passage) else speakers(passage, text)
    if not named:
        return (None,)
    if len(named) > 1:
        return list({s.known or s.name: s for s in map(resolver.source, named)}.values())
    written = text[slice(*passage.source)] if passage.source else ""
    return (resolver.source(named[0], passage.role, passage.organisation, written),)


def _relayed_by(
    passage: DraftPassage, passages: Sequence[DraftPassage], resolver: Resolver
) -> str | None:
    if passage.relayed_by:
        return resolver.outlet(passage.relayed_by)
    outer = _outer(passage, passages)
    if outer is None or not outer.name:
        return None
    carried = outer.pattern is Pattern.POST or resolver.source(outer.name).kind == OUTLET
    return resolver.outlet(outer.name) if carried else None


def _outer(passage: DraftPassage, passages: Sequence[DraftPassage]) -> DraftPassage | None:
    index = passage.nested_in
    return passages[index] if index is not None and 0 <= index < len(passages) else None


def _carriers(passages: Sequence[DraftPassage]) -> set[int]:
    """Indices of the passages that are little else than somebody else's words, relayed."""
    inner: dict[int, int] = {}
    for passage in passages:
        if passage.nested_in is not None and passage.relayed_by:
            spans = [*passage.content, *filter(None, (passage.source, passage.cue))]
            inner[passage.nested_in] = inner.get(passage.nested_in, 0) + _length(spans)
    return {
        index
        for index, length in inner.items()
        if 0 <= index < len(passages) and length * 2 >= _length(passages[index].content)
    }


def _length(spans: Iterable[Span]) -> int:
    return sum(max(end - start, 0) for start, end in spans)


def _days(
    text: str, passages: Sequence[DraftPassage], published_on: date | None
) -> list[When | None]:
    """When each was said. "He added" was said when what went before it was."""
    days: list[When | None] = []
    for index, passage in enumerate(passages):
        outer = _outer(passage, passages)
        span = passage.when
        if span and outer and outer.pattern is Pattern.POST and outer.when == span:
            span = None  # the day of the post is not that of what it relays
        if span and any(_lies_between(other.cue, passage.cue, span) for other in passages):
            span = None  # "A said so, B having told us Monday": Monday is B's
        day = when(text[slice(*span)] if span else _beside(text, passage), published_on)
        before = passages[index - 1] if index else None
        if day is None and passage.when is None and before is not None and passage.cue:
            goes_on = _GOES_ON.search(text[slice(*passage.cue)]) is not None
            near = text[before.sentence[1] : passage.sentence[0]].count("\n\n") == 0
            if goes_on and near and before.name and before.name == passage.name:
                day = days[-1]
        days.append(day)
    return days


def _lies_between(cue: Span | None, own: Span | None, day: Span) -> bool:
    return cue is not None and own is not None and own[1] <= cue[0] and cue[1] <= day[0]


_DAY_SAID = re.compile(
    r"\b(?:(?:on|last|earlier|late|early)\s+)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|(?:this|last)\s+(?:week|month))\b",
    re.IGNORECASE,
)
_NEAR_CUE = 40
"""Code points behind a cue in which a day is the day of saying it."""


def _beside(text: str, passage: DraftPassage) -> str:
    """The words for a day right beside the cue, where the passage does not point to any."""
    if passage.cue is None:
        return ""
    start, end = passage.cue
    stops = [s for s, _ in passage.content if s >= end]
    behind = text[end : min([*stops, end + _NEAR_CUE])]
    before = (
        text[passage.source[1] : start] if passage.source and passage.source[1] <= start else ""
    )
    for words in (re.split(r"[,;.\"“]", behind)[0], before[-_NEAR_CUE:]):
        if m := _DAY_SAID.search(words):
            return m[0]
    return ""


_GOES_ON = re.compile(
    r"\b(?:add(?:s|ed|ing)|continu(?:es|ed|ing)|went on|goes on)\b", re.IGNORECASE
)


def _hedge(text: str, passage: DraftPassage) -> str | None:
    words = (_plain(text[slice(*span)]) for span in passage.hedges)
    return next((w for w in words if w), None)


def _flags(
    passage: DraftPassage, source: ProposedSource | None, outlet: str | None
) -> frozenset[Flag]:
    flags = set(passage.flags)
    if outlet:
        flags.add(Flag.RELAYED)
    if source is None:
        flags.add(Flag.NO_SOURCE if _is_unsourced(passage) else Flag.UNCERTAIN_SPEAKER)
    return frozenset(flags)


_LESS_SURE = 0.85
"""What each doubt about the claim leaves of a draft's confidence. Set by hand: it only orders."""


def _confidence(
    passage: DraftPassage, source: ProposedSource | None, worded: _Worded, claim: ProposedClaim
) -> float:
    doubts = [
        bool(unresolved(worded.text)) and claim.known is None,
        worded.whole_sentence,
        source is None and not _is_unsourced(passage),
    ]
    return max(0.0, min(1.0, passage.confidence * _LESS_SURE ** sum(doubts)))


# --- the claim ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Worded:
    """A claim in words; `kind` where the words around it already settle that."""

    text: str
    kind: str | None = None
    whole_sentence: bool = False
    also: str = ""  # another wording to look up


def _claim(
    worded: _Worded,
    passage: DraftPassage,
    day: When | None,
    published_on: date | None,
    look_up: Callable[[str], FoundClaims],
) -> ProposedClaim:
    kind = worded.kind or _kind(worded.text)
    # Days in a quote are those of the day it was said.
    said_on = day.day if day and day.precision == DAY else None
    base = said_on if passage.verbatim else published_on
    text = _dated(worded.text, base, ahead=kind == PREDICTION)
    found = look_up(text)
    near = found.near
    if found.linked is None and worded.also and worded.also != text:
        also = look_up(worded.also)
        near = (*found.near, *also.near)
        found = also if also.linked else found
    if (record := found.linked) is not None:
        others = [n for n in dict.fromkeys(near) if n != record.id]
        return ProposedClaim(
            record.text, record.kind, record.id, record.figure, record.unit, record.place,
            record.time, tuple(others[:MOST_NEAR]),
        )  # fmt: skip
    if found.claim is not None:  # about it, but it says something else
        near = (found.claim.id, *near)
    figure = _figure(text)
    said = when(text, base, ahead=kind == PREDICTION)
    return ProposedClaim(
        text,
        kind,
        figure=(figure.low, figure.high) if figure else None,
        unit=figure.unit if figure else None,
        place=_place(text),
        time=str(said) if said and said.precision != DOCUMENT else None,
        near=tuple(dict.fromkeys(near))[:MOST_NEAR],
    )


def _given(sentence: str, claim: ProposedClaim) -> tuple[Figure | None, str | None]:
    """The figure that the speaker gives; of several, the one on record or none."""
    stated = [q for q in read(sentence).quantities if q.kind != "vague" and _counts(q)]
    if claim.known is not None and claim.figure is not None and len(stated) > 1:
        record = from_interval(*claim.figure, claim.unit)
        stated = [q for q in stated if same(q, record)]
    if len(stated) != 1:
        return None, None
    return (stated[0].low, stated[0].high), stated[0].unit


def _figure(sentence: str) -> Quantity | None:
    """The one figure of a claim. Of several none: which is the point is for the editor."""
    stated = [q for q in read(sentence).quantities if q.kind != "vague" and _counts(q)]
    return stated[0] if len(stated) == 1 else None


_PLACE_NOUN = re.compile(
    r"\s+(?:region|oblast|province|city|district|state|county|islands?|peninsula|strip|valley)\b"
)


def _place(sentence: str) -> str | None:
    """Where: the first place after "in", the inner one of "Norway's Troms region"."""
    reading = read(sentence)
    there = [e for e in reading.entities if e.function == "place" and not e.people]
    for entity in there:
        if entity.owner == "'s":
            continue  # "in Norway's Troms region": what follows is the place, or none is
        start, end = reading.tokens[entity.first].start, reading.tokens[entity.last].end
        noun = _PLACE_NOUN.match(sentence, end)
        return sentence[start : noun.end() if noun else end]
    return None


_NORMATIVE = re.compile(
    r"\b(?:should|must|ought to|ha(?:s|ve) to|needs? to|shall not|cannot be allowed|it is time"
    r"|deserves?|legitimate|unacceptable|illegal|unlawful|entitled|right to|let us|call(?:s|ing)?"
    r" (?:on|for)|we (?:urge|demand|reject|oppose|support|condemn|want|welcome|stand))\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|would|(?:is|are|was|were) (?:going|set|expected|likely|due|poised"
    r"|planning|preparing) to|plans? to|intends? to|expects?|may|might|could (?:well|soon|still)"
    r"|shall)\b|['’]ll\b",
    re.IGNORECASE,
)
_EVALUATIVE = re.compile(
    r"\b(?:aggressive|aggression|brutal|barbaric|heroic|historic|unprecedented|dangerous"
    r"|outrageous|disgrace\w*|disast\w+|catastroph\w+|shameful|terrible|horrible|great(?:est)?"
    r"|best|worst|evil|cruel|reckless|irresponsible|absurd|ridiculous|nonsense|weak|strong"
    r"|excellent|perfect|failure|success|serious|significant escalation|provocati\w+|threat"
    r"|important|good|bad|wrong|unfair|unjust|fair|hypocri\w+|cowardly|terroris[tm]s?|genocide"
    r"|propaganda|fake|lies?|liar|corrupt|racist|crazy|amazing|tremendous|wonderful|sad|tragic"
    r"|crucial|vital|essential|clear|obvious(?:ly)?)\b",
    re.IGNORECASE,
)


def _kind(sentence: str) -> str:
    if _NORMATIVE.search(sentence):
        return POSITION
    if _FUTURE.search(sentence):
        return PREDICTION
    if any(_counts(q) for q in read(sentence).quantities):
        return QUANTITY
    return CHARACTERISATION if _EVALUATIVE.search(sentence) else FACT


def _counts(quantity: Quantity) -> bool:
    """Whether a figure can be the point: "Ground Zero" and "one of them" have none."""
    digits = any(c.isdecimal() for c in quantity.text)
    return (
        digits
        or quantity.unit is not None
        or (quantity.counted is not None and (quantity.low or 0) > 1)
    )


_SPELT = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_RELATIVE = re.compile(
    rf"\b(?:(?:on|last|this|in|over|during)\s+){{0,2}}(?:{_SPELT}|yesterday|today"
    r"|(?:this\s+past|last|this)\s+(?:month|year|spring|summer|autumn|fall|winter))\b"
    r"(?!['’]s|-|\s+(?:morning|afternoon|evening|night))",
    re.IGNORECASE,
)


_NO_DAY = frozenset("a an the every each any one his her their our this next of".split())


def _dated(sentence: str, base: date | None, *, ahead: bool) -> str:
    """The sentence with the days it names by "yesterday" or "on Monday" given as dates."""
    if base is None or ahead:
        return sentence

    def written(m: re.Match[str]) -> str:
        before = sentence[: m.start()].split()
        if before and " " not in m[0] and (before[-1] in _NO_DAY or before[-1][:1].isupper()):
            return m[0]  # "every Sunday", "Fox News Sunday"
        day = when(m[0], base)
        words = day and _in_words(day)
        if not words:
            return m[0]
        return words.capitalize() if m.start() == 0 else words

    dated = _RELATIVE.sub(written, sentence)
    return dated if len(dated) <= LONGEST_CLAIM else sentence


def _in_words(day: When) -> str | None:
    return {
        DAY: f"on {day.day.day} {day.day:%B %Y}",
        MONTH: f"in {day.day:%B %Y}",
        SEASON: f"in {day}",
        YEAR: f"in {day}",
    }.get(day.precision)


# --- its words ----------------------------------------------------------------------------------

_MARKS = re.compile(r"[\"“”„«»]|''|``|(?<!\w)['‘’](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_BRACKETS = re.compile(r"( ?)\[([^\[\]]{0,200})\]")
_LONGEST_ACRONYM = 12
_WORD = re.compile(r"[^\W_]")
_EDGES = " \t,;:-–—"
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|No|vs|Lt|Col|Maj|Capt|Sgt|Prof|Rev|Jr|Sr|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|a\.m|p\.m|[A-Z])\.$"
)
_ADVERB = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently)\s*,?\s*", re.IGNORECASE
)
_FOLLOWS = r"(?=(?:the|a|an|this|that|these|those|it|he|she|they|we|there|all|many|most|more|some" \
           r"|our|their|his|her|its|no)\b|[A-Z\d])"  # fmt: skip
_WE = r"(?:we|I)(?:['’](?:ve|re|m|d))?\s+(?:(?:would|do|can|also|fully|now|still|firmly|strongly" \
      r"|currently|really|have|had|am|are|just|always|certainly)\s+){0,3}"  # fmt: skip
_LEAD_INS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:and|but|so|because|well|look|listen|yes|again|meanwhile|however|also|indeed|now)\b"
        r"\s*,?\s+(?=(?:that\b|we\b|I\b|the\b|it\b|he\b|she\b|they\b|there\b|this\b|these\b)|[A-Z])",
        r"^(?:that|whether)\s+",
        rf"^{_WE}(?:assess(?:ed)?|believe|think|estimate[d]?|know|understand|judge[d]?|expect"
        r"|suspect|feel|seen|confirm(?:ed)?|determined|concluded|note|stress|reiterate|sure"
        r"|confident|certain|aware|convinced|concerned|say|said)\s+that\s+",
        rf"^{_WE}(?-i:assess|believe|think|estimate|know|suspect)\s+{_FOLLOWS}",
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
_EXPECTS = re.compile(r"^(?:we|I)\b.{0,30}\bexpect\s+that\s", re.IGNORECASE)
_SECOND_CLAUSE = re.compile(
    rf",?\s+(?:and|but)\s+{_WE}(?:assess|believe|think|know|estimate|expect)\s+(?:that\s+)?",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|shall|should|do"
    r"|does|did|said|says|went|came|took|made|gave|got|fell|rose|won|lost|held|sent|began|became"
    r"|left|met|ran|saw|led|cost|put|cut|hit|let|kept|told|found|brought|built|paid|grew|knew"
    r"|needs?|wants?|seems?|remains?|continues?|means?|makes?|shows?|gives?|takes?|goes|comes"
    r"|says?|knows?|thinks?|believes?)\b|\b(?:it|he|she|that|there|what|who|we|they|you|I)['’]"
    r"(?:s|re|ve|d|ll|m)\b|n['’]t\b",
    re.IGNORECASE,
)
_IRREGULAR = re.compile(
    r"\b(?:arose|ate|beat|bought|broke|burst|caught|chose|crept|cut|dealt|died|drank|drew|drove|fed"
    r"|felt|fled|flew|forbade|forgot|fought|froze|heard|hid|hurt|knelt|laid|lay|lent|lit|meant"
    r"|overcame|overthrew|quit|ran|rang|rode|sang|sank|sat|sent|set|shook|shot|shrank|shut|slept"
    r"|sold|spent|spoke|spread|sprang|stole|stood|stuck|struck|swam|swept|swore|taught|thought"
    r"|threw|tore|underwent|understood|upheld|withdrew|woke|wore|wrote)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )\b[a-z]{2,}ed\b")
_NO_CLAUSE = re.compile(r"^(?:what|who|whom|how|why|to|of|about)\b", re.IGNORECASE)
_VERBS = (_FINITE, _IRREGULAR, _PAST)
_SUBORDINATES = re.compile(
    r"\b(?:that|which|who|whom|whose|how|whether|what|why|because|where|while|although)\b",
    re.IGNORECASE,
)
_HEADLESS = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|can|did|does|do|should|must|saw"
    r"|came|went|made|took|gave|said|says|absolutely)\b"
)
_SAYS = re.compile(r"\b(?:sa(?:ys?|id|ying)|th(?:ink|inks|ought)|believe[sd]?|add(?:s|ed)"
                   r"|insist(?:s|ed)|argue[sd]?|t(?:ell|ells|old))\b", re.IGNORECASE)  # fmt: skip
_GERUND = re.compile(r"[a-z]+ing\b")
_DOUBLED = re.compile(r"\b(have|has|the|an?|of|to|in|is|are|was|and|for)\s+\1\b")
_FEWEST_WORDS = 3

_URGING = (
    "urge", "demand", "ask", "request", "appeal", "order", "propose", "recommend", "implore",
    "encourage", "advise", "call", "press", "beg",
)  # fmt: skip
_PROMISING = ("vow", "promise", "pledge", "threaten", "plan", "intend", "agree")
_CALLING = ("call", "label", "describe", "brand", "dub", "term", "deem", "denounce", "condemn")
_LONGEST_BETWEEN = 90


def _worded(text: str, passage: DraftPassage, source: ProposedSource | None) -> _Worded | None:
    """The claim of a passage in one sentence; None where it has no word."""
    stands_elsewhere = Flag.THE_SAME in passage.flags or passage.pattern is Pattern.ANAPHORIC
    spans = passage.antecedent if stands_elsewhere and passage.antecedent else passage.content
    content = _plain(_joined(text, spans))
    if not stands_elsewhere and (said := _said(text, passage, source, content)):
        return said
    # A paraphrase is part of one sentence; a quote may have many.
    several = passage.verbatim or passage.pattern in (Pattern.DIRECT, Pattern.POST)
    sentence, expects = _sentence(content, several=several or stands_elsewhere)
    if _is_clause(sentence, content, passage, text):
        finished = _finished(sentence)
        return _Worded(finished, PREDICTION if expects else None) if finished else None
    cue = text[slice(*passage.cue)] if passage.cue else ""
    if there := _there_has_been(content, cue, passage):
        return _Worded(there, FACT, also=_finished(content))
    whole = _finished(_whole_sentence(text, passage, source))
    if not whole:
        fallback = _finished(content)
        return _Worded(fallback, SPEECH_EVENT, whole_sentence=True) if fallback else None
    return _Worded(whole, SPEECH_EVENT, whole_sentence=True, also=_finished(content))


def _joined(text: str, spans: Sequence[Span]) -> str:
    """The words of a quote that was split, put together: "…," he said. "…" are two sentences."""
    joined = ""
    for start, end in spans:
        part = text[max(start, 0) : max(end, 0)][:_LONGEST_READ].strip()
        if joined.endswith(",") and part[:1].isupper() and not part.startswith(("I ", "I’", "I'")):
            joined = f"{joined[:-1]}."
        joined = f"{joined} {part}" if joined else part
    return joined


def _plain(words: str) -> str:
    """Without quotation marks, an editor's brackets and the gloss of an acronym."""
    words = " ".join(words[:_LONGEST_READ].split())
    words = _BRACKETS.sub(_unbracketed, words)
    words = _DOUBLED.sub(r"\1", _MARKS.sub("", words))
    return " ".join(words.split()).strip(_EDGES)


def _unbracketed(m: re.Match[str]) -> str:
    inside = m[2].strip()
    before = m.string[max(0, m.start() - _LONGEST_ACRONYM) : m.start()].split(" ")[-1]
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", inside))
    if inside.lower() in ("sic", "...", "…", "") or stands_for(before.strip("\"“'‘"), words):
        return ""
    return f"{m[1]}{inside}"


def _sentence(content: str, *, several: bool) -> tuple[str, bool]:
    """The first sentence that says something, without lead-in; and whether it is expected only."""
    parts: list[str] = []
    for part in _SENTENCES.split(content) if several else [content]:
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    whole = [p for p in parts if len(p.split()) > _FEWEST_WORDS and not p.endswith("?")]
    chosen = (whole or parts or [""])[0]
    expects = _EXPECTS.search(chosen) is not None
    for _ in range(3):
        before = chosen
        for lead_in in _LEAD_INS:
            shorter = lead_in.sub("", chosen, count=1)
            if len(shorter.split()) >= _FEWEST_WORDS:
                chosen = shorter
        if chosen == before:
            break
    second = _SECOND_CLAUSE.search(chosen)
    if second and len(chosen[: second.start()].split()) > _FEWEST_WORDS:
        chosen = chosen[: second.start()]
    return _ADVERB.sub("", chosen), expects


def _is_clause(sentence: str, content: str, passage: DraftPassage, text: str) -> bool:
    """Whether words are a sentence, as far as closed classes of words tell."""
    if len(sentence.split()) < _FEWEST_WORDS or _NO_CLAUSE.match(sentence):
        return False
    quoted = passage.pattern is Pattern.DIRECT and not content[:1].islower()
    if content[:1].islower() and (_GERUND.match(content) or _HEADLESS.match(content)):
        return False  # "constituting …", "were seen": what does so stands outside
    start = passage.content[0][0] if passage.content else 0
    cue = text[slice(*passage.cue)] if passage.cue else ""
    plain = _SAYS.search(cue) is not None or text[max(start - 5, 0) : max(start, 0)] == "that "
    # Verbs are too many to list: what follows "says that" or fills a quote is a sentence anyway.
    if quoted or (plain and passage.pattern is Pattern.INDIRECT):
        return True
    # "The importance of a nation that has …": as many verbs as "that"s leave none for itself.
    spans = sorted(m.span() for verb in _VERBS for m in verb.finditer(sentence))
    verbs = sum(
        1
        for i, (first, _) in enumerate(spans)
        if i == 0 or len(sentence[spans[i - 1][1] : first].split()) > 1
    )
    return verbs > len(_SUBORDINATES.findall(sentence))


def _said(
    text: str, passage: DraftPassage, source: ProposedSource | None, content: str
) -> _Worded | None:
    """What is a claim about the saying itself, or needs its verb: urging, promising, calling."""
    negated = passage.pattern is Pattern.NEGATED_CUE
    if source is None or passage.cue is None or not passage.content or negated:
        return None
    between = text[passage.cue[1] : passage.content[0][0]]
    if passage.content[0][0] < passage.cue[1] or len(between) > _LONGEST_BETWEEN:
        return None
    lemma = _lemma(text[slice(*passage.cue)])
    tail = _plain(between)
    if lemma in _CALLING and not re.match(r"(?:on|for)\b", f"{tail} {content}".lstrip()):
        return _called(text, passage)
    if lemma in _PROMISING and content.startswith("to "):
        return _Worded(_finished(f"{source.name} will {content[3:]}"), PREDICTION)
    if lemma not in _URGING:
        return None
    verb = lemma if _is_plural(source) else f"{lemma}{'es' if lemma.endswith('s') else 's'}"
    particle = _PARTICLE.search(text[slice(*passage.cue)])
    words = [source.name, verb, particle[1] if particle else "", tail, content]
    # What is urged is not said to be so: the content is no other wording of this.
    return _Worded(_finished(" ".join(w for w in words if w)), SPEECH_EVENT)


_PARTICLE = re.compile(r"\b(on|for|to|upon)$")


def _lemma(cue: str) -> str:
    for word in reversed(re.findall(r"[a-z]+", cue.lower())):
        for lemma in (*_URGING, *_PROMISING, *_CALLING):
            stem = lemma.rstrip("e")
            if word in (lemma, f"{lemma}s", f"{stem}es", f"{stem}ed", f"{stem}ing"):
                return lemma
            if word in (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"):
                return lemma
    return ""


def _is_plural(source: ProposedSource) -> bool:
    last = source.name.split()[-1]
    return source.kind == ORGANISATION and last.islower() and (last[-1] == "s" or last == "police")


_PLURALS = frozenset("they these those people men women children police media".split())


def _called(text: str, passage: DraftPassage) -> _Worded | None:
    """ "calls the deal “a disaster”" → "The deal is a disaster"; None where it is not so put."""
    quoted = [s for s in passage.verbatim_parts if s[0] > passage.content[0][0]]
    if not quoted:
        return None
    start = quoted[0][0]
    subject = _plain(text[passage.content[0][0] : start])
    subject = re.sub(r"\s+as$", "", subject)
    complement = _plain(text[start : passage.content[-1][1]])
    if not subject or not complement or len(subject.split()) > 12 or _FINITE.search(subject):
        return None
    last = subject.split()[-1]
    if last.lower() == "as" or re.search(r"['’]s?$", last):
        return None  # "calls as unhinged a post", "calls Holm's “great plan”"
    plural = last.lower() in _PLURALS or (
        last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    )
    sentence = f"{subject} {'are' if plural else 'is'} {complement}"
    return _Worded(_finished(sentence), CHARACTERISATION)


_NO_EVENT = re.compile(
    r"\b(?:details?|allegations?|claims?|reports?|accusations?|charges?|rumou?rs?|comments?"
    r"|authenticity|identity|existence|number|truth|news|role|suspicions?|information|reason)\b",
    re.IGNORECASE,
)


_CONFIRMS = re.compile(
    r"\b(?:confirm|acknowledg|admit|den(?:y|ie)|hint|verif|corroborat|recogni)", re.IGNORECASE
)


def _there_has_been(content: str, cue: str, passage: DraftPassage) -> str:
    """ "(has not confirmed) the large transfer" → "There has been a large transfer"."""
    if passage.pattern is not Pattern.ANAPHORIC and not _CONFIRMS.search(cue):
        return ""
    event = re.split(r"\s+[-–—]\s+|[,;:(]", content)[0].strip()
    m = re.match(r"(?:the|an?|any|any such)\s+(.+)$", event, re.IGNORECASE)
    if m is None or _NO_EVENT.search(event):
        return ""
    head = re.split(r"\s(?:of|by|in|on|at|to|from|with|for|near|between|against)\s", m[1])[0]
    if head.endswith("s") and not head.endswith("ss"):
        return _finished(f"There have been {m[1]}")
    return _finished(f"There has been {'an' if m[1][0].lower() in 'aeiou' else 'a'} {m[1]}")


def _whole_sentence(text: str, passage: DraftPassage, source: ProposedSource | None) -> str:
    """The sentence of the passage, its speaker named."""
    start = max(passage.sentence[0], 0)
    end = min(max(passage.sentence[1], 0), start + _LONGEST_READ)
    sentence = text[start:end]
    if source is not None and passage.source is not None:
        first, last = passage.source
        if start <= first < last <= end and _is_vague(text[first:last]):
            sentence = f"{text[start:first]}{source.name}{text[last:end]}"
    sentence = re.sub(r"^(?:but|and|meanwhile|however)\b\s*,?\s*", "", _plain(sentence),
                      flags=re.IGNORECASE)  # fmt: skip
    return sentence if len(sentence) <= LONGEST_CLAIM else _SENTENCES.split(sentence)[0]


def _is_vague(mention: str) -> bool:
    words = mention.lower().split()
    return len(words) <= 2 and words[:1] != [] and words[0] in (
        "he", "she", "they", "it", "the", "his", "her"
    ) and mention.split()[-1].islower()  # fmt: skip


def _finished(sentence: str) -> str:
    """With a capital and a full stop, cut at a word to LONGEST_CLAIM; empty without a word."""
    sentence = sentence.strip(_EDGES).rstrip(" .…")
    if not _WORD.search(sentence):
        return ""
    if sentence[-1] not in "!?":
        sentence = f"{sentence}."
    if len(sentence) > LONGEST_CLAIM:
        sentence = sentence[: LONGEST_CLAIM - 1].rsplit(" ", 1)[0].rstrip(_EDGES) + "…"
    capital = sentence[0].upper()  # "ß" would make two of one
    return capital + sentence[1:] if len(capital) == 1 else sentence


_OPENING = re.compile(
    r"(?:but |and |that |then )?(he|she|it|they|this|these|those|his|her|their|its)\b(?! (?:is|was)"
    r" (?:clear|likely|possible|raining))",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|I|my|me|you|your)\b(?!\.)")
