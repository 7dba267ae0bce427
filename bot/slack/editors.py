"""Who may decide what goes on record: the desk's editors."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from sqlmodel import Session

from bot.record.workspaces import editors_of
from bot.refusal import RefusalError
from bot.slack import refusals
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.people import REMEMBERED, is_of

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from sqlalchemy import Engine

    from bot.slack.installations import Installation

log = logging.getLogger(__name__)

MOST_TOLD = 25
"""How many editors the bot writes to directly; the others find the same in their Home tab."""

NO_LIST = (
    "no list, so all admins and owners of the Slack workspace are, and see the names of "
    "confidential sources"
)
"""Who the editors are if none are listed, in words."""

_PAGE, _PAGES = 200, 50


class Editors:
    """Slack's replies on who the admins and owners are, kept for a few minutes."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._admins: dict[str, tuple[float, tuple[str, ...]]] = {}

    def admins(self, client: WebClient, team_id: str) -> tuple[str, ...]:
        """The Slack ids of the workspace's admins and owners, at most MOST_TOLD; none where Slack
        does not say."""
        asked = self._seconds()
        with self._lock:
            known = self._admins.get(team_id)
        if known is not None and asked < known[0] + REMEMBERED.total_seconds():
            return known[1]
        found: list[str] = []
        cursor = None
        try:
            for _ in range(_PAGES):
                told = client.users_list(limit=_PAGE, cursor=cursor)
                found += [
                    str(person["id"])
                    for person in told.get("members") or []
                    if is_of(person, team_id)
                    and not person.get("is_bot")
                    and (person.get("is_admin") or person.get("is_owner"))
                ]
                cursor = (told.get("response_metadata") or {}).get("next_cursor")
                if not cursor or len(found) >= MOST_TOLD:
                    break
        except CALL_ERRORS as error:
            log.warning("cannot tell who the admins are: %s", failure(error).code)
            return ()
        admins = tuple(found[:MOST_TOLD])
        with self._lock:
            self._admins[team_id] = asked, admins
        return admins


class Knows(Protocol):
    """What finding the editors needs; Services has it, and so have the workers' tools."""

    @property
    def engine(self) -> Engine: ...

    @property
    def editors(self) -> Editors: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...


def is_editor(services: Knows, installation: Installation, user: str) -> bool:
    """Whether a person may decide what goes on record.

    The workspace's list says who; without one, Slack's admins and owners. (Who installed the app
    is known of no installation yet: a bot token does not say.)
    """
    with Session(services.engine) as session:
        listed = editors_of(session, installation.workspace_id)
    if listed:
        return user in listed
    try:
        return installation.who(user).admin
    except CALL_ERRORS as error:
        log.warning("cannot tell who %s is: %s", user, failure(error).code)
        return False


def only_editors(services: Knows, installation: Installation, user: str) -> None:
    """Raises RefusalError, politely, for everybody else."""
    if not is_editor(services, installation, user):
        raise RefusalError(refusals.NOT_AN_EDITOR)


def all_editors(services: Knows, installation: Installation) -> tuple[str, ...]:
    """The Slack ids of the editors, at most MOST_TOLD: the workspace's list, else Slack's admins
    and owners as far as Slack says who they are."""
    with Session(services.engine) as session:
        listed = editors_of(session, installation.workspace_id)
    if listed:
        return listed[:MOST_TOLD]
    return services.editors.admins(installation.client, installation.team_id)
