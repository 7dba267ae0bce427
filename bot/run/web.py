"""HTTP: Slack's requests and health for everyone, metrics for operators."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.error import BoltError
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.ask import progress
from bot.run.bolt import SlackApp
from bot.services import Services

log = logging.getLogger(__name__)

MAX_BODY = 1_000_000
"""Bytes of a request's body. A message has at most 40,000 characters, some of them sent twice
(text and blocks) and escaped; an interaction repeats a message of the bot's."""

SocketState = Callable[[], bool]


def build(
    services: Services, slack: SlackApp | None = None, socket_connected: SocketState | None = None
) -> Starlette:
    """The app that strangers may reach: Slack's requests, and the bot's health in a word.

    `slack` is given for HTTP, `socket_connected` for Socket Mode.
    """
    routes = [Route("/health", _health(services, socket_connected, in_words), methods=["GET"])]
    if slack is not None:
        routes.append(Route("/slack/events", _slack_events(slack), methods=["POST"]))
    return Starlette(routes=routes)


def build_for_operators(
    services: Services, socket_connected: SocketState | None = None
) -> Starlette:
    """The app that only operators may reach: the numbers."""
    return Starlette(
        routes=[
            Route("/health", _health(services, socket_connected, in_numbers), methods=["GET"]),
            Route("/metrics", _metrics(services), methods=["GET"]),
        ]
    )


@dataclass(frozen=True, slots=True)
class State:
    """The bot's health: `queue` is the number of questions that wait, None if the database
    cannot be reached; `socket` is None if Slack is not reached by Socket Mode; `token` is Slack's
    code for a token that it does not take, else empty."""

    queue: int | None
    socket: bool | None
    token: str = ""

    @property
    def well(self) -> bool:
        return self.queue is not None and self.socket is not False and not self.token


def in_words(state: State) -> dict[str, object]:
    """The state for everyone."""
    if state.well:
        return {"ok": True}
    if state.queue is None:
        return {"ok": False, "why": "database"}
    return {"ok": False, "why": "token" if state.token else "socket"}


def in_numbers(state: State) -> dict[str, object]:
    """The state for operators."""
    told: dict[str, object] = {"database": state.queue is not None}
    if state.queue is not None:
        told["queue"] = state.queue
    if state.socket is not None:
        told["socket"] = state.socket
    return told | ({"token": state.token} if state.token else {})


def _slack_events(app: SlackApp) -> Callable[..., object]:
    async def slack_events(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        if body is None:
            return PlainTextResponse("too large", 413)
        if _SSL_CHECK in body.split(b"&"):
            return PlainTextResponse("")
        if not app.is_signed(body, request.headers.getlist):
            return JSONResponse({"error": "invalid request"}, 401)
        try:
            bolt_request = to_bolt_request(request, body)
        except _NOT_SLACKS:
            return PlainTextResponse("not a request of Slack", 400)
        return to_starlette_response(await run_in_threadpool(app.dispatch, bolt_request))

    return slack_events


_SSL_CHECK = b"ssl_check=1"
"""Slack checks now and then whether a certificate is good, and does not always sign that
request."""

_NOT_SLACKS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, BoltError)
"""Not UTF-8, no JSON object, or nested too deeply: making a BoltRequest only reads."""


async def _body(request: Request) -> bytes | None:
    """The request's body; None where it is larger than MAX_BODY, which is seen while reading."""
    if int(request.headers.get("content-length", "0")) > MAX_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


def _health(
    services: Services,
    socket_connected: SocketState | None,
    told: Callable[[State], dict[str, object]],
) -> Callable[..., object]:
    looking: asyncio.Future[State] | None = None
    limiter: CapacityLimiter | None = None

    def look() -> State:
        try:
            queue = progress.waiting(services.engine)
        except SQLAlchemyError:
            queue = None
        socket = socket_connected() if socket_connected is not None else None
        return State(queue, socket, services.installations.dead_token)

    async def health(_: Request) -> Response:
        """However many ask at once, the database is asked once, by a thread of its own: so it is
        known how the bot is while everything else is busy."""
        nonlocal looking, limiter
        limiter = limiter or CapacityLimiter(1)
        if looking is None or looking.done():
            looking = asyncio.ensure_future(run_sync(look, limiter=limiter))
        state = await asyncio.shield(looking)
        return JSONResponse(told(state), 200 if state.well else 503)

    return health


def _metrics(services: Services) -> Callable[..., object]:
    async def metrics(_: Request) -> Response:
        text = await run_in_threadpool(services.metrics.text)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return metrics
