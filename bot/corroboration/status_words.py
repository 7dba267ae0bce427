"""The words for a status: the only ones that anybody reads of it."""

from __future__ import annotations

import re

_STATUS = {
    "position": "attributed, not rated",
    "disputed": "disputed",
    "figure_unsupported": "no source gives this figure",
    "denied": "only denials on record",
    "retracted": "withdrawn by its source",
    "hedged": "only hedged statements",
    "unattributed": "nobody named as its source",
    "no_position": "nobody on record asserts it",
    "single_source": "one party says so",
    "aligned": "several parties, all on one side",
    "confirmed": "confirmed",
    "corroborated": "corroborated",
}


# What a status word alone does not say.
_STATUS_MEANS = {
    "position": "an opinion, forecast or stand, shown with who holds it",
    "confirmed": "not all on one side, with a neutral record or witness, or against interest",
    "corroborated": "independent parties, not all on one side",
}


def status(value: str) -> str:
    """A status in words, with its capital: "Several parties, all on one side"."""
    unknown = " ".join(re.findall(r"[^\W_]+", value))
    words = _STATUS.get(value) or unknown or "no status"
    return words[0].upper() + words[1:]


def status_means(value: str) -> str:
    """What the status word leaves open, in a few words; empty where it says it all."""
    return _STATUS_MEANS.get(value, "")
