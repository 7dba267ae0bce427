"""How fast a check is: `python -m benchmarks.latency --claims N [--against COMMIT]`.

Synthetic claims (fixed seed) in an SQLite database, each with an attribution and a vector near
the texts that share its words (`--lexical` leaves vectors out). Everything is measured in
processes of their own. Prints

- `start_s`: a whole `python -m bot check` process, median of several;
- `fill_s`: putting the claims into the database, which is the benchmark's own work;
- `build_s`: ready from the database: the index, and the vectors where they fit in memory;
- `embed_ms`: the semantic model's vector of a statement, median: it comes on top where a check
  needs one, for in the checks a table stands in for the model;
- `p50_ms`, `p95_ms`: one whole check in a running process (statement to answer), of questions in
  the claim's words: `right` is the share of them with the right card;
- `reworded_p50_ms`, `reworded_p95_ms`: the same of statements in other words, which need vectors;
  `reworded_right` is the share with the right claim shown or offered;
- `post_p50_ms`, `post_p95_ms`: a pasted post of a few of those questions as sentences, with
  remarks around them; `post_right` is the share of its claims that are shown;
- `fresh_s`: from committing a new claim until a check finds it, the slowest of a few;
- `rss_mb`: peak memory of the process after building and checking;
- `yardstick_ms`, `times_faster`: RapidFuzz's `process.extract(scorer=token_set_ratio, limit=5)`
  over the same claims in the same run, median, and how many times faster the median check is.

With `--against`, the same of a work tree of COMMIT, in an environment from its own lock and with a
database that it made itself: `against_…`, and `ratio_…`, the present build's by that. The two take
turns, a few checks each, so that what else the machine does hits both alike; each ratio is one of
medians. Fails where a build shows the right card for less than 99 of 100 questions.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.builds import Build, Running, blocks, of_commit, present
from benchmarks.desk import embedder
from benchmarks.one_build import COLOURS
from benchmarks.report import Row, emit
from benchmarks.synthetic import SEED, Synthetic, synthetic

_IN_TURN = 10
"""Checks of one build before the other has its turn."""

_SENTENCES = 3
_POST = "BREAKING!! {claims} Please share before they take it down #news"

_ENOUGH_RIGHT = 0.99

_LESS_IS_BETTER = (
    "start_s",
    "build_s",
    "p50_ms",
    "p95_ms",
    "reworded_p50_ms",
    "reworded_p95_ms",
    "post_p50_ms",
    "post_p95_ms",
    "fresh_s",
    "rss_mb",
)


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = _arguments(argv)
    chosen = set(random.Random(SEED).sample(range(arguments.claims), _asked(arguments)))
    asked = [claim for n, claim in enumerate(synthetic(arguments.claims)) if n in chosen]
    with _folder(arguments.databases) as folder, ExitStack() as open_until_done:
        builds = [present(folder)]
        if arguments.against:
            work = Path(open_until_done.enter_context(tempfile.TemporaryDirectory()))
            found = open_until_done.enter_context(of_commit(arguments.against, work))
            database = folder / found.name / "desk.sqlite3"
            builds.append(Build(found.name, found.root, found.python, database))
        filled = [_fill(build, arguments, folder) for build in builds]
        measured = _measured(builds, asked, arguments)
    rows = measured[0].pop("rows")
    enough = all(one["right"] >= _ENOUGH_RIGHT for one in measured)
    metrics: dict[str, float] = {"claims": float(arguments.claims), "fill_s": round(filled[0], 1)}
    metrics |= measured[0]
    metrics |= _embedding(asked, arguments) | _yardstick(asked, arguments, metrics["p50_ms"])
    if arguments.against:
        against = {name: value for name, value in measured[1].items() if name != "rows"}
        metrics |= {f"against_{name}": value for name, value in against.items()}
        metrics |= {
            f"ratio_{name}": round(metrics[name] / against[name], 3)
            for name in _LESS_IS_BETTER
            if against.get(name)
        }
    emit(rows if arguments.json else [], metrics=metrics, as_json=arguments.json, gate=False)
    if not enough:
        print("error: a build does not find what it was asked for", file=sys.stderr)
    return 0 if enough else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description="Speed.")
    parser.add_argument("--claims", type=int, default=10_000, help="claims on record")
    parser.add_argument("--checks", type=int, default=200, help="statements checked")
    parser.add_argument("--starts", type=int, default=5, help="processes started")
    parser.add_argument("--yardstick", type=int, default=5, help="scans by RapidFuzz, 0 for none")
    parser.add_argument("--lexical", action="store_true", help="without vectors")
    parser.add_argument("--against", metavar="COMMIT", help="measure that build too, in turns")
    parser.add_argument(
        "--databases", type=Path, metavar="FOLDER", help="keep the databases there for another run"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args(argv)


def _asked(arguments: argparse.Namespace) -> int:
    return min(int(arguments.checks), int(arguments.claims))


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _fill(build: Build, arguments: argparse.Namespace, folder: Path) -> float:
    """Seconds that it took; 0 where an earlier run has kept the database."""
    if build.database.exists():
        return 0.0
    claims = folder / "claims.jsonl"
    if not claims.exists():
        with claims.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(one.text)}\n" for one in synthetic(arguments.claims))
    with Running(build, lexical=arguments.lexical) as running:
        return float(running("fill", claims=str(claims))["s"])


def _measured(
    builds: Sequence[Build], asked: Sequence[Synthetic], arguments: argparse.Namespace
) -> list[dict[str, Any]]:
    """The metrics of each build, and the rows of its questions."""
    starts = _starts(builds, asked[0], arguments.starts)
    posts = [
        _POST.format(claims=" ".join(one.text for one in some))
        for some in blocks(asked, _SENTENCES)
    ]
    with ExitStack() as open_until_done:
        running = [
            open_until_done.enter_context(Running(one, lexical=arguments.lexical)) for one in builds
        ]
        built = [one("build")["s"] for one in running]
        said = _in_turns(running, [one.statement for one in asked])
        reworded = _in_turns(running, [one.reworded for one in asked])
        pasted = _in_turns(running, posts)
        fresh = [max(one("fresh", n=n)["s"] for n in range(len(COLOURS))) for one in running]
        memory = [one("memory")["mb"] for one in running]
    return [
        {
            "start_s": round(statistics.median(starts[n] or [0.0]), 3),
            "build_s": round(built[n], 3),
            **_times("", said[n]),
            **_times("reworded_", reworded[n]),
            **_times("post_", pasted[n]),
            **_right(asked, said[n], reworded[n], pasted[n]),
            "fresh_s": round(fresh[n], 3),
            "rss_mb": round(memory[n]),
            "rows": [
                Row(one.statement, one.text, _shown(answers), one.text in _shown(answers))
                for one, answers in zip(asked, said[n]["answers"], strict=True)
            ],
        }
        for n in range(len(builds))
    ]


def _starts(builds: Sequence[Build], asked: Synthetic, times: int) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in builds]
    for n in range(times):
        for which in _order(len(builds), n):
            seconds, answer = builds[which].check(asked.statement)
            if not answer["claim"] or answer["claim"]["text"] != asked.text:
                raise RuntimeError(f"{builds[which].name}: check shows {answer['claim']}")
            taken[which].append(seconds)
    return taken


def _in_turns(running: Sequence[Running], texts: Sequence[str]) -> list[dict[str, Any]]:
    """All texts checked by each, a few at a time; the times of a first round, which fills caches,
    are not kept."""
    found: list[dict[str, Any]] = [{"ms": [], "answers": []} for _ in running]
    for warm in running:
        warm("check", texts=list(texts[:_IN_TURN]))
    for n, some in enumerate(blocks(texts, _IN_TURN)):
        for which in _order(len(running), n):
            checked = running[which]("check", texts=list(some))
            found[which]["ms"] += checked["ms"]
            found[which]["answers"] += checked["answers"]
    return found


def _order(number: int, turn: int) -> Sequence[int]:
    """Each first as often as the other."""
    return range(number) if turn % 2 == 0 else range(number - 1, -1, -1)


def _times(what: str, found: Mapping[str, Any]) -> dict[str, float]:
    return {
        f"{what}p50_ms": round(statistics.median(found["ms"]), 2),
        f"{what}p95_ms": round(_percentile(found["ms"], 0.95), 2),
    }


def _right(
    asked: Sequence[Synthetic],
    said: Mapping[str, Any],
    reworded: Mapping[str, Any],
    pasted: Mapping[str, Any],
) -> dict[str, float]:
    def share(found: Sequence[bool]) -> float:
        return round(sum(found) / len(found), 4)

    pairs = list(zip(asked, said["answers"], strict=True))
    others = zip(asked, reworded["answers"], strict=True)
    posts = zip(blocks(asked, _SENTENCES), pasted["answers"], strict=True)
    return {
        "right": share([one.text in _shown(answers) for one, answers in pairs]),
        "reworded_right": share(
            [one.text in (*_shown(answers), *answers[0]["offered"]) for one, answers in others]
        ),
        "post_right": share(
            [one.text in _shown(answers) for some, answers in posts for one in some]
        ),
    }


def _shown(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    return [answer["shown"] for answer in answers if answer["shown"]]


def _embedding(asked: Sequence[Synthetic], arguments: argparse.Namespace) -> dict[str, float]:
    model = None if arguments.lexical else embedder()
    if model is None:
        return {}
    taken = [_seconds(partial(model.embed, [one.statement])) for one in asked]
    return {"embed_ms": round(statistics.median(taken) * 1000, 2)}


def _yardstick(
    asked: Sequence[Synthetic], arguments: argparse.Namespace, p50_ms: float
) -> dict[str, float]:
    if not arguments.yardstick:
        return {}
    texts = [claim.text for claim in synthetic(arguments.claims)]
    scans = [_scan(one.statement, texts) for one in asked[: arguments.yardstick]]
    median = statistics.median(scans) * 1000
    return {"yardstick_ms": round(median, 1), "times_faster": round(median / p50_ms, 1)}


def _scan(statement: str, texts: Sequence[str]) -> float:
    return _seconds(lambda: process.extract(statement, texts, scorer=fuzz.token_set_ratio, limit=5))


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    sys.exit(main())
