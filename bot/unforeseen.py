"""Failures that nobody foresaw, where they must not take anything else with them.

Each job has one place that catches them. The person gets a sentence with a reference, the log has
the same reference with the way through the code (`bot.logs` leaves out what was read).
"""

from __future__ import annotations

import logging
import secrets

from bot.slack import refusals

log = logging.getLogger(__name__)


def reference() -> str:
    """A name for one failure, for the person and for the log."""
    return secrets.token_hex(4)


def in_words(error: Exception, what: str) -> str:
    """The sentence for the person; the failure is logged. `what` says what failed by its number
    or place ("feed 3", "line 12") and is never a title, text or address."""
    name = reference()
    log.error("%s: reference %s", what, name, exc_info=error)
    return refusals.unforeseen(name)
