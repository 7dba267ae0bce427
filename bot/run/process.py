"""Builds a process that can answer from the settings: its database, its workspace in Slack, its
parts, and the handlers around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.add import telling
from bot.add.kit import Fetch, Kit
from bot.add.worker import Adder
from bot.ask import progress
from bot.ask.answering import Tools
from bot.ask.worker import Answerer
from bot.check.checker import Checker
from bot.check.model import multilingual, when_needed
from bot.check.vectors import MultilingualMaker, VectorMaker
from bot.digest import jobs
from bot.digest.topics import Topics
from bot.ingest.fetching import fetch as from_the_web
from bot.matching.embeddings import Embedder
from bot.matching.multilingual import Multilingual
from bot.metrics import Metrics
from bot.queue import new_owner
from bot.record.upgrading import ensure_current
from bot.record.workspaces import adopt
from bot.run import bolt, logs
from bot.run.bolt import SlackApp
from bot.run.errors import CannotServeError
from bot.run.poster import Poster
from bot.services import Clock, Services, utc_now
from bot.settings import Settings
from bot.slack import tokens
from bot.slack.client import web_client
from bot.slack.installations import Installation, Installations, NotInstalledError, identify
from bot.slack.people import People
from bot.slack.pictures import Pictures
from bot.slack.registry import Registry
from models.database import open_engine, writing

PATIENCE = 2.0
"""Seconds that the bot waits for the database: Slack wants an answer within three."""


@dataclass(frozen=True, slots=True)
class Process:
    """The process that works on rows (`bot.queue.Worker`). `owner` is its name in leases."""

    engine: Engine
    clock: Clock = utc_now
    owner: str = field(default_factory=new_owner)


@contextmanager
def running(
    settings: Settings, register: bolt.Register, clock: Clock = utc_now
) -> Iterator[tuple[Services, SlackApp]]:
    """A process with all its parts, and the app with the handlers that `register` adds. `clock` is
    the machine's, but in the demo, where a person moves it.

    Raises CannotServeError if a setting is missing or Slack does not know the token, and ModelError
    if a model cannot be loaded.
    """
    logs.set_up(settings.log_level)
    _check_complete(settings)
    engine = open_engine(settings.database_url, patience=PATIENCE)
    try:
        ensure_current(engine, utc_now())
        installed = Installations((_installed(engine, settings),))
        model = when_needed(settings)
        checker = Checker(engine, settings, model)
        services = assemble(
            Process(engine, clock),
            checker,
            installed,
            embedder=model(),
            multilingual=multilingual(settings)(),
        )
        secret = settings.slack_signing_secret
        app = bolt.build(
            services, register, signing_secret=secret.get_secret_value() if secret else None
        )
        yield services, app
    finally:
        engine.dispose()


def assemble(
    process: Process,
    checker: Checker,
    installations: Installations,
    *,
    embedder: Embedder | None = None,
    multilingual: Multilingual | None = None,
    fetch: Fetch = from_the_web,
) -> Services:
    """The parts of one process. With an `embedder` it also makes the vectors of claims, and with
    the `multilingual` model those by which they are found in other languages."""
    engine, clock, owner = process.engine, process.clock, process.owner
    metrics, registry, pictures = Metrics(), Registry(), Pictures()
    tools = Tools(
        engine=engine,
        checker=checker,
        installations=installations,
        metrics=metrics,
        clock=clock,
        owner=owner,
        help=registry.help_for,
    )
    kit = Kit(
        engine=engine,
        checker=checker,
        installations=installations,
        metrics=metrics,
        clock=clock,
        owner=owner,
        fetch=fetch,
        announce=lambda where, documents, by: telling.announce(services, where, documents, by),
        editors=tools.editors,
    )
    services = Services(
        engine=engine,
        checker=checker,
        installations=installations,
        answerer=Answerer(tools),
        adder=Adder(kit),
        poster=Poster(Process(engine, clock, owner), installations, metrics, pictures),
        metrics=metrics,
        registry=registry,
        clock=clock,
        vectors=VectorMaker(engine, embedder) if embedder else None,
        multilingual=MultilingualMaker(engine, multilingual) if multilingual else None,
        editors=tools.editors,
        topics=Topics(),
        pictures=pictures,
    )
    metrics.watch(
        "on_record_queue", "Questions not answered yet", lambda: _asked(progress.waiting, engine)
    )
    metrics.watch(
        "on_record_posting_delay_seconds",
        "How long the digest or notice that waits longest has been due",
        lambda: _asked(lambda it: jobs.waiting_s(it, now=clock()), engine),
    )
    return services


def _check_complete(settings: Settings) -> None:
    if settings.slack_bot_token is None:
        raise CannotServeError(
            "SLACK_BOT_TOKEN is not set. `python -m bot doctor` says what is missing."
        )
    if not settings.socket_mode and settings.slack_signing_secret is None:
        raise CannotServeError(
            "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). "
            "`python -m bot doctor` says what is missing."
        )


def _installed(engine: Engine, settings: Settings) -> Installation:
    """The workspace to which the token belongs, as Slack and the record know it."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    keys = tokens.keys_of(settings)
    rotation = tokens.Rotation(engine, keys, settings.slack_api_url) if keys else None
    renew = rotation.instead_of if rotation else None
    client = web_client(rotation.current() if rotation else token, settings.slack_api_url, renew)
    try:
        identity = identify(client)
    except NotInstalledError as error:
        raise CannotServeError(
            f"{error} Tokens rotate here. {tokens.ANEW}" if rotation else str(error)
        ) from None
    with Session(writing(engine), expire_on_commit=False) as session, session.begin():
        ours = adopt(session, identity.team_id, identity.team_name, utc_now())
    return Installation(ours.id or 0, identity, client, _people(settings), rotation)


def _people(settings: Settings) -> People:
    return People(guests=settings.guests_as_staff, language=settings.language)


def _asked(figure: Callable[[Engine], float], engine: Engine) -> float:
    try:
        return float(figure(engine))
    except SQLAlchemyError:
        return float("nan")
