"""How a command fails: with one sentence that says what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.settings import SettingsError


class CommandError(RuntimeError):
    """A command cannot do its work; the message says why and what to do."""


class UsageError(CommandError):
    """A command was given wrong or missing arguments."""


class StoppedError(CommandError):
    """A person stopped a command with Ctrl-C; the message says what was stored."""


@contextmanager
def failing_in_words() -> Iterator[None]:
    """Turns each known failure into a CommandError; any other is a bug and keeps its traceback."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.cli.database_trouble import of_the_database
    from bot.matching.embeddings import ModelError
    from bot.record.exchange.interchange import RecordError
    from bot.record.workspaces import WorkspaceError
    from bot.run.errors import CannotServeError
    from bot.slack.refusals import NO_SUCH_NUMBER
    from models.backup import BackupError
    from models.database import SchemaError, is_out_of_range

    try:
        yield
    except SettingsError as error:
        raise CommandError(f"Wrong settings:\n{error}") from None
    except (
        BackupError,
        CannotServeError,
        ModelError,
        SchemaError,
        RecordError,
        WorkspaceError,
    ) as error:
        raise CommandError(str(error)) from None
    except (SQLAlchemyError, OverflowError) as error:
        if is_out_of_range(error):
            raise CommandError(NO_SUCH_NUMBER) from None
        trouble = of_the_database(error)
        if trouble is None:
            raise
        raise CommandError(f"The database {trouble.what} {trouble.todo}") from None


def from_to(least: float, most: float, kind: type[float] = float) -> Callable[[str], float]:
    """A reader for an argument that is a number from `least` to `most`, both included; refuses
    "nan"."""

    def read(given: str) -> float:
        with suppress(ValueError):
            if least <= (number := kind(given)) <= most:
                return number
        raise argparse.ArgumentTypeError(f"{given}: a number from {least} to {most:,}")

    return read


def warn(sentence: str) -> None:
    """Prints a warning that does not stop a command."""
    print(sentence, file=sys.stderr)
