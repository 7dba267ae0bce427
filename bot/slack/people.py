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
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import i18n
from bot.refusal import RefusalError
from bot.slack import refusals
from bot.slack.client import CALL_ERRORS, failure, is_unsupported

if TYPE_CHECKING:
    from bot.slack.installations import Installation

log = logging.getLogger(__name__)

REMEMBERED = timedelta(minutes=5)
"""How long Slack's reply on a person is used."""

LANGUAGE_REMEMBERED = timedelta(hours=1)
"""How long the language in which a person uses Slack is taken for theirs."""

MOST_REMEMBERED = 10_000
"""How many people's replies are kept; beyond that all are dropped and Slack is asked again."""

PATIENCE = 0.5
"""Seconds for which a text waits to be told its reader's language: Slack gives three for all that
is shown in answer to a press, and the text matters more than its language."""

_asking = ThreadPoolExecutor(4, thread_name_prefix="language")

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
    """Slack's replies on people, kept for a few minutes. `guests`: they count as staff. `language`
    is that of texts for nobody in particular, and for people whose own is not one of ours."""

    def __init__(
        self,
        *,
        guests: bool = True,
        language: str = i18n.ENGLISH,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.guests = guests
        self.language = language
        self._seconds = seconds
        self._lock = threading.Lock()
        self._told: dict[tuple[str, str], tuple[float, Person]] = {}
        self._languages: dict[tuple[str, str], tuple[float, str]] = {}
        self._asking: dict[tuple[str, str], Future[str]] = {}

    def language_of(self, client: WebClient, team_id: str, user: str) -> str:
        """The language in which a person uses Slack, if it is one of ours; `language` if not, or
        where Slack does not say (in time). Asked again after an hour, or after minutes without an
        answer."""
        now, person = self._seconds(), (team_id, user)
        with self._lock:
            known = self._languages.get(person)
            if known is not None and now < known[0]:
                return known[1]
            asking = self._asking.get(person)
            if asking is None:
                asking = _asking.submit(self._ask_language, client, person)
                self._asking[person] = asking
        try:
            return asking.result(PATIENCE)
        except TimeoutError:
            return known[1] if known is not None else self.language

    def _ask_language(self, client: WebClient, person: tuple[str, str]) -> str:
        """Ask Slack for a person's language, and keep it."""
        found, kept = None, REMEMBERED
        try:
            # Not `about`: what is kept there decides who may read, and is asked only for that.
            told = client.users_info(user=person[1], include_locale=True).get("user")
            found = i18n.matching(told.get("locale") if isinstance(told, Mapping) else None)
            kept = LANGUAGE_REMEMBERED
        except CALL_ERRORS as error:
            log.info("the language of %s is not known: %s", person[1], failure(error).code)
        finally:
            language = found or self.language
            with self._lock:
                self._asking.pop(person, None)
                if len(self._languages) >= MOST_REMEMBERED:
                    self._languages.clear()
                self._languages[person] = self._seconds() + kept.total_seconds(), language
        return language

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


def language_of(installation: Installation, user: str | None) -> str:
    """The language of a person; without one that of the workspace. Slack may be asked for it."""
    people = installation.people
    if not user:
        return people.language
    return people.language_of(installation.client, installation.team_id, user)


def speaking(
    installation: Installation | None, user: str | None = None
) -> AbstractContextManager[None]:
    """Render everything within it in the language of this person; without one in that of the
    workspace, and without an installation in the one spoken now. Slack is asked when the first
    text is rendered, and only then."""
    if installation is None:
        return nullcontext()
    return i18n.speaking(lambda: language_of(installation, user))
