"""The page's server, on 127.0.0.1 only: its files, what a person sees, and what a person does.

Another web site cannot use it: a request must name this server as its Host, and one that changes
something must come from the page (its Origin). The page may load nothing from elsewhere.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.demo import DESK, NEWSROOM, REPORTER
from bot.demo.acting import ActError, People
from bot.demo.clock import until_morning
from bot.demo.journal import NotingSlack
from bot.demo.page_acts import carry_out
from bot.demo.scene import EXAMPLES, NAMES, ROLES
from bot.demo.shown import shown_to
from bot.demo.workspace import Fields, SlackError

STATIC = Path(__file__).parent / "static"
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif"}

WAIT = 20.0
"""Seconds for which a question what is new waits for something new."""

MAX_BODY = 500_000
"""Bytes."""

FARTHEST = timedelta(days=366)
"""How far the clock may be moved at once."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Move = Callable[[timedelta], None]
"""Moves the clock, and does what is due by then."""


class Page:
    """What the page is made of: the stand-in, the acts, and the clock."""

    def __init__(self, slack: NotingSlack, people: People, move: Move) -> None:
        self.slack, self.people, self.move = slack, people, move
        self.is_over = False

    def app(self) -> Starlette:
        routes = [
            Route("/", _file("index.html")),
            Route("/static/{name}", self._static),
            Route("/start", self._start),
            Route("/state", self._state),
            Route("/traffic", self._traffic),
            Route("/files/{name}", self._upload),
            Route("/act", self._act, methods=["POST"]),
            Route("/clock", self._clock, methods=["POST"]),
        ]
        return Starlette(
            routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=_guard)]
        )

    def end(self) -> None:
        """Lets the questions that wait for something new return."""
        with self.slack.workspace.changed:
            self.is_over = True
            self.slack.workspace.changed.notify_all()

    async def _static(self, request: Request) -> Response:
        return await _file(request.path_params["name"])(request)

    async def _start(self, _: Request) -> Response:
        people = {key: f"{NAMES[key]} — {role}" for key, role in ROLES.items()}
        return JSONResponse(
            {
                "me": REPORTER,
                "people": list(people),
                "people_named": people,
                "examples": EXAMPLES,
                "newsroom": NEWSROOM,
                "desk": DESK,
            }
        )

    async def _state(self, request: Request) -> Response:
        user, seen = request.query_params.get("me", ""), request.query_params.get("after", "")
        return await _answered(lambda: self._seen_by(user, int(seen) if seen.isdigit() else -1))

    def _seen_by(self, user: str, after: int) -> Fields:
        """What a person sees, as soon as it is not the version `after` any more."""
        ws, end = self.slack.workspace, time.monotonic() + WAIT
        with ws.changed:
            while ws.changed.count <= after and not self.is_over:
                if (left := end - time.monotonic()) <= 0:
                    break
                ws.changed.wait(left)
            told: Fields = json.loads(json.dumps(shown_to(ws, user)))
        return told

    async def _traffic(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        number = int(after) if after.isdigit() else 0
        return JSONResponse([asdict(one) for one in self.slack.journal.after(number)])

    async def _upload(self, request: Request) -> Response:
        file = self.slack.files.get(request.path_params["name"], {})
        if "content" not in file:
            return PlainTextResponse("no such file", 404)
        kind = PICTURES.get(Path(file["name"]).suffix.lower())
        if kind is not None:
            return Response(file["content"], media_type=kind)
        attached = {"Content-Disposition": "attachment"}
        return Response(file["content"], media_type="application/octet-stream", headers=attached)

    async def _act(self, request: Request) -> Response:
        asked = await _asked(request)
        user = str(asked.get("me"))
        return await _answered(lambda: carry_out(self.people, user, asked))

    async def _clock(self, request: Request) -> Response:
        asked = await _asked(request)
        if asked.get("to") == "morning":
            now = datetime.fromtimestamp(self.slack.workspace.now(), UTC)
            seconds: object = int(until_morning(now).total_seconds())
        else:
            seconds = asked.get("seconds")
        if not isinstance(seconds, int) or not 0 < seconds <= FARTHEST.total_seconds():
            return JSONResponse({"error": "The clock moves forward by a year at most."}, 400)
        await run_in_threadpool(self.move, timedelta(seconds=seconds))
        return JSONResponse({})


async def _answered(work: Callable[[], Fields]) -> Response:
    """The result of work in a thread; what cannot be done, as a sentence."""
    try:
        return JSONResponse(await run_in_threadpool(work))
    except ActError as error:
        return JSONResponse({"error": str(error)}, 400)
    except SlackError as error:
        return JSONResponse({"error": f"Slack would refuse it ({error.code})."}, 400)


async def _asked(request: Request) -> Fields:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return {}
    try:
        asked = json.loads(body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in KINDS or not path.is_file():
            return PlainTextResponse("no such file", 404)
        return FileResponse(path, media_type=KINDS[path.suffix])

    return answer


async def _guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuses what another web site sends through a person's browser."""
    if not _is_ours(request):
        return PlainTextResponse("This page serves only itself.", 403)
    response = await go_on(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _is_ours(request: Request) -> bool:
    host, port = request.headers.get("host", ""), request.scope["server"][1]
    if host not in (f"127.0.0.1:{port}", f"localhost:{port}"):
        return False
    if request.method == "GET":
        return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return request.headers.get("origin") == f"http://{host}"
