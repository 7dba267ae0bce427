"""Fact-checks made elsewhere: three forms in, the publisher's words verbatim, numbers if sound."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.claimreview import looks_like_reviews, read_reviews, reviews_in_page
from bot.ingest.documents import IngestError, Reviewed
from tests.ingest.ingested import review


def read(value: Any) -> list[Reviewed]:
    return read_reviews(json.dumps(value).encode())


def rated(**rating: Any) -> Reviewed:
    (one,) = read(review(reviewRating={"alternateName": "Half so", **rating}))
    return one


def numbers(one: Reviewed) -> tuple[float | None, float | None, float | None]:
    return one.worst_rating, one.rating_value, one.best_rating


def test_a_review_is_read_whole() -> None:
    (one,) = read(review())
    assert one == Reviewed(
        claim="The old pier of Lindmar is safe.",
        rating="Mostly wishful",
        publisher="Checks",
        publisher_url="https://checks.example/",
        url="https://checks.example/pier",
        reviewed_on=date(2024, 3, 6),
        claimant="Al Vey",
        appearance_url="https://posts.example/7",
        said_on=date(2024, 3, 1),
        rating_value=2,
        best_rating=5,
        worst_rating=1,
        place="item 1",
    )


def test_a_data_commons_feed_is_read_item_by_item() -> None:
    other = review(url="https://checks.example/2", claimReviewed="Nobody fell.")
    feed = {
        "@context": "http://schema.org",
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "item": [review()]},
            {"@type": "DataFeedItem", "item": None},
            {"@type": "DataFeedItem", "item": [other, review()]},
            {"@type": "DataFeedItem", "item": {"@type": "Article"}},
        ],
    }
    found = read(feed)
    assert [(one.place, one.claim) for one in found] == [
        ("item 1", "The old pier of Lindmar is safe."),
        ("item 3", "Nobody fell."),
    ]


def test_an_answer_of_the_fact_check_tools_is_read() -> None:
    (one,) = read(
        {
            "claims": [
                {
                    "text": "The pier is safe",
                    "claimant": "Al Vey",
                    "claimDate": "2024-03-01T00:00:00Z",
                    "claimReview": [
                        {
                            "publisher": {"name": "Checks", "site": "checks.example"},
                            "url": "https://checks.example/pier",
                            "title": "Is the pier safe?",
                            "reviewDate": "2024-03-06T00:00:00Z",
                            "textualRating": "Pants aflame!",
                            "languageCode": "en",
                        }
                    ],
                }
            ],
            "nextPageToken": "x",
        }
    )
    assert (one.rating, one.publisher, one.publisher_url) == (
        "Pants aflame!",
        "Checks",
        "https://checks.example/",
    )
    assert (one.claimant, one.said_on, one.reviewed_on) == (
        "Al Vey",
        date(2024, 3, 1),
        date(2024, 3, 6),
    )
    assert (one.place, one.title, one.language) == ("claim 1", "Is the pier safe?", "en")


def test_a_page_gives_the_reviews_it_describes() -> None:
    block = json.dumps({"@graph": [{"@type": "WebPage"}, review(url="/pier")]})
    page = f"<html><script type='application/ld+json'>{block}</script><p>Text</p>".encode()
    (one,) = reviews_in_page(page, url="https://checks.example/x")
    assert one.url == "https://checks.example/pier"
    assert reviews_in_page(b"<p>Nothing of the kind</p>") == []


def test_the_older_form_with_same_as_is_read() -> None:
    item = {"@type": "CreativeWork", "author": {"name": "Al"}, "sameAs": ["https://p.example/1"]}
    (one,) = read(review(itemReviewed=item))
    assert (one.claimant, one.appearance_url) == ("Al", "https://p.example/1")


@pytest.mark.parametrize(
    ("rating", "why"),
    [
        ({"ratingValue": 2, "bestRating": 1, "worstRating": 5}, "the best rating is below"),
        ({"ratingValue": 3, "bestRating": 3, "worstRating": 3}, "the best rating equals"),
        ({"ratingValue": "-1", "bestRating": "-1", "worstRating": "-1"}, "equals the worst"),
        ({"ratingValue": 9, "bestRating": 5, "worstRating": 1}, "outside of its own scale"),
        ({"ratingValue": 0, "worstRating": 1}, "outside of its own scale"),
    ],
)
def test_numbers_that_contradict_each_other_are_dropped_and_the_words_kept(
    rating: dict[str, Any], why: str
) -> None:
    one = rated(**rating)
    assert one.rating == "Half so"
    assert numbers(one) == (None, None, None)
    assert len(one.remarks) == 1
    assert why in one.remarks[0]


def test_numbers_are_kept_as_far_as_they_are_numbers() -> None:
    assert numbers(rated(ratingValue="3,5", bestRating="5", worstRating=None)) == (None, 3.5, 5)
    assert numbers(rated(ratingValue="many", bestRating=True)) == (None, None, None)
    assert numbers(rated(ratingValue="NaN", bestRating="inf")) == (None, None, None)
    assert rated(ratingValue=1e400).remarks == ()


def test_a_rating_of_only_numbers_shows_them_and_says_so() -> None:
    (one,) = read(review(reviewRating={"ratingValue": 2, "bestRating": 5, "worstRating": 1}))
    assert one.rating == "2 (1 to 5)"
    assert one.remarks == ("The rating has no words of its own; its number stands for them.",)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"claimReviewed": ""}, "item 1: `claimReviewed` is missing"),
        ({"reviewRating": None}, r"item 1: `reviewRating\.alternateName` is missing"),
        (
            {"reviewRating": {"ratingValue": 3, "bestRating": 1, "worstRating": 5}},
            r"item 1: `reviewRating\.alternateName` is missing",
        ),
        ({"author": None, "url": None}, r"item 1: `author\.name` is missing"),
        ({"claimReviewed": "x" * 5_001}, "item 1: the claim is longer than 5,000"),
    ],
)
def test_what_a_review_lacks_is_named(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        read(review(**change))


def test_one_bad_item_is_named_and_takes_no_other_with_it() -> None:
    items = [{"item": [review(url=f"https://c.example/{n}")]} for n in range(50)]
    items[11]["item"][0]["claimReviewed"] = None
    *good, bad = read_reviews(json.dumps({"dataFeedElement": items}).encode())
    assert len(good) == 49
    assert isinstance(bad, IngestError)
    assert bad.sentence.startswith("item 12: `claimReviewed` is missing")


def test_one_bad_review_of_a_page_takes_no_other_with_it() -> None:
    described = [review(), review(url="https://c.example/2", claimReviewed="")]
    page = f"<script type='application/ld+json'>{json.dumps(described)}</script>".encode()
    good, bad = reviews_in_page(page)
    assert not isinstance(good, IngestError)
    assert isinstance(bad, IngestError)
    assert bad.place == "item 2"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "line 1: the file is no JSON"),
        (b'{"a": 1,\n "b" 2}', "line 2: the file is no JSON"),
        (b"[" * 100_000, "no JSON|no ClaimReview"),
        (b"1" * 10_000, "no JSON"),
        (b"[]", "no ClaimReview in it"),
        (b'{"claims": []}', "no ClaimReview in it"),
        (b'{"claims": [{"text": "x"}]}', "claim 1: `reviewRating.alternateName` is missing"),
        (b"%PDF-1.4", "is a PDF"),
    ],
)
def test_a_file_without_reviews_is_refused_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        read_reviews(data)


def test_reviews_are_told_by_what_they_look_like() -> None:
    assert looks_like_reviews(json.dumps(review()).encode())
    assert looks_like_reviews(b'{"claims": [{"claimReview": []}]}')
    assert not looks_like_reviews(b'{"format": "on-record/1"}')
    assert not looks_like_reviews(b"A text about a ClaimReview")


keys = st.sampled_from(
    """@type @graph claimReviewed reviewRating ratingValue bestRating worstRating alternateName
    author name url itemReviewed appearance datePublished dataFeedElement item claims claimReview
    text publisher site textualRating""".split()
)
values = st.recursive(
    st.sampled_from(["ClaimReview", "2024-03-01", "5", "", "http://[", "//x"])
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=8),
    max_leaves=30,
)


@settings(max_examples=200)
@given(st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_any_json_is_reviews_or_a_sentence(data: bytes) -> None:
    with suppress(IngestError):
        for one in read_reviews(data):
            assert one.claim
            assert one.rating
            assert one.publisher
            assert f"{one}".encode()


@settings(max_examples=100)
@given(values)
def test_any_property_of_a_review_may_be_anything(value: Any) -> None:
    for name in review():
        if name != "@type":
            with suppress(IngestError):
                read(review(**{name: value}))
