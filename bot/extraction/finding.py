"""Every place of a page where somebody seems to speak, before speakers are resolved."""

from __future__ import annotations

from dataclasses import replace

from bot.extraction.clauses import clause_end
from bot.extraction.constructions import according
from bot.extraction.continuing import continue_quotations
from bot.extraction.found import MOST_IN_SENTENCE, Found, pattern_of, without_end
from bot.extraction.page import Page
from bot.extraction.phrases import Subject
from bot.extraction.reports import TAKING_UP
from bot.extraction.sentences import Sentence
from bot.extraction.spoken import Spoken, said_by
from bot.extraction.subjects import generic_subject, speaker
from bot.extraction.verbs import Group, group_at


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
        made = said_by(Spoken(page, number, group, subject, shared, inverted, low, stop))
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
