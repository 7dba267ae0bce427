"""The record that ships with the product: sound, honest about what is invented, and complete."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.corroboration import (
    DEFAULT_SHELF_LIFE_DAYS,
    Attribution,
    ClaimFacts,
    Corroboration,
    Source,
    Stance,
    Status,
    corroborate,
)
from tests.paths import ROOT, shared

Entry = dict[str, Any]

SAMPLE = ROOT / "samples" / "record.json"
RECORD: dict[str, list[Entry]] = json.loads(SAMPLE.read_text("utf-8"))
DOCUMENTS = {d["key"]: d for d in RECORD["documents"]}
REAL_TOPIC = "North Korean troops in Russia"
DAY_OF_ASKING = date(2026, 3, 9)  # a week after the newest document

EXPECTED = {
    "nk-troops-in-russia": "aligned",
    "nk-troops-10k": "aligned",
    "nk-kursk-10k-12k": "single_source",
    "nk-combat-support": "position",
    "ua-fired-on-nk": "single_source",
    "nk-first-foreign-army": "position",
    "zelensky-lift-limits": "single_source",
    "clash-on-russian-soil": "unattributed",
    "nk-inside-ukraine": "no_position",
    "ferry-deaths-14": "disputed",
    "ferry-missing-40": "figure_unsupported",
    "ferry-aboard-212": "confirmed",
    "ferry-too-fast": "hedged",
    "ferry-search-ended": "single_source",
    "ferry-families-fund": "single_source",
    "ferry-recorder-stopped": "single_source",
    "vote-margin-412": "disputed",
    "vote-count-halted": "corroborated",
    "vote-no-observers": "denied",
    "vote-recount-ordered": "disputed",
    "leak-happened": "confirmed",
    "leak-400-kg": "disputed",
    "leak-valve-17": "confirmed",
    "leak-workers-warned": "unattributed",
    "breach-data-stolen": "confirmed",
    "breach-backups-intact": "denied",
    "breach-chief-resigned": "retracted",
    "bridge-cable-cracked": "single_source",
    "bridge-closed-to-lorries": "corroborated",
    "bridge-repair-8-4m": "figure_unsupported",
    "jobs-rate-6-4": "single_source",
}

FLAGGED = {
    "relayed": "ferry-search-ended",
    "circular": "bridge-cable-cracked",
    "unattributed": "vote-no-observers",
    "updated_by_source": "breach-data-stolen",
    "party_divided": "vote-recount-ordered",
    "interested_only": "nk-troops-10k",
    "interests_unreviewed": "jobs-rate-6-4",
    "not_confirmed_by:North Korea,Russia": "nk-troops-in-russia",
    "denial_independent": "vote-boxes-missing",
    "denial_interested_only": "ferry-freighter-turned",
    "number_conflict": "ferry-deaths-14",
    "number_compatible_only": "vote-turnout-61",
    "stale": "jobs-rate-6-4",
}


def test_it_is_large_enough_to_try_things_with() -> None:
    assert len(RECORD["claims"]) >= 40
    assert len(RECORD["attributions"]) >= 60
    assert len(RECORD["documents"]) >= 8
    assert all(60 <= len(d["text"].split()) <= 220 for d in RECORD["documents"])


@pytest.mark.parametrize("name", ["outlets", "sources", "documents", "claims", "attributions"])
def test_keys_are_unique(name: str) -> None:
    counts = Counter(entry["key"] for entry in RECORD[name])
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "reference", "target"),
    [
        ("sources", "parent", "sources"),
        ("documents", "outlet", "outlets"),
        ("claims", "merged_into", "claims"),
        ("attributions", "claim", "claims"),
        ("attributions", "source", "sources"),
        ("attributions", "document", "documents"),
        ("attributions", "relayed_by", "outlets"),
        ("attributions", "origin", "attributions"),
    ],
)
def test_references_resolve(name: str, reference: str, target: str) -> None:
    known = {entry["key"] for entry in RECORD[target]} | {None, "unknown"}
    assert [e["key"] for e in RECORD[name] if e.get(reference) not in known] == []


def test_every_span_holds_words_of_its_document() -> None:
    for attribution in RECORD["attributions"]:
        text = DOCUMENTS[attribution["document"]]["text"]
        for start, end in _spans(attribution):
            assert 0 <= start < end <= len(text), attribution["key"]
            words = text[start:end]
            assert words == words.strip() != "", attribution["key"]
            # A span that cuts a word is an offset gone wrong.
            assert re.search(r"\w\Z", text[:start]) is None or not words[0].isalnum()
            assert re.match(r"\w", text[end:]) is None or not words[-1].isalnum()


def test_what_is_marked_verbatim_stands_in_quotation_marks() -> None:
    verbatim = [a for a in RECORD["attributions"] if a["verbatim"]]
    assert verbatim
    for attribution in verbatim:
        quoted = _inside_quotation_marks(DOCUMENTS[attribution["document"]]["text"])
        for start, end in attribution["content"]:
            assert any(a <= start and end <= b for a, b in quoted), attribution["key"]


def test_insertions_are_brackets_inside_the_quote() -> None:
    for attribution in RECORD["attributions"]:
        text = DOCUMENTS[attribution["document"]]["text"]
        for start, end in attribution.get("insertions", []):
            assert (text[start], text[end - 1]) == ("[", "]")
            assert any(a <= start and end <= b for a, b in attribution["content"])


def test_whatever_is_invented_says_so() -> None:
    topics = {c["key"]: c["topic"] for c in RECORD["claims"]}
    assert {t for t in topics.values() if "(invented)" not in t} == {REAL_TOPIC}
    used_for: dict[str, set[bool]] = {}
    for attribution in RECORD["attributions"]:
        is_real = topics[attribution["claim"]] == REAL_TOPIC
        used_for.setdefault(attribution["document"], set()).add(is_real)
    for document in RECORD["documents"]:
        (real,) = used_for[document["key"]]
        for line in (document["title"], document["text"].splitlines()[0]):
            assert line.startswith("[Invented for this sample]") != real
        if document["url"]:
            assert re.match(r"https://[a-z]+\.example/", document["url"])


def test_no_sentence_of_the_article_is_repeated() -> None:
    article = shared("corpus", "article.txt").read_text("utf-8")
    between_quotes = re.split(r'"[^"]*"', article)
    borrowed = {run for part in between_quotes for run in _runs(part, 7)}
    ours = [d["text"] for d in RECORD["documents"]] + [c["text"] for c in RECORD["claims"]]
    assert borrowed
    assert not borrowed & {run for text in ours for run in _runs(text, 7)}


def test_every_status_occurs() -> None:
    assert {_derive(claim["key"]).status for claim in RECORD["claims"]} == set(Status)


@pytest.mark.parametrize(("claim", "status"), EXPECTED.items())
def test_claims_have_the_status_an_editor_would_give(claim: str, status: str) -> None:
    assert _derive(claim).status == status


@pytest.mark.parametrize(("flag", "claim"), FLAGGED.items())
def test_every_flag_occurs(flag: str, claim: str) -> None:
    assert flag in _derive(claim).flags


def test_one_spokeswoman_relayed_three_times_counts_once() -> None:
    assert len(_counted_entries("ferry-search-ended")) == 4
    assert _derive("ferry-search-ended").support == 1


def test_a_joint_statement_counts_once() -> None:
    assert len(_counted_entries("ferry-families-fund")) == 2
    assert _derive("ferry-families-fund").support == 1


@pytest.mark.parametrize(
    ("claim", "hidden", "would_be"),
    [
        ("ferry-too-fast", lambda a: a["state"] == "draft", "single_source"),
        ("leak-workers-warned", lambda a: a["state"] == "rejected", "single_source"),
        ("ferry-recorder-stopped", lambda a: "embargo_until" in a, "confirmed"),
    ],
)
def test_what_may_not_count_would_be_noticed_if_it_did(
    claim: str, hidden: Callable[[Entry], bool], would_be: str
) -> None:
    extra = [a for a in RECORD["attributions"] if a["claim"] == claim and hidden(a)]
    assert len(extra) == 1
    assert _derive(claim).status == EXPECTED[claim]
    assert _derive(claim, extra).status == would_be


def test_the_embargo_lies_ahead_and_the_claim_has_a_visible_voice() -> None:
    (held,) = [a for a in RECORD["attributions"] if "embargo_until" in a]
    assert datetime.fromisoformat(held["embargo_until"]) >= datetime(2030, 1, 1, tzinfo=UTC)
    assert _counted_entries(held["claim"])


def test_it_has_a_confidential_source_a_withdrawn_and_a_merged_claim() -> None:
    (person,) = [s for s in RECORD["sources"] if s.get("confidential")]
    assert person["kind"] == "person"
    # The documents must not give away whom the desk protects.
    assert all(person["name"] not in d["text"] for d in RECORD["documents"])
    assert [c["key"] for c in RECORD["claims"] if c.get("state") == "withdrawn"]
    assert [c["key"] for c in RECORD["claims"] if "merged_into" in c]


def _derive(claim_key: str, extra: list[Entry] | None = None) -> Corroboration:
    """The status of a sample claim, from what may be counted and `extra`."""
    (claim,) = [c for c in RECORD["claims"] if c["key"] == claim_key]
    sources = {
        s["key"]: Source(s["key"], parent=s.get("parent"), side=s.get("side"), name=s["name"])
        for s in RECORD["sources"]
    }
    return corroborate(
        ClaimFacts(claim["kind"], figure=_figure(claim), unit=claim.get("unit")),
        [_attribution(a) for a in [*_counted_entries(claim_key), *(extra or [])]],
        sources,
        as_of=DAY_OF_ASKING,
        shelf_life_days=DEFAULT_SHELF_LIFE_DAYS.get(claim["kind"]),
    )


def _counted_entries(claim_key: str) -> list[Entry]:
    return [
        a
        for a in RECORD["attributions"]
        if a["claim"] == claim_key and a["state"] == "approved" and "embargo_until" not in a
    ]


def _attribution(entry: Entry) -> Attribution:
    day = entry["said_on"] or DOCUMENTS[entry["document"]]["published_on"]
    return Attribution(
        id=entry["key"],
        source=entry["source"],
        stance=Stance(entry["stance"]),
        said_on=date.fromisoformat(day),
        origin=entry.get("origin"),
        relayed_by=entry.get("relayed_by"),
        basis=entry.get("basis", "statement"),
        evidence=entry.get("evidence"),
        figure=_figure(entry),
        unit=entry.get("unit"),
        against_interest=entry.get("against_interest", False),
        retracted=entry.get("retracted", False),
    )


def _figure(entry: Entry) -> tuple[float | None, float | None] | None:
    if "figure" not in entry:
        return None
    low, high = entry["figure"]
    return low, high


def _spans(entry: Entry) -> Iterator[tuple[int, int]]:
    for name in ("content", "antecedent", "insertions"):
        yield from entry.get(name, [])
    if "speaker" in entry:
        yield entry["speaker"]


def _inside_quotation_marks(text: str) -> list[tuple[int, int]]:
    marks = [(m.start(), m.group()) for m in re.finditer("[“”]", text)]
    return [(a + 1, b) for (a, left), (b, right) in pairwise(marks) if (left, right) == ("“", "”")]


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]
