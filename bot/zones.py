"""Time zones: their data, and what is called what.

The data is that of the package `tzdata`, locked like every other dependency. Left to itself
`zoneinfo` takes the machine's copy first, which may be years old, and another one on each machine
of a desk. `use_package` is called when anything of `bot` is imported, so that all of a process
reads the same rules: our code, the scheduler, the database driver.
"""

from __future__ import annotations

import re
import zoneinfo
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"),
    *("Indian", "Pacific"),
)
"""The parts of the world under which IANA lists its zones; other names are for machines."""

MACHINE = tuple(Path(path) for path in zoneinfo.TZPATH)
"""Where the machine keeps a copy of its own (`PYTHONTZPATH`, else what Python was built with)."""


def use_package() -> None:
    """Read time zones from the package alone, in all of this process; safe to repeat.

    `PYTHONTZPATH` is without effect from then on, and what was read before is forgotten. Without
    the package the machine's copy has to do.
    """
    if find_spec("tzdata") is not None and zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(())
        ZoneInfo.clear_cache()


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name. Raises ValueError where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"there is no time zone {name!r}") from None


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every name that there is, old ones too ("US/Pacific")."""
    return frozenset(zoneinfo.available_timezones())


def named(given: object) -> str | None:
    """The name as IANA writes it for one in any letters; None where nothing is called that."""
    if not isinstance(given, str):
        return None
    if given in names():
        return given
    return _by_letters().get(given.strip().replace(" ", "_").casefold())


def like_clock(offset: timedelta, now: datetime) -> str | None:
    """A time zone whose clocks are so far from UTC at `now`; None where there is none.

    One without clock changes if there is one: an offset alone does not tell of any.
    """
    if not offset:
        return "UTC"
    hours, rest = divmod(offset, timedelta(hours=1))
    fixed = f"Etc/GMT{-hours:+d}"  # these are written with the sign turned round
    if not rest and fixed in names():
        return fixed
    year = [now + timedelta(days=days) for days in range(0, 360, 30)]
    found = [
        (len({at.astimezone(zone).utcoffset() for at in year}), name)
        for name in names()
        if name.startswith(tuple(f"{region}/" for region in REGIONS))
        and now.astimezone(zone := zone_of(name)).utcoffset() == offset
    ]
    return min(found)[1] if found else None


def is_older(version: str | None, other: str | None) -> bool:
    """Whether the first of two releases is certainly the older one ("2025b", "2026a")."""
    if version is None or other is None:
        return False
    return (version[:4], len(version), version) < (other[:4], len(other), other)


# --- which data it is --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Data:
    """A copy of the time zone data: IANA's version ("2026f"), where it is, and how old it is at
    the least. None where that cannot be told."""

    version: str | None
    place: str
    not_before: date | None = None


def in_use() -> Data:
    """The data that this process reads."""
    if zoneinfo.TZPATH:
        return machine() or Data(None, "none")
    from importlib import resources

    import tzdata  # type: ignore[import-untyped]

    folder = resources.files("tzdata") / "zoneinfo"
    version = _version(tzdata.IANA_VERSION)
    return Data(version, f"package tzdata {tzdata.__version__}", _not_before(version, folder))


def machine() -> Data | None:
    """The machine's own copy, as far as it says what it is; None where there is none."""
    for folder in MACHINE:
        if folder.is_dir():
            said = _first_line(folder / "+VERSION") or _first_line(folder / "tzdata.zi")
            version = _version(said.removeprefix("# version "))
            return Data(version, str(folder), _not_before(version, folder))
    return None


def _version(said: str) -> str | None:
    """A release's name, 1996 to 2099 ("2026f"); copies that were changed say so and are none."""
    return said if re.fullmatch(r"(?:199[6-9]|20\d\d)[a-z]{1,2}", said) else None


def _first_line(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
        return file.readline(100).strip()
    return ""


def _not_before(version: str | None, folder: Traversable | Path) -> date | None:
    """The first day on which the data can have come out: its year's, or that of the last bulletin
    on leap seconds that it knows; there is one every January and July."""
    days = [date(int(version[:4]), 1, 1)] if version else []
    with suppress(OSError, UnicodeDecodeError):
        said = re.search(r"^#updated (\d{9,11})\b", (folder / "leapseconds").read_text(), re.M)
        days += [datetime.fromtimestamp(int(said[1]), UTC).date()] if said else []
    return max(days, default=None)


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(names()):
        found.setdefault(name.casefold(), name)
    return found
