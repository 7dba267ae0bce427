"""The command line, and the one place where everything is put together.

`python -m bot COMMAND --help` says what a command takes. Exit status: 0 done, 1 failed (the reason
on standard error, in words), 2 wrong usage. What a command needs is imported when it runs, so that
`check` starts at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.accesses import accesses
from bot.cli.commands import (
    CommandError,
    UsageError,
    check,
    failing_in_words,
    from_to,
    import_,
    migrate,
    stored_id,
    workspace,
)
from bot.cli.confidential import confidential
from bot.cli.digest import jobs
from bot.cli.exporting import FORMATS, export
from bot.cli.ingest import feeds, ingest
from bot.cli.review import review
from bot.cli.reviews import reviews
from bot.language.invisible import clean_terminal
from bot.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.check.model import Model
    from bot.matching.embeddings import Embedder
    from bot.record.exchange.entries import RecordFile
    from bot.run.bolt import SlackApp
    from bot.services import Services

FAILED, WRONG_USAGE = 1, 2

GARBAGE = 50_000
"""Allocations between garbage collections: starting makes many objects and drops few."""

SLACK_PATIENCE = 2.0
"""Seconds the bot waits for the database: Slack wants an answer within three."""

SAMPLE_RECORD = Path(__file__).resolve().parents[1] / "samples" / "record.json"


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command under the settings of `environ`; returns the exit status."""
    gc.set_threshold(GARBAGE)
    arguments = _parser().parse_args(argv)
    with clean_terminal():
        return _run(arguments, environ)


