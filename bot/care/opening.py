"""What a menu or button opens: a claim, its history, its sources, or an editor's form."""

from __future__ import annotations

import logging

from bot.ask import buttons as choosing
from bot.care import forms as carrying
from bot.care import looking
from bot.care import view as care
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import interaction, refusals
from bot.slack.asked import Asked, Shown
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.installations import Installation
from bot.slack.message import View

log = logging.getLogger(__name__)


def view(services: Services, installation: Installation, asked: Asked) -> View:
    """The modal for what is asked. Raises RefusalError where this person may not have it."""
    if asked.do == "show":
        return looking.claim(services, installation, asked)
    if asked.do == "history":
        shown = looking.told(services, installation, asked.user, asked.number())
        return care.view(shown.title, shown.message)
    if asked.do == "sources":
        return choosing.sources(services, installation, asked.click_on(asked.number()))
    return carrying.open_form(services, installation, asked)


def show(installation: Installation, asked: Asked, modal: View) -> None:
    """Open a modal; from within one, upon it; from within a form, in its place."""
    client, click = installation.client, asked.click
    if not click.view_id:
        client.views_open(trigger_id=click.trigger_id, view=modal)
    elif asked.in_form:
        client.views_update(view_id=click.view_id, view=modal)
    else:
        client.views_push(trigger_id=click.trigger_id, view=modal)


def page(services: Services, installation: Installation, asked: Asked) -> Shown:
    """Another page of a list."""
    if asked.do == "find":
        name = str(asked.fields.get("words", ""))
        found = looking.found(services, installation, asked.user, name, asked.number("page"))
        return Shown("On record", found)
    if asked.do == "history":
        page_number = asked.number("page")
        return looking.told(services, installation, asked.user, asked.number(), page_number)
    raise RefusalError(refusals.STALE)


def replace(installation: Installation, asked: Asked, shown: Shown) -> None:
    """Put a page in the place of the one with the button, in a message or a modal."""
    if asked.click.view_id:
        modal = care.view(shown.title, shown.message)
        installation.client.views_update(view_id=asked.click.view_id, view=modal)
    else:
        interaction.replace(installation.client, asked.click, shown.message)


def refresh(services: Services, installation: Installation, asked: Asked) -> None:
    """Show the list of sources below a form that was sent as it is now. Where that fails it only
    looks as before: whatever is done from it is checked against the record."""
    if not asked.under or not asked.fields.get("claim"):
        return
    try:
        modal = choosing.sources(services, installation, asked.click)
        installation.client.views_update(view_id=asked.under, view=modal)
    except RefusalError as error:
        log.info("a list of sources was not refreshed: %s", error.sentence)
    except CALL_ERRORS as error:
        log.info("a list of sources was not refreshed: %s", failure(error).code)
