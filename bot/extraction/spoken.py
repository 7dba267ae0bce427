"""A cue verb with its speaker → the content, before it or behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.extraction.answers import one_word, question_after, question_at, yes_or_no
from bot.extraction.complement_words import CONDITIONS
from bot.extraction.complements import Complement, complement
from bot.extraction.cues import Form
from bot.extraction.day_phrases import day_phrase
from bot.extraction.draft import Pattern
from bot.extraction.found import Found, Range, pattern_of
from bot.extraction.page import Page
from bot.extraction.phrases import Subject
from bot.extraction.preceding import content_before, resumed
from bot.extraction.stance_words import REFUSE
from bot.extraction.verbs import Group, group_at, to_come
from bot.extraction.vocabulary import is_adverb

Before = tuple[int, int, str]
"""Positions of the content before a cue, and whether it is a quotation, a clause, or mixed."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cue verb with its subject, by position. `sentence` counts from 0; `low` and `stop` bound
    the sentence. `shared`: the subject is that of an earlier verb; `inverted`: it follows the
    verb."""

    page: Page
    sentence: int
    group: Group
    subject: Subject | None
    shared: bool
    inverted: bool
    low: int
    stop: int

    @property
    def begin(self) -> int:
        """The position at which verb and speaker begin."""
        if self.subject is None or self.shared or self.inverted:
            return self.group.first
        return min(self.subject.first, self.group.first)

    @property
    def after(self) -> int:
        """The position after verb and speaker."""
        return self.subject.last if self.inverted and self.subject is not None else self.group.last


def said_by(spoken: Spoken) -> Found | None:
    """The passage with its content; None if no words are found that could be the content."""
    subject, group = spoken.subject, spoken.group
    before = None if spoken.shared else content_before(spoken.page, spoken.begin, spoken.low)
    if spoken.shared and group.first == spoken.low and subject and subject.first > group.last:
        spoken = replace(spoken, stop=subject.first - 1)  # "Claiming that …, Jane Roe …"
    answer = _answer(spoken, before)
    if answer is not None:
        answered = _answered(spoken, before, answer)
        if answered is not None or before is None or before[2] != "quote":
            return answered
    follow = complement(spoken.page, group.cue, spoken.after, spoken.stop)
    if follow is not None and _conditions(spoken, follow) and before is None:
        return None  # what she said is before the comma, and was not read
    before, follow = _chosen(spoken, before, follow)
    if before is not None and (before[2] == "quote" or _ends(spoken, follow)):
        return _said_before(spoken, before)
    return _said_behind(spoken, follow) if follow is not None else None


def is_said(page: Page, found: Found) -> bool:
    """Whether a content that a parser found is really said: not denied, merely possible or still to
    come.

    A parser finds subject and clause of a verb, but does not see "is not expected to say". Such
    passages, and answers with only yes or no, are left to the rules.
    """
    if found.cue is None:
        return True
    at = found.cue[1] - 1
    sentence = page.sentences[found.sentence]
    first = found.content[0][0]
    asked = {word.low for word in page.words[max(first - 1, 0) : first + 1]} & {"if", "whether"}
    if asked or yes_or_no(page, at + 1, sentence.last) is not None:
        return False
    group = group_at(page, at, sentence.first)
    return group is None or not (
        group.negated or group.modal or group.passive or to_come(page, group)
    )


def _chosen(
    spoken: Spoken, before: Before | None, follow: Complement | None
) -> tuple[Before | None, Complement | None]:
    """The two candidates for the content, without one that only looks like it."""
    if before is None:
        return None, follow
    titled = before[0] > spoken.low and before[2] == "quote"
    if titled and follow is not None and follow.kind in ("that", "clause"):
        return None, follow  # "On “The Sunday Show,” Jane Roe said that …"
    if follow is not None and (_conditions(spoken, follow) or _of_time(spoken, follow)):
        follow = None  # "…, she said unless it rained", "…, she said two days later"
    asked = question_at(spoken.page, *before[:2]) if before[2] == "clause" else None
    if asked is None:
        return before, follow
    if follow is not None or asked[0] >= asked[1]:
        return None, follow  # "Asked about the dam, she said it was safe"
    declines = spoken.group.negated or spoken.group.cue.lemma in REFUSE
    return ((*asked, "clause") if declines else None), follow


def _conditions(spoken: Spoken, follow: Complement) -> bool:
    """Whether the words behind the verb only limit those before a comma: "…, she said unless it
    rained"."""
    words = spoken.page.words
    comma = words[max(spoken.begin - 1, spoken.low)]
    behind = comma.text == "," or comma.quote >= 0
    led = follow.first < spoken.stop and words[follow.first].low in CONDITIONS
    return led and behind and not spoken.inverted


