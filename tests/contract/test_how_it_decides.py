"""docs/how-it-decides.md explains what the code has and nothing else, and its examples hold; what
the README, the docs and the code point at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ask import words
from bot.ask.lines import Group
from bot.ask.remarks import _FLAG_ORDER
from bot.corroboration import Flag, Stance, Status, status_words
from bot.language.foreign import read
from bot.matching.compare import compare
from bot.matching.known import Known
from bot.matching.outcome import DifferenceKind, Outcome
from bot.matching.speakers import Speaker
from bot.settings import Settings, load
from models.record import AttributionState, Basis, ClaimKind
from tests.paths import ROOT

PAGE = ROOT / "docs" / "how-it-decides.md"
TEXT = PAGE.read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
MARKDOWN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(title: str, text: str = TEXT) -> str:
    """What stands under a heading, up to the next one of its level."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, f"no section “{title}”"
    return found[1]


def rows(title: str, text: str = TEXT) -> list[list[str]]:
    """The rows of the first table under a heading, cell by cell, without its head."""
    table = re.search(r"(?:^\|.*\n)+", section(title, text), re.MULTILINE)
    assert table is not None, f"no table under “{title}”"
    lines = table[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named(title: str) -> list[str]:
    """The names in the first column, each in code type."""
    return [cells[0].removeprefix("`").removesuffix("`") for cells in rows(title)]


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("What differs", DifferenceKind),
        ("The outcomes", Outcome),
        ("The statuses", Status),
        ("The flags", Flag),
    ],
)
def test_all_that_the_code_has_is_explained_and_nothing_else(title: str, known: type) -> None:
    entries = named(title)
    assert all(f"| `{name}` |" in section(title) for name in entries)
    assert sorted(entries) == sorted(known)


def test_statuses_and_differences_stand_in_the_order_in_which_they_are_tried() -> None:
    assert named("The statuses") == list(Status)
    assert named("What differs") == list(DifferenceKind)


def test_no_name_in_code_type_is_unknown() -> None:
    """Nothing is described that there is not (yet): every word in code type is a name of the
    code's, a setting, a key of the JSON, a command or an option."""
    enums = (DifferenceKind, Outcome, Status, Flag, Stance, ClaimKind, Basis, AttributionState)
    known = {member.value for enum in enums for member in enum}
    known |= {name.upper() for name in Settings.model_fields}
    known |= {"neutral", "score", "support", "denial", "evidence"}
    known |= {
        "code type",
        "find",
        "check --json",
        "check --as-editor",
        "check --explain",
        "migrate",
        "--drafts",
    }
    known |= {"python -m bot confidential", "not_confirmed_by:Ostra"}
    links = re.compile(r"\[`[^`]*`\]")
    assert set(re.findall(r"`([^`\n]+)`", links.sub("", TEXT))) <= known


def test_a_status_has_the_words_of_the_card() -> None:
    for name, told, _ in rows("The statuses"):
        assert status_words.status(name.strip("`")) == told[0].upper() + told[1:]


def test_a_flag_has_the_sentence_of_the_card() -> None:
    for name, _, told in rows("The flags"):
        flag = name.strip("`")
        assert words.flag(f"{flag}:Ostra" if flag == Flag.NOT_CONFIRMED_BY else flag) == told


def test_a_kind_of_difference_has_the_label_of_the_card() -> None:
    for name, label, *_ in rows("What differs"):
        assert words.difference(DifferenceKind(name.strip("`"))) == label


def test_every_flag_has_its_place_on_the_card() -> None:
    assert sorted(_FLAG_ORDER) == sorted(Flag)


@pytest.mark.parametrize("cells", rows("What differs"), ids=lambda cells: cells[0].strip("`"))
def test_the_example_of_a_difference_shows_it_and_only_it(cells: list[str]) -> None:
    kind, _, record, statement = cells
    claim, _, speaker = record.removesuffix(")").partition(" (says ")
    speakers = [Speaker((speaker,), Stance.ASSERTS.value)] if speaker else []
    compared = compare(read(statement), read(claim), Known(speakers=speakers))
    assert [one.kind for one in compared.differences] == [kind.strip("`")]


