"""Failures that we have a sentence for."""

from __future__ import annotations


class RefusalError(Exception):
    """Something cannot be done, for a known reason.

    `sentence` goes to the person as it is: plain text that says what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
