"""What holds of figures that move, whatever is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.corroboration import Attribution, ClaimFacts, Corroboration, Source, Stance, corroborate

KEYS = ["p", "q", "r"]
QUICK = settings(max_examples=80, deadline=None)

days = st.integers(1, 5).map(lambda n: date(2026, 3, n))
amounts = st.sampled_from([4, 78, 100, 135])
figures = st.one_of(
    amounts.map(lambda n: (n, n)),
    amounts.map(lambda n: (n, None)),
    st.just((100, 135)),
)
claims = st.builds(
    ClaimFacts, kind=st.just("quantity"), figure=st.sampled_from([(78, 78), (78, None), (100, 135)])
)


@st.composite
def records(draw: st.DrawFn) -> list[Attribution]:
    """Mostly assertions of figures by few sources; in most of them one source moves, at first."""
    first, last = date(2026, 3, 1), draw(days)
    moves = [
        Attribution("m0", "p", Stance.ASSERTS, first, figure=(78, 78), order=100),
        Attribution("m1", "p", Stance.ASSERTS, last, figure=draw(figures), order=101),
    ]
    return moves * draw(st.sampled_from([1, 1, 1, 0])) + [
        Attribution(
            id=f"a{n}",
            source=draw(st.sampled_from(KEYS)),
            stance=draw(st.sampled_from([*[Stance.ASSERTS] * 5, Stance.DENIES])),
            said_on=draw(st.one_of(days, days, days, st.none())),
            figure=draw(st.one_of(figures, figures, figures, st.none())),
            retracted=draw(st.sampled_from([False] * 9 + [True])),
            weak_day=draw(st.sampled_from([False] * 9 + [True])),
            order=n,
        )
        for n in range(draw(st.integers(1, 6)))
    ]


def judge(
    claim: ClaimFacts, record: list[Attribution], keys: list[str] | None = None
) -> Corroboration:
    sources = {key: Source(key) for key in keys or [*KEYS, "newcomer"]}
    return corroborate(claim, record, sources, as_of=date(2026, 4, 1), shelf_life_days=None)


def told(result: Corroboration) -> tuple[Any, ...]:
    """The figure on record with its day and speakers, and how it is counted."""
    assert result.figure is not None
    event(f"overtaken: {result.figure.is_overtaken}, inside: {result.figure.supports_claim}")
    return (result.status, result.support, result.denial, result.figure)


@QUICK
@given(claims, records(), st.randoms(use_true_random=False))
def test_the_order_of_attributions_moves_nothing(
    claim: ClaimFacts, record: list[Attribution], chance: Any
) -> None:
    shuffled = record[:]
    chance.shuffle(shuffled)
    assert told(judge(claim, shuffled)) == told(judge(claim, record))


@QUICK
@given(claims, records(), st.data())
def test_a_relay_neither_moves_a_figure_nor_keeps_it(
    claim: ClaimFacts, record: list[Attribution], data: st.DataObject
) -> None:
    relay = Attribution(
        "relay",
        data.draw(st.sampled_from([*KEYS, "newcomer"])),
        Stance.ASSERTS,
        data.draw(days),
        origin=data.draw(st.sampled_from([a.id for a in record])),
        figure=data.draw(figures),
        order=99,
    )
    assert told(judge(claim, [*record, relay])) == told(judge(claim, record))


@QUICK
@given(claims, records(), st.data())
def test_another_source_that_hedges_or_declines_moves_nothing(
    claim: ClaimFacts, record: list[Attribution], data: st.DataObject
) -> None:
    other = Attribution(
        "other",
        "newcomer",
        data.draw(st.sampled_from([Stance.HEDGES, Stance.DECLINES])),
        data.draw(days),
        figure=data.draw(figures),
        order=99,
    )
    before, after = judge(claim, record), judge(claim, [*record, other])
    assert told(after)[1:] == told(before)[1:]


@QUICK
@given(claims, records(), st.permutations(KEYS))
def test_other_names_for_the_sources_move_nothing(
    claim: ClaimFacts, record: list[Attribution], names: list[str]
) -> None:
    called = dict(zip(KEYS, names, strict=True))
    renamed = [replace(a, source=called[a.source or ""]) for a in record]
    assert told(judge(claim, renamed)) == told(judge(claim, record))


@QUICK
@given(claims, records(), days)
def test_one_more_source_that_says_the_figure_on_record_never_lowers_support(
    claim: ClaimFacts, record: list[Attribution], day: date
) -> None:
    before = judge(claim, record)
    assert before.figure is not None
    told(before)
    same = Attribution(
        "same", "newcomer", Stance.ASSERTS, day, figure=before.figure.now.figure, order=99
    )
    after = judge(claim, [*record, same])
    assert after.support >= before.support
    assert after.figure is not None
    assert after.figure.now.figure == before.figure.now.figure


@QUICK
@given(claims, records())
def test_a_figure_that_moved_has_a_day_a_speaker_and_what_it_was(
    claim: ClaimFacts, record: list[Attribution]
) -> None:
    figure = judge(claim, record).figure
    assert figure is not None
    by_id = {a.id: a for a in record}
    assert ("overtaken" in judge(claim, record).flags) == figure.is_overtaken
    if not figure.is_overtaken:
        assert figure.now.figure == claim.figure
        return
    assert figure.now.day
    assert figure.before
    assert all(one.day and one.day < figure.now.day for one in figure.before)
    sources = {by_id[one].source for one in figure.now.by}
    assert {by_id[key].source for one in figure.before for key in one.by} <= sources


@QUICK
@given(claims, records())
def test_the_figure_on_record_is_never_without_support_once_it_moved(
    claim: ClaimFacts, record: list[Attribution]
) -> None:
    result = judge(claim, record)
    assert result.figure is not None
    assert result.support >= 1 or not result.figure.is_overtaken
