"""Opening an editor's form, carrying it out when it is sent, and answering the editor.

A form never overwrites another person's change, because it carries the version of the row that it
showed. If the row was changed meanwhile, the form comes back with that change on top and with the
editor's own words still in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from bot.ask import by_number
from bot.care import claims, figures, outcome_view, outlets, sources, statements
from bot.care.rows import Done
from bot.record import accesses
from bot.record.change import Change
from bot.record.edit.rows import ChangedMeanwhileError
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import forms, modals, notice, refusals
from bot.slack.editors import only_editors
from bot.slack.forms import Form
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from models.database import writing


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that an editor may do: `form` makes its form, `send` carries a sent form out. If
    the form has a further step, `send` gives the press that asks for it."""

    form: Callable[[Session, Press, str], Form]
    send: Callable[[Change, Press], Done | Press]


OPERATIONS: Mapping[str, Operation] = {
    "edit_claim": Operation(claims.edit_form, claims.edit),
    "merge_claim": Operation(claims.merge_form, claims.merge),
    "withdraw_claim": Operation(claims.withdraw_form, claims.withdraw),
    "restore_claim": Operation(claims.restore_form, claims.restore),
    "reword_claim": Operation(figures.reword_form, figures.reword),
    "typing_error": Operation(figures.typing_error_form, figures.typing_error),
    "retract": Operation(statements.retract_form, statements.do_retract),
    "undo_retraction": Operation(statements.undo_form, statements.undo),
    "embargo": Operation(statements.embargo_form, statements.embargo),
    "move": Operation(statements.move_form, statements.move),
    "edit_source": Operation(sources.edit_form, sources.edit),
    "merge_source": Operation(sources.merge_form, sources.merge),
    "edit_outlet": Operation(outlets.edit_form, outlets.edit),
    "merge_outlet": Operation(outlets.merge_form, outlets.merge),
}


def open_form(services: Services, installation: Installation, press: Press) -> View:
    """The form that a press asks for. Raises RefusalError for people who are no editors, and if the
    row does not allow it."""
    only_editors(services, installation, press.user)
    return _form(services, _operation(press), press)


def send(services: Services, installation: Installation, press: Press) -> modals.Answer:
    """Carry out a sent form; gives the answer to Slack.

    Raises RefusalError as `open_form`, and if the row does not exist any more.
    """
    only_editors(services, installation, press.user)
    operation = _operation(press)
    now = services.clock()
    try:
        with (
            Session(writing(services.engine), expire_on_commit=False) as session,
            session.begin(),
        ):
            change = Change(session, press.workspace_id, press.user, now)
            done = operation.send(change, press)
    except GivenError as error:
        return modals.refused(press, error.errors)
    except ChangedMeanwhileError as error:
        return modals.instead(press, _overtaken(services, operation, press, error))
    except RefusalError as error:
        again = _form(services, operation, press, outcome_view.refused(error.sentence))
        return modals.instead(press, again)
    if isinstance(done, Press):
        return modals.instead(press, _form(services, operation, done))
    changes = [(one.claim_id, one.from_status, one.to_status) for one in done.changes]
    return modals.instead(press, notice.modal(outcome_view.done(done.said, changes)))


def _form(services: Services, operation: Operation, press: Press, said: str = "") -> View:
    with Session(services.engine) as session:
        form = operation.form(session, press, said)
        confided = accesses.confidential_among(session, press.workspace_id, form.names)
    by_number.note(services, press.workspace_id, press.user, confided, accesses.FORM)
    return forms.modal(form)


def _overtaken(
    services: Services, operation: Operation, press: Press, error: ChangedMeanwhileError
) -> View:
    """The form for the row as it is now, with the others' changes on top; only these changes, if
    the row does not allow the operation any more."""
    try:
        return _form(services, operation, press.anew(), outcome_view.changed(error.changes))
    except RefusalError as why:
        return notice.modal(outcome_view.overtaken(error.changes, why.sentence))


def _operation(press: Press) -> Operation:
    if press.do not in OPERATIONS:
        raise RefusalError(refusals.STALE)
    return OPERATIONS[press.do]
