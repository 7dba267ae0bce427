"""The form in which editors say who the editors are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bot.care import editors_view
from bot.i18n import gettext
from bot.record.change import Change
from bot.record.workspaces import editors_of, lock, set_editors, version_of_editors
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import forms, modals, notice, refusals
from bot.slack.client import CALL_ERRORS, Trouble, failure
from bot.slack.editors import only_editors
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from bot.slack.people import is_of
from models.database import writing


def form(services: Services, installation: Installation, user: str) -> View:
    """The form with the list of editors as it is now; if there is none, with the person alone.

    Raises RefusalError for people who are no editors, and if the list is too long for a form.
    """
    only_editors(services, installation, user)
    with Session(services.engine) as session:
        seen = version_of_editors(session, installation.workspace_id)
        listed = editors_of(session, installation.workspace_id)
    if len(listed) > editors_view.MOST:
        raise RefusalError(
            gettext(editors_view.TOO_MANY, most=editors_view.MOST, command=editors_view.COMMAND)
        )
    return forms.modal(editors_view.form(listed, listed or (user,), seen=seen))


def save(services: Services, installation: Installation, press: Press) -> modals.Answer:
    """Set the list of editors; gives the answer to Slack. The person who sets it stays
    on it, so that it is never empty. Raises RefusalError for people who are no editors."""
    only_editors(services, installation, press.user)
    chosen = tuple(dict.fromkeys(press.given.ticked(editors_view.PEOPLE)))
    if not chosen:
        return _wrong(press, gettext(editors_view.NOBODY, command=editors_view.COMMAND))
    problems = [said for one in chosen if (said := _why_not(installation, one))]
    if problems:
        return _wrong(press, " ".join(problems))
    kept = press.user not in chosen
    people = (*chosen, press.user) if kept else chosen
    with Session(writing(services.engine)) as session, session.begin():
        lock(session, installation.workspace_id)
        before = editors_of(session, installation.workspace_id)
        newest = version_of_editors(session, installation.workspace_id)
        overtaken = newest != press.seen
        # Checked again: the person may have been taken off the list since.
        if before and press.user not in before:
            raise RefusalError(refusals.NOT_AN_EDITOR)
        if not overtaken:
            number, now = installation.workspace_id, services.clock()
            set_editors(Change(session, number, press.user, now), people)
    if overtaken:
        again = editors_view.form(
            before, chosen, seen=newest, notice=gettext(editors_view.OVERTAKEN)
        )
        return modals.instead(press, forms.modal(again))
    return modals.instead(press, notice.modal(editors_view.saved(people, kept=kept)))


def _why_not(installation: Installation, user: str) -> str:
    """Why a person cannot be an editor, also because Slack does not answer; empty if they can."""
    try:
        person = installation.client.users_info(user=user).get("user") or {}
    except CALL_ERRORS as error:
        refused = failure(error).trouble is Trouble.REFUSED
        return gettext(editors_view.UNKNOWN) if refused else refusals.SLACK_BUSY
    return next((said for said, holds in _against(person, installation.team_id) if holds), "")


def _against(person: Mapping[str, Any], team_id: str) -> Sequence[tuple[str, bool]]:
    name = str(person.get("real_name") or person.get("name") or "")
    theirs = not is_of({**person, "deleted": False}, team_id)
    guest = person.get("is_restricted") or person.get("is_ultra_restricted")
    bot = person.get("is_bot") or person.get("id") in (None, "USLACKBOT")
    return (
        (editors_view.deactivated(name), bool(person.get("deleted"))),
        (editors_view.bot(name), bool(bot)),
        (editors_view.stranger(name), theirs),
        (editors_view.guest(name), bool(guest)),
    )


def _wrong(press: Press, sentence: str) -> modals.Answer:
    return modals.refused(press, {editors_view.PEOPLE: sentence})
