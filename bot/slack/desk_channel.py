"""Posting to the desk's channel, as long as only people of the workspace read it.

The bot asks Slack about the channel before it posts or changes a message there, because the channel
may have been shared since. While it is closed (shared, archived or out of the bot's reach), the
editors get the messages directly and find them in their Home tab. The bot tells the editors once
each time the channel becomes closed, and notes it in the audit trail.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.audit import Audited, audit, newest
from bot.record.change import Change
from bot.record.concealing import concealed
from bot.record.workspaces import lock
from bot.slack import desk_view as desk
from bot.slack import posting
from bot.slack.channels import NEVER_AGAIN, OUTSIDERS, why_closed
from bot.slack.client import CALL_ERRORS, Failure, Trouble, failure
from bot.slack.concealing import cleared
from bot.slack.editors import Knows, all_editors
from bot.slack.installations import Installation
from bot.slack.message import Message
from bot.slack.people import speaking
from models.changes import AuditEntry
from models.database import writing
from models.drafts import ReviewMessage
from models.workspace import Workspace

log = logging.getLogger(__name__)

CLOSED, OPEN = "desk channel closed", "desk channel open"
"""Actions in the audit trail: the channel was found closed, or open again."""

BOT = "on-record"
"""The name in the audit trail for what the bot itself did."""

Later = Callable[[Callable[[], object]], object]
"""Runs a function, at once or soon."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk's channel as Slack describes it now; `channel` is None if the desk has none.

    `closed` says why nothing may be posted there; it is None if posting is allowed.
    """

    channel: str | None
    closed: Failure | None = None

    @property
    def place(self) -> str | None:
        """The channel to post in; None if there is none or it is closed."""
        return None if self.closed else self.channel


def at_once(act: Callable[[], object]) -> object:
    return act()


def look(services: Knows, installation: Installation, later: Later = at_once) -> Desk:
    """Ask Slack about the desk's channel, and give what it says.

    If the channel has been closed since the last look, the editors are told through `later`. If
    outsiders read it, the reviews in it are replaced as well.
    """
    channel = channel_of(services, installation.workspace_id)
    if not channel:
        return Desk(None)
    closed = why_closed(installation.client, channel)
    if closed is not None:
        found(services, installation, channel, closed, later)
    return Desk(channel, closed)


def channel_of(services: Knows, workspace_id: int) -> str | None:
    with Session(services.engine) as session:
        workspace = session.get(Workspace, workspace_id)
    return workspace.desk_channel if workspace is not None else None


def post(
    services: Knows,
    installation: Installation,
    message: Message,
    *,
    later: Later = at_once,
) -> None:
    """Post a message in the desk's channel or, if that is closed, send it to each editor.

    Writing to the editors may take seconds and is run through `later`. If the desk has no channel,
    nothing is sent: editors find the same in the Home tab. Failures of Slack are logged, not
    raised, because everything that the desk is told is also stored.
    """
    there = look(services, installation, later)
    if there.channel is None:
        return
    if there.place is not None:
        try:
            posting.post(installation.client, there.place, for_all(services, installation, message))
        except CALL_ERRORS as error:
            failed = failure(error)
            log.warning("the desk's channel was not told: %s", failed.code)
            if failed.code not in NEVER_AGAIN:
                return  # it may have arrived, or nothing does now
            found(services, installation, there.place, failed, later)
        else:
            found(services, installation, there.place, None)
            return
    later(lambda: to_editors(services, installation, message))


def for_all(services: Knows, installation: Installation, message: Message) -> Message:
    """The message without the names of confidential sources: not all readers of the desk's channel
    are editors."""
    with Session(services.engine) as session:
        return cleared(message, concealed(session, installation.workspace_id))


def to_editors(services: Knows, installation: Installation, message: Message) -> None:
    """Send the message to each editor directly. Failures of Slack are logged, not raised."""
    for editor in all_editors(services, installation):
        try:
            posting.post(installation.client, editor, message)
        except CALL_ERRORS as error:
            log.warning("an editor was not told: %s", failure(error).code)


def found(
    services: Knows,
    installation: Installation,
    channel: str,
    closed: Failure | None,
    later: Later = at_once,
) -> None:
    """Note whether the desk's channel is closed; if that is new, tell the editors through `later`.

    `closed` is None if the channel is open. A failure other than REFUSED may pass and is ignored.
    """
    if closed is not None and closed.trouble is not Trouble.REFUSED:
        return
    why = closed.code if closed else None
    if not _is_new(services, installation.workspace_id, channel, why):
        return
    log.warning("the desk's channel is %s", f"closed: {why}" if why else "open again")
    if why is not None:
        later(lambda: _tell_of(services, installation, channel, why))


def _tell_of(services: Knows, installation: Installation, channel: str, why: str) -> None:
    if why == OUTSIDERS:
        take_away(services, installation, channel)
    with speaking(installation):
        told = desk.closed(channel, why)
    to_editors(services, installation, told)


def happened(
    services: Knows, installation: Installation, channel: str, why: str | None = None
) -> None:
    """Handle an event about a channel; does nothing if it is not the desk's channel.

    `why` is the reason for which the channel is closed now; if it is None, Slack is asked.
    """
    if not channel or channel != channel_of(services, installation.workspace_id):
        return
    if why is not None:
        found(services, installation, channel, Failure(Trouble.REFUSED, why))
        return
    closed = look(services, installation).closed
    if closed is None:
        found(services, installation, channel, None)


def take_away(services: Knows, installation: Installation, channel: str) -> None:
    """Replace every review message that is noted for a channel with a sentence."""
    with Session(services.engine) as session:
        rows = session.scalars(
            select(ReviewMessage).where(
                col(ReviewMessage.workspace_id) == installation.workspace_id,
                col(ReviewMessage.channel) == channel,
            )
        ).all()
    for row in rows:
        take_one_away(services, installation, row)


def take_one_away(services: Knows, installation: Installation, row: ReviewMessage) -> None:
    """Replace one review message and delete its row; the row stays if Slack may still take it."""
    try:
        with speaking(installation):
            said = desk.taken_away()
        posting.change(installation.client, row.channel, row.ts, said)
    except CALL_ERRORS as error:
        failed = failure(error)
        log.warning("a review was not taken away: %s", failed.code)
        if failed.trouble is not Trouble.REFUSED:
            return
    with Session(writing(services.engine)) as session, session.begin():
        gone = session.get(ReviewMessage, row.id)
        if gone is not None:
            session.delete(gone)


def _is_new(services: Knows, workspace_id: int, channel: str, why: str | None) -> bool:
    """Note why the channel is closed (None: it is open). False if that was noted already."""
    with Session(services.engine) as session:
        if _noted(session, workspace_id, channel) == why:
            return False
    with Session(writing(services.engine)) as session, session.begin():
        lock(session, workspace_id)  # if several processes see it at once, one tells the editors
        before = _noted(session, workspace_id, channel)
        if before == why:
            return False
        was, now = {"closed": before}, {"closed": why, "desk_channel": channel}
        change = Audited("workspace", workspace_id, was, now)
        action = OPEN if why is None else CLOSED
        audit(Change(session, workspace_id, BOT, services.clock()), [change], action=action)
    return True


def noted(session: Session, workspace_id: int) -> tuple[str | None, str | None]:
    """The desk's channel (None if it has none), and why it is closed by the last note (None if it
    is open)."""
    workspace = session.get(Workspace, workspace_id)
    channel = workspace.desk_channel if workspace is not None else None
    return channel, _noted(session, workspace_id, channel) if channel else None


def _noted(session: Session, workspace_id: int, channel: str) -> str | None:
    """Why a channel is closed by the last note on it; None if it was open or never looked at."""
    told = col(AuditEntry.action).in_([CLOSED, OPEN])
    entry = newest(session, workspace_id, "workspace", workspace_id, told)
    after = (entry.after or {}) if entry is not None else {}
    return after.get("closed") if after.get("desk_channel") == channel else None
