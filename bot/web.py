"""HTTP: Slack's requests, health, metrics."""

from __future__ import annotations

import logging
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.inquiries import progress
from bot.services import Services

log = logging.getLogger(__name__)

MAX_BODY = 1_000_000
"""Bytes of a request. A message has at most 40,000 characters, some sent twice (text and
blocks) and escaped; an interaction repeats a message of ours."""

SocketState = Callable[[], bool]


def build(
    services: Services, slack: App | None = None, socket_connected: SocketState | None = None
) -> Starlette:
    """The web app. `slack` is given for HTTP, `socket_connected` for Socket Mode."""
    routes = [
        Route("/health", _health(services, socket_connected), methods=["GET"]),
        Route("/metrics", _metrics(services), methods=["GET"]),
    ]
    if slack is not None:
        routes.append(Route("/slack/events", _slack_events(slack), methods=["POST"]))
    return Starlette(routes=routes)


def _slack_events(app: App) -> Callable[..., object]:
    async def slack_events(request: Request) -> Response:
        body = b""
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    return PlainTextResponse("too large", 413)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        try:
            bolt_request = to_bolt_request(request, body)
        except (ValueError, TypeError, AttributeError, KeyError):  # not UTF-8, or no JSON object
            return PlainTextResponse("not a request of Slack", 400)
        return to_starlette_response(await run_in_threadpool(app.dispatch, bolt_request))

    return slack_events


def _health(services: Services, socket_connected: SocketState | None) -> Callable[..., object]:
    def look() -> tuple[dict[str, object], bool]:
        state: dict[str, object] = {"database": True}
        try:
            state["queue"] = progress.waiting(services.engine)
        except SQLAlchemyError:
            state["database"] = False
        if socket_connected is not None:
            state["socket"] = socket_connected()
        return state, bool(state["database"]) and state.get("socket") is not False

    async def health(_: Request) -> Response:
        state, well = await run_in_threadpool(look)
        return JSONResponse(state, 200 if well else 503)

    return health


def _metrics(services: Services) -> Callable[..., object]:
    async def metrics(_: Request) -> Response:
        text = await run_in_threadpool(services.metrics.text)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return metrics
