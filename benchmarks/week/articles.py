"""Forty articles of invented outlets on three invented events, from 2 to 8 March 2026.

Each sentence belongs to one `matter`: the thing that it says, whatever the figure. An editor keeps
one claim for each matter.

No two sources give figures that exclude each other: there the wording of the claim, which the
first article gives, decides which of them is the one on record (docs/how-it-decides.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.writing import capitalised

OUTLETS = ("Halmar Post", "Varn Herald", "Tollan Times", "Ostra Courier", "Lindmar Daily")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an article says: the words, the matter that they are about, who says it, and the figure
    that he gives, or an empty string."""

    text: str
    matter: str
    who: str
    figure: str


@dataclass(frozen=True, slots=True)
class Article:
    outlet: str
    day: date
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.sentences)


TARROW = "Ines Tarrow, head of the Halmar Fire Service,"
LINDGARD = "Interior Minister Bo Lindgard"
EKMAN = "Paul Ekman, spokesman for the Varn Coast Guard,"
SOLT = "Mira Solt, head of the Refinery Workers' Union,"

_SAID = {
    "halmar-killed": (
        "The flood in Halmar killed {figure} people, {who} said on {day}.",
        "{Figure} people were killed in the flood in Halmar, {who} said on {day}.",
        "{who} said on {day} that the flood in Halmar had killed {figure} people.",
    ),
    "halmar-homeless": (
        "{who} said on {day} that {figure} people were homeless after the flood in Halmar.",
        "The flood in Halmar has left {figure} people homeless, {who} said on {day}.",
    ),
    "halmar-warned": (
        "{who} denied on {day} that the interior ministry had been warned about the Halmar dam.",
    ),
    "halmar-warned-yes": (
        "{who} said on {day} that the interior ministry had been warned about the Halmar dam.",
    ),
    "ferry-missing": (
        "{who} said on {day} that {figure} people were missing after the ferry Skarn sank.",
        "{Figure} people are missing after the ferry Skarn sank, {who} said on {day}.",
    ),
    "ferry-speeding": (
        "{who} said on {day} that the ferry Skarn had been speeding.",
        "The ferry Skarn was speeding, {who} said on {day}.",
    ),
    "ferry-speeding-no": ("{who} denied on {day} that the ferry Skarn had been speeding.",),
    "ferry-search": ("The search for the ferry Skarn has ended, {who} said on {day}.",),
    "strike-strikers": (
        "{figure} workers of the Tollan refinery are on strike, {who} said on {day}.",
        "{who} said on {day} that {figure} workers of the Tollan refinery were on strike.",
    ),
    "strike-cost": (
        "The strike costs the Tollan refinery {figure} crowns a day, {who} said on {day}.",
        "{who} said on {day} that the strike cost the Tollan refinery {figure} crowns a day.",
    ),
    "strike-closed": (
        "The Tollan refinery is closed, {who} said on {day}.",
        "{who} said on {day} that the Tollan refinery was closed.",
    ),
}
"""The wordings of each matter, by its key; "-yes" and "-no" are the two sides of one matter."""

_FACTS: tuple[tuple[str, str, int, str, int], ...] = (
    # matter, who, day of March, figure, number of articles that have it
    ("halmar-killed", TARROW, 2, "at least 12", 3),
    ("halmar-killed", TARROW, 3, "19", 3),
    ("halmar-killed", TARROW, 5, "27", 4),
    ("halmar-killed", LINDGARD, 6, "27", 2),
    ("halmar-homeless", LINDGARD, 3, "more than 3,000", 2),
    ("halmar-homeless", LINDGARD, 6, "3,400", 2),
    ("halmar-homeless", "Harrow Aid, a charity,", 6, "3,400", 1),
    ("halmar-warned", LINDGARD, 4, "", 2),
    ("halmar-warned-yes", "Jon Aker, head of the Dam Workers' Union,", 4, "", 2),
    ("ferry-missing", EKMAN, 3, "eight", 3),
    ("ferry-missing", EKMAN, 4, "six", 3),
    ("ferry-missing", EKMAN, 6, "five", 2),
    ("ferry-speeding", "Captain Rut Alder", 4, "", 2),
    ("ferry-speeding-no", "Elin Moe, spokeswoman for Varnline,", 5, "", 3),
    ("ferry-search", EKMAN, 7, "", 2),
    ("strike-strikers", SOLT, 2, "3,000", 3),
    ("strike-strikers", SOLT, 4, "3,200", 3),
    ("strike-cost", "Karl Weiss, spokesman for Tollan Oil,", 4, "four million", 2),
    ("strike-closed", "Karl Weiss, spokesman for Tollan Oil,", 5, "", 3),
    ("strike-closed", SOLT, 6, "", 2),
)

_EVERY = 3
"""Each third article has a second sentence, on another matter of that day."""


def matter_of(key: str) -> str:
    """The matter of a wording: both sides of it are one."""
    return key.removesuffix("-yes").removesuffix("-no")


def articles() -> tuple[Article, ...]:
    """The articles in order of publication."""
    pending = sorted(_single(), key=lambda one: one.day)
    whole: list[Article] = []
    while pending:
        one = pending.pop(0)
        other = _beside(one, pending) if len(whole) % _EVERY == 0 else None
        if other is not None:
            pending.remove(other)
            one = Article(one.outlet, one.day, (*one.sentences, *other.sentences))
        whole.append(one)
    return tuple(whole)


def _beside(one: Article, others: Sequence[Article]) -> Article | None:
    """An article of the same day on another matter, to be one article with this one."""
    matter = one.sentences[0].matter
    return next((o for o in others if o.day == one.day and o.sentences[0].matter != matter), None)


def _single() -> Iterator[Article]:
    for number, (key, who, of_march, figure, times) in enumerate(_FACTS):
        day = date(2026, 3, of_march)
        for time in range(times):
            words = _SAID[key][time % len(_SAID[key])].format(
                figure=figure, Figure=capitalised(figure), who=who, day=f"{day:%A}"
            )
            outlet = OUTLETS[(number + time) % len(OUTLETS)]
            yield Article(outlet, day, (Sentence(capitalised(words), matter_of(key), who, figure),))
