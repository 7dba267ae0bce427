"""The figure on record of a claim and those beside it, as one kind of reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.corroboration import Corroboration, Figure, FigureGiven, Reading, Reason, Stance
from bot.language import writing
from bot.language.figure_words import figure_words
from bot.record.card import FigureLine, FiguresShown, ReplacedFigure
from bot.record.visible import Spoken

_GONE = frozenset(
    {Reason.REPLACED, Reason.RETRACTED, Reason.ORIGIN_RETRACTED, Reason.WITHDRAWN_LATER}
)
_OWN_WORD = frozenset(
    {
        Reason.SUPPORTS,
        Reason.OTHER_FIGURE,
        Reason.LOOSER_FIGURE,
        Reason.SAME_PARTY,
        Reason.JOINED_BY_EVIDENCE,
        Reason.BEFORE_THE_MOVE,
    }
)


@dataclass(frozen=True, slots=True)
class Teller:
    """What a reader may be told of attributions: by their keys, the speaker's name, the key on the
    page, and the words that may give the figure."""

    by_key: Mapping[str, Spoken]
    name: Callable[[Spoken], str]
    key: Callable[[Spoken], str]
    words: Callable[[Spoken], Iterable[str]]
    unit: Callable[[str | None], str | None]


def figures_shown(result: Corroboration, teller: Teller, claim: str) -> FiguresShown | None:
    """The figures of a claim whose text is `claim`; None if it has no figure."""
    found = result.figure
    if found is None:
        return None
    said = [
        (reading, one)
        for reading in result.readings
        if (one := teller.by_key[reading.attribution]).row.stance == Stance.ASSERTS
        and one.figure is not None
        and not (one.row.figure_mistaken or one.row.other_measure)
    ]
    leading = {teller.key(teller.by_key[key]) for key in found.now.by}
    live = [
        (one.row.source_id, _line(teller, _given(one), one))
        for reading, one in said
        if reading.reason in _OWN_WORD
    ]
    now = _told(teller, found.now, "" if found.is_overtaken else claim)
    by_source = {source: line for source, line in live if source is not None}
    by_source |= {teller.by_key[key].row.source_id or 0: now for key in found.now.by}
    return FiguresShown(
        now=now,
        before=tuple(_told(teller, one, "") for one in found.before),
        others=tuple(line for _, line in live if not leading & {*line.by}),
        replaced=tuple(_replaced(teller, said, by_source)),
        is_overtaken=found.is_overtaken,
        supports_claim=found.supports_claim,
    )


def not_given(result: Corroboration) -> frozenset[str]:
    """The keys of the attributions whose figure, if they have one, is not given by a source now:
    replaced or taken back, or a relay, or of unknown origin."""
    return frozenset(
        one.attribution
        for one in result.readings
        if one.reason not in {*_OWN_WORD, Reason.HEDGES, Reason.DENIES, Reason.DECLINES}
    )


def _replaced(
    teller: Teller,
    said: Iterable[tuple[Reading, Spoken]],
    by_source: Mapping[int, FigureLine],
) -> Iterator[ReplacedFigure]:
    for reading, one in said:
        if reading.reason in _GONE and not one.row.origin_id and not one.row.origin_unknown:
            since = by_source.get(one.row.source_id or 0)
            taken_back = reading.reason != Reason.REPLACED
            yield ReplacedFigure(_line(teller, _given(one), one), since, taken_back)


def _given(one: Spoken) -> FigureGiven:
    figure: Figure = one.figure or (None, None)
    return FigureGiven(figure, one.row.unit, one.day, (one.row.key,))


def _told(teller: Teller, given: FigureGiven, claim: str) -> FigureLine:
    by = [teller.by_key[key] for key in given.by]
    return _line(teller, given, *by, claim=claim)


def _line(teller: Teller, given: FigureGiven, *by: Spoken, claim: str = "") -> FigureLine:
    names = dict.fromkeys(filter(None, map(teller.name, by)))
    texts = [claim] if claim else [text for one in by for text in teller.words(one)]
    first = by[0] if by else None
    return FigureLine(
        figure=given.figure,
        unit=teller.unit(given.unit),
        words=figure_words(given.figure, teller.unit(given.unit), texts),
        day=given.day,
        precision=first.row.said_precision if first is not None and first.row.said_on else None,
        speaker=writing.listed(list(names)),
        by=tuple(teller.key(one) for one in by),
    )
