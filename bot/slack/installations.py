"""Where the app is installed: which Slack team is which workspace, and with what token.

One bot token serves one team; where Slack rotates tokens, one after another does
(`bot.slack.tokens`). A distributed app would look its installations up in the database instead;
nothing else would have to change.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Trouble, dead_token, failure
from bot.slack.people import People, Person
from bot.slack.tokens import Rotation

log = logging.getLogger(__name__)

ATTEMPTS = 5

AGENT_SCOPE = "assistant:write"
"""The scope that Slack gives to agents: docs.slack.dev/reference/scopes/assistant.write."""


class NotInstalledError(Exception):
    """The token is of no use; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a token belongs to, and what it may do, as Slack's auth.test says."""

    team_id: str
    team_name: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str] = frozenset()

    @property
    def ids(self) -> tuple[str, str]:
        """The bot as a user and as a bot, as messages name it; the second may be empty."""
        return self.bot_user_id, self.bot_id

    @property
    def is_agent(self) -> bool:
        """Whether the app was made from `manifest-agent.json`: then each direct message begins a
        thread, without saying so itself (no `thread_ts`), and its answer belongs into it."""
        return AGENT_SCOPE in self.scopes


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one Slack team. `client` carries the team's bot token."""

    workspace_id: int
    identity: Identity
    client: WebClient = field(repr=False)
    people: People = field(default_factory=People, repr=False)
    rotation: Rotation | None = field(default=None, repr=False)
    """None if the team's token never ends."""

    @property
    def team_id(self) -> str:
        return self.identity.team_id

    def who(self, user: str) -> Person:
        """What Slack says about a person. Raises one of CALL_ERRORS."""
        return self.people.about(self.client, self.team_id, user)


@dataclass(frozen=True, slots=True)
class Installations:
    """Every installation this process serves."""

    installed: tuple[Installation, ...]

    def of_team(self, team_id: str | None) -> Installation | None:
        """The team's installation; for a request that names no team, the only one there is."""
        if team_id is None and len(self.installed) == 1:
            return self.installed[0]
        return next((one for one in self.installed if one.team_id == team_id), None)

    def of_workspace(self, workspace_id: int) -> Installation | None:
        return next((one for one in self.installed if one.workspace_id == workspace_id), None)

    @property
    def dead_token(self) -> str:
        """Slack's code for a token that it does not take now; empty if it takes all."""
        return next(filter(None, (dead_token(one.client) for one in self.installed)), "")

    @property
    def rotate(self) -> bool:
        """Whether some of the tokens end."""
        return any(one.rotation is not None for one in self.installed)

    def renew(self) -> None:
        """Replace tokens that end soon, and take over those that another process got. Raises
        SQLAlchemyError."""
        for one in self.installed:
            if one.rotation is not None:
                one.client.token = one.rotation.current()

    @property
    def workspaces(self) -> list[int]:
        return [one.workspace_id for one in self.installed]


def identify(
    client: WebClient, *, attempts: int = ATTEMPTS, sleep: Callable[[float], object] = time.sleep
) -> Identity:
    """Ask Slack whose token this is, several times if need be.

    Raises NotInstalledError where Slack refuses the token or cannot be reached.
    """
    for attempt in range(attempts):
        try:
            told = client.auth_test()
            return _identity(told)
        except CALL_ERRORS as error:
            trouble = failure(error)
            dead = trouble.code in DEAD_TOKEN or trouble.trouble is Trouble.REFUSED
            if dead and isinstance(error, SlackApiError):
                raise NotInstalledError(
                    f"Slack does not accept SLACK_BOT_TOKEN ({trouble.code}). Copy the Bot User "
                    "OAuth Token again from the app's page, OAuth & Permissions."
                ) from None
            log.warning("Slack cannot be reached (%s), attempt %d", trouble.code, attempt + 1)
            if attempt + 1 < attempts:
                sleep(trouble.wait if trouble.wait is not None else 2.0**attempt)
    raise NotInstalledError(
        f"Slack cannot be reached at {client.base_url}. Check the network, and SLACK_API_URL if it "
        "is set."
    )


def granted(told: SlackResponse) -> frozenset[str]:
    """The scopes that were granted to the token, by the headers of any of Slack's replies; none
    where an emulator does not say."""
    headers = {name.lower(): value for name, value in (told.headers or {}).items()}
    listed = str(headers.get("x-oauth-scopes") or "")
    return frozenset(filter(None, (one.strip() for one in listed.split(","))))


def _identity(told: SlackResponse) -> Identity:
    """Raises NotInstalledError where Slack does not say who the token's bot is."""
    team_id, user_id = told.get("team_id"), told.get("user_id")
    if not team_id or not user_id:
        raise NotInstalledError(
            "auth.test gives no team_id or no user_id. Check SLACK_BOT_TOKEN and SLACK_API_URL."
        )
    return Identity(
        team_id=team_id,
        team_name=told.get("team") or "",
        bot_user_id=user_id,
        bot_id=told.get("bot_id") or "",
        scopes=granted(told),
    )
