"""The time zones to choose from, and the one of a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import available_timezones

from bot.digests.due import zone_of
from bot.installations import Installation
from bot.render.forms import Option
from bot.render.limits import SELECT_OPTIONS
from bot.slack_calls import CALL_ERRORS, failure

log = logging.getLogger(__name__)

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"),
    *("Indian", "Pacific"),
)
"""The parts of the world under which IANA lists its zones; other names are for machines."""

UTC = "UTC"

Groups = tuple[tuple[str, tuple[Option, ...]], ...]


def groups(also: str) -> Groups:
    """The zones by part of the world, at most 100 under each heading; `also` is one of them, or
    stands on top."""
    listed = _listed()
    if any(also == name for _, options in listed for name, _ in options):
        return listed
    return (("As it is", ((also, _label(also)),)), *listed)


def is_known(name: str) -> bool:
    """Whether the name may be chosen: one that `zone_of` knows, written as IANA does."""
    if name not in _names():
        return False
    try:
        zone_of(name)
    except ValueError:
        return False
    return True


def of_person(installation: Installation, user: str) -> str:
    """The time zone that somebody has set in Slack; UTC where Slack does not say."""
    try:
        person = installation.client.users_info(user=user).get("user") or {}
    except CALL_ERRORS as error:
        log.info("the time zone of %s is not known: %s", user, failure(error).code)
        return UTC
    said = person.get("tz")
    return said if isinstance(said, str) and is_known(said) else UTC


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _listed() -> Groups:
    found: list[tuple[str, tuple[Option, ...]]] = []
    for region in REGIONS:
        names = sorted(name for name in _names() if name.startswith(f"{region}/"))
        found += _headed(region, names)
    return (*found, ("Everywhere", ((UTC, UTC),)))


def _headed(region: str, names: list[str]) -> Iterator[tuple[str, tuple[Option, ...]]]:
    parts = -(-len(names) // SELECT_OPTIONS) or 1
    size = -(-len(names) // parts) or 1
    for start in range(0, len(names), size):
        part = names[start : start + size]
        first, last = (name.split("/")[1].replace("_", " ") for name in (part[0], part[-1]))
        heading = f"{region}, {first} to {last}" if parts > 1 else region
        yield heading, tuple((name, _label(name)) for name in part)


def _label(name: str) -> str:
    return name.replace("_", " ")
