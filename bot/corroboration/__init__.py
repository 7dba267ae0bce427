"""Corroboration: how many independent parties say a claim, who denies it, who does not confirm it.

Pure and deterministic: dataclasses in, dataclasses out; no clock, no database, no Slack. It is
the written rule of DESIGN.md §3 in its six steps, a module each: `origins` (1), `changes` (2),
`parties` (3), `rules` (4 to 6 and the flags). Where the rule leaves something open, the
decision stands in the docstring of the step.
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
    "Reading",
    "Reason",
    "Source",
    "Stance",
    "Status",
    "corroborate",
]
