"""Serves Slack: the web server or Socket Mode, the scheduler, and an orderly end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from starlette.applications import Starlette

from bot.digest import planning
from bot.extraction import spacy_reader as parsed
from bot.ingest import described
from bot.run import scheduler, web
from bot.run.bolt import SlackApp
from bot.run.errors import CannotServeError
from bot.run.leader import lease
from bot.run.stopping import told_to_stop
from bot.run.web_server import FINISH, WebServer
from bot.services import Services
from bot.settings import Settings, host_and_port
from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Trouble, failure, web_client

log = logging.getLogger(__name__)

WARM_AFTER = 5.0
"""Seconds after the start."""

PING = 5.0
"""Seconds between looks at the socket: how soon a lost connection is made again."""

SOCKET_ATTEMPTS = 5

CONNECTED = 0.1
"""Seconds between looks whether the first connection has been made."""

Announce = Callable[[str], object]


def serve(
    settings: Settings, services: Services, app: SlackApp, *, ticking: bool, announce: Announce
) -> None:
    """Serves Slack until SIGTERM or SIGINT, over a socket or HTTP as the settings say.

    With `ticking` also runs the scheduler. Raises CannotServeError if the port is taken or Slack
    refuses the app token.
    """
    with told_to_stop() as stop:
        threading.Thread(target=_warm, args=(stop,), name="warm", daemon=True).start()
        services.answerer.sweep()
        services.adder.sweep()
        with _ending(services), _ticking(services, settings) if ticking else nullcontext():
            if settings.socket_mode:
                _over_socket(settings, services, app, stop, announce)
            else:
                _over_http(settings, services, app, stop, announce)


def _warm(stop: threading.Event) -> None:
    """Loads modules that the first document would have to wait for. That takes some seconds, and
    begins WARM_AFTER the start, so that it does not slow the answers to questions that were
    asked while the bot was down."""
    if stop.wait(WARM_AFTER):
        return
    described.warm()
    parsed.installed()


def work(settings: Settings, services: Services, announce: Announce) -> None:
    """Runs the scheduler alone until SIGTERM or SIGINT."""
    with told_to_stop() as stop:
        threading.Thread(target=_warm, args=(stop,), name="warm", daemon=True).start()
        with _ending(services), _ticking(services, settings):
            announce("On Record's worker is running.")
            stop.wait()


def _over_http(
    settings: Settings, services: Services, app: SlackApp, stop: threading.Event, announce: Announce
) -> None:
    try:
        server = WebServer(web.build(services, app), settings.host, settings.port)
    except OSError as error:
        raise CannotServeError(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). "
            "Set PORT to another one."
        ) from None
    server.start()
    numbers = _numbers(settings, services)
    announce(f"On Record is listening on http://{settings.host}:{server.port}/slack/events")
    stop.wait()
    server.stop()
    if numbers:
        numbers.stop()


def _over_socket(
    settings: Settings, services: Services, app: SlackApp, stop: threading.Event, announce: Announce
) -> None:
    token = settings.slack_app_token
    if token is None:
        raise CannotServeError("SLACK_APP_TOKEN is not set.")
    handler = SocketModeHandler(
        app,
        token.get_secret_value(),
        web_client=web_client(None, settings.slack_api_url),
        ping_interval=PING,
    )
    connected = handler.client.is_connected
    pages = [_page(settings, services, connected), _numbers(settings, services, connected)]
    try:
        _connect(handler, stop)
        while not connected() and not stop.wait(CONNECTED):
            pass  # the SDK keeps trying, and says so in the log
        if not stop.is_set():
            announce("On Record is connected to Slack by Socket Mode.")
        stop.wait()
    finally:
        handler.close()  # type: ignore[no-untyped-call]
        for page in pages:
            if page:
                page.stop()


def _connect(handler: SocketModeHandler, stop: threading.Event) -> None:
    for attempt in range(SOCKET_ATTEMPTS):
        try:
            handler.connect()  # type: ignore[no-untyped-call]
            return
        except (*CALL_ERRORS, SlackClientError) as error:
            trouble = failure(error)
            dead = trouble.code in DEAD_TOKEN or trouble.trouble is Trouble.REFUSED
            if dead and isinstance(error, SlackApiError):
                raise CannotServeError(
                    f"Slack does not accept SLACK_APP_TOKEN ({trouble.code}). Make an app-level "
                    "token with the scope connections:write on the app's page, Basic Information."
                ) from None
            log.warning("no socket yet (%s)", trouble.code)
            if stop.wait(trouble.wait if trouble.wait is not None else 2.0**attempt):
                return
    raise CannotServeError("Slack cannot be reached for Socket Mode. Check the network.")


def _page(
    settings: Settings, services: Services, connected: Callable[[], bool]
) -> WebServer | None:
    """The server of /health, for Socket Mode."""
    app = web.build(services, socket_connected=connected)
    return _beside("/health", app, settings.host, settings.port)


def _numbers(
    settings: Settings, services: Services, connected: Callable[[], bool] | None = None
) -> WebServer | None:
    """The server of /metrics, and of /health with numbers, if METRICS_ADDRESS is set."""
    where = host_and_port(settings.metrics_address)
    if where is None:
        return None
    return _beside("/metrics", web.build_for_operators(services, connected), *where)


def _beside(what: str, app: Starlette, host: str, port: int) -> WebServer | None:
    """A server without which the bot works too: None if its port is taken."""
    try:
        server = WebServer(app, host, port)
    except OSError as error:
        log.warning("no %s: port %d on %s cannot be used (%s)", what, port, host, error.strerror)
        return None
    server.start()
    if what == "/metrics":
        log.info("%s is on http://%s:%d", what, host, server.port)
    return server


@contextmanager
def _ticking(services: Services, settings: Settings) -> Iterator[None]:
    workspaces = services.installations.workspaces
    planning.look_again(services.engine, workspaces)
    leads = lease(services.engine, workspaces)
    ticks = scheduler.start(scheduler.ticks(services, settings), services, leads)
    try:
        yield
    finally:
        ticks.shutdown(wait=False)
        leads.release()


@contextmanager
def _ending(services: Services) -> Iterator[None]:
    try:
        yield
    finally:
        if not services.poster.close(FINISH):
            log.warning("stopped with a message on its way; whether it arrived is looked into")
        if not services.adder.close(FINISH):
            log.warning("stopped while adding; what is unfinished is taken up at the next start")
        if not services.answerer.close(FINISH):
            log.warning("stopped with answers in work; they are taken up at the next start")
        services.engine.dispose()
