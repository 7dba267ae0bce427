"""Every place of a page where somebody seems to speak, before speakers are resolved."""

from __future__ import annotations

from dataclasses import replace

from bot.extraction.according import according
from bot.extraction.answers import one_word, question_after, question_at, yes_or_no
from bot.extraction.clause_ends import clause_end
from bot.extraction.complements import complement
from bot.extraction.continuing import continue_quotations
from bot.extraction.cues import Form
from bot.extraction.day_phrases import day_phrase
from bot.extraction.draft import Pattern
from bot.extraction.found import MOST_IN_SENTENCE, Found, pattern_of, without_end
from bot.extraction.grammar import (
    is_adverb,
)
from bot.extraction.groups import Group, group_at, to_come
from bot.extraction.page import Page
from bot.extraction.phrases import Subject
from bot.extraction.preceding import content_before, resumed
from bot.extraction.reports import TAKING_UP
from bot.extraction.stance import REFUSE
from bot.extraction.subjects import generic_subject, speaker
from bot.extraction.words import Sentence


def found_in(page: Page) -> list[Found]:
    """What is found, in the order of the cues."""
    found: list[Found] = []
    for number, sentence in enumerate(page.sentences):
        found.extend(according(page, number, sentence))
        found.extend(by_verbs(page, number, sentence))
    continue_quotations(page, found)
    return found


def by_verbs(page: Page, number: int, sentence: Sentence) -> list[Found]:
    words = page.words
    low, stop = sentence.first, without_end(page, sentence)
    found: list[Found] = []
    last_subject: Subject | None = None
    main: Subject | None = None
    searched = low
    for at in range(low, stop):
        if len(found) >= MOST_IN_SENTENCE:
            break
        if words[at].quote >= 0 or (found and _taken(page, found[-1], at)):
            continue
        group = group_at(page, at, low)
        if group is None or group.passive or _goes_with_next(page, group, stop):
            continue
        if "N" in group.cue.frames and not group.negated:
            continue
        while main is None and searched < group.first:
            main = generic_subject(page, searched, low)
            searched += 1
        subject, shared, inverted = speaker(page, group, low, stop, main, last_subject)
        if subject is None and not inverted:
            continue
        if group.finite and subject is not None and not shared:
            last_subject = subject
        if subject is not None and (none := _nobody(page, subject, low)) is not None:
            subject, group = none, replace(group, negated=True)
        if group.first - 2 >= low and [w.low for w in words[group.first - 2 : group.first]] == [
            "short",
            "of",
        ]:
            group = replace(group, negated=True)  # "stopped short of confirming"
        made = _made(page, number, group, subject, shared, inverted, low, stop)
        if made is not None:
            if found and found[-1].how == "to" and _within_cue(found[-1], made):
                found.pop()  # "refused to say": one cue
            if (
                words[group.first - 1].low == "as"
                and found
                and found[-1].lemma in ("cite", "quote")
            ):
                cited = found.pop()  # "cited officials as saying": they say it
                made.carrier = cited.subject.core if cited.subject else None
            found.append(made)
            found.extend(_also_called(page, made, stop))
    return found


def _also_called(page: Page, made: Found, stop: int) -> list[Found]:
    """The other thing that something is called: "calling it “a”, as well as “b”"."""
    first = made.content[0][1] + 3
    words = page.words
    if made.how != "calls" or first >= stop:
        return []
    if tuple(w.low for w in words[first - 3 : first]) != ("as", "well", "as"):
        return []
    last = clause_end(page, first, stop)
    if last - first < 2:
        return []
    return [replace(made, content=[(first, last)], pattern=pattern_of(page, first, last))]


def _goes_with_next(page: Page, group: Group, stop: int) -> bool:
    """Whether two verbs share what follows: "confirmed or denied the reports"."""
    at = group.last
    if at + 1 >= stop or page.words[at].low not in ("or", "nor", "and"):
        return False
    after = group_at(page, at + 1, at + 1)
    return after is not None and after.cue.form is group.cue.form and page.words[at].low != "and"


def _nobody(page: Page, subject: Subject, low: int) -> Subject | None:
    """The subject where it denies: "neither A nor B has said", "nobody has said"."""
    words = page.words
    if subject.first > low and words[subject.first - 1].low == "nor":
        for i in range(subject.first - 2, max(low, subject.first - 14) - 1, -1):
            if words[i].low == "neither" and i + 1 < subject.first:
                return replace(subject, first=i + 1, core=(i + 1, subject.core[1]))
    if words[subject.first].low in ("no", "nobody", "none", "neither"):
        return subject
    return None


def _within_cue(one: Found, other: Found) -> bool:
    return one.cue is not None and other.cue is not None and other.cue[0] <= one.cue[0]


def _taken(page: Page, found: Found, at: int) -> bool:
    """Whether a word belongs to the cue of what was found, or stands between it and its "that"."""
    if found.cue is None:
        return False
    if page.words[at].low in ("citing", "quoting"):
        return False  # "reported, citing officials, that": they say it
    led = found.how == "that" or found.lemma in TAKING_UP  # "said without giving details that"
    last = max(found.cue[1], found.content[0][0]) if led else found.cue[1]
    return found.cue[0] <= at < last


