"""Every word accounted for: which words of a statement are in the claim, and which are left over.

A content word of the statement is accounted for if the claim has it (the same word, a synonym,
another form of a name, a figure, a day), or if the claim's row has it beside the text (place,
topic, speakers). It is also accounted for if a Difference quotes it, or if it adds nothing
("currently"). Words left over are not on record. The statement may lack words of the claim, but not
those that limit it: a condition, an exception, a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.reading import Reading
from bot.matching.account import Account, Accounted
from bot.matching.accounting_words import LIMITS
from bot.matching.additions import added
from bot.matching.converse import Turned
from bot.matching.known import Known
from bot.matching.ledger import Ledger
from bot.matching.outcome import Difference


def account(
    ours: Reading,
    theirs: Reading,
    known: Known,
    differences: Sequence[Difference] = (),
    verbs: Turned | None = None,
) -> Account:
    """The account of a statement compared with a claim, both without a speaker's frame.
    `differences` are those found already. `verbs` are two verbs that tell one event from its two
    sides. Never raises."""
    book = Ledger(ours, theirs)
    book.enter_words()
    book.enter_converse(verbs)
    book.enter_names()
    book.enter_days(known)
    book.enter_likes()
    book.enter_compounds()
    book.enter_acronyms()
    book.enter_told(differences)
    book.enter_known(known)
    statement, claim = book.statement(), book.claim()
    limits = tuple(_limits(theirs, ours, claim))
    account = Account(statement, claim, limits)
    if not account.left or limits:
        return account
    return Account(statement, claim, limits, tuple(added(ours, book)))


def _limits(theirs: Reading, ours: Reading, claim: Sequence[Accounted]) -> Iterator[str]:
    """The words that limit a claim and are missing from the statement: "if they join in", "only",
    "except on Sundays". A figure of the claim is such a word if the statement has no figure at
    all."""
    here = {token.lower for token in ours.tokens}
    for at, token in enumerate(theirs.tokens):
        if token.lower in LIMITS and token.lower not in here and at not in theirs.taken:
            yield theirs.excerpt(at, len(theirs.tokens) - 1)
            return
    figures = _touching(theirs)
    if not ours.quantities:
        yield from (one.text for one in claim if one.by is None and one.first in figures)


def _touching(reading: Reading) -> set[int]:
    """The tokens inside figures."""
    return {
        at
        for at, token in enumerate(reading.tokens)
        if any(q.start <= token.start < q.end for q in reading.quantities)
    }
