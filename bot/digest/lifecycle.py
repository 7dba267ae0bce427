"""What happens to digests when a channel, or a person, goes or comes back.

A channel's digest goes on when its owner's account is deactivated: the channel still reads it, and
editors may change it. The owner's digest by direct message is paused. A digest that was paused
because a channel or person was gone goes on by itself once they are back.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from bot.digest import channels, delivering, subscriptions
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack.channels import NOBODY, OUTSIDERS
from bot.slack.installations import Installation
from models.database import writing

log = logging.getLogger(__name__)

ARCHIVED, DELETED, LEFT = "is_archived", "channel_not_found", "not_in_channel"
SHARED = OUTSIDERS
DEACTIVATED = "user_disabled"

_BACK = {ARCHIVED, DELETED, LEFT, SHARED, *NOBODY}
"""Why a digest paused that goes on when its channel or person is back."""


def gone(services: Services, workspace_id: int, place: str, why: str) -> None:
    """Pause the digests of a channel, or of a person by direct message."""
    if not _any(services, workspace_id, place, paused=False):
        return
    with Session(writing(services.engine)) as session, session.begin():
        for row in subscriptions.of_channel(session, workspace_id, place):
            if delivering.pause(session, row, why, services.clock()):
                log.info("digest %s is paused: %s", row.id, why)


def back(services: Services, installation: Installation, place: str) -> None:
    """Resume the digests that were paused because the channel (or person) was gone, if the bot may
    post there again."""
    workspace_id = installation.workspace_id
    if not _any(services, workspace_id, place, paused=True):
        return
    try:
        if place.startswith(("C", "G")):
            channels.check(installation, place)
    except RefusalError as refusal:
        log.info("the digests of %s stay paused: %s", place, refusal.sentence)
        return
    with Session(writing(services.engine)) as session, session.begin():
        for row in subscriptions.of_channel(session, workspace_id, place):
            if row.paused_why in _BACK:
                subscriptions.go_on(session, row, now=services.clock())
                log.info("digest %s goes on", row.id)


def person(services: Services, installation: Installation, told: Mapping[str, Any]) -> None:
    """Slack reports a change of a person's account: they may have left, or may be back."""
    user = str(told.get("id") or "")
    if told.get("deleted"):
        gone(services, installation.workspace_id, user, DEACTIVATED)
    else:
        back(services, installation, user)


def _any(services: Services, workspace_id: int, place: str, *, paused: bool) -> bool:
    """Whether the place has a digest in that state. Most events are about places without one, and
    this check needs no lock, so that they do not wait for writers."""
    with Session(services.engine) as session:
        rows = subscriptions.of_channel(session, workspace_id, place) if place else []
    return any((row.paused_why in _BACK) if paused else (row.paused_why is None) for row in rows)
