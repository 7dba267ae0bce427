"""The errors that say, in words for the editor, why a decision on a draft was not carried out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import N_, gettext
from bot.language.writing import in_full
from bot.record.terms import term
from bot.refusal import RefusalError


class ReviewError(RefusalError):
    """The decision cannot be carried out; nothing was changed."""


_DID = {
    "approved": N_("{by} approved this on {when}"),
    "rejected": N_("{by} rejected this on {when}"),
    "edited": N_("{by} edited this on {when}"),
    "split": N_("{by} split this on {when}"),
    "linked to another claim": N_("{by} linked to another claim this on {when}"),
    "took back the decision on": N_("{by} took back the decision on this on {when}"),
    "changed the date behind": N_("{by} changed the date behind this on {when}"),
    "changed the details of": N_("{by} changed the details of this on {when}"),
}


def did(action: str, by: str, when: str) -> str:
    """What somebody did with a draft, and when; `action` is one of `Action`, or its like."""
    known = _DID.get(action)
    return gettext(known, by=by, when=when) if known else f"{by} {action} this on {when}"


class DecidedMeanwhileError(ReviewError):
    """The draft was changed or decided after the editor saw it.

    The user `by` did `action` ("approved", "edited", …) at `at`; `version` is the draft's present
    one.
    """

    def __init__(
        self,
        *,
        number: int,
        version: int,
        action: str,
        by: str,
        at: datetime,
        reason: str | None = None,
    ) -> None:
        when = gettext("{day} at {time} UTC", day=in_full(at.date()), time=f"{at:%H:%M}")
        because = f" ({reason})" if reason else ""
        told = f"{did(action, by, when)}{because}."
        super().__init__(f"{told} {gettext('Nothing of it was changed now.')}")
        self.number = number
        self.version = version
        self.action = action
        self.by = by
        self.at = at
        self.reason = reason


class FigureUnsaidError(ReviewError):
    """The figure is not in the words, and no editor has said that the desk computed it."""


class FieldError(ReviewError):
    """A value that cannot be: `field` is the name of the field of the edit that has it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def no_kind(of: str, given: str, kinds: Iterable[str]) -> str:
    """That there is no such kind of a claim, a source or a stance, and which there are."""
    return gettext(
        "There is no kind of {of} “{given}”. Write one of these: {kinds}.",
        of=term(of),
        given=given,
        kinds=", ".join(kinds),
    )


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A source on record that the name may mean; `line` has its name and those of the sources above
    it."""

    id: int
    line: tuple[str, ...]


class WhichSourceError(ReviewError):
    """The name is already on record, and only an editor can say whether it is the same speaker."""

    def __init__(self, name: str, candidates: Sequence[SourceCandidate]) -> None:
        listed = "; ".join(" · ".join(one.line) for one in candidates)
        super().__init__(
            gettext(
                "{found_as}: {listed}. Say whether that is who speaks here, name the party, or "
                "say that it is somebody else.",
                found_as=found_as(name, candidates),
                listed=listed,
            )
        )
        self.name = name
        self.candidates = tuple(candidates)


def found_as(name: str, candidates: Sequence[SourceCandidate], shown: str = "") -> str:
    """That a name (as `shown`) is on record, or that it may be by a longer or shorter one."""
    exactly = any(one.line[0].casefold() == name.casefold() for one in candidates if one.line)
    name = shown or name
    if exactly:
        return gettext("{name} is on record already", name=name)
    return gettext("{name} may be on record already", name=name)
