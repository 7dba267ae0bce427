"""The words for each status, used wherever people read one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.corroboration.values import Status

_STATUS: Mapping[str, str] = {
    Status.POSITION: "attributed, not rated",
    Status.DISPUTED: "disputed",
    Status.FIGURE_UNSUPPORTED: "no source gives this figure",
    Status.DENIED: "only denials on record",
    Status.RETRACTED: "withdrawn by its source",
    Status.HEDGED: "only hedged statements",
    Status.UNATTRIBUTED: "nobody named as its source",
    Status.NO_POSITION: "nobody on record asserts it",
    Status.SINGLE_SOURCE: "one party says so",
    Status.ALIGNED: "several parties, all on one side",
    Status.CONFIRMED: "confirmed",
    Status.CORROBORATED: "corroborated",
}


# What a status word alone does not say.
_STATUS_MEANS: Mapping[str, str] = {
    Status.POSITION: "an opinion, forecast or stand, shown with who holds it",
    Status.CONFIRMED: "not all on one side, with a neutral record or witness, or against interest",
    Status.CORROBORATED: "independent parties, not all on one side",
}


def status(value: str) -> str:
    """A status in words, with a capital: "Several parties, all on one side"."""
    unknown = " ".join(re.findall(r"[^\W_]+", value))
    words = _STATUS.get(value) or unknown or "no status"
    return words[0].upper() + words[1:]


def status_means(value: str) -> str:
    """What the status word leaves open, in a few words; empty if it says everything."""
    return _STATUS_MEANS.get(value, "")
