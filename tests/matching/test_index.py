"""Finding candidates among all claims of all workspaces."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.reading import read
from bot.matching.index import ClaimIndex
from bot.matching.index_parts import IndexedClaim

DESK, OTHER_DESK = 1, 2
FERRY = IndexedClaim(1, DESK, "The ferry sank in the harbour.")
BRIDGE = IndexedClaim(2, DESK, "The bridge at Ostra is closed to lorries.")
THEIRS = IndexedClaim(3, OTHER_DESK, "The ferry sank in the harbour of Ostra.")


@pytest.fixture
def index() -> ClaimIndex:
    made = ClaimIndex()
    made.update([FERRY, BRIDGE, THEIRS])
    return made


def ids(index: ClaimIndex, statement: str, desk: int = DESK, limit: int = 50) -> list[int]:
    return index.candidates(desk, read(statement), limit)


def test_claims_that_share_words_are_found_nearest_first(index: ClaimIndex) -> None:
    assert ids(index, "a ferry has been sinking") == [1]
    assert ids(index, "FERRIES on bridges that close") == [2, 1]
    assert ids(index, "apples and pears") == []


def test_a_workspace_never_finds_what_another_has(index: ClaimIndex) -> None:
    assert ids(index, "the ferry sank in Ostra") != []
    assert 3 not in ids(index, "the ferry sank in the harbour of Ostra")
    assert ids(index, "the ferry sank and the bridge is closed", OTHER_DESK) == [3]
    assert ids(index, "the ferry sank", 99) == []


def test_a_claim_is_replaced_under_its_id(index: ClaimIndex) -> None:
    index.update([IndexedClaim(1, DESK, "The tunnel is flooded.")])
    assert len(index) == 3
    assert ids(index, "the ferry sank") == []
    assert ids(index, "a flooded tunnel") == [1]


def test_a_removed_claim_is_not_found(index: ClaimIndex) -> None:
    index.update([], removed=[1])
    assert len(index) == 2
    assert ids(index, "the ferry sank") == []
    index.update([], removed=[1, 4_000])
    assert len(index) == 2
    index.update([FERRY])
    assert ids(index, "the ferry sank") == [1]


def test_an_update_that_breaks_off_leaves_nothing_behind(index: ClaimIndex) -> None:
    def broken() -> Iterator[IndexedClaim]:
        for n in range(6_000):
            yield IndexedClaim(100 + n, DESK, "The tunnel is flooded.")
        raise ConnectionError("the database went away")

    with pytest.raises(ConnectionError):
        index.update(broken(), removed=[1])
    index.update([IndexedClaim(100, DESK, "The tunnel is flooded.")])
    assert len(index) == 4
    assert ids(index, "a flooded tunnel") == [100]
    assert ids(index, "the ferry sank") == [1]


def test_in_a_large_workspace_rare_words_find_the_claim_among_common_ones() -> None:
    common = "The ministry of health closed schools in spring"
    made = ClaimIndex(most_postings=100)
    made.update(IndexedClaim(n, DESK, f"{common}.") for n in range(300))
    made.update([IndexedClaim(900, DESK, f"{common} at Ostra."), IndexedClaim(901, 2, common)])
    assert ids(made, f"{common} at Ostra")[0] == 900
    assert len(ids(made, f"{common} at Ostra")) > 1
    assert ids(made, common, OTHER_DESK) == [901]


def test_an_empty_index_finds_nothing() -> None:
    assert ids(ClaimIndex(), "the ferry sank") == []
    assert len(ClaimIndex()) == 0


def test_no_more_than_asked_for_are_found() -> None:
    index = ClaimIndex()
    index.update(IndexedClaim(n, DESK, f"Boat number {n} sank") for n in range(200))
    assert len(ids(index, "boats sank", limit=7)) == 7


def test_a_country_is_found_under_another_of_its_names() -> None:
    index = ClaimIndex()
    index.update(
        [
            IndexedClaim(1, DESK, "British trawlers left."),
            IndexedClaim(2, DESK, "Danish trawlers left."),
            IndexedClaim(3, DESK, "The UK is large."),
        ]
    )
    assert set(ids(index, "Britain is here")) >= {1, 3}
    assert 2 not in ids(index, "Britain is here")


def test_rare_words_weigh_more(index: ClaimIndex) -> None:
    assert index.weight("lorri") > index.weight("ferri") > 0


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_can_be_looked_for(text: str) -> None:
    assert set(ids(SHARED, text)) <= {1, 2}
    assert 0 <= SHARED.overlap(read(text), FERRY.text) <= 1


SHARED = ClaimIndex()
SHARED.update([FERRY, BRIDGE, THEIRS, IndexedClaim(2**40, 7, "\x00 \ud7ff 👀")])


def test_threads_search_while_another_writes(index: ClaimIndex) -> None:
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(50):
                assert ids(index, "the bridge is closed") == [2]
        except BaseException as problem:  # told to the main thread
            failures.append(problem)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(5):
        index.update([IndexedClaim(100 + n, DESK, f"Apple {n} fell")])
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(index) == 8
