"""The parts of a claim that a statement is compared with: no documents, counts or reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session

from bot.corroboration import Figure
from bot.i18n import gettext
from bot.language.mentions import Mentions
from bot.record.batches import table_of
from bot.record.card import FiguresShown
from bot.record.columns import Recorded, was_seen
from bot.record.concealing import KNOWN_TO_DESK, NOBODY, concealed, without_names
from bot.record.counting import context, counted, facts
from bot.record.figures import Teller, figures_shown, not_given
from bot.record.page import SaidBy, said_by
from bot.record.visible import Speaker, Spoken, named_by, speakers, visible
from models.record import Claim, ClaimState


@dataclass(frozen=True, slots=True)
class InBrief:
    """The parts of a claim on record that a statement is compared with, as the reader may see them.

    The fields are those of OnRecord and its card. `asked` is the id that was asked for; if that
    claim was merged, the other fields are its heir's.
    """

    asked: int
    id: int
    key: str
    text: str
    topic: str | None
    forwarded_from: str | None
    hidden: bool
    withdrawn: bool
    figure: Figure | None
    unit: str | None
    place: str | None
    time: str | None
    speakers: tuple[SaidBy, ...]
    claim: Recorded
    spoken: tuple[Spoken, ...]
    figures: FiguresShown | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Claims in brief, by the id asked for, as one kind of reader may see them at `now`."""

    claims: Mapping[int, InBrief]
    workspace_id: int
    now: datetime
    editor: bool
    names: Mentions
    known: Mapping[int, Speaker]


def claims_in_brief(
    session: Session,
    workspace_id: int,
    claim_ids: Sequence[int],
    *,
    now: datetime,
    editor: bool,
    names: Mentions | None = None,
) -> Brief:
    """Like `claims_on_record`, without the parts that only a shown claim needs: document texts,
    counts, reviews.

    `names` are the confidential names that the texts may not say, if the caller has them already.
    """
    heirs = _heirs(session, workspace_id, claim_ids)
    if editor:
        names = NOBODY
    elif names is None:
        names = concealed(session, workspace_id)
    ids = sorted({heir.id for _, heir in heirs.values()})
    seen = visible(session, workspace_id, ids, now=now)
    every = (spoken for one in seen.values() for spoken in one.spoken)
    known = speakers(session, workspace_id, named_by(every))

    def told(text: str | None) -> str | None:
        return without_names(names, text) if text else None

    figured = {
        heir.id: (heir, seen[heir.id].spoken)
        for _, heir in heirs.values()
        if facts(heir).figure is not None
    }
    among = context(session, known, figured.values())
    found: dict[int, InBrief] = {}
    for asked, (meant, claim) in heirs.items():
        if claim.state == ClaimState.DRAFT:
            continue
        spoken = seen[claim.id].spoken
        text = without_names(names, claim.text)
        shown, gone = None, frozenset[str]()
        if claim.id in figured:
            result = counted(claim, spoken, among, now=now)
            shown = figures_shown(result, _teller(spoken, known, names, editor=editor), text)
            gone = not_given(result)
        unseen = not editor and not _known(meant, claim)
        found[asked] = InBrief(
            asked=asked,
            id=claim.id,
            key=key_of(claim, names),
            text=text,
            topic=told(claim.topic),
            forwarded_from=without_names(names, meant.text) if meant is not claim else None,
            hidden=seen[claim.id].hidden or unseen,
            withdrawn=claim.state == ClaimState.WITHDRAWN,
            figure=facts(claim).figure,
            unit=told(claim.unit),
            place=told(claim.place),
            time=told(claim.time),
            speakers=said_by(spoken, known, names, gone, editor=editor),
            claim=claim,
            spoken=spoken,
            figures=shown,
        )
    return Brief(found, workspace_id, now, editor, names, known)


def _teller(
    spoken: Sequence[Spoken], known: Mapping[int, Speaker], names: Mentions, *, editor: bool
) -> Teller:
    """What may be told of attributions whose words are not read here."""

    def name(one: Spoken) -> str:
        if one.row.source_id is None:
            return ""
        speaker = known[one.row.source_id]
        concealed_ = speaker.confidential and not editor
        return gettext(KNOWN_TO_DESK) if concealed_ else without_names(names, speaker.name)

    return Teller(
        {one.row.key: one for one in spoken},
        name,
        lambda one: one.row.key,
        lambda _: (),
        lambda unit: without_names(names, unit) if unit else None,
    )


def key_of(claim: Recorded, names: Mentions) -> str:
    """The claim's key; if the key contains one of the names, one made of the claim's id."""
    return f"claim-{claim.id}" if names.in_text(claim.key) else claim.key


def _heirs(
    session: Session, workspace_id: int, asked: Sequence[int]
) -> dict[int, tuple[Recorded, Recorded]]:
    """For each id asked for: its claim, and the claim at the end of its merges."""
    if not asked:
        return {}
    session.flush()  # the session does not flush by itself for a query of plain rows
    own = {"workspace_id": workspace_id, "ids": asked}
    claims = {one.id: one for one in _recorded(session.execute(_CLAIMS, own))}
    if any(one.merged_into_id not in (None, *claims) for one in claims.values()):
        claims |= {one.id: one for one in _recorded(session.execute(_LINES, own))}
    heirs: dict[int, tuple[Recorded, Recorded]] = {}
    for claim_id in asked:
        seen: set[int] = set()
        meant = heir = claims.get(claim_id)
        while heir is not None and heir.merged_into_id is not None and heir.id not in seen:
            seen.add(heir.id)
            heir = claims.get(heir.merged_into_id)
        if meant is not None and heir is not None:
            heirs[claim_id] = meant, heir
    return heirs


def _recorded(rows: Iterable[Sequence[Any]]) -> Iterator[Recorded]:
    return (Recorded(*row) for row in rows)


def _known(meant: Recorded, heir: Recorded) -> bool:
    """Whether every reader may know of the claim asked for and of its heir.

    A claim that was merged or withdrawn before readers could see it must stay unknown to them, with
    its words.
    """
    merged = meant is not heir and not was_seen(meant)
    withdrawn = heir.state == ClaimState.WITHDRAWN and not was_seen(heir)
    return not merged and not withdrawn


_CLAIM = table_of(Claim).c
_RECORDED = select(*(_CLAIM[name] for name in Recorded._fields)).where(
    _CLAIM.workspace_id == bindparam("workspace_id")
)


def _line() -> Select[Any]:
    """The query for the claims of the given ids and all claims that they were merged into."""
    line = (
        select(_CLAIM.id.label("id"), _CLAIM.merged_into_id.label("heir_id"))
        .where(
            _CLAIM.workspace_id == bindparam("workspace_id"),
            _CLAIM.id.in_(bindparam("ids", expanding=True)),
        )
        .cte("line", recursive=True)
    )
    line = line.union(
        select(_CLAIM.id, _CLAIM.merged_into_id).join(line, _CLAIM.id == line.c.heir_id)
    )
    return _RECORDED.where(_CLAIM.id.in_(select(line.c.id)))


# Built once: building a query takes longer than running it.
_CLAIMS = _RECORDED.where(_CLAIM.id.in_(bindparam("ids", expanding=True)))
_LINES = _line()
