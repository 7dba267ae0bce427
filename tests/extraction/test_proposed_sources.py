"""From a name in a document to a source: on record, or new with the chain above it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.draft import DraftPassage, Flag, KnownSource, Pattern, ProposedSource
from bot.extraction.source_names import LONGEST_NAME, speakers
from bot.extraction.sources import MOST_CANDIDATES, Resolver

ON_RECORD = (
    KnownSource(1, "Norway", "government", aliases=("The Norwegian government",)),
    KnownSource(2, "Norwegian Ministry of Defence", "organisation", parent_id=1),
    KnownSource(3, "Kari Holm", "person", role="spokeswoman", parent_id=2),
    KnownSource(4, "President Lund", "person", role="President"),
    KnownSource(5, "Coast Herald", "outlet"),
    KnownSource(6, "Ole Berg", "person", parent_id=2),
    KnownSource(7, "Ole Berg", "person", parent_id=8),
    KnownSource(8, "Harbour Union", "organisation", aliases=("HU",)),
    KnownSource(9, "a port official", "person", role="senior port official", parent_id=1),
    KnownSource(10, "Norwegian officials", "organisation", parent_id=1),
)


def source(
    name: str,
    role: str | None = None,
    organisation: str | None = None,
    written: str = "",
    text: str = "",
) -> ProposedSource:
    return Resolver(text, ON_RECORD).source(name, role, organisation, written)


def chain(proposed: ProposedSource | None) -> list[tuple[str, str]]:
    found = []
    while proposed is not None:
        found.append((proposed.name, proposed.kind))
        proposed = proposed.parent
    return found


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Norway", 1),
        ("the Norwegian government", 1),
        ("Kari Holm", 3),
        ("kari  HOLM", 3),
        ("spokeswoman Kari Holm", 3),
        ("HU", 8),
        ("the Harbour Union", 8),
        ("Norwegian officials", 10),
        ("Oslo", 1),
    ],
)
def test_a_name_or_alias_on_record_is_that_source(name: str, id_: int) -> None:
    assert source(name).known == id_


def test_a_title_that_is_part_of_the_name_on_record_counts() -> None:
    assert source("Lund", "President", written="President Lund").known == 4


def test_a_surname_alone_needs_the_full_name_in_the_document() -> None:
    assert source("Holm", text="Kari Holm spoke. Holm said no.").known == 3
    alone = source("Holm", text="Holm said no.")
    assert alone.known is None
    assert 3 in alone.candidates


def test_a_name_like_one_on_record_is_only_shown() -> None:
    proposed = source("Karin Holmen")
    assert (proposed.known, proposed.candidates[:1]) == (None, (3,))


def test_between_namesakes_the_organisation_decides() -> None:
    assert source("Ole Berg", organisation="Harbour Union").known == 7
    undecided = source("Ole Berg")
    assert undecided.known is None
    assert set(undecided.candidates) == {6, 7}


def test_a_new_spokesman_brings_ministry_and_country() -> None:
    proposed = source("Jin Soo-ah", "spokeswoman", "South Korea's trade ministry")
    assert chain(proposed) == [
        ("Jin Soo-ah", "person"),
        ("South Korea's trade ministry", "organisation"),
        ("South Korea", "government"),
    ]


def test_the_chain_ends_at_what_is_on_record() -> None:
    proposed = source("Per Dahl", "official", "Norwegian fisheries ministry")
    assert proposed.parent is not None
    assert proposed.parent.parent is not None
    assert proposed.parent.parent.known == 1
    assert 2 in proposed.parent.candidates  # a ministry of the same country, for the editor


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Chinese Foreign Ministry spokeswoman", ["Chinese Foreign Ministry", "China"]),
        ("spokesman for Chile's navy", ["Chile's navy", "Chile"]),
        ("French President", ["France"]),
        ("Peru's foreign minister", ["Peru"]),
        ("economist at Delta Bank", ["Delta Bank"]),
        ("NATO Secretary General", ["NATO"]),
        ("French goalkeeper", []),
        ("Republican senator", []),
        ("Mr.", []),
        ("Peru's best-known singer", []),
        ("neighbour", []),
    ],
)
def test_a_role_that_names_its_body_brings_it(role: str, expected: list[str]) -> None:
    assert [name for name, _ in chain(source("Ana Ruiz", role))[1:]] == expected


def test_a_body_of_no_country_has_no_government_above_it() -> None:
    assert chain(source("the Pentagon")) == [("Pentagon", "organisation")]
    assert chain(source("French carmaker Voltare Inc")) == [
        ("French carmaker Voltare Inc", "organisation")
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Chile", "government"),
        ("the Chilean government", "government"),
        ("Brazilian officials", "organisation"),
        ("police", "organisation"),
        ("the European Union", "organisation"),
        ("The New York Times", "outlet"),
        ("AFP", "outlet"),
        ("a UN report", "record"),
        ("the survey", "record"),
        ("Russians", "organisation"),
        ("Holm's supporters", "organisation"),
        ("Democrats", "organisation"),
        ("Republican Maria Lopez", "person"),
        ("pollster Maria Lopez", "person"),
        ("Homeland Security Department official", "person"),
        ("Maria Lopez", "person"),
        ("a spokesman for the company", "person"),
        ("a senior customs official", "person"),
    ],
)
def test_what_kind_of_source_a_name_is(name: str, kind: str) -> None:
    assert source(name).kind == kind


def test_who_carries_others_words_here_is_an_outlet() -> None:
    resolver = Resolver("", (), ["Skerry Intelligencer"])
    assert resolver.source("the Skerry Intelligencer").kind == "outlet"


def test_an_outlet_is_named_in_full_where_its_short_name_is_a_common_one() -> None:
    assert Resolver("", ()).outlet("AP") == "The Associated Press"
    assert Resolver("", ON_RECORD).outlet("the Coast Herald") == "Coast Herald"
    assert Resolver("", ()).outlet("Skerry Post") == "Skerry Post"


def test_who_signs_a_post_is_named_without_the_handle() -> None:
    assert chain(source("Mona Vik (@monavik)")) == [("Mona Vik", "person")]
    assert chain(source("The Associated Press (@AP)")) == [("The Associated Press", "outlet")]
    assert source("Kari Holm (@kholm)").known == 3


def test_an_unnamed_person_is_somebody_else_in_every_document() -> None:
    proposed = source("Another senior port official")
    assert (proposed.name, proposed.kind, proposed.known) == (
        "a senior port official",
        "person",
        None,
    )
    assert 9 in proposed.candidates


def test_a_form_of_address_is_no_role() -> None:
    assert source("Vik", "Mr.", written="Mr. Vik").role is None
    assert source("Vik", written="Mrs. Vik").role is None
    assert source("Vik", written="Captain Vik").role == "Captain"


def test_an_article_in_the_document_tells_a_body_from_a_person() -> None:
    assert source("Quay", written="The Quay").kind == "organisation"
    assert source("Quay", written="Quay").kind == "person"


def test_a_town_speaks_for_its_government_unless_it_may_be_a_surname() -> None:
    assert source("Kiev").kind == "government"
    assert source("Lincoln").kind == "person"


def test_what_an_unnamed_person_is_called() -> None:
    called = ["Another aide", "one official", "the mayor", "Holm's lawyer", "diplomat"]
    assert [source(name).name for name in called] == [
        "an aide",
        "an official",
        "the mayor",
        "Holm's lawyer",
        "a diplomat",
    ]


def test_several_speakers_are_told_apart() -> None:
    def named(name: str, *each: str, several: bool = False) -> tuple[str, ...]:
        flags = frozenset({Flag.SEVERAL_SPEAKERS} if several else ())
        passage = DraftPassage(
            Pattern.INDIRECT, ((0, 1),), (0, 1), name=name, speakers=each, flags=flags
        )
        return speakers(passage, "")

    assert named("Norway and Chile") == ("Norway", "Chile")
    assert named("Holm and Berg", several=True) == ("Holm", "Berg")
    assert named("Trinidad and Tobago") == ("Trinidad and Tobago",)
    assert named("x", "Norway", "Chile") == ("Norway", "Chile")
    both = named("the Norwegian and Chilean governments", several=True)
    assert [source(n).name for n in both] == ["Norway", "Chile"]
    assert named("he") == ()
    assert named("") == ()


NAMES = st.text(max_size=30) | st.lists(
    st.sampled_from(
        "the a another U.S. officials Holm Kari President ' ’s of for ministry Norway and , @x ( "
        "government Times report he Ukraine’s 'counter' FT".split()
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES | st.none(), NAMES | st.none(), NAMES, NAMES)
def test_any_name_gives_a_source_with_a_name(
    name: str, role: str | None, organisation: str | None, written: str, text: str
) -> None:
    resolver = Resolver(text, ON_RECORD)
    proposed: ProposedSource | None = resolver.source(name, role, organisation, written)
    assert resolver.outlet(name) is not None
    depth = 0
    while proposed is not None:
        assert 0 < len(proposed.name) <= LONGEST_NAME + 1
        assert proposed.kind in ("person", "organisation", "government", "outlet", "record")
        assert len(proposed.candidates) <= MOST_CANDIDATES
        assert proposed.known is None or proposed.parent is None
        proposed = proposed.parent
        depth += 1
    assert depth <= 3
