"""Failures: those that we have a sentence for, and those that nobody foresaw.

What nobody foresaw must not take anything else with it. Each job has one place that catches it. The
person gets a sentence with a reference, the log has the same reference with the way through the
code (`bot.run.logs` leaves out what was read).
"""

from __future__ import annotations

import logging
import secrets

log = logging.getLogger(__name__)


class RefusalError(Exception):
    """Something cannot be done, for a known reason.

    `sentence` goes to the person as it is: plain text that says what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def reference() -> str:
    """A name for one failure, for the person and for the log."""
    return secrets.token_hex(4)


def in_words(error: Exception, what: str) -> str:
    """The sentence for the person; the failure is logged. `what` says what failed by its number
    or place ("feed 3", "line 12") and is never a title, text or address."""
    name = reference()
    log.error("%s: reference %s", what, name, exc_info=error)
    return (
        "This failed in a way that nobody foresaw; everything else goes on. "
        f"Tell your administrator: reference {name}."
    )
