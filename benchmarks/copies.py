"""How well copies of agency reports are found among other articles, on invented documents.

Each report is published by several outlets: with a sentence more or less, without its dateline,
with other quotation marks, with every tenth sentence reworded, or only its first third. Beside them
are other articles, some with two of a report's sentences (its quotes). A copy is found if the
report is among its relatives, and right if the number of sentences that both have is.

    python -m benchmarks.copies [--reports 100] [--others 2000] [--json]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from benchmarks.report import Row, emit
from benchmarks.synthetic import Synthetic, synthetic
from bot.ingest.documents import Incoming
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafts import document_of
from bot.record.drafts.families import relatives
from bot.record.workspaces import local_workspace
from models.database import ensure_schema, open_engine, writing

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SENTENCES = 12, 40
SHARED_QUOTES = 2

Report = Sequence[Synthetic]
Copy = tuple[list[str], int]
"""The sentences of a copy, and how many of them are in the report."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article; a copy of the report number `report` with `same` of its sentences, if it is
    one. `kind` says how it differs."""

    text: str
    kind: str
    report: int | None = None
    same: int = 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.copies", description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--others", type=int, default=2_000, help="articles on other things")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    given = parser.parse_args(argv)
    articles = list(_articles(given.reports, given.others))
    with tempfile.TemporaryDirectory() as folder:
        return _measure(articles, Path(folder), as_json=given.json)


def _measure(articles: Sequence[Article], folder: Path, *, as_json: bool) -> int:
    engine = open_engine(f"sqlite:///{folder / 'copies.sqlite3'}")
    ensure_schema(engine)
    with Session(writing(engine)) as session, session.begin():
        workspace_id = local_workspace(session, NOW).id or 0
        change = Change(session, workspace_id, "U0BENCH", NOW)
        ids = [store_document(change, Incoming(one.text)).document_id for one in articles]
    reports = {
        one.report: at for at, one in zip(ids, articles, strict=True) if one.kind == "report"
    }
    rows, took = [], []
    with Session(engine) as session:
        for document_id, one in zip(ids, articles, strict=True):
            if one.kind in ("report", "other"):
                continue
            document = document_of(session, workspace_id, document_id)
            began = time.perf_counter()
            family = relatives(session, document)
            took.append((time.perf_counter() - began) * 1000)
            found = {relative.document_id: len(relative.same) for relative in family}
            got = found.get(reports[one.report])
            expected = one.same if one.kind != "quotes" else None
            rows.append(
                Row({"name": one.kind, "document": document_id}, expected, got, got == expected)
            )
    return emit(
        rows if as_json else [],
        metrics=_metrics(rows) | {"p50_ms": statistics.median(took), "documents": len(articles)},
        as_json=as_json,
    )


def _metrics(rows: Sequence[Row]) -> dict[str, float]:
    copies = [row for row in rows if row.expected is not None]
    found = [row for row in copies if row.got is not None]
    false = sum(row.expected is None and row.got is not None for row in rows)
    metrics = {
        "recall": len(found) / len(copies),
        "precision": len(found) / max(1, len(found) + false),
        "right_counts": sum(row.ok for row in copies) / len(copies),
    }
    for kind in sorted({row.input["name"] for row in rows}):
        of = [row.ok for row in rows if row.input["name"] == kind]
        metrics[f"right_{kind}"] = sum(of) / len(of)
    return metrics


def _articles(reports: int, others: int) -> Iterator[Article]:
    chance = random.Random(len(_KINDS))
    every = synthetic((reports * 3 + others) * SENTENCES[1])

    def sentences() -> list[Synthetic]:
        return [next(every) for _ in range(chance.randint(*SENTENCES))]

    for number in range(reports):
        report = sentences()
        yield Article(_text([one.text for one in report]), "report", number)
        for kind, change in _KINDS.items():
            changed, same = change(report, sentences(), chance)
            yield Article(_text(changed), kind, number, same)
    for _ in range(others):
        yield Article(_text([one.text for one in sentences()]), "other")


def _more(report: Report, other: Report, chance: random.Random) -> Copy:
    texts = [one.text for one in report]
    texts.insert(chance.randint(0, len(texts)), other[0].text)
    return texts, len(report)


def _less(report: Report, _: Report, chance: random.Random) -> Copy:
    texts = [one.text for one in report]
    del texts[chance.randrange(len(texts))]
    return texts, len(texts)


def _house(report: Report, _: Report, __: random.Random) -> Copy:
    texts = [one.text.replace("'", "’") for one in report]
    return [f"OSTRA, March 1 (Newsline) - {texts[0]}", *texts[1:]], len(report)


def _reworded(report: Report, _: Report, chance: random.Random) -> Copy:
    changed = set(chance.sample(range(len(report)), max(1, len(report) // 10)))
    texts = [one.reworded if at in changed else one.text for at, one in enumerate(report)]
    return texts, len(report) - len(changed)


def _brief(report: Report, _: Report, __: random.Random) -> Copy:
    texts = [one.text for one in report[: len(report) // 3]]
    return texts, len(texts)


def _quotes(report: Report, other: Report, chance: random.Random) -> Copy:
    """Another article with two of the report's sentences: no copy."""
    texts = [one.text for one in other]
    for one in chance.sample(list(report), SHARED_QUOTES):
        texts.insert(chance.randint(0, len(texts)), one.text)
    return texts, SHARED_QUOTES


_KINDS: dict[str, Callable[[Report, Report, random.Random], Copy]] = {
    "sentence_more": _more,
    "sentence_less": _less,
    "house_style": _house,
    "reworded": _reworded,
    "brief": _brief,
    "quotes": _quotes,
}


def _text(sentences: Sequence[str]) -> str:
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    raise SystemExit(main())
