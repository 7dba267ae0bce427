"""Which party is proposed for a speaker who is named without one; what is no party."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.claims import FoundClaims
from bot.extraction.draft import DraftAttribution, Flag, KnownSource, ProposedSource
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions
from bot.extraction.sources import Resolver

ON_RECORD = (
    KnownSource(1, "Ostra", "government", aliases=("Republic of Ostra",)),
    KnownSource(2, "Ministry of Works", "organisation", parent_id=1),
    KnownSource(3, "Norway", "government"),
)


def drafts(text: str, outlet: str | None = None) -> list[DraftAttribution]:
    day = date(2026, 3, 5)
    found = passages(text, published_on=day, outlet=outlet, outlets=["Newsline"])
    return draft_attributions(
        text, found, published_on=day, known=ON_RECORD, find=lambda _: FoundClaims()
    )


def speaker(text: str) -> ProposedSource:
    """The last speaker of a text."""
    source = drafts(text)[-1].source
    assert source is not None
    return source


def party(text: str) -> tuple[str | None, bool]:
    """The party of the last speaker, and whether it is a guess."""
    source = speaker(text)
    return source.parent.name if source.parent else None, source.guessed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanon's president said the port was lost.", ("Lebanon", False)),
        ("Lebanon mourns. The president, Rolf Kern, said the port was lost.", ("Lebanon", True)),
        ("Lebanon mourns. The ministry said 78 people were killed.", ("Lebanon", True)),
        ("Lebanese troops came. Officials said 78 people were killed.", ("Lebanon", True)),
        ("Fire broke out in Beirut. Police said 78 people were killed.", ("Lebanon", True)),
        ("The port of Ostra burnt. The mayor, Ida Holm, said it was shut.", ("Ostra", True)),
        ("The port of Ostra burnt. Police said it was shut.", ("Ostra", True)),
        ("Ostra burnt. Fire chief Edda Rohl said 78 people were killed.", ("Ostra", True)),
        # Several governments: the one whose office is named, or none.
        (
            "Norway and Sweden met. Norway's foreign minister left. The foreign minister, Per Lind,"
            " said that talks had failed.",
            ("Norway", True),
        ),
        ("Norway and Sweden met. The president said that talks had failed.", (None, False)),
        # A town's mayor speaks for no country; a company, an analyst, a resident for no state.
        ("Lebanon mourns. The mayor, Ida Holm, said the bridge was shut.", (None, False)),
        ("Lebanon mourns. A company spokesman said it would close.", (None, False)),
        ("Lebanon mourns. Analyst Per Lind said prices would rise.", (None, False)),
        ("Lebanon mourns. Residents said that windows broke.", (None, False)),
        ("Lebanon mourns. The union said that it would strike.", (None, False)),
        ("Lebanon mourns. The former president, Rolf Kern, said it was lost.", (None, False)),
        ("Officials said 78 people were killed.", (None, False)),
    ],
)
def test_a_party_is_proposed_from_office_country_and_record(
    text: str, expected: tuple[str | None, bool]
) -> None:
    assert party(text) == expected


def test_the_ministry_is_the_one_that_the_document_names_in_full() -> None:
    known = speaker("The Ministry of Works shut the bridge. The ministry said it was old.")
    assert (known.known, known.guessed) == (2, True)
    new = speaker("The Ministry of Health came. The ministry said 78 people were killed.")
    assert (new.name, new.known, new.guessed) == ("Ministry of Health", None, True)
    two = "The Ministry of Works and the Ministry of Health came. The ministry said it was old."
    assert speaker(two).name == "ministry"


def test_the_beginning_of_a_sentence_makes_no_body() -> None:
    rohl = speaker("Fire chief Edda Rohl said 78 people were killed.")
    assert (rohl.name, rohl.role, rohl.parent) == ("Edda Rohl", "fire chief", None)
    kern = speaker("Health ministry spokesman Rolf Kern said 12 people were hurt.")
    assert (kern.role, kern.guessed) == ("spokesman", True)
    assert kern.parent is not None
    assert kern.parent.name == "health ministry"  # as the document describes it, not "Health"
    minister = speaker("Defence Minister Per Lind said talks failed.")
    assert minister.role == "Defence Minister"
    again = "The Pentagon was shut. Pentagon spokesman Rolf Kern said 12 people were hurt."
    assert speaker(again).parent is not None


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The ship reported engine trouble.", "ship"),
        ("The MV Nordlys reported a fire on board.", "ship"),
        ("The cargo ship Rhosus left Batumi. Rhosus reported a leak.", "ship"),
        ("According to the report, 2,750 tonnes were stored.", "report"),
        ("The study found that 78 percent were affected.", "report"),
        ("A fire broke out in Harrow. Harrow said it would rebuild.", "place"),
        ("The Okonkwo report said that 2,750 tonnes were stored.", None),
        ("The hospital said 12 patients died.", None),
        ("Confidence in Rohl is low. Edda Rohl came. Rohl said 12 patients died.", None),
    ],
)
def test_a_ship_a_report_and_a_place_are_no_party(text: str, thing: str | None) -> None:
    assert speaker(text).thing == thing


@pytest.mark.parametrize(
    "text",
    [
        "Newsline, citing two Norwegian officials, reported that the ship had sunk.",
        "The Harrow Post reported, citing two Norwegian officials, that the ship had sunk.",
        "Citing two Norwegian officials, Newsline reported that the ship had sunk.",
        "Newsline reported, citing two Norwegian officials, that the ship had sunk.",
        "Newsline, citing two Norwegian officials, said that the ship had sunk.",
        "Newsline said that the ship had sunk, citing two Norwegian officials.",
        "The ship had sunk, Newsline reported, citing two Norwegian officials.",
        "The ship had sunk, the Harrow Post said on Monday, quoting two Norwegian officials.",
        "Norwegian officials cited by Newsline said that the ship had sunk.",
        "Two Norwegian officials quoted by the Harrow Post said the ship had sunk.",
        "Norwegian officials, quoted by Newsline, said the ship had sunk.",
        "The ship had sunk, according to Norwegian officials quoted by Newsline.",
        "The ship had sunk, according to a Newsline report citing Norwegian officials.",
        "A Newsline report citing two Norwegian officials said the ship had sunk.",
        "Norwegian officials told Newsline that the ship had sunk.",
        "Newsline quoted Norwegian officials as saying that the ship had sunk.",
    ],
)
def test_what_an_outlet_reports_citing_others_is_theirs(text: str) -> None:
    (one,) = drafts(text)
    assert one.relayed_by in ("Newsline", "Harrow Post")
    assert one.source is not None
    assert one.source.parent is not None
    assert (one.source.name, one.source.parent.known) == ("Norwegian officials", 3)


def test_who_is_no_outlet_says_it_himself() -> None:
    (one,) = drafts("Ida Holm came. Holm, citing police, said that the bridge was shut.")
    assert one.source is not None
    assert (one.source.name, one.relayed_by) == ("Ida Holm", None)


def test_the_government_is_that_of_the_country_the_document_is_about() -> None:
    source = speaker("Lebanon mourns. The government said that elections would follow.")
    assert (source.name, source.kind, source.guessed) == ("Lebanon", "government", True)


@pytest.mark.parametrize(
    ("outlet", "said", "relayed"),
    [
        ("Reuters", "told Reuters", None),
        ("Associated Press", "told the AP", None),
        ("The AP", "told The Associated Press", None),
        ("Newsline", "told Newsline", None),
        ("Newsline", "told Reuters", "Reuters"),
        (None, "told Reuters", "Reuters"),
    ],
)
def test_an_outlets_own_copy_is_no_relay(
    outlet: str | None, said: str, relayed: str | None
) -> None:
    (one,) = drafts(f"Edda Rohl {said} that 78 people were killed.", outlet)
    assert one.relayed_by == relayed
    assert (Flag.RELAYED in one.flags) == (relayed is not None)


WORDS = (
    "Lebanon Lebanese Norway Ostra Beirut the The ministry president's police mayor's report ship"
    " Harrow in of Ministry Works ' . , Rohl's"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25), st.sampled_from(WORDS.split()))
@settings(max_examples=80, deadline=None)
def test_a_party_is_only_guessed_among_those_that_the_document_or_the_record_names(
    words: list[str], name: str
) -> None:
    text = " ".join(words)
    source = Resolver(text, ON_RECORD).source(name, "minister")
    if source.guessed and source.parent is not None:
        named = {"Lebanon": ("Lebanon", "Lebanese", "Beirut"), "Norway": ("Norway",)}
        told = named.get(source.parent.name, (source.parent.name,))
        assert any(word in words for word in told)
