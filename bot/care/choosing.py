"""Claims to choose from while an editor types: to merge a claim into one, to move a statement."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from sqlmodel import Session

from bot.care.rows import row_of
from bot.record.finding import find
from bot.record.numbers import sought, typed_number
from bot.record.query import query
from bot.record.reading import claims_on_record
from bot.record.search import Reader
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack.editors import is_editor
from bot.slack.forms import Option
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from models.record import Attribution, Claim

OFFERED = 20
"""Claims that are offered at once: more would be slow, and nobody reads them in a menu."""


def claims_like(
    services: Services, installation: Installation, press: Press, typed: str
) -> list[Option]:
    """The claims with the words typed so far, or of the number; before anything is typed, those
    that say something like the claim of the form. None for people who are no editors."""
    if not is_editor(services, installation, press.user):
        return []
    with Session(services.engine) as session:
        here = _claim_of(session, press)
        found = _typed(services, session, press, typed) if typed.strip() else []
        if not typed.strip() and here is not None:
            near = services.checker.ranked(press.workspace_id, here.text, OFFERED)
            found = [number for number, _ in near]
        shown = claims_on_record(
            session, press.workspace_id, list(dict.fromkeys(found)), now=services.clock(),
            editor=True, shelf_lives={},
        )  # fmt: skip
        own = here.id if here is not None else None
        return [
            (str(one.card.id), f"#{one.card.id} {one.card.text}")
            for number in found
            if (one := shown.get(number)) and one.card.id == number != own
            if not (one.hidden or one.withdrawn)
        ]


def _typed(services: Services, session: Session, press: Press, typed: str) -> Iterable[int]:
    now = services.clock()
    numbers = []
    with suppress(ValueError):
        numbers.append(sought(typed_number(typed)))
    try:
        wanted = query(typed, now.date()).typing()
    except RefusalError:  # a status or a day that is not written out yet
        return numbers
    reader = Reader(True, now, services.checker.having)
    found = find(session, press.workspace_id, wanted, reader, per_page=OFFERED)
    return [*numbers, *(one.id for one in found.claims if one.id not in numbers)]


def _claim_of(session: Session, press: Press) -> Claim | None:
    """The claim that the form is about, or on which its statement is; None if there is none."""
    try:
        number = press.number()
        if press.do == "move":
            number = row_of(session, Attribution, press.workspace_id, number).claim_id
        return row_of(session, Claim, press.workspace_id, number)
    except RefusalError:
        return None
