"""Step 2, retraction and change of mind: which stances are no longer in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.corroboration.figures import same_unit_key
from bot.corroboration.origins import Origin
from bot.corroboration.values import Attribution, Reason, Stance, seniority


@dataclass(frozen=True, slots=True)
class Changes:
    """The roots that are no longer in force: by id, the reason and the attribution that caused it
    (None: itself).

    `updated`: a stance was replaced by another stance or by another figure.
    """

    fallen: Mapping[str, tuple[Reason, str | None]]
    updated: bool


def changes(roots: Iterable[Attribution], origins: Mapping[str, Origin]) -> Changes:
    """Apply retractions, then later stances, source by source, to the roots.

    Relays and attributions of unknown origin are not the source's own stance. They neither replace
    anything nor are replaced, and a retracted one takes nothing else with it, so that a relay never
    changes a count.

    - Retractions come first. What a retraction takes is gone and cannot be replaced as well: a
      stance that follows a retraction of the same source is no update of it.
    - If the root of a cycle falls because another member was retracted, it takes what its source
      said earlier, as if it had been retracted itself. Otherwise that would come back into force.
    - A retracted *declines* takes only earlier *declines* with it, the only stances that it had
      replaced. Otherwise adding a decline could change a count.
    - A source that says asserts, denies, asserts has changed twice: that is an update although the
      last stance is the same as the first.
    - "Another figure" needs two figures. The same stance repeated with no figure is no update.
    - A stance with neither a day of its own nor a document's date, or with a weak one, is not known
      to be later or earlier than others: it is kept beside them.
    """
    by_source: defaultdict[str | None, list[Attribution]] = defaultdict(list)
    for root in roots:
        by_source[root.source].append(root)
    fallen: dict[str, tuple[Reason, str | None]] = {}
    updated = False
    for stances in by_source.values():
        withdrawn = _withdrawn(stances, origins)
        left = [a for a in stances if a.id not in withdrawn]
        fallen |= withdrawn | _replaced(left)
        updated = updated or _updated(left)
    return Changes(fallen, updated)


def _withdrawn(
    stances: list[Attribution], origins: Mapping[str, Origin]
) -> dict[str, tuple[Reason, str | None]]:
    last, last_decline = _newest([a for a in stances if origins[a.id].retracted])
    gone: dict[str, tuple[Reason, str | None]] = {}
    for a in stances:
        through = origins[a.id].retracted
        if a.retracted:
            gone[a.id] = (Reason.RETRACTED, None)
        elif through is not None:
            gone[a.id] = (Reason.ORIGIN_RETRACTED, through)
        elif later := _overriding(a, last, last_decline):
            gone[a.id] = (Reason.WITHDRAWN_LATER, later.id)
    return gone


def _replaced(stances: list[Attribution]) -> dict[str, tuple[Reason, str | None]]:
    last, last_decline = _newest(stances)
    found = ((a, _overriding(a, last, last_decline)) for a in stances)
    return {a.id: (Reason.REPLACED, later.id) for a, later in found if later}


def _newest(
    stances: list[Attribution],
) -> tuple[Attribution | None, Attribution | None]:
    """The newest stance other than *declines*, and the newest *declines*; of one day, that with
    the smallest id."""
    dated = sorted((a for a in stances if a.ordered_by is not None), key=seniority)

    def pick(found: list[Attribution]) -> Attribution | None:
        return next((a for a in found if a.said_on == found[-1].said_on), None)

    return (
        pick([a for a in dated if a.stance != Stance.DECLINES]),
        pick([a for a in dated if a.stance == Stance.DECLINES]),
    )


def _overriding(
    a: Attribution, last: Attribution | None, last_decline: Attribution | None
) -> Attribution | None:
    """The later of the two stances that came after `a` and can replace it; None if there is
    none."""
    candidates = [last, last_decline] if a.stance == Stance.DECLINES else [last]
    later = [b for b in candidates if b is not None and _is_later(b.ordered_by, a.ordered_by)]
    return max(later, key=lambda b: b.said_on or date.min, default=None)


def _is_later(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def _updated(stances: list[Attribution]) -> bool:
    """Whether an asserts, denies or hedges followed, on a later day, another stance or another
    figure."""
    dated = sorted((a for a in stances if a.ordered_by is not None), key=seniority)
    earlier_stances: set[Stance] = set()
    earlier_figures: set[object] = set()
    for _, group in groupby(dated, key=lambda a: a.said_on):
        today = list(group)
        for a in today:
            if a.stance == Stance.DECLINES:
                continue
            figure = _figure_key(a)
            if earlier_stances - {a.stance} or (figure and earlier_figures - {figure}):
                return True
        earlier_stances |= {a.stance for a in today}
        earlier_figures |= {_figure_key(a) for a in today} - {None}
    return False


def _figure_key(a: Attribution) -> object:
    return None if a.figure is None else (tuple(a.figure), same_unit_key(a.unit))
