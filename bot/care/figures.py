"""An editor's forms about a figure that moved: reword the claim, or call it a typing error."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from bot.ask import figures_view
from bot.care.rows import Done, seen, told
from bot.i18n import gettext
from bot.record.change import Change
from bot.record.edit.figures import Overtaken, overtaken, reword_claim
from bot.record.edit.figures import typing_error as call_it_an_error
from bot.slack import forms
from bot.slack.forms import Form, fitting
from bot.slack.interaction import Press
from models.record import Claim


def reword_form(session: Session, press: Press, notice: str) -> Form:
    found = _overtaken(session, press)
    head = gettext(
        "{told}\nOn record: {leading}\nThe claim gets the figure on record. The old wording stays "
        "in its history.",
        told=told(found.claim),
        leading=figures_view.leading(found.figures),
    )
    return _form(gettext("Reword claim"), gettext("Save"), session, press, found, head, notice)


def reword(change: Change, press: Press) -> Done:
    changes = reword_claim(change, press.number(), _text(press), seen=press.seen)
    return Done(gettext("The claim says the figure on record."), tuple(changes))


def typing_error_form(session: Session, press: Press, notice: str) -> Form:
    found = _overtaken(session, press)
    head = gettext(
        "{told}\nOn record: {leading}\nWhat its source gave before was a typing error: that "
        "figure counts as none from now on, and the claim gets the one on record. Both are in the "
        "history.",
        told=told(found.claim),
        leading=figures_view.leading(found.figures),
    )
    return _form(gettext("A typing error"), gettext("Save"), session, press, found, head, notice)


def typing_error(change: Change, press: Press) -> Done:
    changes = call_it_an_error(change, press.number(), _text(press), seen=press.seen)
    return Done(
        gettext("It is noted as a typing error, and the claim says the right figure."),
        tuple(changes),
    )


def _overtaken(session: Session, press: Press) -> Overtaken:
    return overtaken(session, press.workspace_id, press.number(), now=datetime.now(UTC))


def _form(
    title: str, send: str, session: Session, press: Press, found: Overtaken, *said: str
) -> Form:
    head, notice = said
    shown = press.given.text("text", fitting(found.text, "claim’s text"))
    return Form(
        title,
        send,
        press.about(seen=seen(session, press, Claim, press.number())),
        head,
        [forms.text("text", gettext("The claim, in one sentence"), shown, lines=True, needed=True)],
        notice,
        names=found.speakers,
    )


def _text(press: Press) -> str:
    return " ".join(press.given.text("text").split())
