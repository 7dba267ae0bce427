"""Which time zone data is read, and what is called what."""

from __future__ import annotations

import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.examination import time_zones
from bot.digest.due import instant
from bot.zones import Data, in_use, is_older, like_clock, named, names, zone_of
from tests.e2e.process import environment
from tests.old_zones import RULES, old_copy
from tests.paths import ROOT

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DECEMBER = date(2026, 12, 1)
NINE_IN_DECEMBER = {
    "America/Vancouver": 16,
    "America/Winnipeg": 14,
    "America/Edmonton": 15,
    "America/Havana": 13,
    "Africa/Casablanca": 9,
}
"""The hour, by UTC, at which it is nine there on 1 December 2026: by the rules of 2026."""


@pytest.mark.parametrize(("zone", "hour"), NINE_IN_DECEMBER.items())
def test_the_rules_of_2026_hold(zone: str, hour: int) -> None:
    assert instant(DECEMBER, time(9), zone) == datetime(2026, 12, 1, hour, tzinfo=UTC)


def test_nothing_of_the_machine_is_read() -> None:
    assert zoneinfo.TZPATH == ()
    assert zone_of("America/Vancouver") is zoneinfo.ZoneInfo("America/Vancouver")


@pytest.mark.parametrize(
    "module",
    [
        "bot",
        "bot.__main__",
        "bot.run.scheduler",
        "bot.digest.due",
        "handlers",
        "benchmarks.year.calendar",
    ],
)
def test_whatever_a_process_imports_an_old_copy_is_without_effect(
    module: str, tmp_path: Path
) -> None:
    """Also what was read from the old copy before that, and for others' code: apscheduler's."""
    program = (
        "import zoneinfo, datetime as d; at = d.datetime(2026, 12, 1, 16, tzinfo=d.timezone.utc);"
        "print(at.astimezone(zoneinfo.ZoneInfo('America/Vancouver')).hour);"
        f"import {module};"
        "print(at.astimezone(zoneinfo.ZoneInfo('America/Vancouver')).hour);"
        "from apscheduler.util import astimezone;"
        "print(at.astimezone(astimezone('America/Vancouver')).hour)"
    )
    copy = str(old_copy(tmp_path / "zoneinfo"))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=environment({"PYTHONTZPATH": copy}),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["8", "9", "9"]


@pytest.mark.parametrize(
    "name", ["Asia/Calcutta", "US/Pacific", "Europe/Kyiv", "Europe/Kiev", "Asia/Rangoon", "EST"]
)
def test_old_names_are_names(name: str) -> None:
    assert named(name) == name
    assert zone_of(name).key == name


@pytest.mark.parametrize(
    ("given_", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        (" America/New York ", "America/New_York"),
        ("AMERICA/ARGENTINA/BUENOS_AIRES", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
    ],
)
def test_letters_do_not_matter(given_: str, meant: str) -> None:
    assert named(given_) == meant


@pytest.mark.parametrize(
    "given_",
    [
        *("", " ", ".", "..", "../../etc", "/etc/localtime", "Europe", "Europe/", "Europe//Berlin"),
        *("localtime", "posix/Europe/Berlin", "Pacific Standard Time", "tzdata.zi", "__init__.py"),
        *("Eu\0", "\ud800", "x" * 5000, None, 5, True, ["UTC"], {}),
    ],
)
def test_nothing_else_is_a_name(given_: object) -> None:
    assert named(given_) is None
    if isinstance(given_, str):
        with pytest.raises(ValueError, match="there is no time zone"):
            zone_of(given_)


@given(st.one_of(st.text(), st.sampled_from(sorted(names())).map(str.swapcase), st.integers()))
def test_a_name_is_one_that_there_is_or_none(given_: object) -> None:
    found = named(given_)
    assert found is None or (found in names() and zone_of(found).key == found)


@given(st.integers(-24 * 60, 24 * 60))
def test_a_zone_by_its_clock_shows_that_clock(minutes: int) -> None:
    offset = timedelta(minutes=minutes)
    found = like_clock(offset, NOW)
    if found is not None:
        assert NOW.astimezone(zone_of(found)).utcoffset() == offset
    in_use_somewhere = {NOW.astimezone(zone_of(name)).utcoffset() for name in names()}
    assert (found is not None) == (offset in in_use_somewhere)


@pytest.mark.parametrize(
    ("older", "newer"), [("2025b", "2026a"), ("2026e", "2026f"), ("2026z", "2026za")]
)
def test_releases_have_their_order(older: str, newer: str) -> None:
    assert is_older(older, newer)
    assert not is_older(newer, older)
    assert not is_older(older, older)
    assert not is_older(None, newer)
    assert not is_older(older, None)


def test_the_doctor_names_the_data_and_the_copy_that_is_not_used() -> None:
    used = in_use()
    assert used.version is not None
    said = time_zones(used, Data("2025b", "/usr/share/zoneinfo"), NOW)
    assert said.fine
    assert said.what == (
        f"Time zones: {used.version} ({used.place}); "
        "the older ones in /usr/share/zoneinfo, 2025b, are not used"
    )


def test_the_doctor_warns_of_data_that_is_older_than_the_machine_s_or_than_a_year() -> None:
    used = Data("2026f", "package tzdata 2026.6", date(2026, 7, 6))
    newer = time_zones(used, Data("2027a", "/usr/share/zoneinfo"), NOW)
    assert not newer.fine
    assert newer.what.endswith("This machine has newer ones in /usr/share/zoneinfo: 2027a.")
    assert "pip install --upgrade tzdata" in newer.todo
    unknown = time_zones(used, Data(None, "/usr/share/zoneinfo"), NOW)
    assert (unknown.fine, unknown.todo) == (True, "")
    old = time_zones(used, None, NOW + timedelta(days=230))
    assert old.fine
    assert "more than a year old" in old.todo


def test_every_zone_of_the_old_copy_is_one_that_is_tested() -> None:
    assert set(RULES) == {*NINE_IN_DECEMBER, "UTC"}
