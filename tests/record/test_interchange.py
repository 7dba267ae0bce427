from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.record.exchange.entries import as_json, fingerprint
from bot.record.exchange.interchange import MAX_REPORTED, RecordError, parse, render
from tests.exchanged import records
from tests.paths import ROOT, shared
from tests.records import TEXT, attribution, read, record


def refusal(raw: Any) -> str:
    with pytest.raises(RecordError) as error:
        parse(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return str(error.value)


def test_a_file_written_again_is_the_same_file() -> None:
    file = read(record())
    written = render(file)
    assert parse(written.encode()) == file
    assert render(parse(written.encode())) == written
    assert written.endswith("}\n")


def test_defaults_are_left_out_and_keys_come_in_the_formats_order() -> None:
    raw = record()
    raw["attributions"] = [
        {"state": "approved", "basis": "statement", "retracted": False}
        | {"said_on": None, "figure": [10000.0, None], "figure_computed": True}
        | attribution("a")
    ]
    written = as_json(read(raw).attributions[0])
    assert list(written) == [
        *(
            "key",
            "claim",
            "source",
            "document",
            "content",
            "verbatim",
            "stance",
            "figure",
            "figure_computed",
        )
    ]
    assert json.dumps(written["figure"]) == "[10000, null]"


def test_the_same_entry_has_one_fingerprint_however_it_is_written() -> None:
    plain, wordy = record(), record()
    wordy["claims"][0] |= {"state": "approved", "place": None}
    assert fingerprint(read(plain).claims[0]) == fingerprint(read(wordy).claims[0])


def test_an_embargo_may_be_a_day_or_an_instant_with_its_offset() -> None:
    for written in ("2024-12-01", "2024-12-01T01:00:00+01:00", "2024-12-01T00:00Z"):
        raw = record()
        raw["attributions"][0]["embargo_until"] = written
        entry = as_json(read(raw).attributions[0])
        assert entry["embargo_until"] == "2024-12-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "index", "field", "value", "reason"),
    [
        ("claims", 0, "kind", "rumour", 'kind "rumour" is none of fact'),
        ("claims", 0, "text", " ", "text is empty"),
        ("claims", 0, "text", 7, "text 7 is not text"),
        ("claims", 0, "text", "a\0b", "text has a NUL character"),
        ("claims", 0, "text", "a\ud800b", "text has half a character"),
        ("claims", 0, "colour", "red", 'unknown key "colour"'),
        ("claims", 0, "figure", [2, 1], "figure [2, 1] has its low end above its high end"),
        ("claims", 0, "figure", [None, None], "figure has no bound at all"),
        ("claims", 0, "figure", [True, None], "figure true is not a number"),
        ("claims", 0, "figure", [1], "figure [1] is not [low, high]"),
        ("claims", 0, "figure", [10**400, None], "figure has a number that is too large"),
        ("claims", 0, "state", "final", 'state "final" is none of'),
        ("claims", 0, "merged_into", "closed", "merged_into leads back to itself"),
        ("claims", 0, "merged_into", "gone", 'merged_into "gone" is not among the claims'),
        ("claims", 1, "key", "closed", "the key is taken by claims[0]"),
        ("claims", 0, "key", "k" * 201, "key has 201 characters, more than 200"),
        ("sources", 2, "parent", "holm", "parent leads back to itself (holm → council → ostra"),
        ("sources", 0, "parent", "nobody", 'parent "nobody" is not among the sources'),
        ("sources", 0, "anonymous", 1, "anonymous 1 is neither true nor false"),
        ("sources", 2, "aliases", "Ost", 'aliases "Ost" is not a list'),
        ("documents", 0, "outlet", "x", 'outlet "x" is not among the outlets'),
        ("documents", 0, "published_on", "2024-13-01", "is not a day of the calendar"),
        ("documents", 0, "published_on", "4 November", "is not a date (YYYY-MM-DD)"),
        ("documents", 0, "published_basis", "guess", 'published_basis "guess" is none of given'),
        ("documents", 0, "topic", " ", "topic is empty"),
        ("outlets", 0, "timezone", "Ostra", 'timezone "Ostra" is no time zone, like Europe/Oslo'),
        ("attributions", 0, "said_precision", "day", 'said_precision "day" is none of month'),
        ("attributions", 0, "claim", "x", 'claim "x" is not among the claims'),
        ("attributions", 0, "source", "x", 'source "x" is not among the sources'),
        ("attributions", 0, "document", "x", 'document "x" is not among the documents'),
        ("attributions", 0, "relayed_by", "x", 'relayed_by "x" is not among the outlets'),
        ("attributions", 0, "origin", "x", 'origin "x" is not among the attributions'),
        ("attributions", 0, "stance", "doubts", 'stance "doubts" is none of'),
        ("attributions", 0, "verbatim", None, "verbatim null is neither true nor false"),
        ("attributions", 0, "key", "unknown", '"unknown" is reserved'),
        ("attributions", 0, "content", [], "content has no span"),
        ("attributions", 0, "content", [[9, 3]], "content [9, 3] does not end after its start"),
        ("attributions", 0, "content", [[-1, 3]], "content [-1, 3] is not in document"),
        ("attributions", 0, "content", [[3, 4]], "is only white space"),
        ("attributions", 0, "content", [[0, 9], [5, 12]], "content [0, 9] and [5, 12] overlap"),
        ("attributions", 0, "content", [[0, 2.5]], "content [0, 2.5] is not [start, end]"),
        ("attributions", 0, "speaker", [9000, 9001], "speaker [9000, 9001] is not in document"),
        ("attributions", 0, "insertions", [[40, 45]], "insertions [40, 45] is not inside"),
        ("attributions", 0, "figure", [2, 2], 'figure "2" is not in the words, which give none'),
        ("attributions", 0, "figure_computed", 1, "figure_computed 1 is neither true nor false"),
        ("attributions", 0, "embargo_until", "2024-11-04T10:00", "with its offset from UTC"),
        ("attributions", 0, "embargo_until", "2024-11-04T25:00Z", "not a time of the calendar"),
    ],
)
def test_a_wrong_entry_is_named_with_the_reason(
    name: str, index: int, field: str, value: Any, reason: str
) -> None:
    raw = record()
    raw[name][index][field] = value
    said = refusal(raw)
    assert f"{name}[" in said
    assert reason in said


