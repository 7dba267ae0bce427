"""A passage's claim in words: one sentence that can stand alone as far as the passage allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.draft import DraftPassage, Flag, Pattern, ProposedSource, Span
from bot.extraction.sources import ORGANISATION
from bot.language.numbers.number_words import NUMBER_WORDS
from bot.extraction.source_kinds import ORGANISATION
from bot.language.numbers.numerals import NUMBER_WORDS
from bot.matching.entities import stands_for

FACT, QUANTITY, PREDICTION = "fact", "quantity", "prediction"
POSITION, CHARACTERISATION, SPEECH_EVENT = "position", "characterisation", "speech_event"

LONGEST_CLAIM = 500
"""Code points of a proposed claim."""

_LONGEST_READ = 4_000
"""Code points of a passage that are looked at for its claim."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim in words; `kind` where the words around it already settle that."""

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
        r"^(?:and|but|so(?! (?:far|many|much|few|long|little)\b)|because"
        r"|well(?! (?:over|under|above|below)\b)|look|listen|yes|again|meanwhile|however|also"
        r"|indeed|now)\b"
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
_NO_CLAUSE = re.compile(
    r"^(?:what|who|whom|how|why|to|of|about"
    rf"(?!\s+(?:[$£€]?\d|(?:an?\s+)?(?:{'|'.join(sorted(NUMBER_WORDS))}|half|third|quarter)\b)))\b",
    re.IGNORECASE,
)
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
_GERUND = re.compile(r"(?!(?:no|any|some|every)thing\b)[a-z]+ing\b")
_DOUBLED = re.compile(r"\b(have|has|the|an?|of|to|in|is|are|was|and|for)\s+\1\b")
_FEWEST_WORDS = 3

_URGING = (
    "urge", "demand", "ask", "request", "appeal", "order", "propose", "recommend", "implore",
    "encourage", "advise", "call", "press", "beg",
)  # fmt: skip
_PROMISING = (
    "vow", "promise", "pledge", "threaten", "plan", "intend", "agree", "swear", "swore", "decide",
    "choose", "chose",
)  # fmt: skip
_REFUSING = ("refuse", "decline")
_CALLING = ("call", "label", "describe", "brand", "dub", "term", "deem", "denounce", "condemn")
_LONGEST_BETWEEN = 90


def worded(text: str, passage: DraftPassage, source: ProposedSource | None) -> Worded | None:
    """The claim of a passage in one sentence; None where it has no word."""
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
    if _is_clause(sentence, content, passage, text):
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
    """The words of a quote that was split, put together: "…," he said. "…" are two sentences."""
    joined = ""
    for start, end in spans:
        part = text[max(start, 0) : max(end, 0)][:_LONGEST_READ].strip()
        if joined.endswith(",") and part[:1].isupper() and not part.startswith(("I ", "I’", "I'")):
            joined = f"{joined[:-1]}."
        joined = f"{joined} {part}" if joined else part
    return joined


def plain(words: str) -> str:
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


_QUALIFIES = re.compile(
    r"^(?:and |or )?(?:but|except|only|not|never|none|no|unless|though|although|however|if|at least"
    r"|at most|hardly|almost|nearly|mostly|partly|maybe|perhaps|possibly|probably)\b",
    re.IGNORECASE,
)


def _sentence(content: str, *, several: bool) -> tuple[str, bool, str]:
    """The first sentence that says something, without lead-in; whether it is expected only; and
    the sentence as it is said, with the next where that takes something back ("But not all")."""
    parts: list[str] = []
    for part in _SENTENCES.split(content) if several else [content]:
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    whole = [p for p in parts if len(p.split()) > _FEWEST_WORDS and not p.endswith("?")]
    chosen = (whole or parts or [""])[0]
    after = next(iter(parts[parts.index(chosen) + 1 :]), "") if parts else ""
    of = f"{chosen} {after}" if _QUALIFIES.match(after) else chosen
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
    return _ADVERB.sub("", chosen), expects, of


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
    if quoted or (plain and passage.pattern is Pattern.INDIRECT and not _hangs(sentence)):
        return True
    # "The importance of a nation that has …": as many verbs as "that"s leave none for itself.
    return _verbs(sentence) > len(_SUBORDINATES.findall(sentence))


def _hangs(sentence: str) -> bool:
    """Whether words before a "that" leave what follows it hanging on the saying: "half in jest
    that the port was shut" is no sentence, though the verb alone would make it one."""
    before, that, after = sentence.partition(" that ")
    if not that or _verbs(before) or before.lower().startswith(("it", "there")):
        return False
    if _verbs(after.split(" ")[0]):
        return False  # "the boat that sank was old"
    return _verbs(_HAVE.sub(r"\1", after), verbs=(_FINITE, _IRREGULAR), apart=1) < _BOTH and (
        _verbs(after) < _BOTH
    )


_BOTH = 2  # verbs: of what follows "that", and of what stands before it
_HAVE = re.compile(r"\b(would|could|may|might|must|should|will|can)\s+have\b", re.IGNORECASE)


