"""What "denied this" and "said the same" refer to: an earlier statement of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.complement_words import SAID_BEFORE
from bot.extraction.coreference import Resolved
from bot.extraction.draft import Pattern
from bot.extraction.found import Found, Range
from bot.extraction.page import Page

_NEAR = 12  # passages back to which "the same" may refer


@dataclass(frozen=True, slots=True)
class Meant:
    """The content that is meant, empty if none is found; not `sure` if it may be another."""

    content: tuple[Range, ...] = ()
    sure: bool = True


def meant_by(
    page: Page, found: Sequence[Found], resolved: Sequence[Resolved], index: int, *, turned: bool
) -> Meant:
    """What the passage `found[index]` refers to; its speaker is `resolved[index]`.

    Who denies, declines (`turned`) or confirms "this" means the nearest statement of another
    speaker in that sentence or the one before. That is not sure if others spoke there too, if the
    other speaker is only a guess, or if there is none. "The same" is the nearest statement before,
    and "it" otherwise one of the speaker's own.
    """
    one = found[index]
    if not _points(page, one):
        before = _before(found, index)
        return Meant(tuple(found[before[0]].content)) if before else Meant()
    if not turned and one.lemma not in _TAKING_UP:
        own = [at for at in _before(found, index) if _subject(found[at]) == _subject(one)]
        return Meant(tuple(found[own[0]].content)) if own else Meant()
    others = _others(found, resolved, index)
    followed = others
    if not others:  # "Kern denied this. Gale disputed that.": what Kern denied, or that he did
        before = [at for at in _nearest(found, index) if _is_another(found, resolved, index, at)]
        followed = _others(found, resolved, before[0]) if before else []
    if not followed or not _is_statement(found[followed[0]]):
        return Meant(sure=False)
    names = {_name(resolved[at]) for at in others}
    guessed = resolved[index].pronoun or resolved[followed[0]].pronoun
    return Meant(tuple(found[followed[0]].content), sure=len(names) == 1 and not guessed)


def _others(found: Sequence[Found], resolved: Sequence[Resolved], index: int) -> list[int]:
    """The statements of other speakers in that sentence and the one before, the nearest first."""
    return [
        at
        for at in _before(found, index)
        if _is_near(found, index, at) and _is_another(found, resolved, index, at)
    ]


def _nearest(found: Sequence[Found], index: int) -> list[int]:
    return [at for at in range(index - 1, max(index - 2, -1), -1) if _is_near(found, index, at)]


def _is_near(found: Sequence[Found], index: int, at: int) -> bool:
    return found[index].sentence - found[at].sentence in (0, 1)


def _is_statement(one: Found) -> bool:
    """Whether a content is a statement by itself: not "(accused) the mayor of taking bribes"."""
    return one.how != "calls"


def _before(found: Sequence[Found], index: int) -> list[int]:
    """The passages that end before this one, the nearest first, without those that refer to others
    themselves."""
    begin = found[index].content[0][0]
    return [
        at
        for at in range(index - 1, max(index - _NEAR, 0) - 1, -1)
        if found[at].pattern is not Pattern.ANAPHORIC and found[at].content[-1][1] <= begin
    ]


def _is_another(found: Sequence[Found], resolved: Sequence[Resolved], index: int, at: int) -> bool:
    one, other = _name(resolved[index]), _name(resolved[at])
    if one and other:
        return one != other
    return _subject(found[index]) != _subject(found[at])


def _name(who: Resolved) -> str:
    return (who.described.name or "").casefold()


def _subject(one: Found) -> int | None:
    return one.subject.first if one.subject is not None else None


def _points(page: Page, one: Found) -> bool:
    """Whether the content is only "it", "this" or "the claim"."""
    first, last = one.content[0]
    words = [word.low for word in page.words[first:last]]
    return words in (["it"], ["this"], ["that"]) or (len(words) == 2 and words[1] in SAID_BEFORE)


_TAKING_UP = frozenset("confirm acknowledge admit".split())
"""Verbs whose "it" is what another said."""
