"""Whether a statement says what a claim says: `python -m benchmarks.pairs FILE`.

FILE is a JSON list of {kind, claim, statement, outcome, why?}: `claim` is alone on a record of its
own, asserted by one approved attribution; `outcome` is the acceptable outcome, or a list of them.
Prints right and wrong by kind, and

- `wrong_matches`: pairs that get `match` where it is not acceptable: misinformation with a
  citation;
- `differs_accepted`, `differs_named`: of the pairs for which `differs` is acceptable, how many get
  it. A bot that always says `about` would else look good.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from benchmarks.desk import ASKED_AT, empty_desk, with_vectors
from benchmarks.report import (
    CaseError,
    Row,
    case_arguments,
    emit,
    guarded,
    load_cases,
    refuse_unknown_keys,
)
from bot.check.checker import Checker
from bot.check.model import Model
from bot.matching.outcome import Outcome
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import FORMAT, parse
from bot.settings import load
from models import Workspace
from models.database import writing

_KEYS = ("kind", "claim", "statement", "outcome", "why")


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = case_arguments(
        argv,
        prog="python -m benchmarks.pairs",
        description="Hold statements against a claim each.",
        files={"pairs": "claims and statements"},
    )

    def run() -> int:
        pairs = load_cases(arguments.pairs)
        for number, pair in enumerate(pairs, 1):
            _check(pair, f"{arguments.pairs}: pair {number}")
        with empty_desk() as (engine, _):
            workspaces = [_record(engine, n, pair["claim"]) for n, pair in enumerate(pairs)]
            model = with_vectors(engine)
            rows = [
                _ask(engine, model, workspace_id, pair)
                for workspace_id, pair in zip(workspaces, pairs, strict=True)
            ]
        if not arguments.json:
            _print_kinds(rows)
        return emit(rows, metrics=_metrics(rows), as_json=arguments.json)

    return guarded(run)


def _record(engine: Engine, number: int, claim: str) -> int:
    """A workspace whose record is one claim; its id."""
    with Session(writing(engine)) as session, session.begin():
        workspace = Workspace(team_id=f"T{number}", name=f"Pair {number}", created_at=ASKED_AT)
        session.add(workspace)
        session.flush()
        workspace_id = workspace.id or 0
    record = {
        "format": FORMAT,
        "outlets": [],
        "sources": [{"key": "who", "name": "The desk's source", "kind": "organisation"}],
        "documents": [{"key": "where", "text": claim, "published_on": ASKED_AT.date().isoformat()}],
        "claims": [{"key": "claim", "text": claim, "kind": "fact"}],
        "attributions": [
            {
                "key": "attribution",
                "claim": "claim",
                "source": "who",
                "document": "where",
                "content": [[0, len(claim)]],
                "verbatim": False,
                "stance": "asserts",
                "state": "approved",
            }
        ],
    }
    import_record(
        engine,
        parse(json.dumps(record).encode()),
        workspace_id=workspace_id,
        actor="benchmark",
        now=ASKED_AT,
    )
    return workspace_id


def _ask(engine: Engine, model: Model, workspace_id: int, pair: Mapping[str, Any]) -> Row:
    """With an index of its own: what other pairs say weighs nothing."""
    checker = Checker(engine, load({}), model)
    answers, _ = checker.answers(workspace_id, pair["statement"], now=ASKED_AT)
    got = {
        "outcome": answers[0].outcome.value,
        "differences": [
            {"kind": d.kind.value, "statement": d.statement, "record": d.record}
            for d in answers[0].differences
        ],
        "score": round(answers[0].score, 3),
    }
    given = {key: pair[key] for key in ("kind", "claim", "statement")}
    return Row(given, _accepted(pair), got, got["outcome"] in _accepted(pair))


def _accepted(pair: Mapping[str, Any]) -> list[str]:
    outcome = pair["outcome"]
    return [outcome] if isinstance(outcome, str) else list(outcome)


def _metrics(rows: Sequence[Row]) -> dict[str, float]:
    differing = [row for row in rows if Outcome.DIFFERS.value in row.expected]
    return {
        "wrong_matches": sum(
            row.got["outcome"] == Outcome.MATCH.value and not row.ok for row in rows
        ),
        "differs_accepted": len(differing),
        "differs_named": sum(row.got["outcome"] == Outcome.DIFFERS.value for row in differing),
    }


def _print_kinds(rows: Sequence[Row]) -> None:
    every = Counter(row.input["kind"] for row in rows)
    right = Counter(row.input["kind"] for row in rows if row.ok)
    for kind, number in every.items():
        print(f"{right[kind]:>4} of {number:>3}  {kind}")


def _check(pair: Mapping[str, Any], where: str) -> None:
    refuse_unknown_keys(pair, _KEYS, where)
    for key in ("kind", "claim", "statement"):
        if not isinstance(pair.get(key), str):
            raise CaseError(f'{where}: "{key}" should be a text')
    outcome = pair.get("outcome")
    if not isinstance(outcome, str | list) or not all(isinstance(o, str) for o in outcome):
        raise CaseError(f'{where}: "outcome" should be a text or a list of texts')
    unknown = sorted(set(_accepted(pair)) - {*Outcome, "about"})
    if unknown:
        raise CaseError(f'{where}: "outcome" has unknown {", ".join(unknown)}')


if __name__ == "__main__":
    sys.exit(main())
