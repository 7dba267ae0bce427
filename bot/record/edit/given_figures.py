"""Correcting the figure that a statement on record gives, or saying that the desk computed it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corroboration import Figure
from bot.i18n import gettext
from bot.language.stated import Words, unsaid, words_of
from bot.record.change import Change
from bot.record.edit.attributions import approved, derived
from bot.record.edit.rows import changing, fit
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, Document, Passage


@dataclass(frozen=True, slots=True)
class GivenFigure:
    """A statement's figure (a closed interval, None = unbounded; the whole is None if it gives
    none), and whether the desk computed it from the words."""

    figure: Figure | None
    unit: str | None = None
    computed: bool = False


def correct_figure(
    change: Change, attribution_id: int, to: GivenFigure, *, seen: int | None
) -> list[StatusChange]:
    """Give a statement this figure; the audit trail keeps the old one. Gives the changes of
    statuses.

    Raises RefusalError if the figure is not in the words and not called computed, and errors as
    `attributions.retract`.
    """
    said = approved(change, attribution_id, seen)
    figure = fit(Attribution, "figure", to.figure)
    unit = fit(Attribution, "unit", to.unit or None)
    if figure is not None and not to.computed:
        passage = change.session.get_one(Passage, said.passage_id)
        document = change.session.get_one(Document, passage.document_id)
        texts = words_of(document.text, passage.content, passage.antecedent)
        why = unsaid(Words(texts, document.text, document.language), figure, unit)
        if why:
            raise RefusalError(
                gettext("{why} Correct it, or say that the desk computed it.", why=why)
            )
    with changing(change, said, action="correct figure"):
        said.figure_low, said.figure_high = figure or (None, None)
        said.unit = unit
        said.figure_computed = to.computed and figure is not None
    return derived(change, said)
