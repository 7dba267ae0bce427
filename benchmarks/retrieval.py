"""Whether the right claim is found: `python -m benchmarks.retrieval DIR [--split dev]`.

DIR holds `claims.jsonl` ({id, text, title?}) and `queries_SPLIT.jsonl` ({id, text, relevant,
near_miss?}). Every query is asked as a message of one statement. Prints

- `map5, mrr, r1, r5, ndcg5`: of the first five claims, over the queries with a relevant one;
  `apart_…`: the same without the claims in a query's very words that are not labelled as relevant
  (as BEIR leaves out identical ids): who asks such a claim's words means it, whatever the labels
  say; printed if there are any, `identical` counts the queries;
- `near_miss_accepted`: of the queries with a near miss, how many get it as `match`
  (`near_miss_shown`: as `match` or `differs`);
- the open set: every second query by id loses its relevant claims, unless a kept query needs
  them. `auroc` is that of the top score between answerable and unanswerable queries. `match` and
  `differs` both show a claim, so `match_precision` and `match_recall` count both;
  `offered_precision` and `offered_recall` also count what `possible` offers. `differs` is how many
  of the answerable queries get that outcome, `differs_precision` how many of those name the right
  claim; `only_match_precision` leaves them out. `none_or_possible` is the share of unanswerable
  queries for which no claim is shown;
- the reliability of the top score, in tenths: how many queries, and how often the claim is right.

The thresholds are those of the environment (MATCH_THRESHOLD, POSSIBLE_THRESHOLD), else the
defaults. With `--peers`, BM25 alone and RapidFuzz's token_set_ratio are asked for the same.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Engine, update
from sqlmodel import Session, col

from benchmarks.desk import ASKED_AT, Given, bump, empty_desk, fill, with_vectors
from benchmarks.rankings import auroc, mean, ranking_metrics, reliability
from benchmarks.report import CaseError, Row, emit, guarded
from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.check.model import no_model
from bot.language.reading import read
from bot.language.statements import core, plain
from bot.language.tokens import tokens
from bot.matching.index import ClaimIndex
from bot.matching.index_parts import IndexedClaim
from bot.matching.outcome import Outcome
from bot.settings import load
from models import Claim, Workspace
from models.database import writing
from models.record import ClaimState

DEPTH = 5
"""The length of a ranking that counts, in claims."""


@dataclass(frozen=True, slots=True)
class Query:
    """A statement and the numbers (1, 2, …, in the order of the file) of the claims it means."""

    id: str
    text: str
    relevant: frozenset[int]
    near_miss: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """The result of a query: the ranking, best first, with scores, and the answer."""

    query: Query
    ranking: Sequence[tuple[int, float]]
    answer: Answer

    @property
    def top(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def shown(self) -> frozenset[int]:
        """The claim that is shown, if one is."""
        return frozenset([self.answer.claim.id] if self.answer.claim else [])

    @property
    def offered(self) -> frozenset[int]:
        """The claim that is shown, else those that are offered to choose from."""
        return self.shown or frozenset(a.id for a in self.answer.alternatives)


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = _arguments(argv)
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    numbers, claims, queries = read_folder(arguments)
    queries = queries[: arguments.limit]
    metrics: dict[str, float] = {"claims": len(claims), "queries": len(queries)}
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, claims, per_document=1)
        model = no_model if arguments.lexical else with_vectors(engine)
        checker = Checker(engine, load(os.environ), model)
        asked = [ask(checker, workspace_id, query) for query in queries]
        metrics |= closed_set(asked) | apart(asked, [claim.text for claim in claims])
        open_queries = [query for query in queries if query.relevant]
        gone = removed(open_queries)
        set_state(engine, workspace_id, gone, ClaimState.DRAFT)
        open_asked = [ask(checker, workspace_id, query) for query in open_queries]
        metrics |= open_set(open_asked, gone)
    if arguments.peers:
        metrics |= _peers([claim.text for claim in claims], queries)
    curve = reliability((one.top, _is_right(one, gone)) for one in open_asked)
    names = {number: name for name, number in numbers.items()}
    rows = [_row(one, names) for one in asked]
    if not arguments.json:
        print_curve(curve)
    return emit(
        rows if arguments.json else [],
        metrics={name: round(value, 4) for name, value in metrics.items()},
        as_json=arguments.json,
        gate=False,
        more={"reliability": curve},
    )


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = folder_parser("benchmarks.retrieval", "Whether the right claim is found.")
    parser.add_argument("--lexical", action="store_true", help="without the semantic model")
    parser.add_argument("--peers", action="store_true", help="BM25 and RapidFuzz beside it")
    return parser.parse_args(argv)


def folder_parser(module: str, description: str) -> argparse.ArgumentParser:
    """The options of a benchmark that reads a folder of claims and queries (`read_folder`)."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("folder", metavar="DIR", type=Path, help="with claims and queries")
    parser.add_argument("--split", default="dev", help="which queries, default dev")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N queries by id")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


