"""`python -m bot ingest` and `feeds` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.commands import run
from tests.paths import ROOT

ARTICLE = (
    "“It is closed until further notice,” Ida Holm, the mayor of Ostra, said on Monday.\n"
    "The harbour office said that 12 ships were waiting.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_a_file_becomes_drafts_and_the_second_time_says_so(sqlite_url: str, article: str) -> None:
    first = run("ingest", article, "--published", "2024-11-05", url=sqlite_url)
    assert first.returncode == 0
    assert "Added: 2 drafts wait for review." in first.stdout
    assert "Date: 5 Nov 2024 — given by whoever added it" in first.stdout
    assert "python -m bot review" in first.stdout
    second = run("ingest", article, url=sqlite_url)
    assert second.returncode == 0
    assert "This is on record already (document 1" in second.stdout


def test_standard_input_and_json(sqlite_url: str) -> None:
    done = run("ingest", "-", "--outlet", "Courier", "--json", url=sqlite_url, given=ARTICLE)
    assert done.returncode == 0
    (document,) = json.loads(done.stdout)["documents"]
    assert (document["drafts"], document["already"]) == (2, False)
    assert document["details"]["outlet"] == {"value": "Courier", "basis": "given"}
    assert document["details"]["language"] == {"value": "en", "basis": "words"}


def test_of_a_table_the_good_lines_are_taken_and_the_wrong_one_is_named(
    sqlite_url: str, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    rows = "".join(f'"The mayor said that {n} bridges are closed.",2024-11-05\n' for n in range(30))
    table.write_text(f"text,published_on\n{rows}A last one.,yesterday\n", encoding="utf-8")
    done = run("ingest", str(table), url=sqlite_url)
    assert done.returncode == 0
    assert "30 documents added" in done.stdout
    assert "line 32" in done.stderr
    mended = f"text,published_on\n{rows}A last one.,2024-11-05\n"
    table.write_text(mended, encoding="utf-8")
    again = run("ingest", str(table), url=sqlite_url)
    assert "1 document added" in again.stdout
    assert "line" not in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (("ingest", "nothing.txt"), "There is no file", 1),
        (("ingest", "http://127.0.0.1/"), "only the public internet is read", 1),
        (("ingest", "-", "--published", "monday"), "write a day like", 2),
        (("feeds", "add"), "Say which feed", 2),
        (("feeds", "add", "http://127.0.0.1/", "--every", "often"), "write 30m", 2),
        (("feeds", "add", "http://127.0.0.1/"), "It is not followed.", 1),
        (("feeds", "remove", "http://a.example/"), "does not follow", 1),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    sqlite_url: str, arguments: tuple[str, ...], said: str, status: int
) -> None:
    done = run(*arguments, url=sqlite_url, given="Words, and more words.")
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "No feed is followed." in run("feeds", "list", url=sqlite_url).stdout


REVIEW = """{"@context": "https://schema.org", "@type": "ClaimReview",
"url": "https://check.example/1", "claimReviewed": "The bridge at Ostra is closed.",
"author": {"@type": "Organization", "name": "Check Desk"},
"reviewRating": {"@type": "Rating", "alternateName": "Mostly right"}}"""


def test_a_review_by_others_is_shown_once_its_claim_is_named(
    sqlite_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "review.json"
    file.write_text(REVIEW, encoding="utf-8")
    run("import", str(ROOT / "samples" / "record.json"), url=sqlite_url)
    assert "1 fact-check by others" in run("ingest", str(file), url=sqlite_url).stdout
    assert "review 1: Check Desk" in run("reviews", "list", url=sqlite_url).stdout
    asked = "North Korea has more than 10,000 soldiers in Russia"
    assert "Reviewed by" not in run("check", asked, url=sqlite_url).stdout
    assert run("reviews", "link", "1", "2", url=sqlite_url).returncode == 0
    assert "Reviewed by Check Desk" in run("check", asked, url=sqlite_url).stdout
    assert "No review waits" in run("reviews", "list", url=sqlite_url).stdout
    wrong = run("reviews", "link", "9", "2", url=sqlite_url)
    assert (wrong.returncode, wrong.stderr.strip()) == (
        1, "There is no review number 9 on this desk’s record.",
    )  # fmt: skip
