"""Which of the differences found may be named: those in sentences that otherwise say the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.negation_words import PREVENTS, UNDOES
from bot.language.reading import Reading
from bot.language.tokens import stem
from bot.matching.account import Account
from bot.matching.outcome import Difference, DifferenceKind


def firm_ones(
    found: Sequence[Difference], ours: Reading, theirs: Reading, accounted: Account
) -> list[Difference]:
    """The differences `found` that may be named, in their order. `accounted` is the account of the
    two sentences with all that were found."""
    undone = _undone(ours, theirs, accounted)
    return [
        one
        for one in found
        if _is_firm(one, accounted) and not (undone and one.kind is DifferenceKind.NEGATION)
    ]


_FIRM, _HALF_FIRM = 0.6, 0.4
_NEARLY_ALL = 0.8
"""The shares of both sentences' words that have to be accounted for before a difference is named.
In sentences that are only about the same matter, the next name or figure is in another's place by
chance: with 0.6 nine of ten differences named on posts (train) go, and none of those on edits."""

_SAID_BY = 0.5
"""The share of a claim's words from which it matters that another speaker is named."""

_DENIED = 0.55
"""The share of a claim's words that a statement has to have to deny it, or to affirm what it
denies."""

_OF_ONE_THING = (DifferenceKind.FIGURE, DifferenceKind.DATE)
"""Kinds that are told of the same thing counted or dated, also by a shorter statement."""

_LEAST = {DifferenceKind.ROLES: _NEARLY_ALL, DifferenceKind.PARTY: 0.7}
"""More is asked where another sentence about the same people also has other names, or the same
names in another order."""


def _is_firm(difference: Difference, accounted: Account) -> bool:
    if difference.kind is DifferenceKind.ATTRIBUTION:
        return accounted.said >= _FIRM and accounted.covered >= _SAID_BY
    if difference.kind is DifferenceKind.NEGATION:
        return accounted.said >= _FIRM and accounted.covered >= _DENIED
    if difference.kind in _OF_ONE_THING and difference.statement and difference.record:
        return accounted.said >= _FIRM and accounted.covered >= _HALF_FIRM
    least = _LEAST.get(difference.kind, _FIRM)
    if difference.kind is DifferenceKind.FIGURE and not difference.record:
        least = _NEARLY_ALL
    return min(accounted.said, accounted.covered) >= least


def _undone(ours: Reading, theirs: Reading, accounted: Account) -> bool:
    """Whether a word that nothing accounts for may deny the same in its own way: "should not be
    held" says what "wants to cancel" says. The words of a negation are none of them ("stopped short
    of")."""
    loose = {stem(one.text.lower()) for one in (*accounted.left, *accounted.missing)}
    told = {stem(w.lower()) for n in (*ours.negations, *theirs.negations) for w in n.text.split()}
    return not (loose - told).isdisjoint(PREVENTS | UNDOES)