# --- the data ----------------------------------------------------------------------------------


def read_folder(
    arguments: argparse.Namespace,
) -> tuple[dict[str, int], list[Given], list[Query]]:
    """The numbers of the claims by id, the claims, and all queries of the split. Raises
    CaseError."""
    numbers, claims = read_claims(arguments.folder / "claims.jsonl")
    queries = read_queries(arguments.folder / f"queries_{arguments.split}.jsonl", numbers)
    return numbers, claims, queries


def read_claims(path: Path) -> tuple[dict[str, int], list[Given]]:
    """The claims of a file, and their numbers from 1 by id. Raises CaseError."""
    numbers: dict[str, int] = {}
    claims: list[Given] = []
    for where, entry in _lines(path):
        name = _text(entry, "id", where)
        if name in numbers:
            raise CaseError(f"{where}: the id {name} is there twice")
        claims.append(Given(_text(entry, "text", where), entry.get("title")))
        numbers[name] = len(claims)
    return numbers, claims


def read_queries(path: Path, numbers: dict[str, int]) -> list[Query]:
    """The queries of a file, by id. Raises CaseError, also for a claim that is not in the
    record."""
    queries = []
    for where, entry in _lines(path):
        meant = [_numbers(entry.get(key), numbers, where) for key in ("relevant", "near_miss")]
        queries.append(Query(_text(entry, "id", where), _text(entry, "text", where), *meant))
    return sorted(queries, key=lambda query: query.id)


