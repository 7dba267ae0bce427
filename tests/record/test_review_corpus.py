"""The measured article: approving what its annotation holds gives the statuses of FORMAT.md."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.ingest.documents import Basis, Incoming
from bot.record.change import Change
from bot.record.drafts.deciding import approve_all_certain, undo
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import store_drafts
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import parse, render
from models import Claim, Draft, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, attributions, number, rows_of, writes
from tests.paths import shared
from tests.records import load


def record() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(shared("corpus", "record.json").read_text("utf-8"))
    return raw


def expected() -> dict[str, str]:
    """By claim, the status that FORMAT.md names."""
    text = shared("corpus", "FORMAT.md").read_text("utf-8")
    listed = text.split("The statuses that the rules give for its claims:")[1].split("(")[0]
    found: dict[str, str] = {}
    for keys, status in re.findall(r"((?:C\d\d,? )+)([a-z_]+)", listed):
        found |= dict.fromkeys(re.findall(r"C\d\d", keys), status)
    return found


def proposals(raw: dict[str, Any]) -> list[DraftAttribution]:
    """The record's attributions as extraction would propose them: by names, nothing known."""
    sources = {one["key"]: one for one in raw["sources"]}
    outlets = {one["key"]: one["name"] for one in raw["outlets"]}
    claims = {one["key"]: one for one in raw["claims"]}

    def chain(key: str | None) -> ProposedSource | None:
        if key is None:
            return None
        one = sources[key]
        return ProposedSource(
            one["name"], one["kind"], role=one.get("role"), parent=chain(one.get("parent"))
        )

    def spans(given: list[list[int]] | None) -> tuple[tuple[int, int], ...]:
        return tuple((start, end) for start, end in given or ())

    drafts = []
    for one in raw["attributions"]:
        claim = claims[one["claim"]]
        content = spans(one["content"])
        speaker = one.get("speaker")
        day = one.get("said_on")
        drafts.append(
            DraftAttribution(
                DraftPassage(
                    Pattern.INDIRECT,
                    content,
                    (content[0][0], content[-1][1]),
                    source=(speaker[0], speaker[1]) if speaker else None,
                    verbatim=one["verbatim"],
                    antecedent=spans(one.get("antecedent")),
                    insertions=spans(one.get("insertions")),
                ),
                chain(one["source"]),
                ProposedClaim(
                    claim["text"],
                    claim["kind"],
                    figure=tuple(claim["figure"]) if claim.get("figure") else None,
                    unit=claim.get("unit"),
                    place=claim.get("place"),
                ),
                one["stance"],
                said_on=date.fromisoformat(day) if day else None,
                said_precision="day" if day else None,
                figure=tuple(one["figure"]) if one.get("figure") else None,
                unit=one.get("unit"),
                hedge=one.get("hedge"),
                relayed_by=outlets.get(one.get("relayed_by")),
                origin_unknown=one["source"] is None,
                confidence=1.0,
            )
        )
    return drafts


def reviewed(engine: Engine, workspace: Workspace, raw: dict[str, Any]) -> int:
    """The article with its drafts, all approved; how many there are."""
    ours = number(workspace)
    given = Incoming(
        shared("corpus", "article.txt").read_text("utf-8"),
        published_on=date(2024, 11, 5),
        bases=(("published_on", Basis.WORDS),),
    )
    document = writes(
        engine, lambda s: store_document(Change(s, ours, ANA, NOW), given)
    ).document_id
    writes(engine, lambda s: store_drafts(Change(s, ours, ANA, NOW), document, proposals(raw)))
    seen = {row.id: row.version for row in rows_of(engine, Draft)}
    done = writes(engine, lambda s: approve_all_certain(Change(s, ours, ANA, NOW), document, seen))
    assert [one.reason for one in done.left] == []
    return len(done.approved)


def test_approving_what_the_annotation_holds_gives_the_statuses_of_the_format(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    known = {name: raw[name] for name in ("format", "outlets", "sources")}
    load(engine, workspace, known)  # the desk knows these parties and their sides
    assert reviewed(engine, workspace, raw) == len(raw["attributions"])
    keys = {one["text"]: one["key"] for one in raw["claims"]}
    with Session(engine) as session:
        found = {keys[one.text]: one.status for one in session.exec(select(Claim))}
        file = export_record(session, number(workspace))
    assert found == expected()
    assert len(file.sources) == len(raw["sources"]), "everybody is known by name"
    assert parse(render(file).encode()) == file


def test_a_desk_that_knows_nobody_gets_the_same_people_and_can_take_it_all_back(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    reviewed(engine, workspace, raw)
    with Session(engine) as session:
        file = export_record(session, number(workspace))
    named = {one["key"]: one["name"] for one in raw["sources"]}
    wanted = {one["source"] for one in raw["attributions"]} - {None}
    above = {one["parent"] for one in raw["sources"] if one["key"] in wanted and "parent" in one}
    assert {named[key] for key in wanted | above} <= {one.name for one in file.sources}
    assert len(file.sources) == len({one.name for one in file.sources})
    for row in rows_of(engine, Draft):
        writes(
            engine,
            lambda s, r=row: undo(Change(s, number(workspace), ANA, NOW), r.id, r.version),
        )
    assert attributions(engine) == []
    with Session(engine) as session:
        file = export_record(session, number(workspace))
    assert (file.sources, file.outlets, file.claims, file.attributions) == ((), (), (), ())
