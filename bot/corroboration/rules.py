"""Steps 4 to 6: which voices count, which status follows, and the flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.corroboration.changes import changes
from bot.corroboration.figures import Fit
from bot.corroboration.moving import moving
from bot.corroboration.origins import Origin, trace
from bot.corroboration.parties import groups, name_of, party_of, side_of
from bot.corroboration.values import (
    NEUTRAL,
    Attribution,
    ClaimFacts,
    Corroboration,
    FigureOnRecord,
    Flag,
    Reading,
    Reason,
    Source,
    Stance,
    Status,
    seniority,
)
from bot.corroboration.weighing import Voice, weigh

NOT_RATED = frozenset({"position", "prediction", "characterisation"})
FIRST_HAND = frozenset({"record", "witnessed"})


def corroborate(
    claim: ClaimFacts,
    attributions: Iterable[Attribution],
    sources: Mapping[str, Source],
    *,
    as_of: date,
    shelf_life_days: int | None,
) -> Corroboration:
    """The status of a claim from its approved attributions, by the rules of docs/how-it-decides.md:
    "Counting independent parties" and "The statuses".

    `as_of` is the day of asking; it and `shelf_life_days` (None: never) decide the flag `stale` and
    nothing else. The order of the attributions does not matter. Raises ValueError if two of them
    have one id.
    """
    given = tuple(attributions)
    origins = trace(given)
    if len(origins) != len(given):
        raise ValueError("two attributions of one claim have the same id")
    roots = [a for a in given if origins[a.id].root is a and not a.other_measure]
    change = changes(roots, origins)
    moved = moving(claim, roots, change)
    voices = [
        weigh(claim, moved, a, party_of(a.source, sources))
        for a in sorted(roots, key=seniority)
        if a.source is not None and a.id not in change.fallen
    ]
    supporting = _Side([v for v in voices if v.counted == "support"], sources)
    denying = _Side([v for v in voices if v.counted == "denial"], sources)
    # A source that takes back a *declines* never said the claim, so the claim is not withdrawn.
    withdrawn = any(a.stance != Stance.DECLINES and origins[a.id].retracted for a in roots)
    newest = max(
        (v.attribution.said_on for v in voices if v.counted and v.attribution.said_on),
        default=None,
    )
    status = _status(
        _Counts(
            claim.kind,
            supporting,
            denying,
            frozenset(v.attribution.stance for v in voices),
            withdrawn,
            any(origin.root is None for origin in origins.values()),
        )
    )

    flags = _origin_flags(given, origins) | _voice_flags(voices, supporting, denying, sources)
    if status == Status.DISPUTED:
        flags |= _denial_flags(denying)
    if change.updated:
        flags.add(Flag.UPDATED_BY_SOURCE)
    if moved and moved.on_record.is_overtaken:
        flags.add(Flag.OVERTAKEN)
    if newest and shelf_life_days is not None and (as_of - newest).days > shelf_life_days:
        flags.add(Flag.STALE)

    shared = supporting.shared | denying.shared
    read = {v.attribution.id: shared.get(v.attribution.id) or v.reading() for v in voices}
    for a in given:
        if a.id not in read:
            reason, about = change.fallen.get(a.id) or _why_no_root(a, origins[a.id])
            party = None if a.source is None else party_of(a.source, sources)
            read[a.id] = Reading(a.id, party, "", reason, about)
    return Corroboration(
        status=status,
        support=len(supporting.groups),
        denial=len(denying.groups),
        flags=tuple(sorted(map(str, flags))),
        as_of=newest,
        readings=tuple(read[a.id] for a in given),
        supporting=tuple(tuple(sorted(group)) for group in supporting.groups),
        denying=tuple(tuple(sorted(group)) for group in denying.groups),
        figure=_with_speakers(moved.on_record, supporting.voices) if moved else None,
    )


def _with_speakers(figure: FigureOnRecord, supporting: Sequence[Voice]) -> FigureOnRecord:
    """The figure on record. If nobody gives exactly that, with those who last said so without a
    figure of their own."""
    if figure.now.by:
        return figure
    silent = [v.attribution for v in supporting if v.fit is None]
    newest = max((a.said_on for a in silent if a.said_on), default=None)
    by = tuple(a.id for a in silent if a.said_on == newest)
    return replace(figure, now=replace(figure.now, day=newest, by=by))


class _Side:
    """The voices that count one way: their groups, the sides that their parties declare, and the
    readings of those that are counted together with an earlier voice."""

    def __init__(self, voices: list[Voice], sources: Mapping[str, Source]) -> None:
        self.voices = voices
        self.parties = {v.party for v in voices}
        self.groups = groups((v.party, v.attribution) for v in voices)
        self.sides = {party: side_of(party, sources) for party in self.parties}
        self.shared = _shared(voices, self.groups)

    @property
    def admission(self) -> bool:
        return any(v.attribution.against_interest for v in self.voices)

    @property
    def neutral_first_hand(self) -> bool:
        return any(
            self.sides[v.party] == NEUTRAL and v.attribution.basis in FIRST_HAND
            for v in self.voices
        )

    @property
    def one_side(self) -> bool:
        """Whether all declare the same side, and it is not neutral."""
        return len(set(self.sides.values())) == 1 and self.interested

    @property
    def interested(self) -> bool:
        """Whether all declare a side that is not neutral."""
        return all(side not in (None, NEUTRAL) for side in self.sides.values())


def _shared(voices: list[Voice], joined: list[set[str]]) -> dict[str, Reading]:
    """By attribution id, the readings of the voices that are counted together with an earlier one.
    `voices` are given earliest first.

    A voice that gives another figure keeps that reason, because it must be worded so.
    """
    group_of = {party: number for number, group in enumerate(joined) for party in group}
    first_of_group: dict[int, str] = {}
    first_of_party: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    for v in voices:
        own = v.attribution.id
        leader = first_of_group.setdefault(group_of[v.party], own)
        earlier = first_of_party.setdefault(v.party, own)
        if leader == own or v.reason == Reason.OTHER_FIGURE:
            continue
        if earlier != own:
            reason, about = Reason.SAME_PARTY, earlier
        else:
            reason, about = Reason.JOINED_BY_EVIDENCE, leader
        readings[own] = replace(v.reading(), reason=reason, about=about)
    return readings


def _why_no_root(a: Attribution, origin: Origin) -> tuple[Reason, str | None]:
    """Why an attribution is not the word of its own source; if several reasons hold, the
    weightiest."""
    if a.retracted:
        return Reason.RETRACTED, None
    if a.other_measure:
        return Reason.OTHER_MEASURE, None
    if origin.root is None:
        reason = Reason.UNKNOWN_ORIGIN if origin.on_record else Reason.ORIGIN_NOT_ON_RECORD
        return reason, None
    if origin.retracted is not None:
        return Reason.ORIGIN_RETRACTED, origin.retracted
    return (Reason.IN_CYCLE if origin.cycle else Reason.RELAY), origin.root.id


@dataclass(frozen=True, slots=True)
class _Counts:
    """The values that the rules of step 6 use. Those who assert are those who count as support.

    `stances` are those of all voices; `unattributed`: at least one attribution has an unknown
    origin.
    """

    kind: str
    support: _Side
    denial: _Side
    stances: frozenset[str]
    withdrawn: bool
    unattributed: bool

    @property
    def supported(self) -> bool:
        return bool(self.support.groups)


_RULES: tuple[tuple[Status, Callable[[_Counts], bool]], ...] = (
    (Status.POSITION, lambda c: c.kind in NOT_RATED),
    (Status.DISPUTED, lambda c: c.supported and bool(c.denial.groups)),
    (Status.FIGURE_UNSUPPORTED, lambda c: not c.supported and Stance.ASSERTS in c.stances),
    (Status.DENIED, lambda c: not c.supported and bool(c.denial.groups)),
    (Status.RETRACTED, lambda c: not c.supported and c.withdrawn),
    (Status.HEDGED, lambda c: not c.supported and Stance.HEDGES in c.stances),
    (Status.UNATTRIBUTED, lambda c: not c.supported and c.unattributed),
    (Status.NO_POSITION, lambda c: not c.supported),
    (Status.SINGLE_SOURCE, lambda c: len(c.support.groups) == 1),
    (Status.ALIGNED, lambda c: c.support.one_side),
    (Status.CONFIRMED, lambda c: c.support.neutral_first_hand or c.support.admission),
)


def _status(counts: _Counts) -> Status:
    """Step 6: the status of the first rule that holds; corroborated if none does."""
    return next((status for status, holds in _RULES if holds(counts)), Status.CORROBORATED)


def _origin_flags(given: Iterable[Attribution], origins: Mapping[str, Origin]) -> set[str]:
    """The flags of step 1. They take in every attribution on record, also those that fell in
    step 2."""
    flags: set[str] = set()
    for a in given:
        origin = origins[a.id]
        if a.relayed_by or (a.origin is not None and origin.root is not None):
            flags.add(Flag.RELAYED)
        if origin.root is None:
            flags.add(Flag.UNATTRIBUTED)
        if origin.cycle:
            flags.add(Flag.CIRCULAR)
    return flags


def _voice_flags(
    voices: list[Voice], supporting: _Side, denying: _Side, sources: Mapping[str, Source]
) -> set[str]:
    flags: set[str] = set()
    if supporting.parties & denying.parties:
        flags.add(Flag.PARTY_DIVIDED)
    if supporting.voices and supporting.interested and not supporting.admission:
        flags.add(Flag.INTERESTED_ONLY)
    if None in supporting.sides.values():
        flags.add(Flag.INTERESTS_UNREVIEWED)
    if any(v.fit is Fit.DISJOINT for v in voices):
        flags.add(Flag.NUMBER_CONFLICT)
    if any(v.fit is Fit.OVERLAPPING for v in voices):
        flags.add(Flag.NUMBER_COMPATIBLE_ONLY)
    declining = {v.party for v in voices if v.reason == Reason.DECLINES}
    if declining:
        names = sorted(name_of(party, sources) for party in declining)
        flags.add(f"{Flag.NOT_CONFIRMED_BY}:{','.join(names)}")
    return flags


def _denial_flags(denying: _Side) -> set[str]:
    """The flags for those who deny a disputed claim; giving another figure is no denial."""
    sides = {denying.sides[v.party] for v in denying.voices if v.reason == Reason.DENIES}
    if NEUTRAL in sides:
        return {Flag.DENIAL_INDEPENDENT}
    if sides and None not in sides:
        return {Flag.DENIAL_INTERESTED_ONLY}
    return set()
