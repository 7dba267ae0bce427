"""Who says what in an article: `python -m benchmarks.extraction FILE|gold`.

A FILE of lines {"id", "text", "attributions": [{"source", "cue", "content"}]} (lists of [start,
end] in code points, end-exclusive) gives precision, recall and F1. Passages and annotations are
paired one to one, the most alike first, if the words of their contents overlap: token F1 of at
least 0.5, by position, without marks and "that". The speaker is right if the head words of each are
in the other ("Ryder" in "spokesman Pat Ryder"); if the annotation names no one, the passage must
not either. `strict_*` are the same at a token F1 of 0.8. The annotation also holds beliefs and
intentions, so recall is low by nature. Only half of the articles was looked at while the rules were
written: `--split tune` (crc32 of the id is even); `report` is the other half.

A gold.json (or the word `gold`, for the one in the shared test data) is an article with an answer
key of its own. Printed are the core attributions found with the right speaker, all attributions
found, drafts that match none, and stances. The exit code is 1 if a core one is missed.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.report import CaseError, Row, emit, guarded, load_json
from bot.extraction.draft import DraftPassage, Span
from bot.extraction.passages import passages

ALIKE = 0.5
STRICT = 0.8
GOLD = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "gold.json"

Extract = Callable[[str], list[DraftPassage]]

_TOKEN = re.compile(r"\w+")
_QUOTE_MARK = re.compile(r"[\"“”„]|''|``|(?<!\w)['‘](?=\w)")


@dataclass(frozen=True)
class Annotated:
    """One annotated attribution: its content, and the words that name its speaker."""

    content: list[Span]
    source: list[Span]


@dataclass(frozen=True)
class Pairing:
    """One article: its annotations, the drafts, and the pairs of both.

    `pairs` maps an index of `drafts` to (index of `annotated`, token F1, whether the speaker is
    right).
    """

    text: str
    annotated: list[Annotated]
    drafts: list[DraftPassage]
    pairs: Mapping[int, tuple[int, float, bool]]
    ms: float


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction",
        description="Compare the draft passages of articles with what was annotated.",
    )
    parser.add_argument("file", metavar="FILE", help='a .jsonl file, a gold.json, or "gold"')
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--nlp", action="store_true", help="read with spaCy as well as by rules")
    parser.add_argument("--split", choices=("tune", "report", "all"), default="all")
    arguments = parser.parse_args(argv)

    def run() -> int:
        extract = extractor(nlp=arguments.nlp)
        path = GOLD if arguments.file == "gold" else Path(arguments.file)
        if path.suffix == ".jsonl":
            return _attribution(path, extract, arguments.split, as_json=arguments.json)
        rows, metrics = gold(path, extract)
        emit(rows, metrics=metrics, as_json=arguments.json, gate=False)
        return 0 if metrics["core_right"] == metrics["core"] else 1

    return guarded(run)


def extractor(*, nlp: bool) -> Extract:
    """The function that reads passages: by the rules, or by the rules and spaCy."""
    if not nlp:
        return passages
    try:
        from bot.extraction.spacy_reader import parser

        read = parser()
    except ImportError as problem:
        raise CaseError(f"--nlp needs the optional extra `nlp` ({problem})") from problem
    return partial(passages, parse=read)


def pairings(path: Path, extract: Extract, split: str = "all") -> list[Pairing]:
    """Every article of a file (or of one half of it) with its drafts."""
    found: list[Pairing] = []
    for article in _articles(path):
        if split != "all" and (crc32(article["id"].encode()) % 2 == 0) != (split == "tune"):
            continue
        annotated = [
            Annotated(_spans(a["content"]), _spans(a["source"])) for a in article["attributions"]
        ]
        start = time.perf_counter()
        drafts = extract(article["text"])
        ms = (time.perf_counter() - start) * 1000
        pairs = paired(article["text"], annotated, drafts)
        found.append(Pairing(article["text"], annotated, drafts, pairs, ms))
    if not found:
        raise CaseError(f"{path}: has no article in this half")
    return found


def paired(
    text: str, annotated: Sequence[Annotated], drafts: Sequence[DraftPassage]
) -> dict[int, tuple[int, float, bool]]:
    """By index of a draft: the annotation paired with it; one to one, the most alike first."""
    wanted = [_tokens(text, a.content) for a in annotated]
    likely: list[tuple[float, bool, int, int]] = []
    for index, draft in enumerate(drafts):
        given = _tokens(text, draft.content)
        for place, tokens in enumerate(wanted):
            common = len(given & tokens)
            if common and (f1 := 2 * common / (len(given) + len(tokens))) >= ALIKE:
                right = speaker_right(text, draft, annotated[place].source)
                likely.append((f1, right, place, index))
    # Nested passages share words: of two that are nearly alike, the one with the right speaker is
    # meant.
    likely.sort(key=lambda one: (-round(one[0], 1), not one[1], -one[0]))
    pairs: dict[int, tuple[int, float, bool]] = {}
    taken: set[int] = set()
    for f1, right, place, index in likely:
        if place not in taken and index not in pairs:
            taken.add(place)
            pairs[index] = (place, f1, right)
    return pairs


def speaker_right(text: str, draft: DraftPassage, source: Sequence[Span]) -> bool:
    """Whether a draft names the annotated speaker: the head words of each are in the other."""
    if not source or draft.source is None:
        return not source and draft.source is None
    ours, theirs = text[slice(*draft.source)], " ".join(text[s:e] for s, e in source)
    return bool(_heads(ours) & _words(theirs)) and bool(_heads(theirs) & _words(ours))


def scores(found: Sequence[Pairing]) -> dict[str, float]:
    """Precision, recall and F1 over articles, by content and speaker, and the time for one
    article."""
    out = sum(len(p.drafts) for p in found)
    wanted = sum(len(p.annotated) for p in found)
    pairs = [pair for p in found for pair in p.pairs.values()]
    quoted_out = sum(_quoted(p.text, d.content) for p in found for d in p.drafts)
    quoted_wanted = sum(_quoted(p.text, a.content) for p in found for a in p.annotated)
    quoted_right = sum(
        right and _quoted(p.text, p.drafts[i].content) and _quoted(p.text, p.annotated[j].content)
        for p in found
        for i, (j, _, right) in p.pairs.items()
    )
    times = sorted(p.ms for p in found)
    return {
        **_rates("", sum(right for _, _, right in pairs), out, wanted),
        **_rates("content_", len(pairs), out, wanted),
        **_rates("quoted_", quoted_right, quoted_out, quoted_wanted),
        **_rates("strict_", sum(r and f1 >= STRICT for _, f1, r in pairs), out, wanted),
        "articles": len(found),
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[min(len(times) - 1, int(0.95 * len(times)))], 2),
    }


def by_pattern(found: Sequence[Pairing]) -> dict[str, dict[str, float]]:
    """For each pattern: the number of drafts, and the share with the right content and speaker."""
    out: Counter[str] = Counter()
    right: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for p in found:
        for index, draft in enumerate(p.drafts):
            out[draft.pattern.value] += 1
            sure[draft.pattern.value] += draft.confidence  # type: ignore[assignment]
            right[draft.pattern.value] += index in p.pairs and p.pairs[index][2]
    return {
        name: {
            "out": count,
            "precision": round(right[name] / count, 3),
            "confidence": round(sure[name] / count, 3),
        }
        for name, count in out.most_common()
    }


def gold(path: Path, extract: Extract) -> tuple[list[Row], dict[str, float]]:
    """The rows and metrics of an article with an answer key of its own."""
    key = load_json(path)
    if not isinstance(key, dict) or not {"attributions", "sources", "assertions"} <= set(key):
        raise CaseError(f"{path}: has no attributions, sources and assertions")
    text = (path.parent / Path(key["doc"]["path"]).name).read_bytes().decode("utf-8")
    start = time.perf_counter()
    drafts = extract(text)
    ms = (time.perf_counter() - start) * 1000
    annotated = [
        Annotated(
            [(s["start"], s["end"]) for s in a["content_spans"]],
            [(a["source_span"]["start"], a["source_span"]["end"])] if a["source_span"] else [],
        )
        for a in key["attributions"]
    ]
    at = {place: i for i, (place, _, _) in paired(text, annotated, drafts).items()}
    names = {s["id"]: [s["name"], *s.get("aliases", ())] for s in key["sources"]}
    rows: list[Row] = []
    core = core_right = right = stances_right = 0
    for place, attribution in enumerate(key["attributions"]):
        stances = _stances(key, attribution["id"])
        draft = drafts[at[place]] if place in at else None
        speaks = draft is not None and _names_all(draft, attribution["source_ids"], names)
        stance = draft is not None and draft.stance in stances
        right += speaks
        stances_right += stance
        core += attribution["difficulty"] == "core"
        core_right += speaks and attribution["difficulty"] == "core"
        rows.append(
            Row(
                {"name": attribution["id"]},
                {
                    "speaker": [names[i][0] for i in attribution["source_ids"]],
                    "stance": sorted(stances),
                },
                None if draft is None else {"speaker": draft.name, "stance": draft.stance},
                speaks and stance,
            )
        )
    return rows, {
        "core": core,
        "core_right": core_right,
        "all": len(rows),
        "all_right": right,
        "unmatched": len(drafts) - len(at),
        "stance_right": stances_right,
        "p50_ms": round(ms, 2),
    }


_FOUR = {
    "hints": "hedges",
    "declines_to_confirm": "declines",
    "urges": "asserts",
    "presupposes": "asserts",
}


def _stances(key: Mapping[str, Any], attribution_id: str) -> set[str]:
    """The stances of any of an attribution's assertions, in the names that passages use."""
    given = [a["stance"] for a in key["assertions"] if a["attribution_id"] == attribution_id]
    return {_FOUR.get(stance, stance) for stance in given}


