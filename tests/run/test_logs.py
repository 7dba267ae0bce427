"""The log says what happens, and does not grow without end when something happens all the time."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

import pytest

from bot.run import logs


class Written:
    """A logger of its own, the clock that it goes by, and what it wrote."""

    def __init__(self) -> None:
        self.now = 0.0
        self.stream = io.StringIO()
        self.handler = logs.Bounded(self.stream, lambda: self.now)
        self.handler.setFormatter(logs.Scrubbing("%(levelname)s %(message)s"))
        self.log = logging.Logger("test", logging.DEBUG)
        self.log.addHandler(self.handler)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


def test_lines_of_one_kind_are_counted_beyond_some() -> None:
    it = Written()
    for number in range(logs.MOST + 1234):
        it.log.warning("connection %d was closed", number)
    assert len(it.lines) == logs.MOST
    it.now = logs.WINDOW + 1
    it.log.info("something else")
    assert it.lines[logs.MOST :] == [
        f"WARNING … and 1,234 more like it: connection {logs.MOST + 1233} was closed",
        "INFO something else",
    ]
    it.log.warning("connection %d was closed", 5)
    assert it.lines[-1] == "WARNING connection 5 was closed"


def test_what_was_counted_is_said_at_the_end() -> None:
    it = Written()
    for _ in range(logs.MOST + 2):
        it.log.error("no room")
    it.handler.close()
    assert it.lines[-1] == "ERROR … and 2 more like it: no room"


@pytest.mark.parametrize(
    "say",
    [
        lambda log, number: log.error(f"fd={number} at 0x{number:x}: out of system resource"),
        lambda log, number: log.warning("%s", "a" * number),
    ],
    ids=["figures in the message", "any text as an argument"],
)
def test_a_kind_is_told_by_its_words(say: Callable[[logging.Logger, int], None]) -> None:
    it = Written()
    for number in range(1000):
        say(it.log, number)
    assert len(it.lines) == logs.MOST


def test_tracebacks_are_bounded_and_other_kinds_are_not_hidden_by_them() -> None:
    it = Written()
    for number in range(1000):
        error = OSError(24, f"too many open files {number}")
        it.log.error("accept failed", exc_info=error)
    assert it.stream.getvalue().count("OSError: [Errno 24]") == logs.MOST
    for kind in ("one", "two", "three"):
        it.log.error(kind)
    it.log.info("accept failed")
    assert it.lines[-4:] == ["ERROR one", "ERROR two", "ERROR three", "INFO accept failed"]


def test_messages_that_are_never_the_same_do_not_fill_the_memory() -> None:
    it = Written()
    for number in range(5 * logs.KINDS):
        it.log.error("kind " + "a" * (number % 190) + "b" * (number // 190))
    assert len(it.handler._kinds) <= logs.KINDS


def test_what_debug_says_is_written() -> None:
    it = Written()
    for _ in range(3 * logs.MOST):
        it.log.debug("again")
    assert len(it.lines) == 3 * logs.MOST


def test_a_secret_in_what_was_counted_is_hidden() -> None:
    it = Written()
    for _ in range(logs.MOST + 1):
        it.log.error("token %s", "xoxb-1-secret")
    it.handler.close()
    assert "secret" not in it.stream.getvalue()
