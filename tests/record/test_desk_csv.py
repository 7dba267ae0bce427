from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.change import Change
from bot.record.edit.claims import merge_claims, withdraw_claim
from bot.record.exchange.csv import COLUMNS, as_csv, safe
from models import Claim, Workspace
from tests.desk_care import IDA, LATER, Desk, disputed, with_claims
from tests.records import attribution


def rows(desk: Desk, **asked: Any) -> list[dict[str, str]]:
    with Session(desk.engine) as session:
        text = "".join(as_csv(session, desk.number, now=LATER, **asked))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_row_for_each_approved_statement(engine: Engine, workspace: Workspace) -> None:
    raw = disputed()
    raw["attributions"] += [
        attribution("d", state="draft"),
        attribution("r", state="rejected"),
        attribution("e", embargo_until="2025-01-01"),
    ]
    found = rows(Desk(engine, workspace, raw))
    assert [row["statement_key"] for row in found] == ["a1", "deny", "relay", "a2"]
    assert list(found[0]) == list(COLUMNS)
    first = found[0]
    assert (first["claim"], first["status_in_words"]) == (
        "The bridge at Ostra is closed.",
        "disputed",
    )
    assert (first["support"], first["denial"], first["as_of"]) == ("1", "1", "2024-11-04")
    assert (first["party"], first["source"], first["role"]) == ("Ostra", "Ida Holm", "mayor")
    assert (first["outlet"], first["url"]) == ("Ostra Courier", "https://courier.example/bridge")
    assert (first["verbatim"], first["quote"]) == ("no", "The bridge at Ostra is closed")


def test_figures_are_numbers_and_unbounded_ends_are_empty(
    engine: Engine, workspace: Workspace
) -> None:
    raw = disputed()
    raw["claims"][0] |= {"kind": "quantity", "figure": [-10, None], "unit": "°C"}
    raw["attributions"][0] |= {"figure": [-5.5, 2], "unit": "°C", "figure_computed": True}
    first = rows(Desk(engine, workspace, raw))[0]
    assert (first["claim_figure_low"], first["claim_figure_high"]) == ("-10", "")
    assert (first["figure_low"], first["figure_high"]) == ("-5.5", "2")


def test_confidential_names_are_replaced_unless_asked_for(
    engine: Engine, workspace: Workspace
) -> None:
    raw = disputed()
    raw["sources"][0]["confidential"] = True
    desk = Desk(engine, workspace, raw)
    public = rows(desk)[0]
    assert (public["source"], public["party"]) == ("a source known to the desk",) * 2
    assert (public["role"], public["url"], public["outlet"]) == ("", "", "")
    assert public["statement_key"].startswith("desk-")
    assert rows(desk, confidential=True)[0]["source"] == "Ida Holm"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\n@x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "Ida - mayor", "12", "“=1”", "% of all"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_a_name_that_would_be_a_formula_is_made_safe(engine: Engine, workspace: Workspace) -> None:
    raw = disputed()
    raw["sources"][0]["name"] = '=HYPERLINK("https://x.example","y")'
    raw["claims"][0]["text"] = "-2 degrees, she said,\nwere measured."
    first = rows(Desk(engine, workspace, raw))[0]
    assert first["source"] == '\'=HYPERLINK("https://x.example","y")'
    assert first["claim"] == "'-2 degrees, she said,\nwere measured."


def test_merged_claims_are_their_heirs_rows_and_withdrawn_ones_say_so(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(disputed(), ("shut", "It is shut.")))
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        merge_claims(change, desk.id(Claim, "closed"), desk.id(Claim, "shut"), seen=None)
        withdraw_claim(change, desk.id(Claim, "may"), seen=None)
    found = rows(desk)
    assert {row["claim_key"]: (row["claim_state"], row["status"]) for row in found} == {
        "shut": ("approved", "disputed"),
        "may": ("withdrawn", ""),
    }
