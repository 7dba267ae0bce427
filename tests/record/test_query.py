from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corroboration import Status
from bot.language.day_ranges import Days
from bot.record.query import FIELDS, Query, Term, query
from bot.refusal import RefusalError

TODAY = date(2024, 11, 11)


def read(written: str) -> Query:
    return query(written, TODAY)


def phrases(written: str) -> list[str]:
    return [one.phrase for one in read(written).terms]


def test_words_quotes_and_parts_are_terms() -> None:
    assert phrases("harbour fire") == ["harbour", "fire"]
    assert phrases("the fire at the harbour") == ["fire", "harbour"]
    assert phrases("“harbour fire” Ostra") == ["harbour fire", "Ostra"]
    assert read('topic:Bridges place:"Port of Ostra" by:Holm').terms == (
        Term("Bridges", "topic"), Term("Port of Ostra", "place"), Term("Holm", "source"),
    )  # fmt: skip
    assert phrases("US troops, May and Jeon Ha-kyou") == ["US", "troops", "May", "Jeon", "Ha-kyou"]
    assert phrases("The Who") == ["The", "Who"]
    assert phrases("claims about Kursk") == ["Kursk"]


def test_times_limit_and_are_taken_out_of_the_name() -> None:
    found = read("Kursk since October")
    assert (found.name, found.days) == ("Kursk", Days(date(2024, 10, 1)))
    assert read("Kursk since:2024-10-01 until:2024-10-31").days == Days(
        date(2024, 10, 1), date(2024, 10, 31)
    )
    assert read("Kursk in October 2024").terms[0] == Term(
        "October 2024", days=Days(date(2024, 10, 1), date(2024, 10, 31))
    )
    assert read('"since October"').days is None


@pytest.mark.parametrize(
    ("written", "limits"),
    [
        (
            "Ostra since 3/4",
            "since 3 Apr 2024, “3/4” is read as 3 Apr 2024 (it can also be 4 Mar 2024)",
        ),
        ("since 2024 before 2023", "at no time (the limits exclude each other)"),
        ("fire early October", "“early October” as words or said from 1 Oct 2024 to 10 Oct 2024"),
        ("fire last 24 hours", "from 10 Nov 2024 to 11 Nov 2024"),
        ("since Easter", "“since Easter” is read as words, not as a time"),
        ("“since Easter” fire", ""),
        ("the 3rd of March", "“3rd of March” as words or said on 3 Mar 2024"),
    ],
)
def test_how_the_time_was_read_is_told(written: str, limits: str) -> None:
    assert read(written).limits() == limits


def test_words_that_are_no_time_are_looked_for() -> None:
    assert phrases("fire since Easter") == ["fire", "Easter"]
    assert phrases("the 3rd of March") == ["3rd of March"]


def test_a_status_limits_or_is_a_word() -> None:
    assert read("status:single_source").statuses == {"single_source"}
    assert read('status:"one party says so"').statuses == {"single_source"}
    assert read("Kursk denied").terms[1] == Term("denied", statuses=frozenset({"denied"}))
    with pytest.raises(RefusalError, match="Write one of these: position, disputed"):
        read("status:true")


def test_a_number_is_a_claims() -> None:
    assert (read("#12").number, read("#12").terms) == (12, ())
    assert read("12 dead").number is None
    assert read("#99999999999").number == 0


@pytest.mark.parametrize(
    ("written", "exact"),
    [("Kursk since October", False), ("topic:Kursk", True), ("“Ida Holm”", True), ("#12", True)],
)
def test_what_is_written_as_a_search(written: str, exact: bool) -> None:
    assert read(written).exact is exact


def test_a_name_is_looked_for_as_a_whole() -> None:
    assert read("Ida Holm").as_name().terms == (Term("Ida Holm"),)
    assert read("Ida Holm since October").as_name().days is not None
    assert read("Holm topic:Bridges").as_name() == read("Holm topic:Bridges")
    assert read('"Ida Holm"').name == "Ida Holm"


PARTS = st.sampled_from(
    [*(f"{one}:" for one in (*FIELDS, "status", "by")), *Status, '"', "“", "”", "#12", "#", "|",
     "since", "October", "2024", "Holm", "bridge", "the", "10,000", ":", "()", "\\", "*"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=9).map(" ".join) | st.text(max_size=80))
def test_anything_is_read_or_refused(written: str) -> None:
    try:
        found = read(written)
    except RefusalError:
        return
    assert all(one.phrase.strip() for one in found.terms)
    assert found.statuses <= set(Status)
    assert found.is_empty or found.terms or found.days or found.statuses or found.number is not None
