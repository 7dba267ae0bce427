"""The desk's channel: what the desk is told, where nobody from outside the workspace reads it.

Slack is asked before each message, and before each change of one: a channel of our own may have
become a shared one since. While it is shared, archived or out of the bot's reach, the editors get
the same by direct message (and find it in their Home tab). That they are told once each time it
comes to that; the audit trail keeps it.
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
from models.changes import AuditEntry
from models.database import writing
from models.drafts import ReviewMessage
from models.workspace import Workspace

log = logging.getLogger(__name__)

CLOSED, OPEN = "desk channel closed", "desk channel open"
"""Actions in the audit trail: nothing is posted there from now on, and again."""

BOT = "on-record"
"""The audit trail's word for what nobody did."""

Later = Callable[[Callable[[], object]], object]
"""Has something done, at once or soon."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk's channel as Slack describes it now: None where it has none, `closed` where nothing
    may be posted there."""

    channel: str | None
    closed: Failure | None = None

    @property
    def place(self) -> str | None:
        """Where to post; None where there is no such place."""
        return None if self.closed else self.channel


def at_once(act: Callable[[], object]) -> object:
    return act()


def look(services: Knows, installation: Installation, later: Later = at_once) -> Desk:
    """The desk's channel, asked of Slack now; where it is closed since the last look, the editors
    are told and the reviews in it taken away from outsiders."""
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
    """Tell the desk, in its channel or, where that is closed, its editors: `later` has those
    written to, which may take seconds. A desk without a channel finds it in the Home tab.

    Raises nothing where Slack does not take it: all that the desk is told of is stored.
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
    """A message as everybody in the desk's channel may read it: not all of them are editors."""
    with Session(services.engine) as session:
        return cleared(message, concealed(session, installation.workspace_id))


def to_editors(services: Knows, installation: Installation, message: Message) -> None:
    """Write to each editor directly. Raises nothing where Slack does not take it."""
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
    """Note what Slack says of the desk's channel (`closed` None: it took a message); the first to
    see that it is closed tells the editors. What may be so only just now is not worth a word."""
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
    to_editors(services, installation, desk.closed(channel, why))


def happened(
    services: Knows, installation: Installation, channel: str, why: str | None = None
) -> None:
    """Slack says that something became of a channel: `why` is what closes it, None where that is
    to be asked. Nothing is done where it is not the desk's."""
    if not channel or channel != channel_of(services, installation.workspace_id):
        return
    if why is not None:
        found(services, installation, channel, Failure(Trouble.REFUSED, why))
        return
    closed = look(services, installation).closed
    if closed is None:
        found(services, installation, channel, None)


def take_away(services: Knows, installation: Installation, channel: str) -> None:
    """Put a sentence in the place of every review that is known to stand in a channel."""
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
    """The same for one review, which is not known to stand there any more once it is done."""
    try:
        posting.change(installation.client, row.channel, row.ts, desk.TAKEN_AWAY)
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
    """Note why the channel is closed, None that it is open; False where that is known."""
    with Session(services.engine) as session:
        if _noted(session, workspace_id, channel) == why:
            return False
    with Session(writing(services.engine)) as session, session.begin():
        lock(session, workspace_id)  # of several who see it at once one tells
        before = _noted(session, workspace_id, channel)
        if before == why:
            return False
        was, now = {"closed": before}, {"closed": why, "desk_channel": channel}
        change = Audited("workspace", workspace_id, was, now)
        action = OPEN if why is None else CLOSED
        audit(Change(session, workspace_id, BOT, services.clock()), [change], action=action)
    return True


def noted(session: Session, workspace_id: int) -> tuple[str | None, str | None]:
    """A desk's channel, and why it was closed when that was noted last; None where it is open."""
    workspace = session.get(Workspace, workspace_id)
    channel = workspace.desk_channel if workspace is not None else None
    return channel, _noted(session, workspace_id, channel) if channel else None


def _noted(session: Session, workspace_id: int, channel: str) -> str | None:
    """Why a channel was closed when that was noted last; None where it was open, or never seen."""
    told = col(AuditEntry.action).in_([CLOSED, OPEN])
    entry = newest(session, workspace_id, "workspace", workspace_id, told)
    after = (entry.after or {}) if entry is not None else {}
    return after.get("closed") if after.get("desk_channel") == channel else None
