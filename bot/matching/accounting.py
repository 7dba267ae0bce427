"""Every word accounted for: which words of a statement are in the claim, and which are left over.

A content word of the statement is accounted for if the claim has it (the same word, a synonym,
another form of a name, a figure, a day), or if the claim's row has it beside the text (place,
topic, speakers). It is also accounted for if a Difference quotes it, or if it adds nothing
("currently"). Words left over are not on record. The statement may lack words of the claim, but not
those that limit it (`limits`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.reading import Reading
from bot.matching.account import Account, Accounted
from bot.matching.additions import added
from bot.matching.converse import Turned
from bot.matching.known import Known
from bot.matching.ledger import Ledger
from bot.matching.limits import Span, limits
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
    limiting = limits(ours, theirs, claim)
    told = tuple(theirs.excerpt(first, last) for first, last in limiting)
    claim = tuple(replace(one, limits=_is_in(one, limiting)) for one in claim)
    account = Account(statement, claim, told)
    if not account.left or told:
        return account
    return Account(statement, claim, told, tuple(added(ours, book)))


def _is_in(one: Accounted, spans: Sequence[Span]) -> bool:
    return any(first <= one.first <= last for first, last in spans)
