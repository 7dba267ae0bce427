"""What is found across the statements of a claim, and across claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.corroboration import Figure
from bot.corroboration.figures import Fit, fit, in_words, same
from bot.language import writing
from bot.matching.duplicates import Entered, near_duplicates
from bot.record.verify.findings import Finding, Kind
from bot.record.verify.rows import ClaimRow, Read, Saying

_TEXT = 120


def figures_of_nobody(read: Read) -> Iterator[Finding]:
    """Claims with a figure that no statement gives, neither exactly nor more exactly."""
    for claim in read.claims.values():
        if claim.figure is None or any(
            _gives(claim, one) for one in read.asserting.get(claim.id, ())
        ):
            continue
        what = f"Nobody gives the figure of claim #{claim.id}: {_cut(claim.text)}"
        yield Finding(Kind.FIGURE_OF_NOBODY, what, claim.id)


def _gives(claim: ClaimRow, one: Saying) -> bool:
    if claim.figure is None or one.figure is None or one.other_measure or one.figure_mistaken:
        return False
    return fit(claim.figure, claim.unit, one.figure, one.unit) is Fit.INSIDE


def unconfirmed(
    read: Read, shelf_lives: Mapping[str, int | None], today: date
) -> Iterator[Finding]:
    """Claims that no source has asserted within the shelf life of their kind. Claims that nobody
    asserts have a status that says so."""
    for claim in read.claims.values():
        days = shelf_lives.get(claim.kind)
        if days is None:
            continue
        said = [one.day for one in read.asserting.get(claim.id, ()) if one.own_word and one.day]
        newest = max(said, default=None)
        if newest is not None and today - newest > timedelta(days=days):
            age = writing.count((today - newest).days, "day")
            what = (
                f"Claim #{claim.id} was last said on {writing.day(newest)}, {age} ago:"
                f" {_cut(claim.text)}"
            )
            yield Finding(Kind.UNCONFIRMED, what, claim.id)


class _Given(NamedTuple):
    day: date
    figure: Figure
    unit: str | None


def not_moving(read: Read) -> Iterator[Finding]:
    """Sources whose figure on a claim is older than the move of another source, and not where that
    one moved to."""
    for claim_id, every in read.asserting.items():
        if claim_id not in read.claims or read.claims[claim_id].figure is None:
            continue
        given = _by_source(every)
        moved = {key: said for key, said in given.items() if _moved(said)}
        if not moved or len(given) < 2:
            continue
        ahead = max(moved, key=lambda key: (moved[key][-1].day, -key))
        newest = moved[ahead][-1]
        for source_id, said in given.items():
            last = said[-1]
            here = same(last.figure, last.unit, newest.figure, newest.unit)
            if source_id != ahead and last.day < newest.day and not here:
                what = (
                    f"On claim #{claim_id} {_name(read, source_id)} still gives"
                    f" {in_words(last.figure, last.unit)} of {writing.day(last.day)};"
                    f" {_name(read, ahead)} moved to {in_words(newest.figure, newest.unit)} on"
                    f" {writing.day(newest.day)}."
                )
                yield Finding(Kind.NOT_MOVING, what, claim_id, source=source_id)


def _by_source(every: Sequence[Saying]) -> dict[int, list[_Given]]:
    """The figures that each source has given in its own voice, by day."""
    found: defaultdict[int, list[_Given]] = defaultdict(list)
    for one in every:
        sound = one.own_word and not one.other_measure and not one.figure_mistaken
        if sound and not one.weak and one.figure and one.day and one.source_id is not None:
            found[one.source_id].append(_Given(one.day, one.figure, one.unit))
    return {key: sorted(said, key=lambda one: one.day) for key, said in found.items()}


def _moved(said: Sequence[_Given]) -> bool:
    last = said[-1]
    return any(
        one.day < last.day and not same(one.figure, one.unit, last.figure, last.unit)
        for one in said
    )


def near_claims(read: Read) -> Iterator[Finding]:
    """Claims that say nearly the same as an earlier one: those most alike, see `MOST_COMPARED`."""
    rows = list(read.claims.values())
    entered = [Entered(str(one.id), one.text, (one.time or "", one.place or "")) for one in rows]
    for position, other in near_duplicates(entered):
        one = rows[position]
        what = (
            f"Claim #{one.id} says nearly the same as #{other.key}: {_cut(one.text)} /"
            f" {_cut(other.text)}"
        )
        yield Finding(Kind.NEAR_CLAIMS, what, one.id)


def _name(read: Read, source_id: int) -> str:
    found = read.sources.get(source_id)
    return found.name if found is not None else f"source {source_id}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TEXT else flat[: _TEXT - 1] + "…"