def _made(
    page: Page,
    number: int,
    group: Group,
    subject: Subject | None,
    shared: bool,
    inverted: bool,
    low: int,
    stop: int,
) -> Found | None:
    words = page.words
    begin = (
        group.first if subject is None or shared or inverted else min(subject.first, group.first)
    )
    after = subject.last if inverted and subject is not None else group.last
    before = None if shared else content_before(page, begin, low)
    if shared and group.first == low and subject is not None and subject.first > group.last:
        stop = subject.first - 1  # "Claiming that …, Jane Roe …"
    answer = yes_or_no(page, after, stop)
    if before is not None and before[2] == "quote" and (mark := one_word(page, *before[:2])):
        answer = mark, after  # "“No,” she said when asked if …"
    if answer is not None and group.cue.frames & set("sq"):
        answered = _answered(page, number, group, subject, before, answer, stop)
        if answered is not None or before is None or before[2] != "quote":
            return answered
    follow = complement(page, group.cue, after, stop)
    titled = before is not None and before[0] > low and before[2] == "quote"
    if titled and follow is not None and follow.kind in ("that", "clause"):
        before = None  # "On “The Sunday Show,” Jane Roe said that …"
    cue = (_cue_start(page, group), group.last)
    found = Found(Pattern.INDIRECT, "", [], number, subject, cue, group, group.cue.lemma, shared)
    if before is not None and follow is not None and follow.kind in ("clause", "object"):
        if day_phrase(page, follow.first, stop) > follow.first:
            follow = None  # "…, she said two days later"
    if follow is not None and words[follow.first].low in _CONDITIONS and not inverted:
        if words[max(begin - 1, low)].text == "," and before is None:
            return None  # what she said stands before the comma, and was not read
        follow = follow if before is None else None  # "…, she said unless it rained"
    if before is not None and before[2] == "clause":
        asked = question_at(page, before[0], before[1])
        if asked is not None and (follow is not None or asked[0] >= asked[1]):
            before = None  # "Asked about the dam, she said it was safe"
        elif asked is not None:
            before = (*asked, "clause") if group.negated or group.cue.lemma in REFUSE else None
    if before is not None:
        first, last, quoted = before
        parenthetical = after < stop and words[after].text == ","
        ends = after >= stop or follow is None or parenthetical or inverted
        if quoted == "quote" or ends:
            found.content = [(first, last)]
            found.how = f"before_{quoted}"
            found.marks = _still_to_come(page, group)
            found.pattern = pattern_of(page, first, last)
            rest = resumed(page, after, stop, quoted)
            if rest is not None:
                found.content.append(rest)
                found.how += "_split"
            if quoted != "quote" and not group.cue.frames & set("sq"):
                return None
            if quoted == "quote" and not group.cue.frames & set("qst"):
                return None
            if quoted == "clause" and group.cue.form is Form.ING:
                return None
            return found
    if follow is None or (
        inverted and (follow.kind not in ("quote", "colon") or group.first > low)
    ):
        return None
    found.how = follow.kind
    found.content = [(follow.first, follow.last)]
    if follow.last <= follow.first:
        return None
    found.marks = _marks(page, group, subject, low)
    found.pattern = pattern_of(page, follow.first, follow.last)
    if follow.kind == "same":
        found.pattern = Pattern.ANAPHORIC
    return found


_CONDITIONS = frozenset(
    """unless if although though because while when until till once except despite since as after
    before without""".split()
)


_INVERTED = frozenset(("had", "should", "were"))
"""At the head of a clause: "had he said so, …"."""


def _marks(page: Page, group: Group, subject: Subject | None, low: int) -> frozenset[str]:
    """Whether the saying is only mentioned: "if Kyiv confirmed that", "would say that"."""
    led = page.words[subject.first - 1].low if subject and subject.first > low else ""
    conditional = led in ("if", "unless", "whether") or (group.modal and not group.negated)
    opened = subject is not None and page.words[subject.first].low in _INVERTED
    if group.finite and (conditional or led in _INVERTED or opened):
        return frozenset(("conditional",))
    return _still_to_come(page, group)


def _still_to_come(page: Page, group: Group) -> frozenset[str]:
    """What is only announced is as little on record as what is only mentioned."""
    come = not group.negated and to_come(page, group)
    return frozenset(("conditional",)) if come else frozenset()


def _answered(
    page: Page,
    number: int,
    group: Group,
    subject: Subject | None,
    before: tuple[int, int, str] | None,
    answer: tuple[str, int],
    stop: int,
) -> Found | None:
    """What was asked, said with yes or no to be so or not; None where that is not told."""
    mark, after = answer
    begin = min(subject.first, group.first) if subject is not None else group.first
    low = page.sentences[number].first
    asked = question_at(page, before[0] if before else low, begin)
    if asked is None and subject is not None:  # "Holm, asked if …, said no"
        asked = question_at(page, subject.core[1] + 1, subject.last)
    asked = asked or question_after(page, after, stop)
    if asked is None or asked[0] >= asked[1] or group.negated:
        return None
    return Found(
        pattern_of(page, *asked), "that", [asked], number, subject,
        (_cue_start(page, group), after), group, group.cue.lemma,
        marks=frozenset((mark,)) | _still_to_come(page, group),
    )  # fmt: skip


def _cue_start(page: Page, group: Group) -> int:
    """Where the verb begins, without an adverb that only stands before it."""
    first = group.first
    while (
        first < group.at
        and is_adverb(page.words[first].low)
        and page.words[first].low
        not in (
            "not",
            "never",
        )
    ):
        first += 1
    return first
