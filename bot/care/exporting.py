"""The record as a file, sent to an editor by direct message.

Uploading needs a scope that is optional. If it was not granted, the bot
tells the editor the command that writes the same file on the bot's own machine.
"""

from __future__ import annotations

import logging
import threading

from sqlmodel import Session

from bot.ask import view as messages
from bot.care import exporting_view
from bot.record.accesses import note_export
from bot.record.exchange.claim_review import Publisher
from bot.record.exchange.formats import FILE_NAMES, ON_RECORD, Wanted, written
from bot.refusal import RefusalError, reference
from bot.services import Services
from bot.slack import notice, posting, refusals, uploads
from bot.slack.client import CALL_ERRORS, Trouble, failure
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.message import Message
from models.workspace import Workspace

log = logging.getLogger(__name__)


def export(services: Services, installation: Installation, user: str, form: str) -> Message:
    """Begin to write the file for an editor; gives what to say meanwhile.

    Raises RefusalError for people who are no editors.
    """
    if not is_editor(services, installation, user):
        raise RefusalError(refusals.NOT_AN_EDITOR)
    threading.Thread(
        target=_send, args=(services, installation, user, form), name="export", daemon=True
    ).start()
    return exporting_view.begun(form)


def _send(services: Services, installation: Installation, user: str, form: str) -> None:
    """Post a message to the editor, upload the file below it, and say in the message whether that
    worked."""
    client = installation.client
    try:
        posted = posting.posted(client, user, exporting_view.begun(form))
    except CALL_ERRORS as error:
        log.warning("an export was not sent: %s", failure(error).code)
        return
    channel, ts = str(posted["channel"]), str(posted["ts"])
    try:
        told = _upload(services, installation, user, channel, form)
    except Exception:
        name = reference()
        services.metrics.errors.inc()
        log.exception("reference %s", name)
        told = messages.unknown_failure(name)
    try:
        posting.change(client, channel, ts, told)
    except CALL_ERRORS as error:
        log.warning("what came of an export was not told: %s", failure(error).code)


def _upload(
    services: Services, installation: Installation, user: str, channel: str, form: str
) -> Message:
    if form == ON_RECORD:
        number, now = installation.workspace_id, services.clock()
        surface = f"export {form}"
        note_export(services.engine, number, actor=user, surface=surface, at=now)
    with Session(services.engine) as session:
        workspace = session.get_one(Workspace, installation.workspace_id)
        publisher = Publisher(workspace.name) if workspace.name else None
        wanted = Wanted(form, publisher=publisher)
        now = services.clock()
        content = "".join(written(session, installation.workspace_id, wanted, now=now))
    try:
        uploads.upload(installation.client, FILE_NAMES[form], content.encode(), channel)
    except CALL_ERRORS as error:
        if uploads.may_not(error):
            return exporting_view.by_command(form)
        failed = failure(error)
        log.warning("a file was not taken: %s", failed.code)
        refused = failed.trouble is Trouble.REFUSED
        return notice.sentence(refusals.not_taken(failed.code) if refused else refusals.SLACK_BUSY)
    return exporting_view.sent(form, now.date())
