"""The account of a statement's words as text: why a claim is said to say the same, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.i18n import N_, gettext, ngettext
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
ABOUT = N_(
    "*On record about this.* Your wording is too different to tell from the words alone whether it"
    " says the same: compare the two."
)
LIMITED = N_("*On record about this, but with a limit* that your wording does not have:")
_MOST = 8
_WORD = 60  # longest word or phrase that is shown, in UTF-16 code units


def in_full(account: Account) -> Iterator[str]:
    """One line per word of the statement: what accounts for it, or that it is left over. Then the
    words of the claim that the statement lacks. Plain text."""
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


def of_about(account: Account | None) -> str:
    """What a card of outcome `about` says first (mrkdwn): why it is no match."""
    if account is None or not account.says_all_but_limits:
        return gettext(ABOUT)
    return f"{gettext(LIMITED)} {_limits(account)}."


def in_short(account: Account) -> str:
    """In one line (mrkdwn), what is left over on either side; empty if nothing is. It quotes only
    the claim, because others than the asker may read it."""
    parts = []
    if account.left:
        parts.append(
            ngettext(
                "{n} word of what was asked is not on record.",
                "{n} words of what was asked are not on record.",
                len(account.left),
            )
        )
    if account.limits:
        limits = _limits(account)
        parts.append(
            gettext("The claim is limited, and what was asked is not: {limits}.", limits=limits)
        )
    missing = [one for one in account.missing if not one.limits]
    if missing:
        listed = _listed(missing)
        parts.append(gettext("On record, and not in what was asked: {words}.", words=listed))
    return " ".join(parts)


def _limits(account: Account) -> str:
    return ", ".join(f"“{quote(limit, _WORD)}”" for limit in account.limits[:_MOST])


def _listed(words: Sequence[Accounted]) -> str:
    shown = [f"“{quote(one.text, _WORD)}”" for one in words[:_MOST]]
    told = ", ".join(shown)
    more = len(words) - len(shown)
    return (
        ngettext("{words} and {n} more", "{words} and {n} more", more, words=told) if more else told
    )
