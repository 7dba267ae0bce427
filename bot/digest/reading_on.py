"""Reading on in a digest: a claim's card, and the next page, for the person who asks."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from bot.ask import by_number
from bot.care import view as care
from bot.digest import delivering
from bot.digest import form_view as shown
from bot.digest.view import digest_message
from bot.record import accesses
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View
from models.subscription import DigestDelivery, Subscription

OLDEST = timedelta(days=30)
"""After that its claims have moved on, and so would have its pages."""

MOST_PAGES = 5_000
"""A page is found by counting all before it."""


def claim(services: Services, installation: Installation, user: str, claim_id: int) -> View:
    """The present card of a claim in a digest or notice. Raises RefusalError if it may not be
    shown, or no longer."""
    editor = is_editor(services, installation, user)
    answer = by_number.answer(services, installation.workspace_id, claim_id, editor=editor)
    by_number.note_lines(services, installation.workspace_id, user, answer, accesses.CARD)
    return care.claim(answer, editor=editor, today=services.clock().date())


def more(services: Services, installation: Installation, press: Press) -> Message:
    """A later page of a digest. Raises RefusalError if it is too old or not for this person."""
    page, number = press.number("page"), press.number("delivery", refusal=shown.TOO_OLD)
    if not 1 < page <= MOST_PAGES:
        raise RefusalError(refusals.STALE)
    now = services.clock()
    with Session(services.engine) as session:
        found = session.execute(
            select(DigestDelivery, Subscription)
            .join(Subscription, col(Subscription.id) == col(DigestDelivery.subscription_id))
            .where(
                col(DigestDelivery.workspace_id) == installation.workspace_id,
                col(DigestDelivery.id) == number,
            )
        ).first()
        if found is None or found[0].due_at < now - OLDEST:
            raise RefusalError(shown.TOO_OLD)
        delivery, subscription = found
        direct = subscription.channel == subscription.owner
        if direct and press.user != subscription.owner:
            raise RefusalError(refusals.STALE)
        digest = delivering.rest(session, delivery, page=page, now=now)
    if digest is None or not digest.topics:
        raise RefusalError(shown.NO_MORE)
    return digest_message(digest, delivery=number)