def _names_all(
    draft: DraftPassage, sources: Sequence[str], names: Mapping[str, Sequence[str]]
) -> bool:
    if not sources:
        return draft.source is None
    given = [*draft.speakers] or [draft.name or ""]
    return len(given) >= len(sources) and all(
        any(_heads(name) & _words(one) for name in names[source] for one in given)
        for source in sources
    )


def _attribution(path: Path, extract: Extract, split: str, *, as_json: bool) -> int:
    found = pairings(path, extract, split)
    metrics = scores(found)
    patterns = by_pattern(found)
    if not as_json:
        print(f"{'pattern':<18} {'out':>5} {'precision':>9} {'confidence':>10}")
        for name, one in patterns.items():
            print(
                f"{name:<18} {one['out']:>5.0f} {one['precision']:>9.3f} {one['confidence']:>10.3f}"
            )
    return emit([], metrics=metrics, as_json=as_json, more={"patterns": patterns})


def _rates(prefix: str, right: int, out: int, wanted: int) -> dict[str, float]:
    return {
        f"{prefix}precision": round(right / out, 4) if out else 0.0,
        f"{prefix}recall": round(right / wanted, 4) if wanted else 0.0,
        f"{prefix}f1": round(2 * right / (out + wanted), 4) if out + wanted else 0.0,
    }


