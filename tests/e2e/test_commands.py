"""The command line as a person uses it: `python -m bot …`, its output and its exit status."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.commands import run, run_process
from tests.e2e.process import environment
from tests.paths import ROOT, shared

SAMPLE = str(ROOT / "samples" / "record.json")
TEN_THOUSAND = "Is it true that over 10,000 troops from North Korea are currently in Russia?"


def test_import_says_what_it_added_and_the_second_time_that_nothing_was(sqlite_url: str) -> None:
    first = run("import", SAMPLE, url=sqlite_url)
    second = run("import", SAMPLE, url=sqlite_url)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("Added 11 outlets, 58 sources")
    assert second.stdout.startswith("Nothing added.")


@pytest.mark.parametrize("broken", ["no folder", "no weights", "wrong weights"])
def test_a_record_is_stored_also_where_the_model_cannot_be_loaded(
    sqlite_url: str, tmp_path: Path, broken: str
) -> None:
    model = tmp_path / "model"
    if broken != "no folder":
        model.mkdir()
    if broken == "wrong weights":
        for name in ("model.safetensors", "tokenizer.json", "config.json"):
            (model / name).write_text("{}")
    done = run("import", SAMPLE, url=sqlite_url, SEMANTIC_MODEL=str(model))
    assert done.returncode == 0
    assert done.stdout.startswith("Added 11 outlets, 58 sources")
    assert "Warning: the semantic model cannot be loaded" in done.stderr
    assert "Correct SEMANTIC_MODEL" in done.stderr
    article = "“Two barges sank,” Ida Holm, the harbour master, said on Monday."
    added = run("ingest", "-", url=sqlite_url, given=article, SEMANTIC_MODEL=str(model))
    assert added.returncode == 0
    assert "1 draft" in added.stdout
    assert added.stderr.count("Warning: the semantic model") <= 1  # where it was asked for
    approved = run("review", "--approve-certain", "1", url=sqlite_url, SEMANTIC_MODEL=str(model))
    assert (approved.returncode, approved.stderr) == (0, "")
    assert run("migrate", url=sqlite_url, SEMANTIC_MODEL=str(model)).returncode == 0
    assert "Nothing added." in run("import", SAMPLE, url=sqlite_url).stdout


@pytest.mark.parametrize("number", ["2147483648", "9223372036854775808", "9" * 30, "0", "-1"])
def test_a_number_that_no_row_has_is_said_in_words(loaded: str, number: str) -> None:
    for command in (
        ("reviews", "link", number, "1"),
        ("reviews", "link", "1", number),
        ("review", "--approve-certain", number),
        ("review", "--list", "--document", number),
    ):
        done = run(*(f"{one}" for one in command), url=loaded)
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert done.stderr.strip()
        else:
            assert command[:2] == ("review", "--list")


def test_a_bad_file_is_refused_with_the_entry_and_the_reason(sqlite_url: str) -> None:
    record = json.loads(Path(SAMPLE).read_text())
    record["attributions"][3]["content"] = [[5, 99999]]
    refused = run("import", "-", url=sqlite_url, given=json.dumps(record))
    assert refused.returncode == 1
    assert "attributions[3]" in refused.stderr
    assert "99999" in refused.stderr
    assert "Nothing is on record yet" in run("check", "x y z", url=sqlite_url).stderr


def test_export_writes_csv_and_claim_review_too(loaded: str, tmp_path: Path) -> None:
    table = tmp_path / "record.csv"
    assert run("export", "--format", "csv", str(table), url=loaded).returncode == 0
    first, *rows = table.read_bytes().split(b"\r\n")
    assert first.startswith(b"claim_id,claim_key,claim,kind")
    assert rows
    told = run("export", "--format", "claimreview", "--publisher", "Ostra Desk", url=loaded)
    graph = json.loads(told.stdout)["@graph"]
    assert {one["author"]["name"] for one in graph} == {"Ostra Desk"}
    others = run("export", "--format", "claimreview", url=loaded)
    assert json.loads(others.stdout)["@graph"] == []
    assert "--publisher" in others.stderr


@pytest.mark.parametrize(
    "options", [("--format", "csv", "--drafts"), ("--confidential",), ("--format", "pdf")]
)
def test_an_option_that_a_format_lacks_is_wrong_usage(
    loaded: str, options: tuple[str, ...]
) -> None:
    assert run("export", *options, url=loaded).returncode == 2


def test_export_import_export_gives_the_same_bytes(loaded: str, tmp_path: Path) -> None:
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert run("export", "--drafts", str(first), url=loaded).returncode == 0
    assert run("import", str(first), url=other).returncode == 0
    assert run("export", "--drafts", str(second), url=other).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_check_prints_what_a_person_reads(loaded: str) -> None:
    asked = run_process(
        "check", "North Korea has sent 3,000 troops to the Kursk region", url=loaded
    )
    assert asked.returncode == 0
    assert "you wrote 3,000; on record: Between 10,000 and 12,000" in asked.stdout
    assert "Its status, not your statement's" in asked.stdout


def test_check_json_prints_an_array_of_answers(loaded: str) -> None:
    asked = run("check", "--json", f"{TEN_THOUSAND} The moon is a harbour for cheese.", url=loaded)
    first, second = json.loads(asked.stdout)
    assert set(first) == {
        "statement", "outcome", "score", "claim", "differences", "support", "denial", "flags",
        "attributions", "alternatives", "figure_on_record",
    }  # fmt: skip
    assert first["outcome"] == "match"
    assert first["claim"]["key"] == "nk-troops-10k"
    assert first["claim"]["status"] == "aligned"
    assert (first["support"], first["denial"]) == (2, 0)
    assert second["outcome"] == "none"
    assert (second["claim"], second["support"], second["denial"]) == (None, None, None)


def test_check_batch_prints_a_line_per_statement(loaded: str, tmp_path: Path) -> None:
    batch = tmp_path / "statements.jsonl"
    batch.write_text('{"statement": "hello"}\n\n{"statement": "' + TEN_THOUSAND + '"}\n')
    asked = run("check", "--batch", str(batch), url=loaded)
    lines: list[dict[str, Any]] = [json.loads(line) for line in asked.stdout.splitlines()]
    assert [line["statement"] for line in lines] == ["hello", TEN_THOUSAND]
    assert [line["answers"][0]["outcome"] for line in lines] == ["none", "match"]


def test_a_broken_batch_line_is_named_and_nothing_is_answered(loaded: str, tmp_path: Path) -> None:
    batch = tmp_path / "statements.jsonl"
    batch.write_text('{"statement": "hello there desk"}\n{"text": "no statement"}\n')
    asked = run("check", "--batch", str(batch), url=loaded)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "line 2" in asked.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "COMMAND"),
        (("nonsense",), 2, "invalid choice"),
        (("check",), 2, "Say what to check"),
        (("check", "--as-of", "yesterday", "x"), 2, "write a day"),
        (("check", "--workspace", "T0NONE", "some statement"), 1, "T0NONE"),
        (("import", "no/such/file.json"), 1, "cannot be read"),
    ],
)
def test_wrong_usage_and_failures_are_told_apart(
    loaded: str, arguments: tuple[str, ...], status: int, said: str
) -> None:
    finished = run(*arguments, url=loaded)
    assert finished.returncode == status
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr


def test_every_wrong_setting_is_named_with_what_is_allowed_and_without_its_value() -> None:
    finished = run_process(
        "doctor", PORT="loud", SLACK_BOT_TOKEN="xapp-secret", url="mysql://u:p@h/d"
    )
    assert finished.returncode == 1
    for name in ("PORT", "SLACK_BOT_TOKEN", "DATABASE_URL"):
        assert name in finished.stderr
    assert "secret" not in finished.stderr
    assert "u:p@h" not in finished.stderr


def test_without_tokens_serve_says_what_is_missing(loaded: str) -> None:
    finished = run_process("serve", url=loaded)
    assert finished.returncode == 1
    assert "SLACK_BOT_TOKEN is not set" in finished.stderr


def test_the_doctor_says_in_words_what_is_missing(loaded: str) -> None:
    finished = run("doctor", url=loaded)
    assert finished.returncode == 1
    assert "ok       Record: 56 claims in local" in finished.stdout
    assert "missing  Slack: SLACK_BOT_TOKEN is not set." in finished.stdout
    assert "missing  Connection" in finished.stdout


def test_the_desk_channel_is_set_shown_and_taken_away(loaded: str) -> None:
    assert "none, reports wait" in run("workspace", url=loaded).stdout
    chosen = run("workspace", "--desk-channel", "C0123DESK", url=loaded)
    assert "Desk channel: C0123DESK" in chosen.stdout
    assert "Desk channel: C0123DESK" in run("workspace", url=loaded).stdout
    assert run("workspace", "--desk-channel", "#desk", url=loaded).returncode == 2
    assert "Desk channel: none" in run("workspace", "--desk-channel", "none", url=loaded).stdout


def test_an_unreachable_database_is_a_sentence() -> None:
    finished = run("check", "x", url="postgresql://nobody@127.0.0.1:1/nothing")
    assert finished.returncode == 1
    assert finished.stderr.startswith("The database cannot be reached")
    assert "Traceback" not in finished.stderr


def test_postgres_is_migrated_by_the_release_command_alone(bare_postgres_url: str) -> None:
    refused = run("import", SAMPLE, url=bare_postgres_url)
    assert refused.returncode == 1
    assert "python -m bot migrate" in refused.stderr
    assert run("migrate", url=bare_postgres_url).returncode == 0
    assert run("migrate", url=bare_postgres_url).returncode == 0
    assert run("import", SAMPLE, url=bare_postgres_url).returncode == 0
    asked = run("check", "--json", TEN_THOUSAND, url=bare_postgres_url)
    assert json.loads(asked.stdout)[0]["claim"]["key"] == "nk-troops-10k"


def test_the_demo_without_a_terminal_answers_three_statements_and_ends() -> None:
    finished = run_process("demo")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.count("#newsroom · you:") == 3
    assert "North Korea has more than 10,000 soldiers in Russia." in finished.stdout
    assert "Not what is on record" in finished.stdout
    assert "Disputed" in finished.stdout
    assert "Type a statement" not in finished.stdout
    assert finished.stderr == ""


def test_the_demo_in_a_terminal_keeps_asking_and_its_buttons_work() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        cwd=ROOT, env=environment({}), stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    try:
        _until(ours, "empty line ends")
        os.write(ours, b"Ostrel Mutual's backups survived the attack intact\n")
        assert "Only denials on record" in _until(ours, "[ All sources ]")
        os.write(ours, b"All sources\n")
        assert "Ilse Marrand" in _until(ours, "counted")
        os.write(ours, b"\n")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _until(terminal: int, words: str, seconds: float = 40.0) -> str:
    """What the terminal shows until `words` are among it."""
    shown, end = "", time.monotonic() + seconds
    while words not in shown:
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def test_the_shared_questions_come_out_by_the_benchmark_command() -> None:
    record, questions = shared("corpus", "record.json"), shared("cases", "questions.json")
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.questions", str(record), str(questions), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    result = json.loads(finished.stdout)
    wrong = [row for row in result["rows"] if not row["ok"]]
    # Since every word is accounted for, one of them is shown to compare, and is no match any more.
    assert [row["got"]["outcome"] for row in wrong] in ([], ["about"])
    assert finished.returncode == bool(wrong)


def test_the_editors_are_set_shown_and_taken_away(loaded: str) -> None:
    assert "admins and owners" in run("workspace", url=loaded).stdout
    assert "U0ANA, W0BEN" in run("workspace", "--editors", "U0ANA,W0BEN", url=loaded).stdout
    for nobody in ("Ana", ",", " , ,", ""):  # only "none" takes the list away
        assert run("workspace", "--editors", nobody, url=loaded).returncode == 2
    assert "U0ANA, W0BEN" in run("workspace", url=loaded).stdout
    assert "admins and owners" in run("workspace", "--editors", "none", url=loaded).stdout


def test_review_without_a_terminal_lists_and_says_what_else_it_can(loaded: str) -> None:
    assert "0 drafts to decide on" in run("review", "--list", url=loaded).stdout
    listed = json.loads(run("review", "--list", "--json", url=loaded).stdout)
    no_topic = run("review", "--list", "--topic", "Bridges", url=loaded)
    assert (no_topic.returncode, "No draft of the topic “Bridges” waits." in no_topic.stderr) == (
        2,
        True,
    )
    assert (listed["counts"]["open"], listed["drafts"]) == (0, [])
    asked = run("review", url=loaded)
    assert (asked.returncode, "--list" in asked.stderr) == (2, True)
    assert run("review", "--json", url=loaded).returncode == 2
    gone = run("review", "--approve-certain", "99", url=loaded)
    assert (gone.returncode, gone.stderr.strip()) == (1, "This document is not here any more.")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("accesses", "--limit", number) for number in ("-1", "0", "1e3", "9" * 30, "")),
        *(("jobs", "--hours", number) for number in ("-1", "nan", "inf", "1e300", "9" * 400)),
        *(
            ("digest", "--preview", "--now", instant)
            for instant in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "9999-12-31", "-1")
        ),
    ],
)
def test_a_number_or_an_instant_beyond_all_is_wrong_usage(
    loaded: str, arguments: tuple[str, ...]
) -> None:
    finished = run(*arguments, url=loaded)
    assert finished.returncode == 2
    assert arguments[-2] in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_is_told_how_to_complete_the_commands(shell: str) -> None:
    told = run("completion", shell).stdout
    assert "onrecord" in told
    assert "--explain" in told
