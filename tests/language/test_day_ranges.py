from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.day_ranges import Days, Doubt, times_in

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
        ("earlier this month", "2024-11-01", "2024-11-11"),
        ("first half of October", "2024-10-01", "2024-10-15"),
        ("in the past forty-eight hours", "2024-11-09", "2024-11-11"),
        ("12 hours ago", "2024-11-10", "2024-11-11"),
        ("the last few days", "2024-11-09", "2024-11-11"),
        ("past fortnight", "2024-10-29", "2024-11-11"),
        ("more than 3 days ago", None, "2024-11-07"),
        ("less than a week ago", "2024-11-04", "2024-11-11"),
        ("since this morning", "2024-11-11", None),
        ("yesterday evening", "2024-11-10", "2024-11-10"),
        ("before Monday", None, "2024-11-10"),
        ("from Monday to Wednesday", "2024-11-11", "2024-11-13"),
        ("from 10 November to 12 November", "2024-11-10", "2024-11-12"),
        ("from 3 March 2024 to 5 March", "2024-03-03", "2024-03-05"),
        ("2 March – 5 March", "2024-03-02", "2024-03-05"),
        ("from December to February", "2023-12-01", "2024-02-29"),
        ("between 3/4 and 25/4", "2024-04-03", "2024-04-25"),
        ("between 3/4 and 3/25", "2024-03-04", "2024-03-25"),
        ("since the 3rd", "2024-11-03", None),
        ("mid-March 2024", "2024-03-11", "2024-03-20"),
        ("late last year", "2023-09-01", "2023-12-31"),
        ("before the end of October", None, "2024-10-30"),
        ("since the end of October", "2024-10-31", None),
        ("until mid-October", None, "2024-10-20"),
        ("winter 2023/24", "2023-12-01", "2024-03-20"),
        ("last November", "2023-11-01", "2023-11-30"),
        ("since fall", "2024-09-01", None),
        ("in spring", "2024-03-01", "2024-06-20"),
        ("first half of 2024", "2024-01-01", "2024-06-30"),
        ("the week of 6 November", "2024-11-04", "2024-11-10"),
        ("3-5 November", "2024-11-03", "2024-11-05"),
        ("March 2024 onwards", "2024-03-01", None),
        ("3 November or earlier", None, "2024-11-03"),
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
        "before the fall of Ostra", "in 3/4 of cases", "24 hours", "since noon", "next week",
        "since the 3rd attack", "press now", "the weekend of protests", "may",
    ],
)  # fmt: skip
def test_what_is_no_time_is_left(text: str) -> None:
    assert times_in(text, TODAY) == []


def test_a_limit_is_told_from_a_date_that_may_be_words() -> None:
    told = {one: times_in(one, TODAY)[0].limits for one in
            ("since 2024", "in 2024", "October 2024", "by 2030", "last week")}  # fmt: skip
    assert told == {"since 2024": True, "in 2024": False, "October 2024": False,
                    "by 2030": False, "last week": True}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written", "taken", "other"),
    [
        ("since 4/5/2024", "4/5/2024", (date(2024, 5, 4),) * 2, (date(2024, 4, 5),) * 2),
        ("on 3.4.24", "3.4.24", (date(2024, 4, 3),) * 2, (date(2024, 3, 4),) * 2),
        ("before 1/12", "1/12", (date(2023, 12, 1),) * 2, (date(2024, 1, 12),) * 2),
        (
            "winter 2022", "winter 2022",
            (date(2022, 12, 1), date(2023, 3, 20)), (date(2021, 12, 1), date(2022, 3, 20)),
        ),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_says_which_was_taken(
    text: str, written: str, taken: tuple[date, date], other: tuple[date, date]
) -> None:
    (found,) = times_in(text, TODAY)
    assert found.doubts == (Doubt(written, Days(*taken), Days(*other)),)


WORDS = st.sampled_from(
    "since from before until between and to last past week months 3 5 2024 9999 0001 October may "
    "Monday yesterday in on 4/5/2024 2024-10-01 .. - summer ago a days #12 \u0663 Kursk "
    "early half of 3/4 hours winter weekend first end 3rd few onwards".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_anything_is_read_in_order_and_without_overlap(text: str) -> None:
    found = times_in(text, TODAY)
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.days.first is not None or one.days.last is not None for one in found)


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, st.integers(0, 400))
def test_written_days_are_read_back(first: date, today: date, more: int) -> None:
    last = first + timedelta(days=more)
    (found,) = times_in(f"from {first} to {last}", today)
    assert found.days == Days(first, last)
    assert first in found.days
    assert last + timedelta(days=1) not in found.days


@given(DAYS, st.sampled_from(["early", "mid", "late"]), st.sampled_from(["%B %Y", "%Y"]))
def test_a_part_lies_in_its_whole_and_the_parts_fill_it(day: date, part: str, form: str) -> None:
    whole = times_in(f"in {day:{form}}", TODAY)[0].days
    early, mid, late = (times_in(f"{one} {day:{form}}", TODAY)[0].days
                        for one in ("early", "mid", "late"))  # fmt: skip
    one_day = timedelta(days=1)
    assert (early.first, late.last) == (whole.first, whole.last)
    assert early.last is not None
    assert mid.last is not None
    assert (mid.first, late.first) == (early.last + one_day, mid.last + one_day)
    (bounded,) = times_in(f"since {part} {day:{form}}", TODAY)
    assert bounded.days.first == {"early": early, "mid": mid, "late": late}[part].first


@given(DAYS, st.integers(1, 400))
def test_hours_and_days_back_reach_the_same_day(today: date, many: int) -> None:
    (hours,) = times_in(f"last {24 * many} hours", today)
    (days,) = times_in(f"{many} days ago", today)
    assert hours.days == Days(days.days.first, today)
