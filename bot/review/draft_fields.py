"""What the fields of a sent form say: an edit, a part of a split, the source that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.i18n import gettext
from bot.language.dates import dates
from bot.language.quantities import quantities
from bot.record.drafts.edits import UNCHANGED, Edit, Part, Speaker, Unchanged
from bot.record.drafts.views import DraftView
from bot.record.numbers import row_number
from bot.review import draft_inputs as form
from bot.slack.given import Given, GivenError
from models import Document
from models.record import SourceKind

T = TypeVar("T")


def change_of(draft: DraftView, before: Speaker | None, given: Given) -> Edit:
    """The edit in a sent form: only the fields that differ from what the form showed first.

    Raises GivenError, with a sentence for each input that cannot be read.
    """
    change, wrong = read_change(draft, before, given)
    if wrong:
        raise GivenError(wrong)
    return change


def read_change(
    draft: DraftView, before: Speaker | None, given: Given
) -> tuple[Edit, dict[str, str]]:
    """The same, with the inputs that can be read, and a sentence for each that cannot."""
    wrong: dict[str, str] = {}

    def said(name: str) -> str:
        return " ".join(given.text(name).split())

    def read(reader: Callable[..., T], *values: object) -> T | Unchanged:
        try:
            return reader(*values)
        except GivenError as error:
            wrong.update(error.errors)
            return UNCHANGED

    what = draft.said
    was = standing(draft, before)
    change = Edit(
        speaker=read(_speaker, draft, before, given),
        stance=_changed(said(form.STANCE), what.stance),
        claim_text=_changed(said(form.CLAIM), was[form.CLAIM]),
        claim_kind=_changed(said(form.CLAIM_KIND), what.claim.kind),
        figure=read(_figure, said(form.FIGURE), form.shown_figure(draft)),
        unit=_unit(said(form.UNIT), said(form.FIGURE), draft),
        figure_computed=read(_basis, said(form.BASIS), was[form.BASIS]),
        place=_optional(said(form.PLACE), what.claim.place),
        time=_optional(said(form.TIME), what.claim.time),
        topic=_optional(said(form.TOPIC), draft.topic),
        said_on=read(_day, said(form.DAY), was[form.DAY]),
    )
    return change, wrong


def part_of(draft: DraftView, document: Document, said: str, claim: str, block_id: str) -> Part:
    """One part of a split, with its words as spans of the draft's words. Raises GivenError if the
    words are not in the draft."""
    spans = []
    for piece in said.split("…"):
        wanted = r"\s+".join(re.escape(word) for word in piece.split())
        if not wanted:
            continue
        for start, end in draft.said.passage.content:
            found = re.search(wanted, document.text[start:end])
            if found is not None:
                spans.append((start + found.start(), start + found.end()))
                break
        else:
            raise GivenError(
                {
                    block_id: gettext(
                        "“{join}” is not among the words of the draft.",
                        join=" ".join(piece.split())[:80],
                    )
                }
            )
    if not spans:
        raise GivenError({block_id: gettext("A part needs words of the draft.")})
    same = tuple(sorted(spans)) == tuple(draft.said.passage.content)
    return Part(content=None if same else tuple(sorted(spans)), claim_text=claim.strip() or None)


def meant(
    before: Speaker, chosen: str, line: Sequence[str], party: str | None, *, above: str = ""
) -> Speaker:
    """The speaker after an editor chose a source. `above` is the name in question if it is not the
    speaker's own; `line` is the chosen source and those above it."""
    if chosen == form.SOMEBODY_ELSE:
        return replace(before, known=None, somebody_else=True, party=party or before.party)
    if chosen.startswith(form.KNOWN) and not above:
        return replace(before, known=number_of(chosen))
    if chosen.startswith(form.KNOWN) and line:
        body = line[0] if len(line) > 1 else None
        return replace(before, known=None, organisation=body, party=line[-1], above_called=above)
    if not party:
        raise GivenError({form.PARTY: gettext("Name the party.")})
    return replace(before, known=None, party=party)


