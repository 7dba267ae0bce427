"""What holds of the corroboration rule whatever is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.corroboration import (
    UNKNOWN,
    Attribution,
    ClaimFacts,
    Corroboration,
    Flag,
    Source,
    Stance,
    Status,
    corroborate,
)

TODAY = date(2030, 6, 15)
KEYS = [f"s{n}" for n in range(7)]
QUICK = settings(max_examples=40, deadline=None)

days = st.integers(1, 4).map(lambda n: date(2030, 6, n))
bounds = st.one_of(st.none(), st.integers(0, 6))
figures = st.tuples(bounds, bounds).map(
    lambda f: (min(f), max(f)) if None not in f else f  # type: ignore[type-var]
)
claims = st.builds(
    ClaimFacts,
    kind=st.sampled_from(["fact", "quantity", "quantity", "speech_event", "position"]),
    figure=st.one_of(st.none(), figures),
)


@st.composite
def source_maps(draw: st.DrawFn) -> dict[str, Source]:
    """Any parents, circles and unlisted ones included, and any sides."""
    return {
        key: Source(
            key,
            parent=draw(st.one_of(st.none(), st.sampled_from([*KEYS, "elsewhere"]))),
            side=draw(st.sampled_from([None, "neutral", "north", "south"])),
        )
        for key in KEYS
    }


@st.composite
def records(draw: st.DrawFn) -> list[Attribution]:
    """Any attributions: chains, cycles, missing and unknown origins, retractions, one-day turns."""
    ids = [f"a{n}" for n in range(draw(st.integers(0, 8)))]
    origins = st.sampled_from([None, None, None, UNKNOWN, "not-here", *ids])
    return [
        Attribution(
            id=own_id,
            source=draw(st.sampled_from([None, *KEYS, *KEYS])),
            stance=draw(st.sampled_from(list(Stance))),
            said_on=draw(st.one_of(st.none(), days, days, days)),
            origin=draw(origins),
            relayed_by=draw(st.sampled_from([None, None, "outlet"])),
            basis=draw(st.sampled_from(["statement", "record", "witnessed"])),
            evidence=draw(st.sampled_from([None, None, "e1", "e2"])),
            figure=draw(st.one_of(st.none(), figures)),
            against_interest=draw(st.sampled_from([False, False, True])),
            retracted=draw(st.sampled_from([False, False, False, True])),
        )
        for own_id in ids
    ]


def judge(
    claim: ClaimFacts,
    record: list[Attribution],
    sources: dict[str, Source],
    shelf_life_days: int | None = 12,
) -> Corroboration:
    return corroborate(claim, record, sources, as_of=TODAY, shelf_life_days=shelf_life_days)


def counts(result: Corroboration) -> tuple[Status, int, int]:
    return (result.status, result.support, result.denial)


@QUICK
@given(claims, records(), source_maps(), st.randoms(use_true_random=False))
def test_the_order_of_attributions_changes_nothing(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], chance: Any
) -> None:
    before = judge(claim, record, sources)
    shuffled = record[:]
    chance.shuffle(shuffled)
    after = judge(claim, shuffled, sources)
    assert replace(after, readings=()) == replace(before, readings=())
    assert set(after.readings) == set(before.readings)


@QUICK
@given(claims, records(), source_maps())
def test_no_flag_is_given_that_has_no_name(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source]
) -> None:
    for flag in judge(claim, record, sources).flags:
        name, colon, _ = flag.partition(":")
        assert (Flag(name) is Flag.NOT_CONFIRMED_BY) is bool(colon)
        assert type(flag) is str


@QUICK
@given(claims, records(), source_maps(), st.data())
def test_a_relay_of_what_is_on_record_changes_no_status_and_no_count(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], data: st.DataObject
) -> None:
    assume(record)
    relay = Attribution(
        id="relay",
        source=data.draw(st.sampled_from([None, *KEYS])),
        stance=data.draw(st.sampled_from(list(Stance))),
        said_on=data.draw(days),
        origin=data.draw(st.sampled_from([a.id for a in record])),
        figure=data.draw(st.one_of(st.none(), figures)),
        evidence=data.draw(st.sampled_from([None, "e1"])),
        against_interest=data.draw(st.booleans()),
        retracted=data.draw(st.booleans()),
    )
    before, after = judge(claim, record, sources), judge(claim, [relay, *record], sources)
    assert counts(after) == counts(before)
    assert after.as_of == before.as_of
    assert (after.supporting, after.denying) == (before.supporting, before.denying)


@QUICK
@given(claims, records(), source_maps(), st.data())
def test_a_decline_by_a_named_source_changes_no_status_and_no_count(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], data: st.DataObject
) -> None:
    decline = Attribution(
        id="decline",
        source=data.draw(st.sampled_from([*KEYS, "newcomer"])),
        stance=Stance.DECLINES,
        said_on=data.draw(st.one_of(st.none(), days)),
        retracted=data.draw(st.booleans()),
        evidence=data.draw(st.sampled_from([None, "e1"])),
    )
    before, after = judge(claim, record, sources), judge(claim, [decline, *record], sources)
    assert counts(after) == counts(before)
    assert after.as_of == before.as_of


@QUICK
@given(claims, records(), source_maps())
def test_forty_relays_are_read_as_one(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source]
) -> None:
    assume(record)
    relays = [
        Attribution(f"relay{n}", KEYS[n % 7], Stance.ASSERTS, TODAY, origin=record[0].id)
        for n in range(40)
    ]
    one, forty = (judge(claim, [*record, *relays[:n]], sources) for n in (1, 40))
    assert replace(forty, readings=()) == replace(one, readings=())


@QUICK
@given(claims, records(), source_maps())
def test_every_attribution_is_read_exactly_once(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source]
) -> None:
    result = judge(claim, record, sources)
    assert [r.attribution for r in result.readings] == [a.id for a in record]
    ids = {a.id for a in record}
    for read in result.readings:
        if read.reason in {"relay", "in_cycle", "replaced", "withdrawn_later", "same_party"}:
            assert read.about in ids - {read.attribution}


@QUICK
@given(claims, records(), source_maps())
def test_the_counts_are_groups_of_parties_that_the_readings_name(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source]
) -> None:
    result = judge(claim, record, sources)
    for counted, number, groups in (
        ("support", result.support, result.supporting),
        ("denial", result.denial, result.denying),
    ):
        parties = [party for group in groups for party in group]
        assert number == len(groups) <= len(parties) == len(set(parties))
        assert set(parties) == {r.party for r in result.readings if r.counted == counted}
    parties_heard = {r.party for r in result.readings} - {None}
    assert result.support + result.denial <= 2 * len(parties_heard)
    divided = bool(
        {p for g in result.supporting for p in g} & {p for g in result.denying for p in g}
    )
    assert divided == ("party_divided" in result.flags)
    if not divided:
        assert result.support + result.denial <= len(parties_heard)


@QUICK
@given(claims, records(), source_maps(), st.data())
def test_a_retraction_never_raises_support_or_denial(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], data: st.DataObject
) -> None:
    """Evidence is left out: a withdrawn party may have been what joined two others in one group.
    So are figures that moved: others may support the figure that is on record afterwards."""
    assume(record)
    record = [replace(a, evidence=None) for a in record]
    target = data.draw(st.integers(0, len(record) - 1))
    withdrawn = [replace(a, retracted=True) if n == target else a for n, a in enumerate(record)]
    before, after = judge(claim, record, sources), judge(claim, withdrawn, sources)
    assume("overtaken" not in {*before.flags, *after.flags})
    assert after.support <= before.support
    assert after.denial <= before.denial


@QUICK
@given(claims, records(), source_maps(), st.data())
def test_new_ids_change_only_the_names_in_the_readings(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], data: st.DataObject
) -> None:
    """`order` holds the database ids, so that the ids themselves decide nothing."""
    record = [replace(a, order=n) for n, a in enumerate(record)]
    names = dict(
        zip((a.id for a in record), data.draw(st.permutations([a.id for a in record])), strict=True)
    )
    renamed = [
        replace(a, id=names[a.id], origin=names.get(a.origin or "", a.origin)) for a in record
    ]
    before, after = judge(claim, record, sources), judge(claim, renamed, sources)
    assert replace(after, readings=(), figure=None) == replace(before, readings=(), figure=None)
    given = [one.figure.now if one.figure else None for one in (before, after)]
    if given[0] and given[1]:
        assert given[1] == replace(given[0], by=tuple(names[one] for one in given[0].by))
    for old, new in zip(before.readings, after.readings, strict=True):
        assert new == replace(
            old, attribution=names[old.attribution], about=names.get(old.about or "", old.about)
        )


@QUICK
@given(claims, records(), source_maps(), st.integers(0, 400))
def test_age_sets_a_flag_and_never_the_status(
    claim: ClaimFacts, record: list[Attribution], sources: dict[str, Source], age: int
) -> None:
    now = judge(claim, record, sources, shelf_life_days=None)
    later = corroborate(
        claim, record, sources, as_of=TODAY + timedelta(days=age), shelf_life_days=30
    )
    assert replace(later, flags=()) == replace(now, flags=())
    assert set(later.flags) - set(now.flags) <= {"stale"}