@pytest.mark.parametrize(
    ("claim", "statement", "differs"),
    [
        ("More than 10,000 people marched", "Over 10k people marched", False),
        ("12,000 people marched in Harrow", "About 12,000 people marched in Harrow", False),
        ("12,000 people marched in Harrow", "Nearly 12,000 people marched in Harrow", True),
        ("The barge lost 400 tonnes of coal", "The barge lost 400,000 kilograms of coal", False),
        ("The barge lost 400 tonnes of coal", "The barge lost 400 kilograms of coal", True),
        ("The ferry sank on 2 March 2026", "The ferry sank in March 2026", False),
        ("The ferry sank on 2 March 2026", "The ferry sank yesterday", False),
        ("Most of the ferries were repaired", "Few of the ferries were repaired", True),
        ("The Harrow ferry sailed", "It is false that the Harrow ferry sailed", True),
    ],
)
def test_what_the_page_says_of_wordings_holds(claim: str, statement: str, differs: bool) -> None:
    assert bool(compare(read(statement), read(claim)).differences) is differs


def test_what_is_left_over_on_either_side_is_no_match_as_the_page_says() -> None:
    claim = "The bridge in Harrow is closed to lorries except those of the fire brigade"
    less = compare(read("The bridge in Harrow is closed to lorries"), read(claim))
    assert not less.is_whole
    assert not less.differences
    more = compare(read(claim.replace("lorries", "heavy lorries")), read(claim))
    assert not more.is_whole
    assert compare(read(claim.replace("closed", "currently closed")), read(claim)).is_whole


def test_officials_are_nobody() -> None:
    speakers = [Speaker(("Ida Holm",), Stance.ASSERTS.value)]
    said = "Officials say that the Harrow ferry sailed too fast"
    claim = "The Harrow ferry sailed too fast"
    assert not compare(read(said), read(claim), Known(speakers=speakers)).differences


def test_the_defaults_are_those_of_the_settings() -> None:
    outcomes, flags = section("The outcomes"), section("The flags")
    settings = load({})
    assert f"`MATCH_THRESHOLD`, {settings.match_threshold}" in outcomes
    assert f"`POSSIBLE_THRESHOLD`, {settings.possible_threshold}" in outcomes
    assert f"{settings.shelf_life_quantity_days} days for a quantity" in flags
    assert f"{settings.shelf_life_fact_days} for a fact" in flags


def test_the_headings_of_a_card_that_it_names_are_there() -> None:
    counting = section("Counting independent parties")
    told = re.findall(r"under \*([^*]+)\*", counting)
    assert told
    assert set(told) <= {group.value for group in Group}


def test_the_readme_has_every_status_in_the_same_words() -> None:
    shown = [cells[0] for cells in rows("What the status means", README)]
    assert sorted(shown) == sorted(told for _, told, _ in rows("The statuses"))
    assert "(docs/how-it-decides.md)" in section("What the status means", README)


# --- what points where ---------------------------------------------------------------------------


def links() -> Iterator[tuple[Path, str]]:
    for page in MARKDOWN:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target):
                yield page, target


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives to a page's headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


TOP = "bot|handlers|models|tests|benchmarks"


def paths() -> Iterator[tuple[Path, str]]:
    """Places in the tree that a page names in code type, and the tests that it says to run."""
    for page in MARKDOWN:
        for said in re.findall(r"`([^`\n]+)`", page.read_text("utf-8")):
            for path in re.findall(
                r"(?<!\S)(?:bot|handlers|models|tests|benchmarks)/[\w/.]+", said
            ):
                yield page, path


@pytest.mark.parametrize(
    ("page", "path"), sorted(set(paths())), ids=lambda part: getattr(part, "name", part)
)
def test_every_path_that_the_readme_and_the_docs_name_is_there(page: Path, path: str) -> None:
    assert (ROOT / path).exists(), f"{page.name} names {path}"


@pytest.mark.parametrize(
    ("page", "target"), sorted(set(links())), ids=lambda part: getattr(part, "name", part)
)
def test_every_link_of_the_readme_and_the_docs_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page
    assert there.exists()
    assert there.is_relative_to(ROOT)
    assert not anchor or anchor in anchors(there)


def code() -> Iterator[tuple[str, str]]:
    """The name and the text of every module."""
    for folder in ("bot", "handlers", "models", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def test_the_code_points_at_pages_and_sections_that_are_there() -> None:
    headings = set(re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE))
    cited = 0
    for name, written in code():
        text = " ".join(written.split())
        for page in re.findall(r"\bdocs/[\w-]+\.md", text):
            assert (ROOT / page).is_file(), f"{name}: {page}"
        for first, second in re.findall(
            r'docs/how-it-decides\.md:? "([^"]+)"(?: and "([^"]+)")?', text
        ):
            cited += 1
            assert {first, second} - {""} <= headings, f"{name}: {first} {second}"
    assert cited


def test_no_code_points_at_a_page_that_is_not_in_the_repository() -> None:
    # In two pieces, so that this file does not name it.
    absent = re.compile(r"\bDES" + r"IGN\b")
    assert [name for name, text in code() if absent.search(text)] == []