def test_a_passage_that_is_not_in_its_document_is_refused_in_so_many_words() -> None:
    raw = record()
    raw["attributions"][1]["content"] = [[166, 9999]]
    assert refusal(raw) == (
        f'attributions[1] "a2": content [166, 9999] is not in document "report", '
        f"which has {len(TEXT)} characters"
    )


@pytest.mark.parametrize("field", ["claim", "source", "document", "content", "stance"])
def test_what_is_required_must_be_there(field: str) -> None:
    raw = record()
    del raw["attributions"][0][field]
    assert refusal(raw) == f'attributions[0] "a1": {field} is missing'


def test_nothing_is_merged_into_a_withdrawn_claim() -> None:
    raw = record()
    raw["claims"][0]["merged_into"] = "may"
    raw["claims"][1]["state"] = "withdrawn"
    assert refusal(raw) == 'claims[0] "closed": merged_into "may" is withdrawn'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is not JSON"),
        (b"{", "line 1 column 2"),
        (b"\xff\xfe{}", "the file is not UTF-8 (byte 0)"),
        (b"[]", "the file is not a JSON object"),
        (b"{}", "the format is null, not on-record/1"),
        (b'{"format": "on-record/2"}', 'the format is "on-record/2", not on-record/1'),
        (b'{"format": "on-record/1", "people": []}', 'unknown key "people"'),
        (b'{"format": "on-record/1", "claims": {}}', "claims is not a list"),
        (b'{"format": "on-record/1", "claims": [1]}', "claims[0]: it is not a JSON object"),
        (b'{"format": "on-record/1", "claims": [], "claims": []}', '"claims" stands twice'),
        (b'{"format": "on-record/1", "claims": [NaN]}', "NaN is not a number"),
        (b"[" * 100_000, "the file is not JSON that can be read"),
    ],
)
def test_what_is_no_record_at_all_is_refused(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_a_key_that_stands_twice_in_an_entry_is_refused() -> None:
    data = json.dumps(record()).replace('"kind": "fact"', '"kind": "fact", "kind": "fact"')
    assert refusal(data.encode()) == 'claims[0] "closed": the key "kind" stands twice'


def test_all_that_is_wrong_is_said_at_once_in_the_files_order() -> None:
    raw = record()
    raw["sources"][0]["kind"] = "ghost"
    raw["claims"][0] = {"key": "closed", "text": "", "kind": "fact", "figure": [2, 1]}
    raw["attributions"][1]["content"] = [[0, 999]]
    lines = refusal(raw).splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        *("sources[0]", "claims[0]", "claims[0]", "attributions[1]")
    ]


def test_a_file_with_very_many_faults_says_how_many_more() -> None:
    raw = record()
    raw["claims"] += [{"key": f"c{n}", "text": "", "kind": "fact"} for n in range(50)]
    lines = refusal(raw).splitlines()
    assert len(lines) == MAX_REPORTED + 1
    assert lines[-1] == "and 30 more"


@pytest.mark.parametrize("path", ["shared", "samples"])
def test_real_records_survive_being_written_again(path: str) -> None:
    source = shared("corpus", "record.json") if path == "shared" else ROOT / "samples/record.json"
    if not source.exists():
        pytest.skip("no sample record yet")
    file = parse(source.read_bytes())
    assert parse(render(file).encode()) == file


@settings(max_examples=40, deadline=None)
@given(records())
def test_any_record_survives_being_written_again(raw: dict[str, Any]) -> None:
    file = read(raw)
    assert parse(render(file).encode()) == file


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_record_or_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        parse(data)