def standing(draft: DraftView, before: Speaker | None) -> dict[str, str]:
    """The first values of the fields of the edit form, by block id."""
    what = draft.said
    return {
        **_standing_speaker(draft, before),
        form.STANCE: what.stance,
        form.CLAIM: " ".join(what.claim.text.split()),
        form.CLAIM_KIND: what.claim.kind,
        form.FIGURE: form.shown_figure(draft),
        form.UNIT: what.unit or "",
        form.BASIS: form.shown_basis(draft),
        form.PLACE: what.claim.place or "",
        form.TIME: what.claim.time or "",
        form.TOPIC: draft.topic or "",
        form.DAY: what.said_on.isoformat() if what.said_on else "",
    }


def _standing_speaker(draft: DraftView, before: Speaker | None) -> dict[str, str]:
    if before is None:
        said = (form.NOBODY, "", SourceKind.PERSON.value, "", "", "")
    else:
        who = form.SOMEBODY_ELSE if draft.somebody_else else form.AS_WRITTEN
        said = (
            f"{form.KNOWN}{before.known}" if before.known is not None else who,
            before.name,
            before.kind,
            before.role or "",
            before.organisation or "",
            before.party or "",
        )
    return dict(zip(_SPEAKER, (" ".join(one.split()) for one in said), strict=True))


_SPEAKER = (form.WHO, form.NAME, form.KIND, form.ROLE, form.ORGANISATION, form.PARTY)


def _speaker(draft: DraftView, before: Speaker | None, said: Given) -> Speaker | Unchanged | None:
    was = _standing_speaker(draft, before)
    given = {name: " ".join(said.text(name).split()) for name in _SPEAKER}
    if given == was:
        return UNCHANGED
    who, chose = given[form.WHO], given[form.WHO] != was[form.WHO]
    if chose and who == form.NOBODY:
        return None
    if chose and who.startswith(form.KNOWN):
        return Speaker(given[form.NAME], known=number_of(who))
    if not given[form.NAME]:
        raise GivenError({form.NAME: gettext("Write who speaks, or choose “Nobody is named”.")})
    return Speaker(
        name=given[form.NAME],
        kind=given[form.KIND],
        role=given[form.ROLE] or None,
        organisation=given[form.ORGANISATION] or None,
        party=given[form.PARTY] or None,
        somebody_else=who == form.SOMEBODY_ELSE,
    )


def number_of(chosen: str) -> int:
    """The number of the source in a choice. Raises GivenError if there is none."""
    try:
        return row_number(chosen.removeprefix(form.KNOWN))
    except ValueError:
        raise GivenError({form.WHO: gettext("Choose who speaks from the list.")}) from None


def _day(given: str, standing: str) -> date | Unchanged | None:
    if given == standing:
        return UNCHANGED
    if not given:
        return None
    named = [one for one in dates(f"on {given}") if one.text == given and one.first == one.last]
    day = named[0].first if named else None
    if day is None:
        raise GivenError({form.DAY: gettext("Write a day like 2024-11-05 or 5 November 2024.")})
    return day


def _changed(given: str, standing: str) -> str | Unchanged:
    return UNCHANGED if given == standing else given


def _optional(given: str, standing: str | None) -> str | Unchanged | None:
    return UNCHANGED if given == " ".join((standing or "").split()) else given or None


def _figure(given: str, standing: str) -> tuple[float | None, float | None] | Unchanged | None:
    if given == standing:
        return UNCHANGED
    if not given:
        return None
    found = quantities(given)
    if len(found) != 1:
        raise GivenError(
            {form.FIGURE: gettext("Write one figure, like 10,000 or more than 10,000.")}
        )
    low = None if found[0].kind == "bound" and found[0].low == 0 else found[0].low
    return low, found[0].high


def _basis(given: str, standing: str) -> bool | Unchanged:
    if not given or given == standing:
        return UNCHANGED
    if given not in (form.SAID, form.COMPUTED):
        raise GivenError(
            {
                form.BASIS: gettext(
                    "Write {said} or {computed}.", said=form.SAID, computed=form.COMPUTED
                )
            }
        )
    return given == form.COMPUTED


def _unit(given: str, figure: str, draft: DraftView) -> str | Unchanged | None:
    """The unit field; if it is empty, the unit in a figure just written ("30 %")."""
    changed = _optional(given, draft.said.unit)
    if isinstance(changed, Unchanged) and figure != form.shown_figure(draft) and not given:
        found = quantities(figure)
        return found[0].unit if len(found) == 1 and found[0].unit else UNCHANGED
    return changed
