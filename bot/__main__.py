"""The command line: reads the command, and is the only place that knows the handlers.

`python -m bot COMMAND --help` says what a command takes. Exit status: 0 done, 1 failed (the reason
on standard error, in words), 2 wrong usage, 130 stopped by Ctrl-C. What a command needs is imported
when it runs, so that `check` starts at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.cli import (
    accesses,
    backup,
    check,
    completion,
    confidential,
    digest,
    doctor,
    edit,
    embargo,
    exporting,
    feeds,
    figure,
    find,
    history,
    importing,
    ingest,
    jobs,
    listing,
    merge,
    migrate,
    move,
    restore,
    retract,
    review,
    reviews,
    serve,
    show,
    verify,
    withdraw,
    worker,
    workspace,
)
from bot.cli.errors import CommandError, StoppedError, UsageError, failing_in_words, warn
from bot.demo import command as demo
from bot.language.invisible import clean_terminal
from bot.misspelt import misspelt
from bot.services import Clock, utc_now
from bot.settings import Settings, load

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.run.bolt import SlackApp
    from bot.services import Services

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130

_COMMAND, _DISTRIBUTION = "onrecord", "on-record"

GARBAGE = 50_000
"""Allocations between garbage collections: starting makes many objects and drops few."""


class Command(Protocol):
    """A module of `bot.cli`. The first line of what `run` says of itself is the command's help.

    `run` gives the exit status. A command that needs a running process starts it with
    `arguments.started(settings)`, which gives the process's services and its Slack app.
    """

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace, settings: Settings, /) -> int: ...


COMMANDS: Mapping[str, Command] = {
    "check": check,
    "find": find,
    "show": show,
    "history": history,
    "list": listing,
    "edit": edit,
    "merge": merge,
    "withdraw": withdraw,
    "retract": retract,
    "move": move,
    "embargo": embargo,
    "figure": figure,
    "import": importing,
    "export": exporting,
    "workspace": workspace,
    "review": review,
    "ingest": ingest,
    "verify": verify,
    "confidential": confidential,
    "reviews": reviews,
    "feeds": feeds,
    "digest": digest,
    "jobs": jobs,
    "accesses": accesses,
    "migrate": migrate,
    "backup": backup,
    "restore": restore,
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "doctor": doctor,
    "completion": completion,
}
"""In the order in which `--help` lists them."""


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command under the settings of `environ`; returns the exit status."""
    gc.set_threshold(GARBAGE)
    arguments = _parser(_called()).parse_args(argv)
    with clean_terminal():
        return _run(arguments, environ)


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=name, description="On Record: who said it, and who else says so."
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        words = (command.run.__doc__ or "").strip().splitlines()[0]
        sub = commands.add_parser(name, help=words, description=words)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, started=_started, whole=_parser)
    return parser


def _called() -> str:
    """How the command was called: by its own name, or as a module."""
    name = Path(sys.argv[0]).name
    return _COMMAND if name == _COMMAND else "python -m bot"


class _Version(argparse.Action):
    """Prints the version; it is looked up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, **others: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **others)

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version(_DISTRIBUTION)
        except PackageNotFoundError:
            parser.error("the version is known after `make install`")
        print(f"On Record {found}")
        parser.exit()


def _run(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    arguments.misspelt = tuple(misspelt(environ))
    if arguments.run is not doctor.run:  # which lists them itself
        for sentence in arguments.misspelt:
            warn(f"Warning: {sentence} It is ignored.")
    try:
        with failing_in_words():
            status: int = arguments.run(arguments, load(environ))
            return status
    except UsageError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except StoppedError as error:
        print(f"\n{error}", file=sys.stderr)
        return INTERRUPTED
    except CommandError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _started(
    settings: Settings, clock: Clock = utc_now
) -> AbstractContextManager[tuple[Services, SlackApp]]:
    """The process that answers Slack, with the handlers."""
    from bot.run.process import running
    from handlers import register

    return running(settings, register, clock)


if __name__ == "__main__":
    sys.exit(main())
