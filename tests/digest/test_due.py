from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.due import GRACE, WEEKDAYS, Schedule, due, instant, next_run
from bot.zones import names, zone_of

ZONES = sorted(names() - {"Factory"})
HARD = ("America/Santiago", "Asia/Beirut", "America/Havana", "Africa/Cairo", "Africa/Casablanca")
ALL_DAYS = frozenset(WEEKDAYS)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

zones = st.one_of(st.sampled_from(HARD), st.sampled_from(ZONES))
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
times = st.one_of(
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from([time(0), time(0, 30), time(1), time(2, 30), time(23, 30), time(23, 59)]),
)


def schedule(
    zone: str = "Europe/Berlin",
    at: time = time(9),
    *,
    since: datetime = datetime(2024, 1, 1, tzinfo=UTC),
    weekdays: frozenset[str] = ALL_DAYS,
    paused_until: date | None = None,
    number: int = 1,
) -> Schedule:
    return Schedule(number, at, zone, weekdays, since, paused_until)


def shown(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def clock_changes(zone: str, year: int) -> list[date]:
    """Local days on which, or around which, the clock is changed."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + n * DAY for n in range(366)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    return [
        (noons[n + 1] + extra * DAY).date()
        for n in range(365)
        if offsets[n] != offsets[n + 1]
        for extra in (-1, 0, 1)
    ]


def first_minute(day: date, at: time, zone: str) -> datetime:
    """By going through the minutes: the first at which the clock there shows this or later."""
    wanted = datetime.combine(day, at.replace(fold=0))
    here = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
    while shown(here, zone) < wanted:
        here += MINUTE
    return here


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("America/Santiago", date(2024, 9, 8), time(0, 30), "2024-09-08T01:00"),
        ("Asia/Beirut", date(2025, 3, 30), time(0), "2025-03-30T01:00"),
        ("America/Havana", date(2026, 3, 8), time(0, 15), "2026-03-08T01:00"),
        ("Africa/Cairo", date(2027, 4, 30), time(0, 59), "2027-04-30T01:00"),
        ("Europe/Berlin", date(2024, 3, 31), time(2, 30), "2024-03-31T03:00"),
        ("Australia/Lord_Howe", date(2024, 10, 6), time(2, 10), "2024-10-06T02:30"),
        ("Europe/Berlin", date(2024, 7, 1), time(2, 30), "2024-07-01T02:30"),
    ],
)
def test_a_time_that_is_skipped_fires_at_the_first_instant_after_the_gap(
    zone: str, day: date, at: time, expected: str
) -> None:
    found = instant(day, at, zone)
    assert found is not None
    assert shown(found, zone) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", date(2024, 10, 27), time(2, 30), "2024-10-27T00:30+00:00"),
        ("America/Santiago", date(2024, 4, 6), time(23, 30), "2024-04-07T02:30+00:00"),
        ("America/Havana", date(2024, 11, 3), time(0, 30), "2024-11-03T04:30+00:00"),
    ],
)
def test_a_time_that_is_doubled_fires_at_its_first_occurrence(
    zone: str, day: date, at: time, expected: str
) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(expected)


def test_a_local_day_that_is_left_out_has_no_digest() -> None:
    assert instant(date(2011, 12, 30), time(9), "Pacific/Apia") is None
    assert instant(date(2011, 12, 31), time(9), "Pacific/Apia") is not None


@given(zones, st.integers(2024, 2030), times)
@settings(max_examples=12, deadline=None)
def test_around_clock_changes_it_is_the_first_minute_that_shows_the_time_or_a_later_one(
    zone: str, year: int, at: time
) -> None:
    for day in clock_changes(zone, year)[:6]:
        assert instant(day, at, zone) == first_minute(day, at, zone)


def changes(zone: str) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Every change of a zone's clock in 2024 to 2030: its first instant, how far the clock was
    ahead of UTC before, and after."""

    def ahead(at: datetime) -> timedelta:
        return shown(at, zone).replace(tzinfo=UTC) - at

    here, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    before = ahead(here)
    while here < end:
        there = here + 8 * DAY
        after = ahead(there)
        if after != before:
            low, high = here, there
            while high - low > MINUTE:
                middle = low + (high - low) // 2 // MINUTE * MINUTE
                low, high = (middle, high) if ahead(middle) == before else (low, middle)
            yield high, before, after
        here, before = there, after


def test_in_every_zone_each_clock_change_of_2024_to_2030_is_told_rightly() -> None:
    found = midnights = 0
    for zone in ZONES:
        for change, before, after in changes(zone):
            found += 1
            old, new = (change + before).replace(tzinfo=None), (change + after).replace(tzinfo=None)
            midnights += old.time() == time(0) and new > old
            middle = old + (new - old) / 2
            for wanted in (
                old - MINUTE, old, old + MINUTE, middle, new - MINUTE, new, new + MINUTE,
                old - DAY, middle - DAY, middle + DAY, new + DAY,
            ):  # fmt: skip
                # The first instant at which the clock shows this or a later time.
                at = wanted.replace(tzinfo=UTC) - before
                if at >= change:
                    at = max(change, wanted.replace(tzinfo=UTC) - after)
                assert instant(wanted.date(), wanted.time(), zone) == at, (zone, wanted)
    assert found > 2000
    assert midnights > 50


def test_the_midnight_gaps_of_these_years_are_among_them() -> None:
    for zone in ("America/Santiago", "Asia/Beirut", "America/Havana", "Africa/Cairo"):
        gaps = [
            (change + before).date()
            for change, before, after in changes(zone)
            if after > before and (change + before).time() == time(0)
        ]
        # Cuba keeps its summer time over the winter of 2026.
        years = set(range(2024, 2031)) - ({2027} if zone == "America/Havana" else set())
        assert {day.year for day in gaps} == years, zone
        for day in gaps:
            at = instant(day, time(0, 30), zone)
            assert at is not None
            assert shown(at, zone) == datetime.combine(day, time(1))


@given(st.data())
@settings(max_examples=4, deadline=None)
def test_in_every_zone_each_local_day_has_one_instant_and_they_come_in_order(
    data: st.DataObject,
) -> None:
    year = data.draw(st.integers(2024, 2030))
    at = data.draw(times)
    for zone in [*HARD, *data.draw(st.lists(st.sampled_from(ZONES), min_size=5, max_size=5))]:
        every = [instant(date(year, 1, 1) + n * DAY, at, zone) for n in range(0, 365)]
        known = [one for one in every if one is not None]
        assert len(known) == 365
        assert known == sorted(set(known))
        for n, one in enumerate(known):
            late = shown(one, zone) - datetime.combine(
                date(year, 1, 1) + n * DAY, at.replace(fold=0)
            )
            assert timedelta(0) <= late <= timedelta(hours=2)


@given(zones, days, times, st.lists(st.integers(1, 300), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_however_ticks_fall_each_local_day_is_sent_once_or_missed_once(
    zone: str, start: date, at: time, steps: list[int]
) -> None:
    now = first = datetime.combine(start, time(0), UTC)
    one = schedule(zone, at, since=first)
    sent: list[date] = []
    missed: list[date] = []
    for minutes in steps * (1 + 3 * 24 * 60 // sum(steps)):
        now += timedelta(minutes=minutes)
        if now - first > 5 * DAY:
            break
        found = due(now, [one], {1: {*sent, *missed}})
        assert all(now - run.at <= GRACE for run in found.send)
        sent += [run.local_date for run in found.send]
        missed += [run.local_date for run in found.missed]
    every = [start + n * DAY for n in range(-2, 8)]
    came = [d for d in every if (i := instant(d, at, zone)) is not None and first < i <= now]
    settled = sorted([*sent, *missed])
    assert len(settled) == len(set(settled))
    assert set(settled) <= set(came)
    assert set(came) - set(settled) <= set(came[-1:])  # the last step may have ended the test


def test_within_its_grace_todays_digest_is_sent_and_yesterdays_is_not_replayed() -> None:
    one = schedule(since=datetime(2024, 11, 7, 12, tzinfo=UTC))
    after_downtime = datetime(2024, 11, 10, 11, 59, tzinfo=UTC)  # 12:59 in Berlin
    found = due(after_downtime, [one], {})
    assert [run.local_date for run in found.send] == [date(2024, 11, 10)]
    assert [run.local_date for run in found.missed] == [date(2024, 11, 8), date(2024, 11, 9)]


def test_after_its_grace_a_digest_is_missed() -> None:
    one = schedule(since=datetime(2024, 11, 9, 12, tzinfo=UTC))
    found = due(datetime(2024, 11, 10, 12, 1, tzinfo=UTC), [one], {})
    assert not found.send
    assert [run.local_date for run in found.missed] == [date(2024, 11, 10)]


def test_the_longest_waiting_goes_first() -> None:
    now = datetime(2024, 11, 10, 9, tzinfo=UTC)
    since = now - timedelta(hours=20)
    found = due(
        now,
        [
            schedule("UTC", time(9), number=1, since=since),
            schedule("UTC", time(8), number=2, since=since),
            schedule("UTC", time(9), number=3, since=since),
        ],
        {},
    )
    assert [run.subscription_id for run in found.send] == [2, 1, 3]


def test_a_subscription_made_after_todays_time_begins_tomorrow() -> None:
    made = datetime(2024, 11, 10, 10, tzinfo=UTC)
    one = schedule("UTC", since=made)
    assert due(made + timedelta(hours=1), [one], {}).send == ()
    assert next_run(made, one) == datetime(2024, 11, 11, 9, tzinfo=UTC)


def test_other_weekdays_and_days_of_a_pause_are_neither_sent_nor_missed() -> None:
    one = schedule("UTC", weekdays=frozenset({"mon"}), since=datetime(2024, 11, 1, tzinfo=UTC))
    found = due(datetime(2024, 11, 11, 9, 5, tzinfo=UTC), [one], {})  # a Monday
    assert [run.local_date for run in (*found.send, *found.missed)] == [
        date(2024, 11, 11),
        date(2024, 11, 4),
    ]
    paused = schedule(
        "UTC", since=datetime(2024, 11, 1, tzinfo=UTC), paused_until=date(2024, 12, 1)
    )
    assert due(datetime(2024, 11, 20, tzinfo=UTC), [paused], {}) == due(
        datetime(2024, 11, 20, tzinfo=UTC), [], {}
    )


@given(zones, days, times, st.sets(st.sampled_from(WEEKDAYS), min_size=1))
@settings(max_examples=40, deadline=None)
def test_the_next_run_shown_is_when_it_becomes_due(
    zone: str, start: date, at: time, weekdays: set[str]
) -> None:
    now = datetime.combine(start, time(7, 13), UTC)
    one = schedule(zone, at, since=now, weekdays=frozenset(weekdays))
    upcoming = next_run(now, one)
    assert upcoming is not None
    assert not due(upcoming - timedelta(seconds=1), [one], {}).send
    (run,) = due(upcoming, [one], {}).send
    assert run.at == upcoming
    assert WEEKDAYS[run.local_date.weekday()] in weekdays


def test_the_next_run_leaves_out_what_is_settled_and_what_is_paused() -> None:
    now = datetime(2024, 11, 10, 8, tzinfo=UTC)
    one = schedule("UTC", since=now)
    assert next_run(now, one, {date(2024, 11, 10)}) == datetime(2024, 11, 11, 9, tzinfo=UTC)
    paused = schedule("UTC", since=now, paused_until=date(2024, 12, 24))
    assert next_run(now, paused) == datetime(2024, 12, 24, 9, tzinfo=UTC)
    assert next_run(now, schedule(weekdays=frozenset())) is None


def test_a_zone_that_does_not_exist_is_refused() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "Europe/Berlin\0"):
        with pytest.raises(ValueError, match="no time zone"):
            zone_of(name)


def test_a_month_over_a_midnight_gap_is_sent_day_by_day() -> None:
    zone, at = "America/Santiago", time(0)
    one = schedule(zone, at, since=datetime(2024, 8, 25, tzinfo=UTC))
    sent: defaultdict[date, int] = defaultdict(int)
    now = one.since
    while now < one.since + 30 * DAY:
        now += timedelta(minutes=30)
        for run in due(now, [one], {1: list(sent)}).send:
            sent[run.local_date] += 1
    assert set(sent.values()) == {1}
    assert len(sent) == 30
