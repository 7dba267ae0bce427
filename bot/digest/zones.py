"""The time zones to choose from, and the one of a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot import i18n
from bot.digest.list_view import zone_name
from bot.i18n import N_, gettext
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.forms import Option
from bot.slack.installations import Installation
from bot.slack.limits import SELECT_OPTIONS
from bot.zones import REGIONS, like_clock, named, names, zone_of

log = logging.getLogger(__name__)

UTC = "UTC"

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A time zone proposed to a person. `instead_of` is None if it is the one that Slack gives. It
    is Slack's name if that is unknown here, and empty if Slack gives none."""

    zone: str
    instead_of: str | None = None


_REGIONS = {
    "Africa": N_("Africa"),
    "America": N_("America"),
    "Antarctica": N_("Antarctica"),
    "Arctic": N_("Arctic"),
    "Asia": N_("Asia"),
    "Atlantic": N_("Atlantic"),
    "Australia": N_("Australia"),
    "Europe": N_("Europe"),
    "Indian": N_("Indian"),
    "Pacific": N_("Pacific"),
}
"""The parts of the world; places keep the names that IANA gives their zones."""

Groups = tuple[tuple[str, tuple[Option, ...]], ...]


def groups(also: str) -> Groups:
    """The zones by part of the world, at most 100 under each heading. `also` is put on top if it is
    not among them."""
    listed = _listed(i18n.current())
    if any(also == name for _, options in listed for name, _ in options):
        return listed
    return ((gettext("As it is"), ((also, _label(also)),)), *listed)


def is_known(name: str) -> bool:
    """Whether the name may be chosen: one that `zone_of` knows, written as IANA writes it."""
    if name not in names():
        return False
    try:
        zone_of(name)
    except ValueError:
        return False
    return True


def of_person(installation: Installation, user: str, now: datetime) -> Proposed:
    """The time zone that a person has set in Slack. If Slack gives none that is known here: a zone
    whose clocks show the same time as theirs at `now`; if Slack does not give that either, UTC."""
    try:
        person = installation.client.users_info(user=user).get("user") or {}
    except CALL_ERRORS as error:
        log.info("the time zone of %s is not known: %s", user, failure(error).code)
        return Proposed(UTC, "")
    said = person.get("tz")
    if (known := named(said)) is not None and is_known(known):
        return Proposed(known)
    log.info("the time zone that Slack gives for %s is not known here", user)
    return Proposed(_by_clock(person.get("tz_offset"), now), said if isinstance(said, str) else "")


def _by_clock(seconds: object, now: datetime) -> str:
    """A zone for the distance from UTC that Slack gives, for any value of it."""
    if not isinstance(seconds, int | float) or not abs(seconds) < DAY.total_seconds():
        return UTC
    return like_clock(timedelta(seconds=round(seconds)), now) or UTC


@lru_cache(maxsize=len(i18n.LANGUAGES))
def _listed(language: str) -> Groups:
    with i18n.speaking(language):
        return _in_language()


def _in_language() -> Groups:
    found: list[tuple[str, tuple[Option, ...]]] = []
    for region in REGIONS:
        found += _headed(region, sorted(one for one in names() if one.startswith(f"{region}/")))
    return (*found, (gettext("Everywhere"), ((UTC, UTC),)))


def _headed(region: str, listed: list[str]) -> Iterator[tuple[str, tuple[Option, ...]]]:
    parts = -(-len(listed) // SELECT_OPTIONS) or 1
    size = -(-len(listed) // parts) or 1
    for start in range(0, len(listed), size):
        part = listed[start : start + size]
        first, last = (name.split("/")[1].replace("_", " ") for name in (part[0], part[-1]))
        heading = gettext(_REGIONS[region])
        if parts > 1:
            heading = gettext("{region}, {first} to {last}", region=heading, first=first, last=last)
        yield heading, tuple((name, _label(name)) for name in part)


def _label(name: str) -> str:
    return zone_name(name).replace("_", " ")
