"""The attributions of a claim as one kind of reader may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.corroboration import Corroboration, Figure, Reading, Reason
from bot.i18n import gettext
from bot.language.mentions import Mentions
from bot.language.web_addresses import web_address
from bot.matching.speakers import CARRIES
from bot.record.card import AttributionLine, FiguresShown
from bot.record.concealing import KNOWN_TO_DESK, quoted_without, without_names
from bot.record.figures import Teller, figures_shown
from bot.record.visible import Speaker, Spoken, line_above

_CLOSEST_FIRST = (None, "month", "season", "year")


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The speaker of an attribution and the sources above it, with all their names.

    An outlet that published or relayed the words has an entry of its own, with the stance CARRIES.
    """

    names: tuple[str, ...]
    stance: str
    figure: Figure | None = None
    unit: str | None = None


class Quoted(NamedTuple):
    """The words of an attribution and where they were published."""

    text: str
    antecedent: str | None
    url: str | None
    title: str | None


def said_by(
    spoken: Sequence[Spoken],
    known: Mapping[int, Speaker],
    names: Mentions,
    gone: Collection[str],
    *,
    editor: bool,
) -> tuple[SaidBy, ...]:
    """The speakers that a reader may know of, each with the sources above it. `gone` are the keys
    of attributions whose figure no source gives now."""
    shown = [one for one in spoken if editor or not _confidential(one, known)]
    speakers = [
        SaidBy(
            tuple(_names(line_above(one.row.source_id, known))),
            one.row.stance,
            None if one.row.other_measure or one.row.key in gone else one.figure,
            without_names(names, one.row.unit) if one.row.unit is not None else None,
        )
        for one in shown
        if one.row.source_id is not None
    ]
    outlets = {outlet for one in shown for outlet in (one.relayed_by, one.published_by) if outlet}
    return (*speakers, *(SaidBy((outlet,), CARRIES) for outlet in sorted(outlets)))


