"""Failures: the foreseen ones, which have a sentence of their own, and the unforeseen ones.

An unforeseen failure must not stop anything else, so each job has one place that catches it. The
person gets a sentence with a reference. The log has the same reference with the traceback
(`bot.run.logs` leaves out texts that were read).
"""

from __future__ import annotations

import logging
import secrets

from bot.i18n import gettext

log = logging.getLogger(__name__)


class RefusalError(Exception):
    """Something cannot be done, for a known reason.

    `sentence` goes to the person as it is: plain text that says what to do. It is given in English,
    marked with `N_`, or already in the language that is spoken (a text with values in it).
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = gettext(sentence) if sentence else sentence


def reference() -> str:
    """A new name for one failure, for the person and the log: 8 hexadecimal digits."""
    return secrets.token_hex(4)


def in_words(error: Exception, what: str) -> str:
    """Log an unforeseen failure and give the sentence for the person. `what` names what failed by
    number or place ("feed 3", "line 12"), never by a title, text or address."""
    name = reference()
    log.error("%s: reference %s", what, name, exc_info=error)
    return gettext(
        "This failed in a way that nobody foresaw; everything else goes on. "
        "Tell your administrator: reference {name}.",
        name=name,
    )
