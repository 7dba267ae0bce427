"""Corroboration: how many independent parties say a claim, who denies it, who has not confirmed it.

Pure and deterministic: dataclasses in, dataclasses out; no clock, no database, no Slack. It carries
out the written rule of docs/how-it-decides.md in six steps: `origins` (1), `changes` (2), `parties`
(3), `figures` (5), and `rules`, which weighs the stances (4) and gives the status (6) and the
flags. Where that text leaves a case open, the step's docstring says how it is decided.
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
    FigureGiven,
    FigureOnRecord,
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
    "FigureGiven",
    "FigureOnRecord",
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
