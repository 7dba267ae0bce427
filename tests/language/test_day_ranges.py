from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.day_ranges import Days, times_in, two_ways

TODAY = date(2024, 11, 11)  # a Monday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since October", "2024-10-01", None),
        ("since december", "2023-12-01", None),
        ("since 1 Oct 2023", "2023-10-01", None),
        ("after 2024-10-31", "2024-11-01", None),
        ("from 5 November", "2024-11-05", None),
        ("before 5 Nov 2024", None, "2024-11-04"),
        ("until the 5th of November", None, "2024-11-05"),
        ("up to October 2024", None, "2024-10-31"),
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("on Nov. 5", "2024-11-05", "2024-11-05"),
        ("between 1 and 5 November 2024", "2024-11-01", "2024-11-05"),
        ("between October and December 2023", "2023-10-01", "2023-12-31"),
        ("from 28 Dec to 3 January 2024", "2023-12-28", "2024-01-03"),
        ("from 2024-10-01 to 2024-10-31", "2024-10-01", "2024-10-31"),
        ("2024-10-01..2024-10-31", "2024-10-01", "2024-10-31"),
        ("from 5 Nov until yesterday", "2024-11-05", "2024-11-10"),
        ("since yesterday", "2024-11-10", None),
        ("today", "2024-11-11", "2024-11-11"),
        ("last week", "2024-11-04", "2024-11-10"),
        ("this week", "2024-11-11", "2024-11-11"),
        ("last month", "2024-10-01", "2024-10-31"),
        ("since last year", "2023-01-01", None),
        ("past 3 months", "2024-08-12", "2024-11-11"),
        ("in the last two weeks", "2024-10-29", "2024-11-11"),
        ("since 3 days ago", "2024-11-08", None),
        ("last Tuesday", "2024-11-05", "2024-11-05"),
        ("last Monday", "2024-11-04", "2024-11-04"),
        ("since Friday", "2024-11-08", None),
        ("since summer", "2024-06-01", None),
        ("since Q3", "2024-07-01", None),
        ("since 29 February", "2024-02-29", None),
        ("since 25/10/2024", "2024-10-25", None),
        ("since 4/5/2024", "2024-05-04", None),
        ("since 3/4", "2024-04-03", None),
        ("before 10/25", None, "2024-10-24"),
        ("between 3/4 and 5/4", "2024-04-03", "2024-04-05"),
        ("last 24 hours", "2024-11-10", "2024-11-11"),
        ("in the last 36 hrs", "2024-11-09", "2024-11-11"),
        ("last 7d", "2024-11-05", "2024-11-11"),
        ("past few days", "2024-11-09", "2024-11-11"),
        ("last couple of weeks", "2024-10-29", "2024-11-11"),
        ("last fortnight", "2024-10-29", "2024-11-11"),
        ("last quarter", "2024-07-01", "2024-09-30"),
        ("last weekend", "2024-11-09", "2024-11-10"),
        ("the day before yesterday", "2024-11-09", "2024-11-09"),
        ("last night", "2024-11-10", "2024-11-11"),
        ("since yesterday morning", "2024-11-10", None),
        ("early October", "2024-10-01", "2024-10-10"),
        ("since mid-March 2024", "2024-03-11", None),
        ("until late February 2023", None, "2023-02-28"),
        ("start of 2023", "2023-01-01", "2023-04-30"),
        ("the second half of 2023", "2023-07-01", "2023-12-31"),
        ("early last week", "2024-11-04", "2024-11-05"),
        ("the week of 3 March", "2024-02-26", "2024-03-03"),
        ("3-5 March", "2024-03-03", "2024-03-05"),
        ("winter 2023", "2023-12-01", "2024-03-20"),
        ("winter 2024", "2023-12-01", "2024-03-20"),
        ("last winter", "2023-12-01", "2024-03-20"),
        ("on 3 March 2024 at 10:30", "2024-03-03", "2024-03-03"),
    ],
)
def test_a_time_is_read_as_of_today(text: str, first: str | None, last: str | None) -> None:
    (found,) = times_in(f"harbour {text}", TODAY)
    assert (found.start, found.end) == (8, 8 + len(text))
    days = [one and one.isoformat() for one in (found.days.first, found.days.last)]
    assert days == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "10,000 troops in Kursk", "by Ida Holm", "the bridge may open", "2000 people", "",
        "from Kursk to Moscow", "between 5 and 10 people", "since", "last stand", "march on Harrow",
        "3/4 of the bridges", "cut by 3/4", "since 3/4 of them left", "early warning",
        "late Ida Holm", "end of the pier", "weekend traffic", "last 3 bridges",
    ],
)  # fmt: skip
def test_what_is_no_time_is_left(text: str) -> None:
    assert times_in(text, TODAY) == []


def test_a_limit_is_told_from_a_date_that_may_be_words() -> None:
    told = {one: times_in(one, TODAY)[0].limits for one in
            ("since 2024", "in 2024", "October 2024", "by 2030", "last week")}  # fmt: skip
    assert told == {"since 2024": True, "in 2024": False, "October 2024": False,
                    "by 2030": False, "last week": True}  # fmt: skip


def test_a_day_that_can_be_two_days_is_told() -> None:
    assert two_ways("since 4/5/2024") == ["4/5/2024"]
    assert two_ways("between 3/4 and 5/4/24") == ["3/4", "5/4/24"]
    assert two_ways("25/10/2024, 4/4/2024, 2024-04-05, 3.5, 3-5 March, 10/25") == []


WORDS = st.sampled_from(
    "since from before until between and to last past week months 3 5 2024 9999 0001 October may "
    "Monday yesterday in on 4/5/2024 2024-10-01 .. - summer ago a days #12 \u0663 Kursk "
    "early half of 3/4 hours winter weekend first".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_anything_is_read_in_order_and_without_overlap(text: str) -> None:
    found = times_in(text, TODAY)
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert all(0 <= one.start < one.end <= len(text) for one in found)


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, st.integers(0, 400))
def test_written_days_are_read_back(first: date, today: date, more: int) -> None:
    last = first + timedelta(days=more)
    (found,) = times_in(f"from {first} to {last}", today)
    assert found.days == Days(first, last)
    assert first in found.days
    assert last + timedelta(days=1) not in found.days