def _lines(path: Path) -> list[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise CaseError(f"{path}: cannot be read ({problem})") from problem
    found = []
    for number, line in enumerate(lines, 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as problem:
            raise CaseError(f"{where}: is not JSON ({problem.msg})") from problem
        if not isinstance(entry, dict):
            raise CaseError(f"{where}: should be an object")
        found.append((where, entry))
    return found


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise CaseError(f'{where}: "{key}" should be a text')
    return value


def _numbers(ids: Any, numbers: dict[str, int], where: str) -> frozenset[int]:
    unknown = [one for one in ids or [] if one not in numbers]
    if unknown:
        raise CaseError(f"{where}: there is no claim {unknown[0]}")
    return frozenset(numbers[one] for one in ids or [])


# --- asking ------------------------------------------------------------------------------------


def ask(checker: Checker, workspace_id: int, query: Query) -> Asked:
    """Asks one query as a single statement, without mark-up, links and the like."""
    message = " ".join(plain(query.text).split())
    statement = core(message)
    ranking = checker.ranked(workspace_id, message, 2 * DEPTH)
    return Asked(query, ranking, checker.answer(workspace_id, statement, now=ASKED_AT))


def removed(queries: Sequence[Query]) -> frozenset[int]:
    """The claims that one of the queries in the open set means and no kept query does."""
    ordered = sorted(queries, key=lambda query: query.id)
    kept = frozenset[int]().union(*(query.relevant for query in ordered[0::2]))
    return frozenset[int]().union(*(query.relevant for query in ordered[1::2])) - kept


def set_state(
    engine: Engine, workspace_id: int, claims: Collection[int], state: ClaimState
) -> None:
    """Make claims drafts, which no answer knows of, or put them back on record."""
    with Session(writing(engine)) as session, session.begin():
        bump(session, workspace_id)
        workspace = session.get_one(Workspace, workspace_id)
        for number in claims:
            session.execute(
                update(Claim)
                .where(col(Claim.id) == number)
                .values(state=state.value, revision=workspace.revision)
            )


# --- measures ----------------------------------------------------------------------------------


def closed_set(asked: Sequence[Asked]) -> dict[str, float]:
    """Rankings over all claims, and the outcomes of near misses."""
    rankings = [
        ([claim for claim, _ in one.ranking], one.query.relevant)
        for one in asked
        if one.query.relevant
    ]
    metrics = ranking_metrics(rankings, DEPTH)
    near = [one for one in asked if one.query.near_miss]
    if near:
        taken = [one for one in near if one.shown & one.query.near_miss]
        matched = [one for one in taken if one.answer.outcome is Outcome.MATCH]
        metrics["near_miss_accepted"] = len(matched) / len(near)
        metrics["near_miss_shown"] = len(taken) / len(near)
    return metrics


def apart(asked: Sequence[Asked], texts: Sequence[str]) -> dict[str, float]:
    """Rankings without claims in the query's very words that are not labelled as relevant."""
    rankings = []
    identical = 0
    for one in asked:
        kept = [
            claim
            for claim, _ in one.ranking
            if claim in one.query.relevant or not same_words(texts[claim - 1], one.query.text)
        ]
        identical += len(kept) < len(one.ranking)
        if one.query.relevant:
            rankings.append((kept, one.query.relevant))
    if not identical:
        return {}
    metrics = {f"apart_{k}": v for k, v in ranking_metrics(rankings, DEPTH).items()}
    return {"identical": identical, **metrics}


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for punctuation and capitals."""
    return [token.lower for token in tokens(one)] == [token.lower for token in tokens(other)]


def open_set(asked: Sequence[Asked], gone: Collection[int]) -> dict[str, float]:
    """The outcomes if half of the claims asked for are not on record."""
    answerable = [one for one in asked if one.query.relevant - set(gone)]
    others = [one for one in asked if not one.query.relevant - set(gone)]
    shown = [one for one in asked if one.shown]
    offered = [one for one in asked if one.offered]
    differing = [one for one in asked if one.answer.outcome is Outcome.DIFFERS]
    matching = [one for one in asked if one.answer.outcome is Outcome.MATCH]

    def right(some: Sequence[Asked], claims: Callable[[Asked], frozenset[int]]) -> list[bool]:
        return [bool(claims(one) & one.query.relevant) for one in some]

    return {
        "answerable": len(answerable),
        "unanswerable": len(others),
        "auroc": auroc([one.top for one in answerable], [one.top for one in others]),
        "match_precision": mean(right(shown, _shown)),
        "match_recall": mean(right(answerable, _shown)),
        "offered_precision": mean(right(offered, _offered)),
        "offered_recall": mean(right(answerable, _offered)),
        "only_match_precision": mean(right(matching, _shown)),
        "differs": mean(one.answer.outcome is Outcome.DIFFERS for one in answerable),
        "differs_precision": mean(right(differing, _shown)),
        "none_or_possible": mean(not one.shown for one in others),
        "none": mean(one.answer.outcome is Outcome.NONE for one in others),
    }


def _shown(asked: Asked) -> frozenset[int]:
    return asked.shown


def _offered(asked: Asked) -> frozenset[int]:
    return asked.offered


def _is_right(asked: Asked, gone: Collection[int]) -> bool:
    return bool(asked.ranking) and asked.ranking[0][0] in asked.query.relevant - set(gone)


def _peers(texts: Sequence[str], queries: Sequence[Query]) -> dict[str, float]:
    """The ranking metrics of BM25 by itself and of RapidFuzz."""
    index = ClaimIndex()
    index.update(IndexedClaim(n, 1, text) for n, text in enumerate(texts, 1))
    searches: dict[str, Callable[[str], list[int]]] = {
        "bm25": lambda text: index.candidates(1, read(text), DEPTH),
        "token_set_ratio": lambda text: _scan(text, texts),
    }
    with_answer = [query for query in queries if query.relevant]
    metrics = {}
    for name, search in searches.items():
        rankings = [(search(plain(query.text)), query.relevant) for query in with_answer]
        for metric, value in ranking_metrics(rankings, DEPTH).items():
            metrics[f"{name}_{metric}"] = value
    return metrics


def _scan(text: str, texts: Sequence[str]) -> list[int]:
    found = process.extract(text, texts, scorer=fuzz.token_set_ratio, limit=DEPTH)
    return [place + 1 for _, _, place in found]


# --- printing ----------------------------------------------------------------------------------


def _row(one: Asked, names: dict[int, str]) -> Row:
    answer = one.answer
    got = {
        "ranking": [names[claim] for claim, _ in one.ranking],
        "score": round(one.top, 4),
        "outcome": answer.outcome.value,
        "claim": names[answer.claim.id] if answer.claim else None,
        "differences": [difference.kind.value for difference in answer.differences],
    }
    expected = sorted(names[claim] for claim in one.query.relevant)
    first = one.ranking[0][0] if one.ranking else None
    ok = first in one.query.relevant if expected else not one.shown
    return Row({"id": one.query.id, "text": one.query.text}, {"relevant": expected}, got, ok)


def print_curve(curve: Sequence[dict[str, float]]) -> None:
    """The reliability of scores, a line per tenth."""
    print("top score  queries  mean score  right")
    for tenth in curve:
        print(
            f"{tenth['from']:.1f}-{tenth['to']:.1f}  {tenth['queries']:>9.0f}"
            f"  {tenth['score']:>10.2f}  {tenth['right']:>5.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
