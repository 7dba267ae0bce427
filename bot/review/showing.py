"""The messages in Slack that show a document's drafts: posts them and keeps them up to date."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from sqlmodel import Session, col, delete, select, update

from bot.check.finder import finder
from bot.record.drafts import looking
from bot.record.drafts.drafts import document_of
from bot.review import names_shown
from bot.review.page import Place, message, page_of
from bot.review.view import CERTAIN_FIRST, DECIDED, IN_ORDER
from bot.services import Services
from bot.slack import desk_channel, posting
from bot.slack.channels import NEVER_AGAIN, OUTSIDERS, why_closed
from bot.slack.client import CALL_ERRORS, Trouble, WithheldError, failure
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message
from bot.slack.people import speaking
from models import ReviewMessage
from models.database import writing

log = logging.getLogger(__name__)

_ATTEMPTS = 3
"""How often a message is changed at once, where editors decide at the same time."""

_GONE = {"message_not_found", "channel_not_found", "cant_update_message", "is_inactive"}


def announce(
    services: Services, installation: Installation, document_id: int, *, added_by: str | None = None
) -> bool:
    """Show editors a document's review: in the desk's channel if it has one, otherwise to the
    editor who added it. Gives whether a person was told; otherwise the review waits in the queue
    and the Home tab.

    If the review was posted before, that message is updated. Raises ReviewError if there is no such
    document.
    """
    with Session(services.engine) as session:
        document = document_of(session, installation.workspace_id, document_id)
        person = added_by or document.added_by
    desk = desk_channel.look(services, installation).place
    places = [desk] if desk else []
    if person and person[:1] in "UW" and is_editor(services, installation, person):
        places.append(person)
    if any(_stands(services, installation, document_id)):
        refresh(services, installation, document_id)
        if any(_stands(services, installation, document_id)):
            return True  # unless the message was deleted there
    return any(_posted(services, installation, document_id, place) for place in places)


def open_for(
    services: Services, installation: Installation, document_id: int, user: str, page: int = 1
) -> None:
    """Post a document's review, with every name, to an editor's direct messages. An older one there
    is deleted.

    Raises the errors of the call, since the editor waits for it.
    """
    old = [
        row for row in _stands(services, installation, document_id) if row.channel.startswith("D")
    ]
    channel = _post(services, installation, document_id, user, page)
    for row in old:
        if row.channel == channel:
            _forget(services, row)
            try:
                installation.client.chat_delete(channel=row.channel, ts=row.ts)
            except CALL_ERRORS as error:
                log.info("an older review was not deleted: %s", failure(error).code)


def refresh(services: Services, installation: Installation, document_id: int) -> None:
    """Update every message that shows the document's drafts.

    If Slack refuses an update now, the next press makes it, since the record itself is not in the
    message. If people from outside now read the channel, the message is deleted instead.
    """
    for row in _stands(services, installation, document_id):
        try:
            _bring_up_or_take_away(services, installation, row)
        except CALL_ERRORS as error:
            failed = failure(error)
            log.info("a review was not brought up to date: %s", failed.code)
            if failed.trouble is Trouble.REFUSED and failed.code in _GONE:
                _forget(services, row)


def draw_again(services: Services, *, limit: int = 10) -> int:
    """Update reviews that may name a source that became confidential; gives how many were settled.
    If Slack refuses an update now, the next run tries again."""
    with Session(services.engine) as session:
        rows = session.exec(
            select(ReviewMessage)
            .where(
                col(ReviewMessage.redraw_at).is_not(None),
                col(ReviewMessage.workspace_id).in_(services.installations.workspaces),
            )
            .order_by(col(ReviewMessage.redraw_at), col(ReviewMessage.id))
            .limit(limit)
        ).all()
    for done, row in enumerate(rows):
        installation = services.installations.of_workspace(row.workspace_id)
        if installation is None:
            continue
        try:
            _bring_up(services, installation, row)
        except CALL_ERRORS as error:
            if failure(error).trouble is not Trouble.REFUSED:
                return done
            log.warning("a review was not drawn again: %s", failure(error).code)
        with Session(writing(services.engine)) as session, session.begin():
            session.exec(
                update(ReviewMessage).where(col(ReviewMessage.id) == row.id).values(redraw_at=None)
            )
    return len(rows)


def turn(services: Services, installation: Installation, press: Press) -> None:
    """Note the page that a review message is to show, even if its receipt was lost; then show
    it."""
    document_id = press.number("document")
    with Session(services.engine) as session:
        document_of(session, installation.workspace_id, document_id)
    if press.channel and press.message_ts:
        note(services, _pressed_in(services, press))
    refresh(services, installation, document_id)


def stands(services: Services, installation: Installation, press: Press) -> None:
    """Note a review message again if its receipt was lost (the process ended before noting it)."""
    document_id = press.number("document")
    known = _stands(services, installation, document_id)
    if press.ephemeral or any(row.ts == press.message_ts for row in known):
        return
    with Session(services.engine) as session:
        document_of(session, installation.workspace_id, document_id)
    note(services, _pressed_in(services, press))


def note(services: Services, message: ReviewMessage) -> None:
    """Note that a message shows a page of a document's drafts, and which person alone reads it."""
    with Session(writing(services.engine)) as session, session.begin():
        row = session.exec(
            select(ReviewMessage).where(
                ReviewMessage.workspace_id == message.workspace_id,
                ReviewMessage.channel == message.channel,
                ReviewMessage.ts == message.ts,
            )
        ).first()
        if row is None:
            session.add(message)
        else:
            row.page, row.reader, row.shown = message.page, message.reader, message.shown


