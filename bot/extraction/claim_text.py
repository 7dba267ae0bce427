"""The claim of a passage in one sentence, which can be read alone as far as the passage allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.claim_clauses import FEWEST_WORDS, is_clause
from bot.extraction.claim_patterns import (
    ABBREVIATED,
    ADVERB,
    CALLING,
    CONFIRMS,
    DOUBLED,
    EXPECTS,
    FINITE,
    FIRST_PERSON,
    HAVING,
    LEAD_INS,
    NO_EVENT,
    OPENING,
    PARTICLE,
    PLURALS,
    PROMISING,
    QUALIFIES,
    REFUSING,
    SECOND_CLAUSE,
    TO_DO,
    URGING,
)
from bot.extraction.draft import DraftPassage, Flag, Pattern, ProposedSource, Span
from bot.extraction.source_kinds import ORGANISATION
from bot.matching.entities import stands_for

FACT, QUANTITY, PREDICTION = "fact", "quantity", "prediction"
POSITION, CHARACTERISATION, SPEECH_EVENT = "position", "characterisation", "speech_event"
LONGEST_CLAIM = 500
"""Code points of a proposed claim."""

_LONGEST_READ = 4_000
"""Code points of a passage that are read for its claim."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim in words; `kind` is set if the words around the content already decide it."""

    text: str
    kind: str | None = None
    whole_sentence: bool = False
    also: str = ""  # another wording to look up
    of: str = ""  # the words that it has to do justice to


