"""A statement whose figure measures something else than its claim's counts for nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.ask import lines
from bot.record.change import Change
from bot.record.edit.attributions import move_attribution
from bot.record.edit.claims import edit_claim, fields_of
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import RecordError, parse, render
from bot.record.reading import OnRecord, claims_on_record
from models import Attribution, Claim, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.paths import shared
from tests.records import attribution, load, read, record

WORDS = {
    "holm": "62 people were injured, Ida Holm said.",
    "works": "29 people are still in hospital, the Ministry of Works said.",
    "paper": "The number has risen to 64, the Ostra Courier wrote.",
}


def hurt() -> dict[str, Any]:
    raw = record()
    raw["documents"][0]["text"] = text = " ".join(WORDS.values())
    raw["claims"] = [
        _claim("hurt", "62 people were injured in Ostra.", 62),
        _claim("treated", "29 people are in hospital in Ostra.", 29),
    ]
    raw["attributions"] = [
        attribution(
            source,
            claim="hurt",
            source=source,
            stance="asserts",
            content=[[text.index(words), text.index(words) + words.index(",")]],
            figure=[figure, figure],
        )
        for (source, words), figure in zip(WORDS.items(), (62, 29, 64), strict=True)
    ]
    return raw


def _claim(key: str, text: str, figure: int) -> dict[str, Any]:
    return {"key": key, "text": text, "kind": "quantity", "figure": [figure, figure]}


def shown(engine: Engine, workspace: Workspace, key: str) -> OnRecord:
    with Session(engine) as session:
        claim = session.exec(select(Claim).where(Claim.key == key)).one()
        return claims_on_record(
            session, workspace.id or 0, [claim.id or 0], now=NOW, editor=True, shelf_lives={}
        )[claim.id or 0]


def why(page: OnRecord) -> dict[str, str]:
    return {one.key: one.reason for one in page.attributions}


def test_people_in_hospital_say_nothing_on_people_injured(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, hurt())
    page = shown(engine, workspace, "hurt")
    assert why(page) == {"holm": "supports", "works": "other_measure", "paper": "other_figure"}
    assert (page.support, page.denial, page.card.status) == (1, 1, "disputed")


def test_on_a_claim_of_its_own_measure_it_counts(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    with Session(writing(engine)) as session, session.begin():
        change = Change(session, workspace.id or 0, "U1", NOW)
        claims = {one.key: one.id or 0 for one in session.exec(select(Claim))}
        said = session.exec(select(Attribution).where(Attribution.key == "works")).one()
        move_attribution(change, said.id or 0, claims["treated"], seen=None)
    assert why(shown(engine, workspace, "treated")) == {"works": "supports"}


def test_a_claim_that_is_reworded_is_measured_again(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    with Session(writing(engine)) as session, session.begin():
        change = Change(session, workspace.id or 0, "U1", NOW)
        claim = session.exec(select(Claim).where(Claim.key == "hurt")).one()
        to = replace(fields_of(claim), text="29 people are in hospital.", figure=(29.0, 29.0))
        edit_claim(change, claim.id or 0, to, seen=None)
    found = why(shown(engine, workspace, "hurt"))
    assert (found["holm"], found["works"]) == ("other_measure", "supports")


def test_an_import_names_the_statements_on_another_measure(
    engine: Engine, workspace: Workspace
) -> None:
    report = load(engine, workspace, hurt())
    assert report.measures == (
        'attributions[1] "works" gives a figure for something else than its claim’s (treated in '
        "hospital, not injured). Put it on a claim of its own, or leave its figure out.",
    )
    assert "which count for nothing:\n- attributions[1]" in report.in_words()


def test_an_import_refuses_a_figure_that_is_not_in_the_words(
    engine: Engine, workspace: Workspace
) -> None:
    raw = hurt()
    raw["attributions"][0]["figure"] = [6438, 6438]
    with pytest.raises(RecordError) as error:
        load(engine, workspace, raw)
    assert str(error.value) == (
        'attributions[0] "holm": figure "6,438" is not in the words, which give "62": correct it,'
        ' or add "figure_computed": true if the desk worked it out'
    )
    raw["attributions"][0]["figure_computed"] = True
    load(engine, workspace, raw)
    with Session(engine) as session:
        written = render(export_record(session, workspace.id or 0))
    assert json.loads(written)["attributions"][0]["figure_computed"] is True
    assert parse(written.encode()) == read(raw)
    holm = shown(engine, workspace, "hurt").attributions[0]
    line = lines.line(holm, quote_limit=200)
    assert "*6,438* (computed by the desk): 62 people were injured" in line


def test_a_figure_in_the_words_that_a_quote_refers_to_is_taken(
    engine: Engine, workspace: Workspace
) -> None:
    raw = hurt()
    text = raw["documents"][0]["text"]
    number = text.index("The number")
    raw["attributions"][2] |= {
        "content": [[number, number + 10]],
        "antecedent": raw["attributions"][0]["content"],
        "figure": [62, 62],
    }
    load(engine, workspace, raw)


@pytest.mark.parametrize("name", ["record", "moving"])
def test_the_records_of_the_corpus_are_taken(name: str) -> None:
    file = parse(shared("corpus", f"{name}.json").read_bytes())
    assert any(one.figure for one in file.attributions)
