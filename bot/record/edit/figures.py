"""Care of figures that moved: give a claim the figure on record, or say that there was no move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from bot.i18n import gettext
from bot.language.figure_words import reworded
from bot.record.card import FiguresShown
from bot.record.change import Change
from bot.record.columns import figure_of
from bot.record.edit.claims import ClaimFields, edit_claim, fields_of
from bot.record.edit.rows import changing, taken
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from models.changes import StatusChange
from models.record import Attribution, Claim


class NotOvertakenError(RefusalError):
    """The claim says the figure on record already."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A claim whose figure has moved: its figures, and its text with the figure on record in it
    (the old text, if the text does not say its figure). `speakers` are the ids of the sources who
    gave the figures."""

    claim: Claim
    figures: FiguresShown
    text: str
    speakers: tuple[int, ...] = ()


def overtaken(session: Session, workspace_id: int, claim_id: int, *, now: datetime) -> Overtaken:
    """The claim, as editors see it. Raises NotOvertakenError if its figure has not moved."""
    pages = claims_on_record(
        session, workspace_id, [claim_id], now=now, editor=True, shelf_lives={}
    )
    page = pages.get(claim_id)
    if page is None or page.card.id != claim_id or page.withdrawn:
        raise RefusalError(
            gettext("There is no claim number {claim_id} on this desk’s record.", claim_id=claim_id)
        )
    if page.figures is None or not page.figures.is_overtaken:
        raise NotOvertakenError(
            gettext("Claim {claim_id} says the figure on record.", claim_id=claim_id)
        )
    claim = session.get_one(Claim, claim_id)
    figure = figure_of(claim) or (None, None)
    text = reworded(claim.text, figure, page.figures.now.words) or claim.text
    keys = [key for one in (page.figures.now, *page.figures.before) for key in one.by]
    ids = {one.source_id for one in _said(session, workspace_id, keys)}
    return Overtaken(claim, page.figures, text, tuple(sorted(i for i in ids if i is not None)))


def reword_claim(
    change: Change, claim_id: int, text: str | None, *, seen: int | None
) -> list[StatusChange]:
    """Give a claim the figure on record, and a text that says it (None: its own text with that
    figure in it). Gives the changes of its status.

    Raises NotOvertakenError if the figure has not moved, and whatever `edit_claim` raises.
    """
    found = overtaken(change.session, change.workspace_id, claim_id, now=change.now)
    to = _with_figure(fields_of(found.claim), found.figures, text or found.text)
    return edit_claim(change, claim_id, to, seen=seen)


def typing_error(
    change: Change, claim_id: int, text: str, *, seen: int | None
) -> list[StatusChange]:
    """Say that the earlier figures of the source who moved the figure were typing errors, and give
    the claim the figure on record, with a text that says it.

    The attributions stay on record; their figures count as none, and the history says so. Gives
    the changes of the claim's status. Raises as `reword_claim` does.
    """
    session = change.session
    found = overtaken(session, change.workspace_id, claim_id, now=change.now)
    taken(change, Claim, claim_id, seen)
    keys = [key for one in found.figures.before for key in one.by]
    for said in _said(session, change.workspace_id, keys):
        with changing(change, said, action="edit"):
            said.figure_mistaken = True
    to = _with_figure(fields_of(found.claim), found.figures, text)
    return edit_claim(change, claim_id, to, seen=seen)


def _said(session: Session, workspace_id: int, keys: Sequence[str]) -> Sequence[Attribution]:
    query = select(Attribution).where(
        col(Attribution.workspace_id) == workspace_id, col(Attribution.key).in_(keys)
    )
    return session.scalars(query).all()


def _with_figure(fields: ClaimFields, figures: FiguresShown, text: str) -> ClaimFields:
    return replace(fields, text=text, figure=figures.now.figure, unit=figures.now.unit)
