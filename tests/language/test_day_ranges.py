from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.day_ranges import AmbiguousDayError, Days, times_in

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
    ],
)  # fmt: skip
def test_what_is_no_time_is_left(text: str) -> None:
    assert times_in(text, TODAY) == []


def test_a_limit_is_told_from_a_date_that_may_be_words() -> None:
    told = {one: times_in(one, TODAY)[0].limits for one in
            ("since 2024", "in 2024", "October 2024", "by 2030", "last week")}  # fmt: skip
    assert told == {"since 2024": True, "in 2024": False, "October 2024": False,
                    "by 2030": False, "last week": True}  # fmt: skip


def test_a_day_that_can_be_two_days_is_not_guessed() -> None:
    with pytest.raises(AmbiguousDayError) as caught:
        times_in("since 4/5/2024", TODAY)
    assert caught.value.written == "4/5/2024"


WORDS = st.sampled_from(
    "since from before until between and to last past week months 3 5 2024 9999 0001 October may "
    "Monday yesterday in on 4/5/2024 2024-10-01 .. - summer ago a days #12 \u0663 Kursk".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_anything_is_read_in_order_and_without_overlap(text: str) -> None:
    try:
        found = times_in(text, TODAY)
    except AmbiguousDayError:
        return
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
