"""Log lines on standard error: one per event, without secrets, and limited in number."""

from __future__ import annotations

import copy
import logging
import os
import re
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TextIO

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+"  # bot and user tokens
    r"|xoxe\.[\w.-]+"  # tokens that rotate
    r"|xapp-[\w-]+"  # app-level tokens
    r"|(?<=ticket=)[\w%-]+"  # Socket Mode
    r"|(?<=/)(?:commands|actions|services|app|response)/[\w%./-]+"  # response_url
    r"|v0=[0-9a-f]{64}"  # signatures
    r"|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)",  # a database's user and password
)
_HIDDEN = "…"
_LONGEST_CHAIN = 5  # errors in a chain, each raised while the one before was handled
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Libraries that log a lot at INFO.
_QUIET = ("apscheduler", "alembic", "slack_sdk", "slack_bolt", "uvicorn.error", "uvicorn.access")


_SAYS_NO_DATA = (AttributeError, ImportError, NameError, RecursionError, TypeError)
"""Errors whose messages are about code alone. Messages of others may contain data: a key, a
statement's parameters, a text that is not a number."""


class Scrubbing(logging.Formatter):
    """Formats a record, including its traceback, with secrets replaced."""

    def format(self, record: logging.LogRecord) -> str:
        ours = copy.copy(record)
        ours.exc_text = None  # another formatter may have put the error's own message there
        return scrubbed(super().format(ours))

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """The call stack and the type of the error, and of the errors that led to it."""
        told: list[str] = []
        error = ei[1]
        while error is not None and len(told) < _LONGEST_CHAIN:
            words = _words(error)
            way = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{way}{type(error).__module__}.{type(error).__qualname__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n… after:\n".join(told)


def _words(error: BaseException) -> str:
    """The message of an error, as far as it is about code or the machine and not about data. Of
    an operating system's error it is the number and its meaning, without a file's name."""
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}] {os.strerror(error.errno)}"
    return f": {error}" if isinstance(error, _SAYS_NO_DATA) else ""


def scrubbed(text: str) -> str:
    """The text without tokens, signatures, passwords, and addresses that give access as they do."""
    return _SECRETS.sub(_HIDDEN, text)


MOST = 100
"""Lines of one kind within WINDOW; further ones are only counted."""

WINDOW = 60.0
"""Seconds."""

KINDS = 500
"""Kinds that are counted separately; beyond that the oldest is dropped."""

Kind = tuple[str, int, str, str]

_VARIES = re.compile(r"0x[0-9a-f]+|\d+")


class Bounded(logging.StreamHandler[TextIO]):
    """Writes records: of one kind at most MOST within WINDOW, then how many more there were.

    Otherwise a person who causes log lines, by questions or by nonsense requests, could fill the
    disk. A kind is a logger, a level, a message without its figures, and an exception. Records at
    DEBUG were asked for and are always written. `clock` gives seconds.
    """

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(stream)
        self._clock = clock
        self._kinds: dict[Kind, _Count] = {}

    def emit(self, record: logging.LogRecord) -> None:
        now = self._clock()
        self._tell(before=now - WINDOW)
        if record.levelno > logging.DEBUG:
            count = self._count(_kind(record), now)
            count.seen += 1
            if count.seen > MOST:
                count.last = record
                return
        super().emit(record)

    def close(self) -> None:
        """Writes the counts that are still open."""
        self.acquire()
        try:
            self._tell(before=float("inf"))
        finally:
            self.release()
        super().close()

    def _count(self, kind: Kind, now: float) -> _Count:
        if kind not in self._kinds:
            if len(self._kinds) >= KINDS:
                self._sum_up(self._kinds.pop(next(iter(self._kinds))))
            self._kinds[kind] = _Count(now)
        return self._kinds[kind]

    def _tell(self, before: float) -> None:
        """Writes the counts of the kinds whose window began before then; kinds are kept in the
        order of their windows."""
        while self._kinds:
            kind, count = next(iter(self._kinds.items()))
            if count.since > before:
                return
            del self._kinds[kind]
            self._sum_up(count)

    def _sum_up(self, count: _Count) -> None:
        more, last = count.seen - MOST, count.last
        if last is not None:
            said = f"… and {more:,} more like it: {last.getMessage()[:200]}"
            line = logging.LogRecord(last.name, last.levelno, last.pathname, 0, said, (), None)
            super().emit(line)


@dataclass(slots=True)
class _Count:
    since: float
    seen: int = 0
    last: logging.LogRecord | None = None


def _kind(record: logging.LogRecord) -> Kind:
    exception = record.exc_info[0] if record.exc_info else None
    words = _VARIES.sub("#", str(record.msg)[:200])
    return record.name, record.levelno, words, exception.__name__ if exception else ""


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Logs to `stream` (standard error) from `level` on; replaces an earlier set-up."""
    handler = Bounded(stream or sys.stderr)
    handler.setFormatter(Scrubbing("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
