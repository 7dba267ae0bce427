"""The words for each status, used wherever people read one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.corroboration.values import Status
from bot.i18n import N_, gettext

_STATUS: Mapping[str, str] = {
    Status.POSITION: N_("attributed, not rated"),
    Status.DISPUTED: N_("disputed"),
    Status.FIGURE_UNSUPPORTED: N_("no source gives this figure"),
    Status.DENIED: N_("only denials on record"),
    Status.RETRACTED: N_("withdrawn by its source"),
    Status.HEDGED: N_("only hedged statements"),
    Status.UNATTRIBUTED: N_("nobody named as its source"),
    Status.NO_POSITION: N_("nobody on record asserts it"),
    Status.SINGLE_SOURCE: N_("one party says so"),
    Status.ALIGNED: N_("several parties, all on one side"),
    Status.CONFIRMED: N_("confirmed"),
    Status.CORROBORATED: N_("corroborated"),
}


# What a status word alone does not say.
_STATUS_MEANS: Mapping[str, str] = {
    Status.POSITION: N_("an opinion, forecast or stand, shown with who holds it"),
    Status.CONFIRMED: N_(
        "not all on one side, with a neutral record or witness, or against interest"
    ),
    Status.CORROBORATED: N_("independent parties, not all on one side"),
}


def status(value: str) -> str:
    """A status in words, with a capital: "Several parties, all on one side"."""
    unknown = " ".join(re.findall(r"[^\W_]+", value))
    known = _STATUS.get(value)
    words = gettext(known) if known else unknown or gettext("no status")
    return words[0].upper() + words[1:]


def status_means(value: str) -> str:
    """What the status word leaves open, in a few words; empty if it says everything."""
    means = _STATUS_MEANS.get(value)
    return gettext(means) if means else ""
