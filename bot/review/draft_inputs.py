"""The inputs of the forms in which an editor changes a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.i18n import gettext
from bot.slack import forms
from bot.slack.limits import INPUT_MAX_LENGTH, cut
from bot.slack.message import Block

if TYPE_CHECKING:
    from bot.record.drafts.views import DraftView


# Block ids of the inputs; each has its block id for its action id.
WHO: Final = "who"
NAME: Final = "name"
KIND: Final = "kind"
ROLE: Final = "role"
ORGANISATION: Final = "organisation"
PARTY: Final = "party"
STANCE: Final = "stance"
CLAIM: Final = "claim"
CLAIM_KIND: Final = "claim_kind"
FIGURE: Final = "figure"
UNIT: Final = "unit"
BASIS: Final = "basis"
PLACE: Final = "place"
TIME: Final = "time"
TOPIC: Final = "topic"
DAY: Final = "day"
REASON: Final = "reason"
WORDS: Final = "words"
CHOSEN: Final = "chosen"
FIRST_WORDS: Final = "first_words"
SECOND_WORDS: Final = "second_words"
FIRST_CLAIM: Final = "first_claim"
SECOND_CLAIM: Final = "second_claim"
THEN: Final = "then"
AS_WRITTEN: Final = "as_written"
NOBODY: Final = "nobody"
SOMEBODY_ELSE: Final = "somebody_else"
KNOWN: Final = "known:"
"""Before a source's number, where one on record is chosen."""

APPROVE: Final = "approve"
REWORD: Final = "reword"
SAID: Final = "said"
COMPUTED: Final = "computed"


def approving(label: str, *, reword: bool = False) -> Block:
    """What to do with the draft then; with `reword`, also whether the claim gets the new figure."""
    options = [(APPROVE, label)]
    if reword:
        options.append((REWORD, gettext("Approve it, and reword the claim")))
    return forms.ticks(THEN, gettext("And then"), options, [APPROVE])


def written(
    name: str,
    label: str,
    standing: str,
    *,
    needed: bool = False,
    lines: bool = False,
    hint: str = "",
) -> Block:
    value = cut(standing, INPUT_MAX_LENGTH)
    return forms.text(name, label, value, lines=lines, needed=needed, hint=hint)


def shown_basis(draft: DraftView) -> str:
    """Where the figure is from, as the form shows it first."""
    return COMPUTED if draft.said.figure_computed else SAID


def shown_figure(draft: DraftView) -> str:
    """The figure as the form shows it first."""
    return words.figure(draft.said.figure)
