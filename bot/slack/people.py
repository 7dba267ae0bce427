"""Whose people somebody belongs to: the one rule for messages, buttons, menus, forms, shortcuts,
commands and the Home tab.

What Slack tells with a press or a message may be another team than the person's workspace: in an
organisation (Enterprise Grid) the organisation itself, or a sister workspace. So where it is not
the workspace's own id, users.info is asked.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.refusal import RefusalError
from bot.slack import refusals
from bot.slack.client import CALL_ERRORS, failure, is_unsupported

if TYPE_CHECKING:
    from bot.slack.installations import Installation

log = logging.getLogger(__name__)

REMEMBERED = timedelta(minutes=5)
"""How long Slack's reply on a person is used."""

MOST_REMEMBERED = 10_000
"""How many people's replies are kept; beyond that all are dropped and Slack is asked again."""

_UNSEEN = {"user_not_found", "user_not_visible"}
"""Slack's error codes for a person whom it does not show to the workspace."""


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says about somebody: `ours` if they are a member or guest of the workspace (not
    deactivated), `guest` if Slack restricts them to some channels, `admin` also for owners."""

    ours: bool
    guest: bool
    admin: bool


class People:
    """Slack's replies on people, kept for a few minutes. `guests`: they count as staff."""

    def __init__(
        self, *, guests: bool = True, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.guests = guests
        self._seconds = seconds
        self._lock = threading.Lock()
        self._told: dict[tuple[str, str], tuple[float, Person]] = {}

    def about(self, client: WebClient, team_id: str, user: str) -> Person:
        """What Slack says about a person, seen from this team. Raises one of CALL_ERRORS."""
        asked = self._seconds()
        with self._lock:
            told = self._told.get((team_id, user))
        if told is not None and asked < told[0] + REMEMBERED.total_seconds():
            return told[1]
        try:
            person = read(client.users_info(user=user).get("user") or {}, team_id)
        except SlackApiError as error:
            if failure(error).code not in _UNSEEN:
                raise
            person = Person(ours=False, guest=False, admin=False)
        with self._lock:
            if len(self._told) >= MOST_REMEMBERED:
                self._told.clear()
            self._told[team_id, user] = asked, person
        return person


def read(person: Mapping[str, Any], team_id: str) -> Person:
    """What Slack's object of a person says, seen from this team."""
    ours = is_of(person, team_id)
    return Person(
        ours=ours,
        guest=bool(person.get("is_restricted") or person.get("is_ultra_restricted")),
        admin=ours and bool(person.get("is_admin") or person.get("is_owner")),
    )


def is_of(person: Mapping[str, Any], team_id: str) -> bool:
    """Whether Slack's object of a person is one of this team, and they have not left.

    In a shared channel Slack may know people of other companies (`is_stranger`). Somebody of an
    organisation belongs to the workspaces listed in `enterprise_user.teams`, whatever `team_id`
    says (docs.slack.dev/reference/objects/user-object).
    """
    if person.get("deleted") or person.get("is_stranger"):
        return False
    organisation = person.get("enterprise_user")
    teams = organisation.get("teams") if isinstance(organisation, Mapping) else None
    if isinstance(teams, list):
        return team_id in teams
    return person.get("team_id") in (None, team_id)


def is_outsider(installation: Installation, user: str, teams: Iterable[object]) -> bool:
    """Whether the record is closed to a person; `teams` are the teams that Slack named with what
    they did, of which some may be missing.

    Raises RefusalError if Slack does not say who they are: then it is closed, for now.
    """
    named = {team for team in teams if team is not None}
    surely, people = named == {installation.team_id}, installation.people
    if surely and people.guests:
        return False
    try:
        person = people.about(installation.client, installation.team_id, user)
    except CALL_ERRORS as error:
        if isinstance(error, SlackApiError) and is_unsupported(error):
            return bool(named) and not surely  # an emulator, which has no organisations
        log.warning("cannot tell whose %s is: %s", user, failure(error).code)
        raise RefusalError(refusals.UNKNOWN_PERSON) from None
    return not person.ours or (person.guest and not people.guests)