def _pressed_in(services: Services, press: Press) -> ReviewMessage:
    """The review message in which a button was pressed."""
    return ReviewMessage(
        workspace_id=press.workspace_id,
        document_id=press.number("document"),
        channel=press.channel,
        ts=str(press.message_ts),
        page=press.number("page", 1),
        shown=_part(press),
        reader=press.user if press.channel.startswith("D") else None,
        at=services.clock(),
    )


def _bring_up_or_take_away(
    services: Services, installation: Installation, row: ReviewMessage
) -> None:
    closed = why_closed(installation.client, row.channel)
    if closed is None:
        _bring_up(services, installation, row)
    elif closed.code == OUTSIDERS:
        desk_channel.take_one_away(services, installation, row)
    else:
        raise WithheldError(closed)


def _bring_up(services: Services, installation: Installation, row: ReviewMessage) -> None:
    """Change a message until it shows the present state. An older state may have been shown
    meanwhile, after another editor's decision."""
    editor = row.reader is not None and is_editor(services, installation, row.reader)
    before: Message | None = None
    for _ in range(_ATTEMPTS):
        at = Place(row.document_id, row.page, row.shown)
        with speaking(installation, row.reader):
            shown = _shown(services, row.workspace_id, at, editor=editor)
        if shown == before:
            return
        posting.change(installation.client, row.channel, row.ts, shown)
        before = shown


def _posted(services: Services, installation: Installation, document_id: int, place: str) -> bool:
    try:
        _post(services, installation, document_id, place, 1)
    except CALL_ERRORS as error:
        failed = failure(error)
        log.warning("a review was not posted to %s: %s", place, failed.code)
        if place.startswith(("C", "G")) and failed.code in NEVER_AGAIN:
            desk_channel.found(services, installation, place, failed)
        return False
    if place.startswith(("C", "G")):
        desk_channel.found(services, installation, place, None)
    return True


def _post(
    services: Services, installation: Installation, document_id: int, place: str, page: int
) -> str:
    person = place if place[:1] in "UW" else ""  # the caller knows that it is an editor
    if person:
        names_shown.note_document(services, installation.workspace_id, person, document_id)
    workspace_id = installation.workspace_id
    with speaking(installation, person):  # in the desk's channel that of the workspace
        shown = _shown(services, workspace_id, Place(document_id, page), editor=bool(person))
    posted = posting.posted(installation.client, place, shown)
    channel, ts = str(posted.get("channel") or place), posted.get("ts")
    if ts:
        row = ReviewMessage(
            workspace_id=installation.workspace_id,
            document_id=document_id,
            channel=channel,
            ts=str(ts),
            page=page,
            reader=person if channel.startswith("D") else None,
            at=services.clock(),
        )
        note(services, row)
    return channel


def _shown(services: Services, workspace_id: int, at: Place, *, editor: bool) -> Message:
    """The page, whose drafts are first held against the record as it is now."""
    with Session(services.engine) as session:
        drafts = page_of(session, workspace_id, at).drafts
    bring_up(services, workspace_id, [one.id for one in drafts])
    with Session(services.engine) as session:
        return message(session, workspace_id, at, editor=editor)


def _part(press: Press) -> str:
    """The part of the drafts that a button or its message shows."""
    part = press.text("part", IN_ORDER)
    return part if part in (IN_ORDER, CERTAIN_FIRST, DECIDED) else IN_ORDER


def bring_up(services: Services, workspace_id: int, draft_ids: Iterable[int]) -> None:
    """Hold drafts that are about to be shown against the record as it is now."""
    now = services.clock()
    find = finder(services.engine, services.checker, workspace_id, now=now)
    looking.bring_up(services.engine, workspace_id, draft_ids, find, now=now)


def _stands(
    services: Services, installation: Installation, document_id: int
) -> list[ReviewMessage]:
    with Session(services.engine) as session:
        return list(
            session.exec(
                select(ReviewMessage)
                .where(
                    ReviewMessage.workspace_id == installation.workspace_id,
                    ReviewMessage.document_id == document_id,
                )
                .order_by(col(ReviewMessage.id))
            )
        )


def _forget(services: Services, row: ReviewMessage) -> None:
    with Session(writing(services.engine)) as session, session.begin():
        session.exec(delete(ReviewMessage).where(col(ReviewMessage.id) == row.id))