def _verbs(words: str, *, verbs: Sequence[re.Pattern[str]] = _VERBS, apart: int = 2) -> int:
    """How many verbs, as far as closed classes tell; those nearer than `apart` words are one."""
    spans = sorted(m.span() for verb in verbs for m in verb.finditer(words))
    return sum(
        1
        for i, (first, _) in enumerate(spans)
        if i == 0 or len(words[spans[i - 1][1] : first].split()) >= apart
    )


def _said(
    text: str, passage: DraftPassage, source: ProposedSource | None, content: str
) -> Worded | None:
    """What is a claim about the saying itself, or needs its verb: urging, promising, calling."""
    negated = passage.pattern is Pattern.NEGATED_CUE and passage.stance != "asserts"
    if source is None or passage.cue is None or not passage.content or negated:
        return None
    between = text[passage.cue[1] : passage.content[0][0]]
    if passage.content[0][0] < passage.cue[1] or len(between) > _LONGEST_BETWEEN:
        return None
    lemma = _lemma(text[slice(*passage.cue)])
    tail = plain(between)
    if lemma in _CALLING and not re.match(r"(?:on|for)\b", f"{tail} {content}".lstrip()):
        return _called(text, passage)
    if lemma in _PROMISING and (promised := _TO_DO.match(content)):
        will = f"will {promised[1].lower()}" if promised[1] else "will"
        return Worded(_finished(f"{source.name} {will} {content[promised.end() :]}"), PREDICTION)
    if lemma in _REFUSING and content.startswith("to "):
        return Worded(_finished(f"{source.name} will not {content[3:]}"), PREDICTION)
    if lemma == "deny" and (having := _HAVING.match(content)):
        done = f"{'have' if _is_plural(source) else 'has'} {having[1]}{content[having.end() :]}"
        return Worded(_finished(f"{source.name} {done}"), FACT)
    if lemma not in _URGING:
        return None
    verb = lemma if _is_plural(source) else f"{lemma}{'es' if lemma.endswith('s') else 's'}"
    particle = _PARTICLE.search(text[slice(*passage.cue)])
    words = [source.name, verb, particle[1] if particle else "", tail, content]
    # What is urged is not said to be so: the content is no other wording of this.
    return Worded(_finished(" ".join(w for w in words if w)), SPEECH_EVENT)


_TO_DO = re.compile(r"(?:(not|never)\s+)?to\s+", re.IGNORECASE)
_HAVING = re.compile(
    r"having\s+((?:(?:ever|personally|deliberately|knowingly|previously)\s+)?(?:\w+ed|\w+en|been"
    r"|done|gone|had|made|told|said|paid|sold|sent|met|won|lost|left|held|kept|known|shot|cut|led"
    r"|brought|bought|sought|thought|taught|found|built|put|set|read|run|hit|hurt|shown|begun))\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"\b(on|for|to|upon)$")


def _lemma(cue: str) -> str:
    for word in reversed(re.findall(r"[a-z]+", cue.lower())):
        if word in ("deny", "denies", "denied", "denying"):
            return "deny"
        for lemma in (*_URGING, *_PROMISING, *_CALLING, *_REFUSING):
            stem = lemma.removesuffix("e")
            if word in (lemma, f"{lemma}s", f"{stem}es", f"{stem}ed", f"{stem}ing"):
                return lemma
            if word in (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"):
                return lemma
    return ""


def _is_plural(source: ProposedSource) -> bool:
    last = source.name.split()[-1]
    return source.kind == ORGANISATION and last.islower() and (last[-1] == "s" or last == "police")


_PLURALS = frozenset("they these those people men women children police media".split())


def _called(text: str, passage: DraftPassage) -> Worded | None:
    """ "calls the deal “a disaster”" → "The deal is a disaster"; None where it is not so put."""
    quoted = [s for s in passage.verbatim_parts if s[0] > passage.content[0][0]]
    if not quoted:
        return None
    start = quoted[0][0]
    subject = plain(text[passage.content[0][0] : start])
    subject = re.sub(r"\s+as$", "", subject)
    complement = plain(text[start : passage.content[-1][1]])
    if not subject or not complement or len(subject.split()) > 12 or _FINITE.search(subject):
        return None
    last = subject.split()[-1]
    if last.lower() == "as" or re.search(r"['’]s?$", last):
        return None  # "calls as unhinged a post", "calls Holm's “great plan”"
    plural = last.lower() in _PLURALS or (
        last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    )
    sentence = f"{subject} {'are' if plural else 'is'} {complement}"
    return Worded(_finished(sentence), CHARACTERISATION)


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
    sentence = re.sub(r"^(?:but|and|meanwhile|however)\b\s*,?\s*", "", plain(sentence),
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
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me|[Yy]ou|[Yy]our)\b(?!\.)")


def unresolved(claim: str) -> tuple[str, ...]:
    """The pronouns in a claim that nothing in it stands for: "They crossed the border"."""
    found = [m[0] for m in _FIRST_PERSON.finditer(claim)]
    opening = _OPENING.match(claim)
    return tuple(dict.fromkeys(([opening[1]] if opening else []) + found))
