"""What the figure of a sentence measures: killed, injured, treated in hospital, missing, homeless,
at present or in total, of people or of buildings, and per day or year.

Only what both of two sentences say can set their measures apart: "has risen to 135" may measure
anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.i18n import N_, gettext
from bot.language import writing
from bot.language.languages import ENGLISH, language
from bot.language.quantities import Quantity, quantities
from bot.language.stated import Figure, given_in
from bot.matching.measure_words import (
    AT_PRESENT,
    COUNTED,
    IN_TOTAL,
    ONGOING,
    OUTRANKS,
    STATES,
    STOPS,
    STRESSED,
    WHAT,
)

PRESENT, TOTAL = N_("at present"), N_("in total")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures; what the sentence does not say is empty.

    `what` has the names of `measure_words.WHAT`. `when` is PRESENT or TOTAL if the sentence says so
    in a word for it, `suggests` if only its verb does ("were taken to hospital" is in total).
    `counted` is people, families or buildings. `per` is as in `Quantity`, None if the figure is not
    in the sentence.
    """

    what: frozenset[str] = frozenset()
    when: str = ""
    suggests: str = ""
    counted: str = ""
    per: str | None = None
    found: bool = False


def measure(text: str, figure: Figure | None = None, unit: str | None = None) -> Measure:
    """What the figure measures in a text. If the text does not give it, all that its figures
    measure together. A text that is not English says nothing."""
    if language(text) != ENGLISH:
        return Measure()
    one = given_in(text, figure, unit) if figure is not None else None
    return _of_figure(text, one) if one is not None else _of_text(text)


def apart(one: Measure, other: Measure) -> str:
    """How the measure of `one` differs from that of `other`, as words for an editor ("injured, not
    killed"); empty if they may be the same."""
    if one.what and other.what and one.what.isdisjoint(other.what):
        return _not(_list(one.what), _list(other.what))
    if one.counted and other.counted and one.counted != other.counted:
        return _not(gettext(one.counted), gettext(other.counted))
    if one.found and other.found and one.per != other.per:
        return _not(_rate(one), _rate(other))
    states = (one.what or other.what) <= STATES and (other.what or one.what) <= STATES
    said, also = one.when or one.suggests, other.when or other.suggests
    if states and (one.when or other.when) and said and also and said != also:
        return _not(gettext(said), gettext(also))
    return ""


def _not(one: str, other: str) -> str:
    return gettext("{one}, not {other}", one=one, other=other)


def count_others(text: str, one: Quantity, other_text: str, other: Quantity) -> bool:
    """Whether the figures of two texts count people to whom different things happened: 40 who were
    killed and 300 who were made homeless. Neither contradicts the other."""
    mine, theirs = _what_of(text, one), _what_of(other_text, other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


@lru_cache(maxsize=4_096)
def _what_of(text: str, one: Quantity) -> frozenset[str]:
    # The figure of a claim's row has no place in the text.
    if one.unit is not None or text[one.start : one.end] != one.text:
        return frozenset()
    return _of_figure(text, one).what


def _list(what: frozenset[str]) -> str:
    return writing.listed([gettext(one) for one in sorted(what)], either=True)


def _rate(one: Measure) -> str:
    if one.per:
        return gettext("a figure per {time}", time=one.per)
    return gettext("a figure for the whole time")


# --- one figure of a sentence -------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?;…](?=\s|$|[\"”’])|\n")
_PART_END = re.compile(STOPS, re.IGNORECASE)


def _of_figure(text: str, one: Quantity) -> Measure:
    """The words nearest to a figure say what it measures: those of its own part of the sentence
    behind it, before it, then those farther off, never past another figure."""
    start, end = _around(text, one)
    before, behind = text[start : one.start], text[one.end : end]
    own, *more = _PART_END.split(behind)
    *farther, near = _PART_END.split(before)
    alone = end == len(text) or not _is_figure(text, end)
    after = frozenset().union(*(_what(part, led=False) for part in more)) if alone else frozenset()
    found = _what(own, led=False)
    if found:
        found |= after  # "were injured and treated": both
    else:
        found = _what(near, led=True) or after
    for part in reversed(farther):
        found = found or _what(part, led=True)
    when, suggests = _when(f"{before}{one.text}{behind}")
    return Measure(found, when, suggests, _counted(one.counted or ""), one.per, found=True)


def _of_text(text: str) -> Measure:
    when, suggests = _when(text)
    return Measure(frozenset(_names(text)), when, suggests)


def _around(text: str, one: Quantity) -> tuple[int, int]:
    """The bounds of the figure's sentence, cut at the figures beside it."""
    figures = quantities(text)
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    start = max((at for at in (0, *ends, *(q.end for q in figures)) if at <= one.start), default=0)
    end = min(
        (at for at in (len(text), *ends, *(q.start for q in figures)) if at >= one.end),
        default=len(text),
    )
    return start, end


def _is_figure(text: str, at: int) -> bool:
    return any(one.start == at for one in quantities(text))


def _what(part: str, *, led: bool) -> frozenset[str]:
    """What a part of a sentence says is measured: the one nearest to the figure, which is
    behind the part (`led`) or before it. A word beside it that outranks it is more exact: "died in
    hospital" is killed, "injured people in hospital" is in hospital."""
    names = _names(part)
    if not names:
        return frozenset()
    name = names[-1] if led else names[0]
    for other in names:
        if other in OUTRANKS.get(name, ()):
            name = other
    return frozenset((name,))


def _names(part: str) -> list[str]:
    """The measures that a text names, in its order."""
    found = [(m.start(), name) for name, words in WHAT.items() for m in words.finditer(part)]
    return [name for _, name in sorted(found)]


def _when(window: str) -> tuple[str, str]:
    """Whether a sentence says that it counts those at present, or all so far: in a word for it, and
    by its verb."""
    now, total = (words.search(window) is not None for words in (AT_PRESENT, IN_TOTAL))
    said = PRESENT if now and not total else TOTAL if total and not now else ""
    if STRESSED.search(window) and not total:
        said = PRESENT
    ongoing = next((m.lastgroup for m in ONGOING.finditer(window)), None)
    return said, {"present": PRESENT, "total": TOTAL}.get(ongoing or "", "")


def _counted(words: str) -> str:
    return next((name for name, one in COUNTED.items() if one.search(words)), "")
