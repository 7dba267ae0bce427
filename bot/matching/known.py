"""What is on record about a claim beside its text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.language.dates import dates
from bot.language.frames import ASSERTS
from bot.language.quantities import Quantity
from bot.language.reading import read
from bot.language.times import Time, times
from bot.language.tokens import Token, tokens
from bot.matching.outcome import Given, Moved, Replaced
from bot.matching.speakers import Speaker


@dataclass(frozen=True)
class Known:
    """What the record says about a claim beside its text.

    `figure`, `time` and `place` are those of the claim's row, for a text that does not spell them
    out. `topic` is the claim's. `speakers` are those on record with a stance on it. `moved` is the
    figure on record if it is no longer the claim's, `replaced` are figures that were given before.
    """

    figure: Quantity | None = None
    time: str = ""
    place: str = ""
    topic: str = ""
    speakers: Sequence[Speaker] = ()
    moved: Moved | None = None
    replaced: Sequence[Replaced] = ()

    @cached_property
    def times(self) -> tuple[Time, ...]:
        return times(self.time, dates(self.time))

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """The figures of those who assert the claim."""
        return tuple(
            Given(one.figure, next(iter(one.names), ""))
            for one in self.speakers
            if one.figure is not None and one.stance == ASSERTS
        )

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures that the record gives: those of its sources, the claim's, the one on
        record."""
        moved = None if self.moved is None else self.moved.figure
        given = (one.figure for one in self.given)
        return tuple(one for one in (*given, self.figure, moved) if one is not None)

    @cached_property
    def places(self) -> frozenset[str]:
        """The lower-case words of the claim's place."""
        return frozenset(t.lower for t in tokens(self.place))

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The words of the claim's place, its topic and its speakers' names."""
        names = (name for speaker in self.speakers for name in speaker.called)
        return (*tokens(self.place), *tokens(self.topic), *(t for n in names for t in n.tokens))

    @cached_property
    def said(self) -> dict[Hashable, str]:
        """The words of the claim's place, topic and speakers' names, by key (`alignment.Unit`): a
        stem, or a country's id."""
        texts = [read(self.place), read(self.topic)]
        texts += [name for speaker in self.speakers for name in speaker.called]
        keys: dict[Hashable, str] = {t.stem: text.text for text in texts for t in text.tokens}
        keys |= {e.id: text.text for text in texts for e in text.entities if e.kind == "country"}
        return keys


NOTHING_MORE = Known()
