"""How many keys an editor presses at the terminal for each statement that is put on record.

`python -m benchmarks.review_keys [--against COMMIT] [--json]` ingests a fixed set of invented
documents (`benchmarks/review_documents.json`) into an empty record and has them reviewed by an
editor who knows what should come of it: whom each person speaks for, which drafts to reject, which
sentence to correct. Everything else is approved. It counts every key, Enter included. With
`--against`, the review of that commit does the same with the same editor, in a checkout of its own,
and the present one may need at most half as many. Exit status 1 if it needs more, or if a review
does not end with the record that the editor wants.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "review_documents.json"
NOW = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)

OSTRA, TOLLAN, MARLIN = "Ostra", "Tollan", "Marlin Line"
PARTIES = {
    "Ida Holm": OSTRA, "Rolf Kern": OSTRA, "Aud Moe": OSTRA, "Edda Rohl": OSTRA,
    "Jan Berg": OSTRA, "Siv Dahl": OSTRA, "Ostra's government": OSTRA,
    "Vell's government": "Vell", "Per Lind": "Ostra Hospital", "Nils Brandt": TOLLAN,
    "Karin Voss": TOLLAN, "police of Tollan": TOLLAN, "Aske Freight": "Aske Group",
    "Marlin Line": "Marlin Group",
}  # fmt: skip
"""Whom each speaker speaks for in the end."""

REJECTED = ("We wait for the report", "the crew was rested")
"""Words that are not to be put on record."""

CORRECTED = {"the captain slept two hours": "The ferry's captain had slept only two hours."}
"""Words whose claim is written anew."""

MOST = 0.5
"""The share of the keys of the review that it is held against."""


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--against", metavar="COMMIT", help="such as 3140449")
    given.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given.add_argument("--json", action="store_true")
    options = given.parse_args()
    if options.one:
        print(json.dumps(reviewed()))
        return 0
    now = reviewed()
    before = _of_commit(options.against) if options.against else None
    metrics = {f"{name}_now": value for name, value in now.items()}
    if before is not None:
        metrics |= {f"{name}_before": value for name, value in before.items()}
        metrics["share"] = now["keys_per_statement"] / before["keys_per_statement"]
    ok = all(one["wrong"] == 0 for one in (now, before) if one is not None)
    ok = ok and metrics.get("share", 0.0) <= MOST
    if options.json:
        rows = [{"input": "keys", "expected": MOST, "got": metrics.get("share"), "ok": ok}]
        print(json.dumps({"rows": rows, "total": 1, "passed": int(ok), "metrics": metrics}))
    else:
        for name, value in metrics.items():
            print(f"{name}: {value:.2f}")
    return 0 if ok else 1


def _of_commit(commit: str) -> dict[str, float]:
    """The review of a commit, measured in a checkout that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "build"
        git = ["git", "-C", str(HERE.parent), "worktree"]
        subprocess.run(
            [*git, "add", "--detach", str(root), commit], check=True, capture_output=True
        )
        try:
            done = subprocess.run(
                [sys.executable, str(Path(__file__).resolve()), "--one"],
                env={**os.environ, "PYTHONPATH": str(root)},
                cwd=root,
                check=True,
                stdout=subprocess.PIPE,
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(root)], check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass
class Typist:
    """The editor: what is on screen, and the keys pressed so far. `old` is the review that asks for
    every field of a draft."""

    old: bool
    screen: str = ""
    keys: int = 0
    settled: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    tried: dict[str, int] = field(default_factory=dict)

    def say(self, text: object) -> None:
        told = str(text)
        self.screen = told if told.startswith("──") else f"{self.screen}\n{told}"

    def ask(self, prompt: str) -> str:
        """A line, with Enter."""
        typed = self._typed(prompt)
        self.keys += len(typed) + 1
        return typed

    def key(self, prompt: str) -> str:
        """A key, without Enter."""
        typed = self._typed(prompt)
        self.keys += 1
        return typed

    def _typed(self, prompt: str) -> str:
        if "That was the last" in prompt:
            return "q"
        if prompt.startswith("a/e/l"):
            return self._decided()
        return self._answered(prompt)

    def _decided(self) -> str:
        """What is done with the draft on screen."""
        if (number := self.tried.get(self.screen, 0)) > 3:
            return "n"
        self.tried[self.screen] = number + 1
        if self._has(REJECTED):
            return "r"
        corrected = next((text for words, text in CORRECTED.items() if self._has((words,))), None)
        party = self._lacking()
        if corrected is not None and corrected not in self.screen:
            self.waiting = [f"c {corrected}"]
            return "e"
        if party is not None:
            self.waiting = [f"p {party}"]
            return "e" if self.old or "a guess" in self._who() else "p"
        if not self.old and "no party named; would count as its own" in self.screen:
            return "p"
        return "a"

    def _answered(self, prompt: str) -> str:
        """What is typed where the review asks for more."""
        if prompt.startswith("the party of all of these"):
            return self._parties()
        if prompt.startswith("a letter and what it should be"):
            return self.waiting.pop()
        if self.old and (found := re.match(r"(Party|Claim) \[", prompt)):
            return self._field(found[1])
        if prompt.startswith("number, e, or"):
            return self._source()
        return ""  # Enter: nothing more to say, yes, or as it is

    def _field(self, name: str) -> str:
        letter = "p " if name == "Party" else "c "
        typed = next((one[2:] for one in self.waiting if one.startswith(letter)), "")
        if not typed and name == "Party" and self._lacking():
            return self._lacking() or ""
        return typed

    def _source(self) -> str:
        """Which of the sources on record is meant: the one of the right party."""
        wanted = PARTIES.get(self._speaker() or "", "")
        for place, line in re.findall(r"^  (\d+)  (.+)$", self.screen, re.MULTILINE):
            if line.endswith(wanted):
                return str(place)
        return wanted or "1"

    def _parties(self) -> str:
        """The party that most of the listed speakers have, with their places unless all have it."""
        listed = re.findall(r"^  (\d+)  ([^\n]+)$", self.screen, re.MULTILINE)
        by_party: dict[str, list[str]] = {}
        for place, line in listed:
            by_party.setdefault(self.party_in(line) or "", []).append(place)
        party = max(by_party, key=lambda one: len(by_party[one]))
        if len(by_party) == 1:
            return party
        return f"{','.join(by_party[party])} {party}"

    def _has(self, words: tuple[str, ...]) -> bool:
        said = re.search(r"⟦(.*?)⟧", self.screen, re.DOTALL)
        inside = said[1].casefold() if said else ""
        return any(one.casefold() in inside for one in words)

    def _who(self) -> str:
        """The line that names the draft's speaker."""
        lines = self.screen.splitlines()[1:]
        return next((one for one in lines if "record" in one and "—" in one), "")

    def _speaker(self) -> str | None:
        line = self._who().casefold()
        return next((name for name in PARTIES if name.casefold() in line), None)

    def party_in(self, line: str) -> str | None:
        return next((p for n, p in PARTIES.items() if n.casefold() in line.casefold()), None)

    def _lacking(self) -> str | None:
        """The party to be named for the draft's speaker; None if the right one is."""
        line = self._who()
        wanted = self.party_in(line)
        named = re.search(r"party: ([^,)]+)", line)
        if "no party named" in line or (named and "new on record" in line and named[1] != wanted):
            return wanted
        return None


