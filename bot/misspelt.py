"""Variables of the environment that were meant to be settings, but are misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from bot.settings import Settings

LETTERS_PER_SLIP = 6
"""A name may have one slip (a letter missing, too many, wrong, or swapped with the next) for so
many letters. A shorter name is a misspelt one only if two of its letters are swapped: HOSTS and
POST belong to other programs."""

FEWEST_WORDS = 2
"""Words of a name that may have some of its setting's words missing, as SLACK_TOKEN has."""


def misspelt(names: Iterable[str]) -> Iterator[str]:
    """A sentence for each of the environment's names that is nearly a setting's, where that setting
    itself is not set. Values are never looked at."""
    given = {name.upper() for name in names}
    missing = {name.upper() for name in Settings.model_fields} - given
    for name in sorted(given):
        meant = sorted(one for one in missing if _is_meant(name, one))
        if meant and name.lower() not in Settings.model_fields:
            yield f"{name} is no setting of On Record. Did you mean {' or '.join(meant)}?"


def _is_meant(name: str, setting: str) -> bool:
    slips = OSA.distance(name, setting)
    if len(setting) < LETTERS_PER_SLIP:
        return slips == 1 and sorted(name) == sorted(setting)
    if slips <= len(setting) // LETTERS_PER_SLIP:
        return True
    words, ours = name.split("_"), setting.split("_")
    some_missing = len(words) >= FEWEST_WORDS and words[0] == ours[0] and set(words) < set(ours)
    return sorted(words) == sorted(ours) or (some_missing and words[-1] == ours[-1])
