"""In which ways a statement departs from a claim: the kinds of difference.

Both sentences are read (`reading`) and compared. Compared are figures that measure the same thing,
dates, and negations of what the other sentence affirms. So are names and places that replace each
other, who does it to whom, opposite words, and the speaker. No similarity score is used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.language.frames import DENIES, Frame
from bot.language.name_words import TITLES
from bot.language.reading import Reading, read
from bot.language.statements import statements
from bot.language.times import apart, differ
from bot.language.tokens import is_stopword
from bot.matching import assertion, clauses, converse, figures, opposites, replaced, roles
from bot.matching.account import Account
from bot.matching.accounting import account
from bot.matching.alignment import align
from bot.matching.figures import Held
from bot.matching.firmness import firm_ones
from bot.matching.known import NOTHING_MORE, Known
from bot.matching.outcome import Difference, DifferenceKind, Given
from bot.matching.replaced import says_the_same
from bot.matching.speakers import (
    Speaker,
    attribution_difference,
    hedges,
    is_dateline,
    is_topic,
    kin,
    names_somebody,
)


@dataclass(frozen=True)
class Compared:
    """A statement compared with a claim. `statement` is its content without a speaker's frame.

    `account` says for each word what accounts for it. `is_whole`: the statement says what the claim
    says, and nothing is left over on either side. `is_comparable` is False if the two are in
    different languages, or share only names and figures; then nothing can be said. `given` are
    figures of the statement that are not the claim's but those of a source that asserts it.
    """

    statement: Reading
    claim: Reading
    frame: Frame | None
    differences: tuple[Difference, ...]
    account: Account
    is_whole: bool
    is_comparable: bool = True
    given: tuple[Given, ...] = ()


def compare(statement: Reading, claim: Reading, known: Known = NOTHING_MORE) -> Compared:
    """The differences between a statement and a claim, both English, in the order of
    DifferenceKind. Never raises, whatever the texts."""
    if statement.text == claim.text and known.moved is None:
        return Compared(statement, claim, None, (), account(statement, claim, known), is_whole=True)
    bare = _without_frames(statement, claim, known.speakers)
    ours, theirs = read_together(bare.ours, _meant(bare.ours, bare.theirs))
    laid = align(ours, theirs)
    same = says_the_same(ours, theirs, laid)
    compares = not same or known.moved is not None
    held = figures.held(ours, theirs, known) if compares else Held((), ())
    told = [*held.differences, *([] if same else _told(ours, theirs, known))]
    instead = [] if same else list(replaced.differences(ours, theirs, laid, told))
    if held.given:
        instead = [d for d in instead if d.kind is not DifferenceKind.FIGURE]
    verbs = None if same else converse.turned(ours, theirs)
    said = converse.differences(ours, theirs, verbs, [*told, *instead])
    said = clauses.differences([] if same else clauses.same_deeds(ours, theirs), said)
    by = [] if bare.said is None else attribution_difference(bare.said, known.speakers)
    sure = list(_sureness(bare, ours, theirs, known))
    found = _once(_turned([*said, *by, *_besides(sure, said)], bare.denied, theirs))
    accounted = account(ours, theirs, known, found, verbs)
    firm = firm_ones(found, ours, theirs, accounted)
    if len(firm) < len(found):
        accounted = account(ours, theirs, known, firm, verbs)
    label = "" if statement.frame is None else statement.frame.speaker
    added = [
        Difference(DifferenceKind.ADDS, phrase, "")
        for phrase in accounted.added
        if not same and phrase != label
    ]
    return Compared(
        ours,
        theirs,
        None if bare.said is None else bare.said.frame,
        (*firm, *added),
        accounted,
        (same and not held.differences) or (accounted.is_whole and not found),
        is_comparable=same or accounted.shares_matter,
        given=held.given,
    )


def _told(ours: Reading, theirs: Reading, known: Known) -> Iterator[Difference]:
    """The differences, other than figures, that are found without an account of the other words."""
    yield from in_dates(ours, theirs, known)
    yield from opposites.negations(ours, theirs)
    yield from roles.differences(ours, theirs, known.places, lambda a, b: kin(a, b, known.speakers))
    yield from opposites.differences(ours, theirs)


def _sureness(bare: _Bare, ours: Reading, theirs: Reading, known: Known) -> Iterator[Difference]:
    """Differences in how sure or done something is said to be. A hedge of a speaker with a name is
    that speaker's stance, and is compared as one."""
    if bare.said is None or names_somebody(bare.said):
        if bare.said is None or not hedges(bare.said, known.speakers):
            yield from assertion.differences(ours, theirs)
        return
    yield from assertion.differences(bare.said, theirs)  # "officials believe that …"


def _besides(sure: Iterable[Difference], said: Sequence[Difference]) -> Iterator[Difference]:
    """Without those told as a negation in the same words: "cannot vote" against "may vote"."""
    denied = [d for d in said if d.kind is DifferenceKind.NEGATION]
    return (
        one
        for one in sure
        if not any(one.statement in d.statement or one.record in d.record for d in denied)
    )


def in_dates(ours: Reading, theirs: Reading, known: Known) -> Iterator[Difference]:
    """The times of the statement that agree with no time of the claim."""
    on_record, against = (theirs.times, differ) if theirs.times else (known.times, apart)
    for time in ours.times:
        others = [other for other in on_record if against(time, other)]
        if others and len(others) == len(on_record):
            yield Difference(DifferenceKind.DATE, time.text, others[0].text)


