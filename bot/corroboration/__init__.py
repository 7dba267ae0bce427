"""Corroboration: how many independent parties say a claim, who denies it, who does not confirm it.

Pure and deterministic: dataclasses in, dataclasses out; no clock, no database, no Slack. It is
the written rule of docs/how-it-decides.md in six steps: `origins` (1), `changes` (2), `parties`
(3), `figures` (5), and `rules`, which weighs the stances (4) and gives the status (6) and the
flags. Where the rule leaves something open, the decision is in the docstring of the step.
"""

from bot.corroboration.rules import corroborate
from bot.corroboration.values import (
    DEFAULT_SHELF_LIFE_DAYS,
    NEUTRAL,
    UNKNOWN,
    Attribution,
    ClaimFacts,
    Corroboration,
    Figure,
    Flag,
    Reading,
    Reason,
    Source,
    Stance,
    Status,
)

__all__ = [
    "DEFAULT_SHELF_LIFE_DAYS",
    "NEUTRAL",
    "UNKNOWN",
    "Attribution",
    "ClaimFacts",
    "Corroboration",
    "Figure",
    "Flag",
    "Reading",
    "Reason",
    "Source",
    "Stance",
    "Status",
    "corroborate",
    "figures",
    "status_words",
]