class Page:
    """The attributions of one claim, worded for one kind of reader.

    `names` are those that no text may say to readers who are not editors.
    """

    def __init__(
        self,
        known: Mapping[int, Speaker],
        quoted: Mapping[int, Quoted],
        spoken: Sequence[Spoken],
        result: Corroboration,
        *,
        names: Mentions,
        editor: bool,
    ) -> None:
        self._known = known
        self._quoted = quoted
        self._spoken = spoken
        self._result = result
        self._names = names
        self._editor = editor
        self._by_key = {one.row.key: one for one in spoken}
        self._by_id = {one.id: one for one in spoken}

    def lines(self) -> tuple[AttributionLine, ...]:
        """One line per visible attribution, in the order in which they came on record."""
        readings = {reading.attribution: reading for reading in self._result.readings}
        return tuple(self._line(one, readings[one.row.key]) for one in self._spoken)

    def flags(self) -> tuple[str, ...]:
        """The rules' flags; a confidential party that declined is not named."""
        if self._editor:
            return self._result.flags
        flags = []
        for flag in self._result.flags:
            name, _, parties = flag.partition(":")
            flags.append(f"{name}:{','.join(self._declining())}" if parties else flag)
        return tuple(sorted(flags))

    def figures(self, claim: str) -> FiguresShown | None:
        """The figure on record and those beside it, of a claim whose text is `claim`."""
        teller = Teller(
            self._by_key,
            lambda one: self._name(one) or "",
            self._key,
            lambda one: filter(None, (self._quoted[one.id].text, self._quoted[one.id].antecedent)),
            self._told,
        )
        return figures_shown(self._result, teller, claim)

    def as_of_precision(self) -> str | None:
        """How exactly the date of the newest counted attribution is known; None: to the day.

        If several have that date, the most exact one counts.
        """
        counted = {one.attribution for one in self._result.readings if one.counted}
        known = {
            one.row.said_precision if one.row.said_on else None
            for one in self._spoken
            if one.row.key in counted and one.day == self._result.as_of
        }
        return next((one for one in _CLOSEST_FIRST if one in known), None)

    def _line(self, one: Spoken, reading: Reading) -> AttributionLine:
        quoted = self._quoted[one.id]
        concealed = self._concealed(one)
        above = line_above(one.row.source_id, self._known) if one.row.source_id is not None else []
        root = self._root(one)
        return AttributionLine(
            key=self._key(one),
            party=gettext(KNOWN_TO_DESK)
            if concealed
            else self._said(above[-1].name if above else ""),
            source=gettext(KNOWN_TO_DESK)
            if concealed
            else self._said(above[0].name if above else ""),
            role=self._told(above[0].role) if above and not concealed else None,
            organisation=self._told(above[1].name) if len(above) > 2 and not concealed else None,
            stance=one.row.stance,
            quote=quoted_without(self._names, quoted.text),
            antecedent=quoted.antecedent and quoted_without(self._names, quoted.antecedent),
            verbatim=one.verbatim,
            outlet=None if concealed else self._told(one.published_by),
            relayed_by=None if concealed else self._told(one.relayed_by),
            url=None if concealed else self._address(quoted.url),
            said_on=one.row.said_on,
            published_on=one.published_on,
            hedge=self._told(one.row.hedge),
            figure=one.figure,
            unit=self._told(one.row.unit),
            figure_computed=one.row.figure_computed,
            basis=one.row.basis,
            counted=reading.counted,
            reason=reading.reason.value,
            reason_about=self._about(reading),
            relay_of=self._name(root) if root is not None else None,
            anonymous=bool(above) and above[0].anonymous,
            known_to_desk=concealed,
            retracted=one.row.retracted,
            document_title=None if concealed else self._told(quoted.title),
            said_precision=one.row.said_precision,
            figure_mistaken=one.row.figure_mistaken,
            confidential=self._confided(one, root),
        )

    def _confided(self, *named: Spoken | None) -> tuple[int, ...]:
        """The ids of the confidential sources among these speakers whose names an editor reads."""
        ids = (one.row.source_id for one in named if self._editor and one is not None)
        return tuple(one for one in ids if one is not None and self._known[one].confidential)

    def _address(self, url: str | None) -> str | None:
        return None if self._names.in_address(url) else web_address(url)

    def _said(self, text: str) -> str:
        return without_names(self._names, text)

    def _told(self, text: str | None) -> str | None:
        return self._said(text) if text is not None else None

    def _concealed(self, one: Spoken) -> bool:
        return not self._editor and _confidential(one, self._known)

    def _key(self, one: Spoken) -> str:
        """The attribution's key; replaced if it may have been made of a confidential name."""
        tells = self._concealed(one) or self._names.in_text(one.row.key)
        return f"desk-{one.id}" if tells else one.row.key

    def _about(self, reading: Reading) -> str | None:
        if reading.about is None or reading.reason in (Reason.OTHER_FIGURE, Reason.LOOSER_FIGURE):
            return reading.about
        other = self._by_key.get(reading.about)
        return self._key(other) if other is not None else None

    def _root(self, one: Spoken) -> Spoken | None:
        """The first attribution of the relays that lead to this one; None if this is no relay, or
        if the origin is unknown."""
        way = [one]
        while (origin := self._by_id.get(way[-1].row.origin_id or 0)) is not None:
            if origin in way:
                break
            way.append(origin)
        known = not way[-1].row.origin_unknown
        return way[-1] if len(way) > 1 and known else None

    def _name(self, one: Spoken) -> str | None:
        if one.row.source_id is None:
            return None
        if self._concealed(one):
            return gettext(KNOWN_TO_DESK)
        return self._said(self._known[one.row.source_id].name)

    def _declining(self) -> list[str]:
        names = set()
        for reading in self._result.readings:
            one = self._by_key[reading.attribution]
            if reading.reason == Reason.DECLINES and one.row.source_id is not None:
                party = line_above(one.row.source_id, self._known)[-1]
                names.add(
                    gettext(KNOWN_TO_DESK) if self._concealed(one) else self._said(party.name)
                )
        return sorted(names)


def _names(line: Sequence[Speaker]) -> Iterator[str]:
    for one in line:
        yield one.name
        yield from one.aliases


def _confidential(one: Spoken, known: Mapping[int, Speaker]) -> bool:
    return one.row.source_id is not None and known[one.row.source_id].confidential
