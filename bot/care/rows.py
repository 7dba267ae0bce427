"""The rows that a form is about, their versions, and the result of changing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from bot.ask.words import CLAIM
from bot.i18n import gettext
from bot.record.edit.rows import version
from bot.record.numbers import LARGEST, sought, typed_number
from bot.record.terms import term
from bot.refusal import RefusalError
from bot.slack import forms
from bot.slack import text as mrkdwn
from bot.slack.action_ids import MenuId
from bot.slack.given import GivenError
from bot.slack.interaction import Press
from bot.slack.message import Block
from models.changes import StatusChange
from models.record import Attribution, Claim, Outlet, Row, Source

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a form that was carried out: `said` to the editor (mrkdwn), and the `changes`
    of claims' statuses."""

    said: str
    changes: tuple[StatusChange, ...] = ()


def row_of(session: Session, table: type[R], workspace_id: int, row_id: int) -> R:
    """A row of this workspace. Raises RefusalError if it has none of that number."""
    row = session.scalars(
        select(table).where(
            col(table.workspace_id) == workspace_id, col(table.id) == sought(row_id)
        )
    ).first()
    if row is None or row.id != row_id:
        raise RefusalError(
            gettext(
                "There is no {names} number {row_id} on this desk’s record.",
                names=term(_NAMES[table]),
                row_id=row_id,
            )
        )
    return row


def seen(session: Session, press: Press, table: type[Row], row_id: int) -> int:
    """The version of a row that the editor saw: the form's, or the current one if the form is only
    being opened."""
    if press.seen is not None:
        return press.seen
    return version(session, press.workspace_id, table.__name__.lower(), row_id)


INTO_CLAIM: Final = MenuId("into_claim")  # the menu in which another claim is looked for


def claim_inputs(press: Press, label: str) -> list[Block]:
    """The inputs for another claim: a menu in which it is looked for, and a field for its
    number."""
    return [
        forms.suggested(
            INTO_CLAIM,
            label,
            placeholder=gettext("Type words of it"),
            hint=gettext("Those that say something alike come first."),
        ),
        forms.text("number", gettext("Or its number"), press.given.text("number")),
    ]


def claim_number(press: Press) -> tuple[str, int]:
    """The claim chosen by `claim_inputs`, or whose number is written there, as 12 or #12; with the
    name of that input. Raises GivenError if there is none."""
    written = press.given.text("number").strip()
    name = "number" if written else INTO_CLAIM
    try:
        number = typed_number(written or press.given.text(INTO_CLAIM))
    except ValueError:
        choose = (
            gettext("Write the number")
            if written
            else gettext("Choose a claim, or write the number")
        )
        wanted = gettext("{choose} of one, like 12. Cards show it after #.", choose=choose)
        raise GivenError({"number": wanted}) from None
    if number > LARGEST:
        raise GivenError(
            {
                name: gettext(
                    "There is no claim number {number} on this desk’s record.", number=number
                )
            }
        )
    return name, number


def told(claim: Claim) -> str:
    """A claim as a form shows it, in mrkdwn: its text and number."""
    return f"*{mrkdwn.quote(claim.text, CLAIM) or gettext('(no text)')}*  #{claim.id}"


_NAMES: dict[type[Row], str] = {
    Claim: "claim",
    Attribution: "statement",
    Source: "source",
    Outlet: "outlet",
}