def _run(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    try:
        with failing_in_words():
            settings = load(environ)
            run: Callable[[argparse.Namespace, Settings], int] = arguments.run
            return run(arguments, settings)
    except UsageError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except CommandError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


# --- the commands ------------------------------------------------------------------------------


def demo(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """Answer three statements through the real handlers, without Slack."""
    import tempfile

    from bot.demo import BOT_TOKEN, SIGNING_SECRET
    from bot.demo.standin import SlackStandIn
    from bot.demo.terminal import Terminal, typed_lines
    from bot.record.exchange.interchange import parse

    for name in [n for n in os.environ if n.lower() in ("http_proxy", "https_proxy", "all_proxy")]:
        del os.environ[name]  # the stand-in is on this machine
    with tempfile.TemporaryDirectory() as folder, SlackStandIn() as slack:
        settings = load(
            {
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.sqlite3'}",
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                "LOG_LEVEL": "ERROR",
            }
        )
        with _running(settings) as (services, app):
            file = parse(SAMPLE_RECORD.read_bytes())
            _load_sample(services, file)
            print(
                f"A sample record is loaded: {len(file.claims)} claims, "
                f"{len(file.attributions)} attributions. All but one topic is invented."
            )
            terminal = Terminal(slack, app, services.answerer, print)
            terminal.play()
            if sys.stdin.isatty():
                print("Type a statement, or the words of a button. An empty line ends.")
                terminal.prompt(typed_lines())
    return 0


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer Slack, and run the scheduler."""
    from bot.run import serve as serving

    with _running(settings) as (services, app), _serving_in_words():
        ticking = not arguments.web_only
        serving.serve(settings, services, app, ticking=ticking, announce=_announce)
    return 0


def worker(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Run the scheduler alone."""
    from bot.run import serve as serving

    with _running(settings) as (services, _):
        serving.work(settings, services, _announce)
    return 0


def digest(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the digests as they would be sent, or send those that are due."""
    from bot.cli import digest as digest_command

    if not arguments.run_due:
        return digest_command.preview(arguments, settings)
    with _running(settings) as (services, _):
        return digest_command.run_due(arguments, services, settings)


def doctor(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Say what is missing before the bot can answer."""
    from bot.cli.doctor import examine

    findings = examine(settings)
    for finding in findings:
        print(finding.in_words())
    return 0 if all(finding.fine or not finding.needed for finding in findings) else FAILED


# --- what they share ---------------------------------------------------------------------------


@contextmanager
def _running(settings: Settings) -> Iterator[tuple[Services, SlackApp]]:
    """Everything put together: database, Slack, checker, workers, handlers."""
    from sqlmodel import Session

    from bot.check.checker import Checker
    from bot.check.model import when_needed
    from bot.record.workspaces import adopt
    from bot.run import bolt as slack_app
    from bot.run import logs
    from bot.run import serve as serving
    from bot.services import utc_now
    from bot.slack.client import web_client
    from bot.slack.installations import Installation, Installations, NotInstalledError, identify
    from handlers import register
    from models.database import ensure_schema, open_engine, writing

    logs.set_up(settings.log_level)
    if settings.slack_bot_token is None:
        raise CommandError(
            "SLACK_BOT_TOKEN is not set. `python -m bot doctor` says what is missing."
        )
    if not settings.socket_mode and settings.slack_signing_secret is None:
        raise CommandError(
            "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). "
            "`python -m bot doctor` says what is missing."
        )
    engine = open_engine(settings.database_url, patience=SLACK_PATIENCE)
    try:
        ensure_schema(engine)
        client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        try:
            identity = identify(client)
        except NotInstalledError as error:
            raise CommandError(str(error)) from None
        with Session(writing(engine)) as session, session.begin():
            ours = adopt(session, identity.team_id, identity.team_name, utc_now())
            workspace_id = stored_id(ours)
        installed = Installations((Installation(workspace_id, identity, client),))
        model = when_needed(settings)
        checker = Checker(engine, settings, model)
        services = serving.assemble(engine, checker, installed, embedder=_loaded(model))
        secret = settings.slack_signing_secret
        app = slack_app.build(
            services, register, signing_secret=secret.get_secret_value() if secret else None
        )
        yield services, app
    finally:
        engine.dispose()


def _loaded(model: Model) -> Embedder | None:
    """The model; a command that would serve with a wrong one does not start."""
    from bot.matching.embeddings import ModelError

    try:
        return model()
    except ModelError as error:
        raise CommandError(str(error)) from None


def _load_sample(services: Services, file: RecordFile) -> None:
    from bot.record.exchange.importing import import_record

    import_record(
        services.engine,
        file,
        workspace_id=services.installations.workspaces[0],
        actor="demo",
        now=services.clock(),
    )
    if services.vectors is not None:
        services.vectors.make()


def _announce(sentence: str) -> None:
    print(sentence, flush=True)


@contextmanager
def _serving_in_words() -> Iterator[None]:
    from bot.run.serve import CannotServeError

    try:
        yield
    except CannotServeError as error:
        raise CommandError(str(error)) from None


# --- arguments ---------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="On Record: who said it, and who else says so."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Settings], int]) -> Any:
        words = (run.__doc__ or "").strip().splitlines()[0]
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    asks = command("check", check)
    asks.add_argument("text", nargs="*", help="what to check, - to read it from standard input")
    asks.add_argument("--json", action="store_true", help="print the answers as JSON")
    asks.add_argument("--batch", metavar="FILE", help='JSON Lines, a "statement" per line')
    asks.add_argument("--as-of", metavar="DAY", help="the day of asking, default today")
    asks.add_argument("--as-editor", action="store_true", help="name confidential sources")
    loads = command("import", import_)
    loads.add_argument("file", help="a file in the format on-record/1, - for standard input")
    writes = command("export", export)
    writes.add_argument("file", nargs="?", help="where to write it, default standard output")
    writes.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default %(default)s")
    writes.add_argument("--drafts", action="store_true", help="with drafts and rejected entries")
    writes.add_argument(
        "--confidential", action="store_true", help="CSV with the names of confidential sources"
    )
    writes.add_argument(
        "--publisher", metavar="NAME", help="ClaimReview: who gives it out, default the workspace"
    )
    writes.add_argument("--publisher-url", metavar="URL", help="ClaimReview: where it is published")
    desk = command("workspace", workspace)
    desk.add_argument(
        "--desk-channel", metavar="CHANNEL", help="where reports and open questions go, or none"
    )
    desk.add_argument(
        "--editors", metavar="USERS", help="who decides what goes on record: U1,U2, or none"
    )
    decides = command("review", review)
    decides.add_argument("--document", type=int, metavar="NUMBER", help="only this document's")
    decides.add_argument("--show", choices=("all", "certain", "flagged", "mine"), default="all")
    decides.add_argument("--list", action="store_true", help="list what waits, ask nothing")
    decides.add_argument("--json", action="store_true", help="with --list: print it as JSON")
    decides.add_argument(
        "--approve-certain", type=int, metavar="DOCUMENT", help="approve its certain drafts"
    )
    takes = command("ingest", ingest)
    takes.add_argument(
        "source", help="a file (txt, html, md, csv, json), an address, or - for standard input"
    )
    takes.add_argument("--outlet", metavar="NAME", help="who published it")
    takes.add_argument("--url", metavar="ADDRESS", help="where it was published")
    takes.add_argument("--title", metavar="WORDS", help="its title")
    takes.add_argument("--author", metavar="NAME", help="who wrote it")
    takes.add_argument("--published", metavar="DAY", help="when, like 2024-11-05")
    takes.add_argument("--json", action="store_true", help="print what came of it as JSON")
    hides = command("confidential", confidential)
    hides.add_argument("--reword", action="store_true", help="ask for other words, one by one")
    hides.add_argument("--json", action="store_true", help="print the list as JSON")
    others = command("reviews", reviews)
    others.add_argument("do", choices=("list", "link"), help="what to do")
    others.add_argument("review", nargs="?", type=int, help="the review's number, as listed")
    others.add_argument(
        "claim", nargs="?", type=int, help="the claim's; without, no claim any more"
    )
    follows = command("feeds", feeds)
    follows.add_argument("do", choices=("add", "list", "remove"))
    follows.add_argument("address", nargs="?", help="of the feed")
    follows.add_argument(
        "--every", default="30m", help="how often: 30m, 2h, 1d; default %(default)s"
    )
    posts = command("digest", digest)
    does = posts.add_mutually_exclusive_group(required=True)
    does.add_argument("--preview", action="store_true", help="print them, send nothing")
    does.add_argument("--run-due", action="store_true", help="send those that are due")
    posts.add_argument("--channel", metavar="CHANNEL", help="with --preview: only this channel's")
    posts.add_argument(
        "--now", metavar="INSTANT", help="as if it were then, like 2024-11-05T09:00+01:00"
    )
    told = command("jobs", jobs)
    told.add_argument(
        "--hours",
        type=from_to(0, 87_600),
        default=24.0,
        help="how far back to look, default %(default)g",
    )
    told.add_argument("--json", action="store_true", help="print it as JSON")
    saw = command("accesses", accesses)
    saw.add_argument(
        "--limit", type=from_to(1, 100_000, int), default=100, help="how many, default %(default)s"
    )
    saw.add_argument("--json", action="store_true", help="print it as JSON")
    recorded = (asks, loads, writes, desk, decides, takes, follows, hides, others, posts)
    for sub in (*recorded, told, saw):
        sub.add_argument("--workspace", metavar="TEAM", help="Slack team id, default the only one")
    command("migrate", migrate)
    command("demo", demo)
    answers = command("serve", serve)
    answers.add_argument("--web-only", action="store_true", help="without the scheduler")
    command("worker", worker)
    command("doctor", doctor)
    return parser


if __name__ == "__main__":
    sys.exit(main())