def _articles(path: Path) -> Iterable[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as problem:
        raise CaseError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
        except json.JSONDecodeError as problem:
            raise CaseError(f"{path}: line {number} is not JSON ({problem.msg})") from problem
        if not isinstance(article, dict) or not {"id", "text", "attributions"} <= set(article):
            raise CaseError(f"{path}: line {number} has no id, text and attributions")
        yield article


def _spans(listed: Iterable[Sequence[int]]) -> list[Span]:
    return [(int(start), int(end)) for start, end in listed]


def _tokens(text: str, spans: Iterable[Span]) -> set[int]:
    return {
        m.start()
        for start, end in spans
        for m in _TOKEN.finditer(text, start, end)
        if m.group() != "that"
    }


def _quoted(text: str, spans: Iterable[Span]) -> bool:
    """Whether there is a quotation mark in or right around the content."""
    return any(_QUOTE_MARK.search(text, max(start - 1, 0), end + 1) for start, end in spans)


_SMALL = frozenset(
    "the a an of in on at to for and or by with from his her their its this that s mr mrs".split()
)
_TAIL = re.compile(r",|\(|\b(?:who|which|that|of|for|in|at|with|from|on|to)\b")


def _words(phrase: str) -> set[str]:
    return {w.lower() for w in _TOKEN.findall(phrase)}


def _heads(phrase: str) -> set[str]:
    """The words that name a speaker: the last one of the noun phrase, and the names in it."""
    cut = _TAIL.search(phrase, 1)
    core = _TOKEN.findall(phrase[: cut.start()] if cut else phrase) or _TOKEN.findall(phrase)
    named = {w.lower() for w in core if w[:1].isupper()} - _SMALL
    last = (
        {w.lower() for w in core[-1:]} if core[-1:] != ["s"] else {w.lower() for w in core[-2:-1]}
    )
    return named | last


if __name__ == "__main__":
    sys.exit(main())
