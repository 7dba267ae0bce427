"""The account of a statement's words in words: why the bot says that it says the same, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language import writing
from bot.matching.account import Account, Accounted, By
from bot.slack.text import quote

_REASONS = {
    By.WORD: "the same word",
    By.SYNONYM: "means the same",
    By.NAME: "another form of the name",
    By.FIGURE: "the same figure",
    By.DAY: "the same day",
    By.KNOWN: "beside the claim on record",
    By.DIFFERENCE: "differs",
    By.ADDS_NOTHING: "adds nothing",
    By.ASIDE: "an aside",
}
_MOST = 8
_WORD = 60  # longest word or phrase that is shown, in UTF-16 code units


def in_full(account: Account) -> Iterator[str]:
    """A line per word of the statement: what it was matched with, or why it was excused; then the
    words of the claim that are missing. Plain text."""
    for one in account.statement:
        if one.by is None:
            yield f"{one.text}: LEFT OVER, not on record"
            continue
        against = f" “{one.against}”" if one.against and one.against != one.text else ""
        yield f"{one.text}: {_REASONS[one.by]}{against}"
    for phrase in account.added:
        yield f"Said besides: “{phrase}”"
    for one in account.missing:
        yield f"On record, not in the statement: {one.text}"
    for limit in account.limits:
        yield f"Limits the claim, not in the statement: “{limit}”"


def in_short(account: Account) -> str:
    """The same in one line, mrkdwn; empty where nothing is left on either side. It quotes the claim
    alone: who reads it may not be the one who asked."""
    parts = []
    if account.left:
        told = writing.count(len(account.left), "word")
        parts.append(f"{told} of what was asked {_verb(account.left)} not on record.")
    if account.missing:
        parts.append(f"On record, and not in what was asked: {_listed(account.missing)}.")
    return " ".join(parts)


def _verb(words: Sequence[Accounted]) -> str:
    return "is" if len(words) == 1 else "are"


def _listed(words: Sequence[Accounted]) -> str:
    shown = [f"“{quote(one.text, _WORD)}”" for one in words[:_MOST]]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
