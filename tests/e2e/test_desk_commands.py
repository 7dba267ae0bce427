"""Working on the record from a terminal: looking it up, and changing it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from models import AuditEntry, Claim, Workspace
from models.record import Attribution, Source
from tests.e2e.commands import Finished, run
from tests.records import attribution, load, record

CLOSED, SHUT = "The bridge at Ostra is closed.", "Ostra's bridge is shut."


class Terminal:
    """A small record, and the commands on it."""

    def __init__(self, engine: Engine, workspace: Workspace, url: str) -> None:
        self.engine, self.url = engine, url
        raw = record()
        raw["claims"].append({"key": "shut", "text": SHUT, "kind": "fact", "topic": "Bridges"})
        raw["attributions"] += [
            attribution("deny"),
            attribution("s", claim="shut", source="works", stance="asserts", said_on="2024-11-09"),
        ]
        load(engine, workspace, raw)

    def run(self, *arguments: object, status: int = 0) -> Finished:
        done = run(*map(str, arguments), url=self.url)
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *arguments: object) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def id(self, table: type[Claim] | type[Attribution] | type[Source], key: str) -> int:
        with Session(self.engine) as session:
            return session.exec(select(table.id).where(table.key == key)).one() or 0

    def actors(self) -> set[str]:
        with Session(self.engine) as session:
            return set(session.exec(select(AuditEntry.actor)))


@pytest.fixture
def desk(engine: Engine, workspace: Workspace, database_url: str) -> Terminal:
    return Terminal(engine, workspace, database_url)


def test_find_prints_claims_and_gives_them_as_json(desk: Terminal) -> None:
    closed = desk.id(Claim, "closed")
    told = desk.run("find", "Ostra", "closed").stdout
    assert f"1 claim for “Ostra closed”\n\n#{closed}  {CLOSED}\n    Disputed\n" in told
    found = desk.json("find", "bridge", "since", "5 Nov 2024")
    assert [one["text"] for one in found["claims"]] == [SHUT]
    assert (found["total"], found["limits"]) == (1, "since 5 Nov 2024")
    assert found["claims"][0]["said"]["source"] == "Ministry of Works"
    (named,) = desk.json("find", "Ida Holm")["named"]
    assert (named["name"], named["claims"]) == ("Ida Holm", 2)
    assert "0 claims for “Ida Hulm”\nOn record is: Ida Holm." in desk.run("find", "Ida Hulm").stdout


def test_pages_are_turned_by_number(desk: Terminal) -> None:
    second = desk.json("find", "bridge", "--per-page", 1, "--page", 2)
    assert (second["page"], second["pages"], len(second["claims"])) == (2, 3, 1)
    assert "Page 1 of 3" in desk.run("list", "claims", "--per-page", 1).stdout


def test_show_has_every_statement_with_its_number(desk: Terminal) -> None:
    closed, said = desk.id(Claim, "closed"), desk.id(Attribution, "a1")
    told = desk.run("show", f"#{closed}").stdout
    assert f"#{closed}  {CLOSED}\n    Disputed · 1 party says so, 1 denies it" in told
    assert "• Ostra — Ida Holm, mayor, City Council: The bridge at Ostra is closed" in told
    assert f"statement {said} Counts as support." in told
    shown = desk.json("show", closed)
    assert shown["claim"]["status"] == "disputed"
    assert {one["id"] for one in shown["attributions"]} >= {said}


def test_show_as_text_is_a_note_to_cite(desk: Terminal) -> None:
    told = desk.run("show", desk.id(Claim, "closed"), "--text").stdout
    assert told.startswith(f"{CLOSED}\nDisputed; 1 party says so, 1 denies it (as of 4 Nov 2024)")
    assert (
        "• Ostra, Ida Holm, mayor, City Council: The bridge at Ostra is closed (paraphrase) — "
        "Ostra Courier, published 4 Nov 2024, https://courier.example/bridge"
    ) in told
    assert not set("*_<>`") & set(told.replace("_", ""))


def test_an_edit_keeps_what_is_not_given_and_names_who_made_it(desk: Terminal) -> None:
    shut = desk.id(Claim, "shut")
    version = desk.json("show", shut)["claim"]["version"]
    changes = ("--place", "Ostra", "--figure", "1,000", "-", "--unit", "lorries")
    done = desk.json("edit", shut, *changes, "--as", "Edda Rohl", "--if-version", version)
    assert done["done"] == f"Claim #{shut} is saved."
    claim = desk.json("show", shut)["claim"]
    assert (claim["text"], claim["topic"], claim["place"]) == (SHUT, "Bridges", "Ostra")
    assert (claim["figure"], claim["unit"]) == ([1000, None], "lorries")
    assert any(one.startswith("cli:") and one.endswith(" for Edda Rohl") for one in desk.actors())
    late = desk.run("edit", shut, "--topic", "", "--if-version", version, status=1)
    assert "was changed since" in late.stderr
    assert "Nothing was changed." in late.stderr
    desk.run("edit", shut, "--topic", "", "--figure", "-")
    cleared = desk.json("show", shut)["claim"]
    assert (cleared["topic"], cleared["figure"]) == (None, None)
    assert "topic removed" in desk.run("history", shut, "--as-editor").stdout


def test_moving_a_statement_and_putting_it_under_embargo(desk: Terminal) -> None:
    said, shut = desk.id(Attribution, "a1"), desk.id(Claim, "shut")
    assert "on claim" in desk.json("move", said, shut)["done"]
    assert "a1" in [one["key"] for one in desk.json("show", shut)["attributions"]]
    again = desk.run("move", said, shut, status=1)
    assert "Nothing was changed." in again.stderr
    assert "until 2999" in desk.json("embargo", said, "--until", "2999-03-05T18:00+01:00")["done"]
    assert "a1" not in [one["key"] for one in desk.json("show", shut)["attributions"]]
    assert "no embargo" in desk.json("embargo", said, "--lift")["done"]
    past = desk.run("embargo", said, "--until", "2001-03-05T18:00+01:00", status=1)
    assert "in the future" in past.stderr
    for wrong in ("tomorrow", "2999-03-05T18:00"):
        assert "with its zone" in desk.run("embargo", said, "--until", wrong, status=2).stderr


def test_merging_withdrawing_and_retracting(desk: Terminal) -> None:
    closed, shut = desk.id(Claim, "closed"), desk.id(Claim, "shut")
    assert "is now part of" in desk.run("merge", shut, closed).stdout
    assert len(desk.json("show", shut)["attributions"]) == 3  # it is led to the heir
    done = desk.json("retract", desk.id(Attribution, "a1"), "--reason", "taken back")
    assert {"claim": closed, "from": "disputed", "to": "single_source"} not in done["changes"]
    assert desk.json("retract", desk.id(Attribution, "a1"), "--undo")["done"].endswith("again.")
    again = desk.run("retract", desk.id(Attribution, "a1"), "--undo", status=1)
    assert "is not retracted" in again.stderr
    desk.run("withdraw", closed, "--reason", "Wrong bridge")
    assert f"Claim {closed} is withdrawn" in desk.run("show", closed, status=1).stderr
    assert desk.json("find", "closed")["total"] == 0
    desk.run("withdraw", closed, "--undo")
    assert desk.json("find", "closed")["total"] == 1


def test_lists_of_claims_sources_and_documents(desk: Terminal) -> None:
    claims = desk.json("list", "claims")["claims"]
    assert [one["text"] for one in claims][:2] == [SHUT, "The bridge will not open before May."]
    sources = {one["name"]: one for one in desk.json("list", "sources")["sources"]}
    assert sources["Ida Holm"]["part_of"] == ["City Council", "Ostra"]
    assert sources["Ostra"]["claims"] == 2
    assert "Ostra Courier" not in sources  # nothing is on record from it as a speaker
    (document,) = desk.json("list", "documents")["documents"]
    assert (document["title"], document["outlet"]) == ("Bridge closed", "Ostra Courier")
    assert "3 claims" in desk.run("list", "claims").stdout


def test_a_confidential_source_is_named_to_editors_alone(
    engine: Engine, workspace: Workspace, database_url: str
) -> None:
    desk = Terminal(engine, workspace, database_url)
    closed = desk.id(Claim, "closed")
    with Session(engine) as session, session.begin():
        session.get_one(Source, desk.id(Source, "holm")).confidential = True
    commands: tuple[tuple[object, ...], ...] = (
        ("find", "Ida Holm"), ("find", "bridge"), ("show", closed), ("show", closed, "--text"),
        ("history", closed), ("list", "sources"), ("list", "documents"), ("list", "claims"),
    )  # fmt: skip
    for command in commands:
        for more in ((), ("--json",)):
            if "--text" in command and more:
                continue
            told = desk.run(*command, *more).stdout.replace("“Ida Holm”", "")
            told = told.replace('"query": "Ida Holm"', "")
            assert "Holm" not in told, command
    assert "Ida Holm" in desk.run("show", closed, "--as-editor").stdout
    cited = desk.run("show", closed, "--text", "--as-editor")
    assert "Ida Holm" in cited.stdout
    assert "not for publication" in cited.stderr
    seen = [one["surface"] for one in json.loads(desk.run("accesses", "--json").stdout)]
    assert {"all sources", "text to cite"} <= set(seen)


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (("find",), 2, "Say what to find"),
        (("find", "status:odd"), 1, "There is no status “odd”"),
        (("find", "x", "--page", "0"), 2, "a number from 1"),
        (("show", "x"), 2, "write a number, like 12"),
        (("show", "999999"), 1, "There is no claim number 999999"),
        (("show", "99999999999999999999"), 2, "write a number"),
        (("show", "1", "--text", "--json"), 2, "Choose one"),
        (("history", "999999"), 1, "There is no claim number 999999"),
        (("edit", "1"), 2, "Say what to change"),
        (("edit", "1", "--kind", "odd"), 1, "kind"),
        (("edit", "1", "--figure", "many"), 2, "write a number"),
        (("edit", "1", "--figure", "5", "2"), 2, "the first number is the least"),
        (("edit", "999999", "--topic", "x"), 1, "Nothing was changed."),
        (("merge", "1", "1"), 1, "cannot be merged into itself"),
        (("merge", "1"), 2, "into"),
        (("retract", "999999"), 1, "Nothing was changed."),
        (("withdraw", "1", "--undo"), 1, "is not withdrawn"),
        (("list", "outlets"), 2, "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    loaded: str, command: tuple[str, ...], status: int, said: str
) -> None:
    done = run(*command, url=loaded)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_verify_finds_is_corrected_with_figure(desk: Terminal) -> None:
    said = desk.id(Attribution, "deny")
    with Session(desk.engine) as session, session.begin():
        session.get_one(Attribution, said).figure_low = 6438  # as an older version took it
    (found,) = [one for one in desk.json("verify")["findings"] if one["kind"] == "figure_outside"]
    assert (found["statement"], "they give none" in found["what"]) == (said, True)
    assert "figure STATEMENT" in found["todo"]
    assert "1 figure not in its words" in desk.run("verify").stdout
    refused = desk.run("figure", said, "about 12", status=1)
    assert "not in the words: they give none. Correct it" in refused.stderr
    assert "is not one figure" in desk.run("figure", said, "lots", status=2).stderr
    desk.run("figure", said, "more than 12 days", "--computed")
    assert "figure_outside" not in desk.json("verify")["counts"]
    with Session(desk.engine) as session:
        row = session.get_one(Attribution, said)
        assert (row.figure_low, row.figure_high, row.unit) == (12, None, "days")
        assert row.figure_computed
    desk.run("figure", said, "-")
    with Session(desk.engine) as session:
        row = session.get_one(Attribution, said)
        assert (row.figure_low, row.unit, row.figure_computed) == (None, None, False)
