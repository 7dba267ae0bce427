"""Claims in other languages (setting MULTILINGUAL): `python -m benchmarks.across RECORD CASES`.

CASES is a JSON object: `on_record` lists statements in other languages, each with its `language`
and the key of the `claim` in the English RECORD that it says; `not_on_record` lists those that say
none, with their `subject` (`near` the record's or `far` from it). For the other direction the same
statements are put on record as claims, and the English claims are asked that have a translation
there, and synthetic statements on nothing.

NEAR (`bot/check/across.py`) was chosen on the languages of TUNED; the others were looked at
afterwards. By direction and half:
- `r1`, `r3`: the claim meant is the first one offered, or among those offered;
- `shown`: answers that show a claim (there must be none);
- `off_r3`: `r3` without the setting; `false_offers`, `off_false_offers`: the share of the
  statements on nothing for which something is offered, with the setting and without.

`--beside FILE` puts other claims on record first (JSON Lines, each with a `text`): the more there
are, the likelier one of them is near by chance.

`--claims N` measures the cost: `load_s` for loading the model and `load_mb` for what that adds to
the process's memory, `embed_s` for making the vectors of N synthetic claims and `kept_mb` for what
they add to it in a process that answers, `statement_ms` for turning a statement into a vector,
`check_ms` and `off_check_ms` for a whole check of a statement in another language with the setting
and without (medians).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.desk import ASKED_AT, Given, empty_desk, fill, load_record, with_vectors
from benchmarks.report import CaseError, Row, emit, guarded, load_json
from benchmarks.synthetic import synthetic
from bot.check.checker import Checker
from bot.check.model import multilingual as loaded
from bot.check.vectors import MultilingualMaker
from bot.matching import multilingual
from bot.matching.multilingual import Multilingual
from bot.matching.outcome import SHOWN
from bot.settings import load

TUNED = ("ar", "de", "es", "fr", "ru", "zh")

_NOWHERE = 50

_ON, _OFF = load({"MULTILINGUAL": "1"}), load({})


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.across", description=__doc__)
    parser.add_argument("record", type=Path, help="an English record in the format on-record/1")
    parser.add_argument("cases", type=Path, help="statements in other languages")
    parser.add_argument("--beside", type=Path, help="more claims, JSON Lines")
    parser.add_argument("--claims", type=int, default=0, help="also measure the cost")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    arguments = parser.parse_args(argv)
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    cases = load_json(arguments.cases)
    cost = _cost(arguments.claims, cases) if arguments.claims else {}
    model = multilingual.load()
    if model is None:
        raise CaseError("the extra `multilingual` is not installed (make multilingual)")
    beside = _texts_of(arguments.beside) if arguments.beside else ()
    rows, metrics = to_english(arguments.record, cases, model, beside)
    more, measured = _from_english(arguments.record, cases, model)
    return emit(
        [*rows, *more], metrics=metrics | measured | cost, as_json=arguments.json, gate=False
    )


def _texts_of(path: Path) -> list[str]:
    try:
        return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CaseError(f"{path}: should be JSON Lines with a text each ({problem})") from problem


def to_english(
    record: Path, cases: Mapping[str, Any], model: Multilingual, beside: Sequence[str] = ()
) -> tuple[list[Row], dict[str, float]]:
    """Statements in other languages, asked against the English record and the claims `beside`."""
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, map(Given, beside))
        load_record(engine, workspace_id, record)
        meaning = with_vectors(engine)
        MultilingualMaker(engine, model).make()
        on, off = (Checker(engine, one, meaning) for one in (_ON, _OFF))
        there = {"on": on, "off": off}
        rows, halves = [], {"tuned": _Counts(), "others": _Counts()}
        for case in (*cases["on_record"], *cases["not_on_record"]):
            half = halves["tuned" if case["language"] in TUNED else "others"]
            keys = {
                name: _keys(one, workspace_id, case["statement"]) for name, one in there.items()
            }
            wanted = case.get("claim")
            half.add(wanted, keys)
            rows.append(_row(case["statement"], wanted, keys["on"]))
    return rows, {
        f"to_english_{half}_{name}": value
        for half, counts in halves.items()
        for name, value in counts.metrics().items()
    }


def _from_english(
    record: Path, cases: Mapping[str, Any], model: Multilingual
) -> tuple[list[Row], dict[str, float]]:
    """The English claims, asked against a record of the statements in other languages."""
    texts = {one["key"]: one["text"] for one in load_json(record)["claims"]}
    listed = [*cases["on_record"], *cases["not_on_record"]]
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, [Given(one["statement"]) for one in listed])
        meaning = with_vectors(engine)
        MultilingualMaker(engine, model).make()
        on, off = (Checker(engine, one, meaning) for one in (_ON, _OFF))
        claimed: dict[str, str] = {}
        for one in cases["on_record"]:
            claimed.setdefault(one["claim"], one["statement"])
        rows, counts = [], _Counts()
        nowhere = [(one.statement, None) for one in synthetic(_NOWHERE)]
        for text, key in [*((texts[key], key) for key in claimed), *nowhere]:
            found = {"on": _texts(on, workspace_id, text), "off": _texts(off, workspace_id, text)}
            translations = [one["statement"] for one in cases["on_record"] if one["claim"] == key]
            # Of several translations of one claim each is right.
            wanted = next((one for one in found["on"] if one in translations), None)
            wanted = wanted or (claimed[key] if key is not None else None)
            counts.add(wanted, found)
            rows.append(_row(text, wanted, found["on"]))
    return rows, {f"from_english_{name}": value for name, value in counts.metrics().items()}


class _Counts:
    """What was offered, over some cases."""

    def __init__(self) -> None:
        self.first, self.among, self.among_off = 0, 0, 0
        self.asked, self.nowhere, self.false, self.false_off, self.shown = 0, 0, 0, 0, 0

    def add(self, wanted: str | None, found: Mapping[str, list[str]]) -> None:
        on, off = found["on"], found["off"]
        self.shown += "shown" in on
        if wanted is None:
            self.nowhere += 1
            self.false += bool(on)
            self.false_off += bool(off)
            return
        self.asked += 1
        self.first += on[:1] == [wanted]
        self.among += wanted in on
        self.among_off += wanted in off

    def metrics(self) -> dict[str, float]:
        return {
            "asked": self.asked,
            "r1": round(self.first / max(1, self.asked), 3),
            "r3": round(self.among / max(1, self.asked), 3),
            "off_r3": round(self.among_off / max(1, self.asked), 3),
            "nowhere": self.nowhere,
            "false_offers": round(self.false / max(1, self.nowhere), 3),
            "off_false_offers": round(self.false_off / max(1, self.nowhere), 3),
            "shown": self.shown,
        }


def _keys(checker: Checker, workspace_id: int, statement: str) -> list[str]:
    answer = checker.answer(workspace_id, statement, now=ASKED_AT)
    shown = ["shown"] if answer.outcome in SHOWN else []
    return shown + [one.key for one in answer.alternatives]


def _texts(checker: Checker, workspace_id: int, statement: str) -> list[str]:
    answer = checker.answer(workspace_id, statement, now=ASKED_AT)
    shown = ["shown"] if answer.outcome in SHOWN else []
    return shown + [one.text for one in answer.alternatives]


def _row(statement: str, wanted: str | None, found: list[str]) -> Row:
    is_right = wanted in found[:1] if wanted is not None else not found
    return Row(statement, wanted or "nothing", ", ".join(found) or "nothing", is_right)


# --- what it costs -----------------------------------------------------------------------------


def _cost(claims: int, cases: Mapping[str, Any]) -> dict[str, float]:
    statements = [one["statement"] for one in (*cases["on_record"], *cases["not_on_record"])]
    before, begin = _resident_mb(), time.perf_counter()
    model = multilingual.load()
    load_s = time.perf_counter() - begin
    if model is None:
        raise CaseError("the extra `multilingual` is not installed (make multilingual)")
    loaded = _resident_mb()
    one_ms = _median_ms(lambda one: model.embed([one]), statements)
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, [Given(one.text) for one in synthetic(claims)])
        begin = time.perf_counter()
        MultilingualMaker(engine, model).make()
        embed_s = time.perf_counter() - begin
        kept_mb, on_ms, off_ms = _checks(engine, workspace_id, statements)
    return {
        "load_s": round(load_s, 2),
        "load_mb": round(loaded - before),
        "statement_ms": round(one_ms, 2),
        "claims": claims,
        "embed_s": round(embed_s, 1),
        "kept_mb": round(kept_mb),
        "check_ms": round(on_ms, 1),
        "off_check_ms": round(off_ms, 1),
    }


def _checks(
    engine: Engine, workspace_id: int, statements: Sequence[str]
) -> tuple[float, float, float]:
    """The memory for the vectors, and the medians of a check with the setting and without."""
    on, off = Checker(engine, _ON), Checker(engine, _OFF)
    off.answer(workspace_id, statements[0], now=ASKED_AT)
    on.refresh(workspace_id)
    loaded(_ON)()
    before = _resident_mb()
    on.answer(workspace_id, statements[0], now=ASKED_AT)  # reads the vectors
    kept_mb = _resident_mb() - before
    on_ms, off_ms = (
        _median_ms(lambda text, one=one: one.answer(workspace_id, text, now=ASKED_AT), statements)
        for one in (on, off)
    )
    return kept_mb, on_ms, off_ms


def _median_ms(run: Any, texts: Iterable[str]) -> float:
    times = []
    for text in texts:
        begin = time.perf_counter()
        run(text)
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    sys.exit(main())