_MARKS = re.compile(r"[\"“”„«»]|''|``|(?<!\w)['‘’](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_BRACKETS = re.compile(r"( ?)\[([^\[\]]{0,200})\]")
_LONGEST_ACRONYM = 12
_WORD = re.compile(r"[^\W_]")
_EDGES = " \t,;:-–—"
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[\"“‘(]?[A-Z0-9])")
_LONGEST_BETWEEN = 90


def worded(text: str, passage: DraftPassage, source: ProposedSource | None) -> Worded | None:
    """The claim of a passage in one sentence; None if the passage has no word."""
    stands_elsewhere = Flag.THE_SAME in passage.flags or passage.pattern is Pattern.ANAPHORIC
    spans = passage.antecedent if stands_elsewhere and passage.antecedent else passage.content
    content = plain(_joined(text, spans))
    if passage.pattern is Pattern.NEGATED_CUE:
        content = re.sub(r"^if\s+", "", content)  # "cannot say if it is safe"
    if not stands_elsewhere and (said := _said(text, passage, source, content)):
        return said
    # A paraphrase is part of one sentence; a quote may have many.
    several = passage.verbatim or passage.pattern in (Pattern.DIRECT, Pattern.POST)
    sentence, expects, of = _sentence(content, several=several or stands_elsewhere)
    if is_clause(sentence, content, passage, text):
        finished = _finished(sentence)
        return Worded(finished, PREDICTION if expects else None, of=of) if finished else None
    cue = text[slice(*passage.cue)] if passage.cue else ""
    if there := _there_has_been(content, cue, passage):
        return Worded(there, FACT, also=_finished(content))
    whole = _finished(_whole_sentence(text, passage, source))
    if not whole:
        fallback = _finished(content)
        return Worded(fallback, SPEECH_EVENT, whole_sentence=True) if fallback else None
    return Worded(whole, SPEECH_EVENT, whole_sentence=True, also=_finished(content))


def _joined(text: str, spans: Sequence[Span]) -> str:
    """The parts of a split quote as one text: "…," he said. "…" gives two sentences."""
    joined = ""
    for start, end in spans:
        part = text[max(start, 0) : max(end, 0)][:_LONGEST_READ].strip()
        if joined.endswith(",") and part[:1].isupper() and not part.startswith(("I ", "I’", "I'")):
            joined = f"{joined[:-1]}."
        joined = f"{joined} {part}" if joined else part
    return joined


def plain(words: str) -> str:
    """The words without quotation marks, an editor's brackets and the expansion of an acronym."""
    words = " ".join(words[:_LONGEST_READ].split())
    words = _BRACKETS.sub(_unbracketed, words)
    words = DOUBLED.sub(r"\1", _MARKS.sub("", words))
    return " ".join(words.split()).strip(_EDGES)


def _unbracketed(m: re.Match[str]) -> str:
    inside = m[2].strip()
    before = m.string[max(0, m.start() - _LONGEST_ACRONYM) : m.start()].split(" ")[-1]
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", inside))
    if inside.lower() in ("sic", "...", "…", "") or stands_for(before.strip("\"“'‘"), words):
        return ""
    return f"{m[1]}{inside}"


def _sentence(content: str, *, several: bool) -> tuple[str, bool, str]:
    """The first sentence that says something, without lead-in, and whether it is only expected.
    Then the sentence as said, together with the next one if that takes something back ("But not
    all")."""
    parts: list[str] = []
    for part in _SENTENCES.split(content) if several else [content]:
        if parts and ABBREVIATED.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    whole = [p for p in parts if len(p.split()) > FEWEST_WORDS and not p.endswith("?")]
    chosen = (whole or parts or [""])[0]
    after = next(iter(parts[parts.index(chosen) + 1 :]), "") if parts else ""
    of = f"{chosen} {after}" if QUALIFIES.match(after) else chosen
    expects = EXPECTS.search(chosen) is not None
    for _ in range(3):
        before = chosen
        for lead_in in LEAD_INS:
            shorter = lead_in.sub("", chosen, count=1)
            if len(shorter.split()) >= FEWEST_WORDS:
                chosen = shorter
        if chosen == before:
            break
    second = SECOND_CLAUSE.search(chosen)
    if second and len(chosen[: second.start()].split()) > FEWEST_WORDS:
        chosen = chosen[: second.start()]
    return ADVERB.sub("", chosen), expects, of


def _said(
    text: str, passage: DraftPassage, source: ProposedSource | None, content: str
) -> Worded | None:
    """A claim about the saying itself, or one that needs its verb: urging, promising, calling."""
    negated = passage.pattern is Pattern.NEGATED_CUE and passage.stance != "asserts"
    if source is None or passage.cue is None or not passage.content or negated:
        return None
    between = text[passage.cue[1] : passage.content[0][0]]
    if passage.content[0][0] < passage.cue[1] or len(between) > _LONGEST_BETWEEN:
        return None
    lemma = _lemma(text[slice(*passage.cue)])
    tail = plain(between)
    if lemma in CALLING and not re.match(r"(?:on|for)\b", f"{tail} {content}".lstrip()):
        return _called(text, passage)
    if lemma in PROMISING and (promised := TO_DO.match(content)):
        will = f"will {promised[1].lower()}" if promised[1] else "will"
        return Worded(_finished(f"{source.name} {will} {content[promised.end() :]}"), PREDICTION)
    if lemma in REFUSING and content.startswith("to "):
        return Worded(_finished(f"{source.name} will not {content[3:]}"), PREDICTION)
    if lemma == "deny" and (having := HAVING.match(content)):
        done = f"{'have' if _is_plural(source) else 'has'} {having[1]}{content[having.end() :]}"
        return Worded(_finished(f"{source.name} {done}"), FACT)
    if lemma not in URGING:
        return None
    verb = lemma if _is_plural(source) else f"{lemma}{'es' if lemma.endswith('s') else 's'}"
    particle = PARTICLE.search(text[slice(*passage.cue)])
    words = [source.name, verb, particle[1] if particle else "", tail, content]
    # Urging something does not say that it is so: the content is not offered as another wording.
    return Worded(_finished(" ".join(w for w in words if w)), SPEECH_EVENT)


def _lemma(cue: str) -> str:
    for word in reversed(re.findall(r"[a-z]+", cue.lower())):
        if word in ("deny", "denies", "denied", "denying"):
            return "deny"
        for lemma in (*URGING, *PROMISING, *CALLING, *REFUSING):
            stem = lemma.removesuffix("e")
            if word in (lemma, f"{lemma}s", f"{stem}es", f"{stem}ed", f"{stem}ing"):
                return lemma
            if word in (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"):
                return lemma
    return ""


def _is_plural(source: ProposedSource) -> bool:
    last = source.name.split()[-1]
    return source.kind == ORGANISATION and last.islower() and (last[-1] == "s" or last == "police")


def _called(text: str, passage: DraftPassage) -> Worded | None:
    """ "calls the deal “a disaster”" → "The deal is a disaster"; None if the words are not in
    this form."""
    quoted = [s for s in passage.verbatim_parts if s[0] > passage.content[0][0]]
    if not quoted:
        return None
    start = quoted[0][0]
    subject = plain(text[passage.content[0][0] : start])
    subject = re.sub(r"\s+as$", "", subject)
    complement = plain(text[start : passage.content[-1][1]])
    if not subject or not complement or len(subject.split()) > 12 or FINITE.search(subject):
        return None
    last = subject.split()[-1]
    if last.lower() == "as" or re.search(r"['’]s?$", last):
        return None  # "calls as unhinged a post", "calls Holm's “great plan”"
    plural = last.lower() in PLURALS or (
        last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    )
    sentence = f"{subject} {'are' if plural else 'is'} {complement}"
    return Worded(_finished(sentence), CHARACTERISATION)


def _there_has_been(content: str, cue: str, passage: DraftPassage) -> str:
    """ "(has not confirmed) the large transfer" → "There has been a large transfer"."""
    if passage.pattern is not Pattern.ANAPHORIC and not CONFIRMS.search(cue):
        return ""
    event = re.split(r"\s+[-–—]\s+|[,;:(]", content)[0].strip()
    m = re.match(r"(?:the|an?|any|any such)\s+(.+)$", event, re.IGNORECASE)
    if m is None or NO_EVENT.search(event):
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
    sentence = re.sub(r"^(?:but|and|meanwhile|however)\b\s*,?\s*", "", plain(sentence),
                      flags=re.IGNORECASE)  # fmt: skip
    return sentence if len(sentence) <= LONGEST_CLAIM else _SENTENCES.split(sentence)[0]


def _is_vague(mention: str) -> bool:
    words = mention.lower().split()
    return len(words) <= 2 and words[:1] != [] and words[0] in (
        "he", "she", "they", "it", "the", "his", "her"
    ) and mention.split()[-1].islower()  # fmt: skip


def _finished(sentence: str) -> str:
    """The sentence with a capital and a full stop, cut between words to LONGEST_CLAIM; empty if
    it has no word."""
    sentence = sentence.strip(_EDGES).rstrip(" .…")
    if not _WORD.search(sentence):
        return ""
    if sentence[-1] not in "!?":
        sentence = f"{sentence}."
    if len(sentence) > LONGEST_CLAIM:
        sentence = sentence[: LONGEST_CLAIM - 1].rsplit(" ", 1)[0].rstrip(_EDGES) + "…"
    capital = sentence[0].upper()  # "ß" would make two of one
    return capital + sentence[1:] if len(capital) == 1 else sentence


def unresolved(claim: str) -> tuple[str, ...]:
    """The pronouns of a claim that refer to something outside it: "They crossed the border"."""
    found = [m[0] for m in FIRST_PERSON.finditer(claim)]
    opening = OPENING.match(claim)
    return tuple(dict.fromkeys(([opening[1]] if opening else []) + found))
