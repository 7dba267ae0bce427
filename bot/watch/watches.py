"""Somebody wants to be told when a claim changes, or no more."""

from __future__ import annotations

from sqlmodel import Session

from bot.ask.clicks import inquiry_of
from bot.record.reading import OnRecord, claims_on_record
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.asked import Asked
from bot.slack.interaction import Click
from bot.slack.message import Message
from bot.watch import watches_view as watches
from bot.watch.places import Place, of_inquiry
from bot.watch.watching import unwatch, watch_claim
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery


def watch(services: Services, click: Click) -> Message:
    """Note the watch; gives what is said to the person alone.

    They are told in the thread of the answer; by direct message where only they saw it, or where
    they looked the claim up (a click without an inquiry). Raises RefusalError where this person
    may not see the answer, or nobody the claim.
    """
    inquiry = inquiry_of(services.engine, click) if click.inquiry_id else None
    place = where(inquiry, click.user)
    now = services.clock()
    with Session(writing(services.engine)) as session:
        page = _page(session, services, click.workspace_id, click.claim_id)
        if page is None or page.hidden or page.withdrawn:
            raise RefusalError(refusals.NOT_SHOWN)
        new = watch_claim(
            session,
            click.workspace_id,
            page.card.id,
            click.user,
            channel=place.channel,
            thread_ts=place.thread_ts,
            now=now,
        )
        session.commit()
    return watches.watching_claim(
        page.card.text, page.card.id, in_thread=place.thread_ts is not None, already=not new
    )


def stop(services: Services, asked: Asked) -> Message:
    """End a person's watches on a claim, wherever they are told; gives what is said to them."""
    claim_id = asked.number("claim")
    with Session(writing(services.engine)) as session:
        number = unwatch(session, asked.workspace_id, claim_id, asked.user)
        page = _page(session, services, asked.workspace_id, claim_id)
        session.commit()
    if page is None:
        raise RefusalError(refusals.STALE)
    text = None if page.hidden else page.card.text
    return watches.stopped_claim(text, page.card.id, was_on=number > 0)


def where(inquiry: Inquiry | None, user: str) -> Place:
    """Where somebody is told who asks for it at an answer."""
    if inquiry is not None and inquiry.delivery == Delivery.THREAD and inquiry.thread_ts:
        return of_inquiry(inquiry)
    return Place(user, user, None)


def _page(
    session: Session, services: Services, workspace_id: int, claim_id: int | None
) -> OnRecord | None:
    """The claim, or the one it was merged into, as people who are no editors may see it."""
    ids = [claim_id] if claim_id is not None else []
    pages = claims_on_record(
        session, workspace_id, ids, now=services.clock(), editor=False, shelf_lives={}
    )
    return pages.get(claim_id or 0)
