"""Finds every place on a page where a source seems to speak, before speakers are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.extraction.clauses import clause_end
from bot.extraction.complement_words import TAKING_UP
from bot.extraction.constructions import according
from bot.extraction.continuing import continue_quotations
from bot.extraction.found import MOST_IN_SENTENCE, Found, pattern_of, without_end
from bot.extraction.page import Page
from bot.extraction.passives import told_by
from bot.extraction.phrases import Kind, Subject, is_cited_by
from bot.extraction.sentences import Sentence
from bot.extraction.spoken import Spoken, said_by
from bot.extraction.subjects import Clause, generic_subject, speaker
from bot.extraction.verbs import Group, group_at, has_clause


def found_in(page: Page) -> list[Found]:
    """The passages found, in the order of their cues."""
    found: list[Found] = []
    for number, sentence in enumerate(page.sentences):
        found.extend(according(page, number, sentence))
        found.extend(by_verbs(page, number, sentence))
    continue_quotations(page, found)
    return found


def by_verbs(page: Page, number: int, sentence: Sentence) -> list[Found]:
    """The passages that the cue verbs of one sentence give; `number` is the sentence's on its
    page."""
    reading = _Reading(page, number, sentence.first, without_end(page, sentence), sentence.first)
    for at in range(reading.low, reading.stop):
        if len(reading.found) >= MOST_IN_SENTENCE:
            break
        made = reading.told_by(at)
        if made is None:
            group = reading.verb(at)
            made = reading.said(group) if group is not None else None
        if made is not None:
            reading.add(made)
    return reading.found


@dataclass(slots=True)
class _Reading:
    """A sentence, with words `low` to before `stop`, and the passages found in it so far."""

    page: Page
    number: int
    low: int
    stop: int
    searched: int  # before it no subject is looked for any more
    found: list[Found] = field(default_factory=list)
    main: Subject | None = None
    last: Subject | None = None

    def verb(self, at: int) -> Group | None:
        """The cue verb at `at`, if it is one that can have a content."""
        page = self.page
        if page.words[at].quote >= 0 or (self.found and _taken(page, self.found[-1], at)):
            return None
        group = group_at(page, at, self.low)
        if (
            group is None
            or group.passive
            or is_cited_by(page.words, group.at)
            or _goes_with_next(page, group, self.stop)
        ):
            return None
        return None if "N" in group.cue.frames and not group.negated else group

    def told_by(self, at: int) -> Found | None:
        """The passage of "was told by", if its verb is at `at`."""
        group = None if self.page.words[at].quote >= 0 else group_at(self.page, at, self.low)
        if group is None or (self.found and _taken(self.page, self.found[-1], at)):
            return None
        return told_by(self.page, self.number, group, self.low, self.stop)

    def said(self, group: Group) -> Found | None:
        """The passage that this verb gives; its subject is kept for the verbs that follow."""
        page, low, stop = self.page, self.low, self.stop
        while self.main is None and self.searched < group.first:
            self.main = generic_subject(page, self.searched, low)
            self.searched += 1
        who = speaker(Clause(page, group, low, stop, self.main, self.last))
        subject = who.subject
        if subject is None and not who.inverted:
            return None
        if group.finite and subject is not None and not who.shared:
            self.last = subject
        if subject is not None and (none := _nobody(page, subject, low)) is not None:
            subject, group = none, replace(group, negated=True)
        if _short_of(page, group, low):
            group = replace(group, negated=True)
        return said_by(
            Spoken(page, self.number, group, subject, who.shared, who.inverted, low, stop)
        )

    def add(self, made: Found) -> None:
        """Adds a passage, and drops an earlier cue that is part of the same saying."""
        before = self.found[-1] if self.found else None
        if before is not None and before.how == "to" and _within_cue(before, made):
            self.found.pop()  # "refused to say": one cue
            before = self.found[-1] if self.found else None
        if before is not None and _goes_past(before, made):
            first, last = before.content[-1][0], made.cue[0] if made.cue else 0
            before.content[-1] = first, last
            if last <= first or not has_clause(self.page, first, last):
                self.found.pop()  # "who knows the plans confirmed": a clause about who speaks
                before = self.found[-1] if self.found else None
        led = made.group is not None and self.page.words[made.group.first - 1].low == "as"
        if led and before is not None and before.lemma in ("cite", "quote"):
            self.found.pop()  # "cited officials as saying": they say it
            made.carrier = before.subject.core if before.subject else None
        self.found.append(made)
        self.found.extend(_also_called(self.page, made, self.stop))


def _goes_past(one: Found, other: Found) -> bool:
    """Whether what "who knows …" was taken to know goes on over the main verb of the same
    subject."""
    if one.subject is None or other.subject is None or other.cue is None:
        return False
    same = one.subject.kind is Kind.RELATIVE and one.subject.core == other.subject.core
    first, last = one.content[-1]
    return same and other.subject.kind is not Kind.RELATIVE and first <= other.cue[0] < last


def _short_of(page: Page, group: Group, low: int) -> bool:
    """Whether the content was not said after all: "stopped short of confirming"."""
    first = group.first
    words = [word.low for word in page.words[max(first - 2, 0) : first]]
    return first - 2 >= low and words == ["short", "of"]


def _also_called(page: Page, made: Found, stop: int) -> list[Found]:
    """The second thing that something is called: "calling it “a”, as well as “b”"."""
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
    """Whether two verbs share their content: "confirmed or denied the reports"."""
    at = group.last
    if at + 1 >= stop or page.words[at].low not in ("or", "nor", "and"):
        return False
    after = group_at(page, at + 1, at + 1)
    return after is not None and after.cue.form is group.cue.form and page.words[at].low != "and"


def _nobody(page: Page, subject: Subject, low: int) -> Subject | None:
    """The subject, if it is one that denies: "neither A nor B has said", "nobody has said"; else
    None."""
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
    """Whether a word belongs to the cue of a passage, or is between the cue and its "that"."""
    if found.cue is None:
        return False
    if page.words[at].low in ("citing", "quoting"):
        return False  # "reported, citing officials, that": they say it
    led = found.how == "that" or found.lemma in TAKING_UP  # "said without giving details that"
    last = max(found.cue[1], found.content[0][0]) if led else found.cue[1]
    return found.cue[0] <= at < last
