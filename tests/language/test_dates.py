"""Which dates stand in a text, which days they cover, and when two cannot be the same time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.date_spans import DateSpan
from bot.language.dates import conflict, dates
from bot.language.quantities import quantities

MODEST = settings(max_examples=150, deadline=None)


def only(text: str) -> DateSpan:
    found = dates(text)
    assert len(found) == 1, (text, found)
    return found[0]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-11-05", "2024/11/05", "2024-11-05T09:30:00Z", "November 5, 2024", "Nov. 5, 2024"),
        *("Nov 5 2024", "Nov. 5th, 2024", "5 November 2024", "5th of November 2024", "5 Nov. 2024"),
        *(
            "5 november 2024",
            "Tuesday, Nov. 5, 2024",
            "November five, 2024",
            "fifth of November 2024",
        ),
        *("November fifth, 2024", "NOVEMBER 5, 2024", "2024.11.05"),
    ],
)
def test_a_day_is_the_same_day_however_written(text: str) -> None:
    span = only(text)
    assert (span.first, span.last) == (day("2024-11-05"), day("2024-11-05"))
    assert (span.year, span.month, span.day) == (2024, 11, 5)
    assert span.text == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("in 1999", "1999-01-01", "1999-12-31"),
        ("mid-2023", "2023-01-01", "2023-12-31"),
        ("late 2022", "2022-01-01", "2022-12-31"),
        ("June 2024", "2024-06-01", "2024-06-30"),
        ("February of 2024", "2024-02-01", "2024-02-29"),
        ("mid-June 2024", "2024-06-01", "2024-06-30"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the 1900s", "1900-01-01", "1999-12-31"),
        ("the 21st century", "2001-01-01", "2100-12-31"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
        ("2019-20", "2019-01-01", "2020-12-31"),
        ("Q3 2023", "2023-07-01", "2023-09-30"),
        ("the third quarter of 2023", "2023-07-01", "2023-09-30"),
        ("first half of 2023", "2023-01-01", "2023-06-30"),
        ("May to October 2002", "2002-05-01", "2002-10-31"),
        ("November 5-7, 2024", "2024-11-05", "2024-11-07"),
        ("5-7 November 2024", "2024-11-05", "2024-11-07"),
        ("summer 2024", "2024-06-01", "2024-09-22"),
        ("the fall of 2020", "2020-09-01", "2020-12-21"),
        ("4/5/2024", "2024-01-01", "2024-12-31"),
        ("25/12/2024", "2024-12-25", "2024-12-25"),
        ("12/25/2024", "2024-12-25", "2024-12-25"),
        ("7/7/2005", "2005-07-07", "2005-07-07"),
        ("9/11", "2001-09-11", "2001-09-11"),
    ],
)
def test_a_date_covers_its_days(text: str, first: str, last: str) -> None:
    span = only(text)
    assert (span.first, span.last) == (day(first), day(last))
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "month", "number", "season", "weekday"),
    [
        ("November 5", 11, 5, None, None),
        ("5 Nov", 11, 5, None, None),
        ("the 4th of July", 7, 4, None, None),
        ("September eleven", 9, 11, None, None),
        ("until June", 6, None, None, None),
        ("in May", 5, None, None, None),
        ("on Monday", None, None, None, "monday"),
        ("last Tuesday", None, None, None, "tuesday"),
        ("this summer", None, None, "summer", None),
        ("last fall", None, None, "autumn", None),
        ("Fri. Nov 8", 11, 8, None, "friday"),
    ],
)
def test_what_is_left_open_stays_open(
    text: str, month: int | None, number: int | None, season: str | None, weekday: str | None
) -> None:
    span = only(text)
    assert (span.month, span.day, span.season, span.weekday) == (month, number, season, weekday)
    assert span.year is None
    assert span.first is None


@pytest.mark.parametrize("text", ["yesterday", "today", "last week", "next month", "this year"])
def test_relative_words_have_no_days_and_never_conflict(text: str) -> None:
    span = only(text)
    assert (span.first, span.last, span.month) == (None, None, None)
    assert not any(conflict(span, only(other)) for other in ("2024", "Monday", "June 5, 2024"))


@pytest.mark.parametrize(
    "text",
    [
        *("they may go", "soldiers march on", "2000 people", "more than 2000", "$2024", "2,024"),
        *(
            "a long fall",
            "springs",
            "sun and sea",
            "the sat image",
            "Theresa May said",
            "in 12 days",
        ),
        *("2024.5", "20245", "A2024", "13/13/2024", "3.11.2", "10:30", "", "99/99/99"),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("summer 2024", "summer 2022"),
        ("June", "July"),
        ("Monday", "Tuesday"),
        ("2024", "2023"),
        ("June 2024", "June 2023"),
        ("June 5", "June 6"),
        ("June 5, 2024", "July 2024"),
        ("June 5, 2024", "2023"),
        ("the 1990s", "2004"),
        ("last summer", "winter 2020"),
        ("in the summer", "on November 5"),
        ("Tuesday", "2024-11-04"),
        ("5 November", "2024-11-06"),
        ("Q3 2023", "June 2023"),
    ],
)
def test_two_times_that_cannot_be_one_conflict(statement: str, record: str) -> None:
    one, other = dates(statement)[0], dates(record)[0]
    assert conflict(one, other)
    assert conflict(other, one)


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("2024", "June 2024"),
        ("until June", "2024"),
        ("in June", "June 5, 2024"),
        ("summer 2024", "June 2024"),
        ("this summer", "July"),
        ("Monday", "2024-11-04"),
        ("Monday", "June 2024"),
        ("June 5", "5 June 2024"),
        ("the 1990s", "1999"),
        ("2019-2021", "2020"),
        ("4/5/2024", "5 April 2024"),
        ("winter 2024", "January 2025"),
        ("winter 2024", "December 2023"),
        ("November 5-7, 2024", "Nov. 6, 2024"),
        ("yesterday", "2024"),
    ],
)
def test_two_times_that_can_be_one_do_not_conflict(statement: str, record: str) -> None:
    one, other = dates(statement)[0], dates(record)[0]
    assert not conflict(one, other)
    assert not conflict(other, one)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Signed on June 12, 2019, and again in 2024.", ["June 12, 2019", "2024"]),
        ("In January 2020 some 10,000 camels", ["January 2020"]),
        ("compared with 2019 levels", ["2019"]),
        ("the 2020 elections and 2016 ones", ["2020", "2016"]),
        ("from 2008 to 2012, on Friday", ["2008", "2012", "Friday"]),
        ("between 2009 and 2015", ["2009", "2015"]),
        ("due in early 2015", ["early 2015"]),
        ("On Nov. 5, 2000 people marched", ["Nov. 5"]),
        ("In May 20 percent left", ["May"]),
    ],
)
def test_dates_in_sentences_are_found_whole(text: str, expected: list[str]) -> None:
    assert [span.text for span in dates(text)] == expected


@MODEST
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(1, 400))
def test_a_day_agrees_with_itself_and_with_no_other(one: date, later: int) -> None:
    other = one + timedelta(days=later)
    forms = ["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%A, %B %d, %Y"]
    spans = [only(one.strftime(form)) for form in forms]
    others = [only(other.strftime(form)) for form in forms if other.year < 2100]
    assert not any(conflict(a, b) for a in spans for b in spans)
    assert all(conflict(a, b) for a in spans for b in others)
    assert {(span.first, span.last) for span in spans} == {(one, one)}


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                "May June Nov. 5 5th 31 2024 1999 2000 - – / , of to and early mid- late summer "
                "fall last this Monday Sat. Q3 first half quarter people 9/11 '90s 1990s "
                "0000-00-00 ٢٠٢٤ \n "
                "99/99/9999 February 30 century 21st yesterday".split(" ")
            ),
            max_size=20,
        ).map(" ".join),
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    spans = dates(text)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert (span.first is None) == (span.last is None)
        assert span.first is None or span.last is None or span.first <= span.last
        assert not conflict(span, span)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    taken = [(span.start, span.end) for span in spans]
    for figure in quantities(text):
        assert all(figure.end <= start or end <= figure.start for start, end in taken)


def test_days_in_the_wrong_order_are_no_span() -> None:
    assert [span.text for span in dates("10 to 1 May 2001")] == ["1 May 2001"]
