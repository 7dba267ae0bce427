"""The Bolt app: which workspace a request belongs to, who handles it, what happens on failure.

`process_before_response=True`: a request is acknowledged when its listener has returned, that
is, when what it asks for is stored. The slow part happens in `bot.inquiries.answerer`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import failures
from bot.refusal import RefusalError
from bot.registry import Registry
from bot.render import refusals
from bot.services import Services

log = logging.getLogger(__name__)

Register = Callable[[Registry, Services], None]

_ANY = re.compile(".*", re.DOTALL)


def build(services: Services, register: Register, *, signing_secret: str | None) -> App:
    """The app with everything registered that `register` (of `handlers`) registers.

    Without a signing secret no request over HTTP is accepted.
    """
    app = App(
        name="On Record",
        logger=_framework_log(),
        process_before_response=True,
        signing_secret=signing_secret or "",
        authorize=_authorize(services),
        before_authorize=_resolve(services),
        attaching_conversation_kwargs_enabled=False,
    )

    @app.error
    def failed(error: Exception, request: BoltRequest) -> BoltResponse:
        return failures.answer(error, request, services.metrics)

    services.registry.attach(app)
    register(services.registry, services)
    _ignore_the_rest(app)
    return app


def _resolve(services: Services) -> Callable[..., BoltResponse | None]:
    """Requests of a team we do not serve are acknowledged and ignored."""

    def resolve(
        body: dict[str, Any],
        context: BoltContext,
        next: Callable[[], Any],  # noqa: A002
    ) -> BoltResponse | None:
        if body.get("type") in ("url_verification", "ssl_check") or "ssl_check" in body:
            return next()  # type: ignore[no-any-return]
        installation = services.installations.of_team(context.team_id)
        if context.team_id is None and context.enterprise_id:
            installation = None  # of an organisation; nobody says which of its teams
        if installation is None:
            log.warning("ignored a request of team %s, which is not ours", context.team_id)
            return BoltResponse(status=200, body="")
        context["installation"] = installation
        return next()  # type: ignore[no-any-return]

    return resolve


def _authorize(services: Services) -> Callable[..., AuthorizeResult]:
    def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult:
        installation = services.installations.of_team(team_id)
        if installation is None:
            raise LookupError(f"not installed in {team_id}")  # `_resolve` has seen to it
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_id=installation.identity.bot_id,
            bot_user_id=installation.identity.bot_user_id,
            bot_token=installation.client.token,
        )

    return authorize


def _ignore_the_rest(app: App) -> None:
    """What nobody handles: else Slack delivers an event again, and a button does nothing."""

    @app.event(_ANY)
    def other_event() -> None:
        pass

    @app.block_action(_ANY)
    def other_button(body: dict[str, Any]) -> None:
        log.warning("nobody handles the button %s", body["actions"][0].get("action_id"))
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.view_submission(_ANY)
    def other_form() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.view_closed(_ANY)
    def closed(ack: Callable[[], Any]) -> None:
        ack()

    @app.shortcut(_ANY)
    def other_shortcut() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.command(_ANY)
    def other_command() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)


def _framework_log() -> logging.Logger:
    """Bolt's own log without its warnings, which repeat whole requests, addresses and all."""
    logger = logging.getLogger("bot.bolt")
    logger.setLevel(logging.ERROR)
    return logger