# --- frames ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bare:
    """A statement and a claim without their frames.

    `said` is the statement with the frame that was removed, if the speaker has to be compared.
    `denied` is the frame by which the statement calls its content false, if the claim does not.
    """

    ours: Reading
    theirs: Reading
    said: Reading | None
    denied: Frame | None


def _without_frames(statement: Reading, claim: Reading, speakers: Sequence[Speaker]) -> _Bare:
    denied, said = statement.refutation, statement.refuted
    if is_topic(said, claim, speakers):
        return _Bare(said, claim, None, denied)
    if denied is not None and claim.refutation is not None:
        return _without_speakers(said, claim.refuted.core, None)  # both call the same thing false
    return _without_speakers(said, claim.core, denied)


def _without_speakers(said: Reading, claim: Reading, denied: Frame | None) -> _Bare:
    if said.frame is not None and said.frame.verb == ":" and is_dateline(said.speaker):
        return _Bare(said, claim, None, denied)
    if denied is None and said.frame is not None and claim.frame is None and _nobody_denies(said):
        return _Bare(said.framed, claim, None, said.frame)
    if said.frame is None or claim.frame is None:
        return _Bare(said.framed, claim, None if said.frame is None else said, denied)
    # The claim itself says that a speaker said it: the whole sentences are compared, or the
    # contents of both frames.
    if _one_speaker(said, claim):
        return _Bare(said.framed, claim.framed, None, denied)
    return _Bare(said, claim, None, denied)


def _nobody_denies(said: Reading) -> bool:
    """Whether no speaker with a name denies ("officials deny that …"), so that the statement itself
    does."""
    return said.frame is not None and said.frame.stance == DENIES and not names_somebody(said)


def _one_speaker(one: Reading, other: Reading) -> bool:
    """Whether two frames name the same speaker, in more or fewer words, with the same stance."""
    words, others = ({t.lower for t in r.speaker.tokens} for r in (one, other))
    if one.frame is None or other.frame is None or one.frame.stance != other.frame.stance:
        return False
    mine, another = (_named_in(r.speaker) for r in (one, other))
    if words & _NOT != others & _NOT or not mine or not another:
        return False
    return mine <= another or another <= mine


def _named_in(speaker: Reading) -> set[str]:
    """Its terms ("China's", "Chinese"), and what is in figures and dates."""
    return {*speaker.terms, *(speaker.tokens[at].lower for at in speaker.taken)}


_NOT = frozenset(("not", "never", "t", "no"))


def _turned(
    found: Sequence[Difference], denied: Frame | None, theirs: Reading
) -> Sequence[Difference]:
    """The differences of a statement that calls its content false ("It is false that …"): agreement
    becomes a negation, and a negation becomes agreement."""
    if denied is None:
        return found
    rest = [d for d in found if d.kind is not DifferenceKind.NEGATION]
    if len(rest) < len(found):
        return rest
    whole = theirs.excerpt(0, len(theirs.tokens) - 1)
    return [*rest, Difference(DifferenceKind.NEGATION, denied.verb, whole)]


_ONE_OF_SEVERAL = 75.0


def _meant(content: Reading, claim: Reading) -> Reading:
    """The sentences of the claim that the statement repeats, if it has several; else the whole
    claim."""
    if not _SENTENCE_END.search(claim.text):
        return claim
    parts = statements(claim.text).texts
    some = (". ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
    near = process.extractOne(content.text, some, scorer=fuzz.ratio, score_cutoff=_ONE_OF_SEVERAL)
    if near is None or near[1] <= fuzz.ratio(content.text, claim.text):
        return claim
    return read(near[0])


_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")


def read_together(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """Two English sentences, each read with the names that the other writes with a capital.

    A sentence is read again only if the other has names that it writes in another way.
    """
    opening = _openings(one, other)
    return _knowing(one, other, opening), _knowing(other, one, opening)


def _knowing(reading: Reading, other: Reading, opening: frozenset[str]) -> Reading:
    here = {token.lower for token in reading.tokens}
    names = (other.name_words | opening) - reading.name_words
    names = frozenset(w for w in names if w in here)
    return reading.knowing(names) if names else reading


def _openings(one: Reading, other: Reading) -> frozenset[str]:
    """First words that are names, although any first word has a capital: "Putin demands …"
    against "Zelensky demands …", two words in one place before the same verb."""
    if len(one.tokens) < 2 or len(other.tokens) < 2:
        return frozenset()
    (a, verb), (b, same_verb) = one.tokens[:2], other.tokens[:2]
    if not (a.capital and b.capital and verb.stem == same_verb.stem):
        return frozenset()
    if verb.capital or (is_stopword(verb.lower) and verb.lower != "and"):
        return frozenset()
    if TITLES.intersection((a.lower, b.lower)) or any(_describes(w.lower) for w in (a, b)):
        return frozenset()
    pair = (a.lower, b.lower)
    if a.lower == b.lower or any(is_stopword(w) or w.isdigit() for w in pair):
        return frozenset()
    return frozenset(pair)


_OF_ADJECTIVES = ("ful", "ous", "ive", "ly", "ing", "ed", "ent", "est", "less")


def _describes(lower: str) -> bool:
    """Whether a word's ending shows that it is no name: "Powerful new earthquake"."""
    return len(lower) > 5 and lower.endswith(_OF_ADJECTIVES)


def _once(found: Iterable[Difference]) -> list[Difference]:
    order = list(DifferenceKind)
    return sorted(dict.fromkeys(found), key=lambda d: order.index(d.kind))
