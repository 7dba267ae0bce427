"""Log lines: one per event, on standard error, without anybody's secrets, and not without end."""

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
_LONGEST_CHAIN = 5  # errors, each raised while another was handled
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Libraries that say a lot at INFO.
_QUIET = ("apscheduler", "alembic", "slack_sdk", "slack_bolt", "uvicorn.error", "uvicorn.access")


_SAYS_NO_DATA = (AttributeError, ImportError, NameError, RecursionError, TypeError)
"""Errors whose words are about code alone. Those of others may hold what was read: a key, a
statement's parameters, a text that is no number."""


class Scrubbing(logging.Formatter):
    """Writes a record, traceback and all, with secrets replaced."""

    def format(self, record: logging.LogRecord) -> str:
        ours = copy.copy(record)
        ours.exc_text = None  # perhaps another formatter's, with the error's own words
        return scrubbed(super().format(ours))

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """The way through the code and the kind of the error, and of what led to it."""
        told: list[str] = []
        error = ei[1]
        while error is not None and len(told) < _LONGEST_CHAIN:
            words = _words(error)
            way = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{way}{type(error).__module__}.{type(error).__qualname__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n… after:\n".join(told)


def _words(error: BaseException) -> str:
    """What an error says, as far as that is about code or the machine and not about what was
    read: of the operating system's ones the number and its meaning, without a file's name."""
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}] {os.strerror(error.errno)}"
    return f": {error}" if isinstance(error, _SAYS_NO_DATA) else ""


def scrubbed(text: str) -> str:
    """The text without tokens, signatures, passwords and addresses that act like them."""
    return _SECRETS.sub(_HIDDEN, text)


MOST = 100
"""Lines of one kind within WINDOW; further ones are only counted."""

WINDOW = 60.0
"""Seconds."""

KINDS = 500
"""Kinds that are told apart; beyond that the longest known is forgotten."""

Kind = tuple[str, int, str, str]

_VARIES = re.compile(r"0x[0-9a-f]+|\d+")


class Bounded(logging.StreamHandler[TextIO]):
    """Writes records, of one kind at most MOST in WINDOW, and then how many more there were.

    Else anybody who makes us log, by asking or by sending nonsense, could fill the disk. A kind is
    a logger, a level, a message apart from its figures, and an exception. What is logged at DEBUG
    was asked for and is written. `clock` gives seconds.
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
        """Says what was only counted so far."""
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
        """Sum up the kinds whose window began before then; they are in the order in which it
        did."""
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
    """Log to `stream` (standard error) from `level` on; replaces what was set up before."""
    handler = Bounded(stream or sys.stderr)
    handler.setFormatter(Scrubbing("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
