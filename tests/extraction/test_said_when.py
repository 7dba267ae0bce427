"""When something was said, against the document's date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.calendar_days import When
from bot.extraction.times import when

TUESDAY = date(2024, 11, 5)


def said(words: str, published_on: date | None = TUESDAY) -> tuple[str, str] | None:
    found = when(words, published_on)
    return (found.day.isoformat(), found.precision) if found else None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Monday", "2024-11-04"),
        ("on Monday", "2024-11-04"),
        ("late on Sunday", "2024-11-03"),
        ("on Wednesday", "2024-10-30"),
        ("on Tuesday", "2024-11-05"),
        ("last Tuesday", "2024-10-29"),
        ("last Friday", "2024-11-01"),
        ("today", "2024-11-05"),
        ("this morning", "2024-11-05"),
        ("earlier in the day", "2024-11-05"),
        ("yesterday", "2024-11-04"),
        ("last night", "2024-11-04"),
        ("the day before yesterday", "2024-11-03"),
        ("two days ago", "2024-11-03"),
        ("12 days ago", "2024-10-24"),
        ("on Monday of last week", "2024-10-28"),
        ("on Thursday last week", "2024-10-31"),
        ("Nov. 4", "2024-11-04"),
        ("on Monday, Nov. 4", "2024-11-04"),
        ("Dec. 28, 2023", "2023-12-28"),
        ("November 5, 2024", "2024-11-05"),
        ("29 February", "2024-02-29"),
    ],
)
def test_a_day_is_the_last_such_day_up_to_the_documents_own(words: str, day: str) -> None:
    assert said(words) == (day, "day")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("earlier this month", ("2024-11-01", "month")),
        ("last month", ("2024-10-01", "month")),
        ("in October", ("2024-10-01", "month")),
        ("in December", ("2023-12-01", "month")),
        ("three months ago", ("2024-08-01", "month")),
        ("in June 2023", ("2023-06-01", "month")),
        ("this summer", ("2024-06-01", "season")),
        ("this past summer", ("2024-06-01", "season")),
        ("last winter", ("2023-12-01", "season")),
        ("summer 2022", ("2022-06-01", "season")),
        ("earlier this year", ("2024-01-01", "year")),
        ("last year", ("2023-01-01", "year")),
        ("two years ago", ("2022-01-01", "year")),
        ("in 2022", ("2022-01-01", "year")),
    ],
)
def test_what_is_no_day_keeps_its_precision(words: str, expected: tuple[str, str]) -> None:
    assert said(words) == expected


def test_a_week_gives_its_first_day_and_no_more_than_the_month() -> None:
    assert said("last week") == ("2024-10-28", "month")
    assert said("earlier this week") == ("2024-11-04", "month")
    assert said("over the weekend") == ("2024-11-02", "month")


def test_now_is_the_documents_own_date_and_says_so() -> None:
    assert said("now") == ("2024-11-05", "document")


@pytest.mark.parametrize(
    "words", ["", "recently", "tomorrow", "next week", "Nov. 10", "Dec 20", "this winter", "2031"]
)
def test_nothing_was_said_after_the_document(words: str) -> None:
    assert said(words) is None


def test_a_date_of_the_turn_of_the_year_is_of_the_old_one() -> None:
    assert said("Dec. 28", date(2025, 1, 3)) == ("2024-12-28", "day")
    assert said("this winter", date(2025, 1, 10)) == ("2024-12-01", "season")


def test_in_summer_last_summer_is_a_year_ago_and_this_summer_is_not() -> None:
    july = date(2024, 7, 15)
    assert said("last summer", july) == ("2023-06-01", "season")
    assert said("this summer", july) == ("2024-06-01", "season")
    assert said("this summer", date(2024, 3, 1)) is None


def test_without_a_date_for_the_document_only_full_dates_count() -> None:
    assert said("on Monday", None) is None
    assert said("yesterday", None) is None
    assert said("on 4 November 2024", None) == ("2024-11-04", "day")


def test_what_is_to_come_is_read_only_when_asked_for() -> None:
    assert when("on Friday", TUESDAY, ahead=True) == When(date(2024, 11, 8), "day")
    assert when("next month", TUESDAY, ahead=True) == When(date(2024, 12, 1), "month")
    assert when("tomorrow", TUESDAY, ahead=True) == When(date(2024, 11, 6), "day")


def test_a_claims_time_is_written_as_exactly_as_it_is_known() -> None:
    times = ["on Monday", "last month", "this past summer", "last year"]
    assert [str(when(words, TUESDAY)) for words in times] == [
        "2024-11-04",
        "2024-10",
        "summer 2024",
        "2023",
    ]


WORDS = st.lists(
    st.sampled_from(
        "on last this next past Monday Tuesday summer winter week month year May 31 2024 9999 two "
        "999 days years ago earlier in Feb 29 the weekend over now tomorrow 0 mid-".split()
    ),
    max_size=7,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(WORDS | st.text(max_size=40), st.dates(), st.booleans())
def test_any_words_and_any_date_give_a_day_or_none(words: str, day: date, ahead: bool) -> None:
    found = when(words, day, ahead=ahead)
    assert found is None or found.precision in ("day", "month", "season", "year", "document")
    assert found is None or ahead or found.day <= day
    assert found is None or str(found)
