"""The simulated week: the record ends the same, in whatever order its articles come in."""

from __future__ import annotations

from benchmarks.week.articles import articles
from benchmarks.week.desk import moves, worked
from benchmarks.week.readers import READERS

SOME = tuple(one for one in articles() if one.sentences[0].matter.startswith("halmar"))


def test_a_record_ends_the_same_from_articles_in_order_and_backwards() -> None:
    in_order, backwards = worked(SOME), worked(SOME[::-1])
    assert not in_order.twice()
    assert not backwards.twice()
    assert not list(in_order.against(backwards))
    assert moves(SOME, "halmar-killed") == 2
    for reader in READERS.values():
        told = in_order.told[reader, "halmar-killed"]
        assert [(move.was, move.now) for move in told] == [("at least 12", "19"), ("19", "27")]
        assert len(backwards.told[reader, "halmar-killed"]) <= 2


def test_there_are_forty_articles_on_three_events() -> None:
    every = articles()
    assert len(every) == 40
    assert len({one.sentences[0].matter.split("-")[0] for one in every}) == 3