def _all_drafts() -> Any:
    """The filter that leaves nothing out, under the name that a build has for it."""
    for name in ("filters", "queue"):
        with suppress(ImportError, AttributeError):
            return importlib.import_module(f"bot.record.drafts.{name}").Filter()
    raise RuntimeError("the build has no filter of drafts")


def reviewed() -> dict[str, float]:
    """Keys in all and for each statement that went on record, after the review of all documents;
    `wrong` counts what is not as the editor wants it."""
    from sqlmodel import Session, select

    from models import Attribution, Claim, Draft, Source
    from models.database import migrate, open_engine

    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'record.sqlite3'}")
        migrate(engine)
        number, checker = _ingested(engine)
        typist, editor = _editor(engine, number, checker)
        from bot.cli import review_terminal

        for _ in range(3):  # what was passed over is seen once more
            typist.tried.clear()
            review_terminal.run(editor, _all_drafts())
        with Session(engine) as session:
            said = session.exec(select(Attribution).where(Attribution.state == "approved")).all()
            sources = {one.id: one for one in session.exec(select(Source))}
            texts = {one.id: one.text for one in session.exec(select(Claim))}
            drafts = session.exec(select(Draft)).all()
        engine.dispose()
    wrong = sum(one.state == "draft" for one in drafts)
    for one in said:
        source = sources.get(one.source_id)
        top = source
        while top is not None and top.parent_id is not None:
            top = sources[top.parent_id]
        wanted = typist.party_in(source.name) if source is not None else None
        wrong += top is None or wanted != top.name
    wrong += any(text not in texts.values() for text in CORRECTED.values())
    return {
        "keys": typist.keys,
        "statements": len(said),
        "keys_per_statement": typist.keys / max(1, len(said)),
        "claims": len({one.claim_id for one in said}),
        "sources": len(sources),
        "wrong": wrong,
    }


def _ingested(engine: Any) -> tuple[int, Any]:
    """A workspace with the documents and their drafts; its number, and what looks claims up."""
    from sqlmodel import Session

    from bot.add.documents import Desk, add_document
    from bot.check.checker import Checker
    from bot.ingest.documents import Incoming
    from bot.settings import load
    from models import Workspace
    from models.database import writing

    with Session(writing(engine)) as session, session.begin():
        workspace = Workspace(team_id="T0BENCH", name="Desk", created_at=NOW)
        session.add(workspace)
        session.flush()
        number = workspace.id or 0
    checker = Checker(engine, load({}))
    desk = Desk(engine, checker, number, "cli:bench")
    for one in json.loads(DOCUMENTS.read_text(encoding="utf-8")):
        day = date.fromisoformat(one["published_on"])
        given = Incoming(one["text"], outlet=one["outlet"], title=one["title"], published_on=day)
        add_document(desk, given, now=NOW)
    return number, checker


def _editor(engine: Any, number: int, checker: Any) -> tuple[Typist, Any]:
    """The editor of the review of this build."""
    from bot.cli import review_terminal

    make: Any = vars(review_terminal)["Editor"]  # of whatever build this is
    known = inspect.signature(make).parameters
    if "desk" not in known:
        typist = Typist(old=True)
        return typist, make(
            engine=engine,
            workspace_id=number,
            checker=checker,
            actor="cli:bench",
            clock=lambda: NOW,
            ask=typist.ask,
            say=typist.say,
        )
    from bot.review.desk import Desk

    typist = Typist(old=False)
    desk = Desk(engine, checker, number, "cli:bench", lambda: NOW)
    return typist, make(desk, ask=typist.ask, key=typist.key, say=typist.say)


if __name__ == "__main__":
    sys.exit(main())