def _of_time(spoken: Spoken, follow: Complement) -> bool:
    starts = day_phrase(spoken.page, follow.first, spoken.stop) > follow.first
    return starts and follow.kind in ("clause", "object")


def _ends(spoken: Spoken, follow: Complement | None) -> bool:
    """Whether nothing behind the verb could be its content."""
    ended = spoken.after >= spoken.stop or follow is None or spoken.inverted
    return ended or spoken.page.words[spoken.after].text == ","


def _said_before(spoken: Spoken, before: Before) -> Found | None:
    first, last, quoted = before
    cue = spoken.group.cue
    if not cue.frames & set("qst" if quoted == "quote" else "sq"):
        return None
    if quoted == "clause" and cue.form is Form.ING:
        return None
    found = _found(spoken, [(first, last)], f"before_{quoted}")
    found.marks = _still_to_come(spoken)
    rest = resumed(spoken.page, spoken.after, spoken.stop, quoted)
    if rest is not None:
        found.content.append(rest)
        found.how += "_split"
    return found


def _said_behind(spoken: Spoken, follow: Complement) -> Found | None:
    if spoken.inverted and (
        follow.kind not in ("quote", "colon") or spoken.group.first > spoken.low
    ):
        return None
    if follow.last <= follow.first:
        return None
    found = _found(spoken, [(follow.first, follow.last)], follow.kind)
    found.marks = _mentioned(spoken)
    if follow.kind == "same":
        found.pattern = Pattern.ANAPHORIC
    return found


def _found(spoken: Spoken, content: list[Range], how: str) -> Found:
    group = spoken.group
    return Found(
        pattern_of(spoken.page, *content[0]), how, content, spoken.sentence, spoken.subject,
        (_cue_start(spoken.page, group), group.last), group, group.cue.lemma, spoken.shared,
    )  # fmt: skip


def _mentioned(spoken: Spoken) -> frozenset[str]:
    """A mark if the saying is only mentioned: "if Kyiv confirmed that", "would say that"."""
    words, subject, group = spoken.page.words, spoken.subject, spoken.group
    led = words[subject.first - 1].low if subject and subject.first > spoken.low else ""
    opened = led in _INVERTED or (subject is not None and words[subject.first].low in _INVERTED)
    conditional = led in ("if", "unless", "whether") or (group.modal and not group.negated)
    if group.finite and (conditional or opened):
        return frozenset(("conditional",))
    return _still_to_come(spoken)


_INVERTED = frozenset(("had", "should", "were"))
"""At the head of a conditional clause: "had he said so, …"."""


def _still_to_come(spoken: Spoken) -> frozenset[str]:
    """A mark if the saying is only announced: that puts as little on record as a mention."""
    come = not spoken.group.negated and to_come(spoken.page, spoken.group)
    return frozenset(("conditional",)) if come else frozenset()


def _answer(spoken: Spoken, before: Before | None) -> tuple[str, int] | None:
    """The mark of yes or no, and the position after it, if nothing else is said."""
    if not spoken.group.cue.frames & set("sq"):
        return None
    if before is not None and before[2] == "quote":
        mark = one_word(spoken.page, *before[:2])
        if mark is not None:
            return mark, spoken.after  # "“No,” she said when asked if …"
    return yes_or_no(spoken.page, spoken.after, spoken.stop)


def _answered(spoken: Spoken, before: Before | None, answer: tuple[str, int]) -> Found | None:
    """The question as content, affirmed or denied by yes or no; None if the text does not give
    it."""
    mark, after = answer
    page, subject, group = spoken.page, spoken.subject, spoken.group
    begin = min(subject.first, group.first) if subject is not None else group.first
    asked = question_at(page, before[0] if before else spoken.low, begin)
    if asked is None and subject is not None:  # "Holm, asked if …, said no"
        asked = question_at(page, subject.core[1] + 1, subject.last)
    asked = asked or question_after(page, after, spoken.stop)
    if asked is None or asked[0] >= asked[1] or group.negated:
        return None
    found = _found(spoken, [asked], "that")
    found.cue = (_cue_start(page, group), after)
    found.shared = False
    found.marks = frozenset((mark,)) | _still_to_come(spoken)
    return found


def _cue_start(page: Page, group: Group) -> int:
    """The position at which the verb begins, without an adverb in front of it."""
    words, first = page.words, group.first
    while first < group.at and is_adverb(words[first].low) and words[first].low not in _KEPT:
        first += 1
    return first


_KEPT = frozenset(("not", "never"))
