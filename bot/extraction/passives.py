"""Passives of telling, "the Courier was told by an official that …": who speaks is named behind
"by", and who was told before the verb."""

from __future__ import annotations

from dataclasses import replace

from bot.extraction.following import phrase_after
from bot.extraction.found import Found
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, subject_before
from bot.extraction.relays import is_one
from bot.extraction.spoken import Spoken, said_by
from bot.extraction.verbs import Group

_TELLING = frozenset("tell inform assure warn advise".split())
_LED = ("that", "quote", "colon")
"""The contents that may follow; a bare clause could begin with the words for who spoke."""


def told_by(page: Page, number: int, group: Group, low: int, stop: int) -> Found | None:
    """The passage of a passive verb that is followed by "by" and who speaks; None for any other."""
    words, at = page.words, group.last
    if not group.passive or group.negated or group.modal or group.cue.lemma not in _TELLING:
        return None
    if at + 1 >= stop or words[at].low != "by" or words[at].quote >= 0:
        return None
    who = phrase_after(page, at + 1, stop)
    if who is None or who.kind is Kind.PRONOUN:
        return None
    hearer = subject_before(page, group.first, low)
    first = hearer.first if hearer is not None else group.first
    behind = who.last + (who.last < stop and words[who.last].text == ",")
    active = replace(group, passive=False, first=first, last=behind)
    found = said_by(Spoken(page, number, active, who, False, False, low, stop))
    if found is None or not (found.how in _LED or found.how.startswith("before_")):
        return None
    found.cue = (group.first, at + 1)
    if hearer is not None and is_one(page, page.text[slice(*page.span(*hearer.core))]):
        found.carrier = hearer.core
    return found
