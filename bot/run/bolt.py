"""The Bolt app: finds the workspace and the listener of a request, and answers on failure.

`process_before_response=True`: Bolt acknowledges a request when its listener has returned, that is,
after the request has been stored. The slow part happens in `bot.ask.worker`.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_bolt.request.internals import build_context

from bot import i18n
from bot.refusal import RefusalError
from bot.run import failures, payloads, signatures
from bot.services import Services
from bot.slack import refusals
from bot.slack.installations import Installation
from bot.slack.people import language_of
from bot.slack.registry import Registry

log = logging.getLogger(__name__)

Register = Callable[[Registry, Services], None]

Headers = Callable[[str], Sequence[str]]
"""Gives all values of the header of this name."""

_ANY = re.compile(".*", re.DOTALL)
_OF_THE_CONTEXT = ("enterprise_id", "team_id", "user_id", "channel_id", "response_url")


class SlackApp(App):
    """A Bolt app that can say, before a request over HTTP is read, whether Slack signed it."""

    def __init__(self, signing_secret: str, **settings: Any) -> None:
        self._secret = signing_secret
        super().__init__(
            signing_secret=signing_secret,
            request_verification_enabled=False,  # Bolt's own raises where `signatures` refuses
            **settings,
        )

    def is_signed(self, body: bytes, headers: Headers) -> bool:
        """Whether Slack signed this body within the last minutes."""
        return _is_signed(self._secret, body, headers)

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answers a request in the language of the person who made it; what is said before it is
        known to be ours, in English. Bolt's middleware is not around the listeners, so this is
        here."""
        with i18n.speaking(partial(_language, req)):
            return super().dispatch(req)


def _language(request: BoltRequest) -> str:
    installation: Installation | None = request.context.get("installation")
    if installation is None:
        return i18n.ENGLISH
    return language_of(installation, request.context.user_id)


def _is_signed(secret: str, body: bytes, headers: Headers) -> bool:
    stamps, signed = headers(signatures.TIMESTAMP), headers(signatures.SIGNATURE)
    return signatures.is_signed(secret, body, stamps, signed, time.time())


def build(services: Services, register: Register, *, signing_secret: str | None) -> SlackApp:
    """The app with the listeners that `register` (of `handlers`) registers.

    Without a signing secret no request over HTTP is accepted.
    """
    app = SlackApp(
        signing_secret or "",
        name="On Record",
        logger=_framework_log(),
        process_before_response=True,
        authorize=_authorize(services),
        before_authorize=_Gate(services, signing_secret or ""),
        attaching_conversation_kwargs_enabled=False,
    )

    @app.error
    def failed(error: Exception, request: BoltRequest) -> BoltResponse:
        return failures.answer(error, request, services.metrics)

    services.registry.attach(app)
    register(services.registry, services)
    _ignore_the_rest(app)
    return app


class _Gate(Middleware):
    """Runs before everything else: is the request Slack's, can it be read, which team is it of?

    A Middleware and not a function: before it calls a function, Bolt reads the payload.
    """

    def __init__(self, services: Services, secret: str) -> None:
        self._services, self._secret = services, secret

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse | None:
        body = req.raw_body.encode("utf-8", "surrogateescape")
        if req.mode == "http" and not _is_signed(
            self._secret, body, lambda name: req.headers.get(name, ())
        ):
            return BoltResponse(status=401, body={"error": "invalid request"})
        wrong = _unreadable(req)
        if wrong is not None:
            return failures.misshapen(wrong, req, None)
        return _resolve(self._services, req, req.context, next)


def _unreadable(request: BoltRequest) -> str | None:
    """Why a request cannot be read; None if it can. Characters that no database stores are
    replaced in its body."""
    if not request.body and request.raw_body:
        # Bolt takes any form that contains "payload", even in a person's words, for one that has a
        # field of that name, and gives nothing if there is no such field.
        request.body = dict(parse_qsl(request.raw_body, keep_blank_values=True))
        build_context(request.context, request.body)
    try:
        request.body = payloads.cleaned(request.body)
    except ValueError as error:
        return str(error)
    odd = [it for it in _OF_THE_CONTEXT if not isinstance(request.context.get(it), str | None)]
    return f"{odd[0]} is no text" if odd else None


def _resolve(
    services: Services, request: BoltRequest, context: BoltContext, go_on: Callable[[], Any]
) -> BoltResponse | None:
    """Finds the request's team. Requests of a team that is not served, or of an unknown kind,
    are acknowledged and ignored."""
    wrong = payloads.fault(request.body)
    if request.body.get("type") == "url_verification" and wrong is None:
        return go_on()  # type: ignore[no-any-return]
    installation = services.installations.of_team(context.team_id)
    if context.team_id is None and context.enterprise_id:
        installation = None  # an organisation's; the request names no team
    if installation is None:
        log.warning("ignored a request of team %.40r, which is not ours", context.team_id)
        return BoltResponse(status=200, body="")
    if wrong is not None:
        return failures.misshapen(wrong, request, installation)
    if not payloads.is_ours(request.body):
        log.warning("ignored a request of a kind that is not ours")
        return BoltResponse(status=200, body="")
    context["installation"], context["services"] = installation, services  # for listeners, by name
    return go_on()  # type: ignore[no-any-return]


def _authorize(services: Services) -> Callable[..., AuthorizeResult]:
    def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult:
        installation = services.installations.of_team(team_id)
        if installation is None:
            raise LookupError(f"not installed in {team_id}")  # `_resolve` has checked it
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
    """Acknowledges requests without a listener: otherwise Slack would deliver an event again."""

    @app.event(_ANY)
    def other_event() -> None:
        pass

    @app.block_action(_ANY)
    def other_button(body: dict[str, Any]) -> None:
        log.warning("nobody handles the button %.60r", body["actions"][0].get("action_id"))
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.view_submission(_ANY)
    def other_form() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.view_closed(_ANY)
    def closed(ack: Callable[[], Any]) -> None:
        ack()

    @app.options(_ANY)
    def other_menu(ack: Callable[..., Any]) -> None:
        ack(options=[])

    @app.shortcut(_ANY)
    def other_shortcut() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)

    @app.command(_ANY)
    def other_command() -> None:
        raise RefusalError(refusals.UNKNOWN_BUTTON)


def _framework_log() -> logging.Logger:
    """Bolt's own log without its warnings, which repeat whole requests, addresses included."""
    logger = logging.getLogger("bot.bolt")
    logger.setLevel(logging.ERROR)
    return logger
